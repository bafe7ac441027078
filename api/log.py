"""The service's log: lines that a person reads on a terminal, lines of JSON that a program reads anywhere else."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, TextIO


class JsonLines(logging.Formatter):
    """One JSON object a line: when, how bad, who says what, and its facts (such as a query's id and time)."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record; a line break in a message is escaped, so that nobody can forge a line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=True, default=str)


class Plain(logging.Formatter):
    """One line for a person, without characters that could steer a terminal."""

    def __init__(self) -> None:
        """Time, level and message."""
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        """The line of one record."""
        return "".join(
            letter if letter.isprintable() else repr(letter)[1:-1] for letter in super().formatMessage(record)
        )


def begin(stream: TextIO = sys.stderr) -> None:
    """Send the log of this process to a stream: for people if it is a terminal, else as JSON.

    Single malformed requests are left out: anybody can cause them, and nobody can act upon them.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Plain() if stream.isatty() else JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("comity.http").setLevel(logging.CRITICAL)
