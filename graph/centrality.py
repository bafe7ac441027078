"""Kernels that measure a whole network: what hangs together, and what is central."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.kernels import kernel

Ints: TypeAlias = "npt.NDArray[np.int32]"
Floats: TypeAlias = "npt.NDArray[np.float64]"

_DAMPING = 0.85
_NEAR_ENOUGH = 1e-10
_ROUNDS = 200


@kernel
def components(start: Ints, node: Ints) -> Ints:
    """For each node the least node that it hangs together with (union by the lesser, paths halved)."""
    root = np.arange(start.size - 1).astype(np.int32)
    for one in range(root.size):
        for at in range(start[one], start[one + 1]):
            a, b = np.int64(one), np.int64(node[at])
            while root[a] != a:
                root[a] = root[root[a]]
                a = np.int64(root[a])
            while root[b] != b:
                root[b] = root[root[b]]
                b = np.int64(root[b])
            if a < b:
                root[b] = a
            else:
                root[a] = b
    for one in range(root.size):
        root[one] = root[root[one]]
    return root


@kernel
def page_rank(start: Ints, node: Ints) -> Floats:
    """The share of time that a random walk along the edges spends at each node (Page et al. 1999, damping 0.85)."""
    size = start.size - 1
    rank, following = np.full(size, 1.0 / max(size, 1)), np.empty(size)
    for _ in range(_ROUNDS):
        lost = 0.0
        for one in range(size):
            following[one] = 0.0
            if start[one] == start[one + 1]:
                lost += rank[one]
        for one in range(size):
            share = rank[one] / max(start[one + 1] - start[one], 1)
            for at in range(start[one], start[one + 1]):
                following[node[at]] += share
        change = 0.0
        for one in range(size):
            value = (1 - _DAMPING) / size + _DAMPING * (following[one] + lost / size)
            change += abs(value - rank[one])
            rank[one] = value
        if change < _NEAR_ENOUGH * size:
            break
    return rank


@kernel
def betweenness(start: Ints, node: Ints, sources: Ints) -> Floats:
    """How many shortest paths from the sources lead through each node (Brandes 2001), a share for each that is tied."""
    size = start.size - 1
    total, paths, flow = np.zeros(size), np.zeros(size), np.zeros(size)
    distance, order = np.empty(size, np.int32), np.empty(size, np.int32)
    for source in sources:
        distance[:] = -1
        paths[:] = 0.0
        flow[:] = 0.0
        distance[source], paths[source], order[0] = 0, 1.0, source
        head, tail = 0, 1
        while head < tail:
            one = order[head]
            head += 1
            for at in range(start[one], start[one + 1]):
                other = node[at]
                if distance[other] < 0:
                    distance[other] = distance[one] + 1
                    order[tail] = other
                    tail += 1
                if distance[other] == distance[one] + 1:
                    paths[other] += paths[one]
        for i in range(tail - 1, 0, -1):
            one = order[i]
            for at in range(start[one], start[one + 1]):
                other = node[at]
                if distance[other] == distance[one] - 1:
                    flow[other] += paths[other] / paths[one] * (1.0 + flow[one])
            total[one] += flow[one]
    return total
