"""Path searches inside SPARQL: GraphDB's form, what the rest of a query gives them, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph import Graph
from graph.store import Store
from ontology.errors import QueryForbiddenError, QuerySyntaxError, QueryTooComplexError
from queries import path_rows
from queries.connections import PathsRequest, paths
from queries.sparql import sparql
from queries.sparql_request import SparqlRequest
from tests import small_graph as small

PATH = "PREFIX path: <http://www.ontotext.com/path#>\n"
ENDS = f"VALUES (?src ?dst) {{ ( <{small.MLAT}> <{small.FIEA}> ) }}"
EDGES = "path:pathIndex ?path ; path:resultBindingIndex ?index ; path:startNode ?start ; path:endNode ?end"
BOTH_WAYS = "path:bidirectional true"
BY_VARIABLES = f"path:sourceNode ?src ; path:destinationNode ?dst ; {BOTH_WAYS} ; {EDGES}"


def solutions(query: str, graph: Graph | None = None, **options: Any) -> list[dict[str, str]]:
    """The solutions of a query, values as text."""
    answer = sparql(graph or small.graph(), SparqlRequest(PATH + query, **options))
    rows = json.loads(answer.body)["results"]["bindings"]
    return [{name: str(term["value"]) for name, term in row.items()} for row in rows]


def search(what: str, before: str = ENDS, after: str = "", head: str = "SELECT *") -> list[dict[str, str]]:
    """The solutions of a query with one search in it."""
    return solutions(f"{head} {{ {before} SERVICE path:search {{ <urn:path> {what} . }} {after} }}")


def walks(rows: list[dict[str, str]]) -> set[tuple[str, ...]]:
    """The paths of some rows as sequences of nodes."""
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["path"], {})[int(row["index"])] = row["start"], row["end"]
    walked = set()
    for steps in found.values():
        assert [steps[at][1] for at in range(len(steps) - 1)] == [steps[at][0] for at in range(1, len(steps))]
        walked.add((steps[0][0], *(steps[at][1] for at in range(len(steps)))))
    return walked


def expected(**asked: Any) -> set[tuple[str, ...]]:
    """The same paths as `/paths` has them."""
    request = PathsRequest((small.MLAT,), (small.FIEA,), evidence="none", **asked)
    return {tuple(one["nodes"]) for one in json.loads(paths(small.graph(), request).body)["paths"]}


def test_a_published_query_gives_the_shortest_paths_an_edge_a_row() -> None:
    """The form of GraphDB's own pages: VALUES outside, a search inside, one row for each edge."""
    rows = search(f"path:findPath path:shortestPath ; {BY_VARIABLES}")
    assert walks(rows) == expected()
    assert {(row["src"], row["dst"]) for row in rows} == {(small.MLAT, small.FIEA)}


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("path:findPath path:allPaths ; path:maxPathLength 5", {"mode": "all", "max_length": 5}),
        ("path:findPath path:allPaths ; path:minPathLength 5 ; path:maxPathLength 5", {"mode": "all", "min_length": 5}),
        ("path:findPath path:kShortest ; path:k 3", {"mode": "k-shortest", "k": 3}),
        ("path:findPath path:shortestPath ; path:k 3", {"mode": "k-shortest", "k": 3}),
        ('path:findPath path:kShortest ; path:rank "informative"', {"mode": "k-shortest", "rank": "informative"}),
        ("path:findPath path:shortestPath ; path:predicate comity:invokes, dcterms:isPartOf, dcterms:hasPart", {}),
        ('path:findPath path:allPaths ; path:notNode "Mexico" ; path:maxPathLength 4 ; path:limit 3', {}),
        ("path:findPath path:shortestPath ; path:minPathLength -1 ; path:maxPathLength -1 ; path:poolSize 8", {}),
    ],
)  # fmt: skip
def test_every_mode_and_filter_finds_what_paths_finds(said: str, asked: dict[str, Any]) -> None:
    """The search is the same one."""
    asked = dict(asked)
    if "predicate" in said:
        asked["predicate"] = ("comity:invokes", "dcterms:isPartOf", "dcterms:hasPart")
    if "notNode" in said:
        asked |= {"mode": "all", "not_node": ("Mexico",), "max_length": 4, "limit": 3}
    if "minPathLength 5" in said:
        asked["max_length"] = 5
    if "kShortest" in said or "path:k" in said:
        asked["max_length"] = 8
    assert walks(search(f"{said} ; {BY_VARIABLES}")) == expected(**asked)


