"""Nodes and edges to draw, and the graph formats that drawing libraries read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload

import numpy as np

from graph.network import Network
from graph.pools import Array
from graph.things import local_name
from ontology.statement import Literal
from ontology.terms import RDF, RDFS
from queries.answer import Answer, Pieces, as_joined, encode
from queries.captions import Captions
from queries.formats import GRAPHS, JSON_LD, TURTLE
from queries.quotes import Amount, texts
from queries.rdf import Triples, Written

if TYPE_CHECKING:
    import networkx as nx

    from graph import Graph


class Link(NamedTuple):
    """An edge by the numbers of its subject, predicate and object."""

    s: int
    p: int
    o: int


class Links(Sequence[Link]):
    """Edges that stand in columns of subjects, predicates and objects; they are made when they are asked for."""

    def __init__(self, columns: tuple[Array, Array, Array], places: Array | None = None) -> None:
        """The edges of three columns of one length, and their numbers in the network where they are at hand."""
        self.columns = columns
        self._places = places

    def __len__(self) -> int:
        """How many there are."""
        return int(self.columns[0].size)

    @overload
    def __getitem__(self, index: int) -> Link: ...
    @overload
    def __getitem__(self, index: slice) -> Links: ...
    def __getitem__(self, index: int | slice) -> Link | Links:
        """One of them, or some."""
        s, p, o = (column[index] for column in self.columns)
        return Links((s, p, o)) if isinstance(index, slice) else Link(int(s), int(p), int(o))

    def __iter__(self) -> Iterator[Link]:
        """All of them, in their order."""
        return starmap(Link, zip(*(column.tolist() for column in self.columns), strict=True))

    def passages(self, network: Network) -> Array:
        """How many passages state each."""
        if self._places is None:
            return np.array(network.evidence_counts(*self.columns), np.int64)
        starts = network.arrays["evidence_start"]
        counts: Array = starts[self._places + 1] - starts[self._places]
        return counts

    @classmethod
    def of(cls, links: Sequence[Link]) -> Links:
        """The same edges in columns."""
        if isinstance(links, Links):
            return links
        s, p, o = np.array(links, np.int32).reshape(-1, 3).T.copy()
        return cls((s, p, o))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Some nodes of a network, in their order, and edges between them."""

    graph: Graph
    nodes: tuple[int, ...]
    links: Sequence[Link]
    evidence: Amount = "count"
    depth: tuple[int, ...] = ()

    def node_rows(self) -> Iterator[dict[str, Any]]:
        """Each node with flat attributes: id, label, class (its name and its IRI), degree, and steps from the seeds."""
        network, captions = self.graph.network, Captions(self.graph.network)
        for place, node in enumerate(self.nodes):
            classes = network.classes(node)
            row = {
                "id": network.iri(node),
                "label": captions.label(node),
                "class": local_name(classes[0]) if classes else "",
                "type": classes[0] if classes else "",
                "degree": network.degree(node),
            }
            yield {**row, "depth": self.depth[place]} if self.depth else row

    def edge_rows(self) -> Iterator[dict[str, Any]]:
        """Each edge with an id, its ends, and flat attributes: predicate, label, and how many passages state it."""
        network, links = self.graph.network, Links.of(self.links)
        node, name = cache(network.iri), cache(network.predicate)
        for (s, p, o), passages in zip(links, links.passages(network).tolist(), strict=True):
            subject, predicate, value = node(s), name(p), node(o)
            yield {
                "id": f"{subject} {predicate} {value}",
                "source": subject,
                "target": value,
                "predicate": predicate,
                "label": local_name(predicate),
                "passages": passages,
            }

    def written(self) -> tuple[Pieces, Pieces]:
        """A JSON object of nodes by IRI, with their names in every language, and a JSON array of edges, in pieces.

        Each edge has how many passages state it, and as many of them as `evidence` asks for.
        """
        from queries.tableau import Tableau  # noqa: PLC0415, compiled code is only loaded where it runs

        tableau, links = Tableau.of(self.graph.network), Links.of(self.links)
        cited = texts(self.graph, links, self.evidence) if self.evidence in ("first", "all") else {}
        nodes = tableau.nodes(self.nodes, self.depth)
        passages = links.passages(self.graph.network)
        edges = tableau.edges(links.columns, passages, [cited[link] for link in links] if cited else ())
        return (b"{", nodes, b"}"), (b"[", edges, b"]")

    def triples(self) -> list[tuple[str, str, str]]:
        """The edges as triples."""
        network = self.graph.network
        return [(network.iri(s), network.predicate(p), network.iri(o)) for s, p, o in self.links]


def edges_of(graph: Graph, name: str | None = None) -> Iterator[Link]:
    """Every edge of the network, or those that one named graph states, by subject, predicate and object."""
    network = graph.network
    number = -1 if name is None else network.pool("graphs").find(name)
    if name is not None and number < 0:
        return
    if name is None:
        starts, nodes = network.arrays["out_start"], np.arange(network.nodes)
        columns = (np.repeat(nodes, np.diff(starts)), network.arrays["out_predicate"], network.arrays["out_node"])
    else:
        columns = network.asserted((number,))
    for s, p, o in zip(*columns, strict=True):
        yield Link(int(s), int(p), int(o))


