"""Values that a caller gives, bound to a query's variables as RDF terms, never read as SPARQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.nquads import term
from ontology.errors import QuerySyntaxError
from ontology.statement import Literal

_SKIPPED: Final = r"""<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*"""
_WHERE: Final = re.compile(rf"{_SKIPPED}|(?P<where>\bWHERE\s*\{{)")
"""The opening of the outermost group: a subquery or a template never comes before it."""


def bind(text: str, bindings: Mapping[str, Sequence[str | Literal]]) -> str:
    r"""A query with variables bound to terms (`str` is an IRI); several terms for one variable are alternatives.

    Each variable gets a VALUES line at the start of the outermost WHERE group, so it is bound before anything that
    FILTER or OPTIONAL says of it. A variable without a term stays free.

    Raises:
        QuerySyntaxError: the text has no `WHERE {` (in capitals).
        IriError: a term is not an IRI or a literal.

    >>> print(bind("SELECT ?s WHERE { ?s ?p ?o }", {"o": [Literal("} #")]}))
    SELECT ?s WHERE {
      VALUES ?o { "} #" }
     ?s ?p ?o }
    """
    lines = [f"  VALUES ?{name} {{ {' '.join(map(term, terms))} }}" for name, terms in bindings.items() if terms]
    if not lines:
        return text
    start = next((found.end() for found in _WHERE.finditer(text) if found["where"]), None)
    if start is None:
        raise QuerySyntaxError("found no WHERE { in which to bind variables")
    return "\n".join((text[:start], *lines, text[start:].removeprefix("\n")))
