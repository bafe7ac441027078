"""Titles: which of the lines at the head of a text make one."""

import pytest

from ontology.statement import Literal
from ontology.terms import DCTERMS, XSD
from tests.readings import reading

BODY = "\nOslo, 3 May 2001\n\n1. Norway and Kenya will share lists.\n2. They will meet.\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "JOINT PLAN OF ACTION\nON THE COMMON BORDER, 1999-2003\n",
            "JOINT PLAN OF ACTION ON THE COMMON BORDER, 1999-2003",
        ),
        ("NORWAY – KENYA\nSAFE HARBOURS STRATEGY\n2021–2025\n", "NORWAY – KENYA SAFE HARBOURS STRATEGY 2021–2025"),
        (
            "NORWAY-KENYA TALKS ON SECURITY\n\nReport of the Port Police\n",
            "NORWAY-KENYA TALKS ON SECURITY Report of the Port Police",
        ),
        (
            "Summary Report\n\nXII Meeting of the Friends of the Harbour\n",
            "Summary Report XII Meeting of the Friends of the Harbour",
        ),
        ("Home About us News Travel Contact\n\nSafe harbours for all\n", "Safe harbours for all"),
        ("HARBOURS.NO\nPress release\n\nNorway and Kenya agree on harbours\n", "Norway and Kenya agree on harbours"),
        ("Safe harbours for all\n\nComunicado conjunto No. 87\n", "Safe harbours for all"),
        (
            "Boats found in Bergen; crews at large\n\nBy Ola Berg\nStaff writer\n",
            "Boats found in Bergen; crews at large",
        ),
        ("Norway: Mr. Jon Dahl, Chief of Police; Ms. Siri Lie, Port of Oslo\n\nSafe harbours\n", "Safe harbours"),
    ],
)
def test_a_title_is_what_the_lines_at_the_head_say_together(head: str, title: str) -> None:
    """The countries above it, the kind of text and its years belong to it; a menu and names do not."""
    found = reading(head + BODY).statements
    assert [s.object for s in found if s.predicate == DCTERMS.title] == [Literal(title, language="en")]


def test_a_recital_does_not_date_a_text() -> None:
    """The date of signature at the end does."""
    text = """Agreement between Norway and Kenya on Harbours

Having regard to the Convention on Harbours of 15 November 2000,

Article 1

Norway and Kenya shall share lists.

Done at Oslo on 3 May 2001.
"""
    found = reading(text).statements
    assert [s.object for s in found if s.predicate == DCTERMS.issued] == [Literal("2001-05-03", XSD.date)]
