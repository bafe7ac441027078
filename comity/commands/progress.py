"""How far a command has come, on a terminal."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from comity.plan import Watch


class Bar(AbstractContextManager[Watch]):
    """A bar that appears with the first file."""

    def __init__(self, title: str) -> None:
        """A bar with this title."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[file]}"),
        )
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._title = title
        self._task: TaskID | None = None

    def __enter__(self) -> Watch:
        """Begin; what is returned is told how far it is."""
        self._progress.start()
        return self._watch

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self._progress.stop()

    def _watch(self, done: int, total: int, file: str) -> None:
        if self._task is None:
            self._task = self._progress.add_task(self._title, total=total, file="")
        self._progress.update(self._task, completed=done, file=Path(file).name)
