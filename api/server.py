"""Starting the service under uvicorn.

uvloop and httptools where the platform has them: with asyncio and h11 a request costs three times as much. What h11
would bound and httptools does not, `api.protocol` does.
"""

from __future__ import annotations

import logging
import os

import uvicorn

from api.app import create_app
from api.pool import Pool
from api.protocol import bounded
from api.settings import Settings

_GRACE: int = 5
"""Seconds that open requests have to end after SIGTERM."""


def serve(settings: Settings) -> None:
    """Serve until a signal ends it.

    Raises:
        ConfigurationError: the address cannot be listened on.
    """
    uvicorn.Server(configuration(settings)).run()


def quiet() -> None:
    """Log what whoever runs the service can act upon; single malformed requests are not among it."""
    logging.getLogger("comity.http").setLevel(logging.CRITICAL)


def configuration(settings: Settings) -> uvicorn.Config:
    """How uvicorn is to run the service."""
    return uvicorn.Config(
        create_app(settings, Pool(settings)),
        host=settings.host,
        port=settings.port,
        http=bounded(settings),
        ws="none",
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
    logging.basicConfig(level=logging.INFO)
    serve(Settings.from_env(os.environ))


if __name__ == "__main__":
    main()
