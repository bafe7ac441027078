"""What a worker takes away from itself before it looks at other people's text.

No new socket, no other program, no tracing (seccomp), an end when the web process ends, a bound on memory and on files,
no core file. None of it needs a privilege. Where a system lacks one of these, the worker says so and goes on: the
deadline, which the web process keeps by killing, and the guard over the text hold everywhere.

Sources: seccomp(2), prctl(2), and the kernel's `linux/filter.h` and `linux/seccomp.h` for the numbers.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2

_FIRST: Final = 32 * 1024
"""Bytes that come from an arena: fewer come from Python's own pools, and more than 128 KB straight from the system."""

_LOAD: Final = 0x20
_JUMP_EQUAL: Final = 0x15
_JUMP_GREATER_OR_EQUAL: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_KILL_PROCESS: Final = 0x80000000
_FAIL: Final = 0x00050000
_FOREIGN_CALLS: Final = 0x40000000
"""From here on x86-64 numbers its x32 calls, a second door to the same kernel."""

_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
"""Offsets in `struct seccomp_data`."""

_CALLS: Final = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41,
            "connect": 42,
            "execve": 59,
            "execveat": 322,
            "ptrace": 101,
            "process_vm_writev": 311,
            "io_uring_setup": 425,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "socket": 198,
            "connect": 203,
            "execve": 221,
            "execveat": 281,
            "ptrace": 117,
            "process_vm_writev": 271,
            "io_uring_setup": 425,
        },
    ),
}
"""Audit number of each architecture, and the numbers of the calls that are refused there."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes that one worker may use: `memory` beyond what its graph takes, and the length of a file it writes."""

    memory: int
    file: int


def die_with_parent() -> bool:
    """Whether the system will end this process when the one that started it ends."""
    if not sys.platform.startswith("linux"):
        return False
    return bool(_libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)


def enter(limits: Limits) -> tuple[str, ...]:
    """Give up what answering does not need; returns in words what this system could not take away."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    lacking = [] if bound_memory(limits.memory) else ["a bound on memory"]
    return (*lacking, *_refuse_calls())


def bound_memory(budget: int) -> bool:
    """Let this process grow by `budget` bytes from its present size; False where the size is not known."""
    size = address_space()
    if size is None:
        return False
    resource.setrlimit(resource.RLIMIT_AS, (size + budget, resource.RLIM_INFINITY))
    return True


@contextmanager
def unbounded() -> Iterator[None]:
    """Lift the bound on memory for as long as the block runs: what is opened there is ours, and no question's."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def own_arena() -> None:
    """Make the arena of the calling thread, if it has none yet, on systems with glibc (mallopt(3), `M_ARENA_MAX`).

    Memory that was forked with a graph in it is full of holes. A thread that finds its room between them takes 75 µs
    for the shortest question, and one with an arena of its own 25; what it would write there is copied, too. The arena
    needs 128 MB of address space for a moment, more than a bound on memory may leave.
    """
    with unbounded():
        bytearray(_FIRST)


def address_space() -> int | None:
    """Bytes of address space in use, or None where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    except OSError:
        return None


def _refuse_calls() -> list[str]:
    known = _CALLS.get(platform.machine()) if sys.platform.startswith("linux") else None
    if known is None:
        return ["a filter of system calls (seccomp)"]
    program = _program(*known)
    buffer = ctypes.create_string_buffer(program, len(program))
    filters = _Filters(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = _libc()
    refused = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filters), 0, 0
    )
    return [f"a filter of system calls (seccomp: {os.strerror(ctypes.get_errno())})"] if refused else []


def _program(architecture: int, calls: dict[str, int]) -> bytes:
    """The filter as BPF: another architecture dies, a listed call fails with EACCES, the rest goes on."""
    numbers = sorted(calls.values())
    fail = len(numbers) + 1
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_GREATER_OR_EQUAL, fail, 0, _FOREIGN_CALLS),
        *((_JUMP_EQUAL, fail - 1 - place, 0, number) for place, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL | errno.EACCES),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


class _Filters(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
