"""What a post is for: "of National Defense", "for Political Affairs", "to the United States"."""

from __future__ import annotations

import re
from typing import Final

from loaders.names.person_names import PersonNames
from loaders.names.titles import HYPHENS, INNER, Titles, over_brackets
from loaders.words.gazetteer import Hit
from loaders.words.lexicon import Lexicon, fold
from loaders.words.mentions import Passages
from loaders.words.tokens import Tokens
from ontology.terms import COMITY, FOAF, ORG

_OPENERS: Final = frozenset("of for to de del para against contra".split())
_IN: Final = frozenset("in at en".split())
_POSTED: Final = frozenset("ambassador consul attache representative embajador embajadora agregado agregada".split())
"""Nouns of posts abroad, which a place tells apart ("the ambassador in Oslo")."""
_FURTHER: Final = frozenset("of de del to for para".split())
_AT_HOME: Final = frozenset("president presidents minister ministers king queen chancellor governor mayor".split())
"""Titles after which "to" tells of a journey ("the visit of the Prime Minister of Fiji to Samoa")."""
_OF: Final = frozenset("of de del para for".split())
_WITH: Final = frozenset({"con"})
LONGEST: Final = 14
"""Tokens in what a post is for, up to the comma before its holder."""
_ON: Final = frozenset("on for sobre".split())
_GROUPS: Final = frozenset(
    "group committee subcommittee commission subcommission party force forum panel dialogue team grupo comite".split()
)
"""Last words of the names of groups, after which "on" says with what they deal."""
_FIELDS: Final = frozenset("affairs matters relations policy development operations".split())
"""Nouns that end the name of what a post is for, whatever stands before ("for Pacific Island Affairs")."""
_FOR: Final = frozenset({"for", "para"})
_ARTICLES: Final = frozenset("the la las los el".split())
_AND: Final = frozenset("and y e".split())
_Y: Final = frozenset("ye")
"""The Spanish words for "and", after which a portfolio goes on ("director de Inmigración y Extranjería")."""
_BOTH: Final = frozenset("both two ambos ambas dos".split())
STATES: Final = frozenset("countries states nations governments paises estados naciones gobiernos".split())
"""Nouns of the two whose posts a plural title means ("the foreign ministers of both countries")."""
_COMPASS: Final = frozenset("north south east west northern southern eastern western central upper lower".split())
"""Words after which the name of a place goes on ("Governor of North Sumatra")."""
_PLACES: Final = frozenset("county province state region district oblast prefecture department canton".split())
"""Nouns in small letters after the name of what is governed ("Governor of Finnmark county")."""
_PARTS: Final = frozenset(
    "desk unit section office division branch command bureau department directorate team cell squad wing programme "
    "program academy school".split()
)
"""Nouns of the parts of a body."""
_SERVICES: Final = frozenset("service agency office police authority directorate bureau administration guard".split())
"""Nouns of bodies that are no ministries."""
_NOT_PORTFOLIO: Final = frozenset({FOAF.Person, ORG.Post, COMITY.Event})
_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,7}")
SMALL_WORDS: Final = 8
"""Words in small letters that say what a post is for."""
PART: Final = 5
"""Tokens from a possessive to the noun of a part."""
UNKNOWN: Final = 4
"""Words in the unknown name of what a post is for."""


