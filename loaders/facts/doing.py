"""Who acts in a sentence that tells what is or was done, without a verb of commitment."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts.scene import Actor, Sentence
from loaders.facts.subjects import INTRODUCTIONS, LIGHT, leading, segments, subject_before
from loaders.words.numbers import WORDS

_IRREGULAR: Final = frozenset(
    "met held took made gave sought chose withdrew bought taught fought won began led sent brought found drew "
    "wrote kept built spent paid ran carried noted recalled welcomed stood laid lent put rose went came told shared "
    "dio dieron hizo hicieron puso pusieron "
    "crea crean ofrece ofrecen entrega entregan aporta aportan aprueba aprueban establece establecen designa designan "
    "expuso propuso condujo obtuvo sostuvo mantuvo detuvo intervino "
    "constituye constituyen propone proponen presenta presentan "
    "call calls praise praises underline underlines conduct conducts hereby".split()
)
"""Past tenses without "-ed", and verbs of doing that open no provision."""
_PAST_ES: Final = re.compile(r"[a-záéíóúñ]{3,}(?:ó|aron|ieron|eron)")
_PARTICIPLES: Final = frozenset(
    "given taken made begun done seen set put built brought bought sent spent lent held kept met led won found run "
    "drawn written become cut stood gone taught dado hecho puesto".split()
)
"""Participles without "-ed", which "have" makes verbs."""
_HAVE: Final = frozenset("has have had ha han".split())
_BE: Final = frozenset("is are está están".split())
_ASIDES: Final = frozenset("who which whose known que quien quienes cuyo cuya cuyos cuyas conocido conocida".split())
"""What opens an aside after a comma, whose verb is of another subject ("X, whose head is Y, trained …")."""
_ATTRIBUTES: Final = frozenset("related based called armed organised organized united".split())
"""Participles that belong to a noun."""
_NOT_FINITE: Final = frozenset("be been was were is are to not".split())
"""Words after which a participle is no verb of its own."""
_BEFORE_PARTICIPLE: Final = LIGHT | frozenset("have has had already recently".split())
_ARTICLES: Final = frozenset("a an the its their".split())
_NO_DOING: Final = frozenset("being going outstanding pending siendo".split())
"""What follows "is" without anyone doing something."""
_HELPED: Final = frozenset({"with", "con"})
_HELPING: Final = _HELPED | frozenset(
    "together alongside supported assisted aided backed advised junto apoyado apoyada asistido asistida".split()
)
_ON_DATES: Final = frozenset("in since during on en desde durante el".split())


class Doing:
    """Finds the subject of a sentence that tells what is or was done, without a modal verb."""

    def __init__(self, verbs: frozenset[str]) -> None:
        """Make the forms of the verbs that open provisions."""
        self._verbs = verbs | {f"{v}s" for v in verbs} | {f"{v}es" for v in verbs} | _IRREGULAR

    def subject(self, sentence: Sentence) -> Actor | None:
        """The actors with which a sentence begins, if a verb of doing follows them at once or after light words."""
        folds = sentence.tokens.folds
        aside, aside_end = sentence.first, sentence.first
        for at in range(sentence.first + 1, min(sentence.first + 40, sentence.last)):
            if folds[at] == "to" and _is_headline(sentence, at):
                return leading(sentence, sentence.first, at)
            if at < aside_end or folds[at] in _ASIDES and folds[at - 1] == ",":
                aside, aside_end = (aside, aside_end) if at < aside_end else (at - 1, _end_of_aside(sentence, at))
                continue
            # "with DEA's help," has no verb.
            owned = sentence.tokens.kinds[at - 1] == "s" and sentence.tokens.forms[at + 1 : at + 2] == [","]
            if owned or not (self._is_verb(sentence.tokens.forms[at], folds[at]) or _is_compound(sentence, at)):
                continue
            if aside_end > sentence.first:
                plain = _BEFORE_PARTICIPLE.issuperset(folds[aside_end:at])
                return leading(sentence, sentence.first, aside) if plain else None
            attribute = folds[at] in _ATTRIBUTES and not _has_object(sentence, at)
            if attribute or folds[at - 1] in _NOT_FINITE:
                return None
            end = at
            while end > sentence.first and folds[end - 1] in _BEFORE_PARTICIPLE:
                end -= 1
            colon = [i + 1 for i in range(sentence.first, end) if sentence.tokens.forms[i] == ":"]
            start = max(colon, default=sentence.first)
            if start == sentence.first and _is_dated(sentence, end):
                return subject_before(sentence, end)
            start = _over_date(sentence, start)
            return leading(sentence, start, end) or _over_help(sentence, start, end) if end > start else None
        return None

    def _is_verb(self, form: str, word: str) -> bool:
        """Whether a word in lower case is a verb of doing, or looks like a past tense."""
        past = word.endswith("ed") and len(word) > 4 or _PAST_ES.fullmatch(form) is not None
        return (past or word in self._verbs) and not form[0].isupper()


def _has_object(sentence: Sentence, at: int) -> bool:
    """Whether a number or an article follows, as after a verb ("organised twelve workshops")."""
    after = sentence.tokens.folds[at + 1 : at + 2]
    return bool(after) and (after[0] in WORDS or after[0] in _ARTICLES or sentence.tokens.kinds[at + 1] == "n")


def _is_compound(sentence: Sentence, at: int) -> bool:
    """Whether a token makes a verb with "have" before it, or is a form of "be" with "-ing" ("is working")."""
    folds = sentence.tokens.folds
    if sentence.tokens.forms[at] in _BE:
        after = next((w for w in folds[at + 1 : at + 3] if w not in LIGHT), "")
        return after.endswith(("ing", "ando", "iendo")) and after not in _NO_DOING
    return folds[at] in _PARTICIPLES and not _HAVE.isdisjoint(folds[max(sentence.first, at - 2) : at])


def _end_of_aside(sentence: Sentence, at: int) -> int:
    """The token after the comma that closes an aside, or the end of the sentence."""
    inside = {i for m in sentence.mentions if m.first > at for i in range(m.first, m.last)}
    forms = sentence.tokens.forms
    return next((i + 1 for i in range(at, sentence.last) if forms[i] == "," and i not in inside), sentence.last)


def _over_help(sentence: Sentence, first: int, stop: int) -> Actor | None:
    """The actors before commas between which stands who helps them ("SENAD, with DEA's help, has destroyed …")."""
    stretches = [s for s in segments(sentence, stop) if s[0] >= first]
    helped = len(stretches) == 2 and sentence.tokens.forms[stop - 1] == ","
    return leading(sentence, *stretches[0]) if helped and sentence.tokens.folds[stretches[1][0]] in _HELPING else None


def _over_date(sentence: Sentence, start: int) -> int:
    """Past the date in front of a clause, where no comma follows it ("In 2012 the FBI opened …")."""
    passage, folds = sentence.passage, sentence.tokens.folds
    if folds[start] not in _ON_DATES:
        return start
    opening = sentence.tokens.ends[start]
    dates = [d for d in passage.dates if 0 <= d.start - opening <= 1]
    end = passage.covered(dates[0].start, dates[0].end)[1] if dates else start
    return end + (sentence.tokens.forms[end : end + 1] == [","])


def _is_dated(sentence: Sentence, stop: int) -> bool:
    """Whether a sentence opens with when something was done ("In 2015, the SENAD destroyed …"), or with what."""
    first, last = next(iter(segments(sentence, stop)), (stop, stop))
    opening = sentence.tokens.folds[first] in INTRODUCTIONS | {"since", "desde", "durante"}
    helped = sentence.tokens.folds[first] in _HELPED
    return opening and last < stop and (helped or "n" in sentence.tokens.kinds[first:last])


def _is_headline(sentence: Sentence, at: int) -> bool:
    """Whether "to" stands for "will" after the actors of a short line ("Customs Agency (CA) to second an officer")."""
    after = sentence.tokens.forms[at + 1 : at + 2]
    verb = bool(after) and after[0].isalpha() and after[0].islower() and after[0] not in ("the", "a", "an", "its")
    ends = any(a.last == at or a.last == at - 1 and sentence.tokens.forms[at - 1] == ")" for a in sentence.actors())
    return verb and ends
