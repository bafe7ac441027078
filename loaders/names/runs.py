"""Runs of capitalised words, with the small words, numbers and signs that may stand within a name."""

from __future__ import annotations

import re
from typing import Final

from loaders.names.heads import ACRONYM, PREPOSITIONS, Head, Heads
from loaders.words.classes import AGREEMENTS
from loaders.words.lexicon import Lexicon
from loaders.words.mentions import Passages
from loaders.words.tokens import Tokens
from ontology.terms import COMITY

ARTICLES: Final = frozenset("the la las los el".split())
ARTICLES_OF: Final = ARTICLES | {"of", "de"}
CONJUNCTIONS: Final = frozenset("and y e &".split())
CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december enero febrero marzo abril "
    "mayo junio julio agosto septiembre octubre noviembre diciembre monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
"""Months and days of the week, which are capitalised and no names."""
_CONNECTORS: Final = PREPOSITIONS | {"and", "y", "e"}
_IN_A_LIST: Final = CONJUNCTIONS | ARTICLES | {"their", "its", "of"}
_TITLED: Final = frozenset({COMITY.Agreement, COMITY.Treaty, COMITY.Convention, COMITY.Protocol, COMITY.Declaration})
"""Agreements whose titles run on: "on …", "between … and …"."""
_GOVERNMENTS: Final = frozenset(
    "government governments republic kingdom gobierno gobiernos republica reino estados".split()
)
_FIELDS: Final = frozenset("traffic trade cooperation trafico cooperacion materia".split())
"""Nouns after which "in" goes on with a name ("Cooperation in Health")."""
_MATTERS: Final = frozenset(
    "matters matter affairs area areas field fields cases proceedings materia materias asuntos ambito ambitos".split()
)
"""Nouns that end the name of a field ("Assistance in Criminal Matters")."""
_LISTED: Final = CONJUNCTIONS | {","}
_BETWEEN: Final = frozenset({"between", "entre"})
_BODIES: Final = frozenset(
    "ministry department bureau agency office commission committee council secretariat institute directorate".split()
)
_IN_MATTERS: Final = ["en", "materia", "de"]
"""What stands in the titles of agreements before their subject ("Acuerdo en materia de Inmigración")."""
_TO: Final = frozenset({"a", "al"})
_GOVERNING: Final = frozenset("combate apoyo asistencia ayuda atencion".split())
"""Nouns that Spanish joins to their object with "a" ("Memorándum para el Combate a las Pandillas")."""
_PROJECTS: Final = frozenset("programa proyecto programme program project".split())
"""What a body pays for or runs, and is not named after ("la Corporación X para el Programa Y")."""
_AGAINST: Final = frozenset({"against", "contra"})
_FIGHTING: Final = frozenset("guard police navy army guardia policia armada ejercito marina".split())
"""Heads of forces, which act against someone, and are not named after it ("the National Guard against the Cartel")."""
_BORDER: Final = frozenset("customs excise revenue immigration border aduanas impuestos".split())
"""What one service does at the border, joined by "and" ("Customs and Excise Division")."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Runs:
    """The recogniser of runs."""

    def __init__(self, lexicon: Lexicon, heads: Heads) -> None:
        """Keep the heads, and the words that open the name of a ministry and of nothing else."""
        self._heads = heads
        self._portfolio = lexicon.words("portfolio-words") - _BODIES
        self._ranks = lexicon.words("ranks") - self._portfolio

    def opens(self, tokens: Tokens, i: int) -> bool:
        """Whether a run can begin at a token: a capitalised word, or a year before one ("1988 UN Convention")."""
        if tokens.capital(i):
            return True
        return bool(_YEAR.fullmatch(tokens.forms[i])) and i + 1 < len(tokens) and tokens.capital(i + 1)

    def end(self, block: Passages, first: int) -> int:
        """Where the run that begins at a token ends."""
        i = first + 1
        while i < len(block.tokens):
            following = self._step(block, first, i)
            if following is None:
                break
            i = following
        return i

    def _step(self, block: Passages, first: int, i: int) -> int | None:
        """The token after the next word of a run, or None where the run ends."""
        tokens = block.tokens
        if i in block.titles or tokens.folds[i] in self._ranks and self._is_before_holder(tokens, first, i):
            return None
        if tokens.capital(i):
            return i + 1 if i not in block.starts and tokens.folds[i] not in CALENDAR else None
        if tokens.kinds[i] == "s":
            return i + 2 if i + 1 < len(tokens) and tokens.capital(i + 1) and not _is_whose(block, i) else None
        if tokens.kinds[i] == "n":
            return self._number(tokens, first, i)
        if tokens.kinds[i] == "w":
            return self._connector(block, first, i)
        return self._over_sign(block, first, i)

    def _is_before_holder(self, tokens: Tokens, first: int, i: int) -> bool:
        """Whether a rank after the head of a body is that of the person named next ("Coast Guard Commodore X")."""
        named = i + 2 < len(tokens) and all(map(tokens.capital, range(i, i + 3)))
        return named and self._heads.ending(tokens, i, first) is not None

    def _over_sign(self, block: Passages, first: int, i: int) -> int | None:
        """Past punctuation within a name: a parenthesis, the commas of a list, a hyphen, a dash, a stroke."""
        tokens, form, after = block.tokens, block.tokens.forms[i], i + 1
        if form == "(":
            return self._over_bracket(tokens, i)
        if form == ",":
            return self._comma(block, first, i)
        if form not in "-‐–—/&" or after >= len(tokens) or tokens.kinds[after] != "w":
            return None
        tight = tokens.starts[i] == tokens.ends[i - 1] and tokens.ends[i] == tokens.starts[after]
        if not tokens.capital(after):
            return after + 1 if tight and form in "-‐" else None
        paired = block.country_ending(i) is not None and after in block.countries
        return after + 1 if tight or paired or form == "&" else None

    def _over_bracket(self, tokens: Tokens, i: int) -> int | None:
        """Past words in parentheses before the head of a name ("Legal Assistance (Criminal Matters) Treaty")."""
        end = next((at for at in range(i + 2, min(i + 7, len(tokens) - 1)) if tokens.forms[at] == ")"), None)
        if end is None or not all(tokens.capital(at) or tokens.folds[at] in _IN_A_LIST for at in range(i + 1, end)):
            return None
        goes_on = tokens.capital(end + 1) and self._heads.ending(tokens, end + 2) is not None
        return end + 2 if goes_on and not ACRONYM.fullmatch(tokens.forms[i + 1]) else None

    def _number(self, tokens: Tokens, first: int, i: int) -> int | None:
        """A number inside a name ("FATF 40 Recommendations"), or a year or number after an instrument's head."""
        after = i + 1
        if after < len(tokens) and tokens.capital(after) and self._heads.ending(tokens, after + 1) is not None:
            return after + 1
        head = self._heads.of(tokens, first, i)
        if head is None or head.mints not in AGREEMENTS:
            return None
        if not _YEAR.fullmatch(tokens.forms[i]) and head.mints != COMITY.Law:
            return None
        ranged = after + 1 < len(tokens) and tokens.forms[after] in "-–" and tokens.kinds[after + 1] == "n"
        return after + 2 if ranged else after

    def _comma(self, block: Passages, first: int, i: int) -> int | None:
        """A list inside a name: only after a preposition, closed by "and", without a head, country or acronym in it."""
        tokens = block.tokens
        if not any(f in PREPOSITIONS for f in tokens.folds[first:i]) or self._heads.of(tokens, first, i) is None:
            return None
        at = i
        while at < len(tokens) and tokens.forms[at] == ",":
            stop = self._member(block, at + 1)
            if stop is None or tokens.folds[at + 1] in CONJUNCTIONS:
                return stop
            at = stop
        return self._member(block, at) if at < len(tokens) and tokens.folds[at] in CONJUNCTIONS else None

    def _member(self, block: Passages, i: int) -> int | None:
        """The end of a member of such a list, which may begin with "and", "the" or a possessive."""
        tokens = block.tokens
        while i < len(tokens) and tokens.folds[i] in _IN_A_LIST:
            i += 1
        start = i
        while i < len(tokens) and i - start < 4 and tokens.capital(i) and i not in block.countries:
            ranked = tokens.folds[i] in self._ranks
            if ranked or self._heads.ending(tokens, i + 1) is not None or ACRONYM.fullmatch(tokens.forms[i]):
                return None
            i += 1
        return i if i > start else None

    def _connector(self, block: Passages, first: int, i: int) -> int | None:
        """Prepositions, articles and conjunctions between two capitalised words, where the grammar allows them."""
        tokens = block.tokens
        if (
            tokens.folds[i] in ARTICLES
            and i + 1 < len(tokens)
            and tokens.capital(i + 1)
            and self._is_to_do(tokens, first, i)
        ):
            return i + 2
        if tokens.folds[i : i + 3] == _IN_MATTERS and i + 3 < len(tokens) and tokens.capital(i + 3):
            head = self._heads.of(tokens, first, i)
            return i + 4 if head is not None and head.mints in AGREEMENTS else None
        governed = tokens.folds[i] in _TO and tokens.folds[i - 1] in _GOVERNING and tokens.capital(i - 1)
        if tokens.folds[i] not in _CONNECTORS and not governed:
            return None
        at = i + 1
        while at < len(tokens) and tokens.folds[at] in ARTICLES_OF and at - i < 4 and not tokens.capital(at):
            at += 1
        if at >= len(tokens) or not tokens.capital(at) or tokens.folds[at] in CALENDAR or at in block.starts:
            return None
        if governed:
            return at + 1 if self._heads.of(tokens, first, i) is not None else None
        return at + 1 if self._may_connect(block, first, i, at) else None

    def _is_to_do(self, tokens: Tokens, first: int, i: int) -> bool:
        """Whether a Spanish infinitive in the title of an agreement ends here ("Acuerdo para Combatir el …")."""
        if not tokens.capital(i - 1) or not tokens.folds[i - 1].endswith(("ar", "er", "ir")):
            return False
        head = self._heads.of(tokens, first, i)
        return head is not None and head.mints in AGREEMENTS and tokens.folds[i - 2] == "para"

    def _may_connect(self, block: Passages, first: int, i: int, at: int) -> bool:
        """Whether a connector may join what stands before it with the capitalised word at `at`."""
        word = block.tokens.folds[i]
        if word in ("of", "de", "del"):
            return True
        head = self._heads.of(block.tokens, first, i)
        if word in CONJUNCTIONS:
            return self._joins(block, range(first, i), at, head)
        if word in ("in", "en"):
            return _is_field(block, i, at, head)
        return head is not None and _governs(block, head, word, at)

    def _joins(self, block: Passages, left: range, at: int, head: Head | None) -> bool:
        """Whether "and" joins two parts of one name rather than two names."""
        tokens, i = block.tokens, left.stop
        if head is not None and any(tokens.folds[k] in _BETWEEN for k in left):
            return True
        if tokens.folds[at - 1] in ARTICLES or block.country_ending(i) is not None or at in block.countries:
            return False
        if ACRONYM.fullmatch(tokens.forms[i - 1]) or ACRONYM.fullmatch(tokens.forms[at]) or tokens.folds[at] == "head":
            return False
        if tokens.folds[i - 1] in _BORDER and tokens.folds[at] in _BORDER:
            return True
        if head is not None and (head.last == i or head.mints in AGREEMENTS and tokens.kinds[i - 1] == "n"):
            return False
        stop = at + 1
        while stop < len(tokens) and _goes_on(block, stop):
            stop += 1
        return self._heads.ending(tokens, stop, at) is not None if head is None else not self._is_name(tokens, at, stop)

    def _is_name(self, tokens: Tokens, at: int, stop: int) -> bool:
        """Whether the words after "and" are a name of their own: they hold a head that is no weak one."""
        head = self._heads.of(tokens, at, stop)
        if head is None or head.weak or head.last - at == 1 and tokens.folds[at] in self._portfolio:
            return False
        if self._portfolio.issuperset(tokens.folds[at : head.last]) and tokens.folds[head.last - 1] == "administration":
            return False
        if head.last - head.first > 1 or head.first > at or self._heads.opens_spanish(tokens, at, stop):
            return True
        return stop < len(tokens) and tokens.folds[stop] in ("of", "de", "del", "for")


