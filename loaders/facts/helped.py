"""Who is trained, equipped or given something, where that one is the subject of the sentence."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts.scene import Actor, Sentence
from loaders.facts.subjects import subject_before

PEOPLE: Final = frozenset(
    "officers prosecutors judges investigators experts inspectors officials cadets guards personnel trainees agents "
    "police magistrates analysts specialists divers pilots sailors lawyers engineers technicians staff students "
    "oficiales fiscales jueces investigadores peritos agentes policias funcionarios inspectores analistas "
    "especialistas marinos".split()
)
"""People who may be trained."""
_GIVEN: Final = r"given(?! \d| time| notice| the right)|granted|lent|trained|equipped|mentored|advised|assisted"
_WITH: Final = r"(?:issued|provided|supplied|furnished|presented) with"
_IS_HELPED: Final = re.compile(
    r"\b(?:will|shall|to|have|has|had|is|are|was|were)\s+(?:also )?(?:be|been|being)\s+"
    rf"(?:{_GIVEN}|offered|helped|{_WITH})\b"
    rf"|\b(?:was|were) (?:{_GIVEN}|{_WITH})\b"
    r"|\b(?:is|are) to receive\b|\bwill benefit from\b|\b(?:ha|han) recibido\b"
    r"|\b(?:será|fue)(?:n|ron)? (?:(?:capacit|dot|equip|entren|adiestr|asesor|benefici|form)ad|instruid)[oa]s?\b",
    re.IGNORECASE,
)
"""What says of its subject that it is taught or given something."""
_RECEIVE: Final = re.compile(r"\b(?:will|shall) (?:also )?receive\b|\brecibirán?\b", re.IGNORECASE)
_OF: Final = frozenset("of from de del".split())
OPENING: Final = 4
"""Tokens within which a sentence names the people that it is about."""


def helped(sentence: Sentence) -> Actor | None:
    """Who is said to be taught or given something; of its people, the body ("Divers of the Navy will be trained")."""
    for first, _ in sentence.search(_IS_HELPED):
        found = subject_before(sentence, first)
        if found is not None:
            return found
        opening = next((a for a in sentence.actors() if a.first < first), None)
        if opening is not None and first - opening.last <= 1 and _is_of_people(sentence, opening):
            return opening
    return None


def _is_of_people(sentence: Sentence, body: Actor) -> bool:
    """Whether a sentence begins with people of a body."""
    folds = sentence.tokens.folds
    owned = not _OF.isdisjoint(folds[max(sentence.first, body.first - 2) : body.first])
    return owned and not PEOPLE.isdisjoint(folds[sentence.first : sentence.first + OPENING])


def receiver(sentence: Sentence, giver: int) -> Actor | None:
    """Who receives what comes from the giver named later ("The Academy shall receive a simulator from Canada")."""
    verbs = [first for first, _ in sentence.search(_RECEIVE) if first < giver]
    return subject_before(sentence, verbs[0]) if verbs else None
