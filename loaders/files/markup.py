"""The tree of a web page, from tags that may be left open, crossed or unknown.

The standard library's tokenizer, and of the HTML Standard's rules for building a tree those that decide what lies in
what: which tags end by themselves, and which end tags are ignored. Takes time linear in the number of tags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from ontology.errors import DocumentError

DEEPEST: Final = 200
"""Elements that may lie in one another; what is deeper becomes a sibling. Browsers stop at 512, pages stay below 50."""

MOST: Final = 200_000
"""Elements of a page; a thousand pages of text that a word processor saved as HTML have about 100,000."""

_EMPTY: Final = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul".split()
)
_ENDS: Final = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tr": ({"tr"}, {"table"}),
    "thead": ({"thead", "tbody", "tfoot"}, {"table"}),
    "tbody": ({"thead", "tbody", "tfoot"}, {"table"}),
    "tfoot": ({"thead", "tbody", "tfoot"}, {"table"}),
    "a": ({"a"}, {"table", "td", "th"}),
    "option": ({"option"}, {"select"}),
}
"""By start tag: which open elements it ends, and the elements beyond which it does not look for them."""
_BOUNDARY: Final = frozenset({"table", "td", "th", "button", "caption", "object", "template"})
"""Elements beyond which no start tag ends an open paragraph."""
_SCOPE: Final = frozenset({"table", "td", "th", "caption", "template"})
"""Elements beyond which an end tag ends nothing; those of tables themselves apart."""
_TABLES: Final = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "template"})


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag and attributes in lower case, and what lies in it, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute's value, or nothing."""
        return self.attributes.get(name, "")

    def elements(self) -> list[Element]:
        """The elements in this one, without its text."""
        return [child for child in self.children if isinstance(child, Element)]

    def nodes(self) -> Iterator[Element | str]:
        """This element, all that lie in it, and their text, in the order of the page."""
        rest: list[Element | str] = [self]
        while rest:
            found = rest.pop()
            yield found
            if isinstance(found, Element):
                rest.extend(reversed(found.children))

    def walk(self) -> Iterator[Element]:
        """This element and all that lie in it."""
        return (node for node in self.nodes() if isinstance(node, Element))

    def text(self) -> str:
        """All text in this element."""
        return "".join(node for node in self.nodes() if isinstance(node, str))


def parse(markup: str, path: str) -> tuple[Element, str]:
    """The tree of a page, and the first address that a comment says it was saved from; `path` is for the message.

    Raises:
        DocumentError: the page has more elements than a document needs.
    """
    builder = _Builder(path)
    builder.feed(markup)
    builder.close()
    return builder.root, builder.saved_from


class _Builder(HTMLParser):
    """The stack of open elements, and how many of each tag are on it."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self._path = path
        self._left = MOST
        self.root = Element("#document")
        self.saved_from = ""
        self._open = [self.root]
        self._counts: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after those that it ends."""
        self._left -= 1
        if self._left < 0:
            raise DocumentError(self._path, f"a page of more than {MOST} elements")
        if tag in _BLOCKS:
            self._end({"p"}, _BOUNDARY)
        if tag in _ENDS:
            self._end(*_ENDS[tag])
        element = Element(tag, {name: value or "" for name, value in reversed(attrs)})
        self._open[-1].children.append(element)
        if tag not in _EMPTY and len(self._open) < DEEPEST:
            self._open.append(element)
            self._counts[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>` is `<br>`; so is `<div/>` `<div>`, in HTML."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that tag and all within it; an end tag without a start is ignored."""
        if tag == "br":
            self.handle_starttag(tag, [])
        self._end({tag}, frozenset() if tag in _TABLES else _SCOPE)

    def handle_data(self, data: str) -> None:
        """Add text."""
        self._open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        """Take the address that browsers write into a page that they save."""
        words = data.split(maxsplit=2)
        if not self.saved_from and words[:2] == ["saved", "from"] and len(words) == 3:
            self.saved_from = words[2].partition(")")[2].strip()

    def _end(self, tags: Set[str], beyond: Set[str]) -> None:
        """End the innermost open element of some tags and all within it, unless one of `beyond` is met first."""
        if not any(self._counts[tag] for tag in tags):
            return
        for place in range(len(self._open) - 1, 0, -1):
            tag = self._open[place].tag
            if tag in tags:
                while len(self._open) > place:
                    self._pop()
                return
            if tag in beyond:
                return

    def _pop(self) -> str:
        tag = self._open.pop().tag
        self._counts[tag] -= 1
        return tag
