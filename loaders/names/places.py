"""Places that no gazetteer knows: by a noun such as "Sea", by a preposition, by a dateline, by a list of places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from typing import Final

from loaders.names.runs import CALENDAR
from loaders.words.dates import MONTHS
from loaders.words.lexicon import Lexicon
from loaders.words.mentions import Mention, Passages
from loaders.words.tokens import CAPITALS, Tokens
from ontology.terms import COMITY, XSD

_OF: Final = frozenset("of de del the la las los el".split())
_JOINS: Final = _OF | frozenset("and y e or o , – - / to a".split())
_PARTICLES: Final = frozenset("de del la las los el san santa do da du le sur upon".split())
_WATERS: Final = frozenset(
    "rio rios river rivers lake mount lago ciudad isla paso pasos puente cerro aeropuerto fronterizo".split()
)
"""Nouns of place that need no "of" before the name."""
TOWNS: Final = frozenset("ciudad villa puerto plaza avenida calle parque barrio".split())
"""Words that open the name of a place, whatever noun follows ("Ciudad Constitución")."""
_NAMING: Final = frozenset(
    "paso puente complejo cruce aeropuerto puerto bahia golfo lago laguna cerro isla islas cabo valle estrecho canal "
    "costa playa peninsula sierra cordillera volcan embalse represa garita".split()
)
"""Spanish nouns of places that open their names ("Complejo Los Libertadores")."""
LONGEST: Final = 4
"""Words in the name of an unknown place."""
_ARTICLES_ES: Final = frozenset("el la los las".split())
"""Articles with which the names of Spanish places begin ("en El Espino")."""
_PLACE: Final = frozenset(
    "region province district prefecture governorate peninsula crossing checkpoint valley airport harbour".split()
)
_PLACES: Final = frozenset("regions provinces districts prefectures crossings checkpoints valleys".split())
"""Nouns that make the name before them a place's."""
_SEAS: Final = frozenset("channel strait straits sea gulf bay basin trench".split())
_MOTION: Final = frozenset(
    "visit visits visited travel travels travelled deploy deploys deployed send sends sent move moved moves road route "
    "railway flight flights flew fly flown ferry extend extended transferred returned deported shipped transported "
    "smuggled escorted second seconded assigned posted stationed relocated "
    "dispatch dispatches dispatched trip tour mission drove crossed".split()
)
"""Words after which "to" leads to a place."""
_PASSING: Final = _MOTION | frozenset(
    "pass passes passed passing transit transits transited transiting enter enters entered entering arrive arrives "
    "arrived arriving trafficked traffic shipments transport flows leave leaves left come comes came".split()
)
_THROUGH: Final = frozenset({"through", "via"})
"""Words that lead to a place after one of these."""
_ALONG: Final = frozenset({"along", "across", "down"})
"""Words before "the" and the name of a river."""
_MOTION_ES: Final = frozenset(
    "llego llegaron llegara llegar viajo viajaron viajara viajaran viajar rumbo traslado trasladado trasladada "
    "trasladados trasladadas trasladaron trasladar destino regreso regresaron camino".split()
)
_LEAVING_ES: Final = frozenset(
    "procedente procedentes proveniente provenientes zarpo zarparon partio partieron salio salieron".split()
)
"""Words after which "a" leads to a place, and "de" comes from one."""
NEAR: Final = 4
"""Tokens back in which the first of these stand."""
REACH: Final = 9
"""Tokens between such a word and the place."""
_GANGS: Final = frozenset("gang ring cartel clan mafia".split())
_REPORTED: Final = re.compile(
    rf"(?P<name>[{CAPITALS}]{{3,}}(?:[ -][{CAPITALS}]{{2,}}){{0,2}})"
    r"(?:, (?:\d{1,2} )?[A-Z][\w.]+(?: \d{1,2})?(?:,? \d{4})?)?"
    r"(?:,? \([^)]{2,30}\))?\s?(?:\.?[—–]|\.-| --? )"
)
"""A place in capitals, a country or a news agency, and a dash, at the beginning of a report."""
LEAST: Final = 12
"""Tokens from which a passage is a report, and no heading."""
DATELINE: Final = 8
"""Tokens before the date of a dateline."""


