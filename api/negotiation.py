"""Which format to answer in: `format=` first, else Accept by quality and specificity (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from api.parameters import Parameters
from ontology.errors import FormatError, ParameterError
from queries.formats import CONSTRUCTED, RESULTS, Format, Offer

_RANGE: Final = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)\s*(?:;(.*))?", re.DOTALL)
_QUALITY: Final = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)
_EXACTLY: Final = 2

_LONGEST: Final = 4096
"""Characters of an Accept header that are read; browsers send about 150."""


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header; `*` stands for any type or subtype."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How closely it names the media type: 2 exactly, 1 its type, 0 anything, -1 not at all."""
        major, _, minor = media_type.partition("/")
        if (self.type, self.subtype) == (major, minor):
            return _EXACTLY
        if self.subtype == "*" and self.type in (major, "*"):
            return 1 if self.type == major else 0
        return -1


@dataclass(frozen=True, slots=True)
class Choice:
    """The format to write, and the media type to call it by (an alias, where the client knows it by that alone)."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The Content-Type header; text is UTF-8, and says so."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


@lru_cache(maxsize=512)
def ranges(accept: str) -> tuple[Range, ...]:
    """The media ranges of an Accept header in their order; what is malformed is left out, as servers are used to do.

    Parameters other than q do not narrow a range here: no format on offer has any.
    """
    found = (_RANGE.fullmatch(part) for part in accept[:_LONGEST].split(","))
    return tuple(Range(m[1].lower(), m[2].lower(), _quality(m[3] or "")) for m in found if m)


def _quality(parameters: str) -> float:
    matches = (_QUALITY.fullmatch(part) for part in parameters.split(";"))
    return next((min(float(m[1]), 1.0) for m in matches if m), 1.0)


def named(parameters: Parameters) -> str | None:
    """What the parameter `format` names, if it names something.

    SPARQLWrapper says some formats twice, by their short name and by their media types, of which there may be none;
    whatever names one format is one name.

    Raises:
        ParameterError: it names two formats.
    """
    said = parameters.all("format")
    if len(said) <= 1:
        return said[0] if said else None
    names = [name for value in said for name in value.split(",") if name]
    known = (*RESULTS.formats, *CONSTRUCTED.formats)
    if names and not any(all(one.answers_to(name) for name in names) for one in known):
        raise ParameterError("format", f"{len(said)} values", "one value")
    return names[0] if names else None


def choose(accept: str | None, name: str | None, offer: Offer) -> Choice:
    """The format asked for by name, else the best that the Accept header allows, else the offer's default.

    Among formats of equal quality the one named more specifically wins, then the offer's own order. A header that
    names text/html before any of the formats is a browser's, and gets what the offer has for people.

    Raises:
        FormatError: the name is unknown, or every format on offer has quality 0; it lists what is offered.
    """
    if name:
        named = offer.named(name)
        return Choice(named, named.media_type)
    if accept is None or not accept.strip():
        return Choice(offer.default, offer.default.media_type)
    return _chosen(accept, offer)


@lru_cache(maxsize=512)
def _chosen(accept: str, offer: Offer) -> Choice:
    asked = ranges(accept)
    best = max(_rated(asked, offer), key=lambda rated: rated[0], default=None)
    if best is None:
        raise FormatError(accept[:200], offer.media_types)
    (quality, closeness, _, _), choice = best
    page = max((one.quality for one in asked if (one.type, one.subtype) == ("text", "html")), default=0.0)
    if page > quality or (page == quality and closeness < _EXACTLY):
        return Choice(offer.browser, offer.browser.media_type)
    return choice


def _rated(asked: tuple[Range, ...], offer: Offer) -> Iterator[tuple[tuple[float, int, int, int], Choice]]:
    """Each acceptable choice with its rank: quality, specificity, default first, then the order of the offer.

    An alias is for whoever names it; a wildcard does not mean it.
    """
    for place, (media_type, one) in enumerate(_spellings(offer)):
        quality, closeness = _match(asked, media_type)
        if quality > 0 and (media_type == one.media_type or closeness == _EXACTLY):
            yield (quality, closeness, int(one == offer.default), -place), Choice(one, media_type)


def _spellings(offer: Offer) -> list[tuple[str, Format]]:
    own = [(one.media_type, one) for one in offer.formats]
    aliases = [(alias, one) for one in offer.formats for alias in one.accepts]
    return own + [(alias, one) for alias, one in aliases if alias not in {media_type for media_type, _ in own}]


def _match(asked: tuple[Range, ...], media_type: str) -> tuple[float, int]:
    """Quality and specificity of the range that names the media type most closely; (0, -1) where none does."""
    closest = max(asked, key=lambda one: one.specificity(media_type), default=None)
    if closest is None or closest.specificity(media_type) < 0:
        return 0.0, -1
    return closest.quality, closest.specificity(media_type)
