"""Words, numbers and punctuation of a view, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from loaders.words.lexicon import fold

_SCALE: Final = r"(?:million|billion|thousand|crore|lakh|millones|mil\b|bn?\b|m\b)"
_TOKEN: Final = re.compile(
    r"[A-Za-z][a-z]*+(?=[ ,;:)])"
    r"|EE\.\s?UU\.?|[A-Z]\.(?:\s?[A-Z]\.)+"
    r"|(?<=\w)['’]s\b|(?<=s)['’=](?=\s)"
    rf"|(?=[A-Z])(?:[RPQN]|RM|Rs|KSh|Ksh|Sh|Tk|Php|Bs|[A-Z]{{3}})(?=\d[\d.,]*\s?{_SCALE})|[RN](?=\d{{1,3}}(?:,\d{{3}})+\b)"
    r"|\d++(?:[.,]\d++)*+(?:(?![^\W\d_])|(?=(?:kgs?|km|mg|mn?|bn|ha|tons?|g|lbs?|ft|crore|million|billion)\b))"
    r"|\d++(?:[.,]\d++)++(?=[^\W\d_])"
    r"|[^\W\d_]{3,}[a-záéíóúñ](?=\d{1,2}(?![\w,.]\d|\w))"
    r"|[^\W_]+(?:['’](?!s\b)[^\W_]+)*"
    r"|\S"
)
"""Plain words, which most tokens are; abbreviations, possessive endings, signs before amounts, numbers, words.

A unit that touches a number is no part of it, and the number of a note that touches a word ("Gambia2") none of that.
"""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_POSSESSIVE: Final = re.compile(r"(?<=s)['’=](?=\s)")
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr eng engr amb st no nos art arts vol gen col lt cdr cmdr cap capt sgt brig maj adm gov sen rep "
    "sr sra lic ing mtro hon prof rev inc corp co ltd jr fig cf vs etc approx núm arq dra dres".split()
)
_STARTERS: Final = frozenset(
    "the this these those both each in on at it he she they we as after before during under through while if when "
    "there el la los las ambos ambas en este esta estos estas".split()
)
"""Words that begin a sentence more often than they follow an abbreviation."""
CAPITALS: Final = "A-ZÀ-ÖØ-Þ" + "".join(letter for letter in map(chr, range(0x100, 0x250)) if letter.isupper())
"""The capitals of Latin script, with whatever sign, as a class of a pattern holds them (Šimonytė, Łódź, Şahin)."""
SKIPPED: Final = frozenset("-‐‑–—/\"“”‘’«»'·")
"""Punctuation that a name may or may not have: a label matches with and without it."""


@lru_cache(maxsize=1 << 16)
def _told(form: str) -> tuple[str, str, bool]:
    """What the form of a token tells by itself: its kind, its folded form, and whether it is a capitalised word."""
    kind = "p"
    if _NUMBER.fullmatch(form):
        kind = "n"
    elif form[0].isalnum():
        kind = "w"
    elif form in ("'s", "’s"):
        kind = "s"
    return kind, fold(form).replace(" ", "").replace(".", "") or form, kind == "w" and form[0].isupper()


class Tokens(list[str]):
    """The tokens of one text, in parallel lists: kind, form, folded form, start, end, and whether it is capitalised.

    `kind` is one of `w` (word or abbreviation), `n` (number), `p` (punctuation), `s` (possessive ending). They are a
    list of their forms, since how many they are is asked at every other step, and a list tells it at once.
    """

    __slots__ = ("capital", "capitals", "ends", "folds", "forms", "heads", "kinds", "starts", "text")

    text: str
    kinds: list[str]
    forms: list[str]
    folds: list[str]
    starts: list[int]
    ends: list[int]
    capitals: list[bool]
    capital: Callable[[int], bool]
    """Whether a token is a word that begins with a capital."""
    heads: dict[tuple[int, int], Any]
    """The head of each range of them in which one was looked for; a run is asked for its head at several steps."""

    def __init__(self, text: str) -> None:
        """Split a text; none of the lists is changed any more."""
        forms = _TOKEN.findall(text)
        super().__init__(forms)
        told = [_told(form) for form in forms]
        self.text, self.forms = text, forms
        self.kinds = [kind for kind, _, _ in told]
        self.folds = [folded for _, folded, _ in told]
        self.capitals = [capital for _, _, capital in told]
        self.capital = self.capitals.__getitem__
        self.heads = {}
        self.starts, self.ends = _places(text, forms)
        for match in _POSSESSIVE.finditer(text):
            self.kinds[bisect_left(self.starts, match.start())] = "s"

    def between(self, first: int, last: int) -> str:
        """The text from one token to another, which is not included."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def tokenize(text: str) -> Tokens:
    """Split a text into tokens.

    >>> tokenize("U.S.-Mexico").folds
    ['us', '-', 'mexico']
    """
    return Tokens(text)


def _places(text: str, forms: Sequence[str]) -> tuple[list[int], list[int]]:
    """Where tokens begin and end: there is nothing but white space between them."""
    starts, ends, at = [], [], 0
    for form in forms:
        at = text.index(form, at)
        starts.append(at)
        at += len(form)
        ends.append(at)
    return starts, ends


def sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The sentences, as ranges of tokens.

    A full stop ends one unless it follows an abbreviation or an initial, or the next word is in lower case; a colon
    and a semicolon do not.
    """
    start = 0
    for i, form in [(i, form) for i, form in enumerate(tokens.forms) if form[-1] in ".?!"]:
        if form in "?!" or form == "." and _ends_sentence(tokens, i):
            stop = i + 1
            while stop < len(tokens) and tokens.forms[stop] in '"”’)':
                stop += 1
            if stop > start:
                yield start, stop
                start = stop
        elif tokens.kinds[i] == "w" and form.endswith(".") and _abbreviation_ends(tokens, i):
            yield start, i + 1
            start = i + 1
    if start < len(tokens):
        yield start, len(tokens)


def _ends_sentence(tokens: Tokens, i: int) -> bool:
    before = tokens.folds[i - 1] if i else ""
    glued = i > 0 and tokens.ends[i - 1] == tokens.starts[i]
    if glued and (before in _ABBREVIATIONS or len(before) == 1 and before.isalpha()):
        return False
    following = i + 1
    while following < len(tokens) and tokens.forms[following] in '"“”’)¿¡(':
        following += 1
    if following >= len(tokens):
        return True
    return tokens.starts[i + 1] > tokens.ends[i] and not tokens.forms[following][0].islower()


def _abbreviation_ends(tokens: Tokens, i: int) -> bool:
    """Whether an abbreviation such as `D.C.` also ends its sentence: a capitalised function word follows."""
    return i + 1 < len(tokens) and tokens.capital(i + 1) and tokens.folds[i + 1] in _STARTERS
