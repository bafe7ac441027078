"""The titles of posts: "Deputy Attorney General", "secretaria de Marina", "Presidents"."""

from __future__ import annotations

from typing import Final

from loaders.words.lexicon import Lexicon, fold
from loaders.words.tokens import Tokens

HYPHENS: Final = frozenset("-‐–'’")
"""What may stand between the words of a title or a name."""
_OF: Final = frozenset("de del para".split())
"""What tells the title before it for a Spanish one."""
_SHARED: Final = frozenset("director consul inspector".split())
"""Titles that English and Spanish write alike."""
INNER: Final = frozenset("of and the for on in against de del y e la las los el para contra & with to sobre en".split())
"""Words that are small in a title or in what it is for."""


class Titles:
    """The recogniser of titles."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index titles in the singular and plural, and what may stand before them."""
        self._titles = {tuple(p.split()) for p in lexicon.words("titles")}
        self._plurals = {tuple(p.split()) for p in lexicon.words("title-plurals")}
        self._lower = {
            tuple(fold(phrase).split())
            for scheme in ("titles", "title-plurals")
            for entry in lexicon.entries(scheme)
            for phrase, language in entry.phrases
            if language == "es"
        }
        self._modifiers = lexicon.words("title-modifiers")
        self._adjectives = lexicon.words("title-adjectives")
        shared = {title for title in self._titles if title[0] in _SHARED}
        former = {form for title in self._lower | shared for form in ((f"ex{title[0]}", *title[1:]), ("ex", *title))}
        self._titles |= former
        self._lower |= former
        self._longest = max(len(t) for t in self._titles | self._plurals)
        self._firsts = {t[0] for t in self._titles | self._plurals}
        self.openers: Final = {t[0] for t in self._titles | self._plurals} | self._modifiers
        """Folded words with which a title can begin."""

    def at(self, tokens: Tokens, i: int, small: bool = False) -> tuple[int, bool] | None:
        """The end of the longest title, with its modifiers, and whether it is plural; `small` accepts small letters."""
        at, moved = i, 0
        while moved < 3 and at < len(tokens) and tokens.folds[at] in self._modifiers:
            if not (small or tokens.capital(at)) or self.bare_at(tokens, at, small) is not None:
                break
            at += 2 if at + 1 < len(tokens) and tokens.forms[at + 1] in HYPHENS else 1
            moved += 1
        return self.bare_at(tokens, at, small)

    def bare_at(self, tokens: Tokens, i: int, small: bool = False) -> tuple[int, bool] | None:
        """The end of the longest title without modifiers, and whether it is plural."""
        if i >= len(tokens) or tokens.folds[i] not in self._firsts and tokens.forms[i] not in HYPHENS:
            return None
        words: list[str] = []
        best = None
        for at in range(i, min(len(tokens), i + self._longest + 2)):
            if tokens.forms[at] in HYPHENS:
                continue
            if tokens.kinds[at] != "w":
                break
            words.append(tokens.folds[at])
            key = tuple(words)
            if key not in self._titles and key not in self._plurals:
                continue
            if small or key in self._lower or _is_capital(tokens, i, at + 1):
                best = (self._over_adjectives(tokens, at + 1, key in self._lower), key in self._plurals)
        return best

    def _over_adjectives(self, tokens: Tokens, i: int, spanish: bool) -> int:
        """Past small adjectives that belong to the Spanish title before them ("director adjunto operativo")."""
        at = i
        while at < len(tokens) and tokens.folds[at] in self._adjectives and tokens.forms[at].islower():
            at += 1
        return at if spanish or not _OF.isdisjoint(tokens.folds[at : at + 1]) else i


def _is_capital(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the words of a title are capitalised, small ones apart; Spanish writes titles small."""
    return not any(
        tokens.forms[i][0].islower() and not tokens.forms[i].startswith(("d'", "d’"))
        for i in range(first, last)
        if tokens.folds[i] not in INNER and tokens.forms[i] not in HYPHENS
    )


def over_brackets(tokens: Tokens, i: int) -> int:
    """Past a short parenthesis ("the Head of the National Cyber and Crypto Agency (BSSN), Joko Wirawan")."""
    if i < len(tokens) and tokens.forms[i] == "(":
        return next((k + 1 for k in range(i + 1, min(i + 6, len(tokens))) if tokens.forms[k] == ")"), i)
    return i


def singular(title: str) -> str:
    """A plural title as that of one holder: "foreign ministers" is "Foreign Minister"."""
    words = title.split()
    words = [w.removesuffix("ies") + "y" if w.endswith("ies") else _one(w) for w in words]
    return " ".join(words).title()


def _one(word: str) -> str:
    """A noun without the ending of the plural."""
    return word.removesuffix("es") if word.endswith(("lleres", "dores", "tores", "ales")) else word.removesuffix("s")
