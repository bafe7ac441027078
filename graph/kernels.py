"""Compiled loops: how they are declared, where their code is kept, and `python -m graph.kernels`, which makes it.

A kernel is a plain function over arrays that numba compiles for fixed types and runs without the interpreter's lock.
Its machine code is kept on the disk, so that only an installation waits for the compiler. The kept code is good for
exactly these sources: its stamp is a digest of every module of kernels, since one kernel is compiled into another.
Without a folder that can be written the code is compiled at the start of each process, and everything works as before.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, TypeVar

import numba
from numba import types
from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator

MODULES: Final = (
    "graph.tables.sorting",
    "graph.tables.plain_lines",
    "graph.tables.line_table",
    "graph.tables.columns",
    "graph.tables.lines",
    "graph.tables.interning",
    "graph.tables.naming",
    "graph.tables.triples",
    "graph.tables.edges",
    "graph.memory",
    "graph.walks.states",
    "graph.walks.reach",
    "graph.walks.sight",
    "graph.walks.between",
    "graph.walks.hubs",
    "graph.walks.buckets",
    "graph.walks.arcs",
    "graph.walks.hub_arcs",
    "graph.walks.corridor",
    "graph.walks.sequences",
    "graph.walks.enumeration",
    "graph.walks.strands",
    "graph.walks.first",
    "graph.walks.tracing",
    "graph.walks.winnow",
    "graph.walks.cheapest",
    "graph.walks.layers",
    "graph.frame",
    "graph.walks.slots",
    "graph.walks.routes",
    "graph.centrality",
    "graph.walks.surroundings",
    "graph.ways",
)
"""Every module that declares kernels."""

_LARGEST: Final = "graph.walks.routes"
"""The module that takes as long to compile as all others together."""

F = TypeVar("F", bound=Callable[..., Any])


def array(dtype: Any) -> Any:
    """The type of a contiguous array of one dimension."""
    return types.Array(dtype, 1, "C")


TYPES: Final[dict[str, Any]] = {
    "None": types.void,
    "bool": types.boolean,
    "int": types.int64,
    "float": types.float64,
    "Word": types.uint64,
    "tuple[int, int]": types.UniTuple(types.int64, 2),
    "Bytes": array(types.uint8),
    "Shorts": array(types.uint16),
    "Ints": array(types.int32),
    "Longs": array(types.int64),
    "Fields": types.CPointer(types.int64),
    "Words": array(types.uint64),
    "Floats": array(types.float64),
}
"""What the annotations of kernels and of the functions inside them may say, as types of the compiler."""


def signature(function: Callable[..., Any]) -> Any:
    """The types that a function's annotations declare.

    Raises:
        KeyError: an annotation is not among `TYPES`.
    """
    stated = dict(function.__annotations__)
    returned = TYPES[stated.pop("return")]
    return returned(*(TYPES[text] for text in stated.values()))


def kernel(function: F) -> F:
    """Compile a function for the types it declares, or take its machine code from where it is kept."""
    compiled: Any = numba.njit(nogil=True)(function)
    with suppress(RuntimeError):
        compiled._cache = _Kept(function)
    compiled.compile(signature(function))
    compiled.disable_compile()
    return compiled  # type: ignore[no-any-return]


_UNWRAPPED: Final[dict[str, Any]] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def inner(function: F) -> F:
    """A function that only kernels call; it is compiled into them, for the types it declares.

    Left to itself the compiler makes one version for every constant that a function is called with. Nobody calls it
    from Python or C, and leaving out the ways to do so saves a quarter of the compiler's time.
    """
    compiled: Any = numba.njit(nogil=True, **_UNWRAPPED)(function)
    declared, general = signature(function).args, compiled.get_call_template
    compiled.get_call_template = lambda _, keywords: general(declared, keywords)
    return compiled  # type: ignore[no-any-return]


@cache
def _stamp() -> str:
    digest = hashlib.sha256()
    for name in ("graph.kernels", *MODULES):
        path = Path(__file__).parents[1].joinpath(*name.split(".")).with_suffix(".py")
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def _folders() -> tuple[Path, ...]:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return Path(__file__).parent / "__pycache__", home / "comity" / "kernels"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


@cache
def _folder() -> Path | None:
    """Where machine code is kept: beside the sources, else below the user's cache; one that has some wins."""
    offered = _folders()
    kept = next((f for f in offered if next(f.glob(f"routes.*-{_stamp()[:16]}.*.nbi"), None)), None)
    return kept or next((f for f in offered if _writable(f)), None)


class _Locator(_CacheLocator):  # type: ignore[misc]
    """Where the machine code of one function is kept."""

    def __init__(self, folder: Path) -> None:
        """Keep it in this folder."""
        self._folder = folder
        self._py_file = __file__

    def get_cache_path(self) -> str:
        return str(self._folder)

    def get_source_stamp(self) -> str:
        return _stamp()

    def get_disambiguator(self) -> str:
        return _stamp()[:16]

    def ensure_cache_path(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    @classmethod
    def from_function(cls, function: Callable[..., Any], path: str) -> _Locator | None:
        folder = _folder()
        return None if folder is None else cls(folder)


class _Placed(CompileResultCacheImpl):  # type: ignore[misc]
    _locator_classes = [_Locator]  # type: ignore[list-item] # noqa: RUF012


class _Kept(FunctionCache):  # type: ignore[misc]
    """The kept machine code of one function; a folder that refuses to be written is only read."""

    _impl_class = _Placed

    def save_overload(self, signature: Any, result: Any) -> None:
        with suppress(OSError):
            super().save_overload(signature, result)


def compile_all() -> Path | None:
    """Compile every kernel whose machine code is not kept yet; where it is kept, or None if nowhere can be written."""
    apart = get_context("spawn").Process(target=import_module, args=(_LARGEST,))
    apart.start()
    for name in MODULES:
        if name != _LARGEST:
            import_module(name)
    apart.join()
    import_module(_LARGEST)
    return import_module("graph.kernels")._folder()  # type: ignore[no-any-return]


if __name__ == "__main__":
    place = compile_all()
    if place is None:
        sys.exit("found no folder to keep compiled code in, expected one of: " + ", ".join(map(str, _folders())))
    sys.stdout.write(f"compiled code is kept in {place}\n")