@pytest.mark.parametrize(
    "before",
    [
        ENDS,
        f"BIND(<{small.MLAT}> AS ?src) BIND(<{small.FIEA}> AS ?dst)",
        "?src skos:notation 'MLAT' . ?dst skos:notation 'FIEA' . VALUES ?ignored { 1 }",
        "?src skos:notation ?one . FILTER(STR(?one) = 'MLAT') ?dst skos:notation ?two FILTER(STR(?two) = 'FIEA')",
        f"{{ {ENDS} }} UNION {{ VALUES (?src ?dst) {{ (<urn:a> <urn:b>) }} }}",
        f"{{ SELECT ?src ?dst {{ {ENDS} ?src ?p ?o }} }}",
        f"GRAPH ?g {{ ?s ?p ?src }} VALUES ?src {{ <{small.MLAT}> }} BIND(<{small.FIEA}> AS ?dst)",
        f"{ENDS} OPTIONAL {{ ?src skos:prefLabel ?name }} MINUS {{ ?src a comity:Country }}",
    ],
)
def test_ends_may_be_bound_by_whatever_stands_around_the_search(before: str) -> None:
    """Constants, patterns with filters, unions, sub-selects, graphs."""
    rows = search(
        f"path:findPath path:shortestPath ; {BY_VARIABLES}", before, head="SELECT DISTINCT ?path ?index ?start ?end"
    )
    assert walks(rows) == expected()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ {block} }} VALUES (?src ?dst) {{ ({ends}) }}",
        "SELECT * {{ {block} VALUES (?src ?dst) {{ ({ends}) }} }}",
        "SELECT * {{ VALUES (?src ?dst) {{ ({ends}) }} {{ {block} }} }}",
        "SELECT * {{ VALUES (?src ?dst) {{ ({ends}) }} OPTIONAL {{ {block} }} }}",
        "SELECT * {{ {{ SELECT ?path ?index ?start ?end {{ VALUES (?src ?dst) {{ ({ends}) }} {block} }} }} }}",
        "SELECT * {{ VALUES (?src ?dst) {{ ({ends}) }} GRAPH <{graph}> {{ {block} }} }}",
        "SELECT * {{ VALUES ?ends {{ 1 }} {inside} }}",
    ],
)
def test_a_search_may_stand_in_any_group(query: str) -> None:
    """Its ends come from the groups around it, as far as they are joined with it."""
    ends = f"<{small.MLAT}> <{small.FIEA}>"
    block = f"SERVICE path:search {{ [] path:findPath path:shortestPath ; {BY_VARIABLES} }}"
    inside = f"SERVICE path:search {{ [] path:findPath path:shortestPath ; {BY_VARIABLES} . {ENDS} }}"
    filled = query.format(block=block, ends=ends, inside=inside, graph=small.STRATEGY_GRAPH)
    assert walks(solutions(filled)) == expected()


def test_what_follows_an_optional_search_does_not_decide_what_it_finds() -> None:
    """A row that no path joins stays, as LeftJoin has it, although a later pattern would have dropped it."""
    block = f"path:sourceNode ?src ; path:destinationNode <{small.FIEA}> ; {BOTH_WAYS} ; path:startNode ?start"
    block = f"SERVICE path:search {{ [] path:findPath path:allPaths ; {block} }}"
    query = f"VALUES ?src {{ <{small.MLAT}> }} OPTIONAL {{ {block} }}"
    assert solutions(f"SELECT * {{ {query} }}")
    assert solutions(f"SELECT * {{ {query} FILTER(!BOUND(?start)) }}") == []
    assert solutions(f"SELECT * {{ {query} VALUES ?start {{ <urn:nobody> }} }}") == []