def _goes_on(block: Passages, i: int) -> bool:
    """Whether a capitalised or hyphenated word goes on at a token."""
    tokens = block.tokens
    return tokens.capital(i) and i not in block.starts or tokens.forms[i] in "-‐" or tokens.forms[i - 1] in "-‐"


def _is_field(block: Passages, i: int, at: int, head: Head | None) -> bool:
    """Whether "in" names a field rather than a place: "Trafficking in Persons", "Treaty on Cooperation in Policing"."""
    before, word = block.tokens.folds[i - 1], block.tokens.folds[i]
    if at not in block.countries and (before.endswith("ing") or before in _FIELDS):
        return True
    stop = at
    while stop < min(at + 5, len(block.tokens)) and _goes_on(block, stop):
        stop += 1
    if not _MATTERS.isdisjoint(block.tokens.folds[at:stop]) or _lists_matters(block.tokens, at):
        return True
    return word == "in" and head is not None and head.mints in _TITLED and block.tokens.folds[at].endswith("ing")


def _lists_matters(tokens: Tokens, i: int) -> bool:
    """Whether a list of capitalised fields ends in "Matters" ("in Civil, Family and Criminal Matters")."""
    at = i
    while at < min(i + 12, len(tokens)) and (tokens.capital(at) or tokens.folds[at] in _LISTED):
        if tokens.folds[at] in _MATTERS:
            return True
        at += 1
    return False


