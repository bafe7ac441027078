"""JSON that uses the context is the same graph as the Turtle beside it."""

from __future__ import annotations

import json
from typing import Final

from rdflib import Graph
from rdflib.compare import isomorphic

from ontology.files import CONTEXT, read_text
from ontology.terms import COMITY, PREFIXES
from tests.shape_cases import GOOD, parse

BASE: Final = PREFIXES["id"]

SAMPLE: Final = {
    "@graph": [
        {
            "id": "document/d",
            "type": "Strategy",
            "title": "A strategy",
            "language": "en",
            "fileName": "strategy.txt",
            "issued": {"@value": "1998-02", "@type": "xsd:gYearMonth"},
            "hasPart": "document/d/action/1",
        },
        {
            "id": "document/d/action/1",
            "type": ["Provision", "Action"],
            "isPartOf": "document/d",
            "number": "1",
            "order": 1,
            "text": "Mexico will train 120 agents.",
            "actor": "country/mexico",
            "about": ["topic/training"],
            "figure": {"id": "document/d/figure/18-28", "type": "Figure", "value": "120.5", "year": "1998"},
        },
        {
            "id": "statement/1",
            "type": "Statement",
            "subject": "document/d/action/1",
            "predicate": "comity:actor",
            "object": {"id": "country/mexico"},
            "wasDerivedFrom": {
                "id": "document/d#char=0,6",
                "type": "Passage",
                "hasSource": "document/d",
                "start": 0,
                "end": 6,
                "exact": "Mexico",
                "denotes": "country/mexico",
            },
        },
        {
            "id": "country/mexico",
            "type": "Country",
            "prefLabel": {"en": "Mexico", "es": "México"},
            "altLabel": {"en": ["GOM", "Government of Mexico"]},
        },
        {
            "id": "person/rios",
            "type": "Person",
            "holds": {"id": "post/chief", "type": "Post", "postIn": "agency/police"},
        },
    ],
}

TURTLE: Final = """
<document/d> a comity:Strategy ; dcterms:title "A strategy" ; dcterms:language "en" ; comity:fileName "strategy.txt" ;
    dcterms:issued "1998-02"^^xsd:gYearMonth ; dcterms:hasPart <document/d/action/1> .
<document/d/action/1> a comity:Provision, comity:Action ; dcterms:isPartOf <document/d> ; comity:number "1" ;
    comity:order 1 ; schema:text "Mexico will train 120 agents." ; comity:actor <country/mexico> ;
    dcterms:subject <topic/training> ; comity:figure <document/d/figure/18-28> .
<document/d/figure/18-28> a comity:Figure ; schema:value 120.5 ; comity:year "1998"^^xsd:gYear .
<statement/1> a rdf:Statement ; rdf:subject <document/d/action/1> ; rdf:predicate comity:actor ;
    rdf:object <country/mexico> ; prov:wasDerivedFrom <document/d#char=0,6> .
<document/d#char=0,6> a comity:Passage ; oa:hasSource <document/d> ; oa:start 0 ; oa:end 6 ; oa:exact "Mexico" ;
    comity:denotes <country/mexico> .
<country/mexico> a comity:Country ; skos:prefLabel "Mexico"@en, "México"@es ;
    skos:altLabel "GOM"@en, "Government of Mexico"@en .
<person/rios> a foaf:Person ; org:holds <post/chief> .
<post/chief> a org:Post ; org:postIn <agency/police> .
"""


def _context() -> dict[str, object]:
    context = json.loads(read_text(CONTEXT))["@context"]
    assert isinstance(context, dict)
    return context


def test_json_with_the_context_is_the_graph_that_the_turtle_is() -> None:
    """Short names, kinds of objects, datatypes and languages come out as RDF means them."""
    document = json.dumps({"@context": [_context(), {"@base": BASE}], **SAMPLE})
    read = Graph().parse(data=document, format="json-ld")
    assert isomorphic(read, parse(TURTLE))


def test_a_graph_written_with_the_context_is_read_back_the_same() -> None:
    """Compaction by the context loses nothing of a graph that holds one of everything."""
    written = parse(GOOD).serialize(format="json-ld", context=_context(), auto_compact=False)
    assert isomorphic(Graph().parse(data=written, format="json-ld"), parse(GOOD))


def test_the_context_has_a_short_name_for_every_term_of_ours() -> None:
    """Each class and property of comity.ttl can be written without its prefix."""
    meant = {value if isinstance(value, str) else value.get("@id") for value in _context().values() if value != 1.1}  # type: ignore[attr-defined]
    ours = {f"comity:{name}" for name in vars(COMITY) if not name.startswith("__")}
    assert ours <= meant


def test_the_context_binds_prefixes_as_the_service_does() -> None:
    """`comity:` in JSON is `comity:` in a query."""
    bound = {name: value for name, value in _context().items() if isinstance(value, str) and value.endswith(("#", "/"))}
    assert {name: PREFIXES[name] for name in bound} == bound