def test_filters_over_what_a_search_binds_come_after_it() -> None:
    """They do not keep the ends from being found."""
    after = "FILTER(?index = 0 && ?src != ?end) ?start skos:prefLabel ?name . FILTER(LANG(?name) = 'en')"
    rows = search(f"path:findPath path:shortestPath ; {BY_VARIABLES}", after=after)
    assert rows
    assert {row["name"] for row in rows} == {"Mutual Legal Assistance Treaty"}


def test_one_search_may_begin_where_another_ended() -> None:
    """Whatever their order in the text."""
    step = "SERVICE path:search {{ [] path:findPath path:allPaths ; path:maxPathLength 1 ; path:predicate {} ; {} }}"
    first = step.format("dcterms:hasPart", f"path:sourceNode <{small.POINT}> ; path:destinationNode ?middle")
    second = step.format("comity:invokes", "path:sourceNode ?middle ; path:destinationNode ?treaty")
    found = {(row["middle"], row["treaty"]) for row in solutions(f"SELECT * {{ {second} {first} }}")}
    assert found == {(small.ACTION_1_1, small.MLAT), (small.ACTION_1_2, small.FIEA)}


def test_an_open_end_is_every_node_within_reach() -> None:
    """Against the direction of edges, where it is the source that is open."""
    one = "path:findPath path:allPaths ; path:maxPathLength 1 ; path:predicate comity:invokes"
    found = search(f"{one} ; path:sourceNode ?from ; path:destinationNode <{small.MLAT}>", before="")
    assert {row["from"] for row in found} == {small.ACTION_1_1, small.ACCOMPLISHMENTS[0]}
    back = search(f"{one} ; path:sourceNode <{small.ACTION_1_1}> ; path:destinationNode ?to", before="")
    assert {row["to"] for row in back} == {small.MLAT}


def test_a_distance_is_one_row() -> None:
    """GraphDB's `distance`, by that name or by the longer one."""
    ends = f"path:sourceNode ?src ; path:destinationNode ?dst ; {BOTH_WAYS}"
    for name in ("distance", "shortestDistance"):
        rows = search(f"path:findPath path:{name} ; {ends} ; path:distanceBinding ?far")
        assert [int(row["far"]) for row in rows] == [len(next(iter(expected()))) - 1]


def test_cycles_come_back_to_their_source() -> None:
    """Each is a path whose last node is its first."""
    rows = search(
        f"path:findPath path:cycle ; path:sourceNode <{small.MLAT}> ; path:maxPathLength 3 ; {BOTH_WAYS} ; {EDGES}", ""
    )
    found = walks(rows)
    assert found
    assert all(walk[0] == walk[-1] == small.MLAT for walk in found)


def test_an_edge_is_told_as_a_triple_with_its_passage() -> None:
    """The triple is as the graph has it, whichever way it is walked; the passage is one that the graph holds."""
    said = f"path:findPath path:shortestPath ; {BY_VARIABLES} ; path:resultBinding ?edge ; path:propertyBinding ?p"
    after = (
        "BIND(SUBJECT(?edge) AS ?s) BIND(OBJECT(?edge) AS ?o) FILTER EXISTS { ?s ?p ?o }"
        " FILTER(?forward && ?s = ?start && ?o = ?end || !?forward && ?s = ?end && ?o = ?start)"
        " GRAPH ?g { ?passage oa:exact ?quote }"
    )
    more = "path:forwardBinding ?forward ; path:evidence ?passage ; path:lengthBinding ?n ; path:costBinding ?c"
    head = "SELECT ?path ?index ?start ?end ?quote ?n ?c"
    rows = search(f"{said} ; {more}", after=after, head=head)
    assert walks(rows) == expected()
    texts = small.STRATEGY_TEXT + small.REPORT_TEXT
    assert all(row["quote"] in texts and row["n"] == row["c"] == "4" for row in rows)


