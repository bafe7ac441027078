"""Many nodes and edges written at once are the same as each by itself, however they are called."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network import Network
from graph.nquads import iri_term
from ontology.terms import COMITY, DCTERMS, RDF, RDFS
from queries.fragments import Fragments
from queries.tableau import Tableau

NAMES = ("", '"Plan"', '"Plan"@es', '"The \\"Plan\\"\\n"@en', '"Más \\\\ allá"@es', '"\U0001f91d"')
NUMBERS = ("", "1", "1.2", "XIV", "a very long one", "1\\t2", "ñ")
CLASSES = (COMITY.Action, COMITY.Objective, COMITY.AlliancePoint)

THINGS = st.lists(
    st.tuples(
        st.sampled_from(NUMBERS),
        st.lists(st.sampled_from(NAMES), max_size=2),
        st.lists(st.sampled_from(CLASSES), max_size=2),
        st.integers(-1, 14),
    ),
    min_size=1,
    max_size=15,
)
"""Number, names, classes, and what it is part of: long chains, and provisions within themselves."""


def lines(things: list[tuple[str, list[str], list[str], int]]) -> Iterator[str]:
    """The things as N-Quads, each with two edges more."""
    for at, (number, names, classes, whole) in enumerate(things):
        yield f"<t:{at}> <p:beside> <t:{(at + 1) % len(things)}> ."
        yield f"<t:{at}> <p:under> <t:{at // 2}> ."
        yield from (f"<t:{at}> {iri_term(RDFS.label)} {name} ." for name in names if name)
        yield from (f"<t:{at}> {iri_term(RDF.type)} {iri_term(one)} ." for one in classes)
        if number:
            yield f'<t:{at}> {iri_term(COMITY.number)} "{number}" .'
        if 0 <= whole < len(things):
            yield f"<t:{at}> {iri_term(DCTERMS.isPartOf)} <t:{whole}> ."


@given(THINGS)
def test_nodes_are_written_as_each_by_itself(things: list[tuple[str, list[str], list[str], int]]) -> None:
    """With their steps from the seeds, and without; the second time from what is kept."""
    network = Network.of_nquads("".join(f"{line}\n" for line in sorted(set(lines(things)))).encode())
    nodes, fragments, tableau = tuple(range(network.nodes)), Fragments(network), Tableau(network)
    depths = tuple(node % 3 for node in nodes)
    for _ in range(2):
        assert json.loads(b"{%b}" % bytes(tableau.nodes(nodes))) == {
            network.iri(node): json.loads(fragments.node(node)) for node in nodes
        }
        assert json.loads(b"{%b}" % bytes(tableau.nodes(nodes, depths))) == {
            network.iri(node): json.loads(fragments.node(node, depth))
            for node, depth in zip(nodes, depths, strict=True)
        }


@pytest.mark.parametrize("cited", [(), (',"evidence":[1]', ',"evidence":[]', "")])
def test_edges_are_written_with_their_passages(cited: tuple[str, ...]) -> None:
    """How many, and which if they are given."""
    network = Network.of_nquads(b"<t:a> <p:one> <t:b> .\n<t:b> <p:one> <t:a> .\n<t:b> <p:two> <t:\xc3\xb1> .\n")
    columns = np.array([0, 1, 1], np.int32), np.array([0, 0, 1], np.uint16), np.array([1, 0, 2], np.int32)
    told = json.loads(b"[%b]" % bytes(Tableau(network).edges(columns, np.array([0, 1, 12345]), cited)))
    ends = [("t:a", "p:one", "t:b"), ("t:b", "p:one", "t:a"), ("t:b", "p:two", "t:ñ")]
    wanted = [
        {"id": " ".join(one), "s": one[0], "p": one[1], "o": one[2], "passages": count}
        for one, count in zip(ends, (0, 1, 12345), strict=True)
    ]
    if cited:
        wanted[0]["evidence"], wanted[1]["evidence"] = [1], []
    assert told == wanted
    assert bytes(Tableau(network).nodes(())) == b""


def test_what_has_become_too_much_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread keeps a bounded amount of text."""
    network = Network.of_nquads(b"<t:a> <p:one> <t:b> .\n")
    first = Tableau.of(network)
    assert Tableau.of(network) is first
    monkeypatch.setattr("queries.tableau._MOST", 0)
    assert Tableau.of(network) is not first
