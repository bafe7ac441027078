"""What is handed to users: the wheel, and that it works with nothing but what the lock file names."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from comity import __version__
from tests.test_layers import BELOW, REPOSITORY

pytestmark = pytest.mark.slow

KINDS = {".ttl", ".jsonld", ".rq", ".txt", ".toml", ".py"}
"""Endings of which the wheel has files; what else there may be is compared name by name."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (found,) = folder.iterdir()
    return found


def locked(name: str) -> Iterator[Requirement]:
    """The pins of a lock file that count on this platform."""
    for line in (REPOSITORY / name).read_text(encoding="ascii").splitlines():
        if "==" in line:
            pin = Requirement(line.rstrip(" \\"))
            if pin.marker is None or pin.marker.evaluate():
                yield pin


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and of other distributions those that the lock file names."""

    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, away from the checkout, with a cache of its own."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        program = [str(self.folder / "bin" / command[0]), *command[1:]]
        environment = {**kept, "HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder / "cache")}
        return subprocess.run(program, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a clean environment; the locked distributions are links to those installed here.

    So nothing is fetched, and a package that only development installs is missed at once.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    for pin in locked("requirements.lock"):
        found = distribution(pin.name)
        assert found.version in pin.specifier, f"{pin.name} {found.version} is installed, {pin} is locked"
        for path in top_level(found):
            link = site / path.name
            if not link.exists():
                link.symlink_to(path)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    subprocess.run([*pip, "check"], check=True, capture_output=True)
    return Installed(folder)


def top_level(found: Distribution) -> set[Path]:
    """What a distribution put into site-packages."""
    names = {path.parts[0] for path in found.files or () if path.parts[0] not in ("..", "__pycache__")}
    return {Path(str(found.locate_file(name))).resolve() for name in names}


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    """Ontology, lexicons, gazetteer, documents, saved queries and pages travel with the code; tests stay at home."""
    sources = (path for package in BELOW for path in (REPOSITORY / package).rglob("*"))
    named = {path.relative_to(REPOSITORY).as_posix() for path in sources if path.is_file()}
    expected = {name for name in named if "/__pycache__/" not in name and not name.startswith("api/explorer/")}
    with zipfile.ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert found == expected
    assert {Path(name).suffix for name in found} >= KINDS


def test_both_lock_files_name_one_version_with_its_digests() -> None:
    """What is developed with is what is run with, and pip verifies each file."""
    run, develop = ({pin.name: str(pin.specifier) for pin in locked(name)} for name in LOCKS)
    assert run.items() <= develop.items()
    for name in LOCKS:
        text = (REPOSITORY / name).read_text(encoding="ascii")
        assert "://" not in text
        entries = text.replace("\\\n", "").splitlines()
        assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    """Whoever changes pyproject.toml makes the lock files again."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for name, asked in zip(LOCKS, ([], [*extras["dev"], *extras["build"]]), strict=True):
        pins = {canonicalize_name(pin.name): pin.specifier for pin in locked(name)}
        for one in map(Requirement, [*project["dependencies"], *asked]):
            pin = pins.get(canonicalize_name(one.name))
            assert pin is not None, f"{name} lacks {one}: `make lock`"
            assert one.specifier.contains(str(pin).removeprefix("==")), f"{name} holds {pin}, not {one}: `make lock`"


def test_the_installed_program_answers_from_the_bundled_documents(installed: Installed) -> None:
    """Version, a query over documents that are read at the first call, and an export."""
    assert installed.run("comity", "--version").stdout == f"comity {__version__}\n"
    count = "SELECT (COUNT(?action) AS ?actions) { ?action a comity:Action }"
    asked = installed.run("comity", "query", count, "--format", "csv")
    assert (asked.stderr, asked.stdout.splitlines()) == ("", ["actions", "146"])
    exported = installed.run("comity", "export", "--format", "trig", "--document", "joint-action-organized-crime")
    assert "comity:NewsArticle" in exported.stdout


def test_the_installed_packages_are_those_of_the_wheel(installed: Installed) -> None:
    """Nothing is taken from the checkout."""
    where = f"import {', '.join(BELOW)}; print(*({', '.join(f'{name}.__file__' for name in BELOW)},), sep='\\n')"
    files = installed.run("python", "-c", where).stdout.splitlines()
    assert len(files) == len(BELOW)
    assert all(Path(file).is_relative_to(installed.folder.resolve()) for file in files)


def test_the_installed_service_can_be_composed(installed: Installed) -> None:
    """All routes import without a package of development."""
    compose = (
        "from api.app import create_app; from api.pool import Pool; from api.settings import Settings; "
        "settings = Settings(); print(len(create_app(Pool(settings)).routes))"
    )
    composed = installed.run("python", "-c", compose)
    assert composed.stderr == ""
    assert int(composed.stdout) > 0
