"""`/graphs` as the SPARQL 1.1 Graph Store HTTP Protocol says, by parameter and by address."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import httpx
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.service import TOKEN, WRITER, Service, running

TURTLE = {"Content-Type": "text/turtle"}
GZIP = {**TURTLE, "Content-Encoding": "gzip"}
RDF = 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
ONE = '<http://s> <http://p> "one" .'
TWO = '<http://s> <http://p> "two" .'
NAMED = {"graph": "http://g.example/1"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that takes writes, with small uploads."""
    with running(tmp_path_factory.mktemp("graphs"), WRITABLE=1, TOKEN=TOKEN, UPLOAD_MB=1) as started:
        yield started


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of it that holds the token, over an empty store."""
    with service.client(headers=WRITER) as made:
        assert made.post("/update", data={"update": "DROP ALL"}).is_success
        yield made


def _values(client: httpx.Client, address: str = "/graphs", **options: object) -> set[str]:
    answer = client.get(address, headers={"Accept": "text/turtle"}, **options)  # type: ignore[arg-type]
    answer.raise_for_status()
    return {str(value) for value in Graph().parse(data=answer.text, format="turtle").objects()}


def test_put_makes_a_graph_then_replaces_it(client: httpx.Client) -> None:
    """Section 5.3: 201 when it is new, 204 when it is not."""
    assert client.put("/graphs", params=NAMED, content=ONE, headers=TURTLE).status_code == 201
    assert client.put("/graphs", params=NAMED, content=TWO, headers=TURTLE).status_code == 204
    assert _values(client, params=NAMED) == {"two"}


def test_post_adds_to_a_graph(client: httpx.Client) -> None:
    """Section 5.5: the merge of both."""
    assert client.post("/graphs", params=NAMED, content=ONE, headers=TURTLE).status_code == 201
    assert client.post("/graphs", params=NAMED, content=TWO, headers=TURTLE).status_code == 204
    assert _values(client, params=NAMED) == {"one", "two"}


@pytest.mark.parametrize("collection", ["/graphs", "/graphs/"])
def test_post_to_the_collection_makes_a_graph_with_an_address_of_its_own(client: httpx.Client, collection: str) -> None:
    """Section 5.5: 201 with its Location, where it can be read."""
    answer = client.post(collection, content=ONE, headers=TURTLE)
    assert answer.status_code == 201
    assert "//" not in answer.headers["Location"].partition("://")[2]
    assert _values(client, answer.headers["Location"]) == {"one"}
    assert _values(client, params={"graph": answer.headers["Location"]}) == {"one"}


def test_delete_takes_a_graph_out(client: httpx.Client) -> None:
    """Section 5.4: then it is not there, for anyone."""
    client.put("/graphs", params=NAMED, content=ONE, headers=TURTLE)
    assert client.delete("/graphs", params=NAMED).status_code == 204
    assert [client.request(method, "/graphs", params=NAMED).status_code for method in ("GET", "HEAD", "DELETE")] == [
        404
    ] * 3


def test_the_default_graph_is_emptied_but_always_there(client: httpx.Client) -> None:
    """?default names it; it is separate from graphs that a client makes."""
    client.put("/graphs?default", content=ONE, headers=TURTLE)
    client.put("/graphs", params=NAMED, content=TWO, headers=TURTLE)
    assert _values(client, "/graphs?default") == {"one"}
    assert client.delete("/graphs?default").status_code == 204
    assert _values(client, "/graphs?default") == set()
    assert _values(client, params=NAMED) == {"two"}


def test_an_address_below_graphs_is_the_iri_of_its_graph(service: Service, client: httpx.Client) -> None:
    """Section 4.1, direct identification: the request's own IRI."""
    address = "/graphs/notes/caf%C3%A9%2Fa"
    assert client.put(address, content=ONE, headers=TURTLE).status_code == 201
    assert _values(client, address) == {"one"}
    assert _values(client, params={"graph": f"{service.url}{address}"}) == {"one"}
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    """Section 5.6."""
    client.put("/graphs", params=NAMED, content=ONE, headers=TURTLE)
    got, head = (client.request(method, "/graphs", params=NAMED) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert head.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/turtle; charset=utf-8", '<http://s> <http://p> "é" .'),
        ("application/n-triples", '<http://s> <http://p> "é" .'),
        ("application/trig", '{ <http://s> <http://p> "é" }'),
        ("application/n-quads", '<http://s> <http://p> "é" .'),
        ("application/ld+json", '{"@id": "http://s", "http://p": "é"}'),
        (
            "application/rdf+xml",
            f'<r:RDF {RDF} xmlns:e="http://"><r:Description r:about="http://s"><e:p>é</e:p></r:Description></r:RDF>',
        ),
    ],
)
def test_a_graph_is_taken_in_every_format(client: httpx.Client, content_type: str, body: str) -> None:
    """And is the same whatever it came as."""
    assert client.put("/graphs", params=NAMED, content=body.encode(), headers={"Content-Type": content_type}).is_success
    assert _values(client, params=NAMED) == {"é"}


