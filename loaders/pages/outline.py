"""The tree of numbered or bulleted provisions of a text, whatever the document calls them.

A number opens a provision only where it continues a list (the sibling after the last one, the first child of an open
item, or 1 after a heading), which rejects years, page numbers and cross-references that happen to begin a line.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.pages.labels import Label, holds
from loaders.pages.layout import Furniture, Line
from loaders.pages.markers import Marker, integers
from loaders.pages.menus import drop_menus
from loaders.pages.open_lists import Level, OpenLists, counts_on
from loaders.pages.page import HARD_END, HEADING_WORDS, OPEN_END, Page, is_title, title_share
from loaders.pages.provisions import Block, Node, Outline, give_texts
from loaders.pages.restated import differ, fold_quoted
from loaders.pages.run_in import title_end
from loaders.pages.running_text import RunningText
from loaders.pages.tables import Cell
from loaders.words.lexicon import Lexicon, fold
from ontology.terms import COMITY

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_RULE: Final = re.compile(r"[_=–—-]{3,}|(?:\* ?){3,}")
_NUMBERED_NOUN: Final = re.compile(
    r"(?:article|articles|no|nos|point|points|table|annex|paragraph|section|chapter|artículo|párrafo|numeral)\.?$",
    re.IGNORECASE,
)


def outline(text: str, lexicon: Lexicon) -> Outline:
    """Read the tree of provisions of a text."""
    return _Parser(text, lexicon).run()


class _Parser:
    """One pass over the lines; the stacks of open labels and open lists are its state."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.page = Page(text, lexicon)
        self.running = RunningText(self.page)
        self.roots: list[Node] = []
        self.known: dict[tuple[str, str, int], Node] = {}
        self.open_labels: list[Node] = []
        self.lists = OpenLists()
        self.role: str | None = None
        self.notes = False
        self.pending: Line | None = None
        self.headed: set[str] = set()
        self.under_labels: set[tuple[str, tuple[str, str]]] = set()

    def run(self) -> Outline:
        """Read every line."""
        previous: Line | None = None
        broken = False
        for i, line in enumerate(self.page.lines):
            if i in self.page.furniture:
                if self.page.furniture[i] is Furniture.CHROME:
                    self.running.blocks.append(Block("chrome", [(line.start, line.end)]))
                broken = True
                continue
            if _RULE.fullmatch(line.text):
                self.page.furniture[i] = Furniture.RUNNING_HEAD
                broken = True
                continue
            if i in self.page.columns:
                self._open_columns(i)
                previous, broken = line, True
                continue
            if i in self.page.cells:
                self._open_cell(line, previous, self.page.cells[i])
                previous, broken = line, True
                continue
            gap = line.gap > 0 or line.page or broken or previous is None
            self._feed(i, line, previous, gap)
            previous, broken = line, False
        blocks = [block for block in self.running.blocks if block.spans]
        give_texts(blocks)
        roots = fold_quoted(blocks, drop_menus(blocks, self.roots, self.page.text), self.page.text)
        left = tuple((self.page.lines[i], kind) for i, kind in sorted(self.page.furniture.items()))
        return Outline(tuple(blocks), tuple(roots), left)

    def _feed(self, i: int, line: Line, previous: Line | None, gap: bool) -> None:
        """Decide what a line is; the first reading that fits wins."""
        if self.page.is_lone_bullet(i) and i + 1 < len(self.page.lines):
            self.pending = line
            return
        if self.pending is not None:
            self._open_item(
                line, 0, None, self.pending.text, self.lists.bullet_depth(self.pending.text, self.pending.indent)
            )
            self.pending = None
            return
        if i in self.page.notes:
            self.running.open_note(line)
            return
        self.running.close_note(line, gap)
        ended = _has_ended(previous)
        fresh = gap or ended or self.page.is_short(previous) or self.running.is_label()
        label = self.page.label(line) if fresh and not self.notes else None
        if label is not None and self._is_label(label, gap or ended):
            self._open_label(line, label)
        elif self.notes or not (self._open_marker(line, previous, gap) or self._open_bullet(line, fresh)):
            self._feed_text(i, line, previous, gap and not self.page.turns(i, previous))

    def _feed_text(self, i: int, line: Line, previous: Line | None, gap: bool) -> None:
        """Decide what a line is that opens no provision."""
        ended = _has_ended(previous)
        if self._is_heading(i, line, gap, ended):
            self._open_heading(line)
        elif self.page.is_keyed(line) and (previous is None or previous.text[-1] not in ",-"):
            self._open_keyed(line, gap)
        elif ended and self._signs(line):
            self._open_paragraph(line, gap)
        elif self.running.goes_on(line, previous, gap, ended):
            self.running.append(line)
        else:
            self._open_paragraph(line, gap)

    def _open_cell(self, line: Line, previous: Line | None, cell: Cell) -> None:
        """Read a cell of a table: the first of a row may open an item, under which the others stand."""
        if cell.goes_on:
            self.running.append(line)
            return
        if not self._opens_row(line, previous, cell):
            self._open_beside(line, cell)
        if self.running.current is not None:
            self.running.current.column = cell.column

    def _opens_row(self, line: Line, previous: Line | None, cell: Cell) -> bool:
        """Open the label or item of the first cell of a row, or that of the cell beside a label."""
        label = self.page.labels.at(line.text) if cell.opens else None
        if label is not None:
            self._open_label(line, label)
            return True
        if not cell.opens and not self.running.is_label():
            return False
        return self._open_marker(line, previous, gap=True) or cell.opens and self._open_bullet(line, fresh=True)

    def _open_beside(self, line: Line, cell: Cell) -> None:
        """Read a cell that opens nothing: it tells of the item of its row."""
        node = self.lists.levels[-1].node if self.lists.levels and not cell.opens else None
        node = node or (self.open_labels[-1] if self.open_labels else None)
        self.running.open("paragraph", [(line.start, line.end)], node)

    def _open_keyed(self, line: Line, gap: bool) -> None:
        """Read a line that tells something of the provision above it ("Lead: Belize Customs") as a cell of a table."""
        node = self.lists.levels[-1].node if self.lists.levels else self.open_labels[-1] if self.open_labels else None
        self.lists.suspended = self.lists.suspended or gap
        column = line.text.partition(":")[0]
        self.running.open("paragraph", [(line.start, line.end)], node).column = column

    def _open_columns(self, i: int) -> None:
        """Read columns one after the other, each line a paragraph unless it goes on from the one before."""
        for cells in self.page.columns[i]:
            self.running.open_columns(cells)
        self.lists.close()
        self.open_labels.clear()

    # Labels

    def _is_label(self, label: Label, opens: bool) -> bool:
        """A label stands at the start of a paragraph, after the end of a sentence, or alone on its line."""
        return opens or not label.rest or label.separator in (":", "–", "—", "-", ".")

    def _open_label(self, line: Line, label: Label) -> None:
        """Open a labelled unit, or return to one that was stated before."""
        section = self._section()
        self.lists.close()
        self.lists.before_section = section
        self.notes = False
        while self.open_labels and not holds(self.open_labels[-1], label):
            self.open_labels.pop()
        above = section.node if section is not None and section.node.parent is None and label.rank else None
        parent = self.open_labels[-1] if self.open_labels else above
        key = (label.word, label.number, id(parent))
        node = self._stated_before(key, line, label)
        again = node is not None and bool(self.running.stated(node))
        if node is None:
            node = Node(label.mints, label.phrase, label.number, parent, rank=label.rank)
            node.marker = (line.start, line.start + label.length)
            self.known[key] = node
            self._adopt(node, parent)
        self.open_labels.append(node)
        self.role = None
        start = line.start + label.length
        title = title_end(label.rest) if label.mints == COMITY.Article else 0
        if title:
            self.running.open("title", [(start, start + len(label.rest[:title].rstrip()))], node)
        self.running.open("provision", [(start + title, line.end)] if label.rest else [], node, again)

    def _stated_before(self, key: tuple[str, str, int], line: Line, label: Label) -> Node | None:
        """The provision of a label and number, unless what it says now has nothing in common with what it said."""
        node = self.known.get(key)
        below = None if label.rest else self.page.after(line)
        marked = below is None or self.page.label(below) is not None or bool(self.page.markers(below.text))
        now = label.rest if below is None else "" if marked else below.text
        before = self.running.stated(node) if node is not None else []
        said = self.page.text[before[0][0] : before[-1][1]] if before else ""
        return None if differ(said, now) else node

    def _section(self) -> Level | None:
        """The numbered heading ("II. Aims") that the last item of the outer list is, under which labels stand."""
        kept = self.lists.before_section
        if kept is not None and self.open_labels and self.open_labels[0].parent is kept.node:
            return kept
        if kept is not None and self.lists.levels and self.lists.levels[0].node.parent is kept.node:
            return kept
        opened = self.lists.outer
        node = opened.node if opened is not None else None
        heads = node is not None and not node.label and self.running.heads(node) and not self.running.is_listed(node)
        return opened if heads else None

    # Lists

    def _open_marker(self, line: Line, previous: Line | None, gap: bool) -> bool:
        """Open a numbered item if one of its readings continues or starts a list."""
        readings = self.page.markers(line.text)
        for marker in readings:
            depth = self._sibling_depth(marker, line)
            if depth is not None:
                self._open_item(line, marker.length, marker, "", depth)
                return True
        opens = gap or self.running.is_at("heading", "title") or self.running.is_label() or _has_ended(previous)
        opens = opens or bool(self.open_labels) and not self.lists.levels and self.running.heads(self.open_labels[-1])
        for marker in readings if opens else ():
            if self.lists.goes_on_below(marker) or self._is_under_title() and self.lists.goes_on_under(marker):
                self._open_item(line, marker.length, marker, "", len(self.lists.levels))
                return True
            if self.lists.resumes(marker) or self.lists.leaves_section(marker):
                self._leave_section(marker)
                self._open_item(line, marker.length, marker, "", 0)
                return True
        for marker in readings if gap else ():
            before = self._section_within(marker, line)
            if before is not None:
                self._open_item(line, marker.length, marker, "", 0)
                self.lists.above = (1, before)
                return True
        for marker in readings:
            if self._may_start(marker, line, previous, gap):
                self._open_item(line, marker.length, marker, "", self._start_depth(marker, line))
                return True
        return False

    def _sibling_depth(self, marker: Marker, line: Line) -> int | None:
        """The level of the open list that a marker continues; of two, a title continues that of titles."""
        found = self.lists.sibling_depths(marker, line.indent)
        title = is_title(line.text[marker.length :]) and line.text[-1] != ":"
        alike = [depth for depth in found[:2] if len(found) > 1 and self._is_titled(depth) == title]
        return next(iter(alike or found), None)

    def _is_titled(self, depth: int) -> bool:
        return self.running.heads(self.lists.levels[depth].node)

    def _start_depth(self, marker: Marker, line: Line) -> int:
        """The level at which a new list opens; one right below a numbered heading ("1. Ports") stands in it."""
        last = self.lists.levels[-1].node if self.lists.levels else None
        below = last is not None and self.running.is_at("provision") and self.running.heads(last)
        title = is_title(line.text[marker.length :])
        return self.lists.start_depth(marker, line.indent, below=below and not title)

    def _section_within(self, marker: Marker, line: Line) -> Marker | None:
        """The last number of a list that goes on below a lettered heading ("3. … A. Drugs 4. …"), or None."""
        last = self.lists.levels[0].marker if self.lists.levels else None
        title = line.text[marker.length :]
        if last is None or last.style != "1" or marker.style != "A" or marker.values[-1] != 1:
            return None
        following = self.page.after(line) if is_title(title) else None
        goes_on = following is not None and any(counts_on(last, other) for other in self.page.markers(following.text))
        return last if goes_on else None

    def _leave_section(self, marker: Marker) -> None:
        """Close the labels that stand under the numbered heading before the next one."""
        section = self.lists.before_section if self.lists.leaves_section(marker) else None
        while section is not None and self.open_labels and self.open_labels[-1] is not section.node.parent:
            self.open_labels.pop()
        self.lists.before_section = None if section is not None else self.lists.before_section

    def _may_start(self, marker: Marker, line: Line, previous: Line | None, gap: bool) -> bool:
        """Whether a marker can open a list: it is the first of its kind, and a second follows or its number says so."""
        if marker.values[-1] != 1:
            return gap and (line.start, marker.level) in self.page.starts
        if self.role is not None and self.running.is_at("heading"):
            return True
        if previous is not None and not gap and _NUMBERED_NOUN.search(previous.text):
            return False
        if marker.style == "1.1":
            return self._has_parent(marker) or (line.start, marker.level) in self.page.starts
        return (line.start, marker.level) in self.page.starts or self._is_alone(marker)

    def _is_alone(self, marker: Marker) -> bool:
        """Whether a number 1 that no 2 follows opens a list of one, as labels or headings before hold such lists."""
        node = self.open_labels[-1] if self.open_labels else None
        above = node.label if node is not None else "" if self.running.is_at("heading") else None
        return above is not None and not self.lists.levels and (above, marker.level) in self.under_labels

    def _has_parent(self, marker: Marker) -> bool:
        """Whether an open item or label carries the number that a dotted number extends."""
        stem = marker.values[:-1]
        return self.lists.numbers(stem) or any(
            (integers(f"{node.number}.1") or ())[:-1] == stem for node in self.open_labels
        )

    def _open_bullet(self, line: Line, fresh: bool) -> bool:
        """Open a bulleted item."""
        found = self.page.bullet(line, fresh)
        if found is None:
            return False
        glyph, length = found
        self._open_item(line, length, None, glyph, self.lists.bullet_depth(glyph, line.indent))
        return True

    def _open_item(self, line: Line, length: int, marker: Marker | None, glyph: str, depth: int) -> None:
        """Make the node of an item at a depth of the open lists."""
        lead_in = self._lead_in(depth, marker)
        place = self.lists.levels[depth].node.place + 1 if depth < len(self.lists.levels) else 1
        self.lists.cut(depth)
        parent = self.lists.levels[-1].node if self.lists.levels else self._above(marker)
        node = Node(self._item_class(parent), "", marker.printed if marker else None, parent, lead_in=lead_in)
        node.marker = (line.start, line.start + length)
        node.place = place
        self._adopt(node, parent)
        if marker is not None and not self.lists.levels and (parent is not None or self.running.is_at("heading")):
            self.under_labels.add((parent.label if parent is not None else "", marker.level))
        self.lists.levels.append(Level(marker, glyph, line.indent, node))
        self.lists.suspended = False
        alone = length == len(line.text)
        if alone:
            self.running.entitle_above(node)
        self.running.open("provision", [] if alone else [(line.start + length, line.end)], node)

    def _above(self, marker: Marker | None) -> Node | None:
        """What an item of an outer list is part of: the label, or the numbered section whose inner heading is above."""
        if self.open_labels:
            return self.open_labels[-1]
        section = self.lists.before_section
        inside = section is not None and (marker is None or self.lists.inner and marker.level != _level(section))
        return section.node if section is not None and inside else None

    def _lead_in(self, depth: int, marker: Marker | None) -> Block | None:
        """The text that introduces a list: what its first sibling had, or a newer lead-in or text just before it.

        A list that counts from 1 again has one of its own.
        """
        again = marker is not None and marker.values[-1] == 1 and self.running.is_at("paragraph")
        if depth < len(self.lists.levels) and not self.running.leads_in() and not again:
            return self.lists.levels[depth].node.lead_in
        return self.running.current

    def _item_class(self, parent: Node | None) -> str:
        """The class of an unlabelled item: its heading's role, else what its parent implies."""
        if parent is None or not self.lists.levels and self.role:
            return self.role or COMITY.Provision
        if parent.mints in (COMITY.Article, COMITY.Provision):
            return COMITY.Provision
        if parent.mints in (COMITY.Point, COMITY.AlliancePoint, COMITY.Goal) and not self.lists.levels:
            return COMITY.Action
        return COMITY.Action if parent.label and parent.mints == COMITY.Objective else parent.mints

    def _adopt(self, node: Node, parent: Node | None) -> None:
        siblings = parent.children if parent else self.roots
        siblings.append(node)
        node.order = len(siblings)

    # Headings and paragraphs

    def _is_heading(self, i: int, line: Line, gap: bool, ended: bool) -> bool:
        """A short line of its own, in title case or capitals, or one that names a role."""
        text = line.text
        words = _WORD.findall(text)
        if not words or len(words) > HEADING_WORDS or HARD_END.search(text) or not (gap or ended):
            return False
        alone = self.page.ends_paragraph(i)
        role = self.page.role_of(text)
        if (self.lists.levels or role is None) and self.page.is_lead_in(i):
            return False
        if role is not None and (alone or gap):
            return True
        if not gap or not alone or not text[0].isupper():
            return False
        if not ended and self.running.is_at("provision"):
            return text.isupper() or title_share(words) >= 0.8 and self.page.opens_list(i + 1)
        return text.isupper() or title_share(words) >= 0.7 or text.endswith(":") or len(words) <= 6

    def _open_heading(self, line: Line) -> None:
        """Start a section: lists end, and the heading's role holds for the next."""
        section = self._section()
        self.lists.close()
        self.lists.before_section = section
        self.lists.inner = section is not None and self._stands_below(line, section.node)
        name = fold(line.text).rstrip(":")
        self.notes = name in self.lexicon.words("note-headings")
        if name in self.lexicon.words("closing-headings"):
            self.open_labels.clear()
        self.role = self.page.role_of(line.text)
        if self.role is None and self._ends_labels():
            self.open_labels.clear()
        node = self.open_labels[-1] if self.open_labels else None
        titled = self.role is None and node is not None and self.running.awaits_title(node)
        kind = "title" if titled else "heading"
        self.headed.update(() if titled else (each.label for each in self.open_labels))
        self.running.open(kind, [(line.start, line.end)], node)

    def _ends_labels(self) -> bool:
        """Whether a heading comes upon the last of several labels, of which none had a heading within."""
        node = self.open_labels[0] if self.open_labels else None
        if node is None or node.label in self.headed or self.page.labels.last.get(fold(node.label)) != node.number:
            return False
        before = [each for each in (node.parent.children if node.parent else self.roots) if each.label == node.label]
        return len(before) > 1 and bool(node.children) and any(each.children for each in before[:-1])

    def _stands_below(self, line: Line, section: Node) -> bool:
        """Whether a heading looks to be within a numbered section: by its colon, or by small letters below capitals."""
        title = "".join(self.page.text[slice(*span)] for span in self.running.stated(section))
        return line.text.endswith(":") or title.isupper() and not line.text.isupper()

    def _open_paragraph(self, line: Line, gap: bool) -> None:
        """Start a paragraph: the text of a label that has none yet, else narrative."""
        if self._signs(line):
            self.lists.close()
            self.open_labels.clear()
            self.known.clear()
        node = self.open_labels[-1] if self.open_labels else None
        span = (line.start, line.end)
        if node is not None and not self.lists.levels and not node.children and self._takes_body(node):
            self.running.entitle(node)
            self.running.open("provision", [span], node)
        else:
            self.lists.suspended = self.lists.suspended or gap and not self._is_under_title()
            self.running.open("paragraph", [span], node)

    def _signs(self, line: Line) -> bool:
        """Whether a line opens the formula of signature."""
        return fold(line.text[:40]).startswith(tuple(self.lexicon.words("signing-formulas")))

    def _is_under_title(self) -> bool:
        """Whether the last item is a numbered heading ("5. RESOLUTIONS"), whose own text and lists follow it."""
        return bool(self.lists.levels) and self.running.heads(self.lists.levels[-1].node)

    def _takes_body(self, node: Node) -> bool:
        return node.mints == COMITY.Article or not self.running.stated(node)


def _level(section: Level) -> tuple[str, str] | None:
    return section.marker.level if section.marker is not None else None


def _has_ended(line: Line | None) -> bool:
    """Whether something new may begin after a line."""
    return line is None or bool(OPEN_END.search(line.text))
