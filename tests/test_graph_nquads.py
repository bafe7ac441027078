"""Terms become canonical N-Quads text, and other programs read the same terms back."""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from graph.nquads import encode, iri_term, line, literal_term, parse_term, split, without_graph
from ontology.errors import IriError
from ontology.statement import Literal
from ontology.terms import RDF, XSD

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(Literal, TEXTS, st.just(RDF.langString), st.sampled_from(["en", "es-mx", "zh-hant-tw"])),
    st.builds(Literal, TEXTS, st.sampled_from([XSD.integer, XSD.date, "http://example.org/a#type"])),
)
TAILS = st.text(
    st.characters(exclude_characters='<>"{}|^`\\', exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Co"])
)


@given(LITERALS)
def test_the_engine_reads_and_writes_the_same_text(literal: Literal) -> None:
    """Our line for a literal is the one that the engine writes for it, so that lines compare as text."""
    text = line("http://example.org/s", "http://example.org/p", literal)
    (triple,) = pyoxigraph.parse(encode([text]), pyoxigraph.RdfFormat.N_TRIPLES)
    assert f"{triple} ." == text
    assert triple.object.value == literal.value


@given(LITERALS)
def test_rdflib_reads_the_same_literal(literal: Literal) -> None:
    """Another parser finds the same value, language and datatype in our line."""
    text = line("http://example.org/s", "http://example.org/p", literal)
    graph = rdflib.Graph().parse(data=encode([text]), format="nt")
    (found,) = graph.objects()
    assert isinstance(found, rdflib.Literal)
    assert str.__str__(found) == literal.value
    assert found.language == literal.language


@given(LITERALS)
def test_a_literal_comes_back_from_its_text(literal: Literal) -> None:
    """Reading the text of a literal gives the literal."""
    assert parse_term(literal_term(literal)) == literal


@given(TAILS, LITERALS, TAILS)
def test_a_line_splits_where_its_terms_end(tail: str, literal: Literal, graph: str) -> None:
    """Nothing inside a term is taken for the end of it."""
    subject, name = f"http://example.org/{tail}", f"http://example.org/{graph}"
    whole = line(subject, "http://example.org/p", literal, name)
    alone = line(subject, "http://example.org/p", literal)
    assert split(whole) == (f"<{subject}>", "<http://example.org/p>", literal_term(literal), f"<{name}>")
    assert split(alone)[2:] == (literal_term(literal), "")
    assert without_graph(whole) == alone == without_graph(alone)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("_:a <p:p> _:b _:g .", ("_:a", "<p:p>", "_:b", "_:g")),
        ("<s:s> <p:p> <o:o> .", ("<s:s>", "<p:p>", "<o:o>", "")),
        ('<s:s> <p:p> "a <b"^^<d:d> .', ("<s:s>", "<p:p>", '"a <b"^^<d:d>', "")),
        ('<s:s> <p:p> "a _:b" .', ("<s:s>", "<p:p>", '"a _:b"', "")),
        ("<s:s> <p:p> <<( <a:a> <b:b> <c:c> )>> .", ("<s:s>", "<p:p>", "<<( <a:a> <b:b> <c:c> )>>", "")),
        ("<s:s> <p:p> <<( <a:a> <b:b> <c:c> )>> <g:g> .", ("<s:s>", "<p:p>", "<<( <a:a> <b:b> <c:c> )>>", "<g:g>")),
    ],
)
def test_every_kind_of_term_is_told_apart(text: str, parts: tuple[str, str, str, str]) -> None:
    """Blank nodes, typed literals and triple terms keep to their places."""
    assert split(text) == parts


@pytest.mark.parametrize(
    "iri", ["", "relative", "/a", "http://a b", "http://a>", 'http://"', "http://a\n", "a:\\u0020"]
)
def test_what_is_no_iri_is_refused(iri: str) -> None:
    """A line with a broken address would break the file that it stands in."""
    with pytest.raises(IriError, match="expected an absolute IRI"):
        iri_term(iri)


@pytest.mark.parametrize("text", ["_:b", "plain", '"open', "<<( <a:a> <b:b> <c:c> )>>"])
def test_only_iris_and_literals_are_parsed(text: str) -> None:
    """A blank node has no meaning outside its graph."""
    with pytest.raises(IriError):
        parse_term(text)
