"""The shapes of JSON answers about paths and neighbourhoods, for the API's description."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.models import Complete, Evidence, Iri, Labels, Model, Node
from queries.neighbors import Way


class Cited(Evidence):
    """A passage, with its provision as a reader cites it."""

    part_label: Annotated[str | None, Field(examples=["Alliance Point 12, Action 1.5"])]


class Step(Model):
    """An edge of a path; `evidence` are passages, or their number."""

    s: Iri
    p: Annotated[str, Field(examples=["https://w3id.org/comity/ns#invokes"])]
    o: Iri
    forward: Annotated[bool, Field(description="whether it is walked from s to o")]
    evidence: list[Cited] | int | None = None


class PathFound(Model):
    """One path; its id answers at /paths/{id}."""

    id: str
    source: Iri
    target: Iri
    length: Annotated[int, Field(description="edges", ge=1)]
    cost: Annotated[float, Field(description="what it is ranked by")]
    nodes: list[Iri]
    edges: list[Step]


class Drawn(Model):
    """A node of a network."""

    label: str
    labels: Labels
    class_: Annotated[str, Field(alias="class", examples=["Treaty"])]
    type: Annotated[str, Field(description="IRI of the class; empty if it has none")]
    degree: Annotated[int, Field(description="edges in the whole network", ge=0)]
    depth: Annotated[int | None, Field(description="edges from the nearest seed")] = None


class Distance(Model):
    """How far two things are apart."""

    source: Iri
    target: Iri
    distance: int


class Paths(Complete):
    """Paths in order, and every node on them; the mode `distance` gives distances instead."""

    paths: list[PathFound] | None = None
    nodes: dict[str, Drawn] | None = None
    distances: list[Distance] | None = None


class Link(Model):
    """An edge of a neighbourhood; `passages` tells how many state it."""

    id: str
    s: Iri
    p: str
    o: Iri
    passages: int
    evidence: list[Cited] | None = None


class Subgraph(Complete):
    """A neighbourhood, the nearest nodes first."""

    nodes: dict[str, Drawn]
    edges: list[Link]


class Neighbor(Model):
    """A node at the other end of an edge."""

    iri: Iri
    label: str
    class_: Annotated[str | None, Field(alias="class")]
    degree: int


class Counted(Model):
    """How many edges of one kind a node has."""

    predicate: Iri
    label: str
    direction: Way
    count: int


class Neighbors(Complete):
    """A node's edges by predicate; with a predicate, a page of what they lead to, and where the next page begins."""

    node: Neighbor
    edges: list[Counted]
    neighbors: list[Neighbor] | None = None
    predicate: Iri | None = None
    direction: Way | None = None
    total: int | None = None
    next: int | None = None


class ClassCount(Model):
    """How many nodes have a class."""

    class_: Annotated[Iri, Field(alias="class")]
    label: str
    count: int


class PredicateCount(Model):
    """How many edges have a predicate."""

    predicate: Iri
    label: str
    count: int


class Bar(Model):
    """How many nodes have up to so many edges, and more than half as many."""

    up_to: int
    nodes: int


class Degrees(Model):
    """How many edges nodes have."""

    min: int
    median: float
    mean: float
    max: int
    histogram: list[Bar]


class Components(Model):
    """How many parts hang together, and the sizes of the largest."""

    count: int
    largest: list[int]


class CentralNode(Neighbor):
    """A node and its measure."""

    value: float


class Central(Model):
    """The most central nodes by two measures; betweenness is estimated unless every node was a source."""

    pagerank: list[CentralNode]
    betweenness: list[CentralNode]


class Summary(Complete):
    """The graph at a glance."""

    nodes: int
    edges: int
    classes: list[ClassCount]
    predicates: list[PredicateCount]
    degrees: Degrees
    components: Components
    central: Central
    betweenness_sources: int


class Why(Complete):
    """A statement, whether the graph holds it, and the passages that say so."""

    s: Iri
    p: Iri
    o: str
    stated: bool
    evidence: list[Evidence]
    nodes: dict[str, Node]
