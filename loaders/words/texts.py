"""Which of a document's texts a pattern may match in, told by the words that they hold.

A document has far fewer different words than words, and documents share most of theirs. Which patterns find one of
their cues in a word is found once, and kept; what may match in each text then follows from its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Final, NamedTuple, TypeAlias

from loaders.words.cues import cues

Key: TypeAlias = "int | str"
"""What a word may tell: a pattern, by its identity, of which it holds a cue, or a word within a longer cue."""

_LETTERS: Final = 3
"""Letters by which cues are indexed: those that begin with the letters at a place in a word are compared there."""
_MOST: Final = 1 << 16
"""Words of which it is kept what they tell."""

_TELLING: Final[defaultdict[str, dict[str, set[Key]]]] = defaultdict(dict)
"""What each cue without a blank, and each word of the others, tells, by the letters that it begins with."""
_TOLD: Final[dict[str, tuple[Key, ...]]] = {}
"""What each word tells that was met since the last new pattern."""
_TELLS: Final[set[str]] = set()
"""Those of them that tell anything: one in three."""


class _Plan(NamedTuple):
    """How to look for a pattern, which is kept with it: its number, and its cues with blanks, with a word of each."""

    pattern: re.Pattern[str]
    number: int
    longer: tuple[tuple[str, str], ...]


_PLANS: Final[dict[int, _Plan]] = {}
"""Plans by the identity of a pattern."""


class Texts:
    """The texts of one document, in `lowered` form: a pattern's cues are looked for in all of them at once."""

    def __init__(self, lows: Sequence[str]) -> None:
        """Note what the words of each text tell of the patterns that are known by now."""
        if len(_TOLD) > _MOST:
            _forget()
        words: defaultdict[str, list[int]] = defaultdict(list)
        for place, low in enumerate(lows):
            here = set(low.split())
            for word in here.difference(_TOLD):
                _told(word)
            for word in here.intersection(_TELLS):
                words[word].append(place)
        self._lows = lows
        self._known = len(_PLANS)
        self._told: defaultdict[Key, set[int]] = defaultdict(set, {"": set(range(len(lows)))})
        for word, places in words.items():
            for key in _TOLD[word]:
                self._told[key].update(places)
        self.found: Final[dict[int, Set[int]]] = {}
        """What `holding` told of a pattern, or of several, by identity: to ask here first saves most of the calls."""

    def holding(self, pattern: re.Pattern[str]) -> Set[int]:
        """The places of the texts in which a pattern may match; in the others it does not."""
        found = self.found.get(id(pattern))
        if found is None:
            found = self.found[id(pattern)] = self._places(pattern)
        return found

    def holding_any(self, patterns: tuple[re.Pattern[str], ...]) -> Set[int]:
        """The places of the texts in which one of some patterns may match; they are a constant of their module."""
        found = self.found.get(id(patterns))
        if found is None:
            found = self.found[id(patterns)] = set().union(*map(self.holding, patterns))
        return found

    def _places(self, pattern: re.Pattern[str]) -> Set[int]:
        plan = _PLANS.get(id(pattern)) or _plan(pattern)
        if plan.number >= self._known:
            return {place for place, low in enumerate(self._lows) if any(cue in low for cue in cues(pattern))}
        found = self._told[id(pattern)]
        for cue, word in plan.longer:
            places = self._told.get(word)
            if places:
                found.update([place for place in places if cue in self._lows[place]])
        return found


def _plan(pattern: re.Pattern[str]) -> _Plan:
    """The plan for a pattern that is met for the first time; from now on words tell of it."""
    longer = []
    for cue in cues(pattern):
        words = cue.split()
        word = max(words, key=len, default="")
        if words == [cue]:
            _TELLING[cue[:_LETTERS]].setdefault(cue, set()).add(id(pattern))
        else:
            longer.append((cue, word))
            _TELLING[word[:_LETTERS]].setdefault(word, set()).add(word)
    _forget()
    plan = _PLANS[id(pattern)] = _Plan(pattern, len(_PLANS), tuple(longer))
    return plan


def _forget() -> None:
    _TOLD.clear()
    _TELLS.clear()


def _told(word: str) -> None:
    """Keep what a word tells, looked for at each of its letters."""
    found: set[Key] = set()
    for at in range(len(word)):
        for letters in range(1, _LETTERS + 1):
            for cue, keys in _TELLING.get(word[at : at + letters], {}).items():
                if word.startswith(cue, at):
                    found |= keys
    _TOLD[word] = tuple(found)
    if found:
        _TELLS.add(word)
