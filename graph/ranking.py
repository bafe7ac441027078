"""What walking an edge costs when paths are ranked by what they tell.

A path through "United States" says little, and neither does an edge of a kind that is everywhere. The cost of an edge
from u to v with the predicate p, in a network of m edges, m_p of them with that predicate, is

    1 + ln(1 + m_p) / ln(1 + m) + (ln d(u) + ln d(v)) / 2

where d is the number of edges of a node, in both directions. Summed along a path, the last term is the logarithm of the
degree of every node on the way and half that of the two ends, which all paths between them share: it is the generality
of the nodes passed that G. L. Ciampaglia et al. weigh paths by (Computational fact checking from knowledge networks,
PLoS ONE 10(6), 2015), as do J. L. Moore, F. Steinke and V. Tresp (A novel metric for information retrieval in semantic
networks, ESWC workshops, 2011). The second term is 1 less the inverse triple frequency of the predicate, normed to 0..1
(G. Pirrò, Explaining and suggesting relatedness in knowledge graphs, ISWC 2015). The 1 makes every step count.

Costs are whole thousandths, so that equal sums are equal. Degrees and frequencies are those of the whole network,
whatever a question filters out, so that a path costs the same in every answer.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

UNIT: Final = 1000
"""Parts of one cost in the numbers that are added."""


def node_costs(degrees: npt.NDArray[np.integer]) -> npt.NDArray[np.uint16]:
    """Half the logarithm of each degree, in thousandths: what a node adds to an edge on either side of it."""
    costs: npt.NDArray[np.uint16] = np.rint(UNIT / 2 * np.log(np.maximum(degrees, 1))).astype(np.uint16)
    return costs


def predicate_costs(frequencies: npt.NDArray[np.integer]) -> npt.NDArray[np.int32]:
    """What a predicate adds to its edges, in thousandths: 1000 for a unique one, nearly 2000 for one that is all."""
    total = max(int(frequencies.sum()), 1)
    costs: npt.NDArray[np.int32] = np.rint(UNIT * (1 + np.log1p(frequencies) / np.log1p(total))).astype(np.int32)
    return costs
