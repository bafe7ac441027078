"""Names by their grammar: a run of capitalised words whose head noun tells what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.classes import AGREEMENTS, ORGANISED
from loaders.heads import ACRONYM, Head, Heads
from loaders.lexicon import Entry, Lexicon, fold
from loaders.mentions import Mention, Passages
from loaders.runs import ARTICLES, ARTICLES_OF, CALENDAR, CONJUNCTIONS, Runs
from loaders.tokens import Tokens
from ontology.terms import COMITY

_JOINT: Final = frozenset(
    "joint bi binational bilateral mixed mixta binacional conjunta conjunto trilateral tripartite".split()
)
_PREFIXES: Final = frozenset("anti counter non inter trans sub co multi pre post vice mid re cross".split())
"""What a hyphen joins to a word rather than to another name."""
_COMMISSIONS: Final = frozenset("commission council comision consejo secretariat".split())
_DIALOGUES: Final = frozenset("dialogue dialog dialogo".split())
_OPERATIONS: Final = {
    **dict.fromkeys(("operation", "operacion", "operativo"), COMITY.Operation),
    **dict.fromkeys(("exercise", "ejercicio"), COMITY.Event),
}
"""Nouns that stand before the name that they are given."""
_KEPT_OPENERS: Final = frozenset("joint annual general nueva nuevo new key one".split())
"""Words that open a sentence, but a name too."""
_UNTITLED: Final = frozenset({COMITY.Program, COMITY.Event, COMITY.Plan})
"""Classes whose names are not told from the headings of their sections."""
_OWNED: Final = ORGANISED | {COMITY.Event}
"""Classes of what may belong to a body: its parts and its meetings."""
_BETWEEN: Final = frozenset("on between for entre sobre para".split())
_ROMAN: Final = re.compile(r"[IVXLC]+")
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)?")


class Names:
    """The recogniser of names by head nouns."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the words that open sentences, and the plurals that open lists."""
        self._heads = Heads(lexicon)
        self._runs = Runs(lexicon, self._heads)
        self._openers = lexicon.words("openers") - _KEPT_OPENERS
        self._verbs = lexicon.words("opening-verbs")
        self._plurals = lexicon.phrases("plural-heads")

    def find(self, block: Passages) -> Iterator[Mention]:
        """Every name of a block, left to right."""
        i, size, kinds, capitals = 0, len(block.tokens), block.tokens.kinds, block.tokens.capitals
        while i < size:
            if i in block.titles:
                i = block.titles[i]
            elif capitals[i] or kinds[i] == "n" and self._runs.opens(block.tokens, i):
                stop = self._runs.end(block, i)
                first = self._trim(block, i, stop)
                stop = _without_joint(block.tokens, first, stop)
                if stop in block.countries and block.tokens.forms[stop][0].islower():
                    stop = block.countries[stop].last
                if first < stop:
                    yield from self._read(block, first, stop)
                i = max(stop, i + 1)
            else:
                i += 1

    def _trim(self, block: Passages, first: int, stop: int) -> int:
        """Drop the words that are capitalised only because a sentence begins."""
        tokens = block.tokens
        opening = first in block.starts or block.kind == "heading"
        while first < stop:
            word = tokens.folds[first]
            small = not tokens.capital(first) and tokens.kinds[first] != "n"
            if not (word in self._openers or opening and word in self._verbs or small):
                break
            first += 1
            opening = False
        return first

    def _read(self, block: Passages, first: int, stop: int) -> Iterator[Mention]:
        """The mentions that a run holds."""
        plural = self._plurals.get(block.tokens.folds[first])
        if plural is not None and first + 1 < stop:
            yield from self._coordinated(block, first, plural)
        else:
            yield from self._mention(block, first, stop)

    def _coordinated(self, block: Passages, first: int, plural: Entry) -> Iterator[Mention]:
        """One name a member: "the Departments of State, Justice and Homeland Security"."""
        connector = "de" if plural.phrases[0][1] == "es" else "of"
        for start, stop in _members(block.tokens, first + 2):
            name = f"{plural.value} {connector} {block.tokens.between(start, stop)}"
            head = fold(plural.value or "")
            yield Mention(block.index, start, stop, plural.mints or COMITY.Agency, name, "coordinated", head)

    def _mention(self, block: Passages, first: int, stop: int) -> Iterator[Mention]:
        """The mention that a run is, if it has a head, and the body that its name says it belongs to."""
        tokens = block.tokens
        operation = _OPERATIONS.get(tokens.folds[first])
        if operation is not None and stop - first > 1:
            name = tokens.between(first, stop)
            yield Mention(block.index, first, stop, operation, name, "operation", tokens.folds[first])
            return
        owned = self._owned(block, first, stop)
        if owned:
            yield from owned
            return
        head = self._heads.of(tokens, first, stop)
        if head is None:
            return
        cut = self._belongs(block, head, stop)
        owner = next(self._mention(block, cut[1], stop), None) if cut is not None else None
        if cut is not None and owner is not None and head.mints != COMITY.Event:
            stop = cut[0]
        yield from self._headed(block, range(first, stop), head, owner)
        if owner is not None:
            yield owner

    def _owned(self, block: Passages, first: int, stop: int) -> list[Mention]:
        """Two bodies, one of which a possessive makes part of the other ("the Steering Group's Committee on Ports")."""
        ending = next((i for i in range(first + 1, stop - 1) if block.tokens.kinds[i] == "s"), stop)
        over = self._heads.of(block.tokens, first, ending)
        under = self._heads.of(block.tokens, ending + 1, stop) if ending < stop else None
        if over is None or under is None or over.weak or over.last != ending:
            return []
        if not {over.mints, under.mints} <= ORGANISED or over.first == first and over.mints != COMITY.WorkingGroup:
            return []
        above = next(self._headed(block, range(first, ending), over, None), None)
        below = list(self._headed(block, range(ending + 1, stop), under, above)) if above is not None else []
        return [above, *below] if above is not None and below else []

    def _headed(self, block: Passages, run: range, head: Head, owner: Mention | None) -> Iterator[Mention]:
        """The mention of a run with a head, if it says enough, and the body whose name stands before the head."""
        tokens, first, stop = block.tokens, run.start, run.stop
        alone = head.first == first and head.last == stop
        if not alone and not _is_specific(block, run, head):
            return
        mints = _class(block, run, head)
        words = " ".join(tokens.folds[head.first : head.last])
        mention = Mention(block.index, first, stop, mints, tokens.between(first, stop), "head", words, anaphor=alone)
        if alone and mints in AGREEMENTS and tokens.folds[stop : stop + 1] in (["between"], ["entre"]):
            mention.name, mention.anaphor = tokens.between(first, _parties_end(tokens, stop + 1)), False
            mention.surface = tokens.between(first, stop)
        nested = self._nested(block, first, head) if mints in ORGANISED or mints == COMITY.Event else None
        mention.parent = owner or nested
        yield mention
        if nested is not None:
            yield nested

    def _belongs(self, block: Passages, head: Head, stop: int) -> tuple[int, int] | None:
        """Where a body's name ends and the name of the body it belongs to begins ("Unit A of the Ministry of B")."""
        tokens = block.tokens
        for i in range(head.last, stop - 1) if head.mints in _OWNED else ():
            if tokens.folds[i] not in ("of", "de", "del"):
                continue
            start = i + 1
            while start < stop and tokens.folds[start] in ARTICLES and not tokens.capital(start):
                start += 1
            # "de Aduanas" tells what a body is for, "de la Aduana" whose it is.
            bare = tokens.folds[i] == "de" and start == i + 1 and not ACRONYM.fullmatch(tokens.forms[start])
            hit = block.hit_at(start) if bare else None
            topical = bare and (hit is None or hit.last == start + 1)
            if not topical and self._is_body(block, start, stop):
                return i, start
        return None

    def _is_body(self, block: Passages, first: int, stop: int) -> bool:
        """Whether some words are the name of a body: a known one, an acronym, or two words or more with a head."""
        hit = block.hit_at(first)
        told = hit is not None and hit.last - first > 1 or ACRONYM.fullmatch(block.tokens.forms[first])
        if told and hit is not None and any(s.concept.mints in ORGANISED for s in hit.senses):
            return True
        head = self._heads.of(block.tokens, first, stop)
        if head is None or head.mints not in ORGANISED or head.weak:
            return False
        return stop - first > max(1, head.last - head.first)

    def _nested(self, block: Passages, first: int, head: Head) -> Mention | None:
        """The body whose name stands before another head ("X Commission Working Group on Y")."""
        tokens = block.tokens
        form = tokens.forms[first]
        shouted = _ROMAN.fullmatch(form) is not None or tokens.forms[head.first].isupper()
        acronym = head.first > first and ACRONYM.fullmatch(form) is not None and not shouted
        if acronym and first not in block.countries and tokens.forms[first + 1] not in "-–/":
            return Mention(block.index, first, first + 1, "", tokens.forms[first], "bare-acronym")
        inner = self._heads.ending(tokens, head.first, first)
        if inner is None or inner.first == first or inner.weak:
            return None
        if inner.mints != COMITY.WorkingGroup and not tokens.folds[inner.last - 1].startswith("commission"):
            return None
        mints = _class(block, range(first, head.first), inner)
        words = " ".join(tokens.folds[inner.first : inner.last])
        return Mention(block.index, first, head.first, mints, tokens.between(first, head.first), "nested", words)


