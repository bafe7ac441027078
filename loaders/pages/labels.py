"""Labelled units: "Alliance Point 12:", "PILLAR ONE –", "Artículo 4", "Annex A"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders.pages.markers import integers
from loaders.pages.provisions import Node
from loaders.words.lexicon import Entry, Lexicon, fold
from loaders.words.spelled_numbers import CARDINALS, ORDINALS, SPELLED, has_number, spelled
from ontology.terms import COMITY

_NUMBER = r"(?:[IVXLC]+|\d{1,3}/(?:\d{4}|\d\d)(?!\d)|\d+(?:er|[rdtmvn][oa])(?!\w)"
_NUMBER += r"|\d+[A-Za-z]?|[A-Z]\d{0,2})(?:[.-](?:\d+|[A-Z](?![a-z])))*(?:\.?\([a-z0-9]+\))?(?:\s?bis)?"
_FORM = (
    r"(?P<words>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){{0,4}}?)"
    r"\.?\s+(?:(?:N[o°º]\.?|(?i:number|número)(?=\s)|#)\s*)?(?P<open>\()?(?P<number>{})(?(open)\)|[°º]?)(?!\w)"
    r"(?P<separator>\s*(?:[:.–—-]+|[|/•»])(?=\s|$)|(?=\s*\()|\s*$|\s*\t\s*|\s{{2,}}|(?=\s+[A-Z]))\s*(?P<rest>.*)"
)
_LABEL = re.compile(_FORM.format(_NUMBER))
_WORDED = re.compile(_FORM.format(f"{_NUMBER}|(?i:{SPELLED})"))
_INVERTED = re.compile(
    rf"(?P<number>(?i:{SPELLED})|\d{{1,3}}(?:st|nd|rd|th))\s+(?P<words>[^\W\d_]+)"
    r"(?P<separator>\s*[:.–—-]+(?=\s|$)|\s*$)\s*(?P<rest>.*)"
)
"""An ordinal before the word of the label ("FIRST ARTICLE: Object"), as translations from French have it."""
_SIGN = re.compile(
    r"§\s?(?P<number>\d{1,3}[a-z]?)\b(?P<separator>\s*[:.–—-]+(?=\s|$)|\s*$|(?=\s+[(A-Z]))\s*(?P<rest>.*)"
)
_PART = re.compile(r"\w+")
_SUFFIXED = re.compile(r"\d+(?:er|[rdtmvn][oa]|o)")
"""An ordinal in figures ("1o", "2do", "3er")."""
_ORDINAL = re.compile(
    rf"(?P<number>(?i:{ORDINALS}))(?:\s*[.:]\s?[–—-]?|\s*[–—-])\s+(?P<rest>\S.*)"
    rf"|(?P<count>(?i:{CARDINALS}))(?:,|\s*[.:]|\s*[–—-])\s+(?P<text>\S.*)"
)
CLAUSE: Final = 5
"""Rank of a clause that an ordinal opens: that of an article."""
CAPTIONS: Final = frozenset(
    "no note letter nota carta table figure map photo chart box page slide session "
    "cuadro tabla grafico figura mapa foto recuadro sesion".split()
)
"""Words whose number says nothing of provisions."""
POINT: Final = 4
"""Rank of a label that is a document's own."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label read at the start of a line. `length` counts the characters up to the text that follows it."""

    phrase: str
    word: str
    number: str
    separator: str
    mints: str
    rank: float
    rest: str
    length: int


class Labels:
    """The labels of one document: those of the lexicon, and those that recur with two different numbers."""

    def __init__(self, lexicon: Lexicon, lines: Sequence[str]) -> None:
        """Learn the document's own labels from its lines; `last` is the last number of each."""
        self._known = lexicon.phrases("labels")
        numbers: dict[str, set[str]] = defaultdict(set)
        bare: dict[str, set[str]] = defaultdict(set)
        alone: dict[str, list[str]] = defaultdict(list)
        self._ranks: dict[str, float] = {}
        for line in lines:
            match = _match(line)
            if match:
                words = fold(match["words"])
                (numbers if match["separator"].strip() else bare)[words].add(match["number"])
                if not match["rest"]:
                    alone[words].append(match["number"])
        self._own = {words for words, found in numbers.items() if len(found) >= 2 and len(words) > 2}
        self._own |= {words for words, found in alone.items() if _counts(found) and words not in CAPTIONS}
        self._alone = self._own & alone.keys()
        self._bare = {words for words, found in bare.items() if len(found) >= 2 and words in self._known}
        self._counts = {"1", "2"} <= {label.number for line in lines if (label := _ordinal(line))}
        found = [label for line in lines if (label := self.at(line)) is not None and label.word]
        self._ranks = _nesting(found)
        self.last = {label.word: label.number for label in found}

    def at(self, line: str) -> Label | None:
        """The label that opens a line, or None."""
        match = _match(line)
        inverted = _INVERTED.match(line) if line[:1].isupper() else None
        if inverted is not None and fold(inverted["words"]) in self._known:
            match = inverted
        if match is None:
            return _section(line) or (_ordinal(line) if self._counts else None)
        words = fold(match["words"])
        entry = self._known.get(words)
        number = _printed(match["number"])
        separator = match["separator"].strip()
        set_off = bool(separator) or words in self._alone and not match["rest"]
        if number is None or entry is None and (words not in self._own or not set_off):
            return _ordinal(line) if self._counts else None
        bare = entry is not None and not separator and bool(match["rest"])
        if bare and not (_is_titled(match) or self._is_bare(words, match)):
            return None
        mints, rank = _meaning(entry)
        phrase = match["words"] if match is not inverted else match["words"].title()
        rank = self._ranks.get(words, rank)
        return Label(phrase, words, number, separator[:1], mints, rank, match["rest"], match.start("rest"))

    def _is_bare(self, words: str, match: re.Match[str]) -> bool:
        """Whether this document sets such labels off by nothing but their place ("Objetivo 1.1 Detener el paso")."""
        return words in self._bare and match["rest"][:1].isupper()


