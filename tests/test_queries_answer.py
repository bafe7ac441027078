"""An answer says whether it is whole."""

from __future__ import annotations

import json

import pytest

from queries.answer import as_json, encode


def test_an_answer_without_a_limit_is_complete() -> None:
    """No limit met means complete, in the body and beside it."""
    answer = as_json({"things": []})
    assert answer.complete
    assert json.loads(answer.body) == {"complete": True, "limits_hit": [], "things": []}


def test_an_answer_that_met_a_limit_names_it() -> None:
    """A cut answer says so in the body and beside it."""
    answer = as_json({"things": [1]}, limits_hit=("limit",))
    assert not answer.complete
    assert answer.limits_hit == ("limit",)
    assert json.loads(answer.body)["complete"] is False


def test_json_keeps_letters_as_they_are() -> None:
    """Accents travel as UTF-8, not as escapes."""
    assert encode({"es": "Procuraduría"}) == '{"es":"Procuraduría"}'.encode()


def test_json_refuses_what_json_cannot_say() -> None:
    """NaN is not JSON: a fault in the code, never a body that a client cannot read."""
    with pytest.raises(ValueError, match="JSON"):
        encode({"share": float("nan")})
