"""Minting and parsing of the addresses that the design fixes (section 2)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from ontology.errors import IriError
from ontology.statement import Literal, Passage
from ontology.terms import RDF

DEFAULT_BASE: Final = "https://w3id.org/comity/id/"

KINDS: Final = (
    "country",
    "agency",
    "group",
    "agreement",
    "person",
    "post",
    "place",
    "event",
    "operation",
    "program",
    "criminal-organization",
    "organization",
    "legislature",
    "topic",
    "substance",
    "document",
)
"""The kinds of thing that have an address of their own."""

_SLUG_LENGTH = 80
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "’": "'",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ł": "l",
        "þ": "th",
    }
)
"""Letters of the Latin script that Unicode does not take apart into an ASCII letter and an accent, and dashes."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_THING = re.compile(r"(?P<kind>[a-z-]+)/(?P<slug>[^/#?]+)")
_PASSAGE = re.compile(r"(?P<document>[^#]+)#char=(?P<start>\d+),(?P<end>\d+)")


def slugify(text: str) -> str:
    """Fold a name to the lower-case ASCII words of its address.

    Case, accents and punctuation do not count. The result is empty only if the text holds no letter or digit that has
    an ASCII form. A name over 80 characters is cut and ends in eight hexadecimal digits of its hash, so that two long
    names keep two addresses.

    >>> slugify("Procuraduría General de la República")
    'procuraduria-general-de-la-republica'
    >>> slugify("Attorney General’s Office")
    'attorney-generals-office'
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).lower().translate(_LETTERS))
    plain = re.sub(r"(?<=[a-z0-9])'s\b", "s", folded.encode("ascii", "ignore").decode("ascii"))
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(slug) <= _SLUG_LENGTH:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: _SLUG_LENGTH - 9].rstrip('-')}-{digest}"


@dataclass(frozen=True, slots=True)
class Iris:
    """The addresses below one base, which ends in a slash."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        """Refuse a base to which a path cannot be joined.

        Raises:
            IriError: the base is not an absolute http(s) IRI that ends in a slash.
        """
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+/", self.base):
            raise IriError(f"found the base {self.base!r}, expected an http(s) address that ends in '/'")

    def thing(self, kind: str, slug: str) -> str:
        """The address of a thing.

        Raises:
            IriError: the kind is unknown or the slug is not lower-case words joined by hyphens.
        """
        if kind not in KINDS:
            raise IriError(f"found the kind {kind!r}, expected one of {', '.join(KINDS)}")
        if not _SLUG.fullmatch(slug):
            raise IriError(f"found the slug {slug!r}, expected lower-case words joined by hyphens")
        return f"{self.base}{kind}/{slug}"

    def document(self, slug: str) -> str:
        """The address of a document."""
        return self.thing("document", slug)

    def graph(self, slug: str) -> str:
        """The address of the named graph of a document, or of `reference` or `ontology`."""
        return f"{self.base}graph/{slug}"

    def part(self, document: str, path: str) -> str:
        """The address of a part: the document's, a slash, and a path of printed numbers (`point/12/action/1.5`)."""
        return f"{document}/{path}"

    def statement(self, graph: str, subject: str, predicate: str, value: str | Literal, passage: Passage) -> str:
        """The address of a statement node: a hash of graph, subject, predicate, object and passage.

        The parts are joined by a line feed, which no IRI contains; a literal comes last, after its datatype and
        language, so that no two different statements hash the same text. Two literals that RDF holds equal (tags of
        languages differ in case) hash alike.
        """
        last = f"\n\n{value}"
        if isinstance(value, Literal):
            kind = f"{RDF.langString}\n{value.language.lower()}" if value.language else f"{value.datatype}\n"
            last = f"{kind}\n{value.value}"
        key = f"{graph}\n{subject}\n{predicate}\n{passage.iri}\n{last}"
        return f"{self.base}statement/{hashlib.sha256(key.encode()).hexdigest()[:32]}"

    def parse(self, iri: str) -> tuple[str, str]:
        """Kind and slug of a thing's address.

        Raises:
            IriError: the address is not that of a thing below this base.
        """
        match = _THING.fullmatch(iri.removeprefix(self.base)) if iri.startswith(self.base) else None
        if match is None or match["kind"] not in KINDS:
            raise IriError(f"found {iri!r}, expected {self.base}KIND/SLUG")
        return match["kind"], match["slug"]

    def document_of(self, iri: str) -> str:
        """The address of the document that a part or a passage belongs to.

        Raises:
            IriError: the address lies below no document.
        """
        head = f"{self.base}document/"
        if not iri.startswith(head) or len(iri) == len(head):
            raise IriError(f"found {iri!r}, expected an address below {head}")
        return head + re.split(r"[/#]", iri[len(head) :], maxsplit=1)[0]

    def is_evidence(self, iri: str) -> bool:
        """Whether the address is that of a statement node or of a passage, which stay out of the default graph."""
        return iri.startswith(f"{self.base}statement/") or "#char=" in iri


def parse_passage(iri: str) -> tuple[str, int, int]:
    """Document, start and end of a passage's address.

    Raises:
        IriError: the address does not end in `#char=START,END`.
    """
    match = _PASSAGE.fullmatch(iri)
    if match is None:
        raise IriError(f"found {iri!r}, expected DOCUMENT#char=START,END")
    return match["document"], int(match["start"]), int(match["end"])