def _parties_end(tokens: Tokens, i: int) -> int:
    """The end of the names of those between whom an agreement is made."""
    end = i
    while end < len(tokens) and (tokens.capital(end) or tokens.folds[end] in ARTICLES_OF | CONJUNCTIONS):
        end += 1
    while end > i and not tokens.capital(end - 1):
        end -= 1
    return end


def _without_joint(tokens: Tokens, first: int, stop: int) -> int:
    """The end of a run in capitals without the small word in which its line ends ("THE NATIONAL POLICE AND")."""
    while stop - 1 > first and tokens.folds[stop - 1] in CONJUNCTIONS | ARTICLES_OF | _BETWEEN:
        stop -= 1
    return stop


def _members(tokens: Tokens, i: int) -> Iterator[tuple[int, int]]:
    """The members of a list of capitalised words, over articles, commas and "and"."""
    while i < len(tokens):
        while i < len(tokens) and tokens.folds[i] in ARTICLES_OF:
            i += 1
        start = i
        while i < len(tokens) and tokens.capital(i):
            i += 1
        if i == start:
            return
        yield start, i
        if i >= len(tokens) or tokens.forms[i] != "," and tokens.folds[i] not in CONJUNCTIONS:
            return
        i += 1
        if i < len(tokens) and tokens.folds[i] in CONJUNCTIONS:
            i += 1


