"""What is asked of a network, and what a path is: simple paths between two nodes, in a total order.

A path is a sequence of edges, each walked along its direction or against it, in which no node comes twice (but for the
ends of a cycle, which are one node). Paths are ordered by cost, then by their predicates, then by their nodes (both in
the order of IRIs), then by direction, along an edge before against it. Filters hold before paths are selected, and
selection is made for each pair of source and target by itself. Everything here is numbers: see `graph.network`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias
from typing import Literal as Choice

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
