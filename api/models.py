"""The shapes of JSON answers, for the API's description: what a client may rely on, with examples.

The answers themselves come from `queries` as bytes; a test holds them to these models.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Labels: TypeAlias = Annotated[
    dict[str, str],
    Field(
        description="names by language (`und` where it is not known)",
        examples=[{"en": "Money laundering", "es": "Lavado de dinero"}],
    ),
]
Iri: TypeAlias = Annotated[str, Field(examples=["https://w3id.org/comity/id/agreement/mutual-legal-assistance-treaty"])]
Date: TypeAlias = Annotated[
    str, Field(description="a year, a month or a day, as precise as the document", examples=["1998-02-06"])
]


class Model(BaseModel):
    """A JSON object without further members."""

    model_config = ConfigDict(extra="forbid")


class Complete(Model):
    """What every list says of itself."""

    complete: Annotated[bool, Field(description="whether this is all there is")]
    limits_hit: Annotated[
        list[str], Field(description="the parameters that cut the answer short", examples=[["limit"]])
    ]


class Node(Model):
    """A thing as answers show it."""

    iri: Iri
    label: Annotated[str, Field(description="its English name, or the first of the others")]
    labels: Labels
    class_: Annotated[
        str | None, Field(alias="class", description="local name of its most specific class", examples=["Treaty"])
    ]


class Named(Node):
    """A thing that an answer speaks of."""

    text: Annotated[str | None, Field(description="the words of a provision, white space folded")]


class Party(Node):
    """A publisher; without an IRI where the document gives only a name."""

    iri: Iri | None  # type: ignore[assignment]


class Evidence(Model):
    """A passage that says so; `end` is exclusive, and the offsets count code points of the document's text."""

    document: Iri
    part: Annotated[Iri | None, Field(description="the smallest provision in whose words the passage lies")]
    start: Annotated[int, Field(ge=0, examples=[364])]
    end: Annotated[int, Field(gt=0, examples=[394])]
    exact: Annotated[str, Field(examples=["Mutual Legal Assistance Treaty"])]


class Source(Model):
    """A graph that states a fact; `document` is null for the reference graph, which needs no evidence."""

    graph: Iri
    document: Iri | None
    evidence: list[Evidence]


class Value(Model):
    """The far end of a fact: an IRI, or a literal with its datatype or language, or a blank node."""

    iri: Iri | None = None
    literal: Annotated[str | None, Field(examples=["1997-11-13"])] = None
    datatype: Annotated[str | None, Field(description="absent for plain text", examples=["xsd:date"])] = None
    language: Annotated[str | None, Field(examples=["es"])] = None
    blank: str | None = None
    triple: list[object] | None = None
    sources: list[Source]


class Facts(Model):
    """The facts of one predicate in one direction."""

    predicate: Iri
    name: Annotated[str, Field(description="the predicate with its prefix", examples=["comity:invokes"])]
    labels: Labels
    total: Annotated[int, Field(description="how many there are, of which `values` may be the first", ge=0)]
    values: list[Value]


class Name(Model):
    """One name of a thing."""

    value: Annotated[str, Field(examples=["MLAT"])]
    language: str | None
    kind: Literal["preferred", "alternative", "acronym", "label", "title"]


class Mention(Model):
    """How many passages of a document denote a thing."""

    document: Iri
    issued: Date | None
    count: int


class Entity(Complete):
    """One thing; `nodes` names every IRI in the answer."""

    iri: Iri
    kind: Annotated[str | None, Field(description="null for a part of a document", examples=["agreement"])]
    slug: Annotated[str | None, Field(examples=["mutual-legal-assistance-treaty"])]
    labels: Labels
    classes: list[Iri]
    names: list[Name]
    facts: Annotated[list[Facts], Field(description="facts that the thing is the subject of")]
    incoming: Annotated[list[Facts], Field(description="facts that point to the thing")]
    mentions: Annotated[list[Mention], Field(description="by date of the document; undated ones last")]
    nodes: dict[str, Named]


class Match(Node):
    """A thing that search found."""

    kind: Annotated[str, Field(description="kind of address, or `provision`", examples=["agreement"])]
    name: Annotated[str, Field(description="the name that matched; empty where the text did", examples=["MLAT"])]
    how: Literal["exact", "prefix", "word", "fuzzy", "text"]
    cited: Annotated[int, Field(description="passages that denote it", ge=0)]


class Matches(Complete):
    """Things by a few words, the best first."""

    query: str
    kind: str | None
    kinds: Annotated[list[str], Field(description="the kinds that there are to narrow to")]
    things: list[Match]


class Described(Model):
    """What a document is, and how much was read from it."""

    iri: Iri
    slug: Annotated[str, Field(examples=["binational-drug-strategy-1998"])]
    graph: Iri
    class_: Annotated[str | None, Field(alias="class", examples=["Strategy"])]
    labels: Labels
    title: str | None
    publishers: list[Party]
    issued: Date | None
    language: Annotated[str | None, Field(examples=["en"])]
    source: Annotated[str | None, Field(description="where the document was published")]
    file_name: str | None
    characters: Annotated[int, Field(description="code points of its text")]
    provisions: int
    mentions: Annotated[int, Field(description="passages that denote a thing")]
    things: Annotated[int, Field(description="different things that they denote")]
    statements: Annotated[int, Field(description="statements with evidence")]


class Documents(Complete):
    """The sources by date; undated ones last."""

    total: int
    documents: list[Described]


class Document(Described, Complete):
    """One source, with counts by class."""

    provisions_by_class: Annotated[dict[str, int], Field(examples=[{"Action": 146, "AlliancePoint": 16}])]
    things_by_class: Annotated[dict[str, int], Field(examples=[{"Agency": 6, "Treaty": 4}])]


class Provision(Node):
    """A provision with those below it; `pieces` are the stretches of text that its own words consist of."""

    number: Annotated[str | None, Field(description="as printed", examples=["1.5"])]
    order: int | None
    text: Annotated[str | None, Field(description="its own words, white space folded")]
    start: int | None
    end: int | None
    pieces: list[tuple[int, int]]
    children: list[Provision]


class Outline(Complete):
    """The tree of a document's provisions."""

    document: Iri
    count: int
    provisions: list[Provision]


class Parameter(Model):
    """A parameter of a saved query."""

    name: Annotated[str, Field(examples=["agreement"])]
    type: Literal["thing", "term", "text", "integer", "date", "language"]
    kinds: Annotated[list[str], Field(description="kinds that a thing may be of; empty for any")]
    required: bool
    default: str | None
    example: str | None
    description: Labels


class SavedQuery(Model):
    """A saved query, which runs at `/queries/{name}`."""

    name: Annotated[str, Field(examples=["actions-invoking-agreement"])]
    title: Labels
    description: Labels
    keywords: list[str]
    form: Literal["SELECT", "CONSTRUCT", "ASK"]
    formats: Annotated[list[str], Field(examples=[["json", "xml", "csv", "tsv", "rq"]])]
    parameters: list[Parameter]
    text: Annotated[str, Field(description="the query in SPARQL")]


class Library(Complete):
    """The saved queries by name."""

    queries: list[SavedQuery]


class Prefixes(Complete):
    """The prefixes that a query need not declare."""

    prefixes: Annotated[dict[str, str], Field(examples=[{"comity": "https://w3id.org/comity/ontology#"}])]
