"""Identifiers of paths: made of nodes, predicates and directions, so that they mean the same after a reload."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import TYPE_CHECKING, Final

from graph.paths import Path
from ontology.errors import UnknownNameError
from queries.fragments import Fragments

if TYPE_CHECKING:
    from graph import Graph

_EMPTY: Final = zlib.compressobj(9, zlib.DEFLATED, 12, 5, zlib.Z_FIXED)
"""For the few hundred bytes of an identifier small tables compress as well, in a sixth of the time, and the codes that
every reader knows do so within a twentieth; a copy of a compressor is made in half the time of a new one."""
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")


def encoded(fragments: Fragments, base: str, found: Path) -> str:
    """The identifier of a path; what begins with the base of Comity's own IRIs is told without it."""
    short = fragments.below(base)
    steps = ",".join([short[node] for node in found.nodes])
    between = ",".join(
        [
            f'"{"+" if ahead else "-"}{fragments.predicates[p][1:]}'
            for p, ahead in zip(found.predicates, found.ahead, strict=True)
        ]
    )
    writer = _EMPTY.copy()
    data = writer.compress(f"[[{steps}],[{between}]]".encode()) + writer.flush()
    return binascii.b2a_base64(data, newline=False).translate(_URL_SAFE, b"=").decode()


def decoded(graph: Graph, identifier: str) -> Path:
    """The path that an identifier names.

    Raises:
        UnknownNameError: it is no identifier of a path, or the graph does not hold one of its steps.
    """
    try:
        raw = base64.urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4))
        steps, between = json.loads(zlib.decompressobj().decompress(raw, 1 << 20))
        return _walked(graph, [str(step) for step in steps], [str(one) for one in between])
    except (ValueError, TypeError, binascii.Error, zlib.error) as error:
        raise UnknownNameError(identifier[:60], (), "path") from error


def _walked(graph: Graph, steps: list[str], between: list[str]) -> Path:
    """The path over named nodes and predicates, if every edge is there."""
    network = graph.network
    nodes = tuple(network.find(step if "://" in step else graph.iris.base + step) for step in steps)
    predicates = tuple(network.pool("predicates").find(one[1:]) for one in between)
    ahead = tuple(one.startswith("+") for one in between)
    if not predicates or len(nodes) != len(predicates) + 1 or min(*nodes, *predicates) < 0:
        raise ValueError("a step is not in the graph")
    found = Path(nodes, predicates, ahead, len(predicates))
    if any(network.edge(*edge) < 0 for edge in found.edges()):
        raise ValueError("an edge is not in the graph")
    return found
