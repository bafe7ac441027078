"""Names written small: groups, criminal organisations, bodies of a country, meetings, and instruments told by a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.concerns import Concerns
from loaders.mentions import Mention, Passages
from ontology.terms import COMITY

_ADJECTIVES = (
    r"(?:high-level|high level|senior|bilateral|binational|trilateral|joint|technical|operational|security"
    r"|standing|national|inter-agency|interagency|"
    r"interministerial|migration|border|cyber|maritime|counter-terrorism|counternarcotics|consular|defen[cs]e"
    r"|expert|steering|liaison|coordination|prisoner|"
    r"transfer|policy|strategic|political|economic|law|enforcement|judicial|intelligence|anti-drug|drug"
    r"|[\"“]24 x 7[\"”])"
)
_GROUP = re.compile(
    rf"(?P<name>(?:{_ADJECTIVES}\s+)+(?:working group|task force|contact group|steering committee|working party"
    rf"|dialogue|commission|committee|group|investigation team))\b",
    re.IGNORECASE,
)
_GROUP_ES = re.compile(
    r"(?P<name>(?:grupo de trabajo|grupo|subgrupo|comisión|comité|mecanismo|mesa)\s+(?:de\s+)?(?:alto nivel"
    r"|seguridad|bilateral|binacional|conjunt[oa]|mixt[oa]|"
    r"técnic[oa]|permanente|trilateral)(?:\s+(?:de|en|para|sobre|bilateral|binacional|conjunt[oa]|seguridad"
    r"|migración|alto nivel))*)\b"
)
_CRIMINAL = re.compile(
    r"(?P<name>[A-ZÁÉÍÓÚÑ][\w'’]+(?:\s*[-–]\s*[A-ZÁÉÍÓÚÑ][\w'’]+|\s+[A-ZÁÉÍÓÚÑ][\w'’]+){0,3}(?:\s+(?:drug|arms"
    r"|human|people|migrant|narcotics))?\s+"
    r"(?:trafficking (?:organi[sz]ation|group|network|ring)|crime (?:group|family|syndicate)|criminal (?:group"
    r"|organi[sz]ation)|cartel|gang|smuggling (?:ring|network)))\b"
)
_KNOWN_AS = re.compile(
    r"\b(?:ring|gang|cartel|clan|syndicate|mafia|banda|cártel)s?\s*,?\s+(?:known as|called|named|of"
    r"|conocid[oa] como|llamad[oa])\s+(?:the\s+|los\s+|las\s+|el\s+"
    r"|la\s+)?[“\"'«]?(?P<name>[A-ZÁÉÍÓÚÑ][\w'’]+(?:[\s-]+[A-ZÁÉÍÓÚÑ0-9][\w'’]*){0,3})"
)
_SUCH_AS = re.compile(
    r"\b(?:terrorist|criminal|armed|extremist|terroristas?|criminales|armados)\s+(?:groups?|organi[sz]ations?"
    r"|networks?|gangs)\s*,?\s*(?:such as|including|among them|like|notably)"
    r"\s+(?P<list>(?:(?:the\s+)?[A-ZÁÉÍÓÚÑ][\w'’-]+(?:\s+[A-ZÁÉÍÓÚÑ][\w'’-]+){0,3}(?:\s*,\s*|\s+and\s+"
    r"|\s*,\s*and\s+)?)+)"
)
_OWNED: Final = {
    "embassy": COMITY.Agency,
    "consulate general": COMITY.Agency,
    "consulate": COMITY.Agency,
    "coast guard": COMITY.Agency,
    "navy": COMITY.Agency,
    "army": COMITY.Agency,
    "air force": COMITY.Agency,
    "supreme court": COMITY.Agency,
    "armed forces": COMITY.Agency,
    "security cabinet": COMITY.Agency,
    "congress": COMITY.Legislature,
    "parliament": COMITY.Legislature,
    "senate": COMITY.Legislature,
    "delegation": COMITY.WorkingGroup,
    "national police": COMITY.Agency,
    "federal police": COMITY.Agency,
    "border police": COMITY.Agency,
    "foreign ministry": COMITY.Agency,
    "interior ministry": COMITY.Agency,
    "justice ministry": COMITY.Agency,
    "defense ministry": COMITY.Agency,
    "defence ministry": COMITY.Agency,
    "state department": COMITY.Agency,
    "attorney general's office": COMITY.Agency,
}
_OWNED_BODY = re.compile(rf"\b(?P<name>{'|'.join(sorted(_OWNED, key=len, reverse=True))})\b")
_DIVISION = re.compile(
    r"\b(?P<name>(?P<over>[A-Z]{3,7})\s+(?:[a-z-]+\s+){1,2}(?:division|section|unit|directorate|department|office"
    r"|branch))\b"
)
_MEETING = re.compile(
    r"\b(?P<name>(?P<over>[A-Z]{3,7})\s+(?:(?:annual|plenary|ministerial|regular)\s+)?(?:meeting|summit|session"
    r"|plenary|conference))\b"
)
_RULING = re.compile(
    r"\b(?P<name>(?:(?:19|20)\d\d\s+)?(?:[A-Z][a-z]+\s+)?(?:Supreme Court|Constitutional Court|High Court"
    r"|Court of [A-Z][a-z]+)\s+(?:decision|ruling|judgment|judgement))\b"
)
_DATED = re.compile(
    r"\b(?P<name>(?:rules|agreement|treaty|convention|protocol|memorandum|accord|declaration|arrangement"
    r"|understanding|acuerdo|tratado|convenio|protocolo|memorando|reglas)\s+(?:of|de|del)\s+)(?=(?:\d|[A-Z]|enero"
    r"|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))"
)
_PROTOCOL = re.compile(
    r"\b(?P<head>[Pp]rotocol(?:o)?)\s+(?:to|al?|del?)\s+(?:the\s+|la\s+)?(?P<skip>(?:existing|current|bilateral"
    r"|vigente)\s+)?(?P<over>[Ee]xtradition [Tt]reaty|[Tt]ratado de [Ee]xtradición"
    r"|(?:[A-Z][\w-]+\s+){1,5}(?:Treaty|Convention|Agreement))"
)
_COMMON: Final = frozenset(
    "major these such other criminal trafficking armed ethnic local youth interest small target minority "
    "religious rebel paramilitary those several various many".split()
)


def lower_case(passage: Passages, about: Concerns) -> Iterator[Mention]:
    """Every name written small, by pattern."""
    for pattern in (_GROUP, _GROUP_ES):
        yield from _groups(passage, pattern)
    for match in _CRIMINAL.finditer(passage.view.text):
        yield from _criminal(passage, match)
    for match in _KNOWN_AS.finditer(passage.view.text):
        yield from _plain(passage, match.span("name"), COMITY.CriminalOrganization, "gang")
    for match in _SUCH_AS.finditer(passage.view.text):
        yield from _members_of(passage, match)
    for match in _OWNED_BODY.finditer(passage.view.text):
        yield from _owned(passage, match, about)
    for pattern, mints in ((_DIVISION, COMITY.Agency), (_MEETING, COMITY.Event)):
        for match in pattern.finditer(passage.view.text):
            yield from _under_acronym(passage, match, mints)
    for match in _RULING.finditer(passage.view.text):
        yield from _plain(passage, match.span("name"), COMITY.Event, "decision")
    yield from _instruments(passage)


def _plain(passage: Passages, span: tuple[int, int], mints: str, head: str) -> Iterator[Mention]:
    found = token_span(passage, *span)
    if found is not None:
        yield Mention(passage.index, *found, mints, passage.tokens.between(*found), "lower-case", head)


def _groups(passage: Passages, pattern: re.Pattern[str]) -> Iterator[Mention]:
    """A group with two words or more that say which; a plain "joint group" does not."""
    for match in pattern.finditer(passage.view.text):
        found = token_span(passage, *match.span("name"))
        if found is None or passage.view.text[match.start()].isupper():
            continue
        words = [passage.tokens.folds[i] for i in range(*found) if passage.tokens.kinds[i] == "w"]
        before = passage.tokens.folds[found[0] - 1] if found[0] else ""
        quoted = passage.tokens.forms[found[0]] in '"“'
        if (len(words) >= 3 or quoted) and before not in _COMMON:
            tail = " ".join(words[-2:]) if words[-1] in ("group", "force", "committee", "party") else words[-1]
            yield Mention(
                passage.index, *found, COMITY.WorkingGroup, passage.tokens.between(*found), "lower-case", tail
            )


def _criminal(passage: Passages, match: re.Match[str]) -> Iterator[Mention]:
    found = token_span(passage, *match.span("name"))
    if found is None:
        return
    first, last = found
    while first < last and (
        first in passage.countries
        or passage.tokens.folds[first] in ("the", "a", "los")
        or passage.tokens.forms[first] in "-–"
    ):
        first = passage.countries[first].last if first in passage.countries else first + 1
    if (
        first < last - 1
        and passage.tokens.capital(first)
        and passage.tokens.folds[first]
        not in ("transnational", "major", "drug", "criminal", "organized", "international", "many", "these")
    ):
        yield Mention(
            passage.index,
            first,
            last,
            COMITY.CriminalOrganization,
            passage.tokens.between(first, last),
            "lower-case",
            passage.tokens.folds[last - 1],
        )


def _members_of(passage: Passages, match: re.Match[str]) -> Iterator[Mention]:
    """Each of the organisations named after "terrorist groups such as"."""
    at = match.start("list")
    for part in re.split(r"(\s*,\s*and\s+|\s*,\s*|\s+and\s+)", match["list"]):
        name = part.removeprefix("the ").strip()
        if name[:1].isupper():
            start = passage.view.text.index(name, at)
            yield from _plain(passage, (start, start + len(name)), COMITY.CriminalOrganization, "group")
        at += len(part)


def _owned(passage: Passages, match: re.Match[str], about: Concerns) -> Iterator[Mention]:
    """A body that an adjective or possessive of a country makes a name: "the U.S. embassy", "Mexico's navy"."""
    found = token_span(passage, *match.span("name"))
    if found is None:
        return
    at = found[0] - 1
    if at >= 0 and passage.tokens.kinds[at] == "s":
        at -= 1
    hit = next((h for h in passage.countries.values() if h.last - 1 == at), None)
    sense = about.choose(hit.senses) if hit is not None else None
    if hit is not None and sense is not None:
        name = passage.tokens.between(hit.first, found[1])
        head = passage.tokens.folds[found[1] - 1]
        yield Mention(
            passage.index, hit.first, found[1], _OWNED[match["name"]], name, "lower-case", head, sense.concept.iri
        )


def _under_acronym(passage: Passages, match: re.Match[str], mints: str) -> Iterator[Mention]:
    """A part or a meeting of a body named by its acronym; a meeting's date belongs to its name."""
    found = token_span(passage, *match.span("name"))
    if found is None:
        return
    tokens = passage.tokens
    over = Mention(passage.index, found[0], found[0] + 1, "", tokens.forms[found[0]], "bare-acronym")
    name = tokens.between(*found)
    if mints == COMITY.Event:
        first, last = passage.sentence_of(found[0])
        dates = [
            d for d in passage.dates if tokens.starts[first] <= d.start < tokens.ends[last - 1] and len(d.value) > 6
        ]
        name = f"{name}, {dates[0].value}" if len(dates) == 1 else name
    yield Mention(
        passage.index,
        *found,
        mints,
        name,
        "lower-case",
        tokens.folds[found[1] - 1],
        parent=over,
        surface=tokens.between(*found),
    )
    yield over


