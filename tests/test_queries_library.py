"""The library of saved queries: its files, their headers, and what they answer on the small graph."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rdflib import RDFS
from rdflib import Graph as RdfGraph
from rdflib.plugins.sparql import prepareQuery

from graph import Graph
from ontology.errors import ConfigurationError, FormatError, ParameterError, UnknownNameError
from ontology.terms import PREFIXES
from queries.library import LANGUAGES, RESERVED, SavedQuery, find, parse, saved_queries
from queries.saved_queries import (
    SPARQL,
    LibraryRequest,
    SavedRequest,
    library,
    offer,
    saved,
    with_values,
)
from tests import small_graph as small

ALL = saved_queries()

HEADER = """\
#+ title.en = "A"
#+ title.es = "B"
#+ description.en = "C"
#+ description.es = "D"
#+ keywords = ["k"]
"""


def rows(name: str, **values: str | list[str]) -> list[dict[str, str]]:
    """The rows of a saved query by column."""
    pairs = [(key, one) for key, value in values.items() for one in ([value] if isinstance(value, str) else value)]
    answer = saved(small.graph(), SavedRequest(name, tuple(pairs), "text/csv"))
    return list(csv.DictReader(io.StringIO(answer.body.decode(), newline="")))


def column(found: list[dict[str, str]], name: str) -> list[str]:
    """One column, in order."""
    return [row[name] for row in found]


def test_there_are_queries_for_an_analyst() -> None:
    """The library is large enough to be one."""
    assert len(ALL) >= 14


@pytest.mark.parametrize("query", ALL.values(), ids=ALL)
def test_a_header_says_all_in_both_languages(query: SavedQuery) -> None:
    """Title and description of the query and of each parameter are there, and differ."""
    for said in (query.title, query.description, *(parameter.description for parameter in query.parameters)):
        assert set(said) == set(LANGUAGES)
        assert said["en"] != said["es"]
        assert all(said.values())
    assert query.keywords
    assert not {parameter.name for parameter in query.parameters} & RESERVED


@pytest.mark.parametrize("query", ALL.values(), ids=ALL)
def test_a_file_runs_as_it_is_in_another_engine(query: SavedQuery) -> None:
    """Every prefix is declared as everywhere else, and rdflib's parser accepts the text."""
    prepareQuery(query.text)
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", query.text, re.MULTILINE))
    assert declared.items() <= PREFIXES.items()
    body = re.sub(r'"[^"\n]*"|<[^>\n]*>', "", query.text)
    assert set(declared) == set(re.findall(r"(?<![\w?])([a-z]+):\w", body))


@pytest.mark.parametrize("query", ALL.values(), ids=ALL)
def test_parameters_are_variables_of_the_query(query: SavedQuery) -> None:
    """A parameter that the text does not use would be ignored without a word."""
    for parameter in query.parameters:
        assert re.search(rf"\?{parameter.name}\b", query.text)


@pytest.mark.parametrize("query", ALL.values(), ids=ALL)
def test_rows_come_in_a_stated_order(query: SavedQuery) -> None:
    """The same question has the same answer."""
    assert "\nORDER BY " in query.text
    assert "\nLIMIT " not in query.text


def test_actions_that_invoke_a_treaty_come_with_their_point() -> None:
    """By acronym: number, text and point of each."""
    found = rows("actions-invoking-agreement", agreement="MLAT")
    assert column(found, "number") == ["1.1", ""]
    assert column(found, "pointNumber") == ["12", ""]
    assert column(found, "action") == [small.ACTION_1_1, small.ACCOMPLISHMENTS[0]]


def test_names_come_in_the_language_asked_for_or_in_another() -> None:
    """A thing without a Spanish name keeps its English one."""
    found = rows("actions-invoking-agreement", lang="es")
    assert set(column(found, "agreementName")) == {
        "Tratado de Asistencia Jurídica Mutua",
        "Financial Information Exchange Agreement",
    }


def test_a_repeated_parameter_gives_the_rows_of_each_value() -> None:
    """Two agreements, all their actions."""
    found = rows("actions-invoking-agreement", agreement=["MLAT", "FIEA"])
    assert set(column(found, "agreement")) == {small.MLAT, small.FIEA}
    assert len(found) == 3


