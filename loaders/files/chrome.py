"""What of a web page is the page, and not the document on it: menus, banners, forms, footers.

Judged by structure alone, in any language: elements and ARIA roles that say so, names of classes that say so where the
element is small or mostly links, and lists of nothing but links. What holds the page's title or its `main` is never
taken out. What is left, `loaders.pages.layout` judges line by line, by the phrases of the lexicon.

Sources: HTML Standard, sectioning elements; WAI-ARIA 1.2, landmark roles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.files.markup import Element

_NEVER_TEXT: Final = frozenset(
    "applet audio canvas datalist dialog embed head iframe input map math meter noscript object option progress script "
    "select style svg template textarea title video".split()
)
_LANDMARKS: Final = frozenset({"nav", "aside", "search", "menu", "header", "footer"})
_ROLES: Final = frozenset(
    "alert alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar tablist "
    "tooltip".split()
)
_CONSENT: Final = frozenset("cookie cookies cookiebar cookiebanner gdpr ccpa onetrust cookielaw cookieconsent".split())
_MENUS: Final = frozenset(
    "advert advertisement ads breadcrumb breadcrumbs crumbs footer header masthead megamenu menu nav navbar navigation "
    "newsletter offcanvas pager pagination popup promo recommended related share sharing sidebar signup sitemap skip "
    "skiplink skiplinks social sponsored subscribe tags teaser toolbar topbar widget".split()
)
_CONTENTS: Final = frozenset({"toc", "mstoc", "tableofcontents"})
_FOLDED: Final = frozenset(
    "accordion collapse collapsible tab tabs tabpanel panel expander expandable fold toggle".split()
)
"""Names of what a page hides until it is asked for: part of the document, only not shown yet."""

_UNSEEN: Final = re.compile(
    r"\b(?:sr-only|visually-?hidden|screen-?reader|element-invisible|skip-?(?:link|nav|to))", re.IGNORECASE
)
_UNSHOWN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")
_NAME: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_LISTS: Final = frozenset({"ul", "ol", "dl", "table", "tr", "td", "div", "p", "center", "section"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAIN_IDS: Final = frozenset("content maincontent main articlebody bodytext pagecontent contentbody".split())

_LINKED: Final = 0.85
"""Share of link text from which a list is a menu; a sentence with links in it stays below 0.5."""
_LINK_LENGTH: Final = 60
"""Letters and digits of a link on average, up to which a list of links is a menu and no list of titles."""
_SMALL: Final = 150
"""Letters and digits up to which an element that is named as chrome needs no links to be believed."""
_HALF: Final = 0.5
"""Share of the page's text that its main part has at least, and that what a page hides or asks has at most."""


@dataclass(slots=True)
class _Measure:
    """Of an element: letters and digits in it, those in links, links, links within the page, and what it holds."""

    size: int = 0
    linked: int = 0
    links: int = 0
    inner: int = 0
    title: bool = False
    main: bool = False

    @property
    def prose(self) -> int:
        """Letters and digits outside links."""
        return self.size - self.linked


def document_of(page: Element) -> list[Element]:
    """The elements that hold the document, in order; chrome is taken out of the tree.

    That is the page's `main` or `article` where it has half of the text, with the page's only `h1` before it if that
    stands elsewhere; or else the whole page.
    """
    _Pruner(page).prune(page, inside=False)
    root = _main(page)
    if root is None:
        return [page]
    titles = [found for found in page.walk() if found.tag == "h1"]
    if len(titles) == 1 and not any(found is titles[0] for found in root.walk()):
        return [titles[0], root]
    return [root]


def _main(page: Element) -> Element | None:
    """The largest `main`, else the largest `article`, else what is called so, if it holds half of the page."""
    measures = _measures(page)
    whole = measures[id(page)].size
    for is_main in (_is_main, lambda e: e.tag == "article", lambda e: _squeezed(e.get("id")) in _MAIN_IDS):
        found = [element for element in page.walk() if is_main(element)]
        largest = max(found, key=lambda element: measures[id(element)].size, default=None)
        if largest is not None and measures[id(largest)].size >= _HALF * whole > 0:
            return largest
    return None


def _is_main(element: Element) -> bool:
    return element.tag == "main" or element.get("role") == "main"


def _squeezed(name: str) -> str:
    return "".join(_NAME.findall(name)).lower()


