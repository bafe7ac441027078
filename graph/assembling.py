"""Columns of triples as the arrays of a network.

Nodes, predicates, classes, graphs and documents are numbered in the order of their IRIs, so that comparing numbers
compares IRIs. Nodes are what an edge joins, and what has a class; an edge is a triple of the default graph between two
IRIs that is neither `rdf:type`, nor part of the ontology's graph, nor evidence.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from graph.numbering import Ints, Longs, Numbering, ends, places
from graph.pools import Array
from graph.stating import Stated
from graph.tables import columns as read
from graph.tables.rows import Edges, Tally
from graph.tables.sorting import gather, row_starts
from graph.tables.triples import Triples


def assemble(triples: Triples) -> dict[str, Array]:
    """Every array of a network, by name (see `graph.network`).

    It is made on two threads, since most of it neither depends on the rest nor holds the interpreter.

    Raises:
        StoreError: there are more than 65,536 predicates.
    """
    with ThreadPoolExecutor(1) as aside:
        counting, typing = aside.submit(Tally.of, triples), aside.submit(_classes, triples)
        numbering = Numbering.of(triples)
        tally, (typed, classes) = counting.result(), typing.result()
        edges = Edges.of(tally, numbering, typed)
        named = aside.submit(_named, numbering, edges)
        joined = aside.submit(edges.arrays)
        found = {**_told(numbering, edges), **_class_arrays(numbering, edges, typed, classes)}
        return {**found, **named.result(), **joined.result()}


def _named(numbering: Numbering, edges: Edges) -> dict[str, Array]:
    """What nodes and predicates are called."""
    nodes = edges.nodes
    return {
        **numbering.texts("nodes", nodes),
        **numbering.texts("predicates", edges.predicates),
        **_names(numbering, nodes),
        **_titles(numbering, nodes, edges.node_of, (read.PREF_LABEL, read.LABEL, read.TITLE)),
    }


def _classes(triples: Triples) -> tuple[Ints, Ints]:
    """Pairs of a node and its class, but for those that only the graph of the ontology tells.

    A topic, which that graph describes, has its class from the documents that speak of it.
    """
    size = triples.pool[1].size - 1
    typed, classes = triples.column(read.TYPE_S), triples.column(read.TYPE_C)
    types = np.flatnonzero(triples.column(read.NAMED_P) == read.TYPE)
    graph, thing, kind = (triples.column(slot)[types] for slot in (read.NAMED_G, read.NAMED_S, read.NAMED_O))
    inside = graph == read.ONTOLOGY
    ontology = np.zeros(size, bool)
    ontology[thing[inside]] = True
    about = ontology[thing]
    told = thing[about].astype(np.int64) * size + kind[about]
    ours = np.setdiff1d(told[inside[about]], told[~inside[about]])
    keep = ~ontology[typed]
    keep[~keep] = ~np.isin(typed[~keep].astype(np.int64) * size + classes[~keep], ours)
    return typed[keep], classes[keep]


def _names(numbering: Numbering, nodes: Ints) -> dict[str, Array]:
    """What each node is called, and its number as printed, both as in N-Quads (escaped); empty if it has none."""
    triples = numbering.triples
    kept: dict[str, Array] = {}
    for name, at, size in (("names", read.NAME_AT, read.NAME_SIZE), ("numbers", read.NUMBER_AT, read.NUMBER_SIZE)):
        sizes = triples.column(size)[nodes]
        kept[name] = gather(triples.column(read.TEXT_POOL), triples.column(at)[nodes], sizes)
        kept[f"{name}_ends"] = ends(sizes)
    return kept


def _titles(numbering: Numbering, named: Ints, place: Ints, kinds: tuple[int, ...], of: str = "") -> dict[str, Array]:
    """Every name that nodes or classes have by the first of these predicates that names them, and its language.

    Sorted by what is named, language and text. `place` is where an IRI stands among what is `named`, or -1.
    """
    triples, kind = numbering.triples, numbering.triples.column(read.TITLE_KIND)
    node, tag = place[triples.column(read.TITLED)], triples.column(read.TITLE_LANGUAGE)
    every = numbering.chosen(numbering.flags(tag[tag >= 0]))
    language = np.where(tag < 0, read.ENGLISH, places(numbering.size, every)[tag])
    order = np.lexsort((language, kind, node)).astype(np.int32)
    order = order[(node[order] >= 0) & np.isin(kind[order], kinds)]
    new = np.ones(order.size, bool)
    new[1:] = node[order[1:]] != node[order[:-1]]
    best = kind[order[new]]
    order = order[kind[order] == best[np.cumsum(new) - 1]]
    order = _by_text(triples, order, node.astype(np.int64) * (every.size + 1) + language)
    used = tag[order]
    languages = numbering.chosen(numbering.flags(used[used >= 0]))
    known = places(numbering.size, languages)
    sizes = triples.column(read.TITLE_SIZE)[order]
    return {
        **numbering.texts(f"{of}languages", languages),
        f"{of}titles": gather(triples.column(read.TEXT_POOL), triples.column(read.TITLE_AT)[order], sizes),
        f"{of}titles_ends": ends(sizes),
        f"{of}title_start": row_starts(node[order], named.size),
        f"{of}title_language": np.where(used < 0, read.ENGLISH, known[used].astype(np.int64)),
    }


def _by_text(triples: Triples, order: Ints, key: Longs) -> Ints:
    """The order, with names of one key in the order of their letters."""
    same = np.flatnonzero(key[order[1:]] == key[order[:-1]])
    if same.size == 0:
        return order
    texts, at, size = (triples.column(slot) for slot in (read.TEXT_POOL, read.TITLE_AT, read.TITLE_SIZE))
    for run in np.split(same, np.flatnonzero(np.diff(same) != 1) + 1):
        part = slice(run[0], run[-1] + 2)
        order[part] = sorted(order[part], key=lambda one: texts[at[one] : at[one] + size[one]].tobytes())
    return order


def _class_arrays(numbering: Numbering, edges: Edges, typed: Ints, classes: Ints) -> dict[str, Array]:
    """The classes of each node, the classes there are, and which lies directly below which."""
    narrow, wide = (numbering.triples.column(one) for one in (read.NARROW, read.WIDE))
    chosen = numbering.chosen(numbering.flags(classes, narrow, wide))
    place = places(numbering.size, chosen)
    node, kind = edges.node_of[typed], place[classes]
    order = np.argsort(node.astype(np.int64) * chosen.size + kind, kind="stable")
    below = np.lexsort((place[wide], place[narrow]))
    return {
        **numbering.texts("classes", chosen),
        **_titles(numbering, chosen, place, (read.LABEL,), "class_"),
        **{f"class_{name}": values for name, values in _names(numbering, chosen).items() if name.startswith("names")},
        "class_start": row_starts(node, edges.nodes.size),
        "class": kind[order],
        "narrow": place[narrow][below],
        "wide": place[wide][below],
    }


def _told(numbering: Numbering, edges: Edges) -> dict[str, Array]:
    """What each named graph asserts, the passages that state edges and hold words, and which graphs wait.

    A graph waits that asserts or states what is no edge.
    """
    asserted, waiting = edges.asserted(numbering.triples, numbering)
    stated = Stated.of(numbering.triples, edges)
    waiting[stated.lone(numbering.triples, edges)] = True
    return {**asserted, **stated.arrays(numbering, edges), **numbering.texts("waiting", numbering.chosen(waiting))}