class Places:
    """The recogniser of unknown places; it reads only words that no other recogniser has taken."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the nouns and prepositions of place."""
        self._after = lexicon.words("place-heads")
        self._before = lexicon.words("place-openers")
        self._prepositions = lexicon.words("place-prepositions")
        others = map(lexicon.words, ("languages", "openers", "heads", "titles", "labels", "ranks"))
        self._refused = CALENDAR.union(MONTHS, *others)

    def find(self, block: Passages, taken: Sequence[bool]) -> Iterator[Mention]:
        """The places of a block, left to right; lists of places go on from the first."""
        dateline = _dateline(block)
        if block.kind == "heading" and not dateline:
            return
        if opens_dateline(block) and not any(taken[: opens_dateline(block)]):
            last = opens_dateline(block)
            yield Mention(block.index, 0, last, COMITY.Place, block.tokens.between(0, last), "place")
        yield from self._waters(block)
        at, known = 0, {self._end(block.tokens, m.last) for m in block.mentions if m.mints == COMITY.Place}
        for i, capital in enumerate(block.tokens.capitals):
            run = self._run(block, taken, i) if capital and i >= at else 0
            named = run and (
                self._is_named(block, i, run) or i not in block.starts and self._is_described(block, taken, run)
            )
            if run and (named or self._is_introduced(block, i, known) or i in dateline):
                first = self._first(block, i)
                name, head = block.tokens.between(first, run), block.tokens.folds[run - 1]
                yield Mention(block.index, first, run, COMITY.Place, name, "place", head)
                known.add(run)
            at = run or at

    def _end(self, tokens: Tokens, last: int) -> int:
        """The end of a known place, past the noun that may follow it ("Doha Port")."""
        named = last < len(tokens) and tokens.capital(last) and tokens.folds[last] in self._after
        return last + 1 if named else last

    def _waters(self, block: Passages) -> Iterator[Mention]:
        """The waters that are named after a country ("the Mozambique Channel")."""
        for first, hit in block.countries.items():
            named = hit.last < len(block.tokens) and block.tokens.folds[hit.last] in _SEAS
            if named and block.tokens.capital(hit.last) and block.tokens.capital(first):
                name = block.tokens.between(first, hit.last + 1)
                yield Mention(block.index, first, hit.last + 1, COMITY.Place, name, "place", "")

    def _run(self, block: Passages, taken: Sequence[bool], first: int) -> int:
        """The end of a run of free capitalised words, or 0."""
        at = first
        while (
            at < len(block.tokens) and at - first < LONGEST + block.tokens.forms[first:at].count("-") and not taken[at]
        ):
            inside = at > first and _joins(block.tokens, at, taken)
            if not inside and not self._is_word(block, at, at == first):
                break
            at += 1
        return at if at > first else 0

    def _is_word(self, block: Passages, i: int, first: bool) -> bool:
        """Whether a token is a capitalised word that can be part of the name of a place."""
        tokens, form = block.tokens, block.tokens.forms[i]
        if first and tokens.folds[i] in _ARTICLES_ES and i and not tokens.capital(i - 1) and tokens.capital(i):
            return i not in block.starts and i + 1 < len(tokens) and self._is_word(block, i + 1, first=False)
        if not tokens.capital(i) or form.isupper() or len(form) == 1 or i in block.starts and not first:
            return False
        if tokens.forms[i + 1 : i + 2] == ["@"]:
            return False
        named = not first and tokens.folds[i - 1] in TOWNS | _NAMING
        return (named or tokens.folds[i] not in self._refused) and not _is_numbered(tokens, i)

    def _is_introduced(self, block: Passages, i: int, known: Container[int]) -> bool:
        """Whether a preposition of place, a noun of place, or another place and a comma stand before."""
        folds, opens = block.tokens.folds, i in block.starts
        if i and folds[i - 1] in self._prepositions and not opens:
            return True
        if i > 1 and not opens and self._is_reached(folds, i):
            return True
        if i and folds[i - 1] == "to" and not _MOTION.isdisjoint(folds[max(0, i - REACH) : i - 1]):
            return True
        if self._is_seat(block, i) or not opens and (_is_passed(block.tokens, i) or _is_aimed(block.tokens, i)):
            return True
        at = _before(folds, i, _OF)
        if at >= 0 and (folds[at] in _WATERS if at == i - 1 else self._opens(block, at)):
            return True
        joined = _before(folds, i, _JOINS) + 1
        return joined < i and joined in known and not opens

    def _is_reached(self, folds: Sequence[str], i: int) -> bool:
        """Whether a Spanish verb of motion governs a name ("llegó a Calama", "zarparon de Talcahuano rumbo a X")."""
        to = folds[i - 1] == "a" and not _MOTION_ES.isdisjoint(folds[max(0, i - NEAR) : i - 1])
        return to or folds[i - 1] == "de" and folds[i - 2] in _LEAVING_ES

    def _is_seat(self, block: Passages, i: int) -> bool:
        """Whether a comma and the name of a body stand before, and a clause ends after ("the Academy, Seawell.")."""
        after = i + 1
        while after < len(block.tokens) and block.tokens.capital(after) and after - i < LONGEST:
            after += 1
        ends = after == len(block.tokens) or block.tokens.forms[after] in ".;"
        seated = any(m.last == i - 1 and m.mints == COMITY.Agency and m.last - m.first > 1 for m in block.mentions)
        return ends and i > 1 and block.tokens.forms[i - 1] == "," and seated

    def _opens(self, block: Passages, i: int) -> bool:
        """Whether a token is a noun of place that "of" and a name follow."""
        return block.tokens.folds[i] in self._before and block.tokens.kinds[i] == "w"

    def _is_named(self, block: Passages, i: int, run: int) -> bool:
        """Whether a run ends in a noun of place ("Suvarnabhumi Airport"), or in Spanish opens with one."""
        if run - i < 2 or i in block.starts:
            return False
        return block.tokens.folds[run - 1] in self._after or block.tokens.folds[i] in _NAMING

    def _is_described(self, block: Passages, taken: Sequence[bool], run: int) -> bool:
        """Whether a noun in small letters says that one name, or each of two, is a place ("the A and B crossings")."""
        tokens, at = block.tokens, run
        if tokens.folds[at : at + 1] in (["and"], [","]) and at + 1 < len(tokens) and tokens.capital(at + 1):
            other = self._run(block, taken, at + 1)
            return bool(other) and not _PLACES.isdisjoint(tokens.folds[other : other + 1])
        return not _PLACE.isdisjoint(tokens.folds[at : at + 1])

    def _first(self, block: Passages, i: int) -> int:
        """The token a place begins at: "Gulf of" belongs to the name, "in" does not."""
        at = _before(block.tokens.folds, i, frozenset({"of", "de", "del", "the"}))
        named = 0 <= at < i - 1 and self._opens(block, at) and block.tokens.capital(at)
        return at if named and at not in block.starts else i


