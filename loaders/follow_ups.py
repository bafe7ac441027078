"""What became of what was promised: provisions of later documents that take up provisions of earlier ones.

A sentence takes up another if both concern one agreement, group or topic, if it tells of the activity that is the main
one of the other, and if they are alike enough: by the cosine of the angle between the vectors of their terms, each of
which weighs ln(1 + N/n), where n of N provisions have it (G. Salton, C. Buckley, Term-weighting approaches in automatic
text retrieval, Information Processing & Management 24(5), 1988). The terms of a sentence are the things that it names,
its activities and its other words; what the rest of its provision names, and the provisions above it, counts half.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from loaders.wording import Clause

LEAST: Final = 0.22
"""How alike two sentences must be. Of 58 links between thirteen documents that were judged by reading both passages, 51
hold."""

_AROUND: Final = 0.5
"""The weight of what is named around a sentence, beside that of what is named in it."""

_BEST: Final = 3
"""A sentence takes up at most so many provisions of one document,"""

_MOST: Final = 12
"""and so many in all."""

_NEAR: Final = 0.7
"""Of those in one document, only those that are at least this much as alike as the best."""

_WITHOUT_ACTIVITY: Final = 2
"""Other terms that must agree where one word tells the topic and the activity, as "training" does."""

_RECENT: Final = 50
"""Of the sentences of the same parties that promise one activity on one subject, the latest before a document are
compared with it: it bounds the work."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision and its sentences; `above` is the address of what it is part of.

    `promises` if it says what is to be done, and so can be followed up; `acts` if it can follow up others.
    """

    address: str
    above: str
    clauses: tuple[Clause, ...]
    promises: bool = True
    acts: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A document: between which dates it was written (as XML Schema writes dates), among whom, and what it says.

    Both dates are those of issue where that is known; an empty one is not known at all.
    """

    address: str
    earliest: str
    latest: str
    parties: frozenset[str]
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A provision that takes up another, how alike they are (0 to 1), and where and in what.

    `concerns` are the things that both concern, `terms` the words that they share, as the later one has them.
    """

    later: str
    earlier: str
    score: float
    later_clause: Clause
    earlier_clause: Clause
    concerns: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(slots=True, eq=False)
class _Sentence:
    """A sentence that may link: its subjects with its activities, and the vector of its terms, which comes last."""

    document: Document
    provision: Provision
    clause: Clause
    own: frozenset[str]
    inherited: frozenset[str]
    told: tuple[tuple[str, str], ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    length: float = 1.0

    @property
    def apart(self) -> set[tuple[str, str]]:
        """What it tells of its subjects in other words than those that name them, here or in the provisions above."""
        manners = self.clause.manners - self.inherited
        return {(subject, activity) for subject, activity in self.told if subject not in manners}

    @property
    def main(self) -> str:
        """The activity that the sentence tells first."""
        return next(iter(self.clause.activities))

    @property
    def place(self) -> tuple[str, int]:
        """What comes first where two are equally alike to a third."""
        return self.provision.address, self.clause.start

    def weigh(self, weights: _Weights) -> None:
        """Give each term its weight."""
        self.weights = weights.of(self.clause, self.own | self.inherited)
        self.length = math.sqrt(sum(one * one for one in self.weights.values()))


def follow_ups(documents: Iterable[Document], subjects: frozenset[str]) -> list[FollowUp]:
    """The links between provisions of documents, by addresses; `subjects` are the agreements, groups and topics.

    They depend on which documents there are, not on their order.
    """
    sentences = _sentences(documents, subjects)
    promised = _Promised(sentences)
    found: dict[tuple[str, str], FollowUp] = {}
    for one in sentences:
        if one.provision.acts:
            for link in _links(one, promised):
                pair = link.later, link.earlier
                if pair not in found or found[pair].score < link.score:
                    found[pair] = link
    return [found[pair] for pair in sorted(found)]


class _Promised:
    """The sentences that can be followed up, by subject and main activity, then by parties, each list by date."""

    def __init__(self, sentences: Iterable[_Sentence]) -> None:
        self._by_key: dict[tuple[str, str], dict[frozenset[str], list[_Sentence]]] = defaultdict(dict)
        for one in sorted(sentences, key=lambda one: (one.document.latest, one.place)):
            for key in one.told if one.provision.promises else ():
                if key[1] == one.main:
                    self._by_key[key].setdefault(one.document.parties, []).append(one)

    def before(self, later: _Sentence) -> list[_Sentence]:
        """Those that a sentence may take up, by place."""
        found: dict[int, _Sentence] = {}
        for key in later.told:
            for parties, some in self._by_key.get(key, {}).items():
                if _same(parties, later.document.parties):
                    end = bisect_left(some, later.document.earliest, key=lambda one: one.document.latest)
                    found.update((id(one), one) for one in some[max(0, end - _RECENT) : end])
        return sorted((one for one in found.values() if _after(later.document, one.document)), key=attrgetter("place"))


def _same(parties: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two documents are among the same parties: two of them, if each has two."""
    needed = min(2, len(parties), len(others))
    return 0 < needed <= len(parties & others)