class Portfolios:
    """The recogniser of what stands after a title."""

    def __init__(self, lexicon: Lexicon, titles: Titles, names: PersonNames) -> None:
        """Index the vocabulary of portfolios."""
        self._titles = titles
        self._names = names
        self._words = lexicon.words("portfolio-words")
        self._heads = {w for p in lexicon.words("heads") for w in p.split()}
        self._bodies = lexicon.words("bodies-of-posts")
        self._spanish = {fold(p) for e in lexicon.entries("heads") for p, language in e.phrases if language == "es"}

    def end(self, block: Passages, i: int) -> int:
        """The end of what a title that ends at a token is for; the token itself where nothing is said."""
        end, folds = _over_matter(block, self._whole(block, i)), block.tokens.folds
        end = _over_part(block.tokens, end) if end > i else end
        end = self._to_name(block, i, end)
        journey = (at for at in range(i + 1, end) if folds[at] == "to" and folds[i - 1] in _AT_HOME)
        return next(journey, end)

    def _whole(self, block: Passages, i: int) -> int:
        """The end without regard to a journey."""
        tokens = block.tokens
        named = i + 2 < len(tokens) and tokens.capital(i + 1)
        at = over_brackets(tokens, i) if named else i
        abroad = tokens.folds[i - 2] if tokens.folds[i - 1] == "general" and i > 1 else tokens.folds[i - 1]
        if abroad in _POSTED and at < len(tokens) and tokens.folds[at] in _IN:
            return self._unknown_run(block, at + 1) if at + 1 < len(tokens) and tokens.capital(at + 1) else at
        at += tokens.folds[at : at + 1] in (["y"], ["e"]) and not _OF.isdisjoint(tokens.folds[at + 1 : at + 2])
        if at >= len(tokens) or tokens.folds[at] not in _OPENERS and not self._is_in_body(tokens, at):
            adjective = at in block.countries and tokens.forms[at][0].islower()
            return block.countries[at].last if adjective else at
        both = _over_sides(tokens, at + 1)
        if both:
            return both
        start = _over_articles(tokens, at + 1)
        end = self._chain(block, start)
        sent = abroad in _POSTED and start < end < len(tokens) - 1 and tokens.folds[end] in _IN
        if sent and tokens.capital(end + 1):
            return self._unknown_run(block, end + 1)
        return end if end > start else self._small(block, start) or i

    def body(self, block: Passages, i: int) -> int:
        """The end of the name of a body that begins at a token ("Ministry of Defence, Justice and Security")."""
        return self._chain(block, _over_articles(block.tokens, i))

    def _small(self, block: Passages, i: int) -> int:
        """The end of words in small letters that a comma and a name follow ("fiscal de delitos contra la vida, X")."""
        tokens, at = block.tokens, i
        while at < min(len(tokens), i + SMALL_WORDS) and tokens.kinds[at] == "w" and tokens.forms[at].islower():
            at += 1
        named = i < at < len(tokens) and tokens.forms[at] == "," and self._names.at(block, at + 1) is not None
        return at if named else 0

    def _chain(self, block: Passages, start: int) -> int:
        """The end of runs that "of", "for" or "at" joins, from the token where the first begins."""
        tokens, end = block.tokens, self._run(block, start)
        if end == start:
            return start
        while end < len(tokens) and (tokens.folds[end] in _FURTHER or self._is_in_body(tokens, end)):
            after = _over_articles(tokens, end + 1)
            longer = self._run(block, after)
            if longer == after or tokens.folds[end] in _FOR and (after in block.countries or longer == after + 1):
                break
            end = longer
        return end

    def _is_in_body(self, tokens: Tokens, i: int) -> bool:
        """Whether a body follows that the post is in ("Director for Asia at the Ministry of Trade")."""
        if tokens.folds[i] not in _IN:
            return False
        at = _over_articles(tokens, i + 1)
        return any(tokens.capital(k) and tokens.folds[k] in self._bodies for k in range(at, min(at + 5, len(tokens))))

    def _run(self, block: Passages, first: int) -> int:
        """The end of a run of portfolio words, or of a known body, or of a short unknown name of a place or body."""
        at = self._known_run(block, first, first)
        if at > first:
            return self._unknown_run(block, at) if block.tokens.folds[at - 1] in _COMPASS else at
        end = self._unknown_run(block, first)
        end += end > first and not _PLACES.isdisjoint(block.tokens.forms[end : end + 1])
        return self._known_run(block, first, end) if end > first else end

    def _known_run(self, block: Passages, first: int, at: int) -> int:
        """The end of the parts of a run from one of its tokens on."""
        while at < len(block.tokens):
            following = self._step(block, first, at)
            if following is None:
                break
            at = following
        return at

    def _step(self, block: Passages, first: int, i: int) -> int | None:
        """The token after the next part of a run, or None where the run ends."""
        # "Justice" is a rank too, but no rank stands right after "of" or "and".
        governed = (i == first or block.tokens.folds[i - 1] in INNER) and block.tokens.folds[i] in self._words
        if not governed and self._names.is_ranked(block, i):
            return None
        hit = block.hit_at(i)
        if hit is not None and _is_portfolio(hit) and (block.tokens.capital(i) or i in block.countries):
            return hit.last
        qualified = self._is_qualified(block, first, i) or self._leads_to_head(block, first, i)
        if qualified or self._is_word(block, first, i):
            return i + 1
        return self._over_connectors(block, i) if i > first else None

    def _is_word(self, block: Passages, first: int, i: int) -> bool:
        """Whether a token is a portfolio word, or a small one after another small one."""
        tokens, word, form = block.tokens, block.tokens.folds[i], block.tokens.forms[i]
        if tokens.capital(i):
            acronym = i == first and _ACRONYM.fullmatch(form) is not None
            return (word in self._words or word in self._heads or acronym) and i not in block.starts
        if tokens.kinds[i] != "w" or not form.islower() or i == first:
            return False
        plain = word in self._words and word not in INNER and tokens.folds[i - 1] not in INNER
        return plain and not tokens.forms[i - 1][0].isupper()

    def _leads_to_head(self, block: Passages, first: int, i: int) -> bool:
        """Whether a capitalised word is followed by the head of a body's name ("of the Central Electoral Board")."""
        tokens = block.tokens
        for at in range(i, min(i + 3, len(tokens))) if i > first else ():
            if not tokens.capital(at) or at in block.starts or at in block.countries:
                return False
            if tokens.folds[at] in self._heads or tokens.folds[at] in _FIELDS:
                return at > i and self._titles.bare_at(tokens, i) is None
        return False

    def _is_qualified(self, block: Passages, first: int, i: int) -> bool:
        """Whether a capitalised word qualifies the Spanish head before it ("jefe de la Fuerza Naval de Honduras")."""
        tokens = block.tokens
        led = i > first and tokens.folds[i - 1] in self._spanish and tokens.capital(i) and i not in block.starts
        return led and i not in block.countries and self._names.at(block, i) is None

    def _over_connectors(self, block: Passages, i: int) -> int | None:
        """Past connectors, or a comma of a list that "and" closes, if a portfolio word follows."""
        tokens, at = block.tokens, i
        if tokens.forms[at] in HYPHENS and tokens.starts[at] == tokens.ends[at - 1]:
            at += 1
        elif tokens.forms[at] == ",":
            if not self._list_closes(tokens, at + 1) or self._titles.bare_at(tokens, at + 1) is not None:
                return None
            at += 1
        while at < len(tokens) and tokens.folds[at] in INNER and at - i < 3:
            at += 1
        if at == i or at >= len(tokens) or not tokens.capital(at):
            return None
        if tokens.folds[i] == "and" and tokens.folds[i + 1] == "the" and self._is_body(block, at):
            return None
        known = tokens.folds[at] in self._words or tokens.folds[at] in self._heads or block.hit_at(at) is not None
        if self._titles.bare_at(tokens, at) is not None:
            return None
        second = tokens.folds[i] in _AND and (tokens.folds[i + 1] in _FURTHER or at == i + 1 and tokens.forms[i] in _Y)
        before_name = self._before_name(block, at) if not known and tokens.forms[i] in _Y else 0
        if before_name:
            return before_name
        return at if known else at + 1 if second and self._is_unknown(block, at) else None

    def _is_body(self, block: Passages, i: int) -> bool:
        """Whether capitalised words end in the noun of a body ("Minister of Justice and the Prosecution Service")."""
        at = i
        while at < len(block.tokens) and block.tokens.capital(at) and at not in block.starts:
            at += 1
        return at - i > 1 and block.tokens.folds[at - 1] in _SERVICES

    def _to_name(self, block: Passages, i: int, end: int) -> int:
        """Up to the comma and the name that close a post, where unknown words say what it is for, too."""
        tokens, at = block.tokens, max(i + 1, end)
        opened = i < len(tokens) and tokens.folds[i] in _OF
        if not opened or at < len(tokens) and tokens.forms[at] == ",":
            return end
        while at < len(tokens) and at - i < LONGEST and (tokens.capital(at) or tokens.folds[at] in INNER | _WITH):
            if at in block.starts or self._titles.bare_at(tokens, at) is not None:
                return end
            at = block.countries[at].last if at in block.countries else at + 1
        named = at + 2 < len(tokens) and tokens.forms[at] == "," and tokens.capital(at - 1)
        held = named and (self._names.is_ranked(block, at + 1) or self._names.at(block, at + 1) is not None)
        return at if held else end

    def _before_name(self, block: Passages, i: int) -> int:
        """The end of a few capitalised words before a comma and a ranked name ("y Sustancias Controladas, Lic. X")."""
        tokens, at = block.tokens, i
        while at < len(tokens) and at - i < UNKNOWN and tokens.capital(at) and at not in block.countries:
            at += 1
        return at if tokens.forms[at : at + 1] == [","] and self._names.is_ranked(block, at + 1) else 0

    def _is_unknown(self, block: Passages, i: int) -> bool:
        """Whether a capitalised word after "and of" is the second part of a portfolio, and no name or country."""
        tokens = block.tokens
        alone = i + 1 >= len(tokens) or not tokens.capital(i + 1)
        free = i not in block.countries and i not in block.starts and block.hit_at(i) is None
        return alone and free and not tokens.forms[i].isupper() and self._names.at(block, i) is None

    def _list_closes(self, tokens: Tokens, first: int) -> bool:
        """Whether "and" and a portfolio word follow soon."""
        soon = range(first, min(first + 6, len(tokens) - 1))
        return any(tokens.folds[i] in _AND and tokens.folds[i + 1] in self._words for i in soon)

    def _unknown_run(self, block: Passages, first: int) -> int:
        """A run of a few capitalised words none of which is known ("Governor of Baja California")."""
        at = first
        while at < len(block.tokens) and at - first < UNKNOWN and block.tokens.capital(at):
            hit = block.hit_at(at)
            if at in block.starts or hit is not None and hit.senses[0].concept.mints == FOAF.Person:
                break
            at += 1
        return at


