"""Which known thing a name means, and the countries in its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from loaders.names.concerns import Concerns, country_senses
from loaders.names.library import Library
from loaders.words.gazetteer import ACRONYM, ADJECTIVE, DEMONYM, Hit, Sense
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY, ORG

_RULES: Final = {ACRONYM: "acronym", ADJECTIVE: "adjective", DEMONYM: "demonym"}
"""The rule of a mention by the kind of label that it was found by; any other is `gazetteer`."""
_LANGUAGES: Final = frozenset("language languages texts versions speaking idioma idiomas".split())
LISTED: Final = 8
"""Tokens of a list of languages before one of them ("en lenguas española, árabe y francesa")."""
_LANGUAGES_ES: Final = frozenset("idioma idiomas lengua lenguas".split())
"""Nouns that stand before the languages ("en idiomas español y portugués")."""
_SPELLED: Final = frozenset("acronym acronyms initials abbreviation name spelling translation translations".split())
"""Nouns of words in a language ("known by its Spanish acronym")."""
_IN: Final = frozenset("in into en".split())
_AND: Final = frozenset("and y or".split())
_OF: Final = frozenset("of de del".split())
_OF_OR_TO: Final = _OF | frozenset("to a ante for".split())
_OF_A_STATE: Final = frozenset("the of republic de del la los kingdom republica reino".split())
_LEADING: Final = frozenset("and y the".split())
_TRAILING: Final = frozenset(
    "of de del the la los republic kingdom republica and y federative united mexican states".split()
)


def known(passage: Passages, hit: Hit, about: Concerns, library: Library) -> Mention | None:
    """The mention of a known thing, if its name means one thing here."""
    sense = about.choose(hit.senses)
    if sense is None or _is_language(passage, hit):
        return None
    tokens, concept = passage.tokens, sense.concept
    is_country = concept.mints == COMITY.Country
    small = is_country and sense.kind == ADJECTIVE and not tokens.forms[hit.first][0].isupper()
    rule = "adjective-lower" if small else _RULES.get(sense.kind, "gazetteer")
    first, last = _government(passage, hit) if is_country else (hit.first, hit.last)
    name, head = tokens.between(first, last), tokens.folds[hit.last - 1]
    mention = Mention(passage.index, first, last, concept.mints, name, rule, concept=concept, head=head)
    if concept.mints == ORG.Post:
        mention.parties = _of_countries(mention, passage, about, library)
    else:
        mention.parties = _distinct(_countries_in(passage, (hit.first, hit.last), about, library))
    return mention


def identify(mention: Mention, passage: Passages, about: Concerns, library: Library) -> None:
    """Find the owner and the parties in a name, and the known thing it is once these and a year are set aside."""
    found = list(_countries_in(passage, (mention.first, mention.last), about, library))
    mention.parties = _distinct(found)
    if len(mention.parties) == 1:
        mention.owner = mention.parties[0]
    if mention.owner is None:
        mention.owner = _possessor(passage, mention.first, about)
    first, last = _core(passage, mention, [hit for hit, _ in found])
    for start, stop in ((mention.first, mention.last), (first, last), (first, mention.last), (mention.first, last)):
        if start < stop:
            sense = about.choose(_fitting(library.things.exactly(passage.tokens, start, stop), mention))
            if sense is not None and sense.concept.mints != COMITY.Country:
                mention.concept, mention.mints = sense.concept, sense.concept.mints
                return


def identify_person(mention: Mention, passage: Passages, about: Concerns, library: Library) -> None:
    """Find the known person or post that a name means, and the countries whose post it is."""
    sense = about.choose(_fitting(library.things.exactly(passage.tokens, mention.first, mention.last), mention))
    if sense is not None and sense.concept.mints == mention.mints:
        mention.concept = sense.concept
    if mention.mints == ORG.Post:
        mention.parties = _of_countries(mention, passage, about, library)


def _is_language(passage: Passages, hit: Hit) -> bool:
    """Whether an adjective means a language ("in the English and Hindi languages"), or a sign of money follows."""
    tokens, end = passage.tokens, passage.tokens.ends[hit.last - 1]
    if tokens.text[end : end + 1] == "$":
        return True
    if not all(sense.kind == ADJECTIVE for sense in hit.senses):
        return False
    after = tokens.folds[hit.last : hit.last + 6]
    if not _LANGUAGES.isdisjoint(after):
        return True
    if not _LANGUAGES_ES.isdisjoint(tokens.folds[max(0, hit.first - LISTED) : hit.first]):
        return True
    if after[:1] and after[0] in _SPELLED:
        return True
    alone = not after or not after[0].isalpha() or after[0] in _AND
    return alone and hit.first > 0 and tokens.folds[hit.first - 1] in _IN


def _distinct(found: Iterable[tuple[Hit, Sense]]) -> tuple[str, ...]:
    """The addresses of some countries, each once, in order."""
    return tuple(dict.fromkeys(sense.concept.iri for _, sense in found))


def _countries_in(
    passage: Passages, span: tuple[int, int], about: Concerns, library: Library
) -> Iterator[tuple[Hit, Sense]]:
    """The names of countries within some tokens, also within a longer known name."""
    i, last = span
    several = last - i > 1
    while i < last:
        hit = passage.countries.get(i)
        if hit is None and several and passage.tokens.capital(i):
            hit = library.countries.at(passage.tokens, i, min(i + 4, last))
        sense = about.choose(country_senses(hit)) if hit is not None and hit.last <= last else None
        if hit is not None and sense is not None:
            yield hit, sense
            i = hit.last
        else:
            i += 1


def _government(passage: Passages, hit: Hit) -> tuple[int, int]:
    """A country with the words that make it its government: "Government of the Republic of X", "X Government"."""
    tokens, first, last = passage.tokens, hit.first, hit.last
    at = first
    while at and tokens.folds[at - 1] in _OF_A_STATE:
        at -= 1
    if 0 < at < first and tokens.folds[at - 1] in ("government", "gobierno") and tokens.forms[at - 1][0].isupper():
        return at - 1, last
    return first, last + 1 if tokens.forms[last : last + 1] == ["Government"] else last


def _of_countries(mention: Mention, passage: Passages, about: Concerns, library: Library) -> tuple[str, ...]:
    """The countries that a post's words say it is of, not those it is sent to."""
    found = []
    for hit, sense in _countries_in(passage, (mention.first, mention.last), about, library):
        before = [word for word in passage.tokens.folds[mention.first : hit.first] if word in _OF_OR_TO]
        named = sense.kind != ADJECTIVE or hit.first == mention.first
        if hit.first > mention.first and passage.tokens.kinds[hit.first - 1] == "s" and hit.last < mention.last:
            continue  # The "Pakistan desk" of an agency deals with Pakistan.
        if named and (not before or before[-1] in _OF):
            found.append((hit, sense))
    return _distinct(found)


