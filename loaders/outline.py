"""The tree of numbered or bulleted provisions of a text, whatever the document calls them.

A number opens a provision only where it continues a list (the sibling after the last one, the first child of an open
item, or 1 after a heading), which rejects years, page numbers and cross-references that happen to begin a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from loaders.columns import columns, goes_on
from loaders.labels import Label, Labels
from loaders.layout import Furniture, Line, furniture, lines_of
from loaders.lexicon import Lexicon, fold
from loaders.markers import Marker, bullet, glyph_letter, integers, is_lone_bullet, markers
from loaders.view import Span
from ontology.terms import COMITY

_OPEN_END = re.compile(r"[.!?;:][\"'”’)\]]*$")
_HARD_END = re.compile(r"[.!?;,][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_RULE = re.compile(r"[_=–—-]{3,}|(?:\* ?){3,}")
_NUMBERED_NOUN = re.compile(
    r"(?:article|articles|no|nos|point|points|table|annex|paragraph|section|chapter|artículo|párrafo|numeral)\.?$",
    re.IGNORECASE,
)
_SMALL: Final = frozenset(
    "of for on and the against to in with by a an or from at as de del la las el los y e en para con contra por "
    "sobre u o".split()
)
_WEAK_BULLETS: Final = frozenset("-–—*o§·")
UNWRAPPED = 200
"""Line length (characters) from which a text is taken to hold one paragraph a line."""
HEADING_WORDS = 14


@dataclass(slots=True, eq=False)
class Node:
    """A provision: what opened it, where its text lies (in pieces), and the provision it is part of.

    `number` is the printed number (None for a bullet), `mints` the class IRI, `restated` the pieces of the same
    provision where it is stated again, `lead_in` the paragraph that introduces its list, `order` the place among all
    parts of its parent and `place` that in its own list.
    """

    mints: str
    label: str = ""
    number: str | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    marker: Span = (0, 0)
    title: list[Span] = field(default_factory=list)
    pieces: list[Span] = field(default_factory=list)
    restated: list[list[Span]] = field(default_factory=list)
    lead_in: Block | None = None
    rank: int = 9
    order: int = 0
    place: int = 0


@dataclass(slots=True, eq=False)
class Block:
    """A run of text that is read as one: `kind` is `provision`, `title`, `heading`, `paragraph` or `chrome`.

    `node` is the provision it states or stands under; `again` says that it states a provision a second time.
    """

    kind: str
    spans: list[Span]
    node: Node | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """Blocks in the order of the text, the provisions that stand at the top, and the lines left out as furniture."""

    blocks: tuple[Block, ...]
    roots: tuple[Node, ...]
    furniture: tuple[tuple[Line, Furniture], ...]

    def nodes(self) -> list[Node]:
        """Every provision, parents before children."""
        found: list[Node] = []
        rest = list(reversed(self.roots))
        while rest:
            node = rest.pop()
            found.append(node)
            rest.extend(reversed(node.children))
        return found


@dataclass(slots=True)
class _Level:
    """An open list: the marker of its last item, or the glyph and indent of its bullets."""

    marker: Marker | None
    glyph: str
    indent: int
    node: Node


def outline(text: str, lexicon: Lexicon) -> Outline:
    """Read the tree of provisions of a text."""
    return _Parser(text, lexicon).run()


class _Parser:
    """One pass over the lines; the stacks of open labels and open lists are its state."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.text = text
        lines = lines_of(text)
        chrome, ends = lexicon.words("chrome-lines"), lexicon.words("content-ends")
        starts = tuple(lexicon.words("chrome-prefixes"))
        roles = lexicon.phrases("roles")
        self.furniture = furniture(
            lines,
            lambda t: len(t) < 60 and fold(t) in chrome or fold(t[:60]).startswith(starts),
            lambda t: len(t) < 60 and fold(t).rstrip(" .") in ends,
            lambda t: len(t) < 60 and fold(t).rstrip(":") in roles,
        )
        self.lines = lines
        self.labels = Labels(lexicon, [line.text for i, line in enumerate(lines) if i not in self.furniture])
        self.width = _wrap_width(lines)
        self.letters = _recurring(lines, glyph_letter)
        self.bullets = _recurring(lines, bullet)
        self.starts = self._second_items()
        self.columns = columns(lines, set(self.furniture))
        self.blocks: list[Block] = []
        self.roots: list[Node] = []
        self.known: dict[tuple[str, str, int], Node] = {}
        self.open_labels: list[Node] = []
        self.items: list[_Level] = []
        self.current: Block | None = None
        self.role: str | None = None
        self.notes = False
        self.fresh_list = True
        self.suspended = False
        self.pending: Line | None = None
        self.before_heading: Marker | None = None
        self.before_section: _Level | None = None
        self.under_labels: set[tuple[str, tuple[str, str]]] = set()

    def run(self) -> Outline:
        """Read every line."""
        previous: Line | None = None
        broken = False
        for i, line in enumerate(self.lines):
            if i in self.furniture:
                if self.furniture[i] is Furniture.CHROME:
                    self.blocks.append(Block("chrome", [(line.start, line.end)]))
                broken = True
                continue
            if _RULE.fullmatch(line.text):
                self.furniture[i] = Furniture.RUNNING_HEAD
                broken = True
                continue
            if i in self.columns:
                self._open_columns(i)
                previous, broken = line, True
                continue
            gap = line.gap > 0 or line.page or broken or previous is None
            self._feed(i, line, previous, gap)
            previous, broken = line, False
        self._word()
        self._drop_menus()
        left = tuple((self.lines[i], kind) for i, kind in sorted(self.furniture.items()))
        return Outline(tuple(self.blocks), tuple(self.roots), left)

    def _word(self) -> None:
        """Give each provision the pieces of its text; a label with no text but a title has the title as text."""
        self.blocks = [block for block in self.blocks if block.spans]
        for block in self.blocks:
            if block.node is None:
                continue
            if block.kind == "title":
                block.node.title = block.spans
            elif block.kind == "provision" and block.again:
                block.node.restated.append(block.spans)
            elif block.kind == "provision":
                block.node.pieces.extend(block.spans)
        for block in self.blocks:
            if block.kind == "title" and block.node is not None and not block.node.pieces:
                block.node.pieces = block.spans

    def _has_text(self, node: Node) -> bool:
        return any(block.node is node and block.kind == "provision" and block.spans for block in self.blocks)

    def _drop_menus(self) -> None:
        """Numbered or bulleted entries of a web page are no provisions: short, unended, without heading or lead-in."""
        lists: dict[int, list[Node]] = {}
        for node in self.roots:
            lists.setdefault(id(node.lead_in), []).append(node)
        for nodes in lists.values():
            if all(self._is_menu(node) for node in nodes):
                for block in self.blocks:
                    if any(block.node is node for node in nodes):
                        block.kind, block.node = "chrome", None
                self.roots = [node for node in self.roots if node not in nodes]

    def _is_menu(self, node: Node) -> bool:
        """Whether an item looks like an entry of a menu or of a list of links."""
        if node.label or node.children or node.mints != COMITY.Provision or len(node.pieces) != 1:
            return False
        start, end = node.pieces[0]
        text = self.text[start:end]
        lead_in = self.text[node.lead_in.spans[-1][0] : node.lead_in.spans[-1][1]] if node.lead_in else ""
        return len(text.split()) <= 7 and not _OPEN_END.search(text) and not lead_in.rstrip().endswith(":")

    def _feed(self, i: int, line: Line, previous: Line | None, gap: bool) -> None:
        """Decide what a line is; the first reading that fits wins."""
        if is_lone_bullet(line.text) and i + 1 < len(self.lines):
            self.pending = line
            return
        if self.pending is not None:
            self._open_item(
                line, 0, None, self.pending.text, self._bullet_depth(self.pending.text, self.pending.indent)
            )
            self.pending = None
            return
        ended = previous is None or bool(_OPEN_END.search(previous.text))
        fresh = gap or ended or self._is_short(previous) or self._after_label()
        label = self._label(line) if fresh and not self.notes else None
        if label is not None and self._is_label(label, gap):
            self._open_label(line, label)
        elif not self.notes and (self._open_marker(line, previous, gap) or self._open_bullet(line, fresh)):
            return
        elif self._is_heading(i, line, gap, ended):
            self._open_heading(line)
        elif self._continues(line, previous, gap, ended):
            self._append(line)
        else:
            self._open_paragraph(line, gap)

    def _label(self, line: Line) -> Label | None:
        """The label that opens a line, or that follows the bullet which opens it ("• Action 1.1.2: …")."""
        found = bullet(line.text)
        if found is None:
            return self.labels.at(line.text)
        label = self.labels.at(line.text[found[1] :])
        return replace(label, length=label.length + found[1]) if label is not None else None

    def _after_label(self) -> bool:
        """Whether the line before opened a label and was all of it, as in a list of contents."""
        node = self.current.node if self.current is not None and self.current.kind == "provision" else None
        return node is not None and bool(node.label) and self.current is not None and len(self.current.spans) == 1

    def _open_columns(self, i: int) -> None:
        """Read two columns one after the other, each line a paragraph unless it goes on from the one before."""
        for cells in self.columns[i]:
            block: Block | None = None
            for span in cells:
                text = self.text[span[0] : span[1]]
                if block is not None and goes_on(self.text[block.spans[-1][0] : block.spans[-1][1]], text):
                    block.spans.append(span)
                    continue
                block = Block("paragraph", [span])
                self.blocks.append(block)
        self._close_lists()
        self.open_labels.clear()
        self.current = None

    # Labels

    def _is_label(self, label: Label, gap: bool) -> bool:
        """A label stands at the start of a paragraph, or alone on its line."""
        return gap or not label.rest or label.separator in (":", "–", "—", "-", ".")

    def _open_label(self, line: Line, label: Label) -> None:
        """Open a labelled unit, or return to one that was stated before."""
        section = self._section()
        self._close_lists()
        self.before_section = section
        self.before_heading = None
        self.notes = False
        while self.open_labels and not _holds(self.open_labels[-1], label):
            self.open_labels.pop()
        parent = self.open_labels[-1] if self.open_labels else section.node if section is not None else None
        key = (label.word, label.number, id(parent))
        node = self.known.get(key)
        spans = [(line.start + label.length, line.end)] if label.rest else []
        again = node is not None and self._has_text(node)
        if node is None:
            node = Node(label.mints, label.phrase, label.number, parent, rank=label.rank)
            node.marker = (line.start, line.start + label.length)
            self.known[key] = node
            self._adopt(node, parent)
        self.open_labels.append(node)
        self.role = None
        self.current = Block("provision", spans, node, again)
        self.blocks.append(self.current)

    def _section(self) -> _Level | None:
        """The numbered heading ("II. Aims") that the last item of the outer list is, under which labels stand."""
        opened = self.items[0] if self.items and self.items[0].marker is not None else self.before_section
        node = opened.node if opened is not None else None
        if node is None or node.label:
            return None
        spans = next((block.spans for block in self.blocks if block.node is node and block.kind == "provision"), [])
        text = self.text[spans[0][0] : spans[-1][1]] if spans else ""
        return opened if text and not _HARD_END.search(text) and len(text.split()) <= HEADING_WORDS else None

    # Lists

    def _open_marker(self, line: Line, previous: Line | None, gap: bool) -> bool:
        """Open a numbered item if one of its readings continues or starts a list."""
        readings = markers(line.text)
        for marker in readings:
            depth = self._sibling_depth(marker)
            if depth is not None:
                self._open_item(line, marker.length, marker, "", depth)
                return True
        for marker in readings:
            if self._resumes(marker):
                self._leave_section()
                self._open_item(line, marker.length, marker, "", 0)
                return True
        for marker in readings:
            if self._may_start(marker, line, previous, gap):
                self._open_item(line, marker.length, marker, "", self._start_depth(marker))
                return True
        return False

    def _leave_section(self) -> None:
        """Close the labels that stand under the numbered heading before the next one."""
        section = self.before_section
        while section is not None and self.open_labels and self.open_labels[-1] is not section.node.parent:
            self.open_labels.pop()
        self.before_section = None

    def _resumes(self, marker: Marker) -> bool:
        """Whether a number goes on, below a new heading or the labels of a section, with the list above them."""
        section = self.before_section.marker if self.before_section is not None else None
        if self.items:
            return False
        return any(
            last.level == marker.level and marker.values[0] == last.values[0] + 1 and len(marker.values) == 1
            for last in (self.before_heading, section)
            if last is not None
        )

    def _sibling_depth(self, marker: Marker) -> int | None:
        """The level of the open list that a marker continues."""
        for depth in range(len(self.items) - 1, -1, -1):
            last = self.items[depth].marker
            if last is None:
                continue
            if marker.style == "1.1" and last.style in ("1", "1.1"):
                if _follows(last.values, marker.values):
                    return depth
            elif last.level == marker.level and marker.values[0] == last.values[0] + 1:
                return depth
        return None

    def _may_start(self, marker: Marker, line: Line, previous: Line | None, gap: bool) -> bool:
        """Whether a marker can open a list: it is the first of its kind, and a second follows or its number says so."""
        if marker.values[-1] != 1:
            return gap and (line.start, marker.level) in self.starts
        if self.role is not None and self.current is not None and self.current.kind == "heading":
            return True
        if previous is not None and not gap and _NUMBERED_NOUN.search(previous.text):
            return False
        if marker.style == "1.1":
            return self._has_parent(marker) or (line.start, marker.level) in self.starts
        return (line.start, marker.level) in self.starts or self._is_alone(marker)

    def _is_alone(self, marker: Marker) -> bool:
        """Whether a number 1 that no 2 follows opens a list of one, as the labels before hold lists of its form."""
        node = self.open_labels[-1] if self.open_labels else None
        return node is not None and not self.items and (node.label, marker.level) in self.under_labels

    def _has_parent(self, marker: Marker) -> bool:
        """Whether an open item or label carries the number that a dotted number extends."""
        stem = marker.values[:-1]
        if any(level.marker and level.marker.values == stem for level in self.items):
            return True
        return any((integers(f"{node.number}.1") or ())[:-1] == stem for node in self.open_labels)

    def _start_depth(self, marker: Marker) -> int:
        """The level at which a new list opens: below the item it extends, or below the innermost open item."""
        stem = marker.values[:-1]
        for depth, level in enumerate(self.items):
            if level.marker and marker.style == "1.1" and level.marker.values == stem:
                return depth + 1
            if level.marker and level.marker.level == marker.level:
                return depth
        return 0 if self.suspended else len(self.items)

    def _open_bullet(self, line: Line, fresh: bool) -> bool:
        """Open a bulleted item."""
        found = bullet(line.text)
        if found is None or found[0] in _WEAK_BULLETS and self.bullets[found[0]] < 2:
            found = glyph_letter(line.text) if fresh else None
            if found is None or self.letters[found[0]] < 2:
                return False
        glyph, length = found
        self._open_item(line, length, None, glyph, self._bullet_depth(glyph, line.indent))
        return True

    def _bullet_depth(self, glyph: str, indent: int) -> int:
        """The level of the open list that a bullet continues, or a new one below the innermost open item."""
        for depth in range(len(self.items) - 1, -1, -1):
            level = self.items[depth]
            if level.glyph == glyph and abs(level.indent - indent) < 2:
                return depth
        return 0 if self.suspended else len(self.items)

    def _open_item(self, line: Line, length: int, marker: Marker | None, glyph: str, depth: int) -> None:
        """Make the node of an item at a depth of the open lists."""
        lead_in = self._lead_in(depth)
        place = self.items[depth].node.place + 1 if depth < len(self.items) else 1
        del self.items[depth:]
        parent = self.items[-1].node if self.items else self.open_labels[-1] if self.open_labels else None
        node = Node(self._item_class(parent), "", marker.printed if marker else None, parent, lead_in=lead_in)
        node.marker = (line.start, line.start + length)
        node.place = place
        self._adopt(node, parent)
        if marker is not None and not self.items and parent is not None:
            self.under_labels.add((parent.label, marker.level))
        self.items.append(_Level(marker, glyph, line.indent, node))
        self.suspended = False
        self.current = Block("provision", [(line.start + length, line.end)], node)
        self.blocks.append(self.current)

    def _lead_in(self, depth: int) -> Block | None:
        """The text that introduces a list: what its first sibling had, or the text just before it."""
        if depth < len(self.items):
            return self.items[depth].node.lead_in
        return self.current

    def _item_class(self, parent: Node | None) -> str:
        """The class of an unlabelled item: its heading's role, else what its parent implies."""
        if parent is None or not self.items and self.role:
            return self.role or COMITY.Provision
        if parent.mints in (COMITY.Article, COMITY.Provision):
            return COMITY.Provision
        if parent.mints in (COMITY.Point, COMITY.AlliancePoint, COMITY.Goal) and not self.items:
            return COMITY.Action
        return COMITY.Action if parent.label and parent.mints == COMITY.Objective else parent.mints

    def _adopt(self, node: Node, parent: Node | None) -> None:
        siblings = parent.children if parent else self.roots
        siblings.append(node)
        node.order = len(siblings)

    def _close_lists(self) -> None:
        if self.items:
            self.before_heading = self.items[0].marker
        self.items.clear()
        self.suspended = False

    def _second_items(self) -> set[tuple[int, tuple[str, str]]]:
        """Where a number 1 (or letter a) is followed, further on, by a 2 (or b) of the same form before another 1.

        The first paragraph of a statement is often not numbered: a 2 that no 1 of its form precedes starts a list where
        a 3 and a 4 follow.
        """
        waiting: dict[tuple[str, str, tuple[int, ...]], int] = {}
        headless: dict[tuple[str, str, tuple[int, ...]], list[int]] = {}
        found: set[tuple[int, tuple[str, str]]] = set()
        for i, line in enumerate(self.lines):
            if i in self.furniture:
                continue
            for marker in markers(line.text):
                stem = marker.values[:-1]
                key = (*marker.level, stem)
                if marker.values[-1] == 1:
                    waiting[key] = line.start
                    headless[key] = []
                elif marker.values[-1] == 2 and key in waiting:
                    found.add((waiting.pop(key), marker.level))
                elif marker.style == "1" and marker.values[0] == len(headless.setdefault(key, [])) + 2:
                    headless[key].append(line.start)
        found.update((starts[0], key[:2]) for key, starts in headless.items() if len(starts) >= 3)
        return found

    # Headings and paragraphs

    def _is_heading(self, i: int, line: Line, gap: bool, ended: bool) -> bool:
        """A short line of its own, in title case or capitals, or one that names a role."""
        text = line.text
        words = _WORD.findall(text)
        if not words or len(words) > HEADING_WORDS or _HARD_END.search(text) or not (gap or ended):
            return False
        alone = self._ends_paragraph(i)
        if self._role_of(text) is not None and (alone or gap):
            return True
        if not gap or not alone or not text[0].isupper():
            return False
        if not ended and self.current is not None and self.current.kind != "heading" and self._is_open():
            return text.isupper() or _title_share(words) >= 0.8 and self._opens_list(i + 1)
        return text.isupper() or _title_share(words) >= 0.7 or text.endswith(":") or len(words) <= 6

    def _is_open(self) -> bool:
        return self.current is not None and self.current.kind == "provision"

    def _ends_paragraph(self, i: int) -> bool:
        """Whether the line after one starts something new."""
        following = next((k for k in range(i + 1, len(self.lines)) if k not in self.furniture), None)
        if following is None or following > i + 1:
            return True
        line = self.lines[following]
        return line.gap > 0 or line.page or self._opens_list(following)

    def _opens_list(self, i: int) -> bool:
        if i >= len(self.lines):
            return False
        text = self.lines[i].text
        return bool(markers(text)) or bullet(text) is not None or self.labels.at(text) is not None

    def _role_of(self, text: str) -> str | None:
        """The class that a heading gives to the list below it, from its whole text, its end or its beginning."""
        roles = self.lexicon.phrases("roles")
        words = fold(text).rstrip(":").split()
        for size in range(min(3, len(words)), 0, -1):
            for part in (words[-size:], words[:size]):
                entry = roles.get(" ".join(part))
                if entry is not None and (size == len(words) or len(words) <= 6):
                    return entry.mints
        return None

    def _open_heading(self, line: Line) -> None:
        """Start a section: lists end, and the heading's role holds for the next."""
        section = self._section()
        self._close_lists()
        self.before_section = section
        name = fold(line.text).rstrip(":")
        self.notes = name in self.lexicon.words("note-headings")
        if name in self.lexicon.words("closing-headings"):
            self.open_labels.clear()
        self.role = self._role_of(line.text)
        node = self.open_labels[-1] if self.open_labels else None
        self.current = Block("heading", [(line.start, line.end)], node)
        self.blocks.append(self.current)

    def _continues(self, line: Line, previous: Line | None, gap: bool, ended: bool) -> bool:
        """Whether a line goes on with the text before it."""
        if self.current is None or previous is None or self.current.kind in ("heading", "chrome"):
            return False
        if _starts_lower(line.text):
            return True
        if gap:
            return not ended and self.current.kind == "provision" and self._awaits_more(previous)
        if self._awaits_title():
            return True
        if self.width >= UNWRAPPED:
            return False
        return not self._is_short(previous) or not ended and len(previous.text) >= 0.6 * self.width

    def _awaits_more(self, previous: Line) -> bool:
        """An item whose text has not ended goes on over a blank line; a label's title does not."""
        node = self.current.node if self.current else None
        return node is not None and len(previous.text) >= (0.8 if node.label else 0.5) * self.width

    def _awaits_title(self) -> bool:
        node = self.current.node if self.current and self.current.kind == "provision" else None
        return node is not None and bool(node.label) and self.current is not None and not self.current.spans

    def _is_short(self, line: Line | None) -> bool:
        return line is not None and len(line.text) < 0.6 * self.width

    def _append(self, line: Line) -> None:
        if self.current is None:
            return
        if (
            self._awaits_title()
            and not _OPEN_END.search(line.text)
            and (self._is_short(line) or len(line.text.split()) <= HEADING_WORDS)
        ):
            self.current = Block("title", [(line.start, line.end)], self.current.node)
            self.blocks.append(self.current)
        else:
            self.current.spans.append((line.start, line.end))

    def _open_paragraph(self, line: Line, gap: bool) -> None:
        """Start a paragraph: the text of a label that has none yet, else narrative."""
        if fold(line.text).startswith(tuple(self.lexicon.words("signing-formulas"))):
            self._close_lists()
            self.open_labels.clear()
        node = self.open_labels[-1] if self.open_labels else None
        span = (line.start, line.end)
        if node is not None and not self.items and not node.children and self._takes_body(node):
            self._entitle(node)
            self.current = Block("provision", [span], node)
        else:
            self.suspended = self.suspended or gap
            self.current = Block("paragraph", [span], node)
        self.blocks.append(self.current)

    def _entitle(self, node: Node) -> None:
        """Make a short text beside a label its title, now that a body follows ("Clause 5. Duration")."""
        block = self.current
        if block is None or block.node is not node or block.kind != "provision" or len(block.spans) != 1:
            return
        text = self.text[slice(*block.spans[0])]
        if not _HARD_END.search(text) and len(text.split()) <= HEADING_WORDS and block.spans[0][0] == node.marker[1]:
            block.kind = "title"

    def _takes_body(self, node: Node) -> bool:
        return node.mints == COMITY.Article or not self._has_text(node)


