"""The names of persons, told from other capitalised words by where they stand and what they are not."""

from __future__ import annotations

import re
from typing import Final

from loaders.names.titles import HYPHENS, Titles
from loaders.words.lexicon import Lexicon
from loaders.words.mentions import Passages
from loaders.words.tokens import Tokens
from ontology.terms import COMITY, FOAF

_PARTICLES: Final = frozenset(
    "abu de del la las los da das do dos du van von der den bin ibn al el ben y e le san santa ter".split()
)
_CAPITAL_PARTICLES: Final = frozenset("al el bin ibn ben abu abdul".split())
"""Particles that may be capitalised within a name ("Abdullah Al Harthy")."""
_AND: Final = frozenset("y e".split())
"""Particles that join one more surname ("Ortega y Gasset"), and two names ("Carmen Arévalo y Luis Magaña")."""
_SURNAMES: Final = frozenset("king chancellor senator mayor alcalde rey".split())
"""Titles that are surnames too."""
_NAMED: Final = frozenset({FOAF.Person, COMITY.Place})
"""Classes whose known names may be, or be in, the name of a person."""
_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,4}")
_SIZES: Final = (5, 4, 3, 2, 1)
"""Words in a rank, the longest first ("General de Cuerpo de Ejército")."""
MOST: Final = 6
"""Capitalised words in a name."""
_YOUNGER: Final = frozenset({"jr", "sr"})
"""What tells a son from his father, and is no letters."""
_DOTTED: Final = frozenset({"d", "da"})
"""Honorifics that are told from a letter by their full stop ("D. Ernesto Roca")."""
_HONOURED: Final = frozenset("hon honourable honorable rt right most reverend".split())
"""Words of honorifics that an article opens ("Dr. the Hon. X", "The Rt. Hon. Y")."""
_RETIRED: Final = frozenset("retd ret rtd retired r".split())
"""What stands in parentheses after a rank."""
_APOSTROPHES: Final = frozenset("'’‘")
"""What ends an honorific of Malay ("Dato' Jamil")."""
_SIDES: Final = frozenset("part side delegation participant year years".split())
"""What an adjective of a country makes one of two sides ("the Chairman of the Finnish Part")."""
LINE: Final = 9
"""Tokens of a line that is nothing but a name, with its rank."""
SYLLABLE: Final = 6
"""Letters of a syllable at most, as Korean and Chinese names are spelt."""


