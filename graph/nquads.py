"""N-Quads, one line at a time: terms to canonical text, and lines back to terms.

The text is that of canonical N-Triples (https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples), which is also what
the engine writes, so that two sets of lines can be compared as text. A line carries no line feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ontology.errors import IriError
from ontology.statement import Literal
from ontology.terms import RDF, XSD

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")
_ESCAPES: Final = {c: f"\\{e}" for c, e in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)} | {
    chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if chr(code) not in "\b\t\n\f\r"
}
_ESCAPED_CHARACTER: Final = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")


@lru_cache(maxsize=65_536)
def iri_term(iri: str) -> str:
    """An IRI between angle brackets.

    Raises:
        IriError: the text is not an absolute IRI, or holds a character that an IRI cannot.

    >>> iri_term("http://example.org/a")
    '<http://example.org/a>'
    """
    if not _IRI.fullmatch(iri):
        raise IriError(f'found {iri!r}, expected an absolute IRI without spaces or any of <>"{{}}|^`\\')
    return f"<{iri}>"


def literal_term(literal: Literal) -> str:
    r"""A literal in quotes, with its language (lower case, as the engine keeps it) or its datatype.

    Raises:
        IriError: the datatype is not an absolute IRI.

    >>> print(literal_term(Literal('say "no"\n', language="en-US")))
    "say \"no\"\n"@en-us
    """
    text = quoted(literal.value)
    if literal.language:
        return f"{text}@{literal.language.lower()}"
    if literal.datatype == XSD.string:
        return text
    return f"{text}^^{iri_term(literal.datatype)}"


def quoted(value: str) -> str:
    r"""The lexical form of a literal in quotes, which alone is the term of an `xsd:string`.

    >>> print(quoted('say "no"'))
    "say \"no\""
    """
    if not value.isprintable() or '"' in value or "\\" in value:
        value = _ESCAPED_CHARACTER.sub(_escape, value)
    return f'"{value}"'


def _escape(character: re.Match[str]) -> str:
    return _ESCAPES[character.group()]


def term(value: str | Literal) -> str:
    """A term as it stands in a line: an IRI (`str`) or a literal.

    Raises:
        IriError: an IRI is not absolute or holds a character that an IRI cannot.
    """
    return literal_term(value) if isinstance(value, Literal) else iri_term(value)


def line(subject: str, predicate: str, value: str | Literal, graph: str = "") -> str:
    """One quad, or one triple where no graph is named.

    Raises:
        IriError: an IRI is not absolute or holds a character that an IRI cannot.
    """
    end = f" {iri_term(graph)} ." if graph else " ."
    return f"{iri_term(subject)} {iri_term(predicate)} {term(value)}{end}"


def split(text: str) -> tuple[str, str, str, str]:
    """Subject, predicate, object and graph of a canonical line, as they stand in it; no graph is the empty text.

    >>> split('<a:s> <a:p> "x <y>" <a:g> .')
    ('<a:s>', '<a:p>', '"x <y>"', '<a:g>')
    >>> split('<a:s> <a:p> "x <y>" .')
    ('<a:s>', '<a:p>', '"x <y>"', '')
    """
    subject, predicate, rest = text.removesuffix(" .").split(" ", 2)
    value, space, last = rest.rpartition(" ")
    if space and last[0] in "<_" and last[-1] != '"' and '"' not in last and not last.startswith("<<"):
        return subject, predicate, value, last
    return subject, predicate, rest, ""


def apart(text: str) -> tuple[str, str]:
    """The triple of a canonical line, without the end of the line, and its graph; what `split` finds, in half the time.

    >>> apart('<a:s> <a:p> "x <y>" <a:g> .')
    ('<a:s> <a:p> "x <y>"', '<a:g>')
    >>> apart('<a:s> <a:p> <a:o> .')
    ('<a:s> <a:p> <a:o>', '')
    """
    whole = text[:-2]
    triple, _, last = whole.rpartition(" ")
    if last[0] in "<_" and '"' not in last and triple.count(" ") > 1 and not last.startswith("<<"):
        return triple, last
    return whole, ""


def without_graph(text: str) -> str:
    """The triple of a canonical line, as a line."""
    subject, predicate, value, _ = split(text)
    return f"{subject} {predicate} {value} ."


def encode(lines: Iterable[str]) -> bytes:
    """Lines as the bytes of an N-Quads file."""
    return "".join(f"{text}\n" for text in lines).encode()


def parse_term(text: str) -> str | Literal:
    r"""An IRI or a literal from canonical text.

    Raises:
        IriError: the text is neither (a blank node, a triple term).

    >>> parse_term('"a\\n\\u0001"@en')
    Literal(value='a\n\x01', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='en')
    """
    if text.startswith("<") and not text.startswith("<<"):
        return text[1:-1]
    match = _LITERAL.fullmatch(text)
    if match is None:
        raise IriError(f"found {text!r}, expected an IRI in angle brackets or a literal in quotes")
    value = _UNESCAPE.sub(_unescaped, match["value"])
    if match["language"]:
        return Literal(value, RDF.langString, match["language"])
    return Literal(value, match["datatype"] or XSD.string)


_LITERAL: Final = re.compile(
    r'"(?P<value>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL
)
_UNESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED: Final = dict(zip("btnfr\"'\\", "\b\t\n\f\r\"'\\", strict=True))


def _unescaped(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    return _ESCAPED[letter] if letter else chr(int(short or long, 16))
