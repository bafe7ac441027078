"""Recognisers from outside, and the one that asks a model, against a stand-in that answers as a model would."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from loaders import Library, read
from loaders.names.model import ModelRecognizer, ModelSettings
from loaders.names.recognizers import NameSpan, Recognizer, installed
from ontology.errors import RecognizerError
from ontology.iris import Iris
from ontology.terms import COMITY

TEXT = """Joint Note of Kenya and Peru

The two governments thanked Blue Heron, and the Ministry of Defence of Kenya sent ships to Lake Zorro.
"""


@dataclass
class Fixed:
    """Finds the same names in every text that holds them."""

    names: dict[str, str]
    confidence: float = 0.9

    def recognize(self, text: str) -> Iterator[NameSpan]:
        """Each name where it first stands."""
        for name, kind in self.names.items():
            if (start := text.find(name)) >= 0:
                yield NameSpan(start, start + len(name), kind, self.confidence)


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything that reading goes by."""
    return Library.open()


@pytest.fixture
def reading(tmp_path: Path, library: Library) -> Callable[..., dict[str, str]]:
    """What the words of the text denote, read with some recognisers."""

    def denoted(*others: Recognizer) -> dict[str, str]:
        path = tmp_path / "note.txt"
        path.write_text(TEXT, encoding="utf-8")
        found = read(path, library, Iris(), others)
        spans = (
            (s.subject.partition("#char=")[2], s.object) for s in found.statements if s.predicate == COMITY.denotes
        )
        return {found.text[slice(*map(int, span.split(",")))]: str(thing) for span, thing in spans}

    return denoted


def test_a_name_that_no_rule_knows_is_added(reading: Callable[..., dict[str, str]]) -> None:
    """It is a thing as others are, of the class that was said."""
    assert "Blue Heron" not in reading()
    assert reading(Fixed({"Blue Heron": "Operation"}))["Blue Heron"].endswith("operation/blue-heron")


def test_what_a_rule_has_read_stands(reading: Callable[..., dict[str, str]]) -> None:
    """A span over a name that was read changes nothing, and neither does one that is not sure."""
    plain = reading()
    assert reading(Fixed({"Defence of Kenya sent": "Agency"})) == plain
    assert reading(Fixed({"Blue Heron": "Operation"}, confidence=0.2)) == plain


def test_the_surer_of_two_recognisers_is_believed(reading: Callable[..., dict[str, str]]) -> None:
    """Their order does not matter."""
    sure, unsure = Fixed({"Blue Heron": "Program"}), Fixed({"thanked Blue Heron": "Event"}, confidence=0.6)
    assert reading(sure, unsure) == reading(unsure, sure)
    assert "/program/" in reading(sure, unsure)["Blue Heron"]


@pytest.mark.parametrize(
    ("span", "told"),
    [(NameSpan(0, 3, "Ship", 0.9), "class 'Ship'"), (NameSpan(0, 9999, "Agency", 0.9), "at 0-9999")],
)
def test_a_span_that_cannot_be_is_refused(reading: Callable[..., dict[str, str]], span: NameSpan, told: str) -> None:
    """The message says what was found, and what was expected."""

    class Wrong:
        def recognize(self, _: str) -> Iterable[NameSpan]:
            return [span]

    with pytest.raises(RecognizerError, match=told):
        reading(Wrong())


def test_a_recogniser_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not installed, or not set up, is told in one line."""
    with pytest.raises(RecognizerError, match=r"expected one that is installed: .*model"):
        installed(("nobody",))
    monkeypatch.delenv("COMITY_MODEL_URL", raising=False)
    with pytest.raises(RecognizerError, match="COMITY_MODEL_URL"):
        installed(("model",))


@dataclass
class StandIn:
    """A model that always gives the same answer, and remembers what it was asked."""

    answer: object
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def serving(model: StandIn) -> Iterator[str]:
    """The address of a stand-in that listens."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the server's name for it
            model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"choices": [{"message": {"content": json.dumps(model.answer)}}]}).encode()
            self.send_response(model.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()
            thread.join()


def name(text: str, kind: str = "Agency") -> dict[str, object]:
    """One entry of a model's answer."""
    return {"text": text, "kind": kind, "confidence": 0.8}


def test_a_model_points_and_the_text_decides(tmp_path: Path) -> None:
    """Words that do not stand in the text are no names, nor are parts of words; a name counts at every place."""
    model = StandIn({"names": [name("Orion"), name("Ori"), name("Atlantis")]})
    with serving(model) as url:
        asking = ModelRecognizer(ModelSettings(url, "small"), tmp_path)
        spans = [(s.start, s.end) for s in asking.recognize("Orion met Orion.")]
    assert spans == [(0, 5), (10, 15)]
    assert model.asked[0]["response_format"]["json_schema"]["strict"] is True


def test_a_model_is_asked_once_for_a_text(tmp_path: Path) -> None:
    """What it said is kept, also for a process that comes later and when the model is gone."""
    model = StandIn({"names": [name("Orion")]})
    with serving(model) as url:
        settings = ModelSettings(url, "small")
        first = list(ModelRecognizer(settings, tmp_path).recognize("Orion met."))
    assert list(ModelRecognizer(settings, tmp_path).recognize("Orion met.")) == first
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    "model",
    [
        StandIn({"names": []}, status=500),
        StandIn({"names": [name("Orion", "Ship")]}),
        StandIn({"names": [{**name("Orion"), "extra": 1}]}),
        StandIn("no object"),
    ],
    ids=["fails", "class", "key", "shape"],
)
def test_a_model_that_does_not_answer_as_asked_is_told(model: StandIn, tmp_path: Path) -> None:
    """Nothing of its answer is kept."""
    with serving(model) as url, pytest.raises(RecognizerError, match="the model at http"):
        list(ModelRecognizer(ModelSettings(url, "small"), tmp_path).recognize("Orion met."))
    assert list(tmp_path.iterdir()) == []