def _instruments(passage: Passages) -> Iterator[Mention]:
    """Instruments told by their date, and protocols to a treaty."""
    text = passage.view.text
    dates = {d.start: d for d in passage.dates}
    for match in _DATED.finditer(text):
        following = dates.get(match.end())
        if following is not None:
            end = max(d.end for d in dates.values() if d.start < following.end)
            yield from _plain(passage, (match.start(), end), COMITY.Agreement, match["name"].split()[0].lower())
    for match in _PROTOCOL.finditer(text):
        span, over = (
            token_span(passage, match.start("head"), match.end("over")),
            token_span(passage, *match.span("over")),
        )
        if span is not None and over is not None:
            treaty = Mention(passage.index, *over, COMITY.Treaty, match["over"].title(), "lower-case", "treaty")
            yield Mention(
                passage.index,
                *span,
                COMITY.Protocol,
                f"Protocol to the {match['over'].title()}",
                "lower-case",
                "protocol",
                parent=treaty,
            )
            yield treaty


def token_span(passage: Passages, start: int, end: int) -> tuple[int, int] | None:
    """The tokens that lie in a range of characters."""
    first, last = passage.covered(start, end)
    if first < last and passage.tokens.starts[first] < start:
        first += 1
    if first < last and passage.tokens.ends[last - 1] > end:
        last -= 1
    return (first, last) if first < last else None
