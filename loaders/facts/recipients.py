"""Who is trained, equipped, helped or served."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.facts.helped import PEOPLE, helped, receiver
from loaders.facts.scene import Fact, Scene, Sentence
from loaders.facts.subjects import subject
from loaders.words.classes import ACTORS
from loaders.words.mentions import Mention
from loaders.words.numbers import WORDS
from ontology.terms import COMITY, FOAF

_GIVE: Final = re.compile(
    r"\b(?:provid|contribut|provision|offer|giv|suppl|deliver|donat|grant|extend|transfer|repatriat|second|lend|make|made|making|present|hand|proporcion|brind"
    r"|otorg|ofre[cz]|entreg|capacit|dar|dict|impart|suministr|facilit|don[aó]|aport|transfer|ceder|cedió)\w*\b",
    re.IGNORECASE,
)
_TRAIN: Final = re.compile(
    r"\b(?:train|equip|assist|advis|mentor|help|support|strengthen|capacit|apoy|adiestr|asesor|entren|dotar)\w*\b",
    re.IGNORECASE,
)
_TRAINING: Final = re.compile(
    r"\b(?:training|assistance|support|equipment|courses?"
    r"|workshops?|seminars?|cursos?|talleres|seminarios?|capacity[- ]building|capacitación|asistencia"
    r"|adiestramiento)\b",
    re.IGNORECASE,
)
_TEACH: Final = re.compile(
    r"\b(?:train|trains|trained|mentor|mentors|mentored|equip|equipped|equips|admit|admits|admitted|receive|receives|accept|accepts|accepted|host|capacitará?n?"
    r"|capacitar|adiestrará?n?|adiestrar|entrenará?n?|entrenar|instruirá?n?|instruir|formar|formará?n?|recibirá?n?|acogerá?n?|acoger"
    r"|(?:capacit|adiestr|entren|form)(?:ó|aron)|instruy(?:ó|eron)|recibi(?:ó|eron))\b",
    re.IGNORECASE,
)
"""Verbs whose object may be some of a body's people ("train fifty officers of X")."""
_DITRANSITIVE: Final = frozenset(
    "give gives gave grant grants lend lends lent offer offers hand hands send sends".split()
)
_PROVIDE: Final = frozenset("provide provides provided supply supplies supplied furnish furnishes".split())
"""Verbs whose object is who receives where "with" follows ("will provide the Bureau with radios")."""
_FROM: Final = frozenset("of from de del".split())
_PLACED: Final = frozenset("at in on en".split())
_ALLOW: Final = re.compile(r"\b(?:permit|allow|enabl|invit)\w*\b", re.IGNORECASE)
_RATIFY: Final = frozenset("ratify approve pass adopt consider".split())
"""What those do who are invited as a legislature is, and are not helped thereby."""
_BETTER: Final = re.compile(
    r"\b(?:strengthen|enhanc|improv|build|expand|support|increas|develop|moderni[sz]|professionali[sz]|reinforc|fortalec"
    r"|mejor|ampli)\w*\b",
    re.IGNORECASE,
)
_ABILITY: Final = frozenset(
    "ability abilities capability capabilities capacity capacities capacidad capacidades".split()
)
_STRENGTHENED: Final = _ABILITY | frozenset(
    "institutions institution sector sectors agencies forces system systems instituciones sistema".split()
)
_VAGUE: Final = frozenset("support strengthen apoyar supports apoyo".split())
"""Verbs whose object may be a thing as well as someone."""
_ADVISERS: Final = ("adviser", "advisor")
_NOUNS: Final = ("ing", "ance")
"""Endings of "training" and "assistance", which take no object."""
_THE: Final = frozenset("the el la los las".split())
_BY: Final = frozenset({"by", "por"})
_BELONGING: Final = frozenset("belonging pertenecientes perteneciente adscritos adscritas".split())
"""What says of people whose they are ("adiestrará a veinte guías pertenecientes a la Policía")."""
_AND: Final = frozenset("and y e".split())
_TO: Final = frozenset("to for a al para".split())
_OF_OR_TO: Final = frozenset("to for of de para a".split())
_OF: Final = frozenset("of de the".split())
_NO_LIST: Final = frozenset("will shall to which".split())
_NO_OWNER: Final = frozenset("will to in and ,".split())
_HELP: Final = frozenset("support assistance asistencia apoyo".split())
_OF_WHOM: Final = frozenset("of de del".split())
"""What stands between such help and who gives it ("el apoyo de México al Plan")."""
_WITH: Final = frozenset({"with", "con"})
"""What stands before the help of whom something is done with ("with the support of X")."""
_NEW: Final = frozenset("new nueva nuevo".split())
_OPINION: Final = frozenset("their its our full strong continued firm continuing".split())
FEW: Final = 6
"""Tokens from a verb of teaching to "of"."""
PEOPLED: Final = 4
"""Tokens between a number and the adjective of a country ("60 fiscales y policías paraguayos")."""
_RECIPIENTS: Final = ACTORS - {FOAF.Person}


