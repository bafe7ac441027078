"""SPARQL results as data frames, each column with the type of its values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ontology.terms import XSD

if TYPE_CHECKING:
    import pandas as pd

Binding: TypeAlias = "dict[str, str]"
"""A term as SPARQL 1.1 Query Results JSON writes it."""

_XSD: Final = XSD.integer.removesuffix("integer")
_DERIVED: Final = (
    "long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte"
)
_INTEGERS: Final = frozenset(_XSD + name for name in ("integer", *_DERIVED.split()))
_NUMBERS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_TIMES: Final = frozenset(_XSD + name for name in ("date", "dateTime"))


def frame(results: bytes) -> pd.DataFrame:
    """The solutions of a SELECT, given as SPARQL 1.1 Query Results JSON.

    A column whose values are all of one kind has that kind's type: Int64, Float64, boolean or datetime64, where None
    marks what is unbound; all others are text. Years and months that state no day are text.

    Raises:
        KeyError: the results are those of an ASK.
    """
    import pandas as pd  # noqa: PLC0415, only notebooks have it

    found = json.loads(results)
    rows: list[dict[str, Binding]] = found["results"]["bindings"]
    names: list[str] = found["head"]["vars"]
    return pd.DataFrame({name: _column([row.get(name) for row in rows]) for name in names}, columns=names)


def _column(bindings: Sequence[Binding | None]) -> pd.Series[Any]:
    import pandas as pd  # noqa: PLC0415, only notebooks have it

    kinds = {one.get("datatype", "") for one in bindings if one}
    values = [one["value"] if one else None for one in bindings]
    if not kinds:
        return pd.Series(values, dtype=object)
    if kinds <= _INTEGERS:
        return pd.Series([None if one is None else int(one) for one in values], dtype=_integer(values))
    if kinds <= _NUMBERS | _INTEGERS:
        return pd.Series([None if one is None else float(one) for one in values], dtype="Float64")
    if kinds == {XSD.boolean}:
        return pd.Series([None if one is None else one in ("true", "1") for one in values], dtype="boolean")
    if kinds <= _TIMES:
        return _times(values)
    return pd.Series(values, dtype="str")


def _integer(values: Sequence[str | None]) -> str:
    """Int64, unless a number is beyond it."""
    fits = all(-(2**63) <= int(one) < 2**63 for one in values if one is not None)
    return "Int64" if fits else "object"


def _times(values: Sequence[str | None]) -> pd.Series[Any]:
    """Times, or text if pandas cannot hold one of them, or they mix zones."""
    import pandas as pd  # noqa: PLC0415, only notebooks have it

    try:
        return pd.Series(pd.to_datetime(pd.Series(values), format="ISO8601"))
    except ValueError:
        return pd.Series(values, dtype="str")
