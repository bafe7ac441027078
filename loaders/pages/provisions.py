"""The parts of an outline: the provisions of a text, and the runs of text that are read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.pages.layout import Furniture, Line
from loaders.words.view import Span


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
    rank: float = 9
    order: int = 0
    place: int = 0


@dataclass(slots=True, eq=False)
class Block:
    """A run of text that is read as one: `kind` is `provision`, `title`, `heading`, `paragraph` or `chrome`.

    `node` is the provision it states or stands under; `again` says that it states a provision a second time. `column`
    is what the first row of a table says of the column that the text stands in.
    """

    kind: str
    spans: list[Span]
    node: Node | None = None
    again: bool = False
    column: str = ""


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


def give_texts(blocks: Sequence[Block]) -> None:
    """Give each provision the pieces of its text; a label with no text but a title has the title as text."""
    for block in blocks:
        if block.node is None:
            continue
        if block.kind == "title":
            block.node.title = block.spans
        elif block.kind == "provision" and block.again:
            block.node.restated.append(block.spans)
        elif block.kind == "provision":
            block.node.pieces.extend(block.spans)
    for block in blocks:
        if block.kind == "title" and block.node is not None and not block.node.pieces:
            block.node.pieces = block.spans
