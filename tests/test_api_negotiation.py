"""The format that a client gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiation import choose, ranges
from ontology.errors import FormatError
from queries.formats import RESULTS, TRIPLES

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", "text/csv"),
        ("*/*, text/tab-separated-values", "text/tab-separated-values"),
        ("*/*;q=0.1, text/csv;q=0", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("application/sparql-results+json,application/json,text/javascript", "application/sparql-results+json"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
        ("text/csv; charset=utf-8; q=0.2, application/xml;q=0.1", "text/csv"),
        ("nonsense, text/csv", "text/csv"),
        (BROWSER, "application/sparql-results+json"),
    ],
)
def test_quality_comes_first_then_specificity_then_our_order(accept: str | None, media_type: str) -> None:
    """RFC 9110, section 12.5.1."""
    assert choose(accept, None, RESULTS).media_type == media_type


def test_a_name_overrides_the_header() -> None:
    """`format=` is for those who cannot set a header."""
    assert choose("text/csv", "xml", RESULTS).media_type == "application/sparql-results+xml"


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "*/*;q=0"])
def test_what_is_not_offered_lists_what_is(accept: str) -> None:
    """406 is of use when it says what there is."""
    with pytest.raises(FormatError) as caught:
        choose(accept, None, TRIPLES)
    assert caught.value.offered == TRIPLES.media_types


def test_an_unknown_name_lists_the_names() -> None:
    """The short names are what `format=` takes."""
    with pytest.raises(FormatError) as caught:
        choose(None, "pdf", RESULTS)
    assert caught.value.offered == RESULTS.names


@given(st.text(max_size=300))
def test_any_header_is_read(header: str) -> None:
    """Whatever a client sends, there is a list of ranges with qualities from 0 to 1."""
    assert all(0 <= one.quality <= 1 for one in ranges(header))
