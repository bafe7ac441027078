"""README.md does what it says: its commands are run, and answer as it shows; what it names exists."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from comity.cli import COMMANDS
from tests.conftest import REPOSITORY, SHARED

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = "127.0.0.1:8000"
PORTS = range(18200, 18300)


@dataclass(frozen=True)
class Example:
    """Commands, and the output that the README shows for them, if it shows any; … stands for anything."""

    line: int
    kind: str
    text: str
    shown: str | None

    @property
    def only_make(self) -> bool:
        """Whether it is about this checkout as a whole; its targets are looked up instead."""
        return all(not line or line.startswith(("make ", "#")) for line in self.text.splitlines())


def examples(kind: str) -> list[Example]:
    """The blocks of a kind, each with the block of text that follows it."""
    blocks = list(BLOCK.finditer(README))
    found = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        shows = (
            following is not None
            and following["kind"] == "text"
            and not README[block.end() : following.start()].strip()
        )
        if block["kind"] == kind:
            line = README.count("\n", 0, block.start()) + 1
            found.append(Example(line, kind, block["text"], following["text"] if shows and following else None))
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError(f"every port of {PORTS} is in use")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the checkout to the commands of the README, and takes what they write."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "loaders").symlink_to(REPOSITORY / "loaders")
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="module")
def service(bundled_store: Path, place: Path) -> Iterator[str]:
    """Host and port of a service over the bundled documents, as `make serve` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "comity", "serve", "--store", str(bundled_store), "--port", str(port)]
    with subprocess.Popen(command, cwd=place, env=environment(bundled_store), stderr=subprocess.PIPE) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/ready", process)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when a service answers; fail with its words if it ends instead."""
    for _ in range(600):
        if process.poll() is not None:
            assert process.stderr is not None
            raise AssertionError(process.stderr.read().decode())
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


def environment(store: Path) -> dict[str, str]:
    """That of the tests, with a store of the bundled documents where the README relies on there being one."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    return {**ours, "COMITY_STORE": str(store), "COLUMNS": "120"}


def run(text: str, place: Path, store: Path) -> str:
    """The output of commands, each of which has to succeed."""
    script = ["bash", "-euo", "pipefail", "-c", text]
    done = subprocess.run(
        script, cwd=place, env=environment(store), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def matches(shown: str, found: str) -> bool:
    """Whether output is what is shown, where … stands for anything, and white space for white space."""
    pattern = r".*".join(r"\s+".join(map(re.escape, part.split())) for part in shown.split("…"))
    return re.fullmatch(pattern.replace(r"\s+.*", ".*"), " ".join(found.split()), re.DOTALL) is not None


@pytest.mark.slow
@pytest.mark.parametrize("example", [e for e in examples("sh") if not e.only_make], ids=lambda e: f"line {e.line}")
def test_commands_run_and_answer_as_shown(example: Example, place: Path, service: str, bundled_store: Path) -> None:
    """Every command ends well, and prints what stands below it."""
    if "../shared" in example.text and not SHARED.is_dir():
        pytest.skip("../shared is not on this machine")
    found = run(example.text.replace(ELSEWHERE, service), place, bundled_store).replace(service, ELSEWHERE)
    assert found.strip()
    assert example.shown is None or matches(example.shown, found), found


@pytest.mark.slow
@pytest.mark.parametrize("example", examples("python"), ids=lambda e: f"line {e.line}")
def test_cells_run_and_show_what_is_shown(example: Example, place: Path, service: str, bundled_store: Path) -> None:
    """Every cell of a notebook runs, and prints what stands below it."""
    (place / "cell.py").write_text(example.text.replace(ELSEWHERE, service), encoding="utf-8")
    found = run(".venv/bin/python cell.py", place, bundled_store)
    assert example.shown is None or matches(example.shown, found), found


def test_every_target_of_make_that_is_named_exists() -> None:
    """And every target that a person calls is named."""
    targets = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(re.findall(r"`[^`\n]+`|^make .*", README, re.MULTILINE))))
    assert named <= targets
    assert targets - named <= {"help", "install", "lint", "types", "tests"}


def settings_table() -> str:
    """The settings of the service, as the README is to show them."""
    rows = ["| variable | default | what |", "| --- | --- | --- |"]
    for one in fields(Settings):
        about = one.metadata
        rows.append(f"| `{about['variable']}` | {_default(about['variable'], one.default)} | {about['help']} |")
    return "\n".join(rows)


def _default(variable: str, value: object) -> str:
    """A default as it would be written into the environment."""
    if isinstance(value, Path):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and variable.endswith("_MB"):
        return str(value // 1_000_000)
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def test_every_setting_is_explained() -> None:
    """The table of the service's settings is the one of the code, and the commands' own variables are named."""
    assert settings_table() in README, settings_table()
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "comity").rglob("*.py"))
    assert {name for name in re.findall(r"COMITY_[A-Z_]+", sources) if f"`{name}" not in README} == set()


def test_every_command_is_shown() -> None:
    """A newcomer meets each of them."""
    assert [name for name in COMMANDS if f"comity {name}" not in README] == []


def test_every_file_that_is_named_exists() -> None:
    """Links, and paths between backticks that begin with one of our folders."""
    named = set(re.findall(r"\]\((?!https?://|#)([^)#]+)\)", README))
    named |= set(re.findall(r"`((?:ontology|loaders|graph|queries|api|comity|tests)/[^`\s*]*)`", README))
    assert {name for name in named if not (REPOSITORY / name).exists()} == set()