@pytest.mark.parametrize("members", [1, 3])
def test_a_graph_is_taken_compressed(client: httpx.Client, members: int) -> None:
    """As gzip (RFC 1952), be it in one piece or in several."""
    body = b"".join(gzip.compress(b'<http://s> <http://p> "%d" .' % one) for one in range(members))
    assert client.put("/graphs", params=NAMED, content=body, headers=GZIP).status_code == 201
    assert len(_values(client, params=NAMED)) == members


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_a_graph_is_given_in_every_format(client: httpx.Client, accept: str) -> None:
    """Blank nodes and all."""
    body = '<http://s> <http://p> "é"@es, [ <http://q> 1.5 ] .'
    client.put("/graphs", params=NAMED, content=body.encode(), headers=TURTLE)
    answer = client.get("/graphs", params=NAMED, headers={"Accept": accept})
    assert answer.headers["Content-Type"].partition(";")[0] == accept
    given = Graph().parse(data=answer.content, format=accept.replace("application/n-triples", "nt"))
    assert isomorphic(given, Graph().parse(data=body, format="turtle"))


def test_the_parts_of_a_multipart_body_are_merged(client: httpx.Client) -> None:
    """Section 5.5: several documents of several formats in one request; blank nodes of two stay two."""
    files = [
        ("graph", ("a.ttl", '_:x <http://p> "one" .', "text/turtle")),
        ("graph", ("b.nt", '_:x <http://p> "two" .', "application/n-triples")),
    ]
    assert client.post("/graphs", params=NAMED, files=files).status_code == 201
    answer = client.get("/graphs", params=NAMED, headers={"Accept": "text/turtle"})
    assert len(set(Graph().parse(data=answer.text, format="turtle").subjects())) == 2


@pytest.mark.parametrize(
    ("method", "address", "options", "status"),
    [
        ("GET", "/graphs", {}, 400),
        ("GET", "/graphs?default&graph=http://g", {}, 400),
        ("GET", "/graphs?graph=relative", {}, 400),
        ("GET", "/graphs?graph=http://a&graph=http://b", {}, 400),
        ("GET", "/graphs?graph=http://nowhere.example/", {}, 404),
        ("GET", "/graphs?default", {"headers": {"Accept": "image/png"}}, 406),
        ("PATCH", "/graphs?default", {}, 405),
        ("PUT", "/graphs", {"content": ONE, "headers": TURTLE}, 400),
        ("PUT", "/graphs?graph=%ff", {"content": ONE, "headers": TURTLE}, 400),
        ("PUT", "/graphs?default", {"content": "this is not turtle", "headers": TURTLE}, 400),
        ("PUT", "/graphs?default", {"content": b'<http://s> <http://p> "\xff" .', "headers": TURTLE}, 400),
        ("PUT", "/graphs?default", {"content": ONE, "headers": {"Content-Type": "text/plain"}}, 415),
        ("PUT", "/graphs?default", {"content": ONE, "headers": {**TURTLE, "Content-Encoding": "br"}}, 415),
        ("PUT", "/graphs?default", {"content": ONE, "headers": {**TURTLE, "Content-Encoding": "gzip"}}, 400),
        ("PUT", "/graphs?default", {"content": gzip.compress(ONE.encode())[:-9], "headers": GZIP}, 400),
        ("PUT", "/graphs?default", {"content": gzip.compress(b"#" * 100_000_000), "headers": GZIP}, 413),
        ("PUT", "/graphs/a?b=c", {"content": ONE, "headers": TURTLE}, 400),
        ("GET", "/graphs?default", {"headers": {"If-Match": '"0123456789abcdef-0123456789abcdef"'}}, 412),
        ("PUT", "/graphs?default", {"content": "#" * 1_100_000, "headers": TURTLE}, 413),
        ("POST", "/graphs?default", {"content": "--x", "headers": {"Content-Type": "multipart/form-data"}}, 400),
        ("POST", "/graphs?default", {"files": {"a": ("a.png", b"x", "image/png")}}, 415),
        ("PUT", "/graphs?default", {"content": ONE, "headers": {**TURTLE, "Authorization": ""}}, 401),
        ("DELETE", "/graphs?default", {"headers": {"Authorization": "Bearer x"}}, 401),
        ("DELETE", "/graphs?default", {"headers": {"Origin": "https://evil.example"}}, 403),
    ],
)
def test_what_is_not_the_protocol_is_a_problem(
    client: httpx.Client, method: str, address: str, options: dict[str, object], status: int
) -> None:
    """Each with its own status; the store is as it was."""
    answer = client.request(method, address, **options)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert _values(client, "/graphs?default") == set()


def test_a_context_of_thousands_of_terms_is_no_harm(client: httpx.Client) -> None:
    """Each of three hundred nodes has it; it is read in time, or refused."""
    context = ",".join(f'"t{one}": "http://t/{one}"' for one in range(300))
    nodes = ",".join(f'{{"@context": {{{context}}}, "@id": "http://s/{one}", "t1": "x"}}' for one in range(100))
    body = f"[{nodes}]"
    answer = client.put("/graphs", params=NAMED, content=body, headers={"Content-Type": "application/ld+json"})
    assert answer.status_code in (201, 400)


