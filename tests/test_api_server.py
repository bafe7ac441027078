"""Where a service listens, and what it says when it cannot."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.server import listening
from graph.writer import Target, create
from ontology.errors import ConfigurationError


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    """On the error output, for a person, and with a failure."""
    create(Target(tmp_path / "store"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = ["serve", "--store", str(tmp_path / "store"), "--port", port]
        ended = subprocess.run(
            [sys.executable, "-m", "comity", *arguments], capture_output=True, text=True, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"comity: 127.0.0.1:{port}: the port is in use; stop what listens there, or choose another with --port"
    ]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "::1"])  # noqa: S104 - closed at once
def test_a_service_listens_on_every_address_of_its_host(host: str) -> None:
    """As far as this machine has them."""
    try:
        sockets = listening(host, 0)
    except ConfigurationError:
        pytest.skip(f"this machine has no address {host}")
    assert all(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) for one in sockets)
    for one in sockets:
        one.close()


def test_an_address_of_another_machine_is_refused() -> None:
    """192.0.2.1 is nobody's (RFC 5737); a name that ends in .invalid neither (RFC 6761)."""
    for host in ("192.0.2.1", "nowhere.invalid"):
        with pytest.raises(ConfigurationError, match=host):
            listening(host, 0)
