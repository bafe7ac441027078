"""The IRIs of every class and property that Comity writes or reads, closed: a mistyped term is an AttributeError.

A test holds the terms of `COMITY` against comity.ttl.
"""

from __future__ import annotations

from typing import Final

_COMITY = "https://w3id.org/comity/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_SCHEMA = "https://schema.org/"
_ORG = "http://www.w3.org/ns/org#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_PROV = "http://www.w3.org/ns/prov#"
_OA = "http://www.w3.org/ns/oa#"
_ELI = "http://data.europa.eu/eli/ontology#"
_CNT = "http://www.w3.org/2011/content#"

PREFIXES: Final[dict[str, str]] = {
    "cnt": _CNT,
    "comity": _COMITY,
    "dcterms": _DCTERMS,
    "eli": _ELI,
    "foaf": _FOAF,
    "gaz": "https://w3id.org/comity/gazetteer#",
    "id": "https://w3id.org/comity/id/",
    "oa": _OA,
    "org": _ORG,
    "owl": _OWL,
    "prov": _PROV,
    "rdf": _RDF,
    "rdfs": _RDFS,
    "schema": _SCHEMA,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": _SKOS,
    "void": "http://rdfs.org/ns/void#",
    "xsd": _XSD,
}
"""Prefixes that a query need not declare."""


class RDF:
    """RDF 1.1 terms in use."""

    type: Final = _RDF + "type"
    Statement: Final = _RDF + "Statement"
    subject: Final = _RDF + "subject"
    predicate: Final = _RDF + "predicate"
    object: Final = _RDF + "object"
    langString: Final = _RDF + "langString"


class RDFS:
    """RDF Schema terms in use."""

    label: Final = _RDFS + "label"
    comment: Final = _RDFS + "comment"
    seeAlso: Final = _RDFS + "seeAlso"
    subClassOf: Final = _RDFS + "subClassOf"
    subPropertyOf: Final = _RDFS + "subPropertyOf"
    domain: Final = _RDFS + "domain"
    range: Final = _RDFS + "range"


class OWL:
    """OWL 2 terms in use."""

    Class: Final = _OWL + "Class"
    ObjectProperty: Final = _OWL + "ObjectProperty"
    DatatypeProperty: Final = _OWL + "DatatypeProperty"
    Ontology: Final = _OWL + "Ontology"


class XSD:
    """XML Schema datatypes in use."""

    string: Final = _XSD + "string"
    boolean: Final = _XSD + "boolean"
    integer: Final = _XSD + "integer"
    nonNegativeInteger: Final = _XSD + "nonNegativeInteger"
    decimal: Final = _XSD + "decimal"
    double: Final = _XSD + "double"
    date: Final = _XSD + "date"
    gYear: Final = _XSD + "gYear"
    gYearMonth: Final = _XSD + "gYearMonth"
    gMonthDay: Final = _XSD + "gMonthDay"
    gMonth: Final = _XSD + "gMonth"
    anyURI: Final = _XSD + "anyURI"


class SKOS:
    """SKOS terms in use."""

    Concept: Final = _SKOS + "Concept"
    ConceptScheme: Final = _SKOS + "ConceptScheme"
    prefLabel: Final = _SKOS + "prefLabel"
    altLabel: Final = _SKOS + "altLabel"
    hiddenLabel: Final = _SKOS + "hiddenLabel"
    notation: Final = _SKOS + "notation"
    definition: Final = _SKOS + "definition"
    inScheme: Final = _SKOS + "inScheme"
    broader: Final = _SKOS + "broader"
    narrower: Final = _SKOS + "narrower"
    member: Final = _SKOS + "member"
    closeMatch: Final = _SKOS + "closeMatch"
    exactMatch: Final = _SKOS + "exactMatch"


class DCTERMS:
    """Dublin Core terms in use."""

    isPartOf: Final = _DCTERMS + "isPartOf"
    hasPart: Final = _DCTERMS + "hasPart"
    title: Final = _DCTERMS + "title"
    publisher: Final = _DCTERMS + "publisher"
    issued: Final = _DCTERMS + "issued"
    language: Final = _DCTERMS + "language"
    source: Final = _DCTERMS + "source"
    subject: Final = _DCTERMS + "subject"


class SCHEMA:
    """schema.org terms in use."""

    text: Final = _SCHEMA + "text"
    mentions: Final = _SCHEMA + "mentions"
    value: Final = _SCHEMA + "value"
    unitText: Final = _SCHEMA + "unitText"
    minValue: Final = _SCHEMA + "minValue"
    maxValue: Final = _SCHEMA + "maxValue"
    location: Final = _SCHEMA + "location"
    startDate: Final = _SCHEMA + "startDate"


class ORG:
    """W3C Organization Ontology terms in use."""

    Post: Final = _ORG + "Post"
    holds: Final = _ORG + "holds"
    postIn: Final = _ORG + "postIn"
    hasSubOrganization: Final = _ORG + "hasSubOrganization"
    subOrganizationOf: Final = _ORG + "subOrganizationOf"
    reportsTo: Final = _ORG + "reportsTo"
    Organization: Final = _ORG + "Organization"
    FormalOrganization: Final = _ORG + "FormalOrganization"
    OrganizationalCollaboration: Final = _ORG + "OrganizationalCollaboration"


