"""Starting the service under uvicorn.

uvloop and httptools where the platform has them: with asyncio and h11 a request costs three times as much. What h11
would bound and httptools does not, `api.protocol` does.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn

from api import log
from api.front import Front
from api.launching import Launcher
from api.pool import Pool
from api.protocol import bounded
from api.settings import Settings
from ontology.errors import ComityError, ConfigurationError, StoreError, StoreLockedError

logger = logging.getLogger("comity.service")

_GRACE: Final = 5
"""Seconds that open requests have to end after SIGTERM."""

_BACKLOG: Final = 2048
"""Connections that may wait to be taken."""


def serve(settings: Settings, launcher: Launcher | None = None, bound: Callable[[], object] | None = None) -> None:
    """Serve until a signal ends it; `launcher` starts the workers, and is closed with the service.

    `bound` is called once the address is this server's.

    Raises:
        StoreLockedError: another server writes to the same folder.
        ConfigurationError: the address cannot be listened on.
    """
    with sole_writer(settings):
        sockets = listening(settings.host, settings.port)
        if bound is not None:
            bound()
        log.begin()
        Server(configuration(settings, launcher)).run(sockets)


class Server(uvicorn.Server):
    """uvicorn, telling where it is: with port 0 nobody else knows."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        for server in self.servers:
            for listening in server.sockets:
                host, port = listening.getsockname()[:2]
                logger.info("listening on http://%s:%d/", f"[{host}]" if ":" in host else host, port)


def listening(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on every address of a host.

    Raises:
        ConfigurationError: the host has no address of this machine, or the port is taken or not for everybody.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        addresses = {(family, address) for family, _, _, _, address in found}
        opened = [_bound(family, address) for family, address in sorted(addresses)]
    except OSError as error:
        raise ConfigurationError(f"{host}:{port}: {_REASONS.get(error.errno or 0, error.strerror)}") from error
    sockets = [one for one in opened if one is not None]
    if not sockets:
        raise ConfigurationError(f"{host}:{port}: this machine has no such address")
    return sockets


_REASONS: Final = {
    errno.EADDRINUSE: "the port is in use; stop what listens there, or choose another with --port",
    errno.EACCES: "the system keeps this port for its own services; choose one above 1023 with --port",
    socket.EAI_NONAME: "there is no such host",
}


def _bound(family: int, address: Any) -> socket.socket | None:
    """A socket bound to an address, or None if this machine does not have it: `localhost` often names one too many."""
    try:
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            return None
        raise


@contextmanager
def sole_writer(settings: Settings) -> Iterator[None]:
    """Be the one server that writes to a folder, if this one writes; `comity load` may still write between its writes.

    Raises:
        StoreLockedError: another server does.
        StoreError: the folder cannot be made.
    """
    if not settings.writable:
        yield
        return
    try:
        settings.store.mkdir(parents=True, exist_ok=True)
        file = (settings.store / "server").open("ab")
    except OSError as error:
        raise StoreError(f"{settings.store}: {error.strerror or error}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreLockedError(f"{settings.store}: another server writes to this store") from error
        yield


def configuration(settings: Settings, launcher: Launcher | None = None) -> uvicorn.Config:
    """How uvicorn is to run the service."""
    app = Front(Pool(settings, launcher))
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=bounded(settings, {} if settings.proxies else app.ways),
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_GRACE,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=",".join(settings.proxies) or None,
        lifespan="on",
    )


def main() -> None:
    """Serve with the settings of the environment."""
    try:
        serve(Settings.from_env(os.environ))
    except ComityError as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
