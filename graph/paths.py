"""Which simple paths join two nodes, in a total order.

A path is a sequence of edges, each walked along its direction or against it, in which no node comes twice (but for the
ends of a cycle, which are one node). Paths are ordered by cost, then by their predicates, then by their nodes (both in
the order of IRIs), then by direction, along an edge before against it. Filters hold before paths are selected, and
selection is made for each pair of source and target by itself. Everything here is numbers: see `graph.network`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from typing import Literal as Choice

if TYPE_CHECKING:
    from graph.network import Network
    from graph.walking import Walker

Mode: TypeAlias = Choice["shortest", "all-shortest", "k-shortest", "all", "distance"]
Direction: TypeAlias = Choice["forward", "backward", "both"]

Step: TypeAlias = tuple[int, int, int, bool]

STEPS: Final = 20_000_000
"""Edges that one question may look at, unless it says otherwise: about a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What may be walked: None is no filter.

    `classes` (with all below them) are those of the nodes between the ends; `predicates` and `without` those that edges
    must and must not have; `avoided` nodes may not be passed, nor be an end; `via` must be passed, in this order,
    between the ends; `graphs` must assert every edge, one of them each.
    """

    predicates: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()
    classes: tuple[int, ...] | None = None
    avoided: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    graphs: tuple[int, ...] | None = None


OPEN: Final = Filter()
"""Everything may be walked."""


class Search(NamedTuple):
    """Which paths are wanted.

    `k` counts only in the mode `k-shortest`. `informative` ranks by `graph.ranking` instead of length; bounds of
    length hold all the same. `merge` counts edges between the same two nodes, walked one after another, as one step.
    `cyclic` asks for cycles through each source, instead of paths to the targets. At most `limit` paths are given, and
    at most `steps` edges looked at.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    mode: Mode = "all-shortest"
    k: int = 5
    min_length: int = 1
    max_length: int = 6
    direction: Direction = "both"
    informative: bool = False
    merge: bool = False
    cyclic: bool = False
    filter: Filter = OPEN
    limit: int = 100
    steps: int = STEPS


class Path(NamedTuple):
    """Nodes, and between them predicates and whether the edge was walked along its direction.

    The cost is the length, or, in an informative ranking, thousandths.
    """

    nodes: tuple[int, ...]
    predicates: tuple[int, ...]
    ahead: tuple[bool, ...]
    cost: int

    @property
    def key(self) -> tuple[int, tuple[int, ...], tuple[int, ...], tuple[bool, ...]]:
        """What paths are ordered by."""
        return self.cost, self.predicates, self.nodes, tuple(not one for one in self.ahead)

    def steps(self) -> Iterator[Step]:
        """Node, predicate, next node, and whether the edge was walked along its direction, from the source on."""
        return zip(self.nodes, self.predicates, self.nodes[1:], self.ahead, strict=False)

    def edges(self) -> Iterator[tuple[int, int, int]]:
        """Subject, predicate and object of each edge."""
        return map(edge_of, self.steps())


def edge_of(step: Step) -> tuple[int, int, int]:
    """Subject, predicate and object of the edge of a step."""
    one, predicate, other, ahead = step
    return (one, predicate, other) if ahead else (other, predicate, one)


class Found(NamedTuple):
    """Paths in order, and which limits were met (`limit`, `steps`); without any, nothing is missing."""

    paths: tuple[Path, ...]
    limits_hit: tuple[str, ...] = ()


def find(network: Network, search: Search) -> Found:
    """The paths that are wanted, in their order."""
    walker = _walker(network, search)
    sources, targets, left, limit = search.sources, search.targets, search.steps, search.limit
    paths: list[Path] = []
    for source in sources:
        for target in (source,) if search.cyclic else targets:
            if left > 0 and (source != target or search.cyclic):
                found, left = walker.walk(source, target, left)
                paths += found
    if len(sources) > 1 or len(targets) > 1:
        paths.sort(key=lambda path: path.key)
    if left > 0 and len(paths) <= limit:
        return tuple.__new__(Found, (tuple(paths), ()))
    limits = (("limit",) if len(paths) > limit else ()) + (("steps",) if left <= 0 else ())
    return Found(tuple(paths[:limit]), limits)


def _walker(network: Network, search: Search) -> Walker:
    """The walker of this thread for the whole network, or one for the part that some graphs assert; it was asked."""
    walker: Walker | None = getattr(network.local, "walker", None)
    if walker is not None and walker.asked == search[2:]:
        return walker
    if walker is None or search.filter.graphs is not None:
        from graph.walking import Walker  # noqa: PLC0415, compiled code is only loaded where it runs

        walker = Walker.of(network, search.filter)
    walker.ask(search)
    return walker
