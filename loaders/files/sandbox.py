"""Files that others made, converted in a process that can be lost.

What parses markup, archives and compressed streams may be made to loop, to swell or to crash. So each such file is
converted in a fresh process that is given its bytes and nothing else: no environment, no file, socket or program that
it could open, a bound on processor time, on memory and on the length of its answer (`loaders.files.conversion`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from loaders.files.conversion import Limits
from loaders.files.source import Hints, Source, read_bytes, whole
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
from loaders.files.conversion import main
main()
"""
"""Takes the package's folder without running its `__init__`, which imports everything else: 0.1 s instead of 0.9 s."""


def read_apart(path: Path, converter: str, limits: Limits | None = None) -> Source:
    """Convert a file in a process of its own; `converter` is the function that does it, as `module:function`.

    Raises:
        EmptyDocumentError: what it becomes has no character other than white space.
        DocumentError: the file cannot be read, or not converted within the limits; a leaf tells more.
    """
    limits = limits or Limits()
    data = read_bytes(path)
    arguments = [str(Path(__file__).parents[1]), converter, str(path), json.dumps(asdict(limits))]
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-c", _PROGRAM, *arguments],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(folder or os.curdir for folder in sys.path)},
            timeout=limits.deadline,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(str(path), f"took more than {limits.deadline:g} s to read") from error
    told = _parse(ended.stdout)
    if told is None:
        raise DocumentError(str(path), _why_lost(ended.returncode, limits))
    if "error" in told:
        raise _ERRORS[told["error"]](str(path), told["reason"])
    return whole(Source(path, told["text"], tuple(told["warnings"]), Hints(**told["hints"])))


def _parse(answer: bytes) -> dict[str, Any] | None:
    """The answer, or None where the process ended before it was whole."""
    try:
        told: dict[str, Any] = json.loads(answer)
    except ValueError:
        return None
    return told


def _why_lost(code: int, limits: Limits) -> str:
    if code == -signal.SIGXCPU:
        return f"took more than {limits.seconds} s of processor time to read"
    return f"the process that read it ended with {signal.Signals(-code).name if code < 0 else f'code {code}'}"
