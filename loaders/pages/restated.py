"""Provisions that a text states twice: a letter that quotes another, a summary before the body.

The second statement is another place of the same provision, unless it says something else under the same number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.pages.provisions import Block, Node

_WORD = re.compile(r"[^\W\d_]{4,}")
ALIKE = 0.25
"""Share of the longer words of the shorter text that two statements of one provision have in common at least."""
WORDS = 8
"""Words from which a text that recurs under the same number is taken to be quoted."""


def differ(before: str, now: str) -> bool:
    """Whether two texts have too little in common to state the same provision.

    >>> differ("Reduce the demand for drugs", "DEMAND REDUCTION"), differ("Each readmits", "Their seat")
    (False, True)
    """
    first, second = (set(_WORD.findall(text.lower())) for text in (before, now))
    return bool(first and second) and len(first & second) < ALIKE * min(len(first), len(second))


def fold_quoted(blocks: Sequence[Block], roots: Sequence[Node], text: str) -> list[Node]:
    """The provisions at the top, without those that quote one before and have no label; their blocks state that one."""
    quoting: dict[int, Node] = {}
    known: dict[tuple[str | None, str], Node] = {}
    for before, node in _unlabelled(roots):
        words = _words(node, text)
        first = known.setdefault((node.number, " ".join(words)), node)
        long = len(words) >= WORDS or id(before) in quoting and bool(words)
        if first is not node and node.number is not None and long:
            _match(first, node, text, quoting)
    for block in blocks:
        if id(block.node) in quoting:
            block.node = first = quoting[id(block.node)]
            block.again = block.kind == "provision"
            first.restated += [block.spans] if block.again else []
    return _without(roots, quoting) if quoting else list(roots)


def _unlabelled(nodes: Sequence[Node]) -> Iterator[tuple[Node | None, Node]]:
    """The nodes that stand at the top or below others without a label, each with the one before it."""
    for before, node in zip([None, *nodes], nodes, strict=False):
        if not node.label:
            yield before, node
            yield from _unlabelled(node.children)


def _words(node: Node, text: str) -> list[str]:
    return " ".join(text[slice(*span)] for span in node.pieces).strip(" \"'“”").split()


def _match(first: Node, node: Node, text: str, quoting: dict[int, Node]) -> None:
    """Note that a node and its children quote another and those of its children that are the same; the rest move."""
    quoting[id(node)] = first
    for child in node.children:
        same = [each for each in first.children if each.number == child.number]
        twin = next((each for each in same if _words(each, text) == _words(child, text)), None)
        if twin is None:
            child.parent = first
            first.children.append(child)
        else:
            _match(twin, child, text, quoting)


def _without(nodes: Sequence[Node], quoting: dict[int, Node]) -> list[Node]:
    """The nodes but for those that quote, also among their children."""
    kept = [node for node in nodes if id(node) not in quoting]
    for node in kept:
        node.children = _without(node.children, quoting)
        for order, child in enumerate(node.children, 1):
            child.order = order
    return kept
