"""Graph formats as the libraries of browsers read them, in Node: the same nodes and edges as networkx has."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import networkx as nx
import pytest

from comity.export import whole
from queries.connections import PathsRequest, paths
from queries.drawing import drawn
from queries.subgraph import SubgraphRequest, subgraph
from tests import small_graph as small

READERS = Path(__file__).resolve().parent / "readers"
BUILDER = READERS.parents[1] / "api" / "explorer" / "build.py"
FORMS = ("cytoscape", "graphology", "gexf", "graphml", "d3")

UNREACHABLE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network")

Read: TypeAlias = "Callable[[str, bytes], dict[str, Any]]"

pytestmark = pytest.mark.slow


def around(form: str) -> bytes:
    """Two steps around the MLAT, with parallel edges."""
    return subgraph(small.graph(), SubgraphRequest(("MLAT",), 2, form=form)).body


def connected(form: str) -> bytes:
    """The paths of up to five edges between two treaties."""
    return paths(small.graph(), PathsRequest(("MLAT",), ("FIEA",), mode="all", max_length=5, form=form)).body


def everything(form: str) -> bytes:
    """The whole network."""
    return drawn(whole(small.graph()), form).body


def environment() -> dict[str, str]:
    """Where `node` and `npm` are found: on this machine, or as the explorer's program brings them from PyPI."""
    spec = importlib.util.spec_from_file_location("explorer_build", BUILDER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        found: dict[str, str] = module.environment()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"there is no Node, and PyPI cannot be reached: {error}")
    return found


@pytest.fixture(scope="module")
def read() -> Read:
    """What reads a graph in a format by its name, with the libraries that the lock file names."""
    environ = environment()
    lock = (READERS / "package-lock.json").read_text()
    stamp = READERS / "node_modules" / ".lock"
    if not stamp.exists() or stamp.read_text() != lock:
        npm = shutil.which("npm", path=environ["PATH"]) or "npm"
        arguments = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        done = subprocess.run(arguments, cwd=READERS, env=environ, capture_output=True, text=True, check=False)
        if done.returncode and UNREACHABLE.search(done.stderr):
            pytest.skip(f"npm's registry cannot be reached: {done.stderr[:200]}")
        assert done.returncode == 0, done.stderr
        stamp.write_text(lock)
    node = shutil.which("node", path=environ["PATH"]) or "node"

    def reading(form: str, body: bytes) -> dict[str, Any]:
        arguments = [node, os.fspath(READERS / "read.mjs"), form]
        done = subprocess.run(arguments, input=body, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    return reading


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body", [around, connected, everything])
def test_a_library_reads_what_networkx_reads(body: Callable[[str], bytes], form: str, read: Read) -> None:
    """Nodes, edges with their predicates, and how many edges each node has."""
    known = nx.node_link_graph(json.loads(body("node-link")), edges="edges")
    told = read(form, body(form))
    assert sorted(told["nodes"]) == sorted(known.nodes)
    edges = sorted((s, data["predicate"], o) for s, o, data in known.edges(data=True))
    assert sorted(map(tuple, told["edges"])) == edges
    assert dict(zip(told["nodes"], told["degrees"], strict=True)) == dict(known.degree)
