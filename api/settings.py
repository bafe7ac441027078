"""What whoever runs the service may choose, as one frozen value; each setting has a name in the environment."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from ontology.errors import ConfigurationError

_MB: Final = 1_000_000
_STORE: Final = Path(".comity/store")
_EXPLORER: Final = Path(__file__).parent / "static"


def _positive(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or number <= 0:
        raise ValueError("expected a number above zero")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("expected a whole number above zero")
    return number


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("expected a whole number, zero or above")
    return number


def _megabytes(text: str) -> int:
    return int(_positive(text) * _MB)


def _megabytes_or_none(text: str) -> int:
    return int(float(text) * _MB) if float(text) == 0 else _megabytes(text)


def _flag(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("", "0", "false", "no", "off"):
        return False
    raise ValueError("expected true or false")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _setting(default: Any, variable: str, read: Callable[[str], Any], help: str) -> Any:
    return field(default=default, metadata={"variable": variable, "read": read, "help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the service can be told; times are in seconds and sizes in bytes."""

    store: Path = _setting(_STORE, "COMITY_STORE", Path, "folder of the graph")  # noqa: RUF009 - a field
    host: str = _setting("127.0.0.1", "COMITY_HOST", str, "address to listen on")
    port: int = _setting(8000, "COMITY_PORT", _natural, "port to listen on; 0 takes a free one")
    workers: int = _setting(2, "COMITY_WORKERS", _count, "processes that answer questions")
    reserve: int = _setting(
        1, "COMITY_RESERVE", _natural, "further processes, kept for clients that have no question running"
    )
    writable: bool = _setting(False, "COMITY_WRITABLE", _flag, "whether /update and /graphs accept writes")
    token: str = _setting("", "COMITY_TOKEN", str, "bearer token that a write must carry")
    timeout: float = _setting(30.0, "COMITY_TIMEOUT", _positive, "longest time for one question")
    update_timeout: float = _setting(60.0, "COMITY_UPDATE_TIMEOUT", _positive, "longest time for one write")
    stream_timeout: float = _setting(
        600.0, "COMITY_STREAM_TIMEOUT", _positive, "longest time for an answer that is streamed, reading included"
    )
    memory: int = _setting(512 * _MB, "COMITY_MEMORY_MB", _megabytes, "memory for one question, in megabytes")
    update_memory: int = _setting(
        2048 * _MB, "COMITY_UPDATE_MEMORY_MB", _megabytes, "memory for one write, in megabytes"
    )
    result: int = _setting(256 * _MB, "COMITY_RESULT_MB", _megabytes, "largest answer, in megabytes")
    kept: int = _setting(
        32 * _MB,
        "COMITY_KEPT_MB",
        _megabytes_or_none,
        "answers kept while the graph is the same; 0 for none",
    )
    held: int = _setting(
        4_000_000, "COMITY_HELD_QUADS", _natural, "largest graph that is held in memory, in quads; 0 for none"
    )
    query_size: int = _setting(256 * 1024, "COMITY_QUERY_BYTES", _count, "largest query text, in bytes of UTF-8")
    update_size: int = _setting(16 * _MB, "COMITY_UPDATE_MB", _megabytes, "largest update text, in megabytes")
    upload_size: int = _setting(256 * _MB, "COMITY_UPLOAD_MB", _megabytes, "largest RDF body, in megabytes")
    queue: int = _setting(256, "COMITY_QUEUE", _count, "questions that may wait for a worker")
    queue_per_client: int = _setting(64, "COMITY_QUEUE_PER_CLIENT", _count, "of these, from one client")
    queue_seconds: float = _setting(10.0, "COMITY_QUEUE_SECONDS", _positive, "longest wait for a worker")
    client_rate: float = _setting(
        1.0, "COMITY_CLIENT_RATE", _positive, "worker-seconds a second that a client may use while others wait"
    )
    client_burst: float = _setting(
        60.0, "COMITY_CLIENT_BURST", _positive, "worker-seconds that a client may save up for a burst"
    )
    connections_per_client: int = _setting(
        256, "COMITY_CONNECTIONS_PER_CLIENT", _count, "open connections from one address"
    )
    header_seconds: float = _setting(8.0, "COMITY_HEADER_SECONDS", _positive, "longest time to send a request's head")
    stall_seconds: float = _setting(
        8.0, "COMITY_STALL_SECONDS", _positive, "longest silence within a body, or of a client that does not read"
    )
    hosts: tuple[str, ...] = _setting(
        (), "COMITY_HOSTS", _words, "host names that requests may be addressed to; empty: any"
    )
    proxies: tuple[str, ...] = _setting(
        (), "COMITY_PROXIES", _words, "addresses of proxies whose X-Forwarded-For is believed"
    )
    explorer: Path = _setting(  # noqa: RUF009 - a field
        _EXPLORER, "COMITY_EXPLORER", Path, "folder of the built explorer; plain pages where there is none"
    )
    services: tuple[str, ...] = _setting(
        (), "COMITY_SERVICES", _words, "addresses of the endpoints that SERVICE may ask; empty: none"
    )
    log_queries: bool = _setting(False, "COMITY_LOG_QUERIES", _flag, "whether query texts are written to the log")

    def __post_init__(self) -> None:
        """Refuse combinations that would open the service by accident.

        Raises:
            ConfigurationError: writes are on without a token, or a port or an address is none.
        """
        if self.writable and not self.token:
            raise ConfigurationError("writable needs a token: set COMITY_TOKEN to the secret that writers are to send")
        for one in self.services:
            if not one.startswith(("http://", "https://")):
                raise ConfigurationError(
                    f"COMITY_SERVICES: found {one!r}, expected an address with http:// or https://"
                )
        if self.port > 65535:
            raise ConfigurationError(f"COMITY_PORT: found {self.port}, expected at most 65535")

    @classmethod
    def from_env(cls, environment: Mapping[str, str], **overrides: Any) -> Settings:
        """Settings from a mapping such as `os.environ`; an override that is not None wins over it.

        Raises:
            ConfigurationError: a variable holds something that cannot be used, or an override names no setting.
        """
        known = {one.name: one.metadata for one in fields(cls)}
        unknown = sorted(set(overrides) - set(known))
        if unknown:
            raise ConfigurationError(f"found the setting {unknown[0]!r}, expected one of {', '.join(known)}")
        stated = {
            name: _value(about["variable"], about["read"], environment[about["variable"]])
            for name, about in known.items()
            if about["variable"] in environment
        }
        return cls(**stated | {name: value for name, value in overrides.items() if value is not None})


def _value(variable: str, read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise ConfigurationError(f"{variable}: found {text!r}; {error}") from error
