"""Identifiers of paths: made of nodes, predicates and directions, so that they mean the same after a reload.

An identifier has the source as text, and nine bytes of each step: 23 bits of a digest (BLAKE2b) of the predicate, one
bit for the direction, and 48 bits of a digest of the node. Whoever reads it knows where a step begins, and looks for it
among the edges of that node: one of a million that is not meant has the digest of the one that is once in 280 million
times.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from graph.network import Network
from graph.searches import Path
from ontology.errors import UnknownNameError
from queries.remembered import Remembered

if TYPE_CHECKING:
    from graph import Graph

_PREDICATE, _NODE = 3, 6
"""Bytes of a step."""
_AHEAD: Final = 1
_ROWS: Final = ("start", "node", "predicate")
_MOST: Final = 40_000
"""Nodes whose digests a thread keeps for its next answers."""
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")


class Marks:
    """Digests of predicates and nodes of a network."""

    def __init__(self, network: Network) -> None:
        """Those of a network, each made when it is asked for first."""
        predicates, nodes = network.pool("predicates"), network.pool("nodes")
        self.nodes = Remembered[int, bytes](_MOST, lambda node: _digest(nodes[node], _NODE))
        self.steps = Remembered[tuple[int, bool], bytes](_MOST, lambda step: _marked(predicates[step[0]], step[1]))

    @classmethod
    def of(cls, network: Network) -> Marks:
        """Those that this thread has made for a network, to go on with."""
        kept: Marks | None = getattr(network.local, "marks", None)
        network.local.marks = kept or cls(network)
        return network.local.marks  # type: ignore[no-any-return]


def encoded(network: Network, base: str, found: Path) -> str:
    """The identifier of a path; a source that begins with the base of Comity's own IRIs is told without it."""
    marks = Marks.of(network)
    nodes, steps = marks.nodes, marks.steps
    data = [bytes((len(found.predicates),))]
    for step, node in zip(zip(found.predicates, found.ahead, strict=True), found.nodes[1:], strict=True):
        data += (steps[step], nodes[node])
    data.append(network.iri(found.nodes[0]).removeprefix(base).encode())
    return binascii.b2a_base64(b"".join(data), newline=False).translate(_URL_SAFE, b"=").decode()


def decoded(graph: Graph, identifier: str) -> Path:
    """The path that an identifier names.

    Raises:
        UnknownNameError: it is no identifier of a path, or the graph does not hold one of its steps.
    """
    try:
        raw = base64.b64decode(identifier + "=" * (-len(identifier) % 4), b"-_", validate=True)
        return _walked(graph, raw)
    except (ValueError, StopIteration) as error:
        raise UnknownNameError(identifier[:60], (), "path") from error


def _walked(graph: Graph, raw: bytes) -> Path:
    """The path of an identifier, if every edge is there.

    Raises:
        ValueError: a node is not, or these are not the bytes of an identifier.
        StopIteration: an edge is not.
    """
    size, width = raw[0] if raw else 0, _PREDICATE + _NODE
    source = raw[1 + width * size :].decode()
    nodes, steps = [graph.network.find(source if "://" in source else graph.iris.base + source)], []
    if not size or nodes[0] < 0:
        raise ValueError("found no path")
    for at in range(1, 1 + width * size, width):
        marked, digest = raw[at : at + _PREDICATE], raw[at + _PREDICATE : at + width]
        predicate, node = next(_steps(graph.network, nodes[-1], marked, digest))
        steps.append((predicate, bool(marked[-1] & _AHEAD)))
        nodes.append(node)
    predicates, ahead = zip(*steps, strict=True)
    return Path(tuple(nodes), predicates, ahead, size)


def _steps(network: Network, node: int, marked: bytes, digest: bytes) -> Iterator[tuple[int, int]]:
    """Predicate and next node of the steps from a node that have these digests."""
    ahead, iris = bool(marked[-1] & _AHEAD), network.pool("nodes")
    starts, nodes, predicates = (network.arrays[f"{'out' if ahead else 'into'}_{part}"] for part in _ROWS)
    row = slice(*starts[node : node + 2].tolist())
    for predicate, name in enumerate(network.pool("predicates")):
        if _marked(name, ahead) == marked:
            beside = nodes[row][predicates[row] == predicate].tolist()
            yield from ((predicate, other) for other in beside if _digest(iris[other], _NODE) == digest)


def _marked(predicate: str, ahead: bool) -> bytes:
    """A digest of a predicate whose last bit is the direction."""
    digest = int.from_bytes(_digest(predicate, _PREDICATE))
    return (digest & ~_AHEAD | ahead).to_bytes(_PREDICATE)


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()