def _after(later: Document, earlier: Document) -> bool:
    """Whether a document was certainly written after another: "1998" need not be after "1998-02"."""
    width = min(len(later.earliest), len(earlier.latest))
    return width > 0 and later.earliest[:width] > earlier.latest[:width]


def _sentences(documents: Iterable[Document], subjects: frozenset[str]) -> list[_Sentence]:
    """The sentences that tell of an activity and concern a subject, weighed; of the others only the terms count."""
    weights, found = _Weights(), []
    for document in documents:
        concerned = _Concerned(document, subjects)
        for provision in document.provisions:
            weights.see(provision)
            own, inherited = concerned.own(provision), concerned.above(provision)
            for clause in provision.clauses:
                about = sorted(clause.things & subjects | own | inherited)
                told = tuple((subject, activity) for subject in about for activity in clause.activities)
                if told:
                    found.append(_Sentence(document, provision, clause, own, inherited, told))
    for one in found:
        one.weigh(weights)
    return found


def _links(later: _Sentence, promised: _Promised) -> list[FollowUp]:
    """What one sentence takes up: of each document the provisions that it is most like, and of these the best."""
    by_document: dict[str, list[FollowUp]] = defaultdict(list)
    for one in promised.before(later):
        link = _link(later, one)
        if link is not None:
            by_document[one.document.address].append(link)
    chosen: list[FollowUp] = []
    for links in by_document.values():
        best = heapq.nlargest(_BEST, links, key=attrgetter("score"))
        chosen += [link for link in best if link.score >= _NEAR * best[0].score]
    return heapq.nlargest(_MOST, chosen, key=attrgetter("score"))


def _link(later: _Sentence, earlier: _Sentence) -> FollowUp | None:
    shared = _shared(later, earlier)
    product = sum(later.weights[term] * earlier.weights[term] for term in sorted(shared))
    score = product / (later.length * earlier.length)
    if score < LEAST or (earlier.main not in shared and len(shared - earlier.clause.manners) < _WITHOUT_ACTIVITY):
        return None
    told = {**later.clause.activities, **later.clause.words}
    return FollowUp(
        later.provision.address,
        earlier.provision.address,
        round(score, 3),
        later.clause,
        earlier.clause,
        tuple(sorted(shared - told.keys())),
        tuple(form for term, form in told.items() if term in earlier.weights),
    )


def _shared(later: _Sentence, earlier: _Sentence) -> set[str]:
    """The terms of both, but of activities only those that both tell apart from a subject."""
    shared = later.weights.keys() & earlier.weights.keys()
    apart = {activity for _, activity in later.apart & earlier.apart}
    return shared - (later.clause.activities.keys() - apart)


class _Weights:
    """How much each term tells, once all provisions have been seen."""

    def __init__(self) -> None:
        self._having: Counter[str] = Counter()
        self._provisions = 0

    def see(self, provision: Provision) -> None:
        """Count a provision."""
        self._provisions += 1
        self._having.update(set().union(*map(_terms, provision.clauses)))

    def of(self, clause: Clause, around: frozenset[str]) -> dict[str, float]:
        """The vector of a sentence, in the order of its terms."""
        own = _terms(clause)
        return {
            term: (1 if term in own else _AROUND) * math.log(1 + self._provisions / self._having[term])
            for term in sorted(own | around)
        }


def _terms(clause: Clause) -> set[str]:
    return {*clause.things, *clause.activities, *clause.words}


class _Concerned:
    """What the provisions of a document concern."""

    def __init__(self, document: Document, subjects: frozenset[str]) -> None:
        self._provisions = {one.address: one for one in document.provisions}
        self._subjects = subjects
        self._known: dict[str, frozenset[str]] = {}

    def above(self, provision: Provision) -> frozenset[str]:
        """The subjects of the provisions that a provision is part of."""
        if provision.address not in self._known:
            self._known[provision.address] = frozenset()
            parent = self._provisions.get(provision.above)
            self._known[provision.address] = self.own(parent) | self.above(parent) if parent else frozenset()
        return self._known[provision.address]

    def own(self, provision: Provision) -> frozenset[str]:
        """The subjects that a provision names."""
        return frozenset[str]().union(*(one.things - one.manners for one in provision.clauses)) & self._subjects
