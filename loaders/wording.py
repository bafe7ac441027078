"""What a sentence is made of when two are compared: known things, activities, and the stems of its other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from loaders.words.lexicon import Lexicon, fold
from loaders.words.tokens import Tokens, sentences, tokenize

_ENDINGS: Final = {
    "en": ("ions", "ings", "ion", "ing", "ed", "es", "s", "e"),
    "es": (
        *("amientos", "imientos", "amiento", "imiento", "aciones", "iciones", "iendo", "acion", "icion", "ieron"),
        *("iones", "aran", "eran", "iran", "ando", "adas", "ados", "idas", "idos", "aron", "ion", "ara", "era", "ira"),
        *("ada", "ado", "ida", "ido", "ar", "er", "ir", "an", "en", "as", "es", "os", "a", "e", "o", "s"),
    ),
}
"""Endings of nouns and verbs, the longest first, but none that names who acts. Light stemming finds about as much as
full stemming, and confuses fewer words (D. Harman, How effective is suffixing?, JASIS 42(1), 1991)."""

_SHORTEST: Final = 4
"""Letters that a stem keeps, and that a word which tells anything has."""


_LABEL: Final = 8
"""Tokens within which a colon ends the label of a sentence."""


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """A word folded and without its ending, by the rules of Spanish, or else by those of English.

    >>> stem("seized", "en"), stem("capacitarán", "es"), stem("agencies", "en")
    ('seiz', 'capacit', 'agency')
    """
    word = fold(word)
    if language != "es" and word.endswith(("ies", "ied")) and len(word) > _SHORTEST:
        return f"{word[:-3]}y"
    for ending in _ENDINGS["es" if language == "es" else "en"]:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            rest = word[: -len(ending)]
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "aeiouls" else rest
    return word


@dataclass(frozen=True, slots=True)
class Named:
    """Where a document names a thing: offsets into its text, and the thing's address, empty if it tells nothing.

    A topic is named in the words of a sentence, which still say what is done; in a name they do not: the Extradition
    Treaty extradites nobody. The words of a `title`, the name of an agreement, are words all the same, since each
    document has a shorter one.
    """

    start: int
    end: int
    thing: str
    kind: Literal["topic", "name", "title"] = "name"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence: its place in the document, its words, the addresses of the things it names, and its activities.

    `activities` and `words` come each with the form in which it appears: activities as the lexicon calls them, the main
    one first, words by their stems. `manners` are topics named in nothing but words of activities ("training"), which
    say how and not about what.
    """

    start: int
    exact: str
    things: frozenset[str]
    activities: Mapping[str, str]
    words: Mapping[str, str]
    manners: frozenset[str] = frozenset()


class Wording:
    """Takes sentences apart by the lexicon's activities, and without its commonplaces."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the words of each language by their stems."""
        self._activities = {
            (stem(phrase, language), language): entry.name.removeprefix("activity-")
            for entry in lexicon.entries("activities")
            for phrase, language in entry.phrases
        }
        self._common = {
            (stem(phrase, language), language)
            for entry in lexicon.entries("commonplaces")
            for phrase, language in entry.phrases
        }

    def clauses(self, text: str, start: int, language: str, named: Sequence[Named]) -> Iterator[Clause]:
        """The sentences of a passage that begins at an offset of its document, in order.

        `named` are the things that it names; their words are no words of their own.
        """
        tokens, language = tokenize(text), "es" if language == "es" else "en"
        for first, last in sentences(tokens):
            begin, end = start + tokens.starts[first], start + tokens.ends[last - 1]
            here = [one for one in named if begin <= one.start and one.end <= end]
            yield self._clause(tokens, range(first, last), start, language, here)

    def _clause(self, tokens: Tokens, span: range, start: int, language: str, named: Sequence[Named]) -> Clause:
        around = {i: [one for one in named if one.start <= start + tokens.starts[i] < one.end] for i in span}
        roots = {i: root for i in span if (root := self._root(tokens, i, language))}
        deeds = {i: deed for i, root in roots.items() if (deed := self._activities.get((root, language)))}
        told = _told([i for i in deeds if all(one.kind == "topic" for one in around[i])], tokens, span, language)
        others = [i for i in roots if i not in deeds]
        ways = [one for i in told for one in around[i]]
        matters = {one.thing for one in named if one not in ways} | {one.thing for i in others for one in around[i]}
        things = frozenset(one.thing for one in named if one.thing)
        return Clause(
            start + tokens.starts[span[0]],
            tokens.between(span[0], span[-1] + 1),
            things,
            _first((deeds[i], tokens.forms[i]) for i in told),
            _first((roots[i], tokens.forms[i]) for i in others if all(one.kind == "title" for one in around[i])),
            things - matters,
        )

    def _root(self, tokens: Tokens, i: int, language: str) -> str | None:
        """The stem of a token that tells anything."""
        if tokens.kinds[i] != "w" or len(tokens.folds[i]) < _SHORTEST:
            return None
        root = stem(tokens.folds[i], language)
        return None if (root, language) in self._common else root


def _told(done: Sequence[int], tokens: Tokens, span: range, language: str) -> list[int]:
    """Which words of activities tell of one: not those in a label ("Training: …"), nor those that qualify the next.

    "Forfeiture training" is training. That order of words is English; Spanish has "capacitación sobre decomiso".
    """
    label = next((i for i in span[:_LABEL] if tokens.forms[i] == ":"), -1)
    qualifying = {i - 1 for i in done} if language == "en" else set()
    return [i for i in done if i > label and i not in qualifying]


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first value of each key."""
    found: dict[str, str] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found
