"""Who is to act on a provision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from loaders.facts.charged import charged, told
from loaders.facts.doing import Doing
from loaders.facts.scene import Actor, Fact, Scene, Sentence
from loaders.facts.subjects import is_finite, later_subjects, leading, subject
from loaders.words.lexicon import Lexicon
from ontology.terms import COMITY

_RESPONSIBLE: Final = re.compile(
    r"\b(?:responsib\w+|leads?|lead agency|implement\w+|actors?|owners?|by whom|responsables?|encargad[oa]s?"
    r"|ejecutor\w*|a cargo)\b",
    re.IGNORECASE,
)
"""What the head of a column says whose cells name those who are to act."""
_PAST_ES: Final = re.compile(r"[a-záéíóúñ]{3,}(?:aron|ieron)")
_FOR: Final = frozenset({"for", "por"})
"""What opens the heading of a list of those who speak for a country, and do not act on what is listed."""
_ROLL: Final = frozenset("delegation participants attendees delegacion participantes asistentes".split())
"""Words of the heading of such a list."""
_INTRODUCING: Final = (":", "to", "will", "shall", "a", "by")
"""Ends of a text whose sentence its list completes."""
SHORT: Final = 12
"""Tokens of a lead-in that has no verb."""


def actors(scene: Scene, lexicon: Lexicon) -> Iterator[Fact]:
    """The actor of each provision: the subject of what will be done, in its own text or in what introduces its list."""
    verbs = lexicon.words("opening-verbs")
    doing = _doing(verbs)
    by_block: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in scene.sentences:
        by_block[id(sentence.block)].append(sentence)
    acted: set[str] = set()
    yield from _in_column(scene)
    for sentence in scene.sentences:
        if not sentence.is_provision:
            continue
        found = subject(sentence) or doing.subject(sentence)
        if found is None and sentence.subject not in acted:
            found = charged(sentence)
        found = found or _all_of(sentence)
        if found is not None:
            acted.add(sentence.subject)
            for each in (found, *later_subjects(sentence), *told(sentence)):
                yield from _facts(sentence, sentence.subject, each)
        elif _goes_on(sentence, by_block) or _is_heading(sentence):
            continue
        elif sentence.first == 0 and _opens(sentence, verbs) or not is_finite(sentence):
            yield from _from_lead_in(sentence, by_block)


@lru_cache(maxsize=1)
def _doing(verbs: frozenset[str]) -> Doing:
    return Doing(verbs)


def _opens(sentence: Sentence, verbs: frozenset[str]) -> bool:
    """Whether an item opens with its verb, whose subject stands in its lead-in ("The two sides: – decided to …")."""
    form, word = sentence.tokens.forms[0], sentence.tokens.folds[0]
    return word in verbs or form.islower() and (word.endswith("ed") or _PAST_ES.fullmatch(form) is not None)


def _is_heading(sentence: Sentence) -> bool:
    """Whether the text of a provision is the heading of those below it ("I. SECURITY"), which has no actor."""
    node = sentence.block.node
    return node is not None and bool(node.children) and sentence.tokens.forms[-1] not in ".;:,"


def _in_column(scene: Scene) -> Iterator[Fact]:
    """Those whom a table names for an item in a column that says who is to act ("Responsible", "Lead agency")."""
    for sentence in scene.sentences:
        answers = sentence.block.node is not None and _RESPONSIBLE.search(sentence.block.column)
        named = sentence.actors() if answers and sentence.block.kind == "paragraph" else []
        for actor in named:
            if not any(a is not actor and a.first <= actor.first and actor.last <= a.last for a in named):
                yield from _facts(sentence, sentence.subject, actor)


def _goes_on(sentence: Sentence, by_block: Mapping[int, Sequence[Sentence]]) -> bool:
    """Whether a later sentence of a provision says who acts ("Reduce arms trafficking. ATF will train …")."""
    later = [other for other in by_block[id(sentence.block)] if other.first > sentence.first]
    return sentence.first == 0 and any(subject(other) is not None for other in later)


def _facts(stating: Sentence, provision: str, found: Actor) -> Iterator[Fact]:
    for iri in found.iris:
        yield stating.fact(provision, COMITY.actor, iri, found.first, found.last)


def _from_lead_in(sentence: Sentence, by_block: Mapping[int, Sequence[Sentence]]) -> Iterator[Fact]:
    """The actor that a lead-in states for the items below it ("The United Kingdom will: (i) …")."""
    node = sentence.block.node
    if node is None or node.lead_in is None or sentence.first != 0:
        return
    for last in by_block.get(id(node.lead_in), ())[-1:]:
        introduced = last.tokens.text.endswith(_INTRODUCING)
        found = subject(last) or _all_of(last) if introduced else _owner_in_heading(last)
        if found is not None:
            yield from _facts(last, sentence.subject, found)


def _all_of(sentence: Sentence) -> Actor | None:
    """Those who are all that a lead-in names, its list having the verbs ("Both Governments:")."""
    if sentence.tokens.forms[sentence.last - 1] != ":" or not 0 < sentence.last - sentence.first - 1 <= SHORT:
        return None
    found = leading(sentence, sentence.first, sentence.last - 1)
    return found if found is not None and found.last == sentence.last - 1 else None


def _owner_in_heading(sentence: Sentence) -> Actor | None:
    """The one country that a heading names ("Key U.S. Counternarcotics Goals")."""
    words = sentence.tokens.folds
    if sentence.block.kind != "heading" or words[0] in _FOR or not _ROLL.isdisjoint(words):
        return None
    named = [a for a in sentence.actors() if a.mention is not None and a.mention.mints == COMITY.Country]
    return named[0] if len(named) == 1 and named[0].first < 3 else None
