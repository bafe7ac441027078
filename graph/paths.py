"""Which simple paths join two nodes: `find` answers a search, whose terms and order `graph.searches` states."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.searches import Path, Search

if TYPE_CHECKING:
    from graph.network import Network
    from graph.walking import Walker


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