def holds(node: Node, label: Label) -> bool:
    """Whether a label stands below an open one: it ranks lower, or its number extends that one's (A, A1; 2, 2.1).

    Of two numbers of several parts that begin alike (1.1.1, 1.2) the numbers alone decide.
    """
    above = node.number or ""
    dotted, wanted = _PART.findall(above), _PART.findall(label.number)
    if len(dotted) > 1 and len(wanted) > 1 and dotted[0] == wanted[0]:
        return wanted[: len(dotted)] == dotted and len(wanted) > len(dotted)
    rest = label.number.removeprefix(above).strip(".-") if above else ""
    extends = len(rest) < len(label.number) and (rest.isdigit() or len(rest) == 1 and rest.isupper())
    return node.rank < label.rank or node.label != label.phrase and extends


def _counts(numbers: Sequence[str]) -> bool:
    """Whether the numbers of labels that stand alone on their lines count from 1 on."""
    return len(numbers) > 1 and [integers(number) for number in numbers] == [(n,) for n in range(1, len(numbers) + 1)]


@lru_cache(maxsize=1 << 10)
def _match(line: str) -> re.Match[str] | None:
    """Words and a number at the start of a line, in figures or, where the line has such a word, in words."""
    if not line[:1].isupper():
        return None
    return (_WORDED if has_number(line) else _LABEL).match(line)


def _section(line: str) -> Label | None:
    """An article that a section sign opens ("§ 3 Costs")."""
    match = _SIGN.match(line) if line[:1] == "§" else None
    if match is None:
        return None
    separator = match["separator"].strip()[:1]
    return Label("§", "§", match["number"], separator, COMITY.Article, CLAUSE, match["rest"], match.start("rest"))


def _ordinal(line: str) -> Label | None:
    """A clause that is told by its ordinal alone ("PRIMERA.- …", "Second: …"), or by how it is counted ("Two, …")."""
    match = _ORDINAL.match(line) if line[:1].isupper() else None
    if match is None:
        return None
    number = spelled(match["number"] or match["count"]) or ""
    rest = "rest" if match["rest"] else "text"
    return Label("", "", number, ".", COMITY.Provision, CLAUSE, match[rest], match.start(rest))


def _nesting(labels: Sequence[Label]) -> dict[str, float]:
    """The rank of each label that a document sets below another of no lower rank.

    It does where the inner one begins to count between two numbers of the outer in sequence, as Sections do between
    Article I and Article II in some treaties, and Articles between Section 1 and Section 2 in others.
    """
    ranks: dict[str, float] = {}
    first: dict[str, int] = {}
    last: dict[str, tuple[int, int]] = {}
    for place, label in enumerate(labels):
        count = (integers(f"{label.number}.1") or (0,))[0]
        first.setdefault(label.word, place if count == 1 else -1)
        start, before = last.get(label.word, (place, 0))
        for inner in labels[start + 1 : place] if before + 1 == count else ():
            if inner.rank <= label.rank and first[inner.word] > start:
                ranks[inner.word] = label.rank + 0.5
        last[label.word] = (place, count)
    return ranks


def _meaning(entry: Entry | None) -> tuple[str, float]:
    """Class and rank of a label; a document's own label opens a point."""
    if entry is None:
        return COMITY.Point, POINT
    return entry.mints or COMITY.Provision, entry.rank


def _is_titled(match: re.Match[str]) -> bool:
    """Whether a label without a separator is set off from its title by capitals or by width ("ARTICLE 7  Costs")."""
    wide = (match["separator"].startswith("  ") or "\t" in match["separator"]) and match["rest"][:1].isupper()
    return match["words"].isupper() or wide or match["rest"].startswith("(")


def _printed(text: str) -> str | None:
    """A label's number as it is cited: a spelled number becomes digits; None for another word."""
    if _SUFFIXED.fullmatch(text):
        return text.rstrip("ademnortv")
    if re.fullmatch(_NUMBER, text):
        return text
    return spelled(text) or (text[:-2] if text[:-2].isdigit() else None)
