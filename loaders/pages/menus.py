"""Menus of web pages, which look like lists of provisions."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.pages.page import OPEN_END
from loaders.pages.provisions import Block, Node
from ontology.terms import COMITY


def drop_menus(blocks: Sequence[Block], roots: Sequence[Node], text: str) -> list[Node]:
    """The provisions at the top that are none of a menu's entries, whose blocks become chrome.

    Such entries are short and unended, without heading or lead-in, and in no table.
    """
    in_tables = {id(block.node) for block in blocks if block.column}
    lists: dict[int, list[Node]] = {}
    for node in roots:
        lists.setdefault(id(node.lead_in), []).append(node)
    menus = {
        id(node)
        for nodes in lists.values()
        if all(id(node) not in in_tables and _is_entry(node, text) for node in nodes)
        for node in nodes
    }
    for block in blocks:
        if id(block.node) in menus:
            block.kind, block.node = "chrome", None
    return [node for node in roots if id(node) not in menus]


def _is_entry(node: Node, text: str) -> bool:
    """Whether an item looks like an entry of a menu or of a list of links."""
    if node.label or node.children or node.mints != COMITY.Provision or len(node.pieces) != 1:
        return False
    entry = text[slice(*node.pieces[0])]
    lead_in = text[slice(*node.lead_in.spans[-1])] if node.lead_in else ""
    short = len(entry.split()) <= 7 and not OPEN_END.search(entry) and "," not in entry
    return short and not lead_in.rstrip().endswith(":")