def _over_part(tokens: Tokens, i: int) -> int:
    """Past the part of a body that a possessive brings ("director of the Crime Agency's Pakistan desk")."""
    if i >= len(tokens) or tokens.kinds[i] != "s":
        return i
    soon = range(i + 1, min(i + 1 + PART, len(tokens)))
    return next((k + 1 for k in soon if tokens.folds[k] in _PARTS), i)


def _over_sides(tokens: Tokens, i: int) -> int:
    """Past "both countries" or "ambos países", whose posts a plural title means, or 0."""
    end = i + 1 + (tokens.folds[i : i + 1] in (["the"], ["los"], ["las"]))
    told = tokens.folds[end - 1 : end] and tokens.folds[end - 1] in _BOTH
    return end + 1 if told and tokens.folds[end : end + 1] and tokens.folds[end] in STATES else 0


def _over_matter(block: Passages, i: int) -> int:
    """Past "on Stolen Cars" after the noun of a group ("the Chair of the Sub-Committee on Stolen Cars")."""
    tokens = block.tokens
    if i + 1 >= len(tokens) or tokens.folds[i] not in _ON or tokens.folds[i - 1] not in _GROUPS:
        return i
    at = end = i + 1
    while at < len(tokens) and at not in block.starts and (tokens.capital(at) or tokens.folds[at] in INNER):
        at += 1
        end = at if tokens.capital(at - 1) else end
    return end if tokens.capital(i + 1) else i


def _is_portfolio(hit: Hit) -> bool:
    return hit.senses[0].concept.mints not in _NOT_PORTFOLIO


def _over_articles(tokens: Tokens, i: int) -> int:
    while i < len(tokens) and tokens.folds[i] in _ARTICLES:
        i += 1
    return i
