"""Names written small: groups, bodies of a country, meetings, instruments told by a date, criminal organisations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

from loaders.names.code_names import code_names
from loaders.names.concerns import Concerns
from loaders.names.gangs import gangs
from loaders.names.small_instruments import small_instruments
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY

_ADJECTIVES: Final = (
    r"(?:high-level|high level|senior|bilateral|binational|trilateral|joint|technical|operational|security|standing"
    r"|national|inter-agency|interagency|interministerial|migration|border|cyber|maritime|counter-terrorism"
    r"|counternarcotics|consular|defen[cs]e|expert|steering|liaison|coordination|prisoner|transfer|policy|strategic"
    r"|political|economic|law|enforcement|judicial|intelligence|anti-drug|drug|[\"“]24 x 7[\"”])"
)
_GROUP: Final = re.compile(
    rf"(?P<name>(?:{_ADJECTIVES}\s+){{1,8}}(?:working group|task force|contact group|steering committee|working party"
    r"|dialogue|commission|committee|group|cell|investigation team))\b",
    re.IGNORECASE,
)
_GROUP_ES: Final = re.compile(
    r"(?P<name>(?:grupo de trabajo|grupo|subgrupo|comisión|comité|mecanismo|mesa)\s+(?:de\s+)?"
    r"(?:alto nivel|seguridad|bilateral|binacional|conjunt[oa]|mixt[oa]|técnic[oa]|permanente|trilateral)"
    r"(?:\s+(?:de|en|para|sobre|bilateral|binacional|conjunt[oa]|seguridad|migración|alto nivel))*)\b"
)
_TWO_WORDS: Final = frozenset("group force committee party".split())
"""Heads of which the word before is a part ("working group")."""
_AGENCIES: Final = (
    "embassy,consulate general,consulate,coast guard,navy,army,air force,supreme court,armed forces,security cabinet,"
    "national police,federal police,border police,foreign ministry,interior ministry,justice ministry,defense ministry,"
    "defence ministry,state department,attorney general's office"
)
_OWNED: Final[Mapping[str, str]] = {
    **dict.fromkeys(_AGENCIES.split(","), COMITY.Agency),
    **dict.fromkeys(("congress", "parliament", "senate"), COMITY.Legislature),
    "delegation": COMITY.WorkingGroup,
}
"""Bodies that a country's name or adjective makes one, with their classes."""
_OWNED_BODY: Final = re.compile(rf"\b(?P<name>{'|'.join(sorted(_OWNED, key=len, reverse=True))})\b")
_DIVISION: Final = re.compile(
    r"\b(?P<name>(?P<over>[A-Z]{3,7})\s+(?:[a-z-]+\s+){1,2}"
    r"(?:division|section|unit|directorate|department|office|branch))\b"
)
_MEETING: Final = re.compile(
    r"\b(?P<name>(?P<over>[A-Z]{3,7})\s+(?:(?:annual|plenary|ministerial|regular)\s+)?"
    r"(?:meeting|summit|session|plenary|conference))\b"
)
_PROSECUTORS: Final = re.compile(
    r"\b(?P<name>(?:[A-Z][\w-]+\s+){0,2}(?:Attorney[- ]General|Prosecutor(?:[- ]General)?|Public Prosecutors?"
    r"|Ombudsman)['’]s?\s+office)\b"
)
_PROGRAM: Final = re.compile(
    r"\b(?P<name>[A-Z][\w-]+(?:\s+(?:(?:of|and|for|on)\s+)?[A-Z][\w-]+){1,7}\s+(?:program|programme|project|scheme))\b"
)
_OPENING: Final = frozenset("the this that a an our their its both each".split())
_BODIES: Final = frozenset(
    "agency department ministry office bureau police guard bank commission service administration force forces union "
    "council fund university navy army government committee institute division unit corps".split()
)
"""Last words of the names of bodies, whose programs have other names."""
_RULING: Final = re.compile(
    r"\b(?P<name>(?:(?:19|20)\d\d\s+)?"
    r"(?P<over>(?:[A-Z][a-z]+\s+)?(?P<court>Supreme Court|Constitutional Court|High Court|Court of [A-Z][a-z]+))"
    r"\s+(?:decision|ruling|judgment|judgement))\b"
)
_DATED: Final = re.compile(
    r"\b(?P<name>(?:[Rr]ules|Act|Law|Decree|(?:[Jj]oint )?[Aa]ction [Pp]lan|[Pp]lan of [Aa]ction"
    r"|[Aa]greement|[Tt]reaty|[Cc]onvention|[Pp]rotocol|[Mm]emorandum|[Aa]ccord|[Dd]eclaration"
    r"|[Aa]rrangement|[Uu]nderstanding"
    r"|[Aa]cuerdo|[Tt]ratado|[Cc]onvenio|[Pp]rotocolo|[Mm]emorando|[Rr]eglas"
    r"|[Ee]xchange of (?:[Nn]otes|[Ll]etters)|[Cc]anje de [Nn]otas"
    r"|[Aa]greed [Mm]inutes)\s+(?:of|de|del)\s+)"
)
_UNDERSTANDING: Final = re.compile(
    r"\b(?P<name>(?:(?:19|20)\d\d\s+)?(?:memorandum\s+of\s+(?:understanding|cooperation)|letter\s+of\s+intent"
    r"|memorando\s+de\s+entendimiento|carta\s+de\s+intención)"
    r"(?:\s+(?:on|for|sobre|para)(?:\s+(?!(?:and|which|that|to|with|in|at|by|of|que|con|en|y|a)\b)[a-záéíóúñ-]+){1,4})?)"
)
_PROTOCOL: Final = re.compile(
    r"\b(?P<head>[Pp]rotocol(?:o)?)\s+(?:to|al?|del?)\s+(?:the\s+|la\s+)?(?:(?:existing|current|bilateral|vigente)\s+)?"
    r"(?P<over>[Ee]xtradition [Tt]reaty|[Tt]ratado de [Ee]xtradición"
    r"|(?:[A-Z][\w-]+\s+){1,5}(?:Treaty|Convention|Agreement))"
)
_COMMON: Final = frozenset(
    "major these such other criminal trafficking armed ethnic local youth interest small target minority religious "
    "rebel paramilitary those several various many".split()
)
"""Words before a group that is no body."""