def add_again(passages: Sequence[Passages], places: Places) -> None:
    """Make each further mention of a place that was told once a mention of it, and of what a list joins to it."""
    told = {tuple(p.tokens.folds[m.first : m.last]) for p in passages for m in p.mentions if m.rule == "place"}
    for passage in passages if told else ():
        taken = [False] * len(passage.tokens)
        for mention in passage.mentions:
            taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
        found = list(_again(passage, taken, told)) if passage.kind not in ("chrome", "heading") else []
        if found:
            for mention in found:
                taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
            passage.mentions += found
            passage.mentions += places.find(passage, taken)
            passage.mentions.sort(key=lambda m: (m.first, m.last))


def _again(passage: Passages, taken: Sequence[bool], told: Container[tuple[str, ...]]) -> Iterator[Mention]:
    """The free words of a passage that are the whole name of a place that was told."""
    tokens, at = passage.tokens, 0
    for i, capital in enumerate(tokens.capitals):
        if not capital or i < at or taken[i]:
            continue
        at = i + 1
        while at < len(tokens) and (tokens.capital(at) and not taken[at] or _joins(tokens, at, taken)):
            at += 1
        glued = i and tokens.forms[i - 1] in "-–" and tokens.ends[i - 1] == tokens.starts[i]
        if tuple(tokens.folds[i:at]) in told and not glued:
            yield Mention(passage.index, i, at, COMITY.Place, tokens.between(i, at), "place", tokens.folds[at - 1])


