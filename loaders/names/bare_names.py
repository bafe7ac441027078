"""Persons without a title: by a given name, or by what is said about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.names.person_names import PersonNames
from loaders.words.lexicon import Lexicon
from loaders.words.mentions import Mention, Passages
from loaders.words.tokens import Tokens
from ontology.terms import COMITY, FOAF

_ABOUT: Final = frozenset("alias aged known aka nicknamed conocido conocida apodado apodada".split())
_ARTICLES: Final = frozenset("the a an el la un una".split())
_PEERS: Final = frozenset("counterpart counterparts colleague deputy homologo homologa colega".split())
"""Nouns of whom a name between commas follows ("his Uzbek counterpart, Zakir Almatov,")."""
_AND: Final = frozenset("and y e".split())
_WHERE: Final = frozenset("in at near en".split())
"""Prepositions before places that are named after persons ("in Lázaro Cárdenas")."""
_SAINTS: Final = frozenset("san santa santo saint st".split())
"""What stands before the name of a saint, whose name a place bears."""
_OF: Final = frozenset({"of", "de"})
"""What joins places to the noun that they share ("the ports of Manzanillo and Lázaro Cárdenas")."""
_LISTED: Final = _AND | {","}
_TOWNS: Final = frozenset(
    "town city village island islands airport beach bay harbour harbor river province county".split()
)
"""Last words of the names of places that may begin with a given name ("George Town")."""
_AGE: Final = re.compile(r"\d{2}")


class BareNames:
    """The recogniser of persons in words that no other recogniser has taken."""

    def __init__(self, lexicon: Lexicon, names: PersonNames) -> None:
        """Index given names and the nouns of roles."""
        self._given = lexicon.words("given-names")
        self._roles = lexicon.words("role-nouns")
        self._names = names

    def find(self, block: Passages, taken: Sequence[bool]) -> Iterator[Mention]:
        """The persons of a block, left to right."""
        at = 0
        for i, capital in enumerate(block.tokens.capitals):
            found = self._names.at(block, i) if capital and i >= at and not taken[i] else None
            if found is None or any(taken[slice(*found)]) or _is_among_places(block, *found):
                continue
            if not self._is_person(block.tokens, *found) and not self._is_listed(block, *found):
                continue
            first, at = found
            yield Mention(block.index, first, at, FOAF.Person, block.tokens.between(first, at), "bare-name")

    def _is_listed(self, block: Passages, first: int, last: int) -> bool:
        """Whether "and" joins a name, which is no place's, to that of a person."""
        folds = block.tokens.folds
        if block.hits_in(first, last):
            return False
        persons = [m for m in block.mentions if m.mints == FOAF.Person]
        if folds[first - 1] in _AND and any(m.last == first - 1 for m in persons):
            return True
        return not _AND.isdisjoint(folds[last : last + 1]) and any(m.first == last + 1 for m in persons)

    def _is_person(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether a name opens with a given name, or stands with words that are said of persons only."""
        before = tokens.folds[first - 1] if first else ""
        if tokens.folds[last - 1] in _TOWNS:
            return False
        if tokens.folds[first] in self._given:
            return before not in _WHERE and not (before in _SAINTS and tokens.capital(first - 1))
        after = tokens.folds[last : last + 2]
        if after[:1] == [","] and self._is_role(tokens, last + 1):
            return True
        described = after[:1] == [","] and len(after) == 2 and (after[1] in _ABOUT or bool(_AGE.fullmatch(after[1])))
        if before == "," and first > 2 and not _PEERS.isdisjoint(tokens.folds[first - 3 : first - 1]):
            return last >= len(tokens) or tokens.forms[last] in ",.;)" or tokens.folds[last] in _AND
        return before in self._roles and tokens.forms[first - 1].islower() or described

    def _is_role(self, tokens: Tokens, i: int) -> bool:
        """Whether an article and the noun of a role stand at a token, adjectives between ("the former footballer")."""
        words = tokens.folds[i + 1 : i + 4] if tokens.folds[i : i + 1] and tokens.folds[i] in _ARTICLES else []
        noun = next((k for k, word in enumerate(words) if word in self._roles), None)
        return noun is not None and all(form.islower() for form in tokens.forms[i : i + 2 + noun])


def _is_among_places(block: Passages, first: int, last: int) -> bool:
    """Whether a name stands in a list of places ("Manzanillo, Lázaro Cárdenas and Veracruz")."""
    folds, places = block.tokens.folds, [m for m in block.mentions if m.mints == COMITY.Place]
    after = any(m.last == first - 1 for m in places) and folds[first - 1] in _LISTED
    before = any(m.first == last + 1 for m in places) and not _LISTED.isdisjoint(folds[last : last + 1])
    ports = any(m.last == first - 1 and not _OF.isdisjoint(folds[max(0, m.first - 2) : m.first]) for m in places)
    return after and (before or ports and folds[last : last + 1] in ([], ["."], [","], [";"]))
