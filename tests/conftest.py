"""What the tests share, and the policy for what they are given.

Take the smallest thing that shows the rule. In this order: a value written in the test itself; the two documents of
`tests/small_graph.py`, for whatever asks a graph; the digests in `loaders/documents`, for whatever reads documents; the
annotated documents of `tests/corpus`, for what is measured. Files go to `tmp_path`, servers to a free port. A double is
an argument (a reader, a transport, a clock); nothing is patched.

The originals and their annotation lie beside the repository, in `../shared`, and not everybody has them: a test that
wants them takes `original_documents` or `gold`, and is skipped, saying so, where they are absent.

Nothing is timed. Property tests draw the same examples on every run, so a failure is there again for whoever looks.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from comity.build import load
from comity.documents import Loaders, bundled
from comity.plan import Plan

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"

settings.register_profile("comity", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("comity")


def _shared(name: str) -> Path:
    """A folder beside the repository.

    Raises:
        pytest.skip.Exception: it is not on this machine.
    """
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"../shared/{name} is not on this machine")
    return folder


@pytest.fixture(scope="session")
def original_documents() -> Path:
    """The folder of the five originals."""
    return _shared("documents")


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of what a reader found in the originals, with the programs that compare."""
    return _shared("gold")


@pytest.fixture(scope="session")
def sparql_suite() -> Path:
    """The folder of W3C's tests of SPARQL."""
    return _shared("w3c-sparql-tests")


@pytest.fixture(scope="session")
def bundled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the bundled documents; nobody writes to it."""
    folder = tmp_path_factory.mktemp("bundled") / "store"
    report = load([bundled()], folder, Plan(Loaders()))
    assert not report.failures
    return folder