def _follows(last: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """Whether dotted numbers are siblings in sequence; one missing number is forgiven (a line lost in conversion)."""
    return len(last) == len(values) and last[:-1] == values[:-1] and 1 <= values[-1] - last[-1] <= 2


def _holds(node: Node, label: Label) -> bool:
    """Whether a label stands below an open one: it ranks lower, or its number extends that one's (A, A1; 2, 2.1)."""
    above = node.number or ""
    rest = label.number.removeprefix(above).strip(".-") if above else ""
    extends = len(rest) < len(label.number) and rest.isdigit()
    return node.rank < label.rank or node.label != label.phrase and extends


def _starts_lower(text: str) -> bool:
    return text.lstrip("\"'“‘(¿¡")[:1].islower()


def _title_share(words: Sequence[str]) -> float:
    """The share of the words, small ones apart, that begin with a capital."""
    content = [w for w in words if w.lower() not in _SMALL] or list(words)
    return sum(w[0].isupper() for w in content) / len(content)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width to which the text was wrapped: the length that one line in ten exceeds."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _recurring(lines: Sequence[Line], reading: Callable[[str], tuple[str, int] | None]) -> Counter[str]:
    """How often each glyph opens a line."""
    return Counter(found[0] for line in lines if (found := reading(line.text)))