FROM = "SELECT * FROM"
PATTERN = """SELECT * {
  SERVICE path:search {
    <urn:path> path:findPath path:shortestPath ; path:sourceNode ?src ; path:destinationNode ?dst ;
      path:pathIndex ?path ; path:resultBindingIndex ?index ; path:startNode ?start ; path:endNode ?end ;
      path:exportBinding ?action .
    SERVICE <urn:path> { ?action schema:mentions ?start, ?end . FILTER(?start != ?end && ?action != ?start) }
    VALUES (?src ?dst) { ( <%s> <%s> ) }
  }
}"""


def test_edges_may_be_given_by_a_pattern() -> None:
    """N-ary relations: here an edge joins what one provision mentions; the provision is exported with the edge."""
    rows = solutions(PATTERN % (small.MLAT, small.MEXICO))
    assert rows
    assert {(row["start"], row["end"], row["action"]) for row in rows} >= {(small.MLAT, small.MEXICO, small.ACTION_1_1)}
    assert solutions(PATTERN % (small.MLAT, "urn:nobody")) == []


def test_the_data_set_of_a_query_bounds_its_searches() -> None:
    """FROM, and the protocol's parameters: only what these graphs say is walked."""
    block = f"SERVICE path:search {{ [] path:findPath path:shortestPath ; {BY_VARIABLES} . {ENDS} }}"
    everywhere = walks(solutions(f"SELECT * {{ {block} }}"))
    assert walks(solutions(f"{FROM} <{small.STRATEGY_GRAPH}> {{ {block} }}")) <= everywhere
    assert solutions(f"{FROM} <{small.REPORT_GRAPH}> {{ {block} }}") == []
    assert solutions(f"SELECT * {{ {block} }}", default_graphs=("urn:none",)) == []


def test_a_search_needs_no_service_where_nothing_else_is_done() -> None:
    """What another store sends when it federates: the configuration itself, and a row of VALUES behind it."""
    stated = f"[] path:findPath path:shortestPath ; {BY_VARIABLES} ."
    assert walks(solutions(f"SELECT * {{ {stated} }} {ENDS}", path_search=True)) == expected()
    assert (
        walks(
            solutions(
                f"SELECT * {{ ?b path:findPath path:shortestPath ; {BY_VARIABLES} {{ SELECT * {{ {ENDS} }} }} }}",
                path_search=True,
            )
        )
        == expected()
    )
    assert solutions(f"SELECT * {{ {stated} }} {ENDS}") == []


REFUSED = [
    ("path:findPath ⟂path:longest", "found 'path:longest' for path:findPath, expected one of"),
    ("path:findPath path:allPaths ; ⟂path:sourceNod ?src", "did you mean path:sourceNode?"),
    ("path:findPath path:allPaths ; path:maxPathLength ⟂'far'", "expected a whole number from -1"),
    ("path:findPath path:allPaths ; ⟂path:maxPathLength 13", "which only a shortest path may have"),
    ("path:findPath path:allPaths ; path:sourceNode ⟂3", "expected an IRI or a variable"),
    ("path:findPath path:allPaths ; path:pathIndex ⟂3", "expected a variable"),
    ("path:findPath path:allPaths ; path:sourceNode <urn:a> ; ⟂path:sourceNode <urn:b>", "stated twice"),
    ("path:findPath path:allPaths ; ⟂path:predicate <urn:none> ; path:sourceNode <urn:a>", "a predicate of the graph"),
    ("path:findPath path:allPaths ; path:sourceNode ?a ; ⟂nope:x 3", "the prefix 'nope:' is not declared"),
]


@pytest.mark.parametrize(("said", "told"), REFUSED)
def test_a_fault_in_a_search_has_its_line_and_column(said: str, told: str) -> None:
    """It is told as any other fault of a query."""
    text = f"SELECT * {{\n SERVICE path:search {{\n  [] {said} }} }}"
    with pytest.raises(QuerySyntaxError) as caught:
        solutions(text.replace("⟂", ""))
    assert told in f"{caught.value} {caught.value.hint}"
    assert caught.value.position is not None
    assert (caught.value.position.line, caught.value.position.column) == (4, text.split("\n")[2].index("⟂") + 1)