def _governs(block: Passages, head: Head, word: str, at: int) -> bool:
    """Whether a head takes a preposition other than "of" and "in"."""
    tokens = block.tokens
    if word in ("with", "under"):
        return False
    if word == "to":
        return head.mints in AGREEMENTS and tokens.folds[at - 1] in ("to", "the")
    if word in _BETWEEN:
        party = at in block.countries and not _is_owner(block, at)
        return head.mints in _TITLED and (party or tokens.folds[at] in _GOVERNMENTS)
    if word in ("concerning", "regarding"):
        return head.mints in _TITLED
    if word in _AGAINST and not _FIGHTING.isdisjoint(tokens.folds[head.first : head.last]):
        return False
    programme = head.mints == COMITY.Agency and tokens.folds[at] in _PROJECTS
    return word not in ("for", "para") or at not in block.countries and not programme


def _is_owner(block: Passages, i: int) -> bool:
    """Whether a country is no party but that of a body ("between the Kuwaiti Ministry of Interior and …")."""
    after = block.countries[i].last
    return after < len(block.tokens) and block.tokens.folds[after] in _BODIES and block.tokens.capital(after)


def _is_whose(block: Passages, i: int) -> bool:
    """Whether a possessive ends the name of a known union, and an acronym or a programme of its follows.

    "European Commission's CARDS", "European Union's Regional Border Programme".
    """
    hit, tokens = block.hit_over(i - 1), block.tokens
    union = hit is not None and all(s.concept.mints == COMITY.IntergovernmentalOrganization for s in hit.senses)
    if not union or ACRONYM.fullmatch(tokens.forms[i + 1]):
        return union
    at = i + 1
    while at < len(tokens) and tokens.capital(at):
        at += 1
    return tokens.folds[at - 1] in _PROJECTS
