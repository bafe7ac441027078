"""The triples of a CONSTRUCT as nodes and edges to draw, in the formats that drawing libraries read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from graph.results import Blank, Row
from graph.things import local_name
from ontology.statement import Literal
from ontology.terms import DCTERMS, FOAF, RDF, RDFS, SKOS
from queries.answer import Answer, Pieces, text_of
from queries.captions import Captions
from queries.drawing import Drawing, drawn
from queries.labels import nodes

if TYPE_CHECKING:
    from graph import Graph

_LABELS: Final = (RDFS.label, SKOS.prefLabel, DCTERMS.title, FOAF.name)
_RESERVED: Final = frozenset(("id", "label", "class", "type", "degree", "key"))


def draw(graph: Graph, rows: Iterable[Row], form: str) -> Answer:
    """Triples in a graph format by name; see `Constructed`.

    Raises:
        FormatError: there is no graph format of that name.
    """
    return drawn(Constructed(graph, (), (), "none", rows=tuple(sorted(rows, key=repr))), form)


@dataclass(frozen=True)
class Constructed(Drawing):
    """Triples as a drawing: an edge for each whose object is a node.

    A type becomes the class of its node, a label its label, any other literal an attribute by the local name of its
    property (the first in order, where there are several). What the triples do not say of a node that the network has,
    its label or class, is taken from there.
    """

    rows: tuple[Row, ...] = field(default=())

    @cached_property
    def _edges(self) -> list[tuple[str, str, str]]:
        found = ((_name(s), _name(p), _name(o)) for s, p, o in self.rows if _drawn(p, o))
        return list(dict.fromkeys(found))

    @cached_property
    def _attributes(self) -> dict[str, dict[str, Any]]:
        """What the triples say of each node, in the order in which the nodes come."""
        found: dict[str, dict[str, Any]] = {}
        for s, p, o in self.rows:
            row = found.setdefault(_name(s), {})
            if _drawn(p, o):
                found.setdefault(_name(o), {})
            elif p == RDF.type:
                row.setdefault("type", _name(o))
            else:
                row.setdefault(_key(_name(p)), o.value if isinstance(o, Literal) else _name(o))
        return found

    def node_rows(self) -> Iterator[dict[str, Any]]:
        """Each node with its attributes."""
        degrees = Counter(end for s, _, o in self._edges for end in (s, o))
        for name, stated in self._attributes.items():
            label, type_ = self._known(name)
            type_ = stated.get("type", type_)
            row = {"id": name, "label": stated.get("label", label), "class": local_name(type_) if type_ else ""}
            others = {key: value for key, value in stated.items() if key not in _RESERVED}
            yield {**row, "type": type_, "degree": degrees[name], **others}

    def edge_rows(self) -> Iterator[dict[str, Any]]:
        """Each edge with its predicate."""
        for s, p, o in self._edges:
            ends = {"id": f"{s} {p} {o}", "source": s, "target": o}
            yield {**ends, "predicate": p, "label": local_name(p), "passages": self._passages(s, p, o)}

    def written(self) -> tuple[Pieces, Pieces]:
        """As that of any drawing, of rows."""
        nodes, edges = self._described(), map(text_of, map(_edge, self.edge_rows()))
        return (b"{", ",".join(nodes).encode(), b"}"), (b"[", ",".join(edges).encode(), b"]")

    def _described(self) -> Iterator[str]:
        rows, network = list(self.node_rows()), self.graph.network
        places = [network.find(row["id"]) for row in rows]
        others = [row["id"] for row, place in zip(rows, places, strict=True) if place < 0 and row["id"][:2] != "_:"]
        stated, captions = nodes(self.graph, others), Captions(network)
        for row, place in zip(rows, places, strict=True):
            iri = row.pop("id")
            labels = captions.caption(place) if place >= 0 else dict(stated[iri].labels) if iri in stated else {}
            yield f"{text_of(iri)}:{text_of({**row, 'labels': labels})}"

    def triples(self) -> list[tuple[str, str, str]]:
        """The edges as triples."""
        return self._edges

    def _known(self, name: str) -> tuple[str, str]:
        """Label and class that the network has for a node, or what its name suggests."""
        network = self.graph.network
        node = network.find(name)
        if node < 0:
            return local_name(name), ""
        return network.label(node), next(iter(network.classes(node)), "")

    def _passages(self, s: str, p: str, o: str) -> int:
        network = self.graph.network
        subject, predicate, value = network.find(s), network.pool("predicates").find(p), network.find(o)
        if min(subject, predicate, value) < 0:
            return 0
        edge = network.edge(subject, predicate, value)
        return network.evidence_count(edge) if edge >= 0 else 0


def _edge(row: dict[str, Any]) -> dict[str, Any]:
    ends = {"s": row["source"], "p": row["predicate"], "o": row["target"]}
    return {"id": row["id"], **ends, "passages": row["passages"]}


def _drawn(predicate: Any, value: Any) -> bool:
    return predicate != RDF.type and isinstance(value, str | Blank)


def _name(term: Any) -> str:
    return f"_:{term.id}" if isinstance(term, Blank) else str(term)


def _key(predicate: str) -> str:
    if predicate in _LABELS:
        return "label"
    name = local_name(predicate)
    return f"{name}_" if name in _RESERVED else name
