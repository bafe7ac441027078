"""Who is to act, where that one is no subject of a verb of commitment: an agent, or one who is charged with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.scene import Actor, Sentence
from loaders.facts.subjects import subject_before

_PARTICIPLE: Final = (
    r"(?!(?:led|headed|chaired|presided|attended|accompanied|represented|followed|caused|required|signed|named|called|ratified|approved|adopted)\b)"
    r"(?:[a-z]{3,}ed|held|made|given|led|sent|set|put|built|borne|met|paid|brought|taken|kept|drawn|written|taught|lent"
    r"|sold|bought|spent|run|done|undertaken|overseen)"
)
_PARTICIPLE_ES: Final = (
    r"(?!(?:presidid|encabezad|dirigid|acompañad|representad|coordinad|firmad|suscrit|integrad|liderad|ratificad|aprobad)[oa]s?\b)"
    r"(?:[a-záéíóúñ]{2,}[aií]d[oa]s?|hech[oa]s?|puest[oa]s?|cubiert[oa]s?)"
)
_WORDS: Final = r"(?:\s+[^\s,;:]+){0,10}?"
_NO_AGENT: Final = r"(?!\s+(?:\d|[a-z]+ing\b|means\b|virtue\b|way\b|law\b|consensus\b|correspondence\b))"
_AGENTS: Final = re.compile(
    rf"\b(?:be|is|are)\s+(?:[a-z]+ly\s+)?{_PARTICIPLE}\b{_WORDS}\s+by\b{_NO_AGENT}"
    rf"|\b(?:ser|es|son|será|serán|está|están)\s+(?:[a-z]+mente\s+)?{_PARTICIPLE_ES}\b{_WORDS}"
    r"\s+por\b(?!\s+\d)"
    rf"|\bse [a-záéíóúñ]{{3,}}(?:ará|erá|irá)n?\b{_WORDS}\s+por\b(?=\s+(?:el|la|los|las|[A-Z]))",
    re.IGNORECASE,
)
"""A passive up to the word before its agent; one in a past tense reports what was done, and commits nobody."""
_NOMINAL: Final = re.compile(
    r"\b(?:training|offer|supply|transfer|funding|deliver(?:y|ies)|donation|[a-z]{3,}(?:ation|ision|ment|ance|ing))"
    r"(?:\s+(?!\w+ed\b)[^\s,;:]+){0,8}?\s+by\b" + _NO_AGENT + r"|\b(?:entrega|donación|compra|envío|[a-z]{3,}ción)"
    r"(?:\s+(?![a-z]+[ai]d[oa]s?\b)[^\s,;:]+){0,8}?\s+por(?:\s+parte\s+del?\b|(?=\s+(?-i:[A-Z])))(?!\s+\d)",
    re.IGNORECASE,
)
"""The noun of an action with which a sentence begins, up to the word before its agent."""
_OPENS: Final = 2
"""Tokens before that noun: an article, an adjective."""
_ON_WHOM: Final = re.compile(
    r"\bit (?:is|shall be|will be) (?:incumbent (?:up)?on|for|up to)\b"
    r"|\bfalls? to\b|\b(?:rests?|lies?|rest|lie) with\b"
    r"|\b(?:is|are|be|remains?) (?:the|a) (?:\w+ )?(?:responsibility|task|duty|matter) (?:of|for)\b"
    r"|\b(?:is|are|was|were|be|been) entrusted to\b"
    r"|\b(?:corresponderán?|corresponden?|competen?|competerán?|incumben?|incumbirán?|tocan?|tocará"
    r"|se (?:encomiendan?|encomendó|encomendará|encarga|encargó|confía|confió|instruyó)) al?\b"
    r"|\b(?:es|son|será|serán) (?:\w+ )?(?:responsabilidad|tarea|competencia|función|obligación) del?\b"
    r"|\b(?:est(?:á|ará)|queda(?:rá)?|correrá)n? (?:a cargo|por cuenta|bajo la responsabilidad) del?\b"
    r"|\b(?:recaen?|recaerán?) (?:en|sobre)\b",
    re.IGNORECASE,
)
"""What stands before the one on whom something is laid."""
_TOLD: Final = re.compile(
    r"\b(?:directed|instructed|tasked|mandated|charged|commissioned|entrusted|direct|instruct|task|mandate)\b(?=\s+(?:the\s+)?[A-Z])"
    r"|\b(?:[Ii]nstruyeron|instruyó|[Ii]nstruyen|[Ee]ncomendaron|encomendó|[Ee]ncomiendan|[Ee]ncargaron|encargó|[Ee]ncargan"
    r"|mandataron|mandató|comisionaron) al?\b"
)
"""A verb before the one who is told to do something."""
_BID: Final = frozenset("to with a de para que la el las los".split())
"""What opens that which is to be done."""
_IS_CHARGED: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|has been|have been|had been)\s+(?:also |hereby |jointly )?(?:tasked"
    r"|instructed|mandated|charged|entrusted|directed|authori[sz]ed to|designated to|empowered)\b"
    r"|\b(?:is|are|remains?) (?:jointly |also |fully )?(?:responsible for|in charge of|ready to|prepared to|due to"
    r"|scheduled to|set to|required to|obliged to|bound to|entitled to)\b|\bstands? ready to\b"
    r"|\b(?:expects?|plans?|promises?|aims?|proposes?|offers?) to\b"
    r"|\b(?:fue|fueron|será|serán|queda|quedan|quedó|quedaron|está|están)\s+(?:encargad|encomendad|facultad|autorizad"
    r"|comisionad)[oa]s?\b|\b(?:es|son|será|serán) (?:l[oa]s? )?responsables? de\b"
    r"|\b(?:tiene|tienen) a su cargo\b|\bse obligan? a\b"
    r"|\bles? (?:corresponderán?|corresponden?|competerán?|competen?|incumbirán?|incumben?)\b",
    re.IGNORECASE,
)
"""What says of its subject that it is charged with something, or is about to do it; no wish of others."""
_REPORTS: Final = re.compile(r"\b(?:was|were|been|fue|fueron|sido)\b", re.IGNORECASE)
"""What tells that the action a sentence begins with is over."""
_THAT: Final = re.compile(r"\b(?:resolved|agreed|decided|recommended|directed|proposed|urged) that\b", re.IGNORECASE)
_NO_VERB: Final = frozenset("of and in at for to is are was were has had have s".split())
"""What is no subjunctive after a name."""
_AND: Final = frozenset("and y e ,".split())
_JOINS: Final = _AND | {"the", "a", "al", "la", "el", "los", "las"}
NEAR: Final = 4
"""Tokens from such words to the one they bring."""


def charged(sentence: Sentence) -> Actor | None:
    """The one on whom a sentence lays something, who is told or about to do it, or else by whom it is to be done."""
    for _, last in sentence.search(_ON_WHOM):
        found = _all_next(sentence, last)
        if found is not None:
            return found
    for first, _ in sentence.search(_IS_CHARGED):
        found = subject_before(sentence, first)
        if found is not None:
            return found
    return next(told(sentence), None) or _in_that_clause(sentence) or _agent(sentence)


def _in_that_clause(sentence: Sentence) -> Actor | None:
    """As in "They resolved that the A and the B mount patrols", where no modal tells the verb."""
    for _, last in sentence.search(_THAT):
        found = _all_next(sentence, last)
        after = sentence.tokens.forms[found.last : found.last + 1] if found is not None else []
        if found is not None and found.first - last <= 1 and after and after[0].isalpha() and after[0].islower():
            return found if after[0] not in _NO_VERB else None
    return None


def told(sentence: Sentence) -> Iterator[Actor]:
    """Those whom someone tells to act ("The Ministers directed the Agency to report")."""
    for _, last in sentence.search(_TOLD):
        found = _listed(sentence, last)
        if found and not _BID.isdisjoint(sentence.tokens.folds[found[-1].last : found[-1].last + 2]):
            yield from found


def _listed(sentence: Sentence, token: int) -> list[Actor]:
    """Those of a list that begins within a few tokens ("a la Secretaría de Marina y al Ministerio del Interior")."""
    found: list[Actor] = []
    for actor in sentence.actors():
        at = found[-1].last if found else token
        gap = sentence.tokens.folds[at : actor.first]
        if (
            actor.first >= at
            and len(gap) <= NEAR
            and (not found or _JOINS.issuperset(gap) and not _AND.isdisjoint(gap))
        ):
            found.append(actor)
    return found


def _agent(sentence: Sentence) -> Actor | None:
    """By whom a sentence says that something is to be done."""
    for _, last in sentence.search(_AGENTS):
        found = _all_next(sentence, last)
        if found is not None:
            return found
    for first, last in sentence.search(_NOMINAL):
        if first - sentence.first <= _OPENS and not sentence.search(_REPORTS):
            return _next(sentence, last)
    return None


def _all_next(sentence: Sentence, token: int) -> Actor | None:
    """The first that can act within a few tokens, and those whom a list joins to it, as one."""
    found = _listed(sentence, token)
    if not found:
        return _next(sentence, token)
    posts = {id(a.mention) for a in found}
    found = [a for a in found if a.mention is None or a.mention.post is None or id(a.mention.post) not in posts]
    iris = tuple(dict.fromkeys(iri for actor in found for iri in actor.iris))
    return Actor(found[0].first, found[-1].last, iris, found[0].mention)


def _next(sentence: Sentence, token: int) -> Actor | None:
    """The first that can act within a few tokens."""
    return next((a for a in sentence.actors() if token <= a.first <= token + NEAR), None)