def recipients(scene: Scene) -> Iterator[Fact]:
    """Who is trained, equipped or helped by what a provision says will be done."""
    for sentence in scene.sentences:
        if sentence.is_provision:
            yield from _recipients(sentence)


def _recipients(sentence: Sentence) -> Iterator[Fact]:
    doing = subject(sentence)
    seen = set(doing.iris) if doing else set()
    given = helped(sentence) or (receiver(sentence, doing.first) if doing is not None else None)
    if given is not None:
        seen.update(given.iris)
        for iri in given.iris:
            yield sentence.fact(sentence.subject, COMITY.recipient, iri, given.first, given.last)
    last: tuple[int, int] | None = None
    for mention in sentence.mentions:
        if mention.mints not in _RECIPIENTS or mention.entity is None or mention.entity in seen:
            continue
        if mention.mints == COMITY.Country and _is_named_in(sentence, mention):
            continue
        start = _receives(sentence, mention)
        if start is None and last is not None and _is_coordinated(sentence, last[1], mention.first):
            start = last[0]
        if start is not None:
            seen.add(mention.entity)
            last = (start, mention.last)
            yield sentence.fact(sentence.subject, COMITY.recipient, mention.entity, start, mention.last)


def _is_named_in(sentence: Sentence, country: Mention) -> bool:
    """Whether a country is part of the name of a body ("the Ghana Navy"), which is then the recipient."""
    return any(
        m is not country and m.mints in _RECIPIENTS and m.first <= country.first and country.last <= m.last
        for m in sentence.mentions
    )


def _is_coordinated(sentence: Sentence, first: int, last: int) -> bool:
    """Whether some words continue a list of recipients ("prosecutors from the PGR, and analysts from Hacienda")."""
    words = set(sentence.tokens.folds[first:last])
    return last - first <= 5 and bool(words & _AND) and not words & _NO_LIST


def _receives(sentence: Sentence, mention: Mention) -> int | None:
    """The token where the words begin that make a mention a recipient, or None."""
    window = range(max(sentence.first, mention.first - 14), mention.first)
    ability = _ability(sentence, mention.first, mention.last, window)
    if ability is not None or mention.rule.startswith("adjective") and not _is_of_people(sentence, mention):
        return ability
    folds = sentence.tokens.folds
    before = folds[mention.first - 1 - (folds[mention.first - 1] in _THE) : mention.first]
    if not _BY.isdisjoint(before):
        return None
    given = _given(sentence, mention.first, mention.last, window)
    return given if given is not None else _belonging(sentence, mention.first)


def _belonging(sentence: Sentence, first: int) -> int | None:
    """As in "adiestrará a veinte guías pertenecientes a la Policía": whose the people are that are taught."""
    tokens = sentence.tokens
    said = [i for i in range(max(sentence.first, first - 3), first) if tokens.folds[i] in _BELONGING]
    taught = said and any(map(_TEACH.fullmatch, tokens.forms[sentence.first : first]))
    return said[0] if taught else None


def _is_of_people(sentence: Sentence, adjective: Mention) -> bool:
    """Whether the adjective of a country says whose people are counted ("75 Iranian officers")."""
    tokens, first = sentence.tokens, adjective.first
    near = range(max(sentence.first, first - PEOPLED), first)
    counted = any(tokens.kinds[i] == "n" or tokens.folds[i] in WORDS for i in near)
    around = {tokens.folds[first - 1], *tokens.folds[adjective.last : adjective.last + 2]}
    return counted and not PEOPLE.isdisjoint(around)


