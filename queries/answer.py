"""What a question yields: bytes of one media type, and whether they are all there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer.

    `media_type` is the Content-Type as sent, `complete` is false when a limit cut the answer short, and `limits_hit`
    names the parameters that did. A `volatile` answer may come out differently over the same graph (NOW, RAND, UUID),
    so that nobody may keep it.
    """

    media_type: str
    body: bytes
    complete: bool = True
    limits_hit: tuple[str, ...] = ()
    volatile: bool = False


def encode(value: object) -> bytes:
    """JSON in UTF-8 with keys in the order given, so that equal values are equal bytes.

    >>> encode({"label": "Procuraduría", "count": 2}).decode()
    '{"label":"Procuraduría","count":2}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def as_json(value: Mapping[str, object], limits_hit: tuple[str, ...] = (), media_type: str = JSON) -> Answer:
    """A JSON object that opens by saying whether it is `complete`, and which limits it met."""
    stated: dict[str, object] = {"complete": not limits_hit, "limits_hit": list(limits_hit), **value}
    return Answer(media_type, encode(stated), not limits_hit, limits_hit)
