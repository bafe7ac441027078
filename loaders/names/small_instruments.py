"""Instruments told by what they are for, or by a number: "the extradition treaty", "el convenio de pesca", "Law 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY

_FIELD: Final = (
    r"(?:extradition|re-?admission|repatriation|mutual (?:legal|judicial|administrative) assistance|legal assistance"
    r"|mutual assistance|prisoner[- ]transfer|transfer of prisoners|police[- ]co-?operation|judicial[- ]co-?operation"
    r"|customs(?: mutual assistance| co-?operation)?|(?:information|intelligence|data|asset)[- ]sharing|shiprider"
    r"|(?:maritime )?boundary|border(?:[- ](?:crossing|patrol|guard))?|hot[- ]pursuit|fisheries|fishing|defen[cs]e"
    r"|security|cyber(?:security)?|visa|labou?r|migration|returns|money[- ]laundering|anti-corruption|tax|nuclear"
    r"|working|free[- ]trade|trade|asset[- ]recovery|witness[- ]protection|air services)"
)
_NOUN: Final = r"(?:treaty|agreement|convention|arrangement|protocol|accord|memorandum of understanding|pact)"
_ENGLISH: Final = re.compile(
    rf"\b(?P<before>(?i:the|their|its|a|an|existing|current|bilateral)|(?:18|19|20)\d\d)\s+"
    rf"(?P<name>(?:(?:18|19|20)\d\d\s+)?{_FIELD}(?:\s+and\s+{_FIELD})?\s+(?P<head>{_NOUN}))\b(?=(?P<after>[^.;]{{0,24}}))"
)
_ABOUT: Final = re.compile(
    rf"\b(?P<before>(?i:the|their|its))\s+(?P<name>(?:(?:18|19|20)\d\d\s+)?(?P<head>{_NOUN})\s+(?:on|of|for)\s+{_FIELD})\b(?P<after>)"
)
_DATED: Final = re.compile(rf"\b(?i:the|under)\s+(?P<name>(?:18|19|20)\d\d\s+(?P<head>{_NOUN}))\b")
_CAMPO: Final = (
    r"(?:extradición|extradiciones|readmisión|pesca|límites|lavado de activos|intercambio de (?:información|datos)"
    r"|traslado de (?:reos|presos|condenados)|(?:asistencia|cooperación)"
    r"(?:\s+(?:legal|judicial|jurídica|mutua|policial|aduanera|técnica|penal|militar|en [a-zñáéíóú]+))*)"
)
_SPANISH: Final = re.compile(
    r"\b(?P<before>(?i:el|su|del|al|este|un))\s+(?P<name>(?P<head>tratado|convenio|acuerdo|memorando|memorándum|protocolo)\s+"
    rf"(?:bilateral\s+)?(?:de|sobre)\s+{_CAMPO})\b(?=(?P<after>[^.;]{{0,24}}))"
)
_SHORT: Final = re.compile(r"\b(?P<name>(?P<head>MoU)\s+on(?:\s+(?!(?:and|which|that|to|with|in|by)\b)[a-z-]+){1,4})")
_MADE: Final = re.compile(
    r"\s*,?\s*(?:\w+\s+){0,2}?(?:between|entre|signed|concluded|reached|in force|suscrito|firmado|vigente)\b"
)
_NUMBERED: Final = re.compile(
    r"\b(?P<name>(?:(?:Federal|Organic|Legislative|Supreme|Presidential|Council|Framework)\s+)*"
    r"(?:Law|Decree(?:[- ]Law)?|Executive Order|Directive|Regulation|Decision|Statute"
    r"|Ley(?:\s+(?:Orgánica|Federal|General))?|Decreto(?:[- ](?:Ley|Supremo|Legislativo))?|Directiva|Reglamento)"
    r"\s+(?:No\.?\s?|Nos\.?\s?|N[º°]\s?|N\.º\s?|[Nn]úm\.?\s?)?(?:\((?:EU|UE|EC|CE)\)\s*)?\d[\d.]*(?:[/-]\d+)*(?:/[A-Z]{2,4})?"
    r"(?:\s+(?:of|de)\s+(?:19|20)\d\d)?)(?<!\.)"
)
_NUMBER: Final = r"(?:A/RES/)?\d+(?:/\d+)*(?:\s+\((?:19|20)\d\d\))?"
_RESOLUTION: Final = re.compile(
    r"\b(?P<name>(?:(?:(?:UN|United Nations)\s+)?(?:(?:Security|Human Rights)\s+Council|General Assembly)"
    rf"\s+[Rr]esolutions?|UNSCRs?)\s+{_NUMBER}(?:\s+(?:and|y)\s+{_NUMBER})?)"
)
_TITLE_WORD: Final = (
    r"(?!(?:signed|concluded|done|made|reached|initialled|issued|adopted|released|announced|published|between|was|were|is|are|has|have|had|be|been|being|will|shall"
    r"|would|should|may|must|can|which|that|who|whose|entered|enters|remains?|as|by|at|from|since|dated|including"
    r"|provid\w+|took|takes|came|also|when|where|while|after|before|under|within|until|so|it|they|this|these|not|or"
    r"|but|already|currently|now|today|soon|later|earlier|once|into|through|during|upon|pursuant|according)\b)"
    r"[a-z][a-z'’-]*"
)
"""A word that may stand in such a title: no verb, and none with which something else begins."""
_SENTENCE_CASE: Final = re.compile(
    r"\b(?P<name>(?P<head>Agreement|Treaty|Convention|Protocol|Memorandum of Understanding|Memorandum|MoU|MOU"
    r"|Arrangement|Accord|Declaration|Statement|Letter of Intent|Standard Operating Procedures|Action Plan"
    r"|Plan of Action|Guidelines|Code of Conduct|Exchange of Notes|Exchange of Letters)"
    rf"\s+(?:on|for|concerning|regarding|against|relating to)(?:\s+the)?\s+{_TITLE_WORD}"
    rf"(?:,?\s+and\s+(?!(?:the|a|an|its|their|his|to|\w+ed)\b){_TITLE_WORD}|,\s+{_TITLE_WORD}(?=,|\s+and\b)"
    rf"|\s+(?!(?:and|to)\b){_TITLE_WORD}|\s+[A-Z][\w-]+){{0,14}})"
    r"(?<!\bof)(?<!\bthe)(?<!\bin)(?<!\bon)(?<!\bfor)(?<!\bwith)"
)
"""Instruments whose titles are written as a sentence is ("the Agreement on cooperation in the field of customs")."""
_OPENERS: Final = frozenset("the this that these an a its their both new each any such under".split())
_BROUGHT: Final = (_ENGLISH, _ABOUT, _SPANISH)
_PATTERNS: Final = (*_BROUGHT, _DATED, _SHORT, _SENTENCE_CASE, _RESOLUTION, _NUMBERED)
_INDEFINITE: Final = frozenset({"a", "an", "un"})


def small_instruments(passage: Passages) -> Iterator[Mention]:
    """Every such instrument; one that an indefinite article brings only where it is said to have been made."""
    yield from _found(passage) if passage.may_hold(_PATTERNS) else ()


def _found(passage: Passages) -> Iterator[Mention]:
    for pattern in _BROUGHT:
        for match in passage.find(pattern):
            if match["before"].lower() in _INDEFINITE and _MADE.match(match["after"]) is None:
                continue
            yield from _mention(passage, match.span("name"), COMITY.Agreement, match["head"])
    for match in passage.find(_DATED):
        yield from _mention(passage, match.span("name"), COMITY.Agreement, match["head"])
    for match in passage.find(_SHORT):
        yield from _mention(passage, match.span("name"), COMITY.Agreement, "memorandum of understanding")
    for match in passage.find(_SENTENCE_CASE):
        for mention in _mention(passage, match.span("name"), COMITY.Agreement, match["head"].lower()):
            yield _with_capitals(passage, mention)
    for match in passage.find(_RESOLUTION):
        yield from _mention(passage, match.span("name"), COMITY.Law, "resolution")
    for match in passage.find(_NUMBERED):
        yield from _mention(passage, match.span("name"), COMITY.Law, match["name"].split()[0].lower())


def _with_capitals(passage: Passages, mention: Mention) -> Mention:
    """A name with the capitalised words before its head ("Joint Declaration on the future of …")."""
    tokens = passage.tokens
    while mention.first and tokens.capital(mention.first - 1) and tokens.folds[mention.first - 1] not in _OPENERS:
        mention.first -= 1
    mention.name = tokens.between(mention.first, mention.last)
    return mention


def _mention(passage: Passages, span: tuple[int, int], mints: str, head: str) -> Iterator[Mention]:
    found = passage.within(*span)
    if found is not None:
        yield Mention(passage.index, *found, mints, passage.tokens.between(*found), "lower-case", head)