def lower_case(passage: Passages, about: Concerns) -> Iterator[Mention]:
    """Every name written small, by pattern."""
    for pattern in (_GROUP, _GROUP_ES):
        yield from _groups(passage, pattern)
    yield from gangs(passage)
    yield from code_names(passage)
    for match in passage.find(_OWNED_BODY):
        yield from _owned(passage, match, about)
    for pattern, mints in ((_DIVISION, COMITY.Agency), (_MEETING, COMITY.Event)):
        for match in passage.find(pattern):
            yield from _under_acronym(passage, match, mints)
    for match in passage.find(_PROGRAM):
        yield from _program(passage, match)
    for match in passage.find(_PROSECUTORS):
        yield from _plain(passage, match.span("name"), COMITY.Agency, "office")
    for match in passage.find(_RULING):
        yield from _ruling(passage, match)
    for match in passage.find(_UNDERSTANDING):
        yield from _plain(passage, match.span("name"), COMITY.Agreement, "memorandum")
    yield from small_instruments(passage)
    yield from _dated(passage)
    yield from _protocols(passage)


def _plain(passage: Passages, span: tuple[int, int], mints: str, head: str) -> Iterator[Mention]:
    found = passage.within(*span)
    if found is not None:
        yield Mention(passage.index, *found, mints, passage.tokens.between(*found), "lower-case", head)


def _program(passage: Passages, match: re.Match[str]) -> Iterator[Mention]:
    """A program whose name "program" in small letters ends, where the words before it name nothing else."""
    found = passage.within(*match.span("name"))
    if found is None:
        return
    first, last = found
    first += first in passage.starts and passage.tokens.folds[first] in _OPENING
    own = not passage.hits_in(first, last) and passage.tokens.folds[last - 2] not in _BODIES
    if own and last - first > 2 and not passage.tokens.forms[last - 2].isupper():
        name = passage.tokens.between(first, last)
        yield Mention(passage.index, first, last, COMITY.Program, name, "lower-case", "program")