def drawn(drawing: Drawing, form: str, limits: tuple[str, ...] = ()) -> Answer:
    """A drawing in a format by name.

    Raises:
        FormatError: there is no graph format of that name.
    """
    chosen = GRAPHS.named(form)
    return Answer(chosen.media_type, _WRITERS[chosen.name](drawing, limits), not limits, limits)


def _json(drawing: Drawing, limits: tuple[str, ...]) -> bytes:
    """Our own: nodes by IRI and edges with their passages, as in an answer with paths."""
    nodes, edges = drawing.written()
    return as_joined({"nodes": nodes, "edges": edges}, limits).body


def _node_link(drawing: Drawing, limits: tuple[str, ...]) -> bytes:
    """Networkx `node_link_graph(data, edges="edges")`: a directed multigraph."""
    edges = [{**row, "key": row["predicate"]} for row in drawing.edge_rows()]
    body = {
        "directed": True,
        "multigraph": True,
        "graph": _state(limits),
        "nodes": list(drawing.node_rows()),
        "edges": edges,
    }
    return encode(body)


def _d3(drawing: Drawing, limits: tuple[str, ...]) -> bytes:
    """d3-force: nodes with `id`, links with `source` and `target`."""
    return encode({**_state(limits), "nodes": list(drawing.node_rows()), "links": list(drawing.edge_rows())})


def _cytoscape(drawing: Drawing, limits: tuple[str, ...]) -> bytes:
    """Cytoscape.js: elements by group, each in `data`."""
    elements = {
        "nodes": [{"data": row} for row in drawing.node_rows()],
        "edges": [{"data": row} for row in drawing.edge_rows()],
    }
    return encode({"data": _state(limits), "elements": elements})


def _graphology(drawing: Drawing, limits: tuple[str, ...]) -> bytes:
    """graphology: serialized attributes, nodes and edges by key."""
    nodes = [{"key": row["id"], "attributes": _without(row, "id")} for row in drawing.node_rows()]
    edges = [
        {
            "key": row["id"],
            "source": row["source"],
            "target": row["target"],
            "attributes": _without(row, "id", "source", "target"),
        }
        for row in drawing.edge_rows()
    ]
    options = {"type": "directed", "multi": True, "allowSelfLoops": True}
    return encode({"options": options, "attributes": _state(limits), "nodes": nodes, "edges": edges})


def networked(drawing: Drawing) -> nx.MultiDiGraph[str]:
    """The drawing as networkx holds it; the key of an edge is its predicate."""
    from networkx import MultiDiGraph  # noqa: PLC0415, a fifth of a second that only two formats need

    found: nx.MultiDiGraph[str] = MultiDiGraph()
    for row in drawing.node_rows():
        found.add_node(row["id"], **_without(row, "id"))
    for row in drawing.edge_rows():
        found.add_edge(row["source"], row["target"], key=row["predicate"], **_without(row, "source", "target"))
    return found


def _graphml(drawing: Drawing, limits: tuple[str, ...]) -> bytes:
    """GraphML as networkx writes it, but that the id of an edge is its own, not its predicate."""
    from networkx import write_graphml  # noqa: PLC0415, as above

    stream = io.BytesIO()
    found = networked(drawing)
    found.graph.update(complete=not limits, limits_hit=" ".join(limits))
    write_graphml(found, stream, edge_id_from_attribute="id")
    return stream.getvalue()


def _gexf(drawing: Drawing, _limits: tuple[str, ...]) -> bytes:
    """GEXF 1.2 without the date that networkx would write, so that equal graphs are equal bytes."""
    from networkx import generate_gexf  # noqa: PLC0415, as above

    found = networked(drawing)
    text = "\n".join(generate_gexf(found))
    head, mark, rest = text.partition("<meta ")
    return (head + rest.partition("</meta>")[2] if mark else text).encode()


def _turtle(drawing: Drawing, _limits: tuple[str, ...]) -> bytes:
    return _rdf(drawing, TURTLE.media_type)


def _json_ld(drawing: Drawing, _limits: tuple[str, ...]) -> bytes:
    return _rdf(drawing, JSON_LD.media_type)


def _rdf(drawing: Drawing, media_type: str) -> bytes:
    """The edges as triples, with the label and the class of each node."""
    found = Triples()
    found.add(drawing.triples())
    found.add(triple for row in drawing.node_rows() for triple in _described(row))
    return found.write(media_type)


def _described(row: dict[str, Any]) -> Iterator[Written]:
    yield row["id"], RDFS.label, Literal(row["label"])
    if row["type"]:
        yield row["id"], RDF.type, row["type"]


def _without(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def _state(limits: tuple[str, ...]) -> dict[str, object]:
    return {"complete": not limits, "limits_hit": list(limits)}


_WRITERS: Final[dict[str, Callable[[Drawing, tuple[str, ...]], bytes]]] = {
    "json": _json,
    "node-link": _node_link,
    "d3": _d3,
    "cytoscape": _cytoscape,
    "graphology": _graphology,
    "graphml": _graphml,
    "gexf": _gexf,
    "jsonld": _json_ld,
    "turtle": _turtle,
}
