"""What walking an edge costs when paths are ranked by what they tell.

A path through "United States" says little, and neither does an edge of a kind that is everywhere. The cost of an edge
from u to v with the predicate p, in a network of m edges, m_p of them with that predicate, is

    1 + ln(1 + m_p) / ln(1 + m) + (sqrt d(u) + sqrt d(v)) / 2

where d is the number of edges of a node, in both directions. Summed along a path, the last term is what the nodes on
the way cost, and half of that for the two ends, which all paths between them share. G. L. Ciampaglia et al. take the
logarithm of the degree (Computational fact checking from knowledge networks, PLoS ONE 10(6), 2015), by which one
country of six hundred edges is no dearer than three provisions of nine; D. Croes et al. take the degree itself, and
show that it keeps paths off what everything is connected with (Inferring meaningful pathways in weighted metabolic
networks, J. Mol. Biol. 356, 2006), but it prefers any detour to a topic. The square root stands between them: it is
the weight that the symmetric normalization of an adjacency matrix gives each end of an edge (U. von Luxburg, A
tutorial on spectral clustering, 2007). The second term is 1 less the inverse triple frequency of the predicate,
normed to 0..1 (G. Pirrò, Explaining and suggesting relatedness in knowledge graphs, ISWC 2015). The 1 makes every
step count.

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
    """Half the square root of each degree, in thousandths: what a node adds to an edge on either side of it.

    No node costs more than one of 17,000 edges, which is as much as sixteen bits hold.
    """
    halves = np.rint(UNIT / 2 * np.sqrt(degrees))
    costs: npt.NDArray[np.uint16] = np.minimum(halves, np.iinfo(np.uint16).max).astype(np.uint16)
    return costs


def predicate_costs(frequencies: npt.NDArray[np.integer]) -> npt.NDArray[np.int32]:
    """What a predicate adds to its edges, in thousandths: 1000 for a unique one, nearly 2000 for one that is all."""
    total = max(int(frequencies.sum()), 1)
    costs: npt.NDArray[np.int32] = np.rint(UNIT * (1 + np.log1p(frequencies) / np.log1p(total))).astype(np.int32)
    return costs