def test_actors_are_counted_point_by_point() -> None:
    """The Treasury acts in two provisions of the point, each country in one."""
    found = rows("actors-by-point")
    assert [(row["number"], row["actor"], row["provisions"]) for row in found] == [
        ("12", small.TREASURY, "2"),
        ("12", small.MEXICO, "1"),
        ("12", small.UNITED_STATES, "1"),
    ]


def test_who_leads_what() -> None:
    """A chair and what she chairs."""
    (row,) = rows("who-leads-what", leader="Elena Ríos")
    assert (row["thing"], row["role"]) == (small.CONTACT_GROUP, "chairs")


def test_agreements_are_counted_over_time() -> None:
    """One treaty in two documents, in the order of their dates."""
    found = rows("agreements-over-time", agreement="MLAT")
    assert [(row["issued"], row["mentions"]) for row in found] == [("1998-02-06", "2"), ("2009-03-12", "1")]


def test_figures_come_with_unit_and_quote() -> None:
    """What is counted, and the words that say so."""
    found = rows("figures-with-units", unit="persons")
    assert [(row["value"], row["counts"], row["quote"]) for row in found] == [
        ("120", "prosecutors", "120 prosecutors"),
        ("85", "prosecutors", "85 prosecutors"),
    ]
    assert len(rows("figures-with-units")) == 4
    assert column(rows("figures-with-units", document=small.REPORT), "value") == ["64", "85"]


def test_an_action_without_an_actor_is_a_gap() -> None:
    """Only the one that names nobody."""
    assert column(rows("actions-without-actor"), "action") == [small.ACTION_2_2]


def test_agreements_that_nothing_invokes_are_a_gap() -> None:
    """What is named but neither invoked nor implemented nor ratified."""
    assert column(rows("agreements-never-invoked"), "agreement") == [small.EXTRADITION]


def test_topics_point_by_point() -> None:
    """The point's own topic and those of its actions."""
    found = rows("topics-by-point")
    assert [(row["topicName"], row["provisions"]) for row in found] == [("Money laundering", "2"), ("Training", "1")]


def test_groups_and_subgroups() -> None:
    """Said as part of a whole, and as who reports to whom."""
    assert column(rows("groups-and-subgroups", group="High-Level Contact Group"), "relation") == [
        "contains",
        "receives reports of",
    ]


def test_officials_with_their_posts() -> None:
    """Person, post, where the post is, and the document."""
    (row,) = rows("officials-with-posts", body="Mexico")
    assert (row["personName"], row["postName"]) == ("Elena Ríos", "Attorney General of Mexico")
    assert (row["body"], row["document"]) == (small.MEXICO, small.REPORT)
    assert rows("officials-with-posts", body="United States") == []


def test_the_evidence_of_a_statement() -> None:
    """The words, and where they stand."""
    (row,) = rows("evidence-of-statement", subject="Protocol to the Extradition Treaty", predicate="comity:amends")
    assert row["quote"] == "amends the Extradition Treaty"
    assert small.REPORT_TEXT[int(row["start"]) : int(row["end"])] == row["quote"]


def test_co_mentions_count_shared_provisions() -> None:
    """The attorney general's office stands beside the Treasury twice."""
    found = rows("co-mentions", thing="Department of the Treasury")
    assert (found[0]["other"], found[0]["provisions"], found[0]["documents"]) == (small.PGR, "2", "2")
    assert small.TREASURY not in column(found, "other")


def test_the_timeline_of_documents() -> None:
    """In the order of dates, with what was read."""
    found = rows("timeline-of-documents")
    assert [(row["issued"], row["provisions"], row["mentions"]) for row in found] == [
        ("1998-02-06", "7", "13"),
        ("2009-03-12", "3", "12"),
    ]


def test_recipients_of_training() -> None:
    """Who is trained, by whom, in both documents."""
    found = rows("recipients-of-training", topic="Training")
    assert [(row["recipient"], row["actor"]) for row in found] == [(small.PGR, small.TREASURY)] * 2
    assert rows("recipients-of-training", topic="Money laundering") == []


def test_the_life_of_an_agreement() -> None:
    """Signature, ratification and what it amends."""
    found = rows("life-of-agreements", agreement="Protocol to the Extradition Treaty")
    assert [(row["step"], row["value"]) for row in found] == [
        ("amends", small.EXTRADITION),
        ("ratified by", small.MEXICO),
        ("signed on", "1997-11-13"),
    ]


