"""Small graphs that are answers: gathered as triples, written in any RDF format, always in the same order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import Final, TypeAlias

from graph.nquads import encode, line
from graph.store import Results, Store
from ontology.iris import slugify
from ontology.statement import Literal
from ontology.terms import PREFIXES, XSD
from queries.labels import expanded, prefixed

Written: TypeAlias = "tuple[str, str, str | Literal]"
"""Subject (an IRI), predicate and object; the last two may be prefixed names."""

SHORT: Final = {prefix: space for prefix, space in PREFIXES.items() if prefix not in ("gaz", "id")}
"""Prefixes that make RDF shorter to read; a thing's address has slashes, which a prefixed name would have to escape."""

_SORTED: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
_USED: Final = (
    "SELECT DISTINCT ?iri WHERE { { ?iri ?p ?o } UNION { ?s ?iri ?o } UNION { ?s ?p ?iri } FILTER(ISIRI(?iri)) }"
)


class Triples:
    """A graph in the making."""

    def __init__(self) -> None:
        """Begin with no triple."""
        self._store = Store.memory()

    def add(self, triples: Iterable[Written]) -> None:
        """Add triples, with prefixed names written out.

        Raises:
            IriError: something is neither an IRI nor a prefixed name.
        """
        self._store.insert_nquads(encode(line(s, _term(p), _object(o)) for s, p, o in triples))

    def take(self, found: Results) -> int:
        """Add the triples that a CONSTRUCT gave, blank nodes included, and say how many they were."""
        stream = BytesIO()
        found.serialize("application/n-triples", stream)
        self._store.insert_nquads(stream.getvalue())
        return stream.getvalue().count(b"\n")

    def __len__(self) -> int:
        """How many triples there are."""
        return self._store.count()

    def write(self, media_type: str) -> bytes:
        """The graph in an RDF format, sorted, with the prefixes that it uses.

        Raises:
            FormatError: the format does not exist.
        """
        stream = BytesIO()
        self._store.query(_SORTED).serialize(media_type, stream, self._prefixes())
        return stream.getvalue()

    def _prefixes(self) -> dict[str, str]:
        iris = [str(row[0]) for row in self._store.query(_USED).rows()]
        return {prefix: space for prefix, space in SHORT.items() if any(iri.startswith(space) for iri in iris)}


def anchor(*iris: str) -> str:
    """A fragment for what IRIs stand for together: readable, and different for different IRIs.

    >>> anchor("https://w3id.org/comity/ontology#Action")
    'comity-action-242f1eb5'
    """
    words = "-".join(slugify(prefixed(iri)) for iri in iris)
    return f"{words}-{hashlib.sha256(' '.join(iris).encode()).hexdigest()[:8]}"


def number(value: int) -> Literal:
    """A count."""
    return Literal(str(value), XSD.integer)


def _term(name: str) -> str:
    return expanded(name) or name


def _object(value: str | Literal) -> str | Literal:
    return value if isinstance(value, Literal) else _term(value)