def _is_passed(tokens: Tokens, i: int) -> bool:
    """Whether one moves through a place of one word, or something lies along it ("along the Thaya")."""
    folds, before = tokens.folds, tokens.folds[max(0, i - REACH) : i - 1]
    if i < 2 or tokens.capitals[i + 1 : i + 2] == [True]:
        return False
    if folds[i - 1] in _THROUGH:
        return not _PASSING.isdisjoint(before)
    return folds[i - 1] == "the" and folds[i - 2] in _ALONG


def opens_dateline(block: Passages) -> int:
    """The token after the place in capitals with which a report begins ("CHUY.— The customs"), or 0."""
    match = _REPORTED.match(block.view.text)
    return block.covered(*match.span("name"))[1] if match and len(block.tokens) > LEAST else 0


def _is_aimed(tokens: Tokens, i: int) -> bool:
    """Whether something is on its way to a name ("bound for Hamad Port"), or a gang comes from there."""
    before = tokens.folds[i - 2 : i] if i > 2 else ["", ""]
    gang = before[1] == "of" and before[0] in _GANGS and tokens.capital(i - 3)
    return gang or before[1] == "for" and before[0] in ("bound", "destined", "headed")


def _before(folds: Sequence[str], i: int, small: Container[str]) -> int:
    """The token before another one, past small words."""
    at = i - 1
    while at >= 0 and folds[at] in small:
        at -= 1
    return at


def _joins(tokens: Tokens, i: int, taken: Sequence[bool]) -> bool:
    """Whether a particle or a hyphen stands within the name of a place."""
    if i + 1 >= len(tokens) or not tokens.capital(i + 1):
        return False
    if tokens.forms[i] == "-":
        return tokens.starts[i] == tokens.ends[i - 1]
    return tokens.folds[i] in _PARTICLES and not tokens.capital(i) and not taken[i + 1]


def _is_numbered(tokens: Tokens, i: int) -> bool:
    """Whether a number follows a word or the next ("Alliance Points 1, 3 and 6"): then it is a label."""
    after = tokens.kinds[i + 1 : i + 3]
    return after[:1] == ["n"] or after == ["w", "n"] and tokens.capital(i + 1)


def _dateline(block: Passages) -> range:
    """The tokens before the date of a dateline ("Chiang Mai, 21 June 2012"), without the name of a newspaper."""
    tokens = block.tokens
    for date in block.dates[:1]:
        end = bisect_left(tokens.starts, date.start)
        if date.datatype not in (XSD.date, XSD.gYearMonth) or not 0 < end <= DATELINE:
            continue
        if all(tokens.capital(i) or tokens.forms[i] in ",.-–—(" or tokens.folds[i] in _PARTICLES for i in range(end)):
            paper = tokens.forms.index(",") if tokens.folds[0] == "the" and "," in tokens.forms[:end] else 0
            return range(paper, end)
    return range(0)
