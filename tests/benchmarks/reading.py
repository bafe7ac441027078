"""How fast documents are read and loaded; `python -m tests.benchmarks.reading` sets spaCy beside it.

The documents are the bundled ones and those of the corpus, copied until there is enough. Comity reads each to the
lines of its graph; spaCy makes tokens of it and looks up the gazetteer's names, no more. They take turns, round after
round, so that what else the machine does touches both; each figure is the best of the rounds. One process is measured
in processor time; two by the clock, where their start is counted for Comity and not for spaCy.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from comity.build import load
from comity.documents import Loaders, bundled
from comity.plan import Plan
from comity.reading import Entry, Task, outcomes
from loaders.names.library import Library
from ontology.iris import Iris
from tests.benchmarks.figures import Figure, processor_seconds, seconds, told

REPOSITORY: Final = Path(__file__).resolve().parents[2]
_ENOUGH: Final = 4
"""Copies of each document, of which two processes have ten seconds of work."""
_ROUNDS: Final = 3
_WORKERS: Final = (1, 2)
_TIMES: Final = (1, 4, 16)


def figures(repeat: int, beside: bool = False) -> Iterator[Figure]:
    """Characters a second with one and two processes, memory, one document of growing length, and a whole load.

    `repeat` bounds copies and rounds; with `beside`, spaCy does its part in an environment of its own.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = _documents(folder, min(repeat, _ENOUGH))
        task = Task(Loaders(), Iris())
        yield Figure("library opened", seconds(Library.open), "s")
        python = _spacy(REPOSITORY / ".comity" / "spacy") if beside else None
        yield from _rates(paths, task, min(repeat, _ROUNDS), (python, _names(folder)))
        yield from _memory(paths, task)
        yield from _lengths(folder, task)
        took = seconds(lambda: load([bundled()], folder / "store", Plan(Loaders(), workers=1)))
        yield Figure("the bundled documents loaded into a new store", took, "s")


def _documents(folder: Path, copies: int) -> list[Path]:
    """Copies of every document, under names of their own."""
    known = sorted([*bundled().glob("*.txt"), *(REPOSITORY / "tests" / "corpus").rglob("*.txt")])
    places = [(path, folder / f"{path.stem}-{number}.txt") for number in range(copies) for path in known]
    return [Path(shutil.copy(path, place)) for path, place in places]


def outcomes_of(paths: Sequence[Path], task: Task, workers: int = 1) -> int:
    """The characters of some documents, read to the lines of their graphs."""
    return sum(one.loaded.characters for one in outcomes(paths, task, workers) if isinstance(one, Entry))


def _rates(paths: Sequence[Path], task: Task, rounds: int, peer: tuple[Path | None, Path]) -> Iterator[Figure]:
    """Both, with one process and with two; the peer is a Python that has spaCy, and the names that it looks up."""
    size, (python, names) = outcomes_of(paths, task), peer
    for workers in _WORKERS:
        ours, theirs = [], []
        for _ in range(rounds):
            took = seconds if workers > 1 else processor_seconds
            ours.append(took(lambda workers=workers: outcomes_of(paths, task, workers)))  # type: ignore[misc]
            if python is not None:
                theirs.append(_ruled(python, names, workers, paths))
        yield Figure(f"{len(paths)} documents read, {workers} processes", size / min(ours) / 1e6, "MB/s")
        if theirs:
            yield Figure(f"the same by spaCy's EntityRuler, {workers} processes", size / min(theirs) / 1e6, "MB/s")


def _names(folder: Path) -> Path:
    """Every name of the gazetteer and of the topics, in a file."""
    library = Library.open()
    held = (library.things, library.topics, library.substances)
    names = {label for one in held for iri in one.concepts for label in one.labels(iri)}
    place = folder / "names.json"
    place.write_text(json.dumps(sorted(names)), encoding="utf-8")
    return place


def _spacy(folder: Path) -> Path | None:
    """The Python of an environment that has spaCy, made if it is absent; None where no registry can be reached."""
    python = folder / "bin" / "python"
    if not (folder / "bin" / "spacy").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = [str(python), "-m", "pip", "install", "--quiet", "spacy>=3.8,<4"]
        if subprocess.run(wanted, check=False, capture_output=True).returncode:
            sys.stdout.write("spaCy cannot be installed here, so nothing stands beside\n")
            return None
    return python


def _ruled(python: Path, names: Path, workers: int, paths: Sequence[Path]) -> float:
    """Seconds of spaCy, its start not counted."""
    script = Path(__file__).with_name("entity_ruler.py")
    command = [str(python), str(script), str(names), str(workers), *map(str, paths)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[0])


def _memory(paths: Sequence[Path], task: Task) -> Iterator[Figure]:
    """The peak of memory when everything was read, and when it was read twice more, one document after another."""
    yield Figure(f"peak of memory after {len(paths)} documents", _peak(), "MB")
    outcomes_of([*paths, *paths], task)
    yield Figure(f"peak of memory after {2 * len(paths)} more", _peak(), "MB")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _lengths(folder: Path, task: Task) -> Iterator[Figure]:
    """The longest document once, and set several times over in one file."""
    text = max(bundled().glob("*.txt"), key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
    for times in _TIMES:
        place = folder / f"long-{times}.txt"
        place.write_text("\n\n".join([text] * times), encoding="utf-8")
        took = min(processor_seconds(lambda place=place: outcomes_of([place], task)) for _ in range(2))  # type: ignore[misc]
        yield Figure(f"one document of {times * len(text):,} characters", times * len(text) / took / 1e6, "MB/s")


if __name__ == "__main__":
    for _figure in told(figures(_ENOUGH, beside=True)):
        pass
