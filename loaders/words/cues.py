"""The letters that a pattern cannot do without, so that it is tried only on texts that hold some of them.

A grammar's pattern matches in few sentences, and to look for a piece of text in a sentence costs a fraction of what an
attempt at every place of it costs. The pieces are read off the pattern: nobody writes them down beside it.

Source: the prefilter of RE2 (Russ Cox, "Regular Expression Matching with a Trigram Index", 2012), with whole pieces in
place of trigrams.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final, TypeAlias

Pieces: TypeAlias = frozenset[str]
"""Texts of which every match holds at least one."""

_MOST: Final = 64
"""Texts that are told apart; what stands for more is taken apart instead."""
_FEW, _OPENING = 8, 6
"""Pieces beyond which their openings are looked for instead, if that makes them half as many; letters of an opening."""
_PAYS: Final = 40
"""Texts from which on it pays to read its openings off a pattern, which takes as long as to try it on so many."""
_LONG: Final = 5
"""Letters beyond which a longer piece is no rarer."""
_COMMON: Final = frozenset(
    "the of and to in for on by with that is as de la el los las en y que del por con un".split()
)
"""Words that stand in nearly every sentence."""
_REPEATS: Final = (op.MAX_REPEAT, op.MIN_REPEAT)
_ALSO_I: Final = {0x130: "i", 0x131: "i"}
"""The dotted capital and the dotless small letter of Turkish, which `re.IGNORECASE` takes for an `i`."""

_KNOWN: Final[dict[int, tuple[re.Pattern[str], tuple[str, ...]]]] = {}
"""Cues by the identity of a pattern, which is kept with them: to hash a pattern is to hash all that it compiles to."""


_SCANNERS: Final[dict[int, tuple[re.Pattern[str], re.Pattern[str] | None]]] = {}
"""What finds where a pattern can begin, kept likewise."""
_TRIED: Final[dict[int, tuple[re.Pattern[str], int]]] = {}
"""How often a pattern was tried before that, kept likewise."""


def lowered(text: str) -> str:
    """A text as cues are compared: in one case, each character by itself.

    >>> lowered("The GROUP"), lowered("MISIÓN")
    ('the group', 'misión')
    """
    return text.lower() if text.isascii() else text.translate(_ALSO_I).casefold()


def matches(pattern: re.Pattern[str], text: str, low: str, span: tuple[int, int]) -> Iterator[re.Match[str]]:
    """Every match of a pattern in a stretch of a text, whose `lowered` form is at hand, left to right.

    The pattern is tried only where one of its `openings` stands: at one place in twenty, of English.
    """
    known = _SCANNERS.get(id(pattern))
    opening = known[1] if known is not None else _scanner(pattern)
    if opening is None or len(low) != len(text):
        yield from pattern.finditer(text, *span)
        return
    found = opening.search(low, *span)
    while found is not None:
        at = found.start()
        match = pattern.match(text, at, span[1])
        if match is not None:
            yield match
        found = opening.search(low, match.end() if match is not None else at + 1, span[1])


def may_match(pattern: re.Pattern[str], low: str) -> bool:
    """Whether a pattern can match in a text with a `lowered` form; if not, it does not."""
    for piece in cues(pattern):  # noqa: SIM110, a generator costs more than the search
        if piece in low:
            return True
    return False


def cues(pattern: re.Pattern[str]) -> tuple[str, ...]:
    r"""Pieces in lower case of which every match of a pattern holds at least one; the empty one if there are none.

    >>> cues(re.compile(r"\b(?:chaired|led)\s+by\b"))
    ('chaired', 'led')
    """
    known = _KNOWN.get(id(pattern))
    if known is None:
        known = _KNOWN[id(pattern)] = (pattern, _cues(pattern))
    return known[1]


def _cues(pattern: re.Pattern[str]) -> tuple[str, ...]:
    found = {lowered(piece) for piece in _pieces(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)) or {""}}
    openings = {piece[:_OPENING] for piece in found}
    if len(found) > _FEW and len(openings) <= len(found) / 2:
        found = openings
    return tuple(sorted(p for p in found if not any(other in p for other in found if other != p)))


def openings(pattern: re.Pattern[str]) -> tuple[str, ...]:
    r"""Pieces in lower case with one of which every match of a pattern begins; the empty one if there are none.

    >>> openings(re.compile(r"\b(?:co-)?(?:chaired|led)\s+by\b"))
    ('chaired', 'co-chaired', 'co-led', 'led')
    """
    found = {lowered(piece) for piece in _prefixes(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))}
    found = {piece[:_OPENING] for piece in found} if len(found) > _FEW else found
    return tuple(sorted(p for p in found if not any(p.startswith(q) for q in found if q != p)))


def _scanner(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """A pattern of the openings of another, in small letters, or None where it has none or it does not pay yet."""
    known = _SCANNERS.get(id(pattern))
    if known is None:
        _, tried = _TRIED[id(pattern)] = pattern, _TRIED.get(id(pattern), (pattern, 0))[1] + 1
        if tried < _PAYS:
            return None
        heads = openings(pattern)
        known = _SCANNERS[id(pattern)] = (pattern, _opening(pattern, heads) if heads[0] else None)
    return known[1]


def _opening(pattern: re.Pattern[str], heads: Sequence[str]) -> re.Pattern[str]:
    """A pattern of some openings, by their first letters; only where a word begins, if those of a pattern do."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for head in heads:
        by_letter[head[0]].append(re.escape(head[1:]))
    written = "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    first = next(iter(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)), None)
    return re.compile(rf"\b(?:{written})" if first == (op.AT, op.AT_BOUNDARY) else written)