def test_commitments_of_an_actor() -> None:
    """Every provision in which it acts, the older document first."""
    found = rows("commitments-of-actor", actor="Department of the Treasury")
    assert column(found, "provision") == [small.ACTION_1_2, small.ACTION_2_1, small.ACCOMPLISHMENTS[1]]


def test_joint_commitments() -> None:
    """Provisions in which both act."""
    found = rows("joint-commitments", first="Mexico", second="United States")
    assert column(found, "provision") == [small.ACTION_1_1]


def test_coverage_of_a_point() -> None:
    """Two objectives, four actions, three with an actor, two invoking an agreement."""
    (row,) = rows("coverage-by-point")
    assert [row[name] for name in ("objectives", "actions", "withActor", "invoking")] == ["2", "4", "3", "2"]


def test_the_names_of_a_thing() -> None:
    """As the texts write them, the most frequent first."""
    found = rows("names-of-thing", thing="MLAT")
    assert [(row["words"], row["times"]) for row in found] == [("MLAT", "2"), ("Mutual Legal Assistance Treaty", "1")]


def test_the_most_cited_things_of_a_class() -> None:
    """A class takes those of the classes below it as well."""
    assert column(rows("most-cited-things", **{"class": "comity:Agreement"}), "thing")[0] == small.MLAT
    assert column(rows("most-cited-things", **{"class": "comity:Agency"}), "thing") == [
        small.TREASURY,
        small.PGR,
        small.COORDINATOR,
    ]


def test_provisions_that_hold_words() -> None:
    """Whatever their letter case."""
    assert column(rows("provisions-about", words="BANK RECORDS"), "provision") == [small.OBJECTIVE_1, small.ACTION_1_1]


def test_dates_of_the_text_by_range() -> None:
    """A year, a month and a day each bound the range; a year takes all its days."""
    assert column(rows("dates-in-text"), "date") == ["1997-11-13", "1998-02-06", "1999", "2008", "2009-03-12"]
    bounded = {"from": "1998", "until": "2009"}
    assert column(rows("dates-in-text", **bounded), "date") == ["1998-02-06", "1999", "2008", "2009-03-12"]
    assert column(rows("dates-in-text", until="1998-01"), "date") == ["1997-11-13"]


def test_what_only_one_document_names() -> None:
    """Things of the first that the second is silent about."""
    found = rows("only-in-one-document", first=small.STRATEGY, second=small.REPORT)
    assert set(column(found, "thing")) == {small.UNITED_STATES, small.COORDINATOR, small.FIEA}


@pytest.mark.parametrize("name", ["graph-of-commitments", "graph-of-institutions"])
def test_graphs_are_rdf(name: str) -> None:
    """Rdflib reads the Turtle of a CONSTRUCT, with a name for every node."""
    answer = saved(small.graph(), SavedRequest(name, (), "text/turtle"))
    read = RdfGraph().parse(data=answer.body, format="turtle")
    drawn = {node for s, p, o in read if p != RDFS.label for node in (s, o)}
    assert drawn
    assert drawn <= set(read.subjects(RDFS.label))


@pytest.mark.slow
@pytest.mark.parametrize("query", ALL.values(), ids=ALL)
def test_an_example_gives_rows_on_the_bundled_documents(query: SavedQuery, bundled_store: Path) -> None:
    """What a newcomer tries first, the examples of all parameters together, is answered."""
    values = tuple((one.name, one.example) for one in query.parameters if one.example is not None)
    graph, format, head = Graph.open(bundled_store), *(("ntriples", 0) if query.form == "CONSTRUCT" else ("csv", 1))
    answer = saved(graph, SavedRequest(query.name, values, format, limit=1))
    assert len(answer.body.splitlines()) > head


def test_a_limit_says_whether_rows_are_left() -> None:
    """Five dates, two at a time."""
    pages = [saved(small.graph(), SavedRequest("dates-in-text", (), "text/csv", 2, at)) for at in (0, 2, 4)]
    assert [page.limits_hit for page in pages] == [("limit",), ("limit",), ()]
    assert [page.complete for page in pages] == [False, False, True]
    assert [len(page.body.splitlines()) - 1 for page in pages] == [2, 2, 1]