class PersonNames:
    """The recogniser of the names of persons."""

    def __init__(self, lexicon: Lexicon, titles: Titles) -> None:
        """Index ranks, suffixes and the words that open no name."""
        self._titles = titles
        self._ranks = {tuple(p.split()) for p in lexicon.words("ranks")}
        self._small_ranks = {tuple(p.split()) for p in lexicon.words("small-ranks")}
        self.small_openers: Final = {rank[0] for rank in self._small_ranks}
        """Folded words with which a rank in small letters can begin."""
        self._rank_openers = {rank[0] for rank in self._ranks | self._small_ranks}
        self._loose = lexicon.words("loose-ranks")
        self._given = lexicon.words("given-names")
        self._suffixes = lexicon.words("name-suffixes")
        self._heads = {w for p in lexicon.words("heads") for w in p.split(" de ")[0].split()}
        self._openers = lexicon.words("openers")
        self._not_given = _SIDES | lexicon.words("opening-verbs") | lexicon.words("portfolio-words") | self._heads
        self._opens_none = (self._openers | self._not_given) - self._rank_openers - self._given - {"the"}

    def at(self, block: Passages, i: int, single: bool = False) -> tuple[int, int] | None:
        """The name that begins at a token, after ranks and honorifics; `single` accepts one word."""
        if i < len(block.tokens) and block.tokens.folds[i] in self._opens_none:
            return None
        start = self._over_ranks(block.tokens, i)
        at, capitals = start, 0
        while at < len(block.tokens) and capitals < MOST:
            named = self._is_name_word(block, at, first=at == start)
            ranked = at == start > i and self._is_given(block, at)
            if (
                named
                or ranked
                or at == start
                and self._is_homonym(block, at)
                and (start > i or self._is_set_off(block, at))
            ):
                at += 1
                capitals += 1
                continue
            following = self._over_joints(block, at) if at > start else None
            if following is None:
                break
            at = following
        enough = capitals >= 2 or single and capitals == 1 and len(block.tokens.forms[start]) > 2
        if not enough or self._is_organised(block.tokens, at):
            return None
        if start - i >= _SIZES[-3]:
            block.titles.setdefault(i, start)  # The "Ejército" of a "General de Ejército" is no body.
        return start, at

    def over_suffixes(self, tokens: Tokens, i: int) -> int:
        """Past letters after a name ("MP", "KC")."""
        while i < len(tokens) and self._is_suffix(tokens, i):
            i += 1
        return i

    def _is_suffix(self, tokens: Tokens, i: int) -> bool:
        """Whether a token is one of the letters after a name; a word with one capital ("Am") is the name's own."""
        word = tokens.folds[i]
        return word in self._suffixes and (word in _YOUNGER or sum(map(str.isupper, tokens.forms[i])) > 1)

    def is_addressed(self, block: Passages, i: int, first: int) -> bool:
        """Whether a rank or an honorific before a name shows that it is a person's.

        Ranks that are also plain words ("General", "Major") ask for a known given name, if they stand alone.
        """
        if first <= i:
            return False
        words = block.tokens.folds[i:first]
        compound = any(tuple(words[k : k + 2]) in self._ranks for k in range(len(words) - 1))
        return compound or self._loose.isdisjoint(words) or block.tokens.folds[first] in self._given

    def is_rank_of_words(self, tokens: Tokens, i: int) -> bool:
        """Whether a rank of two words or three begins here, after which one word is a name ("Major General Berg")."""
        if tokens.folds[i] not in self._rank_openers:
            return False
        sizes = (size for size in (2, 3) if i + size <= len(tokens))
        return any(tuple(tokens.folds[i : i + size]) in self._ranks and tokens.capital(i + 1) for size in sizes)

    def is_in_body(self, tokens: Tokens, i: int) -> bool:
        """Whether a comma and the name of a body follow a post ("Minister of State, Ministry of Home Affairs")."""
        words = tokens.folds[i + 1 : i + 9]
        return tokens.forms[i] == "," and tokens.capital(i + 1) and not self._heads.isdisjoint(words)

    def is_ranked(self, block: Passages, i: int) -> bool:
        """Whether a rank begins here that a name follows ("Secretary of National Defense General Ricardo Trevilla")."""
        after = self._over_ranks(block.tokens, i)
        return after > i and self.at(block, after) is not None

    def is_rank(self, block: Passages, first: int, last: int) -> bool:
        """Whether a title is but a rank before a name ("Superintendent Ola Berg")."""
        words = tuple(block.tokens.folds[first:last])
        return words in self._ranks and " ".join(words) not in self._loose and self.at(block, last) is not None

    def is_in_rank(self, block: Passages, first: int, last: int) -> bool:
        """Whether a title is but the beginning of a rank before a name ("mayor general X")."""
        after = self._over_ranks(block.tokens, first)
        return after > last and self.at(block, after) is not None

    def _over_ranks(self, tokens: Tokens, i: int) -> int:
        """Past ranks and honorifics and their full stops."""
        at = i
        while at < len(tokens) and tokens.kinds[at] == "w":
            if tokens.folds[at] == "the" and not _HONOURED.isdisjoint(tokens.folds[at + 1 : at + 2]):
                at += 1
            if tokens.folds[at] not in self._rank_openers:
                break
            ranks = self._ranks if tokens.capital(at) else self._small_ranks
            size = next((n for n in _SIZES if tuple(tokens.folds[at : at + n]) in ranks), 0)
            stop = at + size
            dotted = stop < len(tokens) and tokens.forms[stop] == "." and tokens.starts[stop] == tokens.ends[stop - 1]
            if not size or tokens.folds[at] in _DOTTED and not dotted:
                break
            quoted = (
                stop < len(tokens) and tokens.forms[stop] in _APOSTROPHES and tokens.starts[stop] == tokens.ends[at]
            )
            at = _over_retired(tokens, stop + (dotted or quoted))
            at += not dotted and _is_service(tokens, at)
            at += tokens.forms[at : at + 1] == ["ª"]  # of "D.ª"
        return at

    def _over_joints(self, block: Passages, i: int) -> int | None:
        """Past a hyphen, particles or the full stop of an initial between two words of a name."""
        tokens = block.tokens
        glued = tokens.forms[i] in HYPHENS and tokens.starts[i] == tokens.ends[i - 1]
        if glued and i + 1 < len(tokens) and (tokens.capital(i + 1) or _is_syllable(tokens, i + 1)):
            return i + 2
        at = i
        while at < len(tokens) and tokens.folds[at] in _PARTICLES:
            if not (tokens.forms[at].islower() or tokens.folds[at] in _CAPITAL_PARTICLES):
                break
            at += 1
        if at > i:
            at += at + 1 < len(tokens) and tokens.forms[at] in HYPHENS and tokens.starts[at] == tokens.ends[at - 1]
            other = tokens.folds[i] in _AND and at + 1 < len(tokens) and tokens.capital(at + 1)
            named = at < len(tokens) and not other and self._is_name_word(block, at, first=False)
            return at if named else None
        return i + 1 if tokens.forms[i] == "." and len(tokens.forms[i - 1]) == 1 else None

    def _is_organised(self, tokens: Tokens, last: int) -> bool:
        """Whether a run ends in the head of an institution, or goes on into one."""
        if tokens.folds[last - 1] in self._heads:
            return True
        if last >= len(tokens):
            return False
        if tokens.kinds[last] == "s":
            return last + 1 < len(tokens) and tokens.capital(last + 1)
        return tokens.capital(last) and tokens.folds[last] in self._heads

    def _is_given(self, block: Passages, i: int) -> bool:
        """Whether a given name that is the head of bodies too stands before a surname ("D.ª Marina del Olmo")."""
        tokens, at = block.tokens, i + 1
        while at < len(tokens) and tokens.folds[at] in _PARTICLES and not tokens.capital(at):
            at += 1
        given = tokens.folds[i] in self._given and tokens.capital(i) and at < len(tokens) and tokens.capital(at)
        return given and self._is_name_word(block, at, first=False)

    def _is_homonym(self, block: Passages, i: int) -> bool:
        """Whether the name of a country is a given name here, before a surname ("Lic. Mauricio Landaverde")."""
        hit = block.countries.get(i)
        single = hit is not None and hit.last == i + 1 and i + 1 < len(block.tokens)
        return single and block.tokens.folds[i] in self._given and self._is_name_word(block, i + 1, first=False)

    def _is_set_off(self, block: Passages, i: int) -> bool:
        """Whether two capitalised words or three begin a passage, or follow a comma, and a comma follows them."""
        end = next((k for k in range(i, min(i + 4, len(block.tokens))) if not block.tokens.capital(k)), i)
        opens = i == 0 or block.tokens.forms[i - 1] == ","
        return opens and end - i >= 2 and block.tokens.forms[end] == ","

    def _is_in_list(self, tokens: Tokens, i: int) -> bool:
        """Whether a short word in capitals is a surname in a list of persons ("Ms. Liisa TUOMI, Head of Unit")."""
        if i and _ends_in_capitals(tokens, i):
            return True
        rank = i - 2 - (tokens.forms[i - 2 : i - 1] == ["."])
        ranked = rank >= 0 and tokens.folds[rank] in self._rank_openers
        return ranked and tokens.forms[i].isalpha() and tokens.forms[i + 1 : i + 2] == [","]

    def _is_name_word(self, block: Passages, i: int, first: bool) -> bool:
        """Whether a capitalised word can be part of a person's name."""
        tokens, word = block.tokens, block.tokens.folds[i]
        if not tokens.capital(i) or i in block.countries or word in self._openers:
            return False
        hit = block.hit_over(i)
        if hit is not None and hit.senses[0].concept.mints not in _NAMED:
            return False
        if first:
            return word not in self._not_given and (word in _SURNAMES or self._titles.bare_at(tokens, i) is None)
        shouted = len(tokens.forms[i - 1]) > 1 and tokens.forms[i - 1].isupper() or self._is_in_list(tokens, i)
        if self._is_suffix(tokens, i) or word in self._heads or not shouted and _ACRONYM.fullmatch(tokens.forms[i]):
            return False
        return word in _SURNAMES or self._titles.bare_at(tokens, i) is None


