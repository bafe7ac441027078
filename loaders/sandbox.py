"""Files that others made, converted in a process that can be lost.

What parses markup, archives and compressed streams may be made to loop, to swell or to crash. So each such file is
converted in a fresh process that is given its bytes and nothing else: no environment, no file, socket or program that it
could open, a bound on processor time, on memory and on the length of its answer (`loaders.conversion`).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from threading import Timer
from typing import IO, Any, Final

from loaders.conversion import Limits
from loaders.source import Hints, Source, read_bytes, whole
from ontology.errors import (
    BinaryDocumentError,
    DocumentError,
    EmptyDocumentError,
    EncodingError,
    UnsupportedFormatError,
)

_ERRORS: Final[Mapping[str, type[DocumentError]]] = {
    kind.__name__: kind
    for kind in (BinaryDocumentError, DocumentError, EmptyDocumentError, EncodingError, UnsupportedFormatError)
}
"""The errors that a conversion may end in."""

_PROGRAM: Final = """
import sys, types
package = types.ModuleType("loaders")
package.__path__ = [sys.argv.pop(1)]
sys.modules["loaders"] = package
from loaders.conversion import main
main()
"""
"""Takes the package's folder without running its `__init__`, which imports everything else: 0.02 s instead of 0.5 s."""

_BYTES_PER_CHARACTER: Final = 12
"""Most that JSON takes for one character: an escaped pair of surrogates."""


def read_apart(path: Path, converter: str, limits: Limits | None = None) -> Source:
    """Convert a file in a process of its own; `converter` is the function that does it, as `module:function`.

    Raises:
        EmptyDocumentError: what it becomes has no character other than white space.
        DocumentError: the file cannot be read, or not converted within the limits; a leaf tells more.
    """
    limits = limits or Limits()
    data = read_bytes(path)
    code, answer, late = _ask(data, [converter, str(path), json.dumps(asdict(limits))], limits)
    told = _parse(answer)
    if told is None:
        raise DocumentError(str(path), _why_lost(code, late, limits))
    if "error" in told:
        raise _ERRORS[told["error"]](str(path), told["reason"])
    return whole(Source(path, told["text"], tuple(told["warnings"]), Hints(**told["hints"])))


def _ask(data: bytes, arguments: list[str], limits: Limits) -> tuple[int, bytes, bool]:
    """Exit code and answer of the process, and whether it had to be stopped for being late."""
    command = [sys.executable, "-P", "-c", _PROGRAM, str(Path(__file__).parent), *arguments]
    folders = os.pathsep.join(folder or os.curdir for folder in sys.path)
    late: list[bool] = []
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": folders},
    ) as process:
        timer = Timer(limits.deadline, lambda: (late.append(True), process.kill()))
        timer.start()
        try:
            answer = _exchange(process, data, 1024 + _BYTES_PER_CHARACTER * limits.answer)
        finally:
            timer.cancel()
            process.kill()
    return process.returncode, answer, bool(late)


def _exchange(process: subprocess.Popen[bytes], data: bytes, most: int) -> bytes:
    """Hand over the bytes, all of which the process reads before it writes, and take its answer."""
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None
    assert stdout is not None
    with contextlib.suppress(BrokenPipeError), stdin:
        stdin.write(data)
    return stdout.read(most)


def _parse(answer: bytes) -> dict[str, Any] | None:
    """The answer, or None where the process ended before it was whole."""
    try:
        told: dict[str, Any] = json.loads(answer)
    except ValueError:
        return None
    return told


def _why_lost(code: int, late: bool, limits: Limits) -> str:
    if late:
        return f"took more than {limits.deadline:g} s to read"
    if code == -signal.SIGXCPU:
        return f"took more than {limits.seconds} s of processor time to read"
    return f"the process that read it ended with {signal.Signals(-code).name if code < 0 else f'code {code}'}"
