"""Which bodies a pronoun, or "the sub-groups", means: those of the sentence before, or of the heading above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loaders.facts.scene import Sentence
from loaders.words.classes import MEETINGS
from loaders.words.mentions import Mention
from loaders.words.tokens import Tokens
from ontology.terms import COMITY

_ONE: Final = frozenset("it its this su sus esta este ella dicho dicha".split())
_SEVERAL: Final = frozenset("they their both each these all ambos ambas cada estos estas".split())
_THE: Final = frozenset("the la el".split())
_ELIDED: Final = frozenset("estara estuvo sera fue es contara cuenta tendra".split())
"""Spanish verbs that open a sentence whose subject is that of the one before ("Estará presidida por …")."""
_MEETING: Final = frozenset("meeting session reunion sesion encuentro".split())
"""Nouns that mean the meeting of the sentence before."""
_CLITICS: Final = frozenset("la lo los las el".split())
"""Spanish pronouns that are articles before a name or a noun."""
_FORMER: Final = frozenset("former first primero primera".split())
_LATTER: Final = frozenset("latter last second ultimo ultima segundo segunda".split())
_JOINS: Final = frozenset(", ; and y e the a an el la un una los las :".split())
_BODIES: Final = MEETINGS | {COMITY.Agency, COMITY.CriminalOrganization, COMITY.Operation, COMITY.Program}
"""What "it" may mean."""
SUBJECT: Final = 4
"""Tokens at the beginning of a sentence within which its subject stands."""
OPENING: Final = 5
"""Tokens at the beginning of a sentence among which a pronoun stands."""


def referents(sentence: Sentence, token: int) -> list[Mention]:
    """The bodies that a sentence which does not name them is about, as its first words up to a token tell.

    "It" is what the sentence before speaks of first; "they" and "both" are the bodies that it lists; "the former" and
    "the latter" are the first and the last of these. Without a pronoun there are none.
    """
    opening = sentence.tokens.folds[sentence.first : min(token + 1, sentence.first + OPENING)]
    before = sentence.previous
    if before is None or not opening:
        return []
    groups = coordinated(before)
    if _FORMER.intersection(opening[1:2]):
        return groups[:1] if len(groups) > 1 else []
    if _LATTER.intersection(opening[1:2]):
        return groups[-1:]
    if opening[0] in _SEVERAL:
        return groups
    if opening[0] in _ELIDED:
        first = antecedent(before)
        return [first] if first is not None else []
    meeting = opening[0] in _THE and opening[1:2] and opening[1] in _MEETING
    pronoun = opening[0] in _ONE or meeting or opening[0] in _CLITICS and token - sentence.first <= 1
    first = antecedent(before) if pronoun else None
    return [first] if first is not None and (opening[0] in _ONE or token - sentence.first <= OPENING) else []


def antecedent(before: Sentence) -> Mention | None:
    """The body that a sentence is about: what it begins with, else the last it names, unless that is another thing."""
    found = [m for m in before.mentions if m.mints in _BODIES and m.entity is not None]
    met = any(m.mints in MEETINGS for m in found)
    if not met and before.previous is not None and before.tokens.folds[before.first] in _ONE:
        return antecedent(before.previous)
    subject = [m for m in found if m.first - before.first <= SUBJECT and m.mints in MEETINGS]
    if subject:
        return subject[0]
    groups = [m for m in found if m.mints in MEETINGS]
    return groups[-1] if groups and found[-1].mints in MEETINGS | {COMITY.Agency} else None


def coordinated(sentence: Sentence) -> list[Mention]:
    """The bodies of the last list of groups in a sentence, or its last group alone."""
    groups = [m for m in sentence.mentions if m.mints == COMITY.WorkingGroup and m.entity is not None]
    return ending_list(sentence, groups)


def ending_list(sentence: Sentence, groups: Sequence[Mention]) -> list[Mention]:
    """The last of some bodies, with those that a list joins to it."""
    found = list(groups[-1:])
    for group in reversed(groups[:-1]):
        if not _is_joined(sentence.tokens, group.last, found[0].first):
            break
        found.insert(0, group)
    return found


def _is_joined(tokens: Tokens, first: int, last: int) -> bool:
    """Whether only what joins the members of a list stands between two of them."""
    return first <= last and _JOINS.issuperset(tokens.folds[first:last])


def subject_group(sentence: Sentence, other: Mention) -> Mention | None:
    """The body that "it" means in a sentence that names another: the first one it names, or that of the one before."""
    named = [m for m in sentence.mentions if m.mints == COMITY.WorkingGroup and m.entity not in (None, other.entity)]
    if named and named[0].first < other.first:
        return named[0]
    return antecedent(sentence.previous) if sentence.previous is not None else None


def last_before(groups: Sequence[Mention], token: int) -> Mention | None:
    """The body named last before a token."""
    return next((m for m in reversed(groups) if m.last <= token), None)
