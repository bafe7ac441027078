"""The formats of SPARQL results and of RDF: media types, short names, and what a caller gets who names none.

Media types are those of SPARQL 1.1 (Query Results JSON, XML, CSV and TSV) and of RDF 1.1 (Turtle, N-Triples, RDF/XML,
JSON-LD, TriG, N-Quads). `application/json` and `application/xml` are widely sent by clients that mean the SPARQL forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ontology.errors import FormatError


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer.

    `name` is the short name in `format=`, `media_type` what is sent, `extension` the suffix of a file or an address;
    `accepts` and `names` are the other media types and short names by which it may be asked for.
    """

    name: str
    media_type: str
    extension: str
    accepts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header: text formats say that they are UTF-8 (RFC 9110 has no default)."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type

    def answers_to(self, name: str) -> bool:
        """Whether a short name, an extension or a media type stands for this format (letter case does not matter)."""
        folded = name.lower()
        return folded in (self.name, self.media_type, self.extension, *self.accepts, *self.names)


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """The formats that one kind of answer comes in; equal to itself alone, so that it is quickly found in a table.

    `default` is what `*/*` and a missing Accept get; `browser` is what a person gets who follows a link: an Accept that
    names text/html, which is not among the formats.
    """

    formats: tuple[Format, ...]
    default: Format
    browser: Format

    @lru_cache(maxsize=256)  # noqa: B019 - there are a few offers, and they live as long as the process
    def named(self, name: str) -> Format:
        """The format that a short name, an extension or a media type stands for.

        Raises:
            FormatError: none does; it lists the short names.
        """
        found = next((one for one in self.formats if one.answers_to(name)), None)
        if found is None:
            raise FormatError(name, self.names)
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """The short names, in the order of preference."""
        return tuple(one.name for one in self.formats)

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types, in the order of preference."""
        return tuple(one.media_type for one in self.formats)

    def and_also(self, *more: Format) -> Offer:
        """The same offer with further formats after these."""
        return Offer((*self.formats, *more), self.default, self.browser)


RESULTS_JSON: Final = Format("json", "application/sparql-results+json", "srj", ("application/json", "text/json"))
RESULTS_XML: Final = Format("xml", "application/sparql-results+xml", "srx", ("application/xml", "text/xml"))
RESULTS_CSV: Final = Format("csv", "text/csv", "csv")
RESULTS_TSV: Final = Format("tsv", "text/tab-separated-values", "tsv", ("text/tsv",))

_TURTLES: Final = ("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3", "application/n3")
"""Other names of Turtle, and those of N3, of which it is a part."""

TURTLE: Final = Format("turtle", "text/turtle", "ttl", _TURTLES, ("n3",))
N_TRIPLES: Final = Format("ntriples", "application/n-triples", "nt", (), ("n-triples",))
RDF_XML: Final = Format("rdfxml", "application/rdf+xml", "rdf", ("application/xml", "text/xml"), ("xml", "rdf+xml"))
JSON_LD: Final = Format("jsonld", "application/ld+json", "jsonld", ("application/x-json+ld",), ("json-ld",))
TRIG: Final = Format("trig", "application/trig", "trig", ("application/x-trig",))
N_QUADS: Final = Format("nquads", "application/n-quads", "nq", ("text/x-nquads",), ("n-quads",))

JSON: Final = Format("json", "application/json", "json")
HTML: Final = Format("html", "text/html", "html", ("application/xhtml+xml",))
"""A page for people."""

RESULTS: Final = Offer((RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV), RESULTS_JSON, RESULTS_JSON)
"""For SELECT and ASK."""

TRIPLES: Final = Offer((TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS), TURTLE, TURTLE)
"""For CONSTRUCT, DESCRIBE and every other answer that is one graph; TriG and N-Quads write it as the default graph."""

QUADS: Final = Offer((TRIG, N_QUADS, JSON_LD), TRIG, TRIG)
"""For answers that keep apart the named graphs that their statements stand in."""

GRAPHS: Final = Offer(
    (
        JSON,
        Format("node-link", "application/json", "node-link"),
        Format("d3", "application/json", "d3"),
        Format("cytoscape", "application/json", "cyjs"),
        Format("graphology", "application/json", "graphology"),
        Format("graphml", "application/graphml+xml", "graphml"),
        Format("gexf", "application/gexf+xml", "gexf"),
        JSON_LD,
        TURTLE,
    ),
    JSON,
    JSON,
)
"""For nodes and edges to draw; the forms that share a media type are told apart by name."""

DRAWN: Final = tuple(one for one in GRAPHS.formats if one not in TRIPLES.formats)
"""The graph formats that are not RDF."""

CONSTRUCTED: Final = TRIPLES.and_also(*DRAWN)
"""For CONSTRUCT and DESCRIBE in SPARQL: RDF, and the same as nodes and edges to draw."""
