"""A small, whole data set for tests: two documents of two governments, and the reference facts beside them.

The strategy of 1998 has a point with two objectives and four actions, one without an actor; the report of 2009 has
three accomplishments, an official with a post, a group with a subgroup, figures, and dates to the day and to the year.
Every passage is found in the text by its quote, so that offsets are right by construction.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from graph import Graph
from graph.nquads import encode
from graph.provenance import assertions, facts, quads
from graph.results import DEFAULT
from graph.store import Store
from ontology.iris import Iris
from ontology.statement import Literal, Passage, Reading, Statement
from ontology.terms import COMITY, DCTERMS, FOAF, ORG, RDF, SCHEMA, SKOS, XSD

IRIS = Iris()

MEXICO = IRIS.thing("country", "mexico")
UNITED_STATES = IRIS.thing("country", "united-states")
TREASURY = IRIS.thing("agency", "department-of-the-treasury")
PGR = IRIS.thing("agency", "office-of-the-attorney-general-of-mexico")
COORDINATOR = IRIS.thing("agency", "office-of-the-border-coordinator")
MLAT = IRIS.thing("agreement", "mutual-legal-assistance-treaty")
FIEA = IRIS.thing("agreement", "financial-information-exchange-agreement")
EXTRADITION = IRIS.thing("agreement", "extradition-treaty")
PROTOCOL = IRIS.thing("agreement", "protocol-to-the-extradition-treaty")
MERIDA = IRIS.thing("agreement", "merida-initiative")
CONTACT_GROUP = IRIS.thing("group", "high-level-contact-group")
SUBGROUP = IRIS.thing("group", "chemical-control-subgroup")
RIOS = IRIS.thing("person", "elena-rios")
ATTORNEY_GENERAL = IRIS.thing("post", "attorney-general-of-mexico")
MEXICO_CITY = IRIS.thing("place", "mexico-city")
LAUNDERING = IRIS.thing("topic", "money-laundering")
TRAINING = IRIS.thing("topic", "training")

STRATEGY = IRIS.document("joint-strategy-against-illicit-finance-1998")
REPORT = IRIS.document("report-of-the-high-level-contact-group-2009")
STRATEGY_GRAPH = IRIS.graph("joint-strategy-against-illicit-finance-1998")
REPORT_GRAPH = IRIS.graph("report-of-the-high-level-contact-group-2009")
REFERENCE_GRAPH = IRIS.graph("reference")
ONTOLOGY_GRAPH = IRIS.graph("ontology")

POINT = IRIS.part(STRATEGY, "point/12")
OBJECTIVE_1 = IRIS.part(STRATEGY, "point/12/objective/1")
OBJECTIVE_2 = IRIS.part(STRATEGY, "point/12/objective/2")
ACTION_1_1 = IRIS.part(STRATEGY, "point/12/action/1.1")
ACTION_1_2 = IRIS.part(STRATEGY, "point/12/action/1.2")
ACTION_2_1 = IRIS.part(STRATEGY, "point/12/action/2.1")
ACTION_2_2 = IRIS.part(STRATEGY, "point/12/action/2.2")
ACCOMPLISHMENTS = tuple(IRIS.part(REPORT, f"accomplishment/{number}") for number in (1, 2, 3))

STRATEGY_TEXT = """\
Joint Strategy of Mexico and the United States against Illicit Finance

Office of the Border Coordinator
February 6, 1998

Alliance Point 12:  Apply the laws against money laundering, and share what each
side learns.

Objectives

1.  Speed up the exchange of bank records.

2.  Train those who investigate.

Actions

1.1  Mexico and the United States will use the Mutual Legal Assistance Treaty (MLAT)
to obtain bank records in money laundering cases.

1.2  The Treasury Department will invoke the Financial Information Exchange
Agreement (FIEA) whenever a request concerns cash above 10,000 dollars.

2.1  The Treasury Department will train 120 prosecutors of the Office of the Attorney
General (PGR) during 1999.

2.2  Progress will be reviewed once a year.
"""

REPORT_TEXT = """\
Report of the High-Level Contact Group

The High-Level Contact Group met in Mexico City on March 12, 2009. Elena Ríos, Attorney
General of Mexico, chaired the Group, to which the Chemical Control Subgroup reports.

