"""The tables of formats: no name stands for two formats, and an unknown one teaches."""

from __future__ import annotations

import pytest

from ontology.errors import FormatError
from queries.formats import QUADS, RESULTS, RESULTS_CSV, TRIPLES, TURTLE, Format, Offer

OFFERS = {"results": RESULTS, "triples": TRIPLES, "quads": QUADS}


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_a_name_stands_for_one_format_of_an_offer(offer: Offer) -> None:
    """Short names, extensions and media types never collide within one offer."""
    seen: dict[str, str] = {}
    for one in offer.formats:
        for name in {one.name, one.media_type, one.extension, *one.accepts, *one.names}:
            assert seen.setdefault(name, one.name) == one.name


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_the_defaults_are_offered(offer: Offer) -> None:
    """What is sent to a caller who names nothing is among the formats."""
    assert offer.default in offer.formats
    assert offer.browser in offer.formats


@pytest.mark.parametrize("name", ["turtle", "ttl", "TTL", "text/turtle", "application/x-turtle"])
def test_turtle_is_found_by_each_of_its_names(name: str) -> None:
    """A format answers to its short name, its extension and its media types, in any letter case."""
    assert TRIPLES.named(name) is TURTLE


def test_an_unknown_format_lists_those_that_exist() -> None:
    """FormatError carries the short names, so that a caller can choose again."""
    with pytest.raises(FormatError, match="json, xml, csv, tsv") as caught:
        RESULTS.named("xlsx")
    assert caught.value.offered == RESULTS.names


def test_text_formats_say_their_encoding() -> None:
    """A text media type is sent with its charset, another one bare."""
    assert RESULTS_CSV.content_type == "text/csv; charset=utf-8"
    assert RESULTS.default.content_type == "application/sparql-results+json"


def test_an_offer_grows_without_losing_its_defaults() -> None:
    """Graph formats join the RDF formats behind them."""
    drawn = Format("cytoscape", "application/vnd.cytoscape+json", "cyjs")
    wider = TRIPLES.and_also(drawn)
    assert wider.named("cytoscape") is drawn
    assert wider.default is TRIPLES.default
    assert wider.names[-1] == "cytoscape"
