"""Names by their grammar: a run of capitalised words whose head noun tells what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.names.heads import ACRONYM, Head, Heads
from loaders.names.name_classes import SEVERAL, class_of, is_specific
from loaders.names.places import TOWNS
from loaders.names.runs import ARTICLES, ARTICLES_OF, CALENDAR, CONJUNCTIONS, Runs
from loaders.words.classes import AGREEMENTS, ORGANISED
from loaders.words.lexicon import Entry, Lexicon, fold
from loaders.words.mentions import Mention, Passages
from loaders.words.tokens import Tokens
from ontology.terms import COMITY

_OPERATIONS: Final = {
    **dict.fromkeys(("operation", "operacion", "operativo", "ops"), COMITY.Operation),
    **dict.fromkeys(("exercise", "ejercicio"), COMITY.Event),
}
"""Nouns that stand before the name that they are given."""
_KEPT_OPENERS: Final = frozenset("joint annual general nueva nuevo new key one".split())
"""Words that open a sentence, but a name too."""
_OWNED: Final = ORGANISED | {COMITY.Event}
"""Classes of what may belong to a body: its parts and its meetings."""
_BETWEEN: Final = frozenset("on between for entre sobre para".split())
_OF_BODY: Final = frozenset("of from in for de del".split())
"""What joins a body to a noun that is no part of its name."""
_OF_TREATY: Final = frozenset("del to al".split())
"""What joins a protocol to the treaty that it changes."""
_MEMBERS: Final = frozenset("members parties signatories party articles article states".split())
"""Nouns before the name of an agreement that are no part of it ("Members of the Paris Pact")."""
_REPORTS: Final = frozenset("minutes report reports record records acta actas minuta informe informes".split())
"""Nouns before the name of a group or meeting that are no part of it ("Minutes of the Joint Commission")."""
_STAFF: Final = frozenset(
    "officers officials representatives agents delegates personnel prosecutors investigators experts staff "
    "funcionarios agentes efectivos representantes oficiales elementos miembros".split()
)
"""Nouns before the name of a body that are no part of it ("Officers of the Royal Police")."""
_SIGNED: Final = frozenset("signed concluded initialled initialed firmaron firmo suscribieron suscribio".split())
_A: Final = frozenset("a an un una".split())
_SIDES: Final = frozenset({"part", "side", "parte"})
"""What the adjective of a country makes one of the two sides ("the Finnish Part of the Commission")."""
LONG: Final = 3
"""Words from which even a weak head makes the name of a body above another ("of the Royal Grenada Police Force")."""
_MISSIONS: Final = frozenset({"embassy", "consulate"})
MEMBER: Final = 6
"""Tokens in the first member of a list, with the comma after it."""
SEAT: Final = 2
"""Words in the name of the place where a mission is."""
_MINISTRIES: Final = frozenset("ministry department directorate".split())
"""Heads after which "of" and no article brings what a body is for ("Department of Justice and Police")."""
_SCHOOLS: Final = frozenset("cabinet academy college school institute laboratory academia escuela instituto".split())
"""Heads that name a body by whose it is alone ("the Academy of the Ministry of Internal Affairs")."""
_TWO: Final = frozenset("two both three dos ambos ambas".split())
"""What counts bodies that are not named ("the two Police Forces")."""
_NUMBERING: Final = frozenset("no nos num".split())
_ROMAN: Final = re.compile(r"[IVXLC]+")


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
            elif block.tokens.folds[i] in CALENDAR or block.tokens.folds[i] in ARTICLES and capitals[i]:
                i += 1
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
            compound = first + 1 < stop and tokens.forms[first + 1] in "-‐"
            if compound or not (word in self._openers or opening and word in self._verbs or small):
                break
            first += 1
            opening = False
        return self._without_members(block, first, stop)

    def _without_members(self, block: Passages, first: int, stop: int) -> int:
        """Where the name of an agreement begins after "Members of the" or "Parties to the"."""
        tokens, at = block.tokens, first + 1
        if first >= stop or tokens.folds[first] not in _MEMBERS | _REPORTS | _STAFF:
            return self._without_noun(block, first, stop)
        shouted = tokens.forms[first].isupper()
        while at < stop and tokens.folds[at] in ARTICLES_OF | {"to", "a"} and (shouted or not tokens.capital(at)):
            at += 1
        head = self._heads.of(tokens, at, stop) if first + 1 < at < stop else None
        wanted = _OWNED if tokens.folds[first] in _REPORTS | _STAFF else AGREEMENTS
        return at if head is not None and head.mints in wanted else self._without_noun(block, first, stop)

    def _without_noun(self, block: Passages, first: int, stop: int) -> int:
        """Where a name begins after a noun that opens a sentence ("Divers of the Revenue Authority will")."""
        tokens, at = block.tokens, first + 3
        if first not in block.starts or at >= stop or tokens.folds[first + 1] not in _OF_BODY:
            return first
        article = tokens.forms[first + 2] in ARTICLES or tokens.forms[first + 1] == "del"
        if not article or block.hit_at(first) is not None or self._heads.of(tokens, first, first + 1) is not None:
            return first
        at -= tokens.forms[first + 1] == "del"
        head = self._heads.of(tokens, at, stop)
        return at if head is not None and head.mints in ORGANISED | AGREEMENTS else first

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
        if tokens.folds[first] in TOWNS or not _SIDES.isdisjoint(tokens.folds[first : first + 2]):
            return
        operation = _OPERATIONS.get(tokens.folds[first])
        if operation is not None and stop - first > 1:
            name = tokens.between(first, stop)
            yield Mention(block.index, first, stop, operation, name, "operation", tokens.folds[first])
            return
        owned = self._owned(block, first, stop)
        if owned:
            yield from owned
            return
        head = self._heads.of(tokens, first, stop) or self._before_country(block, first, stop)
        head = head or self._before_seat(tokens, first, stop)
        if head is None:
            return
        if head.mints == COMITY.Protocol and (amended := self._amended(block, head, stop)) is not None:
            yield from self._headed(block, range(first, stop), head, amended)
            yield amended
            return
        cut = self._belongs(block, head, stop)
        owner = self._owner(block, cut[1], stop) if cut is not None else None
        if owner is not None and head.mints == COMITY.Agency and _is_committee(owner):
            owner.mints = COMITY.Agency
        alone = cut is not None and (head.first, head.last) == (first, cut[0])
        school = alone and tokens.folds[head.last - 1] in _SCHOOLS
        if cut is not None and owner is not None and head.mints != COMITY.Event and not school:
            stop = cut[0]
        yield from self._headed(block, range(first, stop), head, owner)
        if owner is not None:
            yield owner

    def _amended(self, block: Passages, head: Head, stop: int) -> Mention | None:
        """The treaty in the name of a protocol that changes it ("Protocolo Adicional al Convenio de Extradición")."""
        folds = block.tokens.folds
        start = next((i + 1 for i in range(head.last, stop - 1) if folds[i] in _OF_TREATY), stop)
        start += folds[start : start + 1] in (["the"], ["la"], ["el"])
        over = self._heads.of(block.tokens, start, stop) if start < stop and block.tokens.capital(start) else None
        if over is None or over.first != start or over.mints not in AGREEMENTS or over.last == stop:
            return None
        return next(self._headed(block, range(start, stop), over, None), None)

    def _owner(self, block: Passages, first: int, stop: int) -> Mention | None:
        """The body that a name says it belongs to: by its own name, or by its acronym."""
        if self._is_short_body(block, first, stop) and ACRONYM.fullmatch(block.tokens.forms[first]):
            return Mention(block.index, first, stop, "", block.tokens.forms[first], "bare-acronym")
        return next(self._mention(block, first, stop), None)

    def _before_country(self, block: Passages, first: int, stop: int) -> Head | None:
        """The head of a body that stands right before its country ("Border Guard Bangladesh")."""
        hit = block.country_ending(stop)
        if hit is None or hit.first <= first or not all(map(block.tokens.capital, range(first, stop))):
            return None
        head = self._heads.ending(block.tokens, hit.first, first)
        return head if head is not None and head.mints == COMITY.Agency else None

    def _before_seat(self, tokens: Tokens, first: int, stop: int) -> Head | None:
        """The head of a mission abroad that the place where it is follows at once ("U.S. Embassy Astana")."""
        seat = next((i for i in range(first + 2, stop) if tokens.folds[i - 1] in _MISSIONS), None)
        return self._heads.ending(tokens, seat, first) if seat is not None and stop - seat <= SEAT else None

    def _owned(self, block: Passages, first: int, stop: int) -> list[Mention]:
        """Two bodies, one of which a possessive makes part of the other ("the Steering Group's Committee on Ports").

        Of a known body's agreement only the name of the agreement is new ("the Egmont Group's Charter").
        """
        ending = next((i for i in range(first + 1, stop - 1) if block.tokens.kinds[i] == "s"), stop)
        over = self._heads.of(block.tokens, first, ending)
        under = self._heads.of(block.tokens, ending + 1, stop) if ending < stop else None
        hit = block.hit_at(first) if under is not None and under.mints in AGREEMENTS else None
        if under is not None and hit is not None and hit.last == ending and first not in block.countries:
            return list(self._headed(block, range(ending + 1, stop), under, None))
        whole = over is not None and (over.last == ending or block.tokens.folds[over.last] in ("of", "for"))
        if over is None or under is None or over.weak and over.first == first or not whole:
            return []
        alone = over.first == first and over.last == ending and over.mints != COMITY.WorkingGroup
        if alone or not {over.mints, under.mints} <= ORGANISED:
            return []
        above = next(self._headed(block, range(first, ending), over, None), None)
        below = list(self._headed(block, range(ending + 1, stop), under, above)) if above is not None else []
        return [above, *below] if above is not None and below else []

    def _headed(self, block: Passages, run: range, head: Head, owner: Mention | None) -> Iterator[Mention]:
        """The mention of a run with a head, if it says enough, and the body whose name stands before the head."""
        tokens, first, stop = block.tokens, run.start, run.stop
        bare = head.first == first and head.last == stop
        alone = bare and not _is_new(tokens, head)
        several = alone and head.mints in AGREEMENTS and tokens.folds[stop - 1] in SEVERAL
        counted = tokens.folds[max(first - 1, 0)] in _TWO and head.last == stop and tokens.folds[stop - 1][-1] == "s"
        several = several or counted and head.mints in ORGANISED
        if several or not bare and not is_specific(block, run, head):
            return
        mints = class_of(block, run, head)
        words = " ".join(tokens.folds[head.first : head.last])
        if owner is not None and owner.mints == COMITY.Agency and words == "committee":
            mints = COMITY.Agency
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
            shouted = tokens.forms[i].isupper()
            while start < stop and tokens.folds[start] in ARTICLES and (shouted or not tokens.capital(start)):
                start += 1
            hit = block.countries.get(start)
            if hit is not None and tokens.folds[hit.last : hit.last + 1] in (["and"], ["y"]):
                continue  # "Police of the Republic of A and the Police of B" are two.
            # "de Aduanas" tells what a body is for, "de la Aduana" whose it is.
            acronym = ACRONYM.fullmatch(tokens.forms[start]) and not tokens.forms[i].isupper()
            if acronym and self._is_short_body(block, start, stop):
                return i, start
            if head.first == head.last - 1 == i - 1 and tokens.folds[i] == "de" and start == i + 1:
                continue  # "Departamento de Policía Federal" is one body.
            ministry = tokens.folds[i] == "of" and tokens.folds[head.last - 1] in _MINISTRIES
            bare = (tokens.folds[i] == "de" or ministry) and start == i + 1 and not acronym
            hit = block.hit_at(start) if bare else None
            topical = bare and (hit is None or hit.last == start + 1)
            if not topical and self._is_body(block, start, stop):
                return i, start
        return None

    def _is_short_body(self, block: Passages, i: int, stop: int) -> bool:
        """Whether a run ends in an article and the acronym of a body ("Division A of the DPF", "del DPF")."""
        tokens = block.tokens
        told = tokens.folds[i - 1] in ("the", "del", "la", "el") and not tokens.capital(i - 1)
        return told and i == stop - 1 and i not in block.countries and _ROMAN.fullmatch(tokens.forms[i]) is None

    def _is_body(self, block: Passages, first: int, stop: int) -> bool:
        """Whether some words are the name of a body: a known one, an acronym, or two words or more with a head."""
        hit = block.hit_at(first)
        told = hit is not None and hit.last - first > 1 or ACRONYM.fullmatch(block.tokens.forms[first])
        if told and hit is not None and any(s.concept.mints in ORGANISED for s in hit.senses):
            return True
        head = self._heads.of(block.tokens, first, stop)
        if head is None or head.mints not in ORGANISED or head.weak and stop - first < LONG:
            return False
        spanish = block.tokens.folds[first - 1] in ("de", "del", "la", "el") and head.first > first + 1
        return not spanish and stop - first > max(1, head.last - head.first)

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
        mints = class_of(block, range(first, head.first), inner)
        words = " ".join(tokens.folds[inner.first : inner.last])
        return Mention(block.index, first, head.first, mints, tokens.between(first, head.first), "nested", words)


def _is_new(tokens: Tokens, head: Head) -> bool:
    """Whether a text speaks of an instrument for the first time ("signed a Letter of Agreement with …")."""
    before = tokens.folds[max(0, head.first - 2) : head.first]
    signed = len(before) > 1 and before[0] in _SIGNED and before[1] in _A
    return signed and head.mints in AGREEMENTS and head.last - head.first > 1


def _is_committee(owner: Mention) -> bool:
    """Whether a body that has a service is a committee, as ministries of some states are called."""
    return owner.head == "committee" and owner.mints == COMITY.WorkingGroup


def _parties_end(tokens: Tokens, i: int) -> int:
    """The end of the names of those between whom an agreement is made."""
    end = i
    while end < len(tokens) and (tokens.capital(end) or tokens.folds[end] in ARTICLES_OF | CONJUNCTIONS):
        end += 1
    while end > i and not tokens.capital(end - 1):
        end -= 1
    return end


def _without_joint(tokens: Tokens, first: int, stop: int) -> int:
    """The end of a run without a small word at its end, as of a line in capitals ("THE POLICE AND"), or "No"."""
    while stop - 1 > first and tokens.folds[stop - 1] in CONJUNCTIONS | ARTICLES_OF | _BETWEEN | _NUMBERING:
        stop -= 1
    return stop


def _members(tokens: Tokens, i: int) -> Iterator[tuple[int, int]]:
    """The members of a list of capitalised words, over articles, commas and "and".

    Where "de" opens each further member ("de A, de B y C, y de D"), an "and" without it stands within one.
    """
    again = _repeats(tokens, i)
    while i < len(tokens):
        while i < len(tokens) and tokens.folds[i] in ARTICLES_OF:
            i += 1
        start = i
        while i < len(tokens) and (tokens.capital(i) or again and _is_within(tokens, start, i)):
            i += 1
        if i == start:
            return
        yield start, i
        if i >= len(tokens) or tokens.forms[i] != "," and tokens.folds[i] not in CONJUNCTIONS:
            return
        i += 1
        if i < len(tokens) and tokens.folds[i] in CONJUNCTIONS:
            i += 1


def _repeats(tokens: Tokens, i: int) -> bool:
    """Whether "de" stands again after the first comma of a list."""
    comma = next((k for k in range(i, min(i + MEMBER, len(tokens))) if tokens.forms[k] == ","), len(tokens))
    return tokens.folds[comma + 1 : comma + 2] == ["de"]


def _is_within(tokens: Tokens, start: int, i: int) -> bool:
    """Whether "and" joins two words of one member."""
    return i > start and tokens.folds[i] in CONJUNCTIONS and i + 1 < len(tokens) and tokens.capital(i + 1)
