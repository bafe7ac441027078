"""What a path search in SPARQL may walk: its filters, and the data set of the query, in numbers of the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from graph.searches import Filter
from graph.sparql.syntax_errors import error_at
from ontology.errors import AmbiguousNameError, ParameterError, UnknownNameError
from queries.path_settings import Settings
from queries.places import classes_of, graphs_of, nodes_of, predicates_of

if TYPE_CHECKING:
    from graph import Graph

_Numbers: TypeAlias = "tuple[int, ...]"
_Found: TypeAlias = "Callable[[Graph, Sequence[str]], _Numbers]"

_LOOKED_UP: Final[dict[str, _Found]] = {
    "predicate": lambda graph, names: predicates_of(graph, names, "path:predicate"),
    "notPredicate": lambda graph, names: predicates_of(graph, names, "path:notPredicate"),
    "nodeClass": classes_of,
    "notNode": nodes_of,
    "via": nodes_of,
    "document": graphs_of,
}


def allowed_by(graph: Graph, settings: Settings, text: str, default_graphs: Sequence[str] | None) -> Filter | None:
    """The filter that settings state, within the named graphs that the data set is made of; None if nothing is left.

    Raises:
        QuerySyntaxError: the graph holds nothing of a name; with line and column.
    """
    found = {name: _numbers(graph, settings, text, name) for name in settings.filters}
    graphs = found.get("document")
    if default_graphs is not None:
        known = [graph.network.pool("graphs").find(name) for name in default_graphs]
        graphs = tuple(one for one in known if one >= 0 and (graphs is None or one in graphs))
        if not graphs:
            return None
    return Filter(
        predicates=found.get("predicate"),
        without=found.get("notPredicate", ()),
        classes=found.get("nodeClass"),
        avoided=found.get("notNode", ()),
        via=found.get("via", ()),
        graphs=graphs,
    )


def _numbers(graph: Graph, settings: Settings, text: str, name: str) -> _Numbers:
    try:
        return _LOOKED_UP[name](graph, settings.filters[name])
    except (AmbiguousNameError, ParameterError, UnknownNameError) as error:
        raise error_at(text, settings.places[name], str(error)) from error