• Money laundering – under the MLAT the two countries answered 64 requests in 2008.

• Training – the Treasury Department taught 85 prosecutors of the PGR, as the Mérida
Initiative foresees.

• Extradition – Mexico ratified the Protocol to the Extradition Treaty, signed on
November 13, 1997, which amends the Extradition Treaty.
"""


def _lines(passage: Passage) -> Iterator[Passage]:
    """One passage for each line that a passage runs over."""
    start = passage.start
    for line in passage.exact.split("\n"):
        yield Passage(passage.document, start, start + len(line), line)
        start += len(line) + 1


def _thing(iri: str, class_: str, en: str, es: str = "", *aliases: str) -> Iterator[tuple[str, str, str | Literal]]:
    """Class and labels of a thing, acronyms as notations; without a Spanish name it has only the English one."""
    yield iri, RDF.type, class_
    yield iri, SKOS.prefLabel, Literal(en, language="en")
    if es:
        yield iri, SKOS.prefLabel, Literal(es, language="es")
    for alias in aliases:
        yield (
            (iri, SKOS.notation, Literal(alias))
            if alias.isalpha() and alias.isupper()
            else (
                iri,
                SKOS.altLabel,
                Literal(alias, language="en"),
            )
        )


_REFERENCE: tuple[tuple[str, str, str | Literal], ...] = (
    *_thing(MEXICO, COMITY.Country, "Mexico", "México", "Government of Mexico"),
    *_thing(UNITED_STATES, COMITY.Country, "United States", "Estados Unidos", "U.S.", "United States of America"),
    *_thing(TREASURY, COMITY.Agency, "Department of the Treasury", "Departamento del Tesoro", "Treasury Department"),
    *_thing(PGR, COMITY.Agency, "Office of the Attorney General", "Procuraduría General de la República", "PGR"),
    (TREASURY, COMITY.country, UNITED_STATES),
    (PGR, COMITY.country, MEXICO),
    *_thing(MLAT, COMITY.Treaty, "Mutual Legal Assistance Treaty", "Tratado de Asistencia Jurídica Mutua", "MLAT"),
    *_thing(LAUNDERING, COMITY.Topic, "Money laundering", "Lavado de dinero"),
    *_thing(TRAINING, COMITY.Topic, "Training", "Capacitación"),
)

REFERENCE: tuple[Statement, ...] = tuple(Statement(*triple) for triple in _REFERENCE)
"""Facts of the gazetteer: what no document needs to say."""


class _Draft:
    """Statements of one document, gathered by quoting it."""

    def __init__(self, document: str, text: str) -> None:
        """Begin with the document's address and text."""
        self.document = document
        self.text = text
        self.statements: list[Statement] = []

    def plain(self, *triples: tuple[str, str, str | Literal]) -> None:
        """Structure and labels, which need no passage."""
        self.statements += [Statement(*triple) for triple in triples]

    def fact(self, subject: str, predicate: str, object: str | Literal, quote: str, within: str = "") -> None:
        """A fact with the words that say so."""
        self.statements.append(Statement(subject, predicate, object, self._passage(quote, within)))

    def _passage(self, quote: str, within: str = "") -> Passage:
        """Where a quote first stands after the words `within`; white space is as in the text."""
        start = self.text.index(quote, self.text.index(within))
        return Passage(self.document, start, start + len(quote), quote)

    def mention(self, thing: str, quote: str, within: str = "") -> None:
        """A passage that stands for a thing."""
        passage = self._passage(quote, within)
        self.statements.append(Statement(passage.iri, COMITY.denotes, thing, passage))

    def dated(self, value: str, datatype: str, quote: str) -> None:
        """A passage that states a date."""
        passage = self._passage(quote)
        self.statements.append(Statement(passage.iri, COMITY.date, Literal(value, datatype), passage))

    def provision(self, iri: str, class_: str, parent: str, order: int, quote: str, number: str = "") -> None:
        """A numbered or bulleted unit: its place, its number as printed, its folded text and where that stands."""
        self.plain((iri, RDF.type, class_), (iri, DCTERMS.isPartOf, parent), (parent, DCTERMS.hasPart, iri))
        self.plain((iri, COMITY.order, Literal(str(order), XSD.integer)))
        if number:
            self.plain((iri, COMITY.number, Literal(number)))
        text = Literal(" ".join(quote.split()))
        self.statements += [Statement(iri, SCHEMA.text, text, line) for line in _lines(self._passage(quote))]

    def figure(self, part: str, value: str, unit: str, counts: str, year: str, quote: str) -> None:
        """A number with its unit, what it counts and when."""
        iri = f"{part}/figure/1"
        self.plain((iri, RDF.type, COMITY.Figure))
        self.fact(part, COMITY.figure, iri, quote)
        self.fact(iri, SCHEMA.value, Literal(value, XSD.decimal), quote)
        self.fact(iri, SCHEMA.unitText, Literal(unit), quote)
        self.fact(iri, COMITY.counts, Literal(counts), quote)
        if year:
            self.fact(iri, COMITY.year, Literal(year, XSD.gYear), quote)

    def reading(self, graph: str, file_name: str) -> Reading:
        """The finished document."""
        return Reading(self.document, graph, file_name, self.text, tuple(self.statements))


