"""Thousands of requests that nobody would write: each is answered, and none is answered by a fault.

The default run is short and always the same. `COMITY_FUZZ=100000 python -m pytest tests/test_api_fuzz.py` goes on for
as many requests as one likes, and each run of that length is the same too.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.service import TOKEN, WRITER, Service, running, small_store

COUNT = int(os.environ.get("COMITY_FUZZ", "300"))

QUERIES = (
    "SELECT ?s (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o . FILTER(?n > 1 && !BOUND(?x)) } GROUP BY ?s HAVING(?n > 1)",
    "PREFIX ex: <http://e/> CONSTRUCT { ?a ex:b [ ex:c ?d ] } WHERE { ?a (ex:p|^ex:q)*/!ex:r ?d OPTIONAL { ?d a ?t } }",
    "ASK { VALUES (?a ?b) { (1 UNDEF) ('x'@en \"y\"^^<http://t>) } MINUS { ?a <p> true, 1.5e3, -.5 ; ?q () } }",
    "DESCRIBE ?x { { SELECT ?x { ?x a ?y } ORDER BY DESC(?y) LIMIT 3 OFFSET 1 } UNION { GRAPH ?g { ?x ?p (1 2) } } }",
    "SELECT (REPLACE(STR(?s), '(.)a+', '$1') AS ?r) (IF(?a IN (1, 2), CONCAT('a', 'b'), <http://f>(1)) AS ?i) {}",
    "SELECT * { ?s ?p ?o FILTER REGEX(?o, '^[a-z]{2,3}\\\\s', 'i') FILTER NOT EXISTS { ?o ?q ?r } BIND(NOW() AS ?t) }",
    "SELECT * { << ?s ?p ?o >> ?q ?r . BIND(TRIPLE(?s, ?p, ?o) AS ?t) }",
)
UPDATES = (
    "INSERT DATA { GRAPH <http://g> { <a> <b> 1, 'x'@es, true . _:b <c> _:b } } ; DELETE WHERE { ?s <b> ?o }",
    "WITH <http://g> DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } USING NAMED <http://h> WHERE { ?s ?p ?o FILTER(?o < 3) }",
    "CREATE SILENT GRAPH <http://g> ; COPY <http://g> TO DEFAULT ; MOVE SILENT <http://a> TO <http://b> ; CLEAR NAMED",
)
RDF = 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
BODIES = (
    ("text/turtle", '@prefix e: <http://e/> . e:a e:b [ e:c (1 2.5 \'x\'@en) ], """y"""^^e:t ; a e:C .'),
    ("application/n-quads", '<http://a> <http://b> "\\u00e9\\n"@en <http://g> .\n_:x <http://b> _:y .\n'),
    ("application/trig", "<http://g> { <http://a> <http://b> 1 . }\n{ <http://a> <http://b> 2 . }"),
    (
        "application/ld+json",
        '{"@context": {"n": "http://n", "l": {"@id": "http://l", "@container": "@list"}}, "n": 1, "l": []}',
    ),
    (
        "application/rdf+xml",
        f'<r:RDF {RDF}><r:Description r:about="http://a" e:p="1"><e:q r:parseType="Literal"/></r:Description></r:RDF>',
    ),
)
PIECES = (
    *"{}()[]<>\"'\\;,.?$:@#*+-/|^!=&%~ \n\t0aé😀\x00\x7f\u2028\ufffe",
    *"\\u0041 \\uD800 &lt; <!-- ]]> SELECT WHERE FILTER GRAPH SERVICE LOAD UNION 1e400 99999999999999999999".split(),
    *"''' \"\"\" << >> ^^ @en--ltr _:b a:b null [[[[ (((((".split(),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that takes writes, with narrow limits, over the small graph."""
    folder = tmp_path_factory.mktemp("fuzz")
    small_store(folder / "store")
    with running(folder, WRITABLE=1, TOKEN=TOKEN, TIMEOUT=2, UPDATE_TIMEOUT=5, MEMORY_MB=200, RESULT_MB=5) as started:
        yield started


def _mutated(text: str, chance: random.Random) -> str:
    """The text after a few changes: something put in, left out, said twice, or moved."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 3, 12)))
        middle = chance.choice(
            (chance.choice(PIECES), "", text[start:end] * 2, chance.choice(PIECES) * chance.choice((2, 50, 3000)))
        )
        text = text[:start] + middle + text[end:]
    return text


def _query(client: httpx.Client, chance: random.Random) -> httpx.Response:
    form = chance.choice(("json", "xml", "csv", "tsv", "turtle", "rdfxml", "jsonld", "nquads", ""))
    text = _mutated(chance.choice(QUERIES), chance)
    return client.post("/sparql", data={"query": text.encode("utf-8", "surrogatepass")}, params={"format": form})


def _update(client: httpx.Client, chance: random.Random) -> httpx.Response:
    text = _mutated(chance.choice(UPDATES), chance).encode()
    return client.post("/update", content=text, headers={"Content-Type": "application/sparql-update"})


def _body(client: httpx.Client, chance: random.Random) -> httpx.Response:
    kind, text = chance.choice(BODIES)
    body = bytearray(_mutated(text, chance).encode())
    if chance.random() < 0.3:
        body[chance.randrange(len(body))] = chance.randrange(256)
    method = chance.choice(("PUT", "POST"))
    return client.request(
        method, "/graphs", params={"graph": "http://g"}, content=bytes(body), headers={"Content-Type": kind}
    )


@pytest.mark.parametrize("send", [_query, _update, _body], ids=["queries", "updates", "bodies"])
def test_whatever_is_sent_is_answered_and_not_by_a_fault(
    service: Service, send: Callable[[httpx.Client, random.Random], httpx.Response]
) -> None:
    """No 500, no answer that is not what it says, and the service is there afterwards."""
    share = 4 if send is _query else 1
    with service.client(headers=WRITER) as client:
        for seed in range(COUNT * share // 6):
            answer = send(client, random.Random(seed))  # noqa: S311 - the same on every run
            assert answer.status_code in {200, 201, 204, 400, 403, 406, 409, 413, 504, 507}, (seed, answer.text)
            if answer.status_code >= 400:
                assert answer.json()["status"] == answer.status_code, seed
                assert "panicked" not in answer.text, seed
        assert client.get("/health").status_code == 200
        answers = [client.get("/sparql", params={"query": "ASK {}"}) for _ in range(5)]
        assert any(one.is_success for one in answers), (answers[-1].text, service.log.read_text()[-2000:])