def test_a_quad_of_another_graph_is_refused(client: httpx.Client) -> None:
    """The request names the graph; TriG that names another would write where nobody asked."""
    body = "GRAPH <http://elsewhere> { <http://s> <http://p> 1 }"
    answer = client.put("/graphs", params=NAMED, content=body, headers={"Content-Type": "application/trig"})
    assert answer.status_code == 400
    assert client.get("/graphs?graph=http://elsewhere").status_code == 404


def test_conditions_protect_what_was_not_read(client: httpx.Client) -> None:
    """If-None-Match: * makes only what is new; If-Match replaces only what was seen (RFC 9110, section 13)."""
    new = {**TURTLE, "If-None-Match": "*"}
    assert client.put("/graphs", params=NAMED, content=ONE, headers=new).status_code == 201
    assert client.put("/graphs", params=NAMED, content=TWO, headers=new).status_code == 412
    seen = client.get("/graphs", params=NAMED).headers["ETag"]
    assert client.put("/graphs", params=NAMED, content=TWO, headers={**TURTLE, "If-Match": seen}).status_code == 204
    assert client.put("/graphs", params=NAMED, content=ONE, headers={**TURTLE, "If-Match": seen}).status_code == 412
    assert client.delete("/graphs", params={"graph": "http://none"}, headers={"If-Match": "*"}).status_code == 412
    now = client.get("/graphs", params=NAMED).headers["ETag"]
    known = {**TURTLE, "If-None-Match": now}
    assert client.put("/graphs", params=NAMED, content=ONE, headers=known).status_code == 412
    assert client.get("/graphs", params=NAMED, headers={"If-Match": seen}).status_code == 412
    assert client.get("/graphs", params=NAMED, headers={"If-Match": now}).status_code == 200
    assert _values(client, params=NAMED) == {"two"}


def test_a_date_protects_what_was_not_read(client: httpx.Client) -> None:
    """If-Unmodified-Since, unless If-Match says more (RFC 9110, sections 13.1.4 and 13.2.2)."""
    client.put("/graphs", params=NAMED, content=ONE, headers=TURTLE)
    for date, status in (("Mon, 01 Jan 2001 00:00:00 GMT", 412), ("Fri, 01 Jan 2100 00:00:00 GMT", 204), ("?", 204)):
        told = {"If-Unmodified-Since": date}
        assert client.put("/graphs", params=NAMED, content=ONE, headers={**TURTLE, **told}).status_code == status
        assert client.post("/graphs", params=NAMED, content=ONE, headers={**TURTLE, **told}).status_code == status
    old = {"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}
    assert (
        client.put("/graphs", params=NAMED, content=TWO, headers={**TURTLE, **old, "If-Match": "*"}).status_code == 204
    )
    assert client.delete("/graphs", params=NAMED, headers=old).status_code == 412


def test_a_part_of_a_graph_does_not_replace_it(client: httpx.Client) -> None:
    """A PUT with Content-Range (RFC 9110, section 14.5)."""
    client.put("/graphs", params=NAMED, content=ONE, headers=TURTLE)
    part = {**TURTLE, "Content-Range": "bytes 0-9/99"}
    assert client.put("/graphs", params=NAMED, content=TWO, headers=part).status_code == 400
    assert _values(client, params=NAMED) == {"one"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (
            '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
            + "]><r>&i;</r>",
            400,
        ),
        ('<!DOCTYPE r [<!ENTITY a "' + "a" * 100_000 + '">]><r>' + "&a;" * 100_000 + "</r>", 400),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>', 400),
        ('<!DOCTYPE r SYSTEM "http://127.0.0.1:9/"><r>', 400),
        (
            f'<!DOCTYPE r [<!ENTITY e "http://e/">]><r:RDF {RDF}><r:Description r:about="&e;s" r:type="&e;c"/></r:RDF>',
            201,
        ),
    ],
    ids=["growing entities", "one entity many times", "a local file", "a remote DTD", "the entities of OWL files"],
)
def test_entities_of_xml_do_no_harm(client: httpx.Client, body: str, status: int) -> None:
    """None grows, none is fetched or read; the ones that OWL files use still work."""
    answer = client.put("/graphs", params=NAMED, content=body, headers={"Content-Type": "application/rdf+xml"})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/ld+json", '{"@id": "http://s", "http://p": ' + '{"http://p":' * 4000 + "1" + "}" * 4001),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/c", "@id": "http://s", "name": "x"}'),
        ("application/ld+json", "[" * 100_000),
        ("application/n-triples", "<<( <http://s> <http://p> " * 20_000 + "1" + " )>>" * 20_000 + " ."),
    ],
    ids=["deep JSON-LD", "a remote context", "brackets", "deep triple terms"],
)
def test_rdf_that_nests_or_reaches_out_is_refused(client: httpx.Client, content_type: str, body: str) -> None:
    """400, and the writer is still there."""
    answer = client.put("/graphs", params=NAMED, content=body, headers={"Content-Type": content_type})
    assert answer.status_code == 400
    assert client.put("/graphs", params=NAMED, content=ONE, headers=TURTLE).status_code == 201
