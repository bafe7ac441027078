"""What a query gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import IO

import pyoxigraph as engine

from graph.failures import GIVEN_UP, evaluating, given_up
from graph.results import Kind, Row
from graph.store.terms import RESULT_MEDIA_TYPES, rdf_format, term_of
from ontology.errors import FormatError


class Results:
    """What a query gave: `kind` says which of solutions, a boolean or triples it is.

    It is consumed once, by `serialize` or by `rows`, on the thread that made it.
    """

    def __init__(self, found: engine.QuerySolutions | engine.QueryBoolean | engine.QueryTriples) -> None:
        """Wrap what the engine gave."""
        self._found = found
        self.kind: Kind = "triples"
        if isinstance(found, engine.QuerySolutions):
            self.kind = "solutions"
        elif isinstance(found, engine.QueryBoolean):
            self.kind = "boolean"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of solutions, in their order; none of anything else."""
        if isinstance(self._found, engine.QuerySolutions):
            return tuple(one.value for one in self._found.variables)
        return ()

    @property
    def boolean(self) -> bool:
        """The answer of an ASK.

        Raises:
            TypeError: the query was not an ASK.
        """
        if not isinstance(self._found, engine.QueryBoolean):
            raise TypeError(f"found {self.kind}, expected a boolean")
        return bool(self._found)

    def rows(self) -> Iterator[Row]:
        """The solutions in the order of `variables` (None where unbound), or the triples.

        Raises:
            TypeError: the query was an ASK.
            EvaluationError: the engine gave up midway.
        """
        if isinstance(self._found, engine.QueryBoolean):
            raise TypeError("found a boolean, expected solutions or triples")
        with evaluating():
            if isinstance(self._found, engine.QueryTriples):
                for triple in self._found:
                    yield term_of(triple.subject), triple.predicate.value, term_of(triple.object)
            else:
                for solution in self._found:
                    yield tuple(None if value is None else term_of(value) for value in solution)

    def serialize(self, media_type: str, stream: IO[bytes], prefixes: Mapping[str, str] | None = None) -> None:
        """Write the results in a standard format; `prefixes` shorten the Turtle, TriG, RDF/XML or JSON-LD of triples.

        Raises:
            FormatError: the format does not exist, or not for this kind of result.
            EvaluationError: the engine gave up midway; what was written is then cut short.
        """
        if isinstance(self._found, engine.QueryTriples):
            form = rdf_format(media_type)
            with evaluating():
                if prefixes:
                    engine.serialize(self._found, stream, form, prefixes=dict(prefixes))
                else:
                    self._found.serialize(stream, form)
            return
        try:
            self._found.serialize(stream, _results_format(media_type))
        except GIVEN_UP as error:
            raise given_up(error) from error


@lru_cache(maxsize=32)
def _results_format(media_type: str) -> engine.QueryResultsFormat:
    found = engine.QueryResultsFormat.from_media_type(media_type)
    if found is None:
        raise FormatError(media_type, RESULT_MEDIA_TYPES)
    return found
