"""Bodies that a list names: "the Experts Groups on A, B and C", and bullets headed by the names of subgroups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.lexicon import fold
from loaders.mentions import Mention, Passages
from loaders.outline import Block, Node
from loaders.tokens import Tokens
from ontology.terms import COMITY

_PLURAL: Final = frozenset(
    "groups committees subgroups subcommittees forces dialogues grupos subgrupos comites".split()
)
_ON: Final = frozenset("on for sobre de para".split())
_LEAD_IN = re.compile(r"(?P<name>[A-ZÁÉÍÓÚÑ][^.:;!?]{2,80}?)(?::|\.\s*[–—-]|\s[–—])\s")
_SUBGROUPS = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}|dos|tres|cuatro|cinco|seis"
    r"|siete|ocho|nueve|diez)\s+"
    r"(?P<kind>(?:technical\s+)?(?:sub-?\s?(?:working\s+)?groups|working groups|sub-?committees|task forces"
    r"|subgrupos|grupos de trabajo))\b",
    re.IGNORECASE,
)
_WORDS: Final = {
    w: i
    for words in (
        "two three four five six seven eight nine ten eleven twelve",
        "dos tres cuatro cinco seis siete ocho nueve diez",
    )
    for i, w in enumerate(words.split(), 2)
}


def spread_plural(passage: Passages) -> Iterator[Mention]:
    """One group for each topic after a plural group name: "Experts Groups on money laundering, arms trafficking and X"."""
    for mention in list(passage.mentions):
        if mention.mints != COMITY.WorkingGroup or passage.tokens.folds[mention.last - 1] not in _PLURAL:
            continue
        at = mention.last
        if at < len(passage.tokens) and passage.tokens.folds[at] in _ON:
            members = list(_members(passage.tokens, at + 1))
            if len(members) > 1:
                singular = _singular(mention.name)
                for first, last in members:
                    name = f"{singular} on {passage.tokens.between(first, last)}"
                    yield Mention(
                        passage.index,
                        first,
                        last,
                        COMITY.WorkingGroup,
                        name,
                        "spread",
                        mention.head.rstrip("s"),
                        mention.owner,
                        parent=mention,
                        surface="",
                    )


def _singular(name: str) -> str:
    words = name.split()
    words[-1] = words[-1].removesuffix("s")
    return " ".join(words)


def _members(tokens: Tokens, first: int) -> Iterator[tuple[int, int]]:
    """The members of a list of noun phrases in lower case: up to four words each, until a verb or full stop."""
    start = at = first
    while at < len(tokens) and at - start <= 5:
        word = tokens.folds[at]
        if tokens.forms[at] == "," or word in ("and", "y", "e"):
            if at > start:
                yield start, at
            start = at + 1
            if start < len(tokens) and tokens.folds[start] in ("and", "y", "e"):
                start += 1
            at = start
        elif tokens.forms[at] in ".;:)":
            break
        else:
            at += 1
    if start < at <= start + 5 and at < len(tokens) and tokens.forms[at] in ".;:)":
        yield start, at


def headed_groups(passages: Sequence[Passages], blocks: Sequence[Block]) -> Iterator[tuple[Passages, Mention]]:
    """Subgroups named by the heads of bullets, where the text has said how many subgroups of whom there are."""
    for i, passage in enumerate(passages):
        for match in _SUBGROUPS.finditer(passage.view.text):
            count = _WORDS.get(match["count"].lower()) or int(match["count"])
            owner = _owner(passage, match.start())
            run = _bullets(blocks, i, count)
            if owner is not None and run:
                yield from _heads(passages, run, owner, match["kind"])
                return


def _owner(passage: Passages, offset: int) -> Mention | None:
    """The body right before the words "nine sub-working groups", as a possessive or as the subject of "has"."""
    before = [
        m
        for m in passage.mentions
        if m.mints in (COMITY.WorkingGroup, "") and passage.tokens.ends[m.last - 1] <= offset
    ]
    if not before or offset - passage.tokens.ends[before[-1].last - 1] > 12:
        return None
    return before[-1]


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


def _heads(
    passages: Sequence[Passages], run: Sequence[int], owner: Mention, kind: str
) -> Iterator[tuple[Passages, Mention]]:
    """The group that each bullet's head names, if every bullet of the list has one."""
    matches = [_LEAD_IN.match(passages[i].view.text) for i in run]
    if not all(matches):
        return
    noun = " ".join(w.capitalize() for w in kind.removesuffix("s").split())
    for i, match in zip(run, matches, strict=True):
        if match is None:
            continue
        tokens = passages[i].tokens
        last = next(k for k in range(len(tokens)) if tokens.ends[k] >= match.end("name")) + 1
        name = f"{owner.name} {noun} on {match['name']}"
        yield (
            passages[i],
            Mention(
                passages[i].index, 0, last, COMITY.WorkingGroup, name, "headed", fold(noun), parent=owner, surface=""
            ),
        )