def _describe(draft: _Draft, class_: str, title: str, issued: str, file_name: str) -> None:
    """What a document is."""
    draft.plain((draft.document, RDF.type, class_), (draft.document, COMITY.fileName, Literal(file_name)))
    draft.plain((draft.document, DCTERMS.language, Literal("en")))
    draft.fact(draft.document, DCTERMS.title, Literal(title), title)
    draft.plain((draft.document, SKOS.prefLabel, Literal(title, language="en")))
    draft.plain((draft.document, DCTERMS.issued, Literal(issued, XSD.date)))


def _strategy_outline(draft: _Draft) -> None:
    """Point 12 with its objectives and actions."""
    line = "Apply the laws against money laundering, and share what each\nside learns."
    draft.provision(POINT, COMITY.AlliancePoint, STRATEGY, 1, line, "12")
    draft.provision(OBJECTIVE_1, COMITY.Objective, POINT, 1, "Speed up the exchange of bank records.", "1")
    draft.provision(OBJECTIVE_2, COMITY.Objective, POINT, 2, "Train those who investigate.", "2")
    for order, (action, number, opening) in enumerate(
        [
            (ACTION_1_1, "1.1", "Mexico and the United States will use"),
            (ACTION_1_2, "1.2", "The Treasury Department will invoke"),
            (ACTION_2_1, "2.1", "The Treasury Department will train"),
            (ACTION_2_2, "2.2", "Progress"),
        ],
        start=3,
    ):
        start = STRATEGY_TEXT.index(opening)
        quote = STRATEGY_TEXT[start : STRATEGY_TEXT.index(".\n", start) + 1]
        draft.provision(action, COMITY.Action, POINT, order, quote, number)


def _strategy_mentions(draft: _Draft) -> None:
    """Every name that the strategy writes."""
    for country, quote in ((MEXICO, "Mexico"), (UNITED_STATES, "United States")):
        for within in ("Joint Strategy", "1.1  "):
            draft.mention(country, quote, within)
    draft.mention(COORDINATOR, "Office of the Border Coordinator")
    draft.mention(LAUNDERING, "money laundering", "Alliance Point")
    draft.mention(LAUNDERING, "money laundering", "1.1  ")
    draft.mention(MLAT, "Mutual Legal Assistance Treaty")
    draft.mention(MLAT, "MLAT")
    draft.mention(FIEA, "FIEA")
    for within in ("1.2  ", "2.1  "):
        draft.mention(TREASURY, "Treasury Department", within)
    draft.mention(PGR, "PGR")
    draft.dated("1998-02-06", XSD.date, "February 6, 1998")
    draft.dated("1999", XSD.gYear, "1999")