def _is_specific(block: Passages, run: range, head: Head) -> bool:
    """Whether a run says more than its head: weak heads and headings ask for more."""
    tokens = block.tokens
    if block.kind == "heading" and head.mints in _UNTITLED:
        return False
    content = sum(tokens.capital(i) and not head.first <= i < head.last for i in run)
    if head.weak:
        return content >= 2 or content > 0 and run.start not in block.starts and block.kind != "heading"
    return content > 0 or any(tokens.kinds[i] == "n" for i in run)


def _class(block: Passages, run: range, head: Head) -> str:
    """The class of a name: its head's, adjusted by what stands around the head."""
    folds = block.tokens.folds
    noun, hits = folds[head.last - 1], block.hits_in(run.start, run.stop)
    pair = sum(hit.first in block.countries and hit.first < head.first for hit in hits) >= 2
    paired = pair or _is_paired(block.tokens, run.start, head.first)
    if noun in _COMMISSIONS and (paired or _JOINT & set(folds[run.start : run.stop])):
        return COMITY.WorkingGroup
    if noun in _DIALOGUES and _is_dated(folds[max(0, run.start - 3) : run.start]):
        return COMITY.Event
    unions = {h.first for h in hits if h.senses[0].concept.mints == COMITY.IntergovernmentalOrganization}
    committee = head.mints == COMITY.WorkingGroup and noun == "committee" and bool(unions)
    if committee or head.mints == COMITY.Agency and run.start in unions:
        return COMITY.IntergovernmentalOrganization
    return head.mints


def _is_paired(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a hyphen joins two names before a head ("Sonora-Arizona Compact Commission")."""
    hyphens = (i for i in range(first + 1, last) if tokens.forms[i] in "-‐–")
    return any(
        tokens.capital(i - 1) and tokens.capital(i + 1) and tokens.folds[i - 1] not in _PREFIXES for i in hyphens
    )


def _is_dated(before: Sequence[str]) -> bool:
    """Whether a date or an ordinal stands before a name: then it is one meeting, not a standing dialogue."""
    return any(word in CALENDAR or _ORDINAL.fullmatch(word) for word in before)
