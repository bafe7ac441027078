"""A value that a text or what goes with it gives of the document."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.terms import XSD


@dataclass(frozen=True, slots=True)
class Found:
    """A value and, where the text gave it, the passage's block and character range in that block's view."""

    value: str
    datatype: str = XSD.string
    block: int | None = None
    start: int = 0
    end: int = 0