def strategy() -> Reading:
    """The strategy of 1998."""
    draft = _Draft(STRATEGY, STRATEGY_TEXT)
    title = "Joint Strategy of Mexico and the United States against Illicit Finance"
    _describe(draft, COMITY.Strategy, title, "1998-02-06", "strategy.txt")
    _strategy_outline(draft)
    _strategy_mentions(draft)
    draft.plain(*_thing(COORDINATOR, COMITY.Agency, "Office of the Border Coordinator"))
    draft.plain(*_thing(FIEA, COMITY.Agreement, "Financial Information Exchange Agreement", "", "FIEA"))
    draft.fact(STRATEGY, DCTERMS.publisher, COORDINATOR, "Office of the Border Coordinator")
    draft.fact(POINT, DCTERMS.subject, LAUNDERING, "money laundering", "Alliance Point")
    draft.fact(ACTION_1_1, DCTERMS.subject, LAUNDERING, "money laundering", "1.1  ")
    draft.fact(ACTION_1_1, COMITY.invokes, MLAT, "Mutual Legal Assistance Treaty")
    draft.fact(ACTION_1_1, COMITY.actor, MEXICO, "Mexico", "1.1  ")
    draft.fact(ACTION_1_1, COMITY.actor, UNITED_STATES, "United States", "1.1  ")
    draft.fact(ACTION_1_2, COMITY.invokes, FIEA, "Financial Information Exchange\nAgreement (FIEA)")
    draft.fact(ACTION_1_2, COMITY.actor, TREASURY, "Treasury Department", "1.2  ")
    draft.fact(ACTION_2_1, COMITY.actor, TREASURY, "Treasury Department", "2.1  ")
    draft.fact(ACTION_2_1, COMITY.recipient, PGR, "Office of the Attorney\nGeneral (PGR)")
    draft.fact(ACTION_2_1, DCTERMS.subject, TRAINING, "train", "2.1  ")
    for action, thing, quote, within in (
        (ACTION_1_1, MLAT, "MLAT", ""),
        (ACTION_1_1, MEXICO, "Mexico", "1.1  "),
        (ACTION_1_1, UNITED_STATES, "United States", "1.1  "),
        (ACTION_1_2, FIEA, "FIEA", ""),
        (ACTION_1_2, TREASURY, "Treasury Department", "1.2  "),
        (ACTION_2_1, TREASURY, "Treasury Department", "2.1  "),
        (ACTION_2_1, PGR, "PGR", ""),
    ):
        draft.fact(action, SCHEMA.mentions, thing, quote, within)
    draft.figure(ACTION_1_2, "10000", "dollars", "cash", "", "10,000 dollars")
    draft.figure(ACTION_2_1, "120", "persons", "prosecutors", "1999", "120 prosecutors")
    return draft.reading(STRATEGY_GRAPH, "strategy.txt")


def _report_things(draft: _Draft) -> None:
    """Things that the report names and the reference does not hold."""
    draft.plain(*_thing(CONTACT_GROUP, COMITY.WorkingGroup, "High-Level Contact Group", "", "HLCG"))
    draft.plain(*_thing(SUBGROUP, COMITY.WorkingGroup, "Chemical Control Subgroup"))
    draft.plain(
        *_thing(RIOS, FOAF.Person, "Elena Ríos"), *_thing(ATTORNEY_GENERAL, ORG.Post, "Attorney General of Mexico")
    )
    draft.plain(*_thing(MERIDA, COMITY.Initiative, "Mérida Initiative", "Iniciativa Mérida"))
    draft.plain(*_thing(EXTRADITION, COMITY.Treaty, "Extradition Treaty"))
    draft.plain(*_thing(PROTOCOL, COMITY.Protocol, "Protocol to the Extradition Treaty"))
    draft.plain(*_thing(MEXICO_CITY, COMITY.Place, "Mexico City", "Ciudad de México"))
    for thing, quote, within in (
        (CONTACT_GROUP, "High-Level Contact Group", "Report"),
        (CONTACT_GROUP, "High-Level Contact Group", "The High"),
        (SUBGROUP, "Chemical Control Subgroup", ""),
        (RIOS, "Elena Ríos", ""),
        (MEXICO_CITY, "Mexico City", ""),
        (LAUNDERING, "Money laundering", ""),
        (MLAT, "MLAT", ""),
        (TREASURY, "Treasury Department", ""),
        (PGR, "PGR", ""),
        (MEXICO, "Mexico", "• Extradition"),
        (PROTOCOL, "Protocol to the Extradition Treaty", ""),
        (EXTRADITION, "Extradition Treaty", "amends"),
    ):
        draft.mention(thing, quote, within)


