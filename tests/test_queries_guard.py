"""What SPARQL is refused before an engine parses it, and what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import BodyTooLargeError, QueryForbiddenError, QueryTooComplexError
from queries.guard import MAX_DEPTH, MAX_OPERATORS, TOKEN, inspect

PREFIXES = "PREFIX ex: <http://127.0.0.1:9/> PREFIX : <http://127.0.0.1:9/> "


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
        "SELECT * {" + "FILTER EXISTS {" * 5_000 + "}" * 5_000 + "}",
        "SELECT (" + "IF(true," * 5_000 + "1" + ",1)" * 5_000 + " AS ?x) {}",
        "SELECT * " + "{" * 3_000 + "}" * 3_000,
        "SELECT * " + "{ SELECT * " * 2_000 + "{}" + "}" * 2_000,
        "SELECT * {" + "OPTIONAL {" * 5_000 + "}" * 5_000 + "}",
        "INSERT { } WHERE { FILTER(" + "(" * 60_000 + "1" + ")" * 60_000 + ") }",
    ],
    ids=["parentheses", "EXISTS", "IF", "groups", "subselects", "OPTIONAL", "an update"],
)
def test_deep_nesting_is_refused(query: str) -> None:
    """The engine's parser recurses, and overflows its stack."""
    with pytest.raises(QueryTooComplexError, match=f"more than {MAX_DEPTH} nested"):
        inspect(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(" + "true || " * 30_000 + "true) }",
        "SELECT * {" + "{} UNION " * 20_000 + "{} }",
        "SELECT * {" + "FILTER(true) " * 10_000 + "}",
        "SELECT * { ?a " + "/".join("<p>" for _ in range(2_000)) + " ?b }",
        "SELECT (1" + "-1" * 5_000 + " AS ?x) {}",
        "SELECT (" + "!" * 5_000 + "true AS ?x) {}",
        "SELECT (true" + "-true" * 5_000 + " AS ?x) {}",
        "SELECT * {" + "BIND(1 AS ?x) " * 5_000 + "}",
    ],
    ids=["OR", "UNION", "FILTER", "path", "minus", "not", "glued minus", "BIND"],
)
def test_many_operators_are_refused(query: str) -> None:
    """A chain of operators is a deep tree too, and planning takes the cube of its length."""
    with pytest.raises(QueryTooComplexError, match=f"more than {MAX_OPERATORS} operators"):
        inspect(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?x {" + " -1" * 20_000 + "} }",
        "INSERT DATA {" + " <a> <b> -1 ." * 10_000 + "}",
        "SELECT * {" + " ?s <http://a/b-c+d=e> ?o ." * 2_000 + "}",
        "SELECT * { ?s ?p '" + "((((" * 5_000 + "' }",
        "SELECT * { # " + "{" * 5_000 + "\n }",
    ],
    ids=["VALUES", "DATA", "IRIs", "a literal", "a comment"],
)
def test_long_data_is_not_mistaken_for_operators(query: str) -> None:
    """What stands in data, IRIs, literals and comments is no operator."""
    assert not inspect(query, 1_000_000).volatile


def test_a_query_over_the_limit_in_bytes_is_refused() -> None:
    """Bytes of UTF-8 are counted, not characters."""
    inspect("é" * 10, 20)
    with pytest.raises(BodyTooLargeError, match="22"):
        inspect("é" * 11, 20)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> {} }",
        "SELECT * { SERVICE SILENT <http://[::1]/> {} }",
        "SELECT * { sErViCe <http://2130706433/> {} }",
        "SELECT * { SERVICE#c\n<http://169.254.169.254/> {} }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1/> {} }",
        "SELECT * { \\U00000053ERVICE <http://127.0.0.1/> {} }",
        "ASK { SERVICE ?v {} }",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        PREFIXES + "SELECT * {SERVICEex:foo{}}",
        PREFIXES + "SELECT * {SERVICE:foo{}}",
        PREFIXES + "SELECT * {SERVICESILENTex:foo{}}",
        PREFIXES + "SELECT * {?s ?p trueSERVICE ex:foo {}}",
        PREFIXES + "SELECT * {?s ?p true.SERVICEex:foo {}}",
        PREFIXES + "SELECT * {?s ?p 1SERVICE:foo{}}",
        PREFIXES + "SELECT * {?s ?p 1.SERVICE ex:foo{}}",
        PREFIXES + "SELECT * {?s ?p 'x'SERVICE ex:foo{}}",
        PREFIXES + "SELECT * {?s ?p ex:a.\nSERVICE:foo#\n{}}",
        "LOAD <http://127.0.0.1/>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://g>",
        "CLEAR ALL ; lOaD <http://127.0.0.1/>",
        "\\u004cOAD <http://127.0.0.1/>",
        PREFIXES + "LOADex:foo",
        PREFIXES + "CLEAR ALL;LOADSILENTex:foo",
        PREFIXES + "LOAD:foo",
    ],
)
def test_what_reaches_for_another_server_is_refused(query: str) -> None:
    """However it is spelt: in any case, escaped, behind a comment, or glued to its neighbour as the engine allows."""
    with pytest.raises(QueryForbiddenError, match="switched off"):
        inspect(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://x>" }',
        "SELECT * { ?s ?p '''LOAD <http://x> ; ''' }",
        "SELECT * { ?s ?p ?o # SERVICE <http://x> {}\n }",
        "SELECT * { ?s <http://x/SERVICE/LOAD> ?o }",
        "SELECT ?SERVICE ?load { ?SERVICE ?p ?load }",
        "SELECT * { ?s ex:SERVICE ex:LOAD }",
        "PREFIX service: <http://x> SELECT * { ?s service:p ?o ; service:load 1 . GRAPH service:g { ?a a load:B } }",
        "PREFIX service: <http://x> SELECT * FROM service:g { ?s ?p ?o }",
        "PREFIX load: <http://x> INSERT DATA { load:a load:b load:c ; load:d 1 } ; CLEAR GRAPH load:g",
        'SELECT * { ?s ?p \'it\'\'s\' , """a"b""" , \'SERVICE\' }',
    ],
)
def test_a_word_that_is_no_keyword_is_not_refused(query: str) -> None:
    """Literals, comments, IRIs, variables and names may say what they like."""
    inspect(query)


@pytest.mark.parametrize("word", ["NOW()", "now()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "BNODE ('a')"])
def test_a_query_that_answers_differently_each_time_is_told(word: str) -> None:
    """Nobody may keep such an answer."""
    assert inspect(f"SELECT ({word} AS ?x) {{}}").volatile
    assert not inspect(f"SELECT ('{word.replace(chr(39), '')}' AS ?x) {{}}").volatile


def test_no_query_of_w3cs_suites_is_refused(sparql_suite: Path) -> None:
    """Except those that say LOAD or SERVICE."""
    files = sorted(sparql_suite.rglob("*.r[qu]"))
    assert len(files) > 1000
    refused = []
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            inspect(text)
        except QueryForbiddenError:
            assert re.search("SERVICE|LOAD", text, re.IGNORECASE), path
        except (QueryTooComplexError, BodyTooLargeError):
            refused.append(path)
    assert refused == []


@given(st.text(alphabet="SERVICELOAD{}()<>'\"#\\u0041 :.;?-+|\n", max_size=200))
def test_tokens_cover_the_text(text: str) -> None:
    """The tokens of a text are the text: nothing is skipped that might hide a word."""
    assert "".join(token[0] for token in TOKEN.finditer(text)) == text