class FOAF:
    """FOAF terms in use."""

    Person: Final = _FOAF + "Person"
    Document: Final = _FOAF + "Document"
    name: Final = _FOAF + "name"


class PROV:
    """PROV-O terms in use."""

    Entity: Final = _PROV + "Entity"
    wasDerivedFrom: Final = _PROV + "wasDerivedFrom"


class OA:
    """Web Annotation terms in use."""

    SpecificResource: Final = _OA + "SpecificResource"
    hasSource: Final = _OA + "hasSource"
    start: Final = _OA + "start"
    end: Final = _OA + "end"
    exact: Final = _OA + "exact"


class CNT:
    """Representing Content in RDF: the text of a document."""

    chars: Final = _CNT + "chars"


class COMITY:
    """Comity's own terms, as comity.ttl defines them."""

    Document: Final = _COMITY + "Document"
    Strategy: Final = _COMITY + "Strategy"
    FactSheet: Final = _COMITY + "FactSheet"
    WorkingGroupReport: Final = _COMITY + "WorkingGroupReport"
    Editorial: Final = _COMITY + "Editorial"
    NewsArticle: Final = _COMITY + "NewsArticle"
    JointStatement: Final = _COMITY + "JointStatement"
    AgreementText: Final = _COMITY + "AgreementText"
    Provision: Final = _COMITY + "Provision"
    Point: Final = _COMITY + "Point"
    AlliancePoint: Final = _COMITY + "AlliancePoint"
    GeneralObjective: Final = _COMITY + "GeneralObjective"
    Objective: Final = _COMITY + "Objective"
    Action: Final = _COMITY + "Action"
    Principle: Final = _COMITY + "Principle"
    Goal: Final = _COMITY + "Goal"
    Accomplishment: Final = _COMITY + "Accomplishment"
    ProgramElement: Final = _COMITY + "ProgramElement"
    Article: Final = _COMITY + "Article"
    Country: Final = _COMITY + "Country"
    Agency: Final = _COMITY + "Agency"
    WorkingGroup: Final = _COMITY + "WorkingGroup"
    IntergovernmentalOrganization: Final = _COMITY + "IntergovernmentalOrganization"
    Legislature: Final = _COMITY + "Legislature"
    CriminalOrganization: Final = _COMITY + "CriminalOrganization"
    Agreement: Final = _COMITY + "Agreement"
    Treaty: Final = _COMITY + "Treaty"
    Convention: Final = _COMITY + "Convention"
    Protocol: Final = _COMITY + "Protocol"
    Declaration: Final = _COMITY + "Declaration"
    Initiative: Final = _COMITY + "Initiative"
    Law: Final = _COMITY + "Law"
    Plan: Final = _COMITY + "Plan"
    Place: Final = _COMITY + "Place"
    Event: Final = _COMITY + "Event"
    Operation: Final = _COMITY + "Operation"
    Program: Final = _COMITY + "Program"
    Topic: Final = _COMITY + "Topic"
    Substance: Final = _COMITY + "Substance"
    Figure: Final = _COMITY + "Figure"
    Passage: Final = _COMITY + "Passage"

    number: Final = _COMITY + "number"
    order: Final = _COMITY + "order"
    restatedAs: Final = _COMITY + "restatedAs"
    fileName: Final = _COMITY + "fileName"
    invokes: Final = _COMITY + "invokes"
    implements: Final = _COMITY + "implements"
    ratifies: Final = _COMITY + "ratifies"
    supports: Final = _COMITY + "supports"
    actor: Final = _COMITY + "actor"
    recipient: Final = _COMITY + "recipient"
    amends: Final = _COMITY + "amends"
    party: Final = _COMITY + "party"
    signedBy: Final = _COMITY + "signedBy"
    signedOn: Final = _COMITY + "signedOn"
    establishedBy: Final = _COMITY + "establishedBy"
    participant: Final = _COMITY + "participant"
    chairedBy: Final = _COMITY + "chairedBy"
    ledBy: Final = _COMITY + "ledBy"
    hosts: Final = _COMITY + "hosts"
    represents: Final = _COMITY + "represents"
    country: Final = _COMITY + "country"
    targets: Final = _COMITY + "targets"
    operatesIn: Final = _COMITY + "operatesIn"
    figure: Final = _COMITY + "figure"
    counts: Final = _COMITY + "counts"
    year: Final = _COMITY + "year"
    qualifier: Final = _COMITY + "qualifier"
    denotes: Final = _COMITY + "denotes"
    date: Final = _COMITY + "date"
    until: Final = _COMITY + "until"
    followsUp: Final = _COMITY + "followsUp"
    score: Final = _COMITY + "score"
    concerns: Final = _COMITY + "concerns"
    term: Final = _COMITY + "term"
