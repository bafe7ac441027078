"""What is derived from a change has the bytes of what is derived from the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from graph import Graph
from graph.difference import Difference
from graph.name_index import array_names
from graph.names import Names
from graph.network import NAMES, Network
from graph.nquads import apart, encode, iri_term, line
from graph.pools import Array
from graph.provenance import facts, quads
from graph.results import DEFAULT
from graph.revising import names_after, network_after
from graph.store import Store
from graph.texts import Texts
from graph.writer import Target, post_graph, put_graph, replace_documents, update
from ontology.iris import Iris
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, PROV, RDF, RDFS, SCHEMA, SKOS
from tests import small_graph as small

IRIS = Iris()
ONTOLOGY = IRIS.graph("ontology")
CLASSES = [COMITY.Action, COMITY.Agency]
PREDICATES = [DCTERMS.isPartOf, COMITY.actor, SCHEMA.mentions]
THINGS = [f"{IRIS.base}agency/{letter}" for letter in "abcdefgh"]
GRAPHS = [IRIS.graph(f"d{number}") for number in range(3)]
FIXED = [
    *(line("a:fixed", RDF.type, one) for one in CLASSES),
    *(line("a:fixed", one, "a:fixed") for one in PREDICATES),
    *(line("a:fixed", SKOS.prefLabel, Literal("Fixed", language=one)) for one in ("en", "es")),
    line("a:fixed", DCTERMS.title, Literal("Fixed")),
    line(f"{IRIS.base}agency/fixed", SKOS.altLabel, Literal("The bank")),
    *(line(one, RDFS.label, Literal("A class", language="en"), ONTOLOGY) for one in CLASSES),
    line(COMITY.Agency, RDFS.subClassOf, COMITY.Action, ONTOLOGY),
    line(COMITY.Agency, RDFS.subClassOf, COMITY.Action),
    line(THINGS[0], RDF.type, COMITY.Agency, ONTOLOGY),
    line(THINGS[0], COMITY.actor, THINGS[1], ONTOLOGY),
]
"""Lines that are always there, so that the vocabulary stays."""

things = st.sampled_from(THINGS)
edges = st.builds(line, things, st.sampled_from(PREDICATES), things)
types = st.builds(line, things, st.just(RDF.type), st.sampled_from(CLASSES))
words = st.builds(
    Literal, st.sampled_from(["Bank", "The National Bank", "Ärzte", ""]), language=st.sampled_from(["en", "es"])
)
names = st.builds(line, things, st.sampled_from([SKOS.prefLabel, RDFS.label]), words)
numbers = st.builds(line, things, st.sampled_from([COMITY.number, COMITY.order]), st.just(Literal("1.2")))
texts = st.builds(line, things, st.just(SCHEMA.text), words)
assertions = st.lists(st.one_of(edges, edges, types, names, numbers, texts), min_size=1, max_size=4)
nodes = st.builds(IRIS.base.__add__, st.sampled_from(["statement/1", "statement/2", "statement/3"]))
passages = st.builds(f"{IRIS.base}document/d{{}}#char=1,{{}}".format, st.integers(0, 2), st.integers(2, 4))
denoting = st.builds(line, passages, st.just(COMITY.denotes), things)
stated = st.builds(
    lambda node, s, p, o, passage: [
        line(node, RDF.subject, s),
        line(node, RDF.predicate, p),
        line(node, RDF.object, o),
        line(node, PROV.wasDerivedFrom, passage),
    ],
    nodes,
    things,
    st.sampled_from([*PREDICATES, SCHEMA.text]),
    st.one_of(things, st.just(Literal("x"))),
    passages,
)
told = st.lists(st.one_of(assertions, stated, st.tuples(denoting)), max_size=4).map(
    lambda found: [text for lines in found for text in lines]
)


@st.composite
def changes(draw: Callable[..., list[str]]) -> tuple[list[str], list[str]]:
    """Lines before and after: documents whose assertions also hold in the default graph, and stray ones."""
    before = {graph: draw(told) for graph in GRAPHS}
    after = {**before, GRAPHS[0]: draw(told)}
    stray = draw(assertions), draw(assertions)
    return _lines(before, stray[0]), _lines(after, stray[0] + stray[1])


def _lines(documents: dict[str, list[str]], stray: list[str]) -> list[str]:
    found = {*FIXED, *stray[: len(stray) % 3]}
    for graph, lines in documents.items():
        found.update(f"{one[:-2]} {iri_term(graph)} ." for one in lines)
        found.update(one for one in lines if not IRIS.is_evidence(one[1 : one.index(">")]))
    return sorted(found)


def put(folder: Texts, coming: set[str], going: set[str]) -> None:
    """Change texts."""
    by_graph: dict[str, tuple[set[bytes], set[bytes]]] = defaultdict(lambda: (set(), set()))
    for number, lines in enumerate((coming, going)):
        for text in lines:
            by_graph[apart(text)[1][1:-1]][number].add(f"{text}\n".encode())
    for graph, (new, old) in by_graph.items():
        folder.change(graph, sorted(new), old)


def stored(lines: list[str], texts: Texts) -> Store:
    """A store of these lines, which are those of the texts."""
    store = Store.memory()
    store.insert_nquads(encode(lines))
    store.texts = texts
    return store


def same(one: Mapping[str, Array], other: Mapping[str, Array], names: Iterable[str]) -> None:
    """Check that all arrays have the same type and values."""
    for name in names:
        found, expected = one[name], other[name]
        assert (name, found.dtype, found.tolist()) == (name, expected.dtype, expected.tolist())


@given(changes())
@settings(max_examples=60, phases=(Phase.explicit, Phase.generate))
def test_a_network_after_a_change_is_the_one_built_anew(change: tuple[list[str], list[str]]) -> None:
    """Whatever documents say, and whatever else stands in the default graph."""
    before, after = change
    with TemporaryDirectory() as name, patch("graph.difference._SHARE", 1000), patch("graph.revising._WAITING", 1):
        Path(name, "one").mkdir()
        old = Texts(Path(name, "one"))
        put(old, set(before), set())
        new = old.copy(Path(name, "two"))
        put(new, set(after) - set(before), set(before) - set(after))
        difference = Difference.of(old, new, old.measure(old.files()))
        assert difference is not None
        assert difference.grown == len(after) - len(before)
        store = stored(after, new)
        found = network_after(difference, Network.build(stored(before, old), IRIS), store, IRIS)
        event("anew" if found is None else "in place")
        if found is not None:
            same(found.arrays, Network.build(store, IRIS).arrays, NAMES)
        listed = names_after(difference, Names.build(stored(before, old), IRIS), store, IRIS)
        event("names anew" if listed is None else "names in place")
        if listed is not None:
            same(listed.arrays, Names.build(store, IRIS).arrays, array_names())


READINGS = {each.graph: quads(each, small.IRIS) for each in small.readings()}
WHOLE = {small.REFERENCE_GRAPH: facts(small.REFERENCE, small.REFERENCE_GRAPH), **READINGS}
OTHER = "http://example.org/g"
SAID = b"<a:a> <a:b> <a:c> . <a:c> <http://www.w3.org/2000/01/rdf-schema#label> 'A name'@en ."

writes: dict[str, Callable[[Target], object]] = {
    "both documents": lambda target: replace_documents(target, READINGS.items()),
    "one document less": lambda target: replace_documents(target, [(small.REPORT_GRAPH, [])]),
    "half a document": lambda target: replace_documents(
        target, [(small.STRATEGY_GRAPH, READINGS[small.STRATEGY_GRAPH][::2])]
    ),
    "names go": lambda target: update(target, "DELETE WHERE { ?s skos:altLabel ?o }"),
    "an edge comes": lambda target: update(target, f"INSERT DATA {{ <{small.MLAT}> comity:party <{small.MEXICO}> }}"),
    "words of a graph go": lambda target: update(
        target, f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o FILTER(?o = <{small.PGR}>) }} }}"
    ),
    "a foreign graph": lambda target: put_graph(target, OTHER, SAID, "text/turtle"),
    "the same in the default graph": lambda target: post_graph(target, DEFAULT, SAID, "text/turtle"),
    "a document gains": lambda target: post_graph(target, small.REPORT_GRAPH, SAID, "text/turtle"),
    "an empty foreign graph": lambda target: put_graph(target, OTHER, b"", "text/turtle"),
}


@given(st.lists(st.sampled_from(list(writes)), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_writes_in_any_order_publish_what_is_built_anew(chosen: list[str]) -> None:
    """Byte for byte, the counts of the manifest included, on a store that already holds the reference facts."""
    with TemporaryDirectory() as name, patch("graph.difference._SHARE", 1000), patch("graph.revising._WAITING", 1):
        target = Target(Path(name, "store"))
        replace_documents(target, WHOLE.items())
        for number, one in enumerate(chosen):
            writes[one](target)
            graph = Graph.open(target.folder)
            assert graph.manifest.quads == graph.store.count()
            anew = Path(name, str(number))
            anew.mkdir()
            Names.build(graph.store, graph.iris).save(anew / "names")
            Network.build(graph.store, graph.iris).save(anew / "network")
            assert graph.lease is not None
            for what in ("names", "network"):
                assert (graph.lease.path / what / "arrays").read_bytes() == (anew / what / "arrays").read_bytes()


def test_a_document_that_changes_is_taken_in_place() -> None:
    """Neither names nor network are built anew for it."""
    with TemporaryDirectory() as name, patch("graph.difference._SHARE", 1000), patch("graph.revising._WAITING", 1):
        target = Target(Path(name, "store"))
        replace_documents(target, WHOLE.items())
        lines = READINGS[small.STRATEGY_GRAPH]
        fewer = [text for text in lines if f"<{small.ACTION_2_2}>" not in text]
        assert 0 < len(fewer) < len(lines)
        with patch.object(Network, "build") as network, patch.object(Names, "build") as names:
            replace_documents(target, [(small.STRATEGY_GRAPH, fewer)])
            replace_documents(target, [(small.STRATEGY_GRAPH, lines)])
        assert not network.called
        assert not names.called
