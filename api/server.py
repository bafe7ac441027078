"""Starting the service under uvicorn.

uvloop and httptools where the platform has them: with asyncio and h11 a request costs three times as much. What h11
would bound and httptools does not, `api.protocol` does.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api import log
from api.app import create_app
from api.launching import Launcher
from api.pool import Pool
from api.protocol import bounded
from api.settings import Settings
from ontology.errors import ComityError, StoreError, StoreLockedError

logger = logging.getLogger("comity.service")

_GRACE: int = 5
"""Seconds that open requests have to end after SIGTERM."""


def serve(settings: Settings, launcher: Launcher | None = None) -> None:
    """Serve until a signal ends it; `launcher` starts the workers, and is closed with the service.

    Raises:
        StoreLockedError: another server writes to the same folder.
    """
    log.begin()
    with sole_writer(settings):
        Server(configuration(settings, launcher)).run()


class Server(uvicorn.Server):
    """uvicorn, telling where it is: with port 0 nobody else knows."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        for server in self.servers:
            for listening in server.sockets:
                host, port = listening.getsockname()[:2]
                logger.info("listening on http://%s:%d/", f"[{host}]" if ":" in host else host, port)


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
    return uvicorn.Config(
        create_app(settings, Pool(settings, launcher)),
        host=settings.host,
        port=settings.port,
        http=bounded(settings),
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
