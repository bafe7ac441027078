"""The line between the web process and a worker."""

from __future__ import annotations

import os
import pickle
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.wire import Assembly, Edition, Failure, Line, Message, Outcome, guarded, trusting
from ontology.errors import AmbiguousNameError, DocumentError, QuerySyntaxError, QueryTimeoutError, TextPosition

OUTCOME = Outcome("text/csv", Edition("abc", "7"))


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(min_value=1, max_value=50))
def test_messages_survive_any_cutting(bodies: list[bytes], size: int) -> None:
    """A stream may bring a message in pieces, or several in one."""
    stream = b"".join(Message(OUTCOME, body).frame() for body in bodies)
    assembly = Assembly(guarded)
    found = []
    for start in range(0, len(stream), size):
        assembly.add(stream[start : start + size], [])
        while (message := assembly.take()) is not None:
            found.append(message)
    assert found == [Message(OUTCOME, body) for body in bodies]


def test_a_file_crosses_the_line(tmp_path: Path) -> None:
    """The receiver gets a descriptor of its own on the same file."""
    path = tmp_path / "body"
    path.write_bytes(b"body")
    ours, theirs = socket.socketpair()
    with ours, theirs, path.open("rb") as file:
        Line(ours).send(Message("head", b"", file.fileno()))
        message = Line(theirs).receive()
    assert message is not None
    assert message.descriptor is not None
    with os.fdopen(message.descriptor, "rb") as received:
        assert received.read() == b"body"


def test_it_is_known_whether_a_message_was_there_already() -> None:
    """One that came in the same packet as the last was asked before the last was looked at."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        line, heard = Line(theirs), []
        for packet in (2, 1):
            ours.sendall(Message("head").frame() * packet)
            for _ in range(packet):
                assert line.receive() is not None
                heard.append((line.heard, line.holds))
    assert heard == [(True, True), (False, False), (True, False)]


def test_the_end_of_the_line_is_told() -> None:
    """A worker whose web process has gone gets None, and ends."""
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs:
        assert Line(theirs).receive() is None


@pytest.mark.parametrize(
    "error",
    [
        QuerySyntaxError("found the end", TextPosition(1, 2, 1), "excerpt", "hint"),
        AmbiguousNameError("MLAT", [("http://a", "A"), ("http://b", "B")]),
        DocumentError("a.txt", "empty"),
        QueryTimeoutError(2.5),
    ],
)
def test_an_error_crosses_whole(error: Exception) -> None:
    """Its message and its facts arrive."""
    head = guarded(pickle.dumps(Failure(error)))  # type: ignore[arg-type]
    assert type(head.error) is type(error)
    assert str(head.error) == str(error)
    assert vars(head.error) == vars(error)


@pytest.mark.parametrize("thing", [os.getpid, Path("/"), print, pickle.loads])
def test_a_worker_can_send_nothing_but_outcomes_and_errors(thing: object) -> None:
    """What has evaluated hostile text is not believed: an unknown class is refused before it is made."""
    with pytest.raises(pickle.UnpicklingError, match="in a worker's message"):
        guarded(pickle.dumps(thing))


def test_the_web_process_is_believed() -> None:
    """Requests are values of many classes, and come from our own code."""
    assert trusting(pickle.dumps(Path("/"))) == Path("/")
