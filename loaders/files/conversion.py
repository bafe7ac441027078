"""The process in which a file that others made becomes text; `loaders.files.sandbox` starts it and waits.

It reads the bytes from its input, gives up what converting does not need, converts, and writes one JSON object: the
text, or the class and the reason of the error.

Sources: setrlimit(2); PEP 578 for the audit hook, which holds as long as the converters are Python.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final

from loaders.files.source import Hints
from ontology.errors import DocumentError

_FORBIDDEN: Final = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system")
"""Beginnings of audit events that no conversion causes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What converting one file may take: seconds of processor time, and seconds in all (the machine may be busy).

    `memory` is in bytes beyond what the interpreter takes, `answer` the characters of the converted text.
    """

    seconds: int = 20
    deadline: float = 60
    memory: int = 512 << 20
    answer: int = 16 << 20


@dataclass(frozen=True, slots=True)
class Converted:
    """What a file's bytes became: the text, what of the file it does not hold, and what the file says beside it."""

    text: str
    warnings: tuple[str, ...] = ()
    hints: Hints = field(default=Hints())


Converter = Callable[[bytes, str], Converted]
"""Turns bytes, and the path to name in messages, into text, or raises DocumentError."""


def main() -> None:
    """Convert what comes in on standard input; the arguments are `module:function`, the path to name, the limits."""
    name, path, given = sys.argv[1:]
    limits = Limits(**json.loads(given))
    module, _, function = name.partition(":")
    convert: Converter = getattr(import_module(module), function)
    data = sys.stdin.buffer.read()
    _confine(limits)
    sys.stdout.buffer.write(json.dumps(_answer(convert, data, path, limits)).encode())


def _answer(convert: Converter, data: bytes, path: str, limits: Limits) -> dict[str, object]:
    try:
        converted = convert(data, path)
    except DocumentError as error:
        return {"error": type(error).__name__, "reason": error.reason}
    except MemoryError:
        return _refused(f"needs more than {limits.memory >> 20} MB of memory")
    except RecursionError:
        return _refused("nests too deeply")
    except Exception as error:  # noqa: BLE001, what a file does to a parser is told, whatever it is
        return _refused(f"the reader failed on it ({type(error).__name__}: {error})")
    if len(converted.text) > limits.answer:
        return _refused(f"becomes {len(converted.text)} characters of text, more than the {limits.answer} allowed")
    return asdict(converted)


def _refused(reason: str) -> dict[str, object]:
    return {"error": DocumentError.__name__, "reason": " ".join(reason.split())}


def _confine(limits: Limits) -> None:
    """Give up what converting does not need; what a system cannot take away, the parent's deadline makes up for."""
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1)
    size = _address_space()
    if size is not None:
        _bound(resource.RLIMIT_AS, size + limits.memory)
    sys.addaudithook(_forbid)


def _bound(what: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, of which the system may already have a lower one."""
    _, most = resource.getrlimit(what)
    wanted = [soft, soft if hard is None else hard]
    least = wanted if most == resource.RLIM_INFINITY else [min(value, most) for value in wanted]
    resource.setrlimit(what, (least[0], least[1]))


def _address_space() -> int | None:
    """Bytes of address space in use, or None where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    except OSError:
        return None


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse sockets and other programs, and every file but a module that is imported late."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a conversion may not cause {event}")
    if event == "open" and not _is_library(arguments[0]):
        raise PermissionError(f"a conversion may not open {arguments[0]}")


def _is_library(path: object) -> bool:
    """Whether a path lies in a folder from which Python imports."""
    if not isinstance(path, str | bytes):
        return False
    place = os.path.realpath(os.fsdecode(path))
    return any(place.startswith(os.path.realpath(folder) + os.sep) for folder in sys.path if folder)
