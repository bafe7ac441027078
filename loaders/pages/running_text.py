"""The text of an outline as it is read: the blocks so far, and whether a line goes on with the last one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from loaders.pages.columns import LINKING, goes_on
from loaders.pages.layout import Line
from loaders.pages.page import HEADING_WORDS, OPEN_END, Page, is_title
from loaders.pages.provisions import Block, Node
from loaders.words.view import Span

FILLED: Final = 0.8
"""Share of the width to which at least each line of a paragraph is filled, the next word included."""
WRAPPED: Final = 45
"""Characters from which a title may be one line of several."""
FULL: Final = 0.95
"""The same share for a line below which a blank line stands."""


_WIDER: Final = 1.25
"""Share of the width beyond which a line shows that the one above a blank line had room."""


class RunningText:
    """The blocks of one text, in order; `current` is the one that the next line may go on with."""

    def __init__(self, page: Page) -> None:
        """Start with none."""
        self.blocks: list[Block] = []
        self.current: Block | None = None
        self._page = page
        self._interrupted: Block | None = None
        self._above: dict[int, Node | None] = {}
        self._stating: defaultdict[int, list[Block]] = defaultdict(list)

    def open(self, kind: str, spans: list[Span], node: Node | None = None, again: bool = False) -> Block:
        """Start a block."""
        if node is not None and self.blocks:
            self._above.setdefault(id(node), self.blocks[-1].node)
        block = self.current = Block(kind, spans, node, again)
        self.blocks.append(block)
        if kind == "provision":
            self._stating[id(node)].append(block)
        return block

    def open_columns(self, cells: Sequence[Span]) -> None:
        """Read a column, each of its lines a paragraph unless it goes on from the one before."""
        block: Block | None = None
        for span in cells:
            if block is None or not goes_on(self._text(block.spans[-1]), self._text(span)):
                block = self.open("paragraph", [])
            block.spans.append(span)
        self.current = None

    def open_note(self, line: Line) -> None:
        """Read a footnote, which may stand within a paragraph that goes on below it."""
        self._interrupted = self._interrupted or self.current
        self.open("paragraph", [(line.start, line.end)])

    def close_note(self, line: Line, gap: bool) -> None:
        """Return to the text above a footnote if a line goes on with it."""
        if self._interrupted is not None and gap and _starts_lower(line.text):
            self.current = self._interrupted
        self._interrupted = None if gap else self._interrupted

    def stated(self, node: Node) -> list[Span]:
        """Where the text of a provision was stated first; nowhere if it has none yet."""
        return next((block.spans for block in self._stating[id(node)] if block.kind == "provision" and block.spans), [])

    def heads(self, node: Node) -> bool:
        """Whether the text of a provision is a heading: short, and without a stop, or a question."""
        spans = next((block.spans for block in self._stating[id(node)] if block.kind == "provision"), [])
        text = self._text((spans[0][0], spans[-1][1])) if spans else ""
        return bool(text) and (is_title(text) or text[-1] == "?" and len(text.split()) <= HEADING_WORDS)

    def is_listed(self, node: Node) -> bool:
        """Whether an item stands right below the one before it, as entries of a list do and headings do not."""
        above = self._above.get(id(node))
        return above is not None and above.parent is node.parent and node.place > 1

    def is_at(self, *kinds: str) -> bool:
        """Whether the last block is of one of some kinds."""
        return self.current is not None and self.current.kind in kinds

    def is_label(self) -> bool:
        """Whether the line before opened a label and was all of it, as in a list of contents."""
        return self._labelled() and self.current is not None and len(self.current.spans) == 1

    def leads_in(self) -> bool:
        """Whether the last block is a paragraph that ends as a list is introduced ("… will:")."""
        return self.current is not None and self.is_at("paragraph") and self._text(self.current.spans[-1])[-1:] == ":"

    def goes_on(self, line: Line, previous: Line | None, gap: bool, ended: bool) -> bool:
        """Whether a line goes on with the text before it."""
        if self.current is None or previous is None or self.is_at("heading", "chrome"):
            return False
        if _starts_lower(line.text):
            return True
        if gap:
            wide = len(line.text) > _WIDER * self._page.width
            broken = ended or wide or self._is_broken_off(previous, line, FULL)
            return not broken and self.is_at("provision") and self._awaits_more(previous)
        if self._awaits_title():
            return True
        if self._page.is_unwrapped or ended and line.indent < previous.indent:
            return False
        return not self._page.is_short(previous) and not self._is_broken_off(previous, line)

    def _is_broken_off(self, previous: Line, line: Line, share: float = FILLED) -> bool:
        """Whether a line ends where the next word, which is capitalised, would have had room: as a title does."""
        word = line.text.split(maxsplit=1)[0]
        room = previous.reach + 1 + len(word) <= share * self._page.width
        last = previous.text.rsplit(maxsplit=1)[-1]
        single = self.current is not None and len(self.current.spans) == 1
        return (
            (single or OPEN_END.search(previous.text) is not None)
            and room
            and word[0].isupper()
            and last[-1] not in ",-‐–—/&("
            and last.lower() not in LINKING
        )

    def append(self, line: Line) -> None:
        """Go on with a line, which may be the title of a label."""
        if self.current is None:
            return
        short = self._page.is_short(line) or len(line.text.split()) <= HEADING_WORDS
        if self._awaits_title() and not OPEN_END.search(line.text) and short:
            self.open("title", [(line.start, line.end)], self.current.node)
        else:
            self.current.spans.append((line.start, line.end))
            self._outgrow(self.current)

    def _outgrow(self, block: Block) -> None:
        """Make a title over several lines the text of its provision, once it is long and ends as a sentence does."""
        words = sum(len(self._text(span).split()) for span in block.spans)
        if block.kind == "title" and words > HEADING_WORDS and OPEN_END.search(self._text(block.spans[-1])):
            block.kind = "provision"
            self._stating[id(block.node)].append(block)

    def entitle(self, node: Node) -> None:
        """Make a short text beside a label its title, now that a body follows ("Clause 5. Duration")."""
        block = self.current
        if block is None or block.node is not node or block.kind != "provision" or len(block.spans) != 1:
            return
        if is_title(self._text(block.spans[0])) and block.spans[0][0] == node.marker[1]:
            block.kind = "title"

    def entitle_above(self, node: Node) -> None:
        """Make a heading the title of the item below it that is nothing but a number ("Costs", "3.—(1) …")."""
        if self.current is not None and self.is_at("heading"):
            self.current.kind, self.current.node = "title", node

    def _awaits_more(self, previous: Line) -> bool:
        """An item whose text has not ended goes on over a blank line; a label's title does not."""
        node = self.current.node if self.current else None
        share, least = (0.8, WRAPPED) if node is not None and node.label else (0.5, 0)
        return node is not None and len(previous.text) >= max(share * self._page.width, least)

    def awaits_title(self, node: Node) -> bool:
        """Whether a label that was all of its line stands right before, below which a title may stand."""
        return self._awaits_title() and self.current is not None and self.current.node is node

    def _awaits_title(self) -> bool:
        return self._labelled() and self.current is not None and not self.current.spans

    def _labelled(self) -> bool:
        node = self.current.node if self.current is not None and self.is_at("provision") else None
        return node is not None and bool(node.label)

    def _text(self, span: Span) -> str:
        return self._page.text[slice(*span)]


def _starts_lower(text: str) -> bool:
    return text.lstrip("\"'“‘(¿¡")[:1].islower()