def _ruling(passage: Passages, match: re.Match[str]) -> Iterator[Mention]:
    """A court's decision, and the court; without its country it is the one that was named before."""
    court = passage.within(*match.span("over"))
    for mention in _plain(passage, match.span("name"), COMITY.Event, "decision"):
        if court is not None:
            name = passage.tokens.between(*court)
            bare = match["over"] == match["court"]
            mention.parent = Mention(passage.index, *court, COMITY.Agency, name, "nested", "court", anaphor=bare)
            yield mention.parent
        yield mention


def _groups(passage: Passages, pattern: re.Pattern[str]) -> Iterator[Mention]:
    """A group with two words or more that say which; a plain "joint group" does not."""
    tokens = passage.tokens
    for match in passage.find(pattern):
        found = passage.within(*match.span("name"))
        if found is None or match.group()[0].isupper():
            continue
        words = [tokens.folds[i] for i in range(*found) if tokens.kinds[i] == "w"]
        before = tokens.folds[found[0] - 1] if found[0] else ""
        if (len(words) >= 3 or tokens.forms[found[0]] in '"“') and before not in _COMMON:
            head = " ".join(words[-2:]) if words[-1] in _TWO_WORDS else words[-1]
            yield Mention(passage.index, *found, COMITY.WorkingGroup, tokens.between(*found), "lower-case", head)


def _owned(passage: Passages, match: re.Match[str], about: Concerns) -> Iterator[Mention]:
    """A body that an adjective or possessive of a country makes a name: "the U.S. embassy", "Mexico's navy"."""
    found = passage.within(*match.span("name"))
    hit = passage.country_before(found[0]) if found is not None else None
    sense = about.choose(hit.senses) if hit is not None else None
    if found is not None and hit is not None and sense is not None:
        first, last = hit.first, found[1]
        name, head = passage.tokens.between(first, last), passage.tokens.folds[last - 1]
        mints, owner = _OWNED[match["name"]], sense.concept.iri
        yield Mention(passage.index, first, last, mints, name, "lower-case", head, owner)


def _under_acronym(passage: Passages, match: re.Match[str], mints: str) -> Iterator[Mention]:
    """A part or a meeting of a body named by its acronym; a meeting's date belongs to its name."""
    tokens, found = passage.tokens, passage.within(*match.span("name"))
    if found is None:
        return
    first, last = found
    over = Mention(passage.index, first, first + 1, "", tokens.forms[first], "bare-acronym")
    surface = tokens.between(first, last)
    dates = _full_dates(passage, first) if mints == COMITY.Event else []
    name = f"{surface}, {dates[0]}" if len(dates) == 1 else surface
    mention = Mention(passage.index, first, last, mints, name, "lower-case", tokens.folds[last - 1], surface=surface)
    mention.parent = over
    yield mention
    yield over


def _full_dates(passage: Passages, token: int) -> list[str]:
    """The dates in the sentence of a token that say at least the month of a year or the day of a month."""
    first, last = passage.sentence_of(token)
    start, end = passage.tokens.starts[first], passage.tokens.ends[last - 1]
    return [date.value for date in passage.dates if start <= date.start < end and len(date.value) > 6]


def _dated(passage: Passages) -> Iterator[Mention]:
    """Instruments told by their date: "the agreement of 3 March 1998"."""
    dates = {date.start: date for date in passage.dates}
    for match in passage.find(_DATED):
        following = dates.get(match.end())
        word = passage.tokens.capital(at - 1) if (at := _token(passage, match.start())) else False
        if following is not None and not (word and match.group()[0].isupper() and at - 1 not in passage.starts):
            end = max(date.end for date in passage.dates if date.start < following.end)
            yield from _plain(passage, (match.start(), end), COMITY.Agreement, match["name"].split()[0])


def _token(passage: Passages, offset: int) -> int:
    """The token that begins at an offset."""
    return bisect_left(passage.tokens.starts, offset)


def _protocols(passage: Passages) -> Iterator[Mention]:
    """Protocols to a treaty, and the treaty."""
    for match in passage.find(_PROTOCOL):
        span = passage.within(match.start("head"), match.end("over"))
        over = passage.within(*match.span("over"))
        if span is not None and over is not None:
            title = match["over"].title()
            treaty = Mention(passage.index, *over, COMITY.Treaty, title, "lower-case", "treaty")
            protocol = Mention(passage.index, *span, COMITY.Protocol, f"Protocol to the {title}", "lower-case")
            protocol.head, protocol.parent = "protocol", treaty
            yield protocol
            yield treaty
