"""Words that are spelt nearly like another: by shared trigrams first, then by the share of matching characters.

The measure is the ratio of `difflib.SequenceMatcher` (Ratcliff and Obershelp's): 1 for equal words, 0.83 for "mexcio".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

import numpy as np

from graph.pools import Array, Pool, Postings

SIMILAR: Final = 0.7
"""From this ratio on, two words count as two spellings of one."""

_SHORTEST: Final = 4
"""Shorter words have no near ones: every three-letter acronym is close to a hundred others."""

_COMPARED: Final = 24
"""Candidates that are compared character by character (about 10 µs each)."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of a vocabulary (sorted) and the trigrams that they are made of."""

    words: Pool
    grams: Pool
    postings: Postings

    @classmethod
    def of(cls, vocabulary: Sequence[str]) -> Spelling:
        """An index of distinct words, given in order."""
        pairs = [(gram, index) for index, word in enumerate(vocabulary) for gram in trigrams(word)]
        grams = sorted({gram for gram, _ in pairs})
        places = {gram: place for place, gram in enumerate(grams)}
        postings = Postings.of([places[gram] for gram, _ in pairs], [index for _, index in pairs], len(grams))
        return cls(Pool.of(vocabulary), Pool.of(grams), postings)

    def near(self, word: str) -> Iterator[tuple[int, float]]:
        """The places of the words spelt nearly like this one, with how alike they are; the word itself counts 1."""
        place = self.words.find(word)
        if place >= 0:
            yield place, 1.0
        if len(word) < _SHORTEST:
            return
        matcher = SequenceMatcher(None, "", word, autojunk=False)
        for candidate in self._sharing(word):
            matcher.set_seq1(self.words[candidate])
            if candidate != place and matcher.real_quick_ratio() >= SIMILAR and (ratio := matcher.ratio()) >= SIMILAR:
                yield candidate, ratio

    def _sharing(self, word: str) -> list[int]:
        """The words that share most trigrams with this one, the best first."""
        wanted = trigrams(word)
        found = [self.postings[gram] for gram in map(self.grams.find, sorted(wanted)) if gram >= 0]
        if not found:
            return []
        shared = np.bincount(np.concatenate(found))
        candidates = np.flatnonzero(shared >= max(1, len(wanted) // 4))
        sizes = np.diff(self.words.ends)[candidates] + 1
        order = np.lexsort((candidates, -2.0 * shared[candidates] / (sizes + len(wanted))))
        return [int(candidate) for candidate in candidates[order[:_COMPARED]]]

    def arrays(self) -> Mapping[str, Array]:
        """The index as arrays, under the names that `from_arrays` takes."""
        return {
            "words": self.words.data,
            "words_ends": self.words.ends,
            "grams": self.grams.data,
            "grams_ends": self.grams.ends,
            "gram_words": self.postings.ids,
            "gram_words_ends": self.postings.ends,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> Spelling:
        """The index that was saved."""
        return cls(
            Pool(arrays["words"], arrays["words_ends"]),
            Pool(arrays["grams"], arrays["grams_ends"]),
            Postings(arrays["gram_words"], arrays["gram_words_ends"]),
        )


def trigrams(word: str) -> set[str]:
    """The runs of three characters in a word with a space before and after it.

    >>> sorted(trigrams("cia"))
    [' ci', 'cia', 'ia ']
    """
    padded = f" {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