def _ability(sentence: Sentence, first: int, last: int, window: range) -> int | None:
    """As in "Strengthen X's ability", "the capacity of X", "modernization of X's institutions"."""
    tokens = sentence.tokens
    after = tokens.folds[last : min(last + 6, sentence.last)]
    named = {i for m in sentence.mentions if m.last > last for i in range(m.first, m.last)}
    noun = next((k for k, word in enumerate(after) if word in _ABILITY and last + k not in named), None)
    able = noun is not None and not _NO_OWNER & set(after[:noun])
    owned = last < sentence.last and tokens.kinds[last] == "s" and bool(_STRENGTHENED & set(after))
    if able or owned and any(_BETTER.fullmatch(tokens.forms[i]) for i in window):
        return max(sentence.first, first - 1)
    start = max(sentence.first, first - 3)
    if first >= 2 and tokens.folds[first - 1] in _OF and _ABILITY & set(tokens.folds[start:first]):
        return start
    return None


def _given(sentence: Sentence, first: int, last: int, window: range) -> int | None:
    """As in "Provide training to X", "assistance for X", "train X", "permit prosecutors from X to visit"."""
    folds, forms = sentence.tokens.folds, sentence.tokens.forms
    link = next((i for i in reversed(window) if folds[i] in _TO and first - i <= 5), None)
    verbs = [i for i in window if _GIVE.fullmatch(forms[i])]
    if link is not None and any(verb < link for verb in verbs) and _PLACED.isdisjoint(folds[link:first]):
        return verbs[0]
    giving = _DITRANSITIVE | (_PROVIDE if "with" in folds[last : min(last + 2, sentence.last)] else frozenset())
    near = [i for i in (first - 1, first - 2) if i in window and folds[i] in giving]
    if near and folds[first - 1] not in _OF_OR_TO:
        return near[0]
    nouns = [i for i in window if _TRAINING.fullmatch(forms[i]) and not _is_sentiment(folds, i)]
    if nouns and first - nouns[-1] <= 5 and _OF_OR_TO & set(folds[nouns[-1] : first]):
        return nouns[-1]
    direct = [i for i in window if _TRAIN.fullmatch(forms[i]) and not folds[i].endswith(_NOUNS)]
    direct = [i for i in direct if not (folds[i].startswith(_ADVISERS) and folds[i + 1] == "of")]
    direct = [i for i in direct if _WITH.isdisjoint(folds[max(0, i - 2) : i])]
    in_doing = folds[last : last + 1] == ["in"] and folds[last + 1 : last + 2] != [] and folds[last + 1].endswith("ing")
    if direct and first - direct[-1] <= 3 and (in_doing or folds[direct[-1]] not in _VAGUE):
        return direct[-1]
    of = next((i for i in reversed(window) if folds[i] in _FROM and first - i <= 2 + (folds[first - 1] in _NEW)), None)
    taught = [i for i in window if _TEACH.fullmatch(forms[i])]
    if (
        of is not None
        and taught
        and folds[taught[-1]].startswith("recib")
        and PEOPLE.isdisjoint(folds[taught[-1] : of])
    ):
        taught = []  # "Recibieron los informes de X" gives X nothing.
    if of is not None and folds[of] == "from" and taught and folds[taught[-1]].startswith("receive"):
        taught = []  # "X will receive a vessel from Y": Y gives.
    if of is not None and taught and _is_near(folds[taught[-1] : of]):
        return taught[-1]
    allowed = [i for i in window if _ALLOW.fullmatch(forms[i])]
    after = folds[last : min(last + 5, sentence.last)]
    allowed = [i for i in allowed if ";" not in folds[i:first]]
    return allowed[-1] if allowed and "to" in after[:4] and _RATIFY.isdisjoint(after) else None


def _is_near(between: Sequence[str]) -> bool:
    """Whether little stands between a verb and whose people are its object, an aside between two commas apart."""
    commas = [i for i, word in enumerate(between) if word == ","]
    aside = commas[1] - commas[0] + 1 if len(commas) == 2 and commas[0] <= 1 else 0
    return len(between) - aside <= FEW and (not commas or aside > 0)


def _is_sentiment(folds: Sequence[str], i: int) -> bool:
    """Whether "support" is but an opinion ("reaffirmed their support for the Commission"), or what one is given."""
    if folds[i] in _HELP and not _OF_WHOM.isdisjoint(folds[i + 1 : i + 2]):
        return True
    helped = folds[i] in _HELP and i > 1 and folds[i - 2] in _WITH
    return helped or folds[i] == "support" and i > 0 and folds[i - 1] in _OPINION
