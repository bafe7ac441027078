"""What the rows of a query hold, and the portions in which a query takes many terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from ontology.statement import Literal

_T = TypeVar("_T")

_PORTION: Final = 400
"""Terms in one query: 0.7 ms each on a store of 2.8 million quads, and the text stays below 256 KB."""


def portions(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """The items in the portions that one query takes."""
    return (items[start : start + _PORTION] for start in range(0, len(items), _PORTION))


def words(value: object) -> str | None:
    """The text of a literal, or an IRI; None for what has no words: a blank node, a triple, nothing.

    >>> words(Literal("Mérida")), words("urn:a"), words(None)
    ('Mérida', 'urn:a', None)
    """
    if isinstance(value, Literal):
        return value.value
    return value if isinstance(value, str) else None


def whole(value: object) -> int:
    """The number of a literal that a query counted or checked to be an integer; 0 for anything else."""
    text = words(value) or ""
    return int(text) if text.lstrip("+-").isdecimal() else 0


def first(values: Sequence[object]) -> str | None:
    """Of several values, the words that come first by their characters; None if there are no words."""
    return min((text for text in map(words, values) if text is not None), default=None)