def test_values_are_data_whatever_they_hold() -> None:
    """Text that looks like SPARQL finds nothing and does nothing."""
    assert rows("provisions-about", words='") } DROP ALL #') == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"agreement": "Mexico"}, "agreement"),
        ({"lang": "fr"}, "en or es"),
        ({"treaty": "MLAT"}, "one of the parameters of actions-invoking-agreement: agreement, lang"),
    ],
)
def test_a_wrong_value_is_refused(values: dict[str, str], message: str) -> None:
    """The error names the parameter and what it may be."""
    with pytest.raises(ParameterError, match=message):
        rows("actions-invoking-agreement", **values)


@pytest.mark.parametrize("value", ["1998-13", "yesterday", "1998-02-06T00:00:00", ""])
def test_a_date_has_one_of_three_forms(value: str) -> None:
    """Year, month or day."""
    with pytest.raises(ParameterError, match="1998-02"):
        rows("dates-in-text", until=value)


def test_a_required_parameter_must_be_given() -> None:
    """The error gives an example."""
    with pytest.raises(ParameterError, match="for instance 'MLAT'"):
        rows("names-of-thing")


def test_an_unknown_thing_names_the_nearest() -> None:
    """As everywhere."""
    with pytest.raises(UnknownNameError) as caught:
        rows("actions-invoking-agreement", agreement="Mutual Legal Asistance Treety")
    assert "Mutual Legal Assistance Treaty" in caught.value.nearest


def test_an_unknown_query_names_the_nearest() -> None:
    """A mistyped name is answered with those that come close."""
    with pytest.raises(UnknownNameError) as caught:
        find("action-invoking-agreements")
    assert caught.value.nearest[0] == "actions-invoking-agreement"


def test_a_query_is_had_as_sparql_with_its_values() -> None:
    """The text runs elsewhere and gives the same rows."""
    request = SavedRequest("actions-invoking-agreement", (("agreement", "MLAT"),), SPARQL.media_type)
    text = saved(small.graph(), request).body.decode()
    assert f"VALUES ?agreement {{ <{small.MLAT}> }}" in text
    assert len(list(small.graph().store.query(text, prefixes={}).rows())) == 2


def test_a_select_is_not_written_as_turtle() -> None:
    """The error lists what it can be written as."""
    with pytest.raises(FormatError, match="json, xml, csv, tsv, rq"):
        saved(small.graph(), SavedRequest("timeline-of-documents", (), "text/turtle"))


def test_the_library_describes_itself() -> None:
    """Every query with title, parameters, formats and text; one by name."""
    told = json.loads(library(small.graph(), LibraryRequest()).body)
    assert [one["name"] for one in told["queries"]] == sorted(ALL)
    (one,) = json.loads(library(small.graph(), LibraryRequest("co-mentions")).body)["queries"]
    assert one["parameters"][0]["required"]
    assert one["formats"] == list(offer(ALL["co-mentions"]).names)
    assert one["text"] == ALL["co-mentions"].text


def test_defaults_are_bound() -> None:
    """A parameter with a default has it when nothing is given."""
    assert 'VALUES ?lang { "en" }' in with_values(small.graph(), ALL["co-mentions"], (("thing", "MLAT"),))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "title"),
        (HEADER.replace('"A"', "A") + "SELECT * WHERE { ?s ?p ?o }", "line 1"),
        (HEADER + "DELETE WHERE { ?s ?p ?o }", "SELECT, CONSTRUCT or ASK"),
        (HEADER + "#+ colour = 1\nSELECT * WHERE { ?s ?p ?o }", "colour"),
        (HEADER + '#+ [parameters.a]\n#+ type = "colour"\nSELECT * WHERE { ?a ?p ?o }', "colour"),
        (HEADER + '#+ [parameters.limit]\n#+ type = "text"\n' + "SELECT * WHERE { ?limit ?p ?o }", "limit"),
        (HEADER + '#+ [parameters.a]\n#+ type = "text"\n#+ description.en = "a"\nSELECT * WHERE { ?a ?p ?o }', "es"),
    ],
)
def test_a_file_that_breaks_the_rules_is_named(source: str, message: str) -> None:
    """The error says which file and what is wrong."""
    with pytest.raises(ConfigurationError, match=rf"broken\.rq: .*{message}"):
        parse("broken", source)
