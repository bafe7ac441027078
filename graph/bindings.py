"""Values into one of our own queries, as RDF terms and never as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.nquads import term
from ontology.errors import QuerySyntaxError
from ontology.statement import Literal

_WHERE: Final = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|"{3}.*?"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*"""
    r"""|(?P<where>\bWHERE\s*\{)""",
    re.DOTALL | re.IGNORECASE,
)


def bind(text: str, bindings: Mapping[str, str | Literal]) -> str:
    """The query with each variable bound to a term (`str` is an IRI), by a VALUES line at the start of its WHERE group.

    A value then holds in the whole group, its filters included, and whatever it contains is never read as SPARQL.

    Raises:
        QuerySyntaxError: the query has no `WHERE {`.
        IriError: a value is not an IRI or a literal.

    >>> bind("SELECT ?p WHERE { ?s ?p ?o }", {"s": "http://example.org/a"})
    'SELECT ?p WHERE { VALUES (?s) { (<http://example.org/a>) } ?s ?p ?o }'
    """
    if not bindings:
        return text
    end = next((match.end() for match in _WHERE.finditer(text) if match["where"]), None)
    if end is None:
        raise QuerySyntaxError("found no WHERE { in which variables could be bound")
    names = " ".join(f"?{name}" for name in bindings)
    values = " ".join(term(value) for value in bindings.values())
    return f"{text[:end]} VALUES ({names}) {{ ({values}) }}{text[end:]}"
