"""How things are connected: paths in a total order, each step with the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from graph.paths import find
from graph.ranking import UNIT
from graph.searches import STEPS, Direction, Filter, Mode, Path, Search, Step, edge_of
from ontology.errors import ParameterError
from queries.answer import Answer, as_joined, as_json
from queries.drawing import Drawing, Link, drawn
from queries.fragments import Fragments
from queries.path_ids import decoded, encoded
from queries.places import classes_of, graphs_of, nodes_of, predicates_of
from queries.quotes import Amount, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph import Graph

Rank: TypeAlias = Literal["length", "informative"]
Parallel: TypeAlias = Literal["distinct", "merge"]

LONGEST: Final = 12
"""The largest `max_length`."""
MOST: Final = 1000
"""The largest `limit`, and the largest `k`."""
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "mode": get_args(Mode),
    "direction": get_args(Direction),
    "rank": get_args(Rank),
    "evidence": get_args(Amount),
    "parallel": get_args(Parallel),
}


@dataclass(frozen=True, slots=True)
class PathsRequest:
    """Which paths are asked for, in the words of the caller: names, IRIs, CURIEs or `kind/slug`.

    Selection is per pair of a source and a target, after the filters. `cyclic` asks for cycles through each source.
    `form` is `json`, or the name of a graph format, which then draws the union of the paths.
    """

    source: tuple[str, ...]
    target: tuple[str, ...] = ()
    mode: Mode = "all-shortest"
    k: int = 5
    min_length: int = 1
    max_length: int = 6
    direction: Direction = "both"
    predicate: tuple[str, ...] = ()
    not_predicate: tuple[str, ...] = ()
    node_class: tuple[str, ...] = ()
    not_node: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    rank: Rank = "length"
    evidence: Amount = "first"
    parallel: Parallel = "distinct"
    cyclic: bool = False
    limit: int = 100
    form: str = "json"

    def __reduce__(self) -> tuple[type[PathsRequest], tuple[object, ...]]:
        """By the order of the fields, which takes half the time that their names would."""
        return PathsRequest, tuple([getattr(self, name) for name in PathsRequest.__slots__])


@dataclass(frozen=True, slots=True)
class PathRequest:
    """A path by the identifier that an answer gave it."""

    id: str
    evidence: Amount = "all"
    form: str = "json"


def paths(graph: Graph, request: PathsRequest) -> Answer:
    """The paths between things, with labels, and evidence for each step.

    Raises:
        UnknownNameError: nothing is called so; it lists the nearest names.
        AmbiguousNameError: several things carry a name; it lists them.
        ParameterError: a parameter is outside what it may be.
        FormatError: there is no such graph format.
    """
    search = _search(graph, request)
    wanted = search._replace(mode="shortest") if request.mode == "distance" else search
    found = find(graph.network, wanted)
    limits = tuple(limit for limit in found.limits_hit)
    if request.mode == "distance":
        return as_json({"distances": [_distance(graph, path) for path in found.paths]}, limits)
    if request.form != "json":
        return drawn(_drawing(graph, found.paths, request), request.form, limits)
    return _told(graph, found.paths, request.evidence, request.rank, limits)


def path(graph: Graph, request: PathRequest) -> Answer:
    """One path by its identifier, as long as the graph still holds all its steps.

    Raises:
        UnknownNameError: no path has such an identifier, or the graph no longer holds one of its steps.
        FormatError: there is no such graph format.
    """
    found = decoded(graph, request.id)
    if request.form != "json":
        return drawn(_drawing(graph, (found,), PathsRequest((), evidence=request.evidence)), request.form, ())
    return _told(graph, (found,), request.evidence, "length")


def _search(graph: Graph, request: PathsRequest) -> Search:
    """The request in numbers of the network."""
    _check(request)
    given = Filter(
        predicates=predicates_of(graph, request.predicate, "predicate") or None,
        without=predicates_of(graph, request.not_predicate, "not_predicate"),
        classes=classes_of(graph, request.node_class) or None,
        avoided=nodes_of(graph, request.not_node),
        via=nodes_of(graph, request.via),
        graphs=graphs_of(graph, request.document) or None,
    )
    return Search(
        sources=nodes_of(graph, request.source),
        targets=nodes_of(graph, request.target),
        mode=request.mode,
        k=request.k,
        min_length=request.min_length,
        max_length=request.max_length,
        direction=request.direction,
        informative=request.rank == "informative",
        merge=request.parallel == "merge",
        cyclic=request.cyclic,
        filter=given,
        limit=request.limit,
        steps=STEPS,
    )


def _check(request: PathsRequest) -> None:
    """Refuse what is out of bounds."""
    for name, choices in _CHOICES.items():
        if getattr(request, name) not in choices:
            raise ParameterError(name, getattr(request, name), f"one of {', '.join(choices)}")
    if not request.source:
        raise ParameterError("source", "nothing", "a name, an IRI or kind/slug")
    if not request.target and not request.cyclic:
        raise ParameterError("target", "nothing", "a name, an IRI or kind/slug")
    for name, most in (("max_length", LONGEST), ("k", MOST), ("limit", MOST)):
        if not 1 <= getattr(request, name) <= most:
            raise ParameterError(name, getattr(request, name), f"a number from 1 to {most}")
    if not 1 <= request.min_length <= request.max_length:
        raise ParameterError(
            "min_length", request.min_length, f"a number from 1 to max_length, which is {request.max_length}"
        )


# Answers


def _distance(graph: Graph, found: Path) -> dict[str, object]:
    ends = graph.network.iri(found.nodes[0]), graph.network.iri(found.nodes[-1])
    return {"source": ends[0], "target": ends[1], "distance": len(found.predicates)}


def _told(graph: Graph, found: tuple[Path, ...], amount: Amount, rank: Rank, limits: tuple[str, ...] = ()) -> Answer:
    """Paths and nodes as the interface gives them."""
    fragments = Fragments.of(graph.network)
    steps = _steps(graph, fragments, dict.fromkeys(step for one in found for step in one.steps()), amount)
    numbers = sorted({node for one in found for node in one.nodes})
    return as_joined(
        {
            "paths": (f"[{','.join([_path(graph, fragments, one, steps, rank) for one in found])}]".encode(),),
            "nodes": (f"{{{','.join([f'{fragments.iris[one]}:{fragments.node(one)}' for one in numbers])}}}".encode(),),
        },
        limits,
    )


def _steps(graph: Graph, fragments: Fragments, steps: Iterable[Step], amount: Amount) -> dict[Step, str]:
    """The edges of paths, each written once: a hundred paths share most of theirs."""
    edges = {step: edge_of(step) for step in steps}
    cited = {} if amount == "none" else texts(graph, edges.values(), amount)
    return {
        step: f'{{{fragments.ends(*edge)},"forward":{"true" if step[3] else "false"}{cited.get(edge, "")}}}'
        for step, edge in edges.items()
    }


def _path(graph: Graph, fragments: Fragments, found: Path, steps: dict[Step, str], rank: Rank) -> str:
    nodes, length = [fragments.iris[node] for node in found.nodes], len(found.predicates)
    edges = ",".join([steps[step] for step in found.steps()])
    cost = found.cost / UNIT if rank == "informative" else length
    return (
        f'{{"id":"{encoded(graph.network, graph.iris.base, found)}","source":{nodes[0]},"target":{nodes[-1]},'
        f'"length":{length},"cost":{cost},"nodes":[{",".join(nodes)}],"edges":[{edges}]}}'
    )


def _drawing(graph: Graph, found: tuple[Path, ...], request: PathsRequest) -> Drawing:
    """The union of some paths, to draw."""
    edges = dict.fromkeys(edge for one in found for edge in one.edges())
    ends = {node: None for one in found for node in (one.nodes[0], one.nodes[-1])}
    nodes = dict.fromkeys([*ends, *(node for one in found for node in one.nodes)])
    return Drawing(graph, tuple(nodes), tuple(Link(*edge) for edge in edges), request.evidence)


def as_text(answer: dict[str, Any]) -> str:
    """The paths of an answer in plain words, each step with its first quote."""
    if "distances" in answer:
        return "\n".join(f"{one['source']} … {one['target']}: {one['distance']}" for one in answer["distances"])
    lines: list[str] = []
    labels = {iri: node["label"] for iri, node in answer["nodes"].items()}
    for number, one in enumerate(answer["paths"], 1):
        lines.append(f"{number}. {labels[one['source']]} … {labels[one['target']]} ({one['length']} steps)")
        for edge in one["edges"]:
            word = edge["p"].rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            arrow = f"—{word}→" if edge["forward"] else f"←{word}—"
            first, second = (edge["s"], edge["o"]) if edge["forward"] else (edge["o"], edge["s"])
            lines.append(f"   {labels[first]} {arrow} {labels[second]}")
            lines += [f"      “{_folded(quote['exact'])}” ({_cited(quote)})" for quote in _quotes(edge)[:1]] or [
                _REFERENCE
            ]
    return "\n".join(lines) if lines else "no path within these bounds"


_REFERENCE: Final = "      (reference data, which no document needs to say)"


def _quotes(edge: dict[str, Any]) -> list[dict[str, Any]]:
    found = edge.get("evidence")
    return found if isinstance(found, list) else []


def _folded(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else f"{words[:157]}…"


def _cited(quote: dict[str, Any]) -> str:
    document = str(quote["document"]).rsplit("/", 1)[-1]
    part = f", {quote['part_label']}" if quote.get("part_label") else ""
    return f"{document}{part}, {quote['start']}–{quote['end']}"
