"""SPARQL results as data frames: each column with the type of its values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest

from comity.frames import frame

XSD = "http://www.w3.org/2001/XMLSchema#"


def results(*rows: Mapping[str, tuple[str, str] | str]) -> bytes:
    """Results with these literals: value and local name of the datatype, or an IRI."""
    names = list(dict.fromkeys(name for row in rows for name in row))

    def term(value: tuple[str, str] | str) -> dict[str, str]:
        if isinstance(value, str):
            return {"type": "uri", "value": value}
        return {"type": "literal", "value": value[0], **({"datatype": XSD + value[1]} if value[1] else {})}

    bindings = [{name: term(value) for name, value in row.items()} for row in rows]
    return json.dumps({"head": {"vars": names or ["x"]}, "results": {"bindings": bindings}}).encode()


@pytest.mark.parametrize(
    ("literals", "kind", "values"),
    [
        ([("1", "integer"), ("-2", "long")], "Int64", [1, -2]),
        ([("1.5", "decimal"), ("2", "integer"), ("1e3", "double")], "Float64", [1.5, 2.0, 1000.0]),
        ([("true", "boolean"), ("0", "boolean")], "boolean", [True, False]),
        ([("1998", "gYear"), ("1999", "gYear")], "str", ["1998", "1999"]),
        ([("a", ""), ("1", "integer")], "str", ["a", "1"]),
        ([("9" * 20, "integer")], "object", [int("9" * 20)]),
    ],
)
def test_a_column_has_the_type_of_its_values(literals: list[tuple[str, str]], kind: str, values: list[object]) -> None:
    """One kind of number, truth or text; what is mixed, and what states no day, is text."""
    column = frame(results(*({"x": one} for one in literals)))["x"]
    assert column.dtype == kind
    assert column.tolist() == values


def test_dates_are_times() -> None:
    """A column of days can be sorted, grouped and plotted as such."""
    column = frame(results({"x": ("1998-02-06", "date")}, {"x": ("2009-03-12T10:00:00", "dateTime")}))["x"]
    assert column.dtype.kind == "M"
    assert [one.date() for one in column] == [date(1998, 2, 6), date(2009, 3, 12)]


def test_a_date_that_pandas_cannot_hold_stays_text() -> None:
    """The column is kept whole, as it was written."""
    assert frame(results({"x": ("1998-13-06", "date")}))["x"].tolist() == ["1998-13-06"]


def test_what_is_unbound_is_missing() -> None:
    """In every kind of column, and in one that has nothing else."""
    rows = results({"n": ("1", "integer"), "t": "urn:a"}, {"n": ("2", "integer")}, {"t": "urn:b"})
    found = frame(rows)
    assert found["n"].isna().tolist() == [False, False, True]
    assert found["t"].isna().tolist() == [False, True, False]
    empty = frame(results({}))
    assert list(empty.columns) == ["x"]
    assert empty["x"].isna().all()


def test_no_rows_keep_their_columns() -> None:
    """An empty answer still says what was asked for."""
    assert list(frame(results()).columns) == ["x"]
    assert len(frame(results())) == 0
