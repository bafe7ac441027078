"""Prose in capitals throughout, as telegrams and scans of the 1990s have it, in the case it would be written in.

No word is lost or moved: only the case of letters changes, so every place in the text stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from loaders.words.lexicon import Lexicon, fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL_SCHEMES: Final = ("openers", "opening-verbs", "ordinary", "common-words", "units", "role-nouns", "sides")
_NAMING_SCHEMES: Final = ("portfolio-words", "titles", "title-modifiers", "heads", "ranks")
_ALWAYS: Final = frozenset(
    "and of the for on in to with by a an or de del la las el los y e en para con por first".split()
)
"""Words that are small in names too."""
_ENDINGS: Final = ("", "s", "ed", "d", "ing", "es")
_STOPS: Final = ".?!:"
_ENDS: Final = ".;:,"
WORDS: Final = 8
"""Words from which capitals throughout are prose, and no heading."""


def sentence_case(text: str, lexicon: Lexicon, is_acronym: Callable[[str], bool]) -> str:
    """A text in capitals with small letters in common words, and a capital at the front of all others.

    A text that is not in capitals, has fewer words than prose has, or does not end as prose does, stays as it is.
    """
    prose = text.isupper() and len(text.split()) >= WORDS and text[-1] in _ENDS
    if not prose or len(text.lower()) != len(text):
        return text
    small = _small(lexicon)
    return _WORD.sub(lambda word: _cased(text, word, small, is_acronym), text)


def _cased(text: str, word: re.Match[str], small: frozenset[str], is_acronym: Callable[[str], bool]) -> str:
    """A word in the case that it has in prose."""
    form = word.group()
    before = text[: word.start()].rstrip(" \"'“(")
    opens = not before or before[-1] in _STOPS and len(before) < word.start()
    if fold(form) in small:
        return form.capitalize() if opens else form.lower()
    letter = (
        len(form) == 1 or text[word.end() : word.end() + 1] == "." and text[word.end() + 1 : word.end() + 2].isalpha()
    )
    return form if letter or is_acronym(form) else form.capitalize()


@lru_cache(maxsize=1)
def _small(lexicon: Lexicon) -> frozenset[str]:
    """The words that prose writes small, with the commonest endings of the verbs among them."""
    found = {word for scheme in _SMALL_SCHEMES for phrase in lexicon.words(scheme) for word in phrase.split()}
    verbs = lexicon.words("opening-verbs")
    found |= {stem + ending for verb in verbs for stem in {verb, verb.removesuffix("e")} for ending in _ENDINGS}
    named = {word for scheme in _NAMING_SCHEMES for phrase in lexicon.words(scheme) for word in phrase.split()}
    return frozenset(found - (named - _ALWAYS))
