"""The triples of a template, filled in with one solution after the other (SPARQL 1.1, section 16.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any, Final, TypeAlias, cast

import pyoxigraph as engine

from graph.failures import evaluating
from graph.results import Row
from graph.store.results import Results
from graph.store.terms import rdf_format, term_of

VARIABLE: Final = "urn:x-comity:variable:"
"""Before the name of a variable, the IRI that stands for it in a template."""

_REMEMBERED: Final = 20_000
"""Triples of which each is given once. The engine remembers all of them: 0.2 GB for a million."""

_Part: TypeAlias = Any
"""A term of the engine, or the name of a variable, which is none."""


class Filled(Results):
    """Triples as results, in memory that does not grow with them; one that comes again after many is given again."""

    def __init__(self, solutions: Results, template: Results) -> None:
        """Fill in `template`, triples in which an IRI after `VARIABLE` stands for a variable, with each solution."""
        super().__init__(solutions._found)  # noqa: SLF001 - of its own kind
        self.kind = "triples"
        self._solutions = cast(engine.QuerySolutions, solutions._found)  # noqa: SLF001
        triples = list(cast(engine.QueryTriples, template._found))  # noqa: SLF001
        parts = dict.fromkeys(part for one in triples for part in (one.subject, one.predicate, one.object))
        blank = [part for part in parts if isinstance(part, engine.BlankNode)]
        self._constants = [part for part in parts if part not in blank and _variable(part) is None]
        self._fresh = len(blank)
        places: dict[_Part, int] = {one: at for at, one in enumerate(solutions.variables)}
        places |= {one: at for at, one in enumerate((*self._constants, *blank), len(places))}
        self._template = [
            tuple(places[_variable(part) or part] for part in (one.subject, one.predicate, one.object))
            for one in triples
        ]

    def rows(self) -> Iterator[Row]:
        """As `Results.rows`."""
        with evaluating():
            for one in self._triples():
                yield term_of(one.subject), one.predicate.value, term_of(one.object)

    def serialize(self, media_type: str, stream: IO[bytes], prefixes: Mapping[str, str] | None = None) -> None:
        """As `Results.serialize`."""
        with evaluating():
            engine.serialize(self._triples(), stream, rdf_format(media_type), prefixes=dict(prefixes or {}))

    def _triples(self) -> Iterator[engine.Triple]:
        seen: set[engine.Triple] = set()
        for solution in self._solutions:
            for triple in self._of(solution):
                if triple not in seen:
                    if len(seen) >= _REMEMBERED:
                        seen.clear()
                    seen.add(triple)
                    yield triple

    def _of(self, solution: engine.QuerySolution) -> Iterator[engine.Triple]:
        """What one solution makes of the template; what is no triple is left out, and blank nodes are its own."""
        values = (*solution, *self._constants, *[engine.BlankNode() for _ in range(self._fresh)])
        for subject, predicate, value in self._template:
            try:
                triple = engine.Triple(values[subject], values[predicate], values[value])
            except TypeError:
                continue
            yield triple


def _variable(part: _Part) -> str | None:
    named = isinstance(part, engine.NamedNode) and part.value.startswith(VARIABLE)
    return part.value.removeprefix(VARIABLE) if named else None
