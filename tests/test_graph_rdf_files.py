"""RDF files are read by their suffix, and what would harm the parser is refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graph.rdf_files import MAX_DEPTH, MEDIA_TYPES, body_lines, file_lines, media_type_of
from graph.store import parse
from ontology.errors import (
    FormatError,
    IriError,
    RdfSyntaxError,
    RdfTooLongError,
    StoreError,
    UnsupportedFormatError,
)

TRIPLE = '<http://example.org/a> <http://example.org/p> "é" .'
FILES = {
    ".nt": TRIPLE,
    ".nq": TRIPLE,
    ".ttl": '@prefix e: <http://example.org/> . e:a e:p "é" .',
    ".n3": '@prefix e: <http://example.org/> . e:a e:p "é" .',
    ".trig": '@prefix e: <http://example.org/> . e:a e:p "é" .',
    ".jsonld": '{"@id": "http://example.org/a", "http://example.org/p": "é"}',
    ".rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    '<rdf:Description rdf:about="http://example.org/a"><e:p>é</e:p></rdf:Description></rdf:RDF>',
}
FILES[".owl"] = FILES[".rdf"]
LAUGHS = '<!DOCTYPE r [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_every_kind_of_file_gives_its_triples(suffix: str, packed: bool, tmp_path: Path) -> None:
    """The suffix tells the format, and `.gz` that it is packed."""
    data = FILES[suffix].encode()
    path = tmp_path / f"data{suffix}{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(data) if packed else data)
    assert list(file_lines(path)) == [TRIPLE]


def test_a_value_longer_than_the_parser_takes_is_told_as_that() -> None:
    """It reads values of up to 16 MiB."""
    with pytest.raises(RdfTooLongError, match="16 MiB"):
        list(body_lines(b'<http://s> <http://p> "' + b"x" * 17_000_000 + b'" .', "text/turtle", None))


def test_quads_keep_their_graphs(tmp_path: Path) -> None:
    """A data set is more than its triples."""
    path = tmp_path / "data.trig"
    path.write_text("<g:g> { <a:a> <a:b> <a:c> } <a:a> <a:b> <a:d> .", encoding="utf-8")
    assert list(file_lines(path)) == ["<a:a> <a:b> <a:c> <g:g> .", "<a:a> <a:b> <a:d> ."]


def test_blank_nodes_have_the_same_labels_every_time(tmp_path: Path) -> None:
    """The content of a file and the place in it label a node; another file has other nodes."""
    path, same, other = (tmp_path / name for name in ("a.ttl", "b.ttl", "c.ttl"))
    for one, end in ((path, ""), (same, ""), (other, " ")):
        one.write_text(f'[] <a:p> [ <a:q> "_:x" ] . _:z <a:p> _:z .{end}', encoding="utf-8")
    first = list(file_lines(path))
    assert first == list(file_lines(same))
    assert not set(first) & set(file_lines(other))
    labels = {word for line in first for word in line.split() if word.startswith("_:")}
    assert len(labels) == 3
    assert sum('"_:x"' in line for line in first) == 1


def test_other_files_are_not_rdf(tmp_path: Path) -> None:
    """The message lists what would be."""
    assert media_type_of(Path("report.txt")) is None
    assert media_type_of(Path("DATA.TTL.GZ")) == "text/turtle"
    with pytest.raises(UnsupportedFormatError, match=r"expected one of .*\.ttl"):
        list(file_lines(tmp_path / "report.txt"))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Syntax, packing or absence: the message begins with the path."""
    (tmp_path / "bad.ttl").write_text("<a:a> <a:b>\n what", encoding="utf-8")
    (tmp_path / "bad.nt.gz").write_bytes(b"not packed")
    (tmp_path / "cut.nt.gz").write_bytes(gzip.compress(f"{TRIPLE}\n".encode() * 100)[:-12])
    with pytest.raises(RdfSyntaxError, match=r"bad\.ttl: ") as caught:
        list(file_lines(tmp_path / "bad.ttl"))
    assert caught.value.line == 2
    for name in ("bad.nt.gz", "cut.nt.gz"):
        with pytest.raises(RdfSyntaxError, match="found damaged gzip data") as caught:
            list(file_lines(tmp_path / name))
        assert str(caught.value).startswith(str(tmp_path / name))
    with pytest.raises(StoreError, match=r"none\.ttl: No such file"):
        list(file_lines(tmp_path / "none.ttl"))


def test_a_body_is_read_with_its_base() -> None:
    """Relative addresses are those of the request."""
    assert list(body_lines(b"<a> <b> <#c> .", "text/turtle", "http://example.org/d")) == [
        "<http://example.org/a> <http://example.org/b> <http://example.org/d#c> ."
    ]
    with pytest.raises(RdfSyntaxError):
        list(body_lines(b"<a> <b> <#c> .", "text/turtle"))
    with pytest.raises(IriError):
        list(body_lines(b"<a> <b> <#c> .", "text/turtle", "no base"))
    with pytest.raises(FormatError):
        list(body_lines(b"", "text/html"))


@pytest.mark.parametrize(
    ("data", "media_type", "said"),
    [
        (b"[" * 5000, "application/ld+json", "nested"),
        (b'{"@graph":' * 5000 + b"1" + b"}" * 5000, "application/ld+json", "nested"),
        (
            b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * 20_000 + b"<a:c>" + b" )>>" * 20_000 + b" .",
            "application/n-triples",
            "nested",
        ),
        (LAUGHS.encode(), "application/rdf+xml", "whose value holds another"),
        (LAUGHS.encode("utf-16-le"), "application/rdf+xml", "UTF-16"),
        (b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 100_000 + b'">]><r>' + b"&a;" * 1000 + b"</r>", "text/xml", "expand to"),
        (b'<!DOCTYPE r [<!ENTITY % p "x"><!ENTITY a "%p;">]><r/>', "application/rdf+xml", "whose value holds another"),
    ],
)
def test_what_would_exhaust_the_parser_is_refused(data: bytes, media_type: str, said: str) -> None:
    """Deep nesting would overflow the engine's stack, growing entities its memory."""
    with pytest.raises(RdfSyntaxError, match=said):
        list(body_lines(data, media_type))


def test_nesting_below_the_limit_and_entities_that_stay_small_are_read() -> None:
    """The limits are far from what people write."""
    deep = b'{"@list":' * (MAX_DEPTH // 2 - 2) + b'"x"' + b"}" * (MAX_DEPTH // 2 - 2)
    data = b'{"@id": "a:a", "a:b": ' + deep + b"}"
    assert len(list(body_lines(data, "application/ld+json"))) > MAX_DEPTH // 3
    owl = (
        '<!DOCTYPE rdf:RDF [<!ENTITY e "http://example.org/">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
        '<rdf:Description rdf:about="&e;a"><e:p>é</e:p></rdf:Description></rdf:RDF>'
    )
    assert list(body_lines(owl.encode(), "application/rdf+xml")) == [TRIPLE]


def test_brackets_inside_a_text_do_not_nest() -> None:
    """A quotation full of brackets is a value."""
    data = '{"@id": "a:a", "a:b": "' + "[{" * 5000 + '\\""}'
    assert list(body_lines(data.encode(), "application/ld+json")) == list(parse(data.encode(), "application/ld+json"))
