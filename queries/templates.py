"""A CONSTRUCT taken apart into the solutions that are asked for, and the template that is filled in with each.

The engine keeps every triple of a CONSTRUCT in memory, to give none twice. An answer that is sent while it is found is
to be of any length: a triple may come twice in it, which says the same (RDF 1.1, section 3.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.sparql.grammar import Node
from graph.sparql.tree import below, leaves, read_query, span
from graph.store.filled import VARIABLE
from ontology.errors import QuerySyntaxError
from ontology.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Apart:
    """A SELECT of the solutions, and a CONSTRUCT of the template alone, with IRIs in place of its variables."""

    solutions: str
    template: str


def apart(text: str, based: bool) -> Apart | None:
    """A CONSTRUCT taken apart, or None where a query is none, or its template has no variable.

    A query that does not parse is None too: the engine says what is wrong with it.
    """
    if VARIABLE in text:
        return None
    try:
        root = read_query(text, PREFIXES, based)
    except QuerySyntaxError:
        return None
    form = below(root, "form")[0]
    templates = below(form, "template")
    names = _variables(templates[0]) if templates else []
    return _apart(text, form, templates[0], names) if names else None


def _apart(text: str, form: Node, template: Node, names: list[str]) -> Apart:
    """The template comes first, or is the pattern too (CONSTRUCT WHERE)."""
    _, end = span(template)
    verb = next(leaves(form))
    after = end if form.parts[1] is template else verb.offset + len(verb.text)
    prologue = text[: verb.offset]
    solutions = f"{prologue}SELECT {' '.join(f'?{name}' for name in names)} {text[after:]}"
    return Apart(solutions, f"{prologue}CONSTRUCT {_marked(text, template)} WHERE {{}}")


def _variables(template: Node) -> list[str]:
    return list(dict.fromkeys(token.text[1:] for token in leaves(template) if token.kind == "var"))


def _marked(text: str, template: Node) -> str:
    """The text of a template with IRIs in place of its variables."""
    start, end = span(template)
    pieces, last = [], start
    for token in leaves(template):
        if token.kind == "var":
            pieces += [text[last : token.offset], f"<{VARIABLE}{token.text[1:]}>"]
            last = token.offset + len(token.text)
    return "".join([*pieces, text[last:end]])