def _ends_in_capitals(tokens: Tokens, i: int) -> bool:
    """Whether a short line ends in words in capitals from a token on, hyphens between ("Hon. Musa JATTA")."""
    rest = tokens.forms[i:]
    if len(tokens) > LINE or not all(form.isupper() or form in HYPHENS for form in rest):
        return False
    return all(tokens.capital(k) and not tokens.forms[k].isupper() or tokens.forms[k] == "." for k in range(i))


def _is_service(tokens: Tokens, i: int) -> bool:
    """Whether the acronym of a force stands between a rank and a name ("Coronel PNP Luis Rojas")."""
    short = 0 < i < len(tokens) - 1 and tokens.forms[i].isupper() and _ACRONYM.fullmatch(tokens.forms[i]) is not None
    named = short and tokens.capital(i + 1) and tokens.forms[i + 1][1:].islower()
    return named and tokens.starts[i] - tokens.ends[i - 1] == 1 and tokens.kinds[i + 1] == "w"


def _over_retired(tokens: Tokens, i: int) -> int:
    """Past "(Retd.)" or "retirado" after a rank."""
    if tokens.folds[i : i + 1] in (["retirado"], ["retirada"]):
        return i + 1
    if tokens.forms[i : i + 1] != ["("] or _RETIRED.isdisjoint(tokens.folds[i + 1 : i + 2]):
        return i
    return next((k + 1 for k in range(i + 2, min(i + 4, len(tokens))) if tokens.forms[k] == ")"), i)


def _is_syllable(tokens: Tokens, i: int) -> bool:
    """Whether a small word after a hyphen ends a given name of two syllables ("Park Sang-woo", "Ma Ying-jeou")."""
    parts = (tokens.forms[i - 2], tokens.forms[i])
    return parts[1].islower() and all(part.isalpha() and len(part) <= SYLLABLE for part in parts)
