"""What is said of a document outside its text: a sidecar `NAME.toml`, and after the text the hints of its format."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from loaders.about.description import TYPES, Description
from loaders.files.found import Found
from loaders.files.source import Hints
from ontology.errors import SidecarError
from ontology.iris import slugify
from ontology.terms import XSD

_KEYS: Final = frozenset({"title", "publisher", "issued", "type", "language", "source", "digest", "slug"})
_FORMS: Final = {len("YYYY-MM-DD"): XSD.date, len("YYYY-MM"): XSD.gYearMonth, len("YYYY"): XSD.gYear}
"""The datatype of a date by its length."""


def apply_sidecar(found: Description, path: Path) -> Description:
    """The description with what the sidecar of a file says, if there is one.

    Raises:
        SidecarError: the sidecar cannot be read, is not TOML, or has an unknown key or a value that cannot be used.
    """
    sidecar = path.with_suffix(".toml")
    if not sidecar.is_file():
        return found
    try:
        data = tomllib.loads(sidecar.read_text("utf-8"))
    except OSError as error:
        raise SidecarError(str(sidecar), f"cannot be read ({error.strerror or error})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SidecarError(str(sidecar), f"not TOML ({error})") from error
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise SidecarError(str(sidecar), f"found the key {unknown[0]!r}, expected one of {', '.join(sorted(_KEYS))}")
    return _override(found, {key: str(value) for key, value in data.items()}, str(sidecar))


def apply_hints(found: Description, hints: Hints) -> Description:
    """The description with what the format of the file says where neither text nor sidecar says anything."""
    return replace(
        found,
        title=found.title or (Found(hints.title) if hints.title else None),
        publisher=found.publisher or (Found(hints.publisher) if hints.publisher else None),
        issued=found.issued or (Found(hints.issued, _FORMS[len(hints.issued)]) if hints.issued else None),
        source=found.source or hints.source or None,
    )


def _override(found: Description, data: dict[str, str], path: str) -> Description:
    kind = data.get("type", found.type)
    if kind not in TYPES:
        raise SidecarError(path, f"found the type {kind!r}, expected one of {', '.join(sorted(TYPES))}")
    if "slug" in data and slugify(data["slug"]) != data["slug"]:
        raise SidecarError(path, f"found the slug {data['slug']!r}, expected lower-case words joined by hyphens")
    return replace(
        found,
        title=Found(data["title"]) if "title" in data else found.title,
        publisher=Found(data["publisher"]) if "publisher" in data else found.publisher,
        issued=_dated(data["issued"], path) if "issued" in data else found.issued,
        type=kind,
        language=data.get("language", found.language),
        source=data.get("source", found.source),
        slug=data.get("slug", found.slug),
    )


def _dated(value: str, path: str) -> Found:
    """A date of the calendar, to the precision it is given in."""
    try:
        date.fromisoformat(value + "2000-01-01"[len(value) :])
        datatype = _FORMS[len(value) if "W" not in value else 0]
    except (ValueError, KeyError) as error:
        raise SidecarError(path, f"found the date {value!r}, expected YYYY, YYYY-MM or YYYY-MM-DD") from error
    return Found(value, datatype)