def _prefixes(items: Iterable[Any]) -> Pieces:
    """Texts with one of which a sequence begins."""
    parts = list(items)
    run = frozenset({""})
    for place, item in enumerate(parts):
        texts = _texts(item)
        following = texts if texts is not None else _begin(item)
        if texts is None and _may_lack(item):
            following |= _prefixes(parts[place + 1 :])
        following = _shortened(following) if run == {""} else following
        if len(run) * len(following) > _MOST:
            return run
        run = frozenset(map("".join, product(run, following)))
        if texts is None:
            return run
    return run


def _shortened(found: Pieces) -> Pieces:
    """Texts, or the beginnings of them where they are many: as long as makes them few enough."""
    for letters in range(_OPENING, 1, -1) if len(found) > _MOST else ():
        found = frozenset(text[:letters] for text in found)
        if len(found) <= _MOST:
            break
    return found


def _may_lack(item: Any) -> bool:
    kind, value = item
    return kind in _REPEATS and value[0] == 0


def _begin(item: Any) -> Pieces:
    """Texts with one of which a part of a pattern that stands for many begins."""
    kind, value = item
    if kind is op.SUBPATTERN:
        return _prefixes(value[3])
    if kind is op.BRANCH:
        return frozenset(text for branch in value[1] for text in _prefixes(branch))
    return _prefixes(value[2]) if kind in _REPEATS else frozenset({""})


def _pieces(items: Iterable[Any]) -> Pieces | None:
    """The best pieces of a sequence: its longest runs of text that is known, or what one of its parts cannot lack."""
    found: list[Pieces] = []
    run = frozenset({""})
    for item in items:
        texts = _texts(item)
        if texts is not None and len(run) * len(texts) <= _MOST:
            run = frozenset(map("".join, product(run, texts)))
            continue
        found.append(run)
        run = texts if texts is not None and len(texts) <= _MOST else frozenset({""})
        inner = _inside(item) if texts is None else None
        if inner is not None:
            found.append(inner)
    return _rarest([*found, run])


def _rarest(found: Sequence[Pieces]) -> Pieces | None:
    best = max(found, key=lambda pieces: (min(map(_rarity, pieces)), -len(pieces)))
    return best if "" not in best else None


def _rarity(piece: str) -> int:
    return 1 if piece.lower() in _COMMON else min(_LONG, len(piece))


def _texts(item: Any) -> Pieces | None:
    """All the texts that a part of a pattern may stand for, if they are few."""
    kind, value = item
    found: Pieces | None = None
    if kind is op.LITERAL:
        found = frozenset({chr(value)})
    elif kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        found = frozenset({""})
    elif kind is op.IN and all(inner[0] is op.LITERAL for inner in value):
        found = frozenset(chr(inner[1]) for inner in value)
    elif kind is op.SUBPATTERN:
        found = _sequence(value[3])
    elif kind is op.BRANCH:
        found = _either(_sequence(branch) for branch in value[1])
    elif kind in _REPEATS and value[:2] == (0, 1):
        found = _either([_sequence(value[2]), frozenset({""})])
    return found if found is not None and len(found) <= _MOST else None


def _either(branches: Iterable[Pieces | None]) -> Pieces | None:
    """What stands in one branch or another, where it is known of each."""
    found = list(branches)
    return None if None in found else frozenset(text for branch in found for text in branch or ())


def _sequence(items: Iterable[Any]) -> Pieces | None:
    run = frozenset({""})
    for item in items:
        texts = _texts(item)
        if texts is None or len(run) * len(texts) > _MOST:
            return None
        run = frozenset(map("".join, product(run, texts)))
    return run


def _inside(item: Any) -> Pieces | None:
    """What a part of a pattern that stands for many texts cannot lack."""
    kind, value = item
    if kind is op.SUBPATTERN:
        return _pieces(value[3])
    if kind in _REPEATS and value[0] > 0:
        return _pieces(value[2])
    return _either(_pieces(branch) for branch in value[1]) if kind is op.BRANCH else None
