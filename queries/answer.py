"""What a question yields: bytes of one media type, and whether they are all there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

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


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def text_of(value: object) -> str:
    """JSON with keys in the order given, so that equal values are equal texts.

    >>> text_of({"label": "Procuraduría", "count": 2})
    '{"label":"Procuraduría","count":2}'
    """
    return _ENCODER.encode(value)


def encode(value: object) -> bytes:
    """The same in UTF-8."""
    return text_of(value).encode()


def as_json(value: Mapping[str, object], limits_hit: tuple[str, ...] = (), media_type: str = JSON) -> Answer:
    """A JSON object that opens by saying whether it is `complete`, and which limits it met."""
    stated: dict[str, object] = {"complete": not limits_hit, "limits_hit": list(limits_hit), **value}
    return Answer(media_type, encode(stated), not limits_hit, limits_hit)


Pieces: TypeAlias = tuple[bytes | memoryview, ...]
"""Bytes that are to stand one behind another."""


def as_joined(members: Mapping[str, Pieces], limits_hit: tuple[str, ...] = ()) -> Answer:
    """The same of members whose values are JSON already, in pieces."""
    pieces: list[bytes | memoryview] = [encode({"complete": not limits_hit, "limits_hit": list(limits_hit)})[:-1]]
    for name, value in members.items():
        pieces += (b",%b:" % encode(name), *value)
    return Answer(JSON, b"".join([*pieces, b"}"]), not limits_hit, limits_hit)
