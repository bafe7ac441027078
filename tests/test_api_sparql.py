"""`/sparql` as the SPARQL 1.1 Protocol and RFC 9110 say, asked of a real server."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime, formatdate, parsedate_to_datetime
from xml.etree import ElementTree as ET

import httpx
import pytest
import rdflib

from queries.formats import RESULTS, TRIPLES
from tests.service import Service, running, small_store
from tests.small_graph import ACTION_1_1, MLAT, REPORT_GRAPH, STRATEGY_GRAPH

ASK = "ASK { ?s ?p ?o }"
TREATIES = "SELECT ?action { ?action comity:invokes <" + MLAT + "> } ORDER BY ?action"
QUERY = "application/sparql-query"
GZIP = {"Content-Type": QUERY, "Content-Encoding": "gzip"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that only answers, over the small graph."""
    folder = tmp_path_factory.mktemp("sparql")
    small_store(folder / "store")
    with running(folder) as started:
        yield started


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of it."""
    with service.client() as made:
        yield made


def test_a_query_is_answered_in_all_three_forms(client: httpx.Client) -> None:
    """GET, a form, and the query as the body (SPARQL 1.1 Protocol, section 2.1)."""
    answers = [
        client.get("/sparql", params={"query": ASK}),
        client.post("/sparql", data={"query": ASK}),
        client.post("/sparql", content=ASK, headers={"Content-Type": QUERY}),
        client.post("/sparql", content=ASK, headers={"Content-Type": f"{QUERY}; charset=UTF-8"}),
        client.post(
            "/sparql",
            content=gzip.compress(ASK.encode()),
            headers=GZIP,
        ),
    ]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert {answer.json()["boolean"] for answer in answers} == {True}


def test_known_prefixes_need_not_be_declared(client: httpx.Client) -> None:
    """The prefixes of /prefixes are at hand."""
    rows = client.get("/sparql", params={"query": TREATIES}).json()["results"]["bindings"]
    assert {ACTION_1_1} <= {row["action"]["value"] for row in rows}


def test_the_protocols_data_set_replaces_that_of_the_query(client: httpx.Client) -> None:
    """2.1.4: default-graph-uri and named-graph-uri, repeated at will, win over FROM."""
    count = "SELECT (COUNT(*) AS ?n) FROM <http://nowhere.example/> { ?s ?p ?o }"

    def counted(**parameters: object) -> int:
        answer = client.get("/sparql", params={"query": count, **parameters})  # type: ignore[dict-item]
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    strategy, report = (counted(**{"default-graph-uri": one}) for one in (STRATEGY_GRAPH, REPORT_GRAPH))
    assert counted() == 0
    assert strategy > 0
    assert report > 0
    both = counted(**{"default-graph-uri": [STRATEGY_GRAPH, REPORT_GRAPH]})
    assert max(strategy, report) < both <= strategy + report
    assert counted(**{"named-graph-uri": STRATEGY_GRAPH}) == 0


def test_named_graphs_of_the_protocol_are_the_ones_that_graph_ranges_over(client: httpx.Client) -> None:
    """A graph that was not named is not there."""
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    answer = client.post(
        "/sparql", params={"named-graph-uri": REPORT_GRAPH}, content=query, headers={"Content-Type": QUERY}
    )
    assert [row["g"]["value"] for row in answer.json()["results"]["bindings"]] == [REPORT_GRAPH]


def test_relative_iris_are_resolved_against_the_endpoint(service: Service, client: httpx.Client) -> None:
    """The base of a query without BASE is the address it was sent to."""
    answer = client.get("/sparql", params={"query": "SELECT (<a> AS ?iri) {}"})
    assert answer.json()["results"]["bindings"][0]["iri"]["value"] == f"{service.url}/a"


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("PUT", {"params": {"query": ASK}}, 405),
        ("DELETE", {}, 405),
        ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
        ("GET", {"params": {"query": ASK, "timeout": "soon"}}, 400),
        ("GET", {"params": {"query": ASK, "timeout": "-1"}}, 400),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "not an iri"}}, 400),
        ("GET", {"params": "query=%ff"}, 400),
        ("GET", {"params": "query=ASK%zz"}, 400),
        ("POST", {"data": {"query": [ASK, ASK]}}, 400),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 400),
        ("POST", {"data": {"other": "1"}}, 400),
        ("POST", {"params": {"query": ASK}, "content": ASK, "headers": {"Content-Type": QUERY}}, 400),
        ("POST", {"content": b"query=\xff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
        ("POST", {"content": b"ASK {\xff}", "headers": {"Content-Type": QUERY}}, 400),
        ("POST", {"content": ASK}, 415),
        ("POST", {"content": ASK, "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": json.dumps({"query": ASK}), "headers": {"Content-Type": "application/json"}}, 415),
        ("POST", {"content": ASK.encode("utf-16"), "headers": {"Content-Type": f"{QUERY}; charset=UTF-16"}}, 415),
        (
            "POST",
            {"content": b"ASK {}", "headers": GZIP},
            400,
        ),
        (
            "POST",
            {"content": gzip.compress(b"#" * 9_000_000), "headers": GZIP},
            413,
        ),
        ("POST", {"content": "#" * 300_000, "headers": {"Content-Type": QUERY}}, 413),
        ("GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}}, 403),
    ],
)
def test_what_is_not_the_protocol_is_a_problem(
    client: httpx.Client, method: str, options: dict[str, object], status: int
) -> None:
    """Each with its own status, all in one shape, open to scripts of other sites."""
    answer = client.request(method, "/sparql", **options)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["status"] == status


def test_a_body_that_is_not_read_is_told_what_is(client: httpx.Client) -> None:
    """RFC 9110, section 15.5.16: by its media type, or by its coding."""
    forms = "application/sparql-query, application/x-www-form-urlencoded"
    told = client.post("/sparql", content=ASK, headers={"Content-Type": "text/plain"}).headers
    assert (told["Accept"], told["Accept-Post"]) == (forms, forms)
    told = client.post("/sparql", content=ASK, headers={"Content-Type": QUERY, "Content-Encoding": "br"}).headers
    assert told["Accept-Encoding"] == "gzip, x-gzip"


def test_a_method_that_is_not_there_names_those_that_are(client: httpx.Client) -> None:
    """RFC 9110, section 15.5.6."""
    assert client.put("/sparql").headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_syntax_error_says_line_column_offset_and_excerpt(client: httpx.Client) -> None:
    """400, never 422: the query is what is wrong."""
    answer = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"})
    told = answer.json()
    assert answer.status_code == 400
    assert told["type"].endswith("/query-syntax")
    assert (told["line"], told["column"], told["offset"]) == (2, 15, 23)
    assert "WHERE { ?s ?p }" in told["excerpt"]


@pytest.mark.parametrize("name", RESULTS.names)
def test_solutions_come_in_every_format_by_name_and_by_header(client: httpx.Client, name: str) -> None:
    """Both ways give the same bytes."""
    media_type = RESULTS.named(name).media_type
    by_name = client.get("/sparql", params={"query": TREATIES, "format": name})
    by_header = client.get("/sparql", params={"query": TREATIES}, headers={"Accept": media_type})
    assert by_name.headers["Content-Type"].partition(";")[0] == media_type
    assert by_name.content == by_header.content
    assert "Accept" in by_header.headers["Vary"]


def test_solutions_are_read_back_the_same_from_every_format(client: httpx.Client) -> None:
    """JSON, XML, CSV and TSV hold the same rows."""

    def asked(name: str) -> bytes:
        return client.get("/sparql", params={"query": TREATIES, "format": name}).content

    expected = [row["action"]["value"] for row in json.loads(asked("json"))["results"]["bindings"]]
    xml = ET.fromstring(asked("xml"))  # noqa: S314 - our own server's
    assert [one.text for one in xml.iter("{http://www.w3.org/2005/sparql-results#}uri")] == expected
    assert [row["action"] for row in csv.DictReader(io.StringIO(asked("csv").decode()))] == expected
    assert [line.strip("<>") for line in asked("tsv").decode().splitlines()[1:]] == expected


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "name",
    [
        one.name
        for one in TRIPLES.formats
        if one.media_type
        in {
            "text/turtle",
            "application/n-triples",
            "application/rdf+xml",
            "application/ld+json",
            "application/trig",
            "application/n-quads",
        }
    ],
)
def test_triples_come_in_every_format_of_rdf(client: httpx.Client, name: str) -> None:
    """Each is read back by rdflib to the same graph."""
    query = f"CONSTRUCT {{ ?s comity:invokes <{MLAT}> }} WHERE {{ ?s comity:invokes <{MLAT}> }}"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": TRIPLES.named(name).media_type})
    assert answer.headers["Content-Type"].partition(";")[0] == TRIPLES.named(name).media_type
    parsed = rdflib.Dataset(default_union=True)
    parsed.parse(data=answer.content, format=answer.headers["Content-Type"].partition(";")[0])
    rows = client.get("/sparql", params={"query": TREATIES}).json()["results"]["bindings"]
    assert {str(subject) for subject in parsed.subjects()} == {row["action"]["value"] for row in rows}


def test_a_client_that_takes_only_triples_gets_406_for_solutions_and_the_list(client: httpx.Client) -> None:
    """The other way round too; the kind of the answer decides."""
    solutions = client.get("/sparql", params={"query": TREATIES}, headers={"Accept": "text/turtle"})
    triples = client.get("/sparql", params={"query": "DESCRIBE <http://a>"}, headers={"Accept": "text/csv"})
    assert (solutions.status_code, triples.status_code) == (406, 406)
    assert "text/csv" in solutions.json()["offered"]
    assert "text/turtle" in triples.json()["offered"]


def test_a_client_that_takes_nothing_we_have_gets_everything_we_have(client: httpx.Client) -> None:
    """Before anything is evaluated."""
    answer = client.get("/sparql", params={"query": TREATIES}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert {"text/csv", "text/turtle"} <= set(answer.json()["offered"])


def test_without_a_query_the_service_describes_itself(service: Service, client: httpx.Client) -> None:
    """SPARQL 1.1 Service Description: RDF about this endpoint."""
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    endpoints = [str(one) for one in graph.objects(None, sd.endpoint)]
    assert endpoints == [f"{service.url}/sparql"]


def test_a_name_that_is_no_format_is_told_with_those_that_are(client: httpx.Client) -> None:
    """`format=` is what was wrong, not the header."""
    answer = client.get("/sparql", params={"query": ASK, "format": "xls"})
    assert answer.status_code == 406
    assert "'xls'" in answer.json()["detail"]
    assert {"text/csv", "text/turtle"} <= set(answer.json()["offered"])


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics", "/prefixes", "/queries"])
def test_whatever_has_get_has_head(client: httpx.Client, path: str) -> None:
    """RFC 9110, section 9.1: the two methods that every server has."""
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert "HEAD" in client.options(path).headers["Allow"]


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    """RFC 9110, section 9.3.2."""
    got, head = (client.request(method, "/sparql", params={"query": TREATIES}) for method in ("GET", "HEAD"))
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Vary"):
        assert head.headers[name] == got.headers[name]


def test_options_tells_methods_and_lets_scripts_of_other_sites_ask(client: httpx.Client) -> None:
    """Without a preflight header it is a plain OPTIONS; with one, CORS."""
    plain = client.options("/sparql")
    assert (plain.status_code, plain.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    preflight = client.options(
        "/sparql", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "Query-Id" in preflight.headers["Access-Control-Allow-Headers"]
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert client.options("/nothing").status_code == 404


def test_an_answer_that_the_client_has_is_not_made_again(client: httpx.Client) -> None:
    """ETag and If-None-Match (RFC 9110, section 13)."""
    first = client.get("/sparql", params={"query": TREATIES})
    again = client.get(
        "/sparql", params={"query": TREATIES}, headers={"If-None-Match": f'"x", {first.headers["ETag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get(
        "/sparql", params={"query": TREATIES}, headers={"Accept": "text/csv", "If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize("times", [1, 3])
def test_a_reading_is_held_to_what_the_client_demands(service: Service, times: int) -> None:
    """If-Match, If-None-Match: *, If-Unmodified-Since (RFC 9110, section 13), also when the request comes again."""
    asked = {"query": TREATIES}
    with service.client() as client:
        tag = client.get("/sparql", params=asked).headers["ETag"]
        for name, value, status in (
            ("If-Match", tag, 200),
            ("If-Match", "*", 200),
            ("If-Match", f'"x", {tag}', 200),
            ("If-Match", f"W/{tag}", 412),
            ("If-Match", '"x"', 412),
            ("If-None-Match", "*", 304),
            ("If-Unmodified-Since", "Fri, 01 Jan 2100 00:00:00 GMT", 200),
            ("If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT", 412),
            ("If-Unmodified-Since", "yesterday", 200),
        ):
            for _ in range(times):
                assert client.get("/sparql", params=asked, headers={name: value}).status_code == status, (name, value)
        assert client.get("/sparql", params={"query": "SELEC"}, headers={"If-None-Match": "*"}).status_code == 400


@pytest.mark.parametrize(
    ("names", "media_type"),
    [
        (("tsv", "text/tab-separated-values"), "text/tab-separated-values"),
        (("rdf+xml", "application/rdf+xml"), "application/rdf+xml"),
        (("json-ld", "application/ld+json,application/x-json+ld"), "application/ld+json"),
        (("csv", ""), "text/csv"),
        (("json", "xml"), None),
        (("tsv", "zzz"), None),
    ],
)
def test_a_format_may_be_said_twice_in_other_words(
    client: httpx.Client, names: tuple[str, str], media_type: str | None
) -> None:
    """As SPARQLWrapper does; two formats are refused."""
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if media_type and "+" in "".join(names) + media_type else TREATIES
    answer = client.get("/sparql", params=[("query", query), *(("format", name) for name in names)])
    if media_type is None:
        assert answer.status_code == 400
    else:
        assert answer.headers["Content-Type"].partition(";")[0] == media_type


@pytest.mark.parametrize("query", ['SELECT ("a\\r\\nb" AS ?x) {}', 'CONSTRUCT { <urn:s> <urn:p> "a\\r\\nb" } {}'])
def test_the_end_of_a_line_in_xml_is_read_back_as_it_was(client: httpx.Client, query: str) -> None:
    """A parser takes a bare carriage return for a line feed (XML 1.0, section 2.11)."""
    answer = client.get("/sparql", params={"query": query, "format": "xml"})
    assert "a\r\nb" in {one.text for one in ET.fromstring(answer.content).iter()}  # noqa: S314 - our own server's


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_answer_of_a_graph_that_is_older_is_not_sent_again(client: httpx.Client, method: str) -> None:
    """Last-Modified and If-Modified-Since (RFC 9110, section 13.1.3): the date is when the graph was published."""
    date = client.request(method, "/sparql", params={"query": TREATIES}).headers["Last-Modified"]
    again = client.request(method, "/sparql", params={"query": TREATIES}, headers={"If-Modified-Since": date})
    assert (again.status_code, again.content, again.headers["Last-Modified"]) == (304, b"", date)
    before = format_datetime(parsedate_to_datetime(date) - timedelta(seconds=1), usegmt=True)
    for stated in (before, "yesterday", "Tue, 99 Foo 2026 00:00:00 GMT"):
        other = client.request(method, "/sparql", params={"query": TREATIES}, headers={"If-Modified-Since": stated})
        assert other.status_code == 200


def test_a_tag_is_believed_before_a_date(client: httpx.Client) -> None:
    """RFC 9110, section 13.2.2: what another graph had is another answer, whatever its date."""
    date = client.get("/sparql", params={"query": TREATIES}).headers["Last-Modified"]
    stated = {"If-Modified-Since": date, "If-None-Match": '"of-another-graph"'}
    assert client.get("/sparql", params={"query": TREATIES}, headers=stated).status_code == 200
    posted = client.post("/sparql", data={"query": TREATIES}, headers={"If-Modified-Since": date})
    assert (posted.status_code, "Last-Modified" in posted.headers) == (200, False)


def test_an_answer_that_changes_by_itself_has_no_validator(client: httpx.Client) -> None:
    """NOW, RAND and their like."""
    stated = {"If-Modified-Since": formatdate(usegmt=True)}
    answer = client.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"}, headers=stated)
    assert (answer.status_code, "ETag" in answer.headers, "Last-Modified" in answer.headers) == (200, False, False)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_large_answer_is_compressed_for_those_who_want_it(client: httpx.Client) -> None:
    """The decompressed bytes are the plain ones, and the two have different validators."""
    query = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"}
    plain = client.get("/sparql", params=query, headers={"Accept-Encoding": "identity"})
    packed = client.get("/sparql", params=query, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    assert packed.content == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]
    refused = client.get("/sparql", params=query, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_a_byte_order_mark_before_a_query_is_passed_over(client: httpx.Client) -> None:
    """Editors put it there."""
    answer = client.post("/sparql", content="\ufeffASK {}".encode(), headers={"Content-Type": QUERY})
    assert answer.json()["boolean"] is True


def test_a_character_that_xml_cannot_hold_is_no_xml(client: httpx.Client) -> None:
    """The answer would be read by nobody; JSON holds it."""
    query = 'SELECT ("a\\u0001b" AS ?x) {}'
    xml = client.get("/sparql", params={"query": query, "format": "xml"})
    assert xml.status_code == 406
    assert "json" in xml.json()["offered"]
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert rows[0]["x"]["value"] == "a\x01b"


def test_an_answer_names_its_query_and_its_version(client: httpx.Client) -> None:
    """The id that a client sends is the one it gets back."""
    answer = client.get("/sparql", params={"query": ASK}, headers={"Query-Id": "mine-1"})
    assert answer.headers["Query-Id"] == "mine-1"
    assert answer.headers["Comity-Complete"] == "true"
    assert len(answer.headers["Comity-Version"]) == 64
    assert client.get("/sparql", params={"query": ASK}, headers={"Query-Id": "no good"}).status_code == 400


def test_the_api_describes_its_endpoint(client: httpx.Client) -> None:
    """/sparql is a bare route, and in openapi.json all the same."""
    described = client.get("/openapi.json").json()["paths"]
    assert {"get", "post"} <= set(described["/sparql"])
    assert "/update" in described


@pytest.mark.parametrize("path", ["/nothing", "//evil.example/", "/sparql/", "/sparql/%ff", "/../etc/passwd"])
def test_an_address_without_anything_is_404_and_no_redirect(client: httpx.Client, path: str) -> None:
    """A redirect to what a client wrote would be a way to send others elsewhere."""
    answer = client.get(httpx.URL(client.base_url).copy_with(raw_path=path.encode()))
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
