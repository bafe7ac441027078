"""Evidence is found for a statement, with the provision that it stands in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, ORG, SCHEMA, XSD
from queries.evidence import Parts, evidence_of
from tests import small_graph as small

TEXTS = {small.STRATEGY: small.STRATEGY_TEXT, small.REPORT: small.REPORT_TEXT}


def test_a_statement_has_the_passage_that_says_so() -> None:
    """Document, offsets, words and part are those of the reading."""
    triple = (small.ACTION_1_1, COMITY.invokes, small.MLAT)
    (found,) = evidence_of(small.graph(), [triple])[triple]
    assert found.exact == "Mutual Legal Assistance Treaty" == small.STRATEGY_TEXT[found.start : found.end]
    assert (found.document, found.part, found.graph) == (small.STRATEGY, small.ACTION_1_1, small.STRATEGY_GRAPH)


def test_a_fact_about_a_thing_is_placed_in_the_provision_that_states_it() -> None:
    """The part is where the words stand, not what the statement is about."""
    triple = (small.MEXICO, COMITY.ratifies, small.PROTOCOL)
    (found,) = evidence_of(small.graph(), [triple])[triple]
    assert found.part == small.ACCOMPLISHMENTS[2]


def test_words_outside_every_provision_have_no_part() -> None:
    """A running paragraph is no provision."""
    triple = (small.RIOS, ORG.holds, small.ATTORNEY_GENERAL)
    (found,) = evidence_of(small.graph(), [triple])[triple]
    assert found.part is None
    assert "\n" in found.exact


def test_a_literal_has_evidence_too() -> None:
    """A date that a document states is a fact like any other."""
    triple = (small.PROTOCOL, COMITY.signedOn, Literal("1997-11-13", XSD.date))
    assert [one.exact for one in evidence_of(small.graph(), [triple])[triple]] == ["signed on\nNovember 13, 1997"]


def test_each_piece_of_a_text_is_evidence_of_it() -> None:
    """A provision that runs over two lines is supported by both, in order."""
    text = Literal("Apply the laws against money laundering, and share what each side learns.")
    triple = (small.POINT, SCHEMA.text, text)
    pieces = [one.exact for one in evidence_of(small.graph(), [triple])[triple]]
    assert " ".join(pieces) == text.value


def test_a_statement_that_nobody_made_has_no_evidence() -> None:
    """Reference facts and unknown triples come back with nothing."""
    triples = [(small.PGR, COMITY.country, small.MEXICO), (small.MLAT, DCTERMS.subject, small.TRAINING)]
    assert evidence_of(small.graph(), triples) == {triples[0]: (), triples[1]: ()}


def test_the_shortest_of_nested_provisions_wins() -> None:
    """A point that quotes its action holds the action's words too; the action is the closer place."""
    parts = Parts([(0, 100, "point"), (40, 60, "action"), (100, 120, "next")])
    assert parts.at(45, 50) == "action"
    assert parts.at(10, 50) == "point"
    assert parts.at(60, 61) == "point"
    assert parts.at(90, 110) is None


def test_a_passage_may_run_over_a_page_break() -> None:
    """It belongs to the provision in one of whose pieces it begins and in another of whose it ends."""
    parts = Parts([(0, 30, "one"), (50, 80, "one"), (80, 90, "two")])
    assert parts.at(25, 55) == "one"
    assert parts.at(35, 45) is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=12), st.integers(0, 99), st.integers(1, 20))
def test_a_provision_is_found_as_by_looking_at_each(spans: list[tuple[int, int]], start: int, length: int) -> None:
    """The index agrees with a scan of all pieces."""
    pieces = [(at, at + size, f"part{number}") for number, (at, size) in enumerate(spans)]
    end = start + length
    holding = [(high - low, part) for low, high, part in pieces if low <= start and end <= high]
    assert Parts(pieces).at(start, end) == (min(holding)[1] if holding else None)
