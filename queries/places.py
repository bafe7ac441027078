"""What a caller names, as numbers of the network: things, predicates, classes and documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.things import local_name
from ontology.errors import ParameterError, UnknownNameError
from ontology.terms import PREFIXES
from queries.labels import expanded

if TYPE_CHECKING:
    from graph import Graph


def node_of(graph: Graph, name: str) -> int:
    """The node that a name, an IRI, a CURIE or `kind/slug` means.

    Raises:
        UnknownNameError: nothing in the network is called so; it lists the nearest names.
        AmbiguousNameError: several things carry the name; it lists them.
    """
    iri = graph.names.resolve(name)
    number = graph.network.find(iri)
    if number < 0:
        raise UnknownNameError(name, graph.names.nearest(local_name(iri).replace("-", " ")))
    return number


def nodes_of(graph: Graph, names: Iterable[str]) -> tuple[int, ...]:
    """The nodes that some names mean, each once.

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things carry a name.
    """
    return tuple(dict.fromkeys(node_of(graph, name) for name in names))


def predicates_of(graph: Graph, names: Iterable[str], parameter: str) -> tuple[int, ...]:
    """The predicates that some IRIs or prefixed names mean.

    Raises:
        ParameterError: no edge has such a predicate.
    """
    pool = graph.network.pool("predicates")
    return tuple(
        _found(pool.find(expanded(name) or name), parameter, name, "a predicate of the graph", pool) for name in names
    )


def classes_of(graph: Graph, names: Iterable[str]) -> tuple[int, ...]:
    """The classes that some IRIs, prefixed names, or names of Comity's own classes ("Action") mean.

    Raises:
        ParameterError: nothing is of such a class.
    """
    pool = graph.network.pool("classes")
    numbers = (pool.find(expanded(name) or f"{PREFIXES['comity']}{name}") for name in names)
    return tuple(
        _found(number, "node_class", name, "a class of the graph", pool)
        for number, name in zip(numbers, names, strict=True)
    )


def graphs_of(graph: Graph, names: Iterable[str]) -> tuple[int, ...]:
    """The named graphs of some documents, by slug, title or IRI.

    Raises:
        ParameterError: there is no such document.
    """
    pool = graph.network.pool("graphs")
    found = []
    for name in names:
        slug = name.removeprefix(graph.iris.base).removeprefix("graph/").removeprefix("document/")
        number = pool.find(graph.iris.graph(slug))
        if number < 0:
            resolved = graph.names.resolve(name).removeprefix(f"{graph.iris.base}document/")
            number = pool.find(graph.iris.graph(resolved))
        found.append(_found(number, "document", name, "a document of the graph", pool))
    return tuple(found)


def _found(number: int, parameter: str, name: str, expected: str, pool: Iterable[str]) -> int:
    if number < 0:
        some = ", ".join(sorted(local_name(iri) for iri in pool)[:40])
        raise ParameterError(parameter, name, f"{expected} (such as {some})")
    return number