def _report_facts(draft: _Draft) -> None:
    """What the report says of the group, its chair and the treaties."""
    requests, taught, treaties = ACCOMPLISHMENTS
    post = "Attorney\nGeneral of Mexico"
    draft.fact(RIOS, ORG.holds, ATTORNEY_GENERAL, f"Elena Ríos, {post}")
    draft.fact(ATTORNEY_GENERAL, ORG.postIn, MEXICO, post)
    draft.fact(RIOS, COMITY.represents, MEXICO, post)
    draft.fact(CONTACT_GROUP, COMITY.chairedBy, RIOS, "chaired the Group")
    draft.fact(CONTACT_GROUP, ORG.hasSubOrganization, SUBGROUP, "Chemical Control Subgroup reports")
    draft.fact(SUBGROUP, ORG.reportsTo, CONTACT_GROUP, "Chemical Control Subgroup reports")
    draft.fact(requests, DCTERMS.subject, LAUNDERING, "Money laundering")
    draft.fact(requests, COMITY.invokes, MLAT, "under the MLAT")
    draft.fact(requests, SCHEMA.mentions, MLAT, "MLAT")
    draft.fact(taught, DCTERMS.subject, TRAINING, "Training")
    draft.fact(taught, COMITY.actor, TREASURY, "Treasury Department")
    draft.fact(taught, COMITY.recipient, PGR, "prosecutors of the PGR")
    draft.fact(taught, COMITY.implements, MERIDA, "Mérida\nInitiative")
    draft.fact(taught, SCHEMA.mentions, TREASURY, "Treasury Department")
    draft.fact(taught, SCHEMA.mentions, PGR, "PGR")
    draft.fact(MEXICO, COMITY.ratifies, PROTOCOL, "Mexico ratified the Protocol to the Extradition Treaty")
    draft.fact(PROTOCOL, COMITY.amends, EXTRADITION, "amends the Extradition Treaty")
    draft.fact(PROTOCOL, COMITY.signedOn, Literal("1997-11-13", XSD.date), "signed on\nNovember 13, 1997")
    draft.fact(treaties, SCHEMA.mentions, PROTOCOL, "Protocol to the Extradition Treaty")
    draft.figure(requests, "64", "requests", "requests", "2008", "64 requests in 2008")
    draft.figure(taught, "85", "persons", "prosecutors", "", "85 prosecutors")


def report() -> Reading:
    """The report of 2009."""
    draft = _Draft(REPORT, REPORT_TEXT)
    _describe(draft, COMITY.WorkingGroupReport, "Report of the High-Level Contact Group", "2009-03-12", "report.txt")
    for order, (iri, opening) in enumerate(
        zip(ACCOMPLISHMENTS, ("Money laundering –", "Training –", "Extradition –"), strict=True), start=1
    ):
        start = REPORT_TEXT.index(opening)
        draft.provision(
            iri, COMITY.Accomplishment, REPORT, order, REPORT_TEXT[start : REPORT_TEXT.index(".\n", start) + 1]
        )
    _report_things(draft)
    _report_facts(draft)
    for value, datatype, quote in (
        ("2009-03-12", XSD.date, "March 12, 2009"),
        ("2008", XSD.gYear, "2008"),
        ("1997-11-13", XSD.date, "November 13, 1997"),
    ):
        draft.dated(value, datatype, quote)
    return draft.reading(REPORT_GRAPH, "report.txt")


def readings() -> tuple[Reading, Reading]:
    """Both documents."""
    return strategy(), report()


def store() -> Store:
    """Both documents, the reference facts and the ontology, in memory, as a load would write them."""
    named = [line for reading in readings() for line in quads(reading, IRIS)] + facts(REFERENCE, REFERENCE_GRAPH)
    made = Store.memory()
    made.insert_nquads(encode(named + assertions(named, IRIS)))
    ontology = files("ontology").joinpath("comity.ttl").read_bytes()
    for name in (DEFAULT, ONTOLOGY_GRAPH):
        made.load(ontology, "text/turtle", name or None)
    return made


@cache
def graph() -> Graph:
    """The store as the graph that questions are asked of; it is made once, and nobody changes it."""
    return Graph.of(store(), IRIS)