def test_faults_behind_a_search_keep_their_place() -> None:
    """Although rows stand where the search stood."""
    text = f"SELECT * {{ {ENDS} SERVICE path:search {{ [] path:findPath path:allPaths ; {BY_VARIABLES} }}\n ?a ?b }}"
    with pytest.raises(QuerySyntaxError) as caught:
        solutions(text)
    assert caught.value.position is not None
    assert (caught.value.position.line, caught.value.position.column) == (3, 8)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }",
        "SERVICE SILENT <http://127.0.0.1:9/> { ?a ?b ?c }",
        "OPTIONAL { SERVICE ?where { ?a ?b ?c } }",
        "SERVICE path:other { ?a ?b ?c }",
    ],
)
def test_no_other_server_is_asked_beside_a_search(elsewhere: str) -> None:
    """Outside the search, inside its SERVICE, and in the pattern of its edges."""
    what = f"path:findPath path:shortestPath ; {BY_VARIABLES}"
    pattern = f"SERVICE <urn:path> {{ ?start ?p ?end . {elsewhere} }}"
    for query in (
        f"SELECT * {{ {ENDS} SERVICE path:search {{ <urn:path> {what} }} {elsewhere} }}",
        f"SELECT * {{ {ENDS} SERVICE path:search {{ <urn:path> {what} . {elsewhere} }} }}",
        f"SELECT * {{ {ENDS} SERVICE path:search {{ <urn:path> {what} . {pattern} }} }}",
    ):
        with pytest.raises(QueryForbiddenError, match="switched off here"):
            solutions(query)


def test_what_would_be_cut_short_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """SPARQL has no way to say that an answer is not whole; a limit that is stated is no cut."""
    monkeypatch.setattr(path_rows, "MOST_ROWS", 10)
    said = f"path:findPath path:allPaths ; {BY_VARIABLES}"
    with pytest.raises(QueryTooComplexError, match=r"line 2, column .* more than 10 edges of paths"):
        search(said)
    assert len(walks(search(f"{said} ; path:limit 1"))) == 1


def test_a_search_without_ends_says_what_to_do() -> None:
    """Everything to everything is not searched for."""
    with pytest.raises(QuerySyntaxError, match="neither end of the paths has a value"):
        search(f"path:findPath path:shortestPath ; {BY_VARIABLES}", before="")


def test_no_path_among_those_that_are_searched_for_is_not_told_as_none() -> None:
    """A chain longer than the longest path: without a bound the answer would be wrong, with one it is empty."""
    store = Store.memory()
    store.insert_nquads("".join(f"<urn:n:{n:02}> <urn:p> <urn:n:{n + 1:02}> .\n" for n in range(20)).encode())
    ends = "path:sourceNode <urn:n:00> ; path:destinationNode <urn:n:{:02}> ; path:maxPathLength {}"
    said = f"[] path:findPath path:shortestPath ; {ends} ; path:startNode ?s"
    query = f"SELECT * {{{{ SERVICE path:search {{{{ {said} }}}} }}}}"
    graph = Graph.of(store)
    assert len(solutions(query.format(12, -1), graph)) == 12
    assert solutions(query.format(13, 12), graph) == []
    with pytest.raises(QuerySyntaxError, match="no path of up to 12 edges"):
        solutions(query.format(13, 40), graph)


def test_a_base_address_leaves_whole_addresses_alone() -> None:
    """A namespace that ends in # among them; relative ones are resolved."""
    kind, _, one = small.MLAT.rpartition("/")
    ends = f"VALUES (?src ?dst) {{ ( <{one}> <{small.FIEA.rpartition('/')[2]}> ) }}"
    query = f"SELECT * {{ SERVICE path:search {{ <> path:findPath path:shortestPath ; {BY_VARIABLES} . {ends} }} }}"
    assert walks(solutions(query, base=f"{kind}/any")) == expected()
