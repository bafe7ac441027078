"""Bodies that a list names: "the Experts Groups on A, B and C", and bullets headed by the names of subgroups."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.pages.provisions import Block, Node
from loaders.words.lexicon import fold
from loaders.words.mentions import Mention, Passages
from loaders.words.tokens import Tokens
from ontology.terms import COMITY

_PLURAL: Final = frozenset(
    "groups committees subgroups subcommittees forces dialogues grupos subgrupos comites".split()
)
_ON: Final = frozenset("on for sobre de para".split())
_AND: Final = frozenset("and y e".split())
_LEAD_IN: Final = re.compile(r"(?P<name>[A-ZÁÉÍÓÚÑ][^.:;!?]{2,80}?)(?::|\.\s*[–—-]|\s[–—])\s")
_COUNTS: Final = {
    word: count
    for words in (
        "two three four five six seven eight nine ten eleven twelve",
        "dos tres cuatro cinco seis siete ocho nueve diez",
    )
    for count, word in enumerate(words.split(), 2)
}
_SUBGROUPS: Final = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}})\s+"
    r"(?P<kind>(?:technical\s+)?(?:sub-?\s?(?:working\s+)?groups|working groups|sub-?committees|task forces|subgrupos"
    r"|grupos de trabajo))\b",
    re.IGNORECASE,
)
MEMBER: Final = 5
"""Tokens that a member of a list of topics may have."""
NEAR: Final = 12
"""Characters between a body and the number of its subgroups."""


def spread_plural(passage: Passages) -> Iterator[Mention]:
    """One group for each topic after the plural name of groups: "Experts Groups on money laundering and X"."""
    tokens = passage.tokens
    for mention in passage.mentions:
        on = mention.last
        if mention.mints != COMITY.WorkingGroup or tokens.folds[on - 1] not in _PLURAL:
            continue
        members = list(_members(tokens, on + 1)) if on < len(tokens) and tokens.folds[on] in _ON else []
        for first, last in members if len(members) > 1 else ():
            name = f"{mention.name.removesuffix('s')} on {tokens.between(first, last)}"
            head = mention.head.rstrip("s")
            group = Mention(passage.index, first, last, COMITY.WorkingGroup, name, "spread", head, mention.owner)
            group.parent, group.surface = mention, ""
            yield group


def _members(tokens: Tokens, first: int) -> Iterator[tuple[int, int]]:
    """The members of a list of noun phrases in lower case, until a verb or full stop."""
    start = at = first
    while at < len(tokens) and at - start <= MEMBER and tokens.forms[at] not in ".;:)":
        if tokens.forms[at] != "," and tokens.folds[at] not in _AND:
            at += 1
            continue
        if at > start:
            yield start, at
        at += 1
        if at < len(tokens) and tokens.folds[at] in _AND:
            at += 1
        start = at
    if start < at <= start + MEMBER and at < len(tokens) and tokens.forms[at] in ".;:)":
        yield start, at


def headed_groups(passages: Sequence[Passages], blocks: Sequence[Block]) -> Iterator[tuple[Passages, Mention]]:
    """Subgroups named by the heads of bullets, where the text has said how many subgroups of whom there are."""
    for i, passage in enumerate(passages):
        for match in passage.find(_SUBGROUPS):
            count = _COUNTS.get(match["count"].lower()) or int(match["count"])
            owner = _owner(passage, match.start())
            run = _bullets(blocks, i, count) if owner is not None else []
            if owner is not None and run:
                yield from _heads([passages[k] for k in run], owner, match["kind"])
                return


def _owner(passage: Passages, offset: int) -> Mention | None:
    """The body right before the words "nine sub-working groups", as a possessive or as the subject of "has"."""
    ends = passage.tokens.ends
    before = [m for m in passage.mentions if m.mints in (COMITY.WorkingGroup, "") and ends[m.last - 1] <= offset]
    return before[-1] if before and offset - ends[before[-1].last - 1] <= NEAR else None


def _bullets(blocks: Sequence[Block], after: int, count: int) -> list[int]:
    """The blocks of the next list with exactly so many bullets, all of one parent."""
    runs: list[list[int]] = [[]]
    parent: Node | None = None
    for i in range(after + 1, len(blocks)):
        node = blocks[i].node
        if blocks[i].kind == "provision" and node is not None and not node.label:
            if runs[-1] and node.parent is not parent:
                runs.append([])
            parent = node.parent
            runs[-1].append(i)
        elif runs[-1] and blocks[i].kind == "heading":
            runs.append([])
    return next((run for run in runs if len(run) == count), [])


def _heads(bullets: Sequence[Passages], owner: Mention, kind: str) -> Iterator[tuple[Passages, Mention]]:
    """The group that each bullet's head names, if every bullet of the list has one."""
    names = [match["name"] for bullet in bullets if (match := _LEAD_IN.match(bullet.view.text))]
    if len(names) < len(bullets):
        return
    noun = " ".join(word.capitalize() for word in kind.removesuffix("s").split())
    for bullet, name in zip(bullets, names, strict=True):
        last = bisect_left(bullet.tokens.ends, len(name)) + 1
        group = Mention(bullet.index, 0, last, COMITY.WorkingGroup, f"{owner.name} {noun} on {name}", "headed")
        group.head, group.parent, group.surface = fold(noun), owner, ""
        yield bullet, group
