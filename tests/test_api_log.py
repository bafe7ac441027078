"""What the service writes to its log."""

from __future__ import annotations

import json
import logging

from api.log import JsonLines, Plain


def _record(message: str, **facts: object) -> logging.LogRecord:
    record = logging.LogRecord("comity.queries", logging.INFO, "", 0, message, (), None)
    if facts:
        record.facts = facts
    return record


def test_a_line_of_json_has_the_facts_of_its_record() -> None:
    """So that a query can be followed by its id."""
    told = json.loads(JsonLines().format(_record("sparql ok", query_id="a1", seconds=0.5)))
    assert (told["message"], told["query_id"], told["seconds"], told["level"]) == ("sparql ok", "a1", 0.5, "info")


def test_what_a_client_sent_cannot_forge_a_line_or_steer_a_terminal() -> None:
    """Line breaks and escape sequences are written out."""
    hostile = "x\n{} \x1b[2J\u2028"
    assert len(JsonLines().format(_record(hostile)).splitlines()) == 1
    plain = Plain().format(_record(hostile))
    assert plain.isprintable()
    assert "x\\n{} \\x1b[2J" in plain
