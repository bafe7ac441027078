"""Imports point down: who may know whom."""

from __future__ import annotations

import ast
import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

BELOW: dict[str, set[str]] = {
    "ontology": set(),
    "loaders": {"ontology"},
    "graph": {"ontology"},
    "queries": {"graph", "ontology"},
    "api": {"queries", "graph", "ontology"},
    "comity": {"api", "queries", "graph", "loaders", "ontology"},
}
"""Each package, and the packages that it may import besides itself."""

FLOORS = ("words", "pages", "files", "names", "things", "facts", "about")
"""The folders of the loaders, from the ground up: each knows those before it."""

KEPT_IN = {
    "pyoxigraph": "graph/store/",
    "fastapi": "api/",
    "starlette": "api/",
    "uvicorn": "api/",
    "pyshacl": "graph/validation.py",
    "click": "comity/",
    "rich": "comity/",
    "pandas": "comity/",
}
"""Libraries that only one place may know."""

FILES = sorted(
    path.relative_to(REPOSITORY)
    for package in BELOW
    for path in (REPOSITORY / package).rglob("*.py")
    if "node_modules" not in path.parts
)

every_file = pytest.mark.parametrize("path", FILES, ids=str)


def imports(source: str) -> Iterator[str]:
    """The full name of every module that a source text imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def broken_rules(path: Path, source: str) -> list[str]:
    """What a file imports and may not."""
    package = path.parts[0]
    broken = []
    for name in imports(source):
        top = name.split(".", maxsplit=1)[0]
        if (top in BELOW and top != package and top not in BELOW[package]) or top in ("", "tests"):
            broken.append(f"{path} imports {name}: {package} lies below it")
        if top in KEPT_IN and not path.as_posix().startswith(KEPT_IN[top]):
            broken.append(f"{path} imports {name}: only {KEPT_IN[top]} may")
    return broken


@every_file
def test_a_file_imports_only_what_lies_below_it(path: Path) -> None:
    """A package imports the packages below it, and a library that is kept in one place stays there."""
    assert broken_rules(path, (REPOSITORY / path).read_text(encoding="utf-8")) == []


def test_a_folder_of_the_loaders_imports_only_those_before_it() -> None:
    """And nothing of what puts them together."""
    floors = [path for path in FILES if path.parts[0] == "loaders" and len(path.parts) > 2]
    assert {path.parts[1] for path in floors} == set(FLOORS)
    for path in floors:
        below = FLOORS[: FLOORS.index(path.parts[1]) + 1]
        known = {name.split(".")[1] for name in imports((REPOSITORY / path).read_text("utf-8")) if "loaders." in name}
        assert known <= set(below), path


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("graph/paths.py", "from loaders.words.view import View"),
        ("loaders/pages/outline.py", "def read():\n    import graph.store"),
        ("queries/sparql.py", "from api import app"),
        ("ontology/iris.py", "import comity"),
        ("graph/paths.py", "import pyoxigraph"),
        ("queries/paths.py", "from starlette.responses import Response"),
        ("graph/paths.py", "from .store import Store"),
        ("graph/paths.py", "from tests.small_graph import graph"),
    ],
)
def test_an_upward_import_is_found(path: str, source: str) -> None:
    """The check sees every form of a forbidden import."""
    assert len(broken_rules(Path(path), source)) == 1


def test_ontology_stands_on_the_standard_library_alone() -> None:
    """What may be said needs no library to say it."""
    for path in FILES:
        if path.parts[0] == "ontology":
            tops = {name.split(".")[0] for name in imports((REPOSITORY / path).read_text(encoding="utf-8"))}
            assert tops <= sys.stdlib_module_names | {"ontology"}, path


def test_every_library_that_is_imported_is_asked_for() -> None:
    """No file leans on a library that another one happens to bring; a few need one of an extra, and say so."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {_named(one) for one in project["dependencies"]}
    known = packages_distributions()
    missing = {
        (path.as_posix(), top)
        for path in FILES
        for top in {name.split(".")[0] for name in imports((REPOSITORY / path).read_text(encoding="utf-8"))}
        if top not in sys.stdlib_module_names | set(BELOW) and not asked & set(map(_named, known.get(top, ())))
    }
    assert missing == {
        ("loaders/countries.py", "babel"),
        ("comity/client.py", "pandas"),
        ("comity/frames.py", "pandas"),
    }


def _named(requirement: str) -> str:
    """The name of a distribution, as indexes compare it."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("package", BELOW)
def test_each_package_is_the_one_of_this_repository(package: str) -> None:
    """No other distribution's `graph` or `api` stands before ours: our names are common ones."""
    found = importlib.import_module(package).__file__
    assert found is not None, f"{package} has no __init__.py"
    assert Path(found).parent == REPOSITORY / package
