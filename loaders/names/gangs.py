"""Criminal organisations by what is said of them: "the Rivera drug trafficking organization", "a ring known as X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.words.mentions import Mention, Passages
from loaders.words.tokens import CAPITALS
from ontology.terms import COMITY

_NAME: Final = rf"[{CAPITALS}][\w'’]+"
_CRIMINAL: Final = re.compile(
    rf"(?P<name>{_NAME}(?:\s*[-–]\s*{_NAME}|\s+{_NAME}){{0,3}}(?:\s+(?:drug|arms|human|people|migrant|narcotics))?\s+"
    r"(?:trafficking (?:organi[sz]ation|group|network|ring)|crime (?:group|family|syndicate)"
    r"|criminal (?:group|organi[sz]ation)|cartel|gang|smuggling (?:ring|network)))\b"
)
_RING: Final = re.compile(
    rf"\bthe\s+(?:so-called\s+|notorious\s+|feared\s+|alleged\s+)?(?P<name>{_NAME}(?:[-\s]+{_NAME}){{0,2}}\s+(?:ring|syndicate|mob|mafia|clan|brotherhood|outfit|triad|crew))\b"
)
_FRONT: Final = re.compile(
    rf"\b(?P<name>Frente\s+(?:\d{{1,2}}\b|[{CAPITALS}][\w'’]+(?:\s+[{CAPITALS}][\w'’]+){{0,2}}"
    r"(?=,?\s+(?:una?\s+)?(?:disidencia|facción|columna|estructura|brazo|grupo armado))))"
)
"""A front of an armed movement, by its number or by what follows."""
_KNOWN_AS: Final = re.compile(
    r"\b(?:ring|gang|cartel|clan|syndicate|mafia|banda|cártel)s?\s*,?"
    r"\s+(?:known as|called|named|of|conocid[oa] como|llamad[oa])\s+(?:the\s+|los\s+|las\s+|el\s+|la\s+)?"
    rf"[“\"'«]?(?P<name>[{CAPITALS}][\w'’]+(?:[\s-]+[{CAPITALS}0-9][\w'’]*){{0,3}})"
)
_OF_A_GANG: Final = re.compile(
    r"\b(?:members?|membership|leaders?|gunmen|fighters|head|boss|banker|financier|kingpin|lieutenants?|couriers|remnants|part"
    r"|dismantl\w+|against|targeted|broke up|broken up|breaking up|smashed"
    r"|run by|controlled by|blamed on|arrests? in)(?:\s+of)?\s+the\s+"
    rf"(?P<name>{_NAME}(?:[-\s]+{_NAME}){{0,2}}\s+(?:networks?|groups?|factions?|brothers|family|organi[sz]ation"
    rf"|ring|band|militia))\b"
)
_WHICH: Final = re.compile(
    rf"\bthe\s+(?P<name>{_NAME}(?:[-\s]+{_NAME}){{0,2}}\s+(?:networks?|groups?|organi[sz]ation|band|crew))\b,?\s+"
    r"(?:(?:which|that|who)\s+(?:(?:has|have|had|is|are|was|were)\s+)?)?(?:sanctioned|indicted|stole|smuggl\w+|traffick\w+|launder\w+|extort\w+"
    r"|kidnapp\w+|robbed|hijack\w+|accused of|suspected of|blamed for)\b"
)
"""An organisation whose crime a relative clause tells."""
_CARTEL_OF: Final = re.compile(
    rf"\b(?P<name>[Cc][áa]rtel\s+(?:del?\s+)(?:la\s+|los\s+|las\s+)?{_NAME}(?:\s+{_NAME}){{0,2}})"
)
_APPOSED: Final = re.compile(
    r"\b(?:(?:[Bb]anda|pandilla|mara|mafia|clan|célula)(?:\s+(?:criminal|delictiva|delincuencial|juvenil))?"
    r"|(?:organización|organizaciones|grupo|grupos|estructura|red)\s+(?:criminal|delictiv[oa]|delincuencial"
    r"|armad[oa])(?:es|s)?"
    r"|organización(?=\s+[“\"'«‘]?(?:Los|Las)\s)|gang|syndicate)\s+(?:de\s+)?[“\"'«‘]?(?P<name>(?:(?:Los|Las|La|El|The)\s+)?"
    rf"{_NAME}(?:\s+(?:del?\s+(?:la\s+)?)?{_NAME}){{0,3}})"
)
_BEFORE: Final = re.compile(
    rf"(?P<name>{_NAME}(?:\s+{_NAME}){{0,3}})[,”\"'»]{{1,3}}\s+(?:a|an|una|un)\s+(?:[a-z-]+\s+){{0,2}}"
    r"(?:gang|cartel|syndicate|mafia|crime group|criminal (?:group|network|organi[sz]ation)|smuggling (?:ring|network)"
    r"|trafficking (?:ring|group|network|organi[sz]ation)|(?:terror(?:ist)? |armed )?(?:cell|militia)"
    r"|banda|pandilla|célula|red criminal|organización criminal)\b"
)
_QUOTED: Final = re.compile(
    r"\b(?:neutraliz|desarticul|desmantel|desmembr|integrantes|miembros|cabecilla|líder|dismantl|disrupt|members)\w*\b"
    r"[^.;]{0,60}?"
    r"\b(?:organización|grupo|estructura|red|organi[sz]ation|group|network)\s+[“\"«](?P<name>[^“”\"«»]{3,40})[”\"»]"
)
"""An organisation in quotation marks that someone breaks up or belongs to."""
_SUCH_AS: Final = re.compile(
    r"\b(?:terrorist|criminal|armed|extremist|terroristas?|criminales|armados)"
    r"\s+(?:groups?|organi[sz]ations?|networks?|gangs)\s*,?\s*(?:such as|including|among them|like|notably)\s+"
    rf"(?P<list>(?:(?:the\s+)?[{CAPITALS}][\w'’-]+(?:\s+[{CAPITALS}][\w'’-]+){{0,3}}"
    r"(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+)?)+)"
)
_REBELS: Final = re.compile(
    r"\b(?:fight|struggle|war|operations?|offensive|campaign|battle|rebels|fighters|remnants|attacks?)\s+"
    r"(?:against|of|by)\s+the\s+(?P<name>(?:[A-Z][\w'’-]+\s+){1,3}?(?:(?:of|for)\s+(?:the\s+)?[A-Z][\w'’-]+\s+)?"
    r"(?:Army|Front|Movement|Brigades?|Militia|Forces))(?=\s*[(,.;]|\s+[a-z])"
)
"""An armed movement that is fought, or that attacks."""
_MOVEMENT: Final = re.compile(
    r"\b(?P<name>(?:Jama['’]?at|Jama['’]a|Jamaat|Jamaah|Jemaah|Ansar|Harakat|Hizb-ul|Lashkar|Jaish|Jaysh|Katibat?)"
    r"(?:[ -](?:[A-Z][\w'’]+|(?:al|ul|wal|e|ar|as|ash|ud|ut)-[A-Z][\w'’-]+)){1,5})"
)
"""A movement by the Arabic or Persian word for army, group, helpers or battalion with which its name begins."""
_NAMED: Final = (
    (_FRONT, "front", "lower-case"),
    (_MOVEMENT, "movement", "apposed"),
    (_REBELS, "front", "apposed"),
    (_KNOWN_AS, "gang", "lower-case"),
    (_CARTEL_OF, "cartel", "lower-case"),
    (_QUOTED, "gang", "lower-case"),
    (_BEFORE, "gang", "apposed"),
    (_APPOSED, "gang", "lower-case"),
)
"""Patterns of which a group is the name alone, with its head and the rule that it is found by."""
_HEADED: Final = (_CRIMINAL, _RING, _OF_A_GANG, _WHICH)
_PATTERNS: Final = (*_HEADED, _SUCH_AS, *(pattern for pattern, _, _ in _NAMED))
_AND: Final = re.compile(r"(\s*,\s*and\s+|\s*,\s*|\s+and\s+)")
_ARTICLES: Final = frozenset("the a los".split())
_ADJECTIVES: Final = frozenset("transnational major drug criminal organized international many these".split())
"""Capitalised words that name no organisation."""
_DEMONYMS: Final = ("african", "american", "european", "asian", "balkan", "eastern", "western")
"""Endings of what says only from what part of the world an organisation is."""


def gangs(passage: Passages) -> Iterator[Mention]:
    """Every criminal organisation that the words around its name tell."""
    if not passage.may_hold(_PATTERNS):
        return
    for pattern in _HEADED:
        for match in passage.find(pattern):
            yield from _headed(passage, match)
    for match in passage.find(_SUCH_AS):
        yield from _listed(passage, match)
    for pattern, head, rule in _NAMED:
        for match in passage.find(pattern):
            if pattern is not _KNOWN_AS or not _is_from(passage, match):
                yield from _named(passage, match.span("name"), head, rule)


def _named(passage: Passages, span: tuple[int, int], head: str, rule: str = "lower-case") -> Iterator[Mention]:
    found = passage.within(*span)
    if found is not None:
        name = passage.tokens.between(*found)
        yield Mention(passage.index, *found, COMITY.CriminalOrganization, name, rule, head)


def _is_from(passage: Passages, match: re.Match[str]) -> bool:
    """Whether what follows "of" is where a gang with a name comes from ("the Rasta City gang of Laventille")."""
    text = passage.view.text
    before = text[: match.start()].split()[-1:]
    return text[: match.start("name")].endswith(" of ") and bool(before) and before[0][0].isupper()


def _headed(passage: Passages, match: re.Match[str]) -> Iterator[Mention]:
    """An organisation whose name stands before a noun such as "cartel", without the country before it."""
    tokens, found = passage.tokens, passage.within(*match.span("name"))
    if found is None:
        return
    first, last = found
    while first < last:
        if first in passage.countries:
            first = passage.countries[first].last
        elif tokens.folds[first] in _ARTICLES or tokens.forms[first] in "-–":
            first += 1
        else:
            break
    general = tokens.folds[first] in _ADJECTIVES or tokens.folds[last - 2].endswith(_DEMONYMS)
    if first < last - 1 and tokens.capital(first) and not general:
        name, head = tokens.between(first, last), tokens.folds[last - 1]
        yield Mention(passage.index, first, last, COMITY.CriminalOrganization, name, "lower-case", head)


def _listed(passage: Passages, match: re.Match[str]) -> Iterator[Mention]:
    """Each of the organisations named after "terrorist groups such as"."""
    at = match.start("list")
    for part in _AND.split(match["list"]):
        name = part.removeprefix("the ").strip()
        if name[:1].isupper():
            start = passage.view.text.index(name, at)
            yield from _named(passage, (start, start + len(name)), "group")
        at += len(part)
