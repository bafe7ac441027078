"""Short forms a text defines: acronyms and quoted names in parentheses, and initials of names it uses.

Matching follows Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
text" (Pacific Symposium on Biocomputing 2003), on tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.words.lexicon import fold
from loaders.words.tokens import Tokens

_SHORT = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*|[A-Z]{2,8}s?")
_BREAKS: Final = re.compile(r"[\s/-]+")
_CUES: Final = frozenset(
    "hereinafter hereafter herein referred to as the called known collectively or also en adelante denominado "
    "denominada lo sucesivo la el las los".split()
)
"""Words that introduce a short form within its parentheses."""
_QUOTES: Final = frozenset("\"“”«»‘’'")
_SMALL: Final = frozenset(
    "of the and for on to in against de del la las los el y e para contra en sobre a with".split()
)
"""Words that need no letter in a short form."""
_PREFIXES: Final = ("bi", "tri", "multi", "inter", "counter", "sub", "trans", "anti", "co")


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form in parentheses: the token of the opening parenthesis, and the tokens of the short form.

    `quoted` says that it stood in quotation marks or after "hereinafter".
    """

    opening: int
    first: int
    last: int
    quoted: bool


def definitions(tokens: Tokens) -> Iterator[Definition]:
    """The parentheses of a text that may define a short form."""
    for i, form in enumerate(tokens.forms):
        if form != "(":
            continue
        close = next((k for k in range(i + 1, min(i + 16, len(tokens))) if tokens.forms[k] == ")"), None)
        if close is None or close == i + 1:
            continue
        first, last, quoted = _inner(tokens, i + 1, close)
        if first < last and tokens.capital(first):
            yield Definition(i, first, last, quoted)


def _inner(tokens: Tokens, first: int, last: int) -> tuple[int, int, bool]:
    """The short form within parentheses, without cue words and quotation marks."""
    cue = False
    while first < last and (tokens.folds[first] in _CUES and not tokens.capital(first) or tokens.forms[first] == ","):
        cue = True
        first += 1
    quoted = cue
    marks = [k for k in range(first, last) if tokens.forms[k] in _QUOTES]
    if len(marks) >= 2:
        first, last, quoted = marks[0] + 1, marks[1], True
    else:
        last = next((k for k in range(first, last) if tokens.forms[k] in ",;:"), last)
    while first < last and tokens.folds[first] in ("the", "el", "la", "los", "las"):
        first += 1
    return first, last, quoted


def is_short_form(text: str) -> bool:
    """Whether a word looks like an acronym.

    >>> is_short_form("HLCG"), is_short_form("Mexico")
    (True, False)
    """
    return bool(_SHORT.fullmatch(text)) and len(text) <= 12


def initials_match(short: str, name: str) -> bool:
    """Whether a short form is made of the initials of a name, of a part of it, or of prefixes within its words.

    >>> initials_match("BNC", "Binational Commission"), initials_match("PGR", "Procuraduría General de la República")
    (True, True)
    """
    letters, (words, content) = _letters(short), _words(name)
    if len(letters) < 2 or len(content) < 2:
        return False
    if any(_spells(letters, content[start:]) for start in range(len(content) - 1)):
        return True
    return "".join(w[0] for w in words) == letters


def last_letter(short: str) -> str:
    """The letter in which a short form ends, but for the sign of a plural.

    >>> last_letter("NGOs")
    'o'
    """
    return _letters(short)[-1:]


def last_initials(name: str) -> set[str]:
    """The letters in which a short form may end that is made of the initials of a name.

    >>> sorted(last_initials("Commission of the Binational"))
    ['b', 'n']
    """
    words, content = _words(name)
    if len(content) < 2:
        return set()
    inner = {content[-1][len(prefix) : len(prefix) + 1] for prefix in _PREFIXES if content[-1].startswith(prefix)}
    return {content[-1][0], words[-1][0]} | inner


def _letters(short: str) -> str:
    letters = fold(short).replace(" ", "")
    return letters.rstrip("s") if short.endswith("s") else letters


def _words(name: str) -> tuple[list[str], list[str]]:
    """The words of a name, and those of them that need a letter."""
    words = [w for w in _BREAKS.split(fold(name).replace("'s", "")) if w]
    return words, [w for w in words if w not in _SMALL]


def _spells(letters: str, words: list[str]) -> bool:
    """Whether letters run through the words: each word gives its first letter, a prefix gives one more."""
    if not letters or not words:
        return not letters and not words
    word, rest = words[0], words[1:]
    if word[0] != letters[0]:
        return False
    if _spells(letters[1:], rest):
        return True
    prefixed = len(letters) > 1 and any(word.startswith(prefix + letters[1]) for prefix in _PREFIXES)
    return prefixed and _spells(letters[2:], rest)
