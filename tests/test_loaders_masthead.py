"""Who published a text: a newspaper by its masthead, menu or dateline, and the body above the date."""

import pytest

from ontology.statement import Literal
from ontology.terms import DCTERMS
from tests.readings import local, reading

BODY = (
    "\n\nNorway and Kenya agreed to share lists of stolen boats. Kenya and Norway will meet again in Oslo next year.\n"
)


@pytest.mark.parametrize(
    ("head", "publisher", "title"),
    [
        ("THE FJORD HERALD\nFriday 7 May 1999\n\nNorway and Kenya close a gap", "THE FJORD HERALD", "Norway and Kenya"),
        ("El Faro de Oslo | Inicio | Mar\n\nNorway and Kenya close a gap", "El Faro de Oslo", "Norway and Kenya"),
        ("Neighbours close a gap\n\nBy Ola Berg\nThe Fjord Mail, 7 May 1999", "The Fjord Mail", "Neighbours"),
        ("Neighbours close a gap\n\nOSLO, May 7, 1999 (Fjord Wire) --", "Fjord Wire", "Neighbours"),
    ],
)
def test_a_newspaper_is_named_at_the_top_or_in_the_dateline(head: str, publisher: str, title: str) -> None:
    """Its name is the publisher, and no title."""
    found = reading(head + BODY).statements
    assert [s.object for s in found if s.predicate == DCTERMS.publisher] == [Literal(publisher)]
    assert [local(s.object).startswith(title) for s in found if s.predicate == DCTERMS.title] == [True]


def test_the_body_right_above_the_date_published_a_text() -> None:
    """The ministry of which it is part stands above it, or elsewhere."""
    text = "Ministry of Fisheries\n\nBoats that come back\n\nFact sheet\n\nBureau of Harbours\n\nMay 7, 1999" + BODY
    found = reading(text).statements
    assert [local(s.object) for s in found if s.predicate == DCTERMS.publisher] == ["ke-no-bureau-of-harbours"]


def test_a_title_is_without_the_word_that_it_is_an_opinion() -> None:
    """As in "Editorial: …"."""
    found = reading("Editorial: Boats that come back" + BODY).statements
    assert [s.object for s in found if s.predicate == DCTERMS.title] == [Literal("Boats that come back", language="en")]


def test_what_a_meeting_agreed_is_issued_on_its_last_day() -> None:
    """As in "Oslo, 3-5 May 2001"."""
    found = reading("Joint Statement on Boats\n\nOslo, 3-5 May 2001" + BODY).statements
    assert [local(s.object) for s in found if s.predicate == DCTERMS.issued] == ["2001-05-05"]