def _fitting(senses: Iterable[Sense], mention: Mention) -> list[Sense]:
    """The senses whose country is not another one than the name's owner."""
    found = []
    for sense in senses:
        concept = sense.concept
        owned = mention.owner is None or not concept.countries or mention.owner in concept.countries
        if owned and (len(mention.parties) < 2 or not concept.parties or set(mention.parties) <= set(concept.parties)):
            found.append(sense)
    return found


def _core(passage: Passages, mention: Mention, inside: Sequence[Hit]) -> tuple[int, int]:
    """A name without leading countries, articles and years, and without a trailing "of COUNTRY" or year."""
    tokens, first, last = passage.tokens, mention.first, mention.last
    by_first = {h.first: h.last for h in inside}
    by_last = {h.last: h.first for h in inside}
    while first < last:
        if first in by_first:
            first = by_first[first]
        elif tokens.kinds[first] in "sn" or tokens.forms[first] in "-–—/" or tokens.folds[first] in _LEADING:
            first += 1
        else:
            break
    while last > first:
        small = last < mention.last and tokens.folds[last - 1] in _TRAILING
        if last in by_last and last - 1 > first:
            last = by_last[last]
        elif small or tokens.kinds[last - 1] == "n" or tokens.forms[last - 1] in "-–,":
            last -= 1
        else:
            break
    return first, last


def _possessor(passage: Passages, first: int, about: Concerns) -> str | None:
    """The country whose name or adjective stands right before a name ("Mexico's …", "the Mexican …")."""
    hit = passage.country_before(first)
    sense = about.choose(hit.senses) if hit is not None else None
    return sense.concept.iri if sense is not None else None
