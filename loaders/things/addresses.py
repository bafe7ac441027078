"""The addresses of provisions, made of their printed numbers: `point/12/action/1.5`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.pages.provisions import Node
from ontology.terms import COMITY

_KINDS: Final = {
    COMITY.Point: "point",
    COMITY.AlliancePoint: "point",
    COMITY.GeneralObjective: "general-objective",
    COMITY.Objective: "objective",
    COMITY.Action: "action",
    COMITY.Principle: "principle",
    COMITY.Goal: "goal",
    COMITY.Accomplishment: "accomplishment",
    COMITY.ProgramElement: "program-element",
    COMITY.Article: "article",
    COMITY.Provision: "provision",
}
_AGAIN: Final = ("again", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_UNSAFE: Final = re.compile(r"[^\w.()-]+")


def addresses(nodes: Sequence[Node], document: str) -> dict[int, str]:
    """The address of each provision, by the identity of its node; parents must come before children.

    A bullet is counted among its siblings. Where numbering restarts under one parent, the second list has `again` in
    its path, so that no two provisions share an address.
    """
    found: dict[int, str] = {}
    used: set[str] = set()
    for node in nodes:
        base = _base(node, found, document)
        step = f"{_KINDS[node.mints]}/{number_of(node)}"
        path = f"{base}/{step}"
        for word in _AGAIN:
            if path not in used:
                break
            path = f"{base}/{word}/{step}"
        while path in used:
            path += "x"
        used.add(path)
        found[id(node)] = path
    return found


def _base(node: Node, found: dict[int, str], document: str) -> str:
    """The address of what a number counts in."""
    above = _above(node)
    return found[id(above)] if above is not None else document


def _above(node: Node) -> Node | None:
    """The provision in which a number counts: ancestors whose number this one repeats are passed over."""
    above = node.parent
    while above is not None and _repeats(node, above):
        above = above.parent
    return above


def _repeats(node: Node, above: Node) -> bool:
    """Whether a dotted number begins with that of an item of its own class and label ("3.5.1" below "3.5")."""
    same = above.mints == node.mints and above.label in ("", node.label) and bool(above.number)
    return same and (node.number or "").startswith(f"{above.number}.")


def number_of(node: Node) -> str:
    """The printed number as a part of a path; letters and lower-case numerals keep their brackets."""
    if node.number is None:
        return str(node.place or node.order)
    number = _UNSAFE.sub("-", node.number)
    return f"({number})" if number.isalpha() and number.islower() else number


def title_of(node: Node) -> str:
    """What a reader calls a provision: "Alliance Point 12, Action 1.5".

    Ancestors whose number this one repeats are left out.
    """
    kind = node.label.title() if node.label.isupper() else node.label
    own = f"{kind or node.mints.rsplit('#', 1)[-1]} {number_of(node)}"
    above = _above(node)
    return f"{title_of(above)}, {own}" if above is not None else own
