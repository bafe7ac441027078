"""Addresses: what is minted can be parsed, and two different things never share one."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ontology.errors import IriError
from ontology.iris import DEFAULT_BASE, KINDS, Iris, parse_passage, slugify
from ontology.statement import Literal, Passage
from ontology.terms import COMITY, RDF, XSD

IRIS = Iris()
DOCUMENT = IRIS.document("strategy")

slugs = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}", fullmatch=True)
bases = st.sampled_from([DEFAULT_BASE, "http://localhost:8000/id/", "https://example.org/a/b/"])
texts = st.text(st.characters(codec="utf-8"), max_size=120)
passages = st.builds(
    lambda start, exact: Passage(DOCUMENT, start, start + len(exact), exact),
    st.integers(0, 10**9),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
)


@given(bases, st.sampled_from(KINDS), slugs)
def test_the_address_of_a_thing_is_parsed_to_its_kind_and_slug(base: str, kind: str, slug: str) -> None:
    """Minting and parsing are inverse, below any base."""
    iris = Iris(base)
    assert iris.parse(iris.thing(kind, slug)) == (kind, slug)


@given(passages)
def test_the_address_of_a_passage_is_parsed_to_its_document_and_offsets(passage: Passage) -> None:
    """RFC 5147: `#char=START,END` says where a passage is."""
    assert parse_passage(passage.iri) == (passage.document, passage.start, passage.end)


@given(slugs, st.sampled_from(["", "/point/12/action/1.5", "#char=0,4", "/figure/3-9"]))
def test_a_part_leads_back_to_its_document(slug: str, path: str) -> None:
    """Whatever lies below a document's address belongs to that document."""
    assert IRIS.document_of(IRIS.document(slug) + path) == IRIS.document(slug)


def test_a_part_lies_below_its_document() -> None:
    """A part's address is its document's, a slash and a path."""
    assert IRIS.part(DOCUMENT, "point/12/action/1.5") == f"{DEFAULT_BASE}document/strategy/point/12/action/1.5"


@pytest.mark.parametrize("iri", [DEFAULT_BASE, f"{DEFAULT_BASE}document/", f"{DEFAULT_BASE}country/mexico", "x"])
def test_what_lies_below_no_document_has_none(iri: str) -> None:
    """The error says where an address would have to lie."""
    with pytest.raises(IriError, match=r"expected an address below https://w3id\.org/comity/id/document/"):
        IRIS.document_of(iri)


@pytest.mark.parametrize(
    "iri",
    [
        f"{DEFAULT_BASE}planet/mars",
        f"{DEFAULT_BASE}country/",
        f"{DEFAULT_BASE}document/d/point/1",
        f"{DEFAULT_BASE}document/d#char=0,4",
        "https://example.org/id/country/mexico",
    ],
)
def test_what_is_no_thing_is_not_parsed_as_one(iri: str) -> None:
    """Unknown kinds, parts, passages and other people's addresses are refused."""
    with pytest.raises(IriError, match=r"expected https://w3id\.org/comity/id/KIND/SLUG"):
        IRIS.parse(iri)


@pytest.mark.parametrize("slug", ["", "Mexico", "a--b", "-a", "a-", "a b", "a/b", "méxico"])
def test_a_slug_that_is_none_is_refused(slug: str) -> None:
    """Only lower-case words joined by single hyphens stand in an address."""
    with pytest.raises(IriError, match="expected lower-case words joined by hyphens"):
        IRIS.thing("country", slug)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    """The error lists the kinds that there are."""
    with pytest.raises(IriError, match=r"found the kind 'planet', expected one of country, agency, .*, document"):
        IRIS.thing("planet", "mars")


@pytest.mark.parametrize("base", ["", "https://example.org/id", "ftp://example.org/", "https://exa mple.org/", "id/"])
def test_a_base_to_which_no_path_can_be_joined_is_refused(base: str) -> None:
    """A base is an http(s) address that ends in a slash."""
    with pytest.raises(IriError, match=r"expected an http\(s\) address that ends in '/'"):
        Iris(base)


@pytest.mark.parametrize("iri", [DOCUMENT, f"{DOCUMENT}#char=1", f"{DOCUMENT}#char=-1,2", "#char=0,4"])
def test_what_is_no_passage_is_not_parsed_as_one(iri: str) -> None:
    """Both offsets must be there, and a document before them."""
    with pytest.raises(IriError, match="expected DOCUMENT#char=START,END"):
        parse_passage(iri)


@given(texts)
@example("Fiscalía General de la República")
@example("A" * 300)
def test_a_slug_is_short_words_of_ascii(text: str) -> None:
    """Whatever the name, what stands in an address needs no escape and is at most 80 characters long."""
    slug = slugify(text)
    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 80


@given(texts)
def test_the_slug_of_a_slug_is_itself(text: str) -> None:
    """Making a slug twice changes nothing."""
    assert slugify(slugify(text)) == slugify(text)