def _measures(page: Element) -> dict[int, _Measure]:
    """The measure of every element, by identity; children come before their parents."""
    measures: dict[int, _Measure] = {}
    for element in reversed(list(page.walk())):
        own = _Measure(title=element.tag == "h1", main=_is_main(element) or element.tag == "article")
        own.size = sum(
            len(word) for child in element.children if isinstance(child, str) for word in _WORD.findall(child)
        )
        for child in element.elements():
            inner = measures[id(child)]
            own.size += inner.size
            own.linked += inner.linked
            own.links += inner.links
            own.inner += inner.inner
            own.title = own.title or inner.title
            own.main = own.main or inner.main
        if element.tag == "a" and element.get("href"):
            own.linked, own.links = own.size, 1
            own.inner = int(element.get("href").startswith("#"))
        measures[id(element)] = own
    return measures


class _Pruner:
    """Takes chrome out of a tree that it has measured."""

    def __init__(self, page: Element) -> None:
        drop_unseen(page)
        self._measures = _measures(page)
        self._whole = self._measures[id(page)].size

    def prune(self, element: Element, inside: bool) -> None:
        """Take out of an element what is chrome; `inside` says that it lies in the page's main part."""
        inside = inside or _is_main(element) or element.tag == "article"
        element.children = [
            child for child in element.children if isinstance(child, str) or not self._is_chrome(child, inside)
        ]
        for child in element.elements():
            self.prune(child, inside)

    def _is_chrome(self, element: Element, inside: bool) -> bool:
        measure = self._measures[id(element)]
        if measure.main or element.tag in HEADINGS:
            return False
        if self._is_hidden(element, measure) or self._is_asking(element, measure):
            return True
        if measure.title:
            return False
        if _is_landmark(element, measure, inside) or _is_named(element, measure):
            return True
        return _is_menu(element, measure, inside)

    def _is_hidden(self, element: Element, measure: _Measure) -> bool:
        """Not shown, and not merely folded up."""
        if _UNSEEN.search(element.get("class")):
            return measure.size <= _SMALL
        hidden = "hidden" in element.attributes or element.get("aria-hidden") == "true"
        hidden = hidden or bool(_UNSHOWN.search(element.get("style")))
        return hidden and measure.size < _HALF * self._whole and not _names(element) & _FOLDED

    def _is_asking(self, element: Element, measure: _Measure) -> bool:
        """A form, or what asks for consent; but some servers wrap the whole page in one form."""
        asks = element.tag in ("form", "fieldset") or bool(_names(element) & _CONSENT)
        return asks and not measure.title and measure.prose < _HALF * self._whole


def drop_unseen(page: Element) -> None:
    """Take out of a tree what never is text on a page; the label of a button only where it is a heading."""
    for element in page.walk():
        never = _NEVER_TEXT if element.tag in HEADINGS else _NEVER_TEXT | {"button"}
        element.children = [child for child in element.children if isinstance(child, str) or child.tag not in never]


def _is_landmark(element: Element, measure: _Measure, inside: bool) -> bool:
    """A region that its tag or its role says is not the content; an article has a header and a footer of its own."""
    if element.get("role").lower() in _ROLES:
        return True
    if inside and element.tag in ("header", "footer"):
        return element.tag == "footer" and measure.linked > measure.prose
    return element.tag in _LANDMARKS


def _is_named(element: Element, measure: _Measure) -> bool:
    """Called a menu or the like, and small or mostly links; or called a table of contents, and all links."""
    names = _names(element)
    if names & _CONTENTS and measure.links:
        return measure.linked >= _HALF * measure.size
    return bool(names & _MENUS) and (measure.size <= _SMALL or measure.linked >= _HALF * measure.size)


def _is_menu(element: Element, measure: _Measure, inside: bool) -> bool:
    """A list of links; inside the content only a table of contents, whose links lead to places on the page."""
    if element.tag not in _LISTS or measure.links < 3 or measure.linked < _LINKED * measure.size:
        return False
    if inside or measure.inner == measure.links:
        return measure.inner == measure.links
    return measure.linked <= _LINK_LENGTH * measure.links


def _names(element: Element) -> set[str]:
    """The words of which an element's class and id are made."""
    return {word.lower() for word in _NAME.findall(f"{element.get('class')} {element.get('id')}")}
