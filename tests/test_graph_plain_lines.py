"""A plain line is what the engine makes of it, byte for byte; whatever is in doubt is left to the engine."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.nquads import apart
from graph.provenance import is_assertion
from graph.store import Store
from graph.tables.plain_lines import DEFAULT, LONGEST, ODD, OWN, SHARED, Lines
from ontology.errors import RdfSyntaxError
from ontology.iris import Iris
from ontology.terms import CNT, XSD

IRIS = Iris()
A, P, G = "<http://example.org/a>", "<http://example.org/p>", "<http://example.org/g>"

PLAIN = (
    *(
        "<a:b>",
        "<urn:x:y>",
        "<https://example.org>",
        "<http://example.org:80/a%20b?c=d#e?f>",
        "<http://h/a//b/;c,d'(e)>",
    ),
    *('""', '"x y"', r'"\t\n\\\"\b\f\r"', '"é ¶ € 😀 \x80"', '"en"@en', '"a"@es-mx', '"b"@nah', '"<a:b> <c:d> ."'),
    *(f'"{text}"^^<{XSD.integer}>' for text in ("0", "1", "-1", "123456789012345678")),
    *(f'"{text}"^^<{XSD.date}>' for text in ("2009-02-28", "2009-02-31")),
    *(f'"2009"^^<{XSD.gYear}>', f'"2009-02"^^<{XSD.gYearMonth}>'),
)
ODD_TERMS = (
    *(
        "_:b",
        "<b>",
        "<é:b>",
        "<http://exämple.org/>",
        "<http://[::1]/>",
        "<http://u@h/>",
        "<a:%2>",
        "<a:b#c#d>",
        "<a:b c>",
    ),
    *('"', '"\t"', '"\\u00e9"', "'a'", '"a"@EN', '"a"@en-latn', '"a"@english', '"a"@en--ltr', '"\x7f"', '"\uffff"'),
    *(f'"{text}"^^<{XSD.integer}>' for text in ("01", "+1", "-0", "", "-", "1.0", " 1", "1234567890123456789")),
    *(f'"{text}"^^<{XSD.date}>' for text in ("2009-02-28Z", "0009-02-28", "12009-02-28", "2009/02/28")),
    *(f'"1"^^<{XSD.decimal}>', f'"a"^^<{XSD.string}>', '"a"^^<a:b>', f'"--02-28"^^<{XSD.gMonthDay}>'),
)


def _kept(line: str) -> list[str] | None:
    """What a store gives back for a line; None if it is none."""
    store = Store.memory()
    try:
        store.insert_nquads(f"{line}\n".encode())
    except RdfSyntaxError:
        return None
    return store.lines()


def _kinds(*lines: str) -> list[int]:
    found: list[int] = Lines.of("".join(f"{line}\n" for line in lines).encode(), IRIS).kinds.tolist()
    return found


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([A, "<http://example.org/aa>", "<http://example.org/a#char=1,2>", "_:a", "<a>"]),
            st.sampled_from([P, f"<{CNT.chars}>", "<p>"]),
            st.sampled_from([A, '"x"', f'"01"^^<{XSD.integer}>', '"a>']),
            st.sampled_from(["", f" {G}", " <http://example.org/gg>", " _:g"]),
        ).map(lambda parts: f"{' '.join(parts[:3])}{parts[3]} ."),
        max_size=8,
    )
)
def test_a_line_is_told_alike_whatever_stands_before_it(lines: list[str]) -> None:
    """Kind, end and graph; only the first of lines in one graph is fresh."""
    found = Lines.of("".join(f"{line}\n" for line in lines).encode(), IRIS)
    assert found.kinds.tolist() == [kind for line in lines for kind in _kinds(line)]
    assert [found.text(at).decode() for at in range(len(lines))] == [f"{line}\n" for line in lines]
    plain = [at for at in range(len(lines)) if found.kinds[at] != ODD]
    graphs = [apart(lines[at])[1] for at in plain]
    assert [found.graph(at) for at in plain] == graphs
    assert [bool(found.fresh[at]) for at in plain] == [
        at == 0 or graphs[at - 1] != graph for at, graph in enumerate(graphs)
    ]


@pytest.mark.parametrize("term", PLAIN)
def test_common_terms_are_plain(term: str) -> None:
    """And the engine keeps them as they are."""
    line = f"{A} {P} {term} ."
    assert _kinds(line) == [DEFAULT]
    assert _kept(line) == [line]


@pytest.mark.parametrize("term", ODD_TERMS)
def test_other_terms_are_left_to_the_engine(term: str) -> None:
    """Those that are wrong among them."""
    assert _kinds(f"{A} {P} {term} .") == [ODD]


@pytest.mark.parametrize(
    "line",
    [
        *("", "# a note", f"{A} {P} {A}", f"{A} {P} {A}.", f"{A}  {P} {A} .", f"{A} {P} {A} . ", f"{A} {P} {A} .\r"),
        *(f'{A} "p" {A} .', f'"a" {P} {A} .', f'{A} {P} {A} "g" .', f"{A} {P} {A} _:g .", f"{A} {P} {A} {G} {G} ."),
        f'{A} {P} "{"a" * LONGEST}" .',
    ],
)
def test_lines_in_another_shape_are_left_to_the_engine(line: str) -> None:
    """The plain lines beside them are not."""
    assert _kinds(f"{A} {P} {A} .", line, f"{A} {P} {A} {G} .") == [DEFAULT, ODD, SHARED]


def test_bytes_that_are_no_text_are_left_to_the_engine() -> None:
    """It says what is wrong with them."""
    for text in (b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xe2\x82", b"\xf4\x90\x80\x80", b"\xf0\x80\x80\x80"):
        assert Lines.of(f'{A} {P} "'.encode() + text + b'" .\n', IRIS).kinds.tolist() == [ODD]


_PARTS = st.sampled_from(
    [
        *(
            A,
            P,
            G,
            *PLAIN,
            *ODD_TERMS,
            " ",
            "  ",
            ".",
            "<",
            ">",
            '"',
            "\\",
            "\\u0041",
            "@en",
            "^^",
            "#",
            "%41",
            "é",
            "\t",
        ),
        *(
            f"<{IRIS.base}statement/1>",
            "<http://example.org/d#char=1,2>",
            f"<{CNT.chars}>",
            "_:b",
            "<<",
            ">>",
            "/",
            ":",
        ),
    ]
)
_LINES = st.one_of(
    st.lists(_PARTS, max_size=9).map("".join),
    st.tuples(_PARTS, _PARTS, _PARTS, st.sampled_from(["", f" {G}", f" {A}"]), st.just(" .")).map(
        lambda parts: f"{parts[0]} {parts[1]} {parts[2]}{parts[3]}{parts[4]}"
    ),
    st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=8).map(
        lambda text: f'{A} {P} "{text}" .'
    ),
    st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=8).map(
        lambda text: f"{A} {P} <http://{text}> ."
    ),
)


@settings(max_examples=500)
@given(st.lists(_LINES, max_size=5))
def test_whatever_is_plain_is_kept_as_it_is(texts: list[str]) -> None:
    """With its triple, its graph and its kind."""
    lines = Lines.of("".join(f"{text}\n" for text in texts).encode(), IRIS)
    graph = None
    for number, text in enumerate(texts):
        assert lines.text(number) == f"{text}\n".encode()
        if lines.kinds[number] == ODD:
            continue
        assert _kept(text) == [text]
        triple, name = apart(text)
        assert lines.graph(number) == name
        assert lines.ends[number] + len(triple.encode()) == lines.cuts[number]
        subject, predicate, _ = triple.split(" ", 2)
        named = SHARED if is_assertion(subject, predicate, IRIS) else OWN
        assert lines.kinds[number] == (named if name else DEFAULT)
        assert bool(lines.fresh[number]) == (name != graph)
        graph = name
