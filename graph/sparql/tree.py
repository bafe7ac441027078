"""The tree of a query as its readers want it: groups and what stands in them, and what its terms stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urljoin

from graph.sparql.grammar import Node, parse
from graph.sparql.syntax_errors import Request, error_at, explain
from graph.sparql.tokens import Token, tokens
from ontology.errors import QuerySyntaxError
from ontology.statement import Literal
from ontology.terms import XSD

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROL: Final = dict(zip("tbnrf", "\t\b\n\r\f", strict=True))
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_IRIS: Final = frozenset(("iri", "pname", "ns"))
_NUMBERS: Final = frozenset(("int", "number", "signed"))


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, by its name without the question mark."""

    name: str


def read_query(text: str, known: Collection[str], based: bool) -> Node:
    """The tree of a query; `known` prefixes need no declaration, and `based` says that a base came with the text.

    Raises:
        QuerySyntaxError: the text is not SPARQL 1.1.
    """
    root = parse(list(tokens(text)), "query")
    error = explain(Request(text, False, known, based), "")
    if error.position is not None:
        raise error
    if root is None:
        raise QuerySyntaxError("found SPARQL 1.2 in a query that searches for paths, expected SPARQL 1.1")
    return root


def leaves(node: Node | Token) -> Iterator[Token]:
    """The tokens of a part of the tree, in the order of the text."""
    waiting: list[Node | Token] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Token):
            yield one
        else:
            waiting.extend(reversed(one.parts))


def span(node: Node | Token) -> tuple[int, int]:
    """Where a part of the tree begins and ends in the text."""
    found = list(leaves(node))
    return found[0].offset, found[-1].offset + len(found[-1].text)


def variables(node: Node | Token) -> frozenset[str]:
    """The names of the variables that a part of the tree mentions."""
    return frozenset(token.text[1:] for token in leaves(node) if token.kind == "var")


def below(node: Node, rule: str) -> list[Node]:
    """The nodes of one rule right below a node."""
    return [part for part in node.parts if isinstance(part, Node) and part.rule == rule]


def groups(node: Node) -> list[Node]:
    """The outermost groups inside a part of the tree, in the order of the text."""
    found: list[Node] = []
    waiting = [part for part in reversed(node.parts) if isinstance(part, Node)]
    while waiting:
        one = waiting.pop()
        if one.rule == "group":
            found.append(one)
        else:
            waiting.extend(part for part in reversed(one.parts) if isinstance(part, Node))
    return found


def elements(group: Node) -> list[Node]:
    """What is joined in a group: subjects with their properties (`pathsubject`), and everything else (`part`)."""
    found: list[Node] = []
    waiting = [part for part in reversed(group.parts) if isinstance(part, Node)]
    while waiting:
        node = waiting.pop()
        if node.rule in ("pathsubject", "part"):
            found.append(node)
        elif node.rule in ("pattern", "pathtriples"):
            waiting.extend(part for part in reversed(node.parts) if isinstance(part, Node))
    return found


def keyword(part: Node) -> str:
    """The word that a `part` begins with; empty for a group or a union of groups."""
    first = part.parts[0]
    return first.kind if isinstance(first, Token) else ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the terms of a query stand for, after its prologue."""

    text: str
    prefixes: Mapping[str, str]
    base: str | None = None

    @classmethod
    def of(cls, text: str, root: Node, known: Mapping[str, str], base: str | None) -> Terms:
        """Read the prologue of a query; `known` prefixes need no declaration."""
        declared, reader = dict(known), cls(text, known, base)
        prologue = below(root, "prologue")[0]
        found = [part for part in prologue.parts if isinstance(part, Token)]
        for before, token in pairwise(found):
            if before.kind == "BASE":
                reader = cls(text, known, reader._whole(token))
            elif before.kind == "ns":
                declared[before.text[:-1]] = reader._whole(token)
        return cls(text, declared, reader.base)

    def term(self, node: Node | Token) -> str | Literal | Variable | None:
        """The IRI, literal or variable that a node is; None for anything else, such as a blank node or a list.

        Raises:
            QuerySyntaxError: a prefix is not declared.
        """
        found = list(leaves(node))
        if len(found) == 3 and found[1].kind == "^^":
            return Literal(_unescaped(_inner(found[0].text)), self.iri(found[2]))
        if len(found) != 1:
            return Literal(_unescaped(_inner(found[0].text))) if [t.kind for t in found[1:]] == ["lang"] else None
        token = found[0]
        if token.kind in _IRIS:
            return self.iri(token)
        return Variable(token.text[1:]) if token.kind == "var" else _literal(token)

    def iri(self, token: Token) -> str:
        """The IRI that a token stands for.

        Raises:
            QuerySyntaxError: its prefix is not declared.
        """
        if token.kind == "iri":
            return self._whole(token)
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            raise error_at(self.text, token.offset, f"the prefix {prefix + ':'!r} is not declared")
        return self.prefixes[prefix] + _ESCAPE.sub(lambda match: match[3] or match[0], local)

    def _whole(self, token: Token) -> str:
        iri = _unescaped(token.text[1:-1])
        return urljoin(self.base, iri) if self.base and not _ABSOLUTE.match(iri) else iri


def _literal(token: Token) -> Literal | None:
    if token.kind == "string":
        return Literal(_unescaped(_inner(token.text)))
    if token.kind in ("TRUE", "FALSE"):
        return Literal(token.text.lower(), XSD.boolean)
    if token.kind in _NUMBERS:
        return Literal(token.text, XSD.integer if re.fullmatch(r"[+-]?\d+", token.text) else XSD.decimal)
    return None


def _inner(text: str) -> str:
    size = 3 if text[:3] in ('"""', "'''") else 1
    return text[size:-size]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_decoded, text) if "\\" in text else text


def _decoded(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    return _CONTROL.get(letter, letter) if letter else chr(min(int(short or long, 16), 0x10FFFF))
