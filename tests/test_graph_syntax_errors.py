"""A query that is refused comes back with the place of its first fault and what to do about it."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sparql.grammar import conflicts, find_fault
from graph.sparql.tokens import END, FAULT, tokens
from graph.store import Store
from ontology.errors import ComityError, QuerySyntaxError

STORE = Store.memory()
PIECES = st.lists(
    st.sampled_from([*"<>{}()[].,;?:*+|^/!=&'\"\\_@#-~ab1 \n\ud800é", "SELECT ", "WHERE", "?x", "<a:b>", "'''"])
).map("".join)


def refused(text: str, *, update: bool = False) -> QuerySyntaxError:
    """The error of a text."""
    with pytest.raises(QuerySyntaxError) as caught:
        STORE.update(text) if update else STORE.query(text)
    return caught.value


# In each text the fault begins at the mark ⟂, which is taken out.
FAULTS = [
    ("SELECT * { ?s ⟂foo:p ?o }", "the prefix 'foo:' is not declared", "declare it at the start: PREFIX foo: <…>"),
    ("SELECT * { ?s a ⟂comty:Action }", "the prefix 'comty:' is not declared", "did you mean comity:?"),
    ("PREFIX a: ⟂<b> ASK {?s a:b 1}", "<b> is not a whole address", "write it with its scheme, or declare a BASE"),
    ("SELECT * { ?s ?p ?o⟂", "found the end, expected one of", "the { at line 1, column 10 is not closed"),
    ("SELECT * {\n { ?s ?p ?o . \n⟂", "found the end", "the { at line 2, column 2 is not closed"),
    ("SELECT * { ?s ?p ?o } ⟂}", "found '}'", "this } closes nothing"),
    ("SELECT * { ?s ?p (1 2 ⟂}", "found '}'", "the ( at line 1, column 18 is not closed"),
    ("SELECT * { ?s ?p ?o FILTER(1=1⟂}", "found '}'", "the ( at line 1, column 27 is not closed"),
    ("SELECT * { ?s ?p ⟂'it is }", 'found "\'"', "the text that starts here is not closed on its line"),
    ("SELECT * { ?s ?p 'it'⟂s' }", "found 's'", "the text before ends here; write \\' for a quotation mark inside it"),
    ('SELECT * { ?s ?p ⟂"a\nb" }', "found '\"'", "the text that starts here is not closed on its line"),
    ('SELECT * { ?s ?p ⟂"\\q" }', "found '\"'", "write \\\\ for a backslash"),
    ("SELECT * { ?s ?p ⟂“a” }", "found '“'", "use straight quotation marks"),
    (
        "SELECT * { ?s a ⟂<http://a b> }",
        "found '<'",
        "the address that starts here is not closed, or holds a character",
    ),
    ("SELECT ⟂?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "?s is selected, but neither grouped nor", "add GROUP BY ?s"),
    ("SELECT ?s ⟂?x { ?s ?p ?x } GROUP BY ?s", "?x is selected, but neither grouped", "(SAMPLE(?x) AS ?one)"),
    ("SELECT (⟂?s + 1 AS ?n) { ?s ?p ?o } GROUP BY ?o", "?s is selected, but neither grouped", "add GROUP BY ?s"),
    ("SELECT ⟂* { ?s ?p ?o } GROUP BY ?o", "SELECT * cannot be grouped", "name the columns"),
    ("SELECT (1 AS ?x) (2 AS ⟂?x) {}", "?x is named twice", "give each column a name of its own"),
    ("SELECT * { BIND(1 AS ?s) ?s ?p ?o BIND(2 AS ⟂?s) }", "?s has a value already", "has not used yet"),
    ("SELECT * { VALUES (?a ?b) { (1 2) ⟂(1) } }", "a row of 1 values stands below 2 variables", "write UNDEF"),
    ("⟂SELEC * {}", "found 'SELEC'", "did you mean SELECT?"),
    ("SELECT * ⟂WHRE { ?s ?p ?o }", "found 'WHRE'", "did you mean WHERE?"),
    ("SELECT * { ?s ?p ?o ⟂FILTR(?o = 1) }", "found 'FILTR'", "did you mean FILTER?"),
    ("SELECT (⟂STRLN(?s) AS ?n) { ?s ?p ?o }", "found 'STRLN'", "did you mean STRLEN?"),
    ("SELECT * { ?s ?p ?o FILTER(?o =⟂= 1) }", "found '='", "equality is written with one ="),
    ("SELECT * { ?s ?p ?o FILTER(?o = 1 ⟂and ?s = 2) }", "found 'and'", "write &&"),
    ("SELECT * { ?s ?p ?o FILTER(?o = 1 ⟂& ?s = 2) }", "found '&'", "write &&"),
    ("SELECT ?a⟂, ?b { ?a ?p ?b }", "found ','", "columns are parted by spaces"),
    ("SELECT ⟂COUNT(?x) AS ?n { ?x a ?y }", "found 'COUNT'", "put it in parentheses and name it: (COUNT(…) AS ?name)"),
    ("SELECT ⟂s { ?s ?p ?o }", "found 's'", "write ?s for a variable"),
    ("SELECT * { ?s ?p ?o ⟂?x ?y ?z }", "found '?x'", "a triple ends with '.' before the next"),
    ("SELECT * { ?s ?p id:agency⟂/dea }", "found '/'", "id:agency ends here, since a prefixed name has no slash"),
    ("⟂INSERT DATA { <a:b> <a:b> 1 }", "found 'INSERT'", "this is an update, not a query"),
    ("SELECT ?x WHERE ⟂?x a ?y", "found '?x', expected '{'", None),
    ("SELECT * { ?s ?p ?o } ORDER BY DESC ⟂?s", "found '?s', expected '('", None),
    ("SELECT * { ?s ?p ?o } LIMIT ⟂x", "found 'x', expected a whole number", None),
    ("SELECT * { ?s ?p ⟂}", "expected one of a blank node, a literal, a variable, an IRI, '(', '['", None),
    ("⟂", "expected one of ASK, BASE, CONSTRUCT, DESCRIBE, PREFIX, SELECT", None),
]
UPDATES = [
    ("INSERT DATA { ⟂?s ?p ?o }", "the variable ?s cannot stand in INSERT DATA", "INSERT { … } WHERE { … }"),
    ("DELETE DATA { ⟂_:b <a:b> 1 }", "a blank node cannot stand in what is deleted", "use a variable"),
    ("DELETE { ⟂[] ?p ?o } WHERE { ?s ?p ?o }", "a blank node cannot stand in what is deleted", "use a variable"),
    ("⟂SELECT * {}", "found 'SELECT'", "this is a query, not an update"),
    ("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o⟂", "found the end", "the { at line 1, column 27 is not closed"),
    ("DROP ⟂<a:b>", "found '<a:b>', expected one of ALL, DEFAULT, GRAPH, NAMED, SILENT", None),
]


@pytest.mark.parametrize(("marked", "said", "hint"), FAULTS)
def test_a_query_is_refused_at_its_first_fault(marked: str, said: str, hint: str | None) -> None:
    """The position is that of the first wrong token; the message says what was found; the hint what to do."""
    check(marked, said, hint, update=False)


@pytest.mark.parametrize(("marked", "said", "hint"), UPDATES)
def test_an_update_is_refused_at_its_first_fault(marked: str, said: str, hint: str | None) -> None:
    """Updates have faults of their own."""
    check(marked, said, hint, update=True)


def check(marked: str, said: str, hint: str | None, *, update: bool) -> None:
    """Compare an error with what a marked text says of it."""
    offset = marked.index("⟂")
    text = marked.replace("⟂", "")
    error = refused(text, update=update)
    assert error.position is not None
    assert error.position.offset == offset
    assert error.position.line == text.count("\n", 0, offset) + 1
    assert error.position.column == offset - text.rfind("\n", 0, offset)
    assert str(error).startswith(f"line {error.position.line}, column {error.position.column}: ")
    assert said in str(error)
    assert error.excerpt == text.split("\n")[error.position.line - 1]
    assert (hint or "") in (error.hint or "")
    assert (hint is None) == (error.hint is None)


def test_a_column_counts_characters() -> None:
    """A letter with an accent, or one outside the basic plane, is one column."""
    error = refused("SELECT * {\r\n  ?é ?p '𝒳' . ?é foo:p 1 }")
    assert error.position is not None
    assert (error.position.line, error.position.column, error.position.offset) == (2, 18, 29)
    assert error.excerpt == "  ?é ?p '𝒳' . ?é foo:p 1 }"


def test_an_error_crosses_a_process_border_whole() -> None:
    """Position, excerpt and hint survive pickling."""
    error = refused("SELECT * { ?s foo:p ?o }")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301, our own bytes
    assert (str(again), again.position, again.excerpt, again.hint) == (
        str(error),
        error.position,
        error.excerpt,
        error.hint,
    )


def test_known_prefixes_are_not_missed_and_a_base_makes_addresses_whole() -> None:
    """What the request declares is declared, so the real fault is told."""
    assert "expected" in str(refused("SELECT * { ?s comity:actor }"))
    with pytest.raises(QuerySyntaxError, match=r"found '}'"):
        STORE.query("SELECT * { <a> <b> }", base="http://example.org/")


def test_what_only_the_engine_knows_is_told_at_its_place() -> None:
    """A rule that neither the grammar nor the checks hold still has a position."""
    error = refused("SELECT * { _:a ?p ?o . { _:a ?q ?r } }")
    assert error.position is not None
    assert error.excerpt is not None


def test_one_token_always_tells_which_way_to_go() -> None:
    """The grammar is LL(1), so that a fault is found at the first token that cannot follow."""
    assert conflicts() == []


@given(PIECES)
def test_tokens_cover_the_text(text: str) -> None:
    """Tokens stand in order, where their text is, and nothing but white space and comments lies between them."""
    end = 0
    for token in tokens(text):
        between = text[end : token.offset]
        assert all(line.lstrip().startswith("#") or not line.strip() for line in between.splitlines())
        assert text.startswith(token.text, token.offset)
        end = token.offset + len(token.text)
    assert end == len(text)
    assert token.kind == END


@given(PIECES)
def test_any_text_is_answered_or_refused(text: str) -> None:
    """Explaining never fails: whatever the engine refuses becomes an error of our own, with a place in the text."""
    found = None
    try:
        STORE.query(text)
    except QuerySyntaxError as refusal:
        found = refusal.position
    except ComityError:
        pass
    assert found is None or 0 <= found.offset <= len(text)


def test_no_query_that_the_engine_takes_is_found_fault_with(sparql_suite: Path) -> None:
    """Over W3C's suites, the grammar stops at nothing that is SPARQL 1.1; newer forms it leaves to the engine.

    What would reach the network is left out.
    """
    wrong = []
    for path in sorted(sparql_suite.rglob("*.r[qu]")):
        text = path.read_bytes().decode("utf-8", errors="replace")
        update = path.suffix == ".ru"
        if {"LOAD", "SERVICE"} & {token.kind for token in tokens(text)}:
            continue
        try:
            STORE.update(text, base="http://example.org/") if update else STORE.query(text, base="http://example.org/")
        except ComityError:
            continue
        if find_fault(list(tokens(text)), "update" if update else "query"):
            wrong.append(path.name)
    # The engine reads <?a&&?b> as two comparisons; the recommendation (19.8) reads the longest token, an address.
    assert wrong == ["syn-bad-26.rq"]


def test_a_character_that_begins_no_token_is_a_fault() -> None:
    """Nothing is skipped in silence."""
    assert [token.kind for token in tokens("?x § 1")] == ["var", FAULT, "int", END]
