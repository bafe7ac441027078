"""A fact and the words that say so are values: frozen, compared by what they hold, and true to the text."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.statement import Literal, Passage, Reading, Statement
from ontology.terms import COMITY, XSD

DOCUMENT = "https://w3id.org/comity/id/document/strategy"

literals = st.builds(
    Literal,
    st.text(max_size=3),
    st.sampled_from([XSD.string, XSD.gYear]),
    st.sampled_from([None, "en", "es"]),
)


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [
        pytest.param(4, 4, "", id="nothing"),
        pytest.param(9, 4, "Spain", id="reversed"),
        pytest.param(-1, 4, "Spain", id="before the text"),
        pytest.param(0, 5, "Peru", id="too short a quote"),
        pytest.param(0, 3, "Peru", id="too long a quote"),
    ],
)
def test_a_passage_whose_quote_cannot_stand_there_is_refused(start: int, end: int, exact: str) -> None:
    """A quote is as long as its span, and a span holds something."""
    with pytest.raises(ValueError, match=f"passage {start}-{end} cannot quote {len(exact)} characters"):
        Passage(DOCUMENT, start, end, exact)


@given(st.text(min_size=1, max_size=40), st.data())
def test_a_passage_cut_from_a_text_quotes_it(text: str, data: st.DataObject) -> None:
    """Offsets count code points, so that slicing the text gives the quote, whatever its letters."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = Passage(DOCUMENT, start, end, text[start:end])
    assert text[passage.start : passage.end] == passage.exact
    assert passage.iri == f"{DOCUMENT}#char={start},{end}"


@given(st.lists(literals, max_size=12))
def test_any_literals_can_be_sorted(found: list[Literal]) -> None:
    """Output is sorted, and a text may stand beside the same text in a language: the order is total."""
    once, backwards = sorted(found), found[::-1]
    assert sorted(backwards) == once
    assert all(one <= other for one, other in pairwise(once))


def test_a_literal_without_a_language_comes_first() -> None:
    """By value, then datatype, then language."""
    plain, english, spanish = Literal("a"), Literal("a", language="en"), Literal("a", language="es")
    assert sorted([spanish, Literal("b"), english, plain]) == [plain, english, spanish, Literal("b")]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (Literal("a"), "value"),
        (Passage(DOCUMENT, 0, 1, "a"), "exact"),
        (Statement(DOCUMENT, COMITY.actor, DOCUMENT), "subject"),
        (Reading(DOCUMENT, DOCUMENT, "a.txt", "a", ()), "text"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_cannot_be_changed_and_crosses_a_process_border(value: object, field: str) -> None:
    """Workers hand readings to the process that writes: what arrives is what was sent, and stays so."""
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
    with pytest.raises(AttributeError):
        setattr(value, field, "")
