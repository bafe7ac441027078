"""A library made once: kept in the user's cache under the digest of everything it is made from."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

from ontology.collector import held_back

Made = TypeVar("Made")

_DIGEST: Final = hashlib.sha256().digest_size
"""Bytes of the digest that stands before what is kept."""


def digest(paths: Iterable[Path], *marks: str) -> str:
    """A digest of the names and contents of files, in the order given, and of some marks."""
    found = hashlib.sha256("\0".join(marks).encode())
    for path in paths:
        data = path.read_bytes()
        found.update(f"\0{path.name}\0{len(data)}\0".encode())
        found.update(data)
    return found.hexdigest()[:32]


def cache_folder() -> Path:
    """`COMITY_CACHE`, or the folder that the XDG base directory specification gives to caches."""
    given = os.environ.get("COMITY_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(given) if given else Path(base) / "comity"


def kept(name: str, kind: type[Made], make: Callable[[], Made], folder: Path | None = None) -> Made:
    """What was made before under a name, or what is made now, which is then kept if it can be.

    A file that is not as it was written is made again. The folder is the user's own, as pickle requires.
    """
    target = (folder or cache_folder()) / f"{name}.pickle"
    found = _read(target)
    if isinstance(found, kind):
        return found
    made = make()
    body = frozen(made)
    put(target, hashlib.sha256(body).digest() + body)
    return made


def _read(target: Path) -> object:
    """What a file keeps, or None where there is none that is whole."""
    try:
        data = target.read_bytes()
    except OSError:
        return None
    body = memoryview(data)[_DIGEST:]
    return thawed(body) if hashlib.sha256(body).digest() == data[:_DIGEST] else None


def frozen(made: object) -> bytes:
    """What was made, as bytes for `thawed`."""
    return pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL)


def thawed(body: bytes | memoryview) -> object:
    """Read back without the garbage collector, which would walk a hundred thousand new objects several times over.

    The bytes must be the program's own: to read a pickle is to run what it says.
    """
    with held_back():
        return pickle.loads(body)  # noqa: S301, the user's own file, and whole


def put(target: Path, data: bytes) -> None:
    """Write beside and rename, so that no reader sees half a file; a folder that cannot be written is left alone."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(target)
    except OSError:
        return