@given(texts)
def test_a_slug_does_not_depend_on_how_letters_are_composed(text: str) -> None:
    """An accent may be part of a letter or follow it: the name is the same."""
    assert slugify(unicodedata.normalize("NFC", text)) == slugify(unicodedata.normalize("NFD", text))


@given(st.text("abcdefgh áéíñü-.'’", max_size=60))
def test_a_slug_does_not_depend_on_case(text: str) -> None:
    """A heading in capitals names the thing that a sentence names."""
    assert slugify(text.upper()) == slugify(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Attorney General’s Office", "attorney-generals-office"),
        ("ATTORNEY GENERAL'S OFFICE", "attorney-generals-office"),
        ("Attorneys' Group", "attorneys-group"),
        ("U.S.-Mexico Border", "u-s-mexico-border"),
        ("UK–Albania Joint Committee", "uk-albania-joint-committee"),
        ("Đà Nẵng", "da-nang"),
        ("Øresund", "oresund"),
        ("Straße", "strasse"),
        ("…", ""),
    ],
)
def test_a_name_becomes_the_slug_that_a_reader_expects(name: str, slug: str) -> None:
    """Possessives stay with their word; letters that are no letter with an accent become their usual spelling."""
    assert slugify(name) == slug


@given(st.text("abc", min_size=75, max_size=90), st.text("abc", min_size=75, max_size=90))
def test_two_long_names_keep_two_slugs(one: str, other: str) -> None:
    """Cut names differ in their hash."""
    assert (slugify(one) == slugify(other)) == (one == other)


def test_a_statement_has_an_address_of_its_own() -> None:
    """One hash for each graph, subject, predicate, object and passage; the same parts give the same one."""
    graphs = [IRIS.graph("a"), IRIS.graph("b")]
    subjects = [IRIS.thing("agency", "a"), IRIS.thing("agency", "b")]
    predicates = [COMITY.actor, COMITY.recipient]
    values: list[str | Literal] = [
        IRIS.thing("country", "mexico"),
        Literal(IRIS.thing("country", "mexico")),
        Literal("1998"),
        Literal("1998", XSD.gYear),
        Literal("1998", language="en"),
        Literal("1998", language="es"),
        Literal("\n1998"),
        Literal(""),
    ]
    found = [Passage(DOCUMENT, 0, 1, "a"), Passage(DOCUMENT, 0, 2, "ab"), Passage(IRIS.document("e"), 0, 1, "a")]
    every = list(product(graphs, subjects, predicates, values, found))
    assert len({IRIS.statement(*each) for each in every}) == len(every)
    assert [IRIS.statement(*each) for each in every] == [Iris().statement(*each) for each in every]


@given(texts, texts, st.sampled_from([None, "en", "es"]), st.sampled_from([None, "en", "es"]))
def test_statements_about_different_literals_have_different_addresses(
    one: str, other: str, language: str | None, another: str | None
) -> None:
    """No text of a literal can be mistaken for a datatype or a language."""
    left, right = Literal(one, language=language), Literal(other, language=another)
    passage = Passage(DOCUMENT, 0, 1, "a")
    addresses = [IRIS.statement(DOCUMENT, DOCUMENT, COMITY.counts, each, passage) for each in (left, right)]
    assert (addresses[0] == addresses[1]) == (left == right)


def test_literals_that_rdf_holds_equal_give_one_statement() -> None:
    """The case of a language tag, and a datatype beside one, make no other literal (RDF 1.1 Concepts, 3.3)."""
    same = [Literal("a", language="en-US"), Literal("a", language="en-us"), Literal("a", RDF.langString, "en-us")]
    passage = Passage(DOCUMENT, 0, 1, "a")
    assert len({IRIS.statement(DOCUMENT, DOCUMENT, COMITY.counts, each, passage) for each in same}) == 1


def test_evidence_is_known_by_its_address() -> None:
    """Statement nodes and passages stay out of the default graph; all else belongs in it."""
    passage = Passage(DOCUMENT, 0, 1, "a")
    statement = IRIS.statement(IRIS.graph("a"), DOCUMENT, COMITY.actor, DOCUMENT, passage)
    evidence = [passage.iri, statement]
    others = [DOCUMENT, IRIS.part(DOCUMENT, "point/1"), *(IRIS.thing(kind, "a") for kind in KINDS)]
    assert [IRIS.is_evidence(iri) for iri in evidence] == [True, True]
    assert not any(IRIS.is_evidence(iri) for iri in others)


def test_named_graphs_are_no_things() -> None:
    """The graph of a document, the reference graph and the ontology's have addresses apart from every kind."""
    graphs = [IRIS.graph("strategy"), IRIS.graph("reference"), IRIS.graph("ontology")]
    things = [IRIS.thing(kind, slug) for kind in KINDS for slug in ("strategy", "reference", "ontology")]
    assert all(one != other for one, other in combinations([*graphs, *things], 2))
