"""Every error that Comity raises on purpose.

::

    ComityError
    ├── ConfigurationError          a setting, an option or an environment variable
    ├── IriError                    an address that is not one of ours
    ├── DocumentError               a file that cannot become a document
    │   ├── EmptyDocumentError
    │   ├── BinaryDocumentError
    │   ├── EncodingError
    │   ├── UnsupportedFormatError
    │   └── SidecarError
    ├── LexiconError                a gazetteer or lexicon file that does not follow its rules
    ├── RecognizerError             a recogniser that is not there, or cannot do its work
    ├── StoreError                  the graph's folder
    │   ├── StoreMissingError
    │   ├── StoreLockedError
    │   ├── StoreDamagedError
    │   ├── StoreFullError
    │   └── StoreReadOnlyError
    ├── RdfSyntaxError              RDF that does not parse
    │   └── RdfTooLongError
    ├── ShapeError                  statements that the shapes forbid
    ├── QueryError                  a question that cannot be answered as it was asked
    │   ├── QuerySyntaxError
    │   ├── QueryTooComplexError
    │   ├── QueryForbiddenError
    │   ├── QueryTimeoutError
    │   ├── QueryCancelledError
    │   ├── ResultTooLargeError
    │   ├── EvaluationError
    │   │   └── UpdateConflictError
    │   └── OverloadedError
    ├── RequestError                a request that does not follow HTTP or the SPARQL protocol
    │   ├── UnauthorizedError
    │   ├── ForbiddenError
    │   ├── MethodError
    │   ├── PreconditionError
    │   ├── BodyTooLargeError
    │   └── MediaTypeError
    ├── UnknownNameError            a name, IRI, document or saved query that the graph does not hold
    ├── AmbiguousNameError          a name that several things carry
    ├── ParameterError              a parameter whose value is outside what it may be
    ├── FormatError                 a format that is not offered
    └── ServiceError                a service that cannot be reached, or that answers as no service of Comity does

An error carries facts as attributes; its message says what was found, where, and what was expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ComityError(Exception):
    """The root: catch it to catch everything that Comity raises on purpose."""


class ConfigurationError(ComityError):
    """A setting, an option or an environment variable holds something that cannot be used."""


class IriError(ComityError):
    """An address that does not have the form that was asked for."""


class DocumentError(ComityError):
    """A file that cannot become a document; `path` names it, `reason` says why."""

    def __init__(self, path: str, reason: str) -> None:
        """Keep the file's path and the reason, and say both in the message."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        """Cross a process border whole: the default would hand the joined message to the constructor."""
        return type(self), (self.path, self.reason)


class EmptyDocumentError(DocumentError):
    """A file without a readable character."""


class BinaryDocumentError(DocumentError):
    """A file that holds no text."""


class EncodingError(DocumentError):
    """A file whose bytes are not text in an encoding that Comity reads."""


class UnsupportedFormatError(DocumentError):
    """A file of a kind that no loader reads."""


class SidecarError(DocumentError):
    """A sidecar (`NAME.toml`) with an unknown key or a value of the wrong kind."""


class LexiconError(ComityError):
    """A gazetteer or lexicon file that does not follow its rules; the message names file, concept and label."""


class RecognizerError(ComityError):
    """A recogniser from outside that is not installed, cannot do its work, or finds what cannot be."""


class StoreError(ComityError):
    """The graph's folder could not be used."""


class StoreMissingError(StoreError):
    """There is no graph at the place that was named."""


class StoreLockedError(StoreError):
    """Another process is writing to the same folder."""


class StoreDamagedError(StoreError):
    """The folder holds something that is not a whole graph."""


class StoreFullError(StoreError):
    """There was no room on the disk; what was there before is still there."""


class StoreReadOnlyError(StoreError):
    """A write was asked of a graph that was opened for reading."""


class RdfSyntaxError(ComityError):
    """RDF that does not parse; `line` and `column` are 1-based where the parser gives them."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Keep the position beside the message."""
        super().__init__(message)
        self.line = line
        self.column = column


class RdfTooLongError(RdfSyntaxError):
    """RDF with a name or a value that is longer than the parser takes."""


class ShapeError(ComityError):
    """Statements that the shapes forbid; `violations` lists them, one line each."""

    def __init__(self, message: str, violations: Sequence[str] = ()) -> None:
        """Keep the list of violations beside the message."""
        super().__init__(message)
        self.violations = tuple(violations)


class QueryError(ComityError):
    """A question that cannot be answered as it was asked."""


@dataclass(frozen=True, slots=True)
class TextPosition:
    """Where in a query a fault lies: 1-based line and column, 0-based offset in code points."""

    line: int
    column: int
    offset: int


class QuerySyntaxError(QueryError):
    """SPARQL that does not parse, with its place, the line it stands in and a hint where one is known."""

    def __init__(
        self, message: str, position: TextPosition | None = None, excerpt: str | None = None, hint: str | None = None
    ) -> None:
        """Keep the place, the excerpt and the hint beside the message."""
        super().__init__(message)
        self.position = position
        self.excerpt = excerpt
        self.hint = hint


class QueryTooComplexError(QueryError):
    """SPARQL that nests deeper, or joins more operators, than the engine can be trusted with."""


class QueryForbiddenError(QueryError):
    """SPARQL that is well formed but not allowed here (SERVICE, LOAD, an update)."""


class QueryTimeoutError(QueryError):
    """The time a question was given ran out; `seconds` is that time."""

    def __init__(self, seconds: float) -> None:
        """Keep the limit and advise how to stay below it."""
        super().__init__(
            f"no answer within {seconds:g} s; narrow the pattern, add a LIMIT, or ask for a longer timeout"
        )
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[QueryTimeoutError], tuple[float]]:
        """Cross a process border whole."""
        return type(self), (self.seconds,)


class QueryCancelledError(QueryError):
    """The question was withdrawn before its answer was complete."""


class ResultTooLargeError(QueryError):
    """The answer, or the memory it needs, is over its limit."""


class EvaluationError(QueryError):
    """The engine gave up on a well-formed question."""


class UpdateConflictError(EvaluationError):
    """An update that the graph does not allow as it is: it drops what is not there, or creates what is."""


class OverloadedError(QueryError):
    """More is being asked than can be answered now.

    `retry_after` is in seconds; `client` says that it is the share of one client that is used up.
    """

    def __init__(self, message: str, retry_after: int = 1, client: bool = False) -> None:
        """Keep the time to wait beside the message."""
        super().__init__(message)
        self.retry_after = retry_after
        self.client = client


class RequestError(ComityError):
    """A request that does not follow HTTP or the SPARQL protocol."""


class UnauthorizedError(RequestError):
    """A write without the bearer token that it needs."""


class ForbiddenError(RequestError):
    """A request that is understood and not allowed here, with a token or without."""


class MethodError(RequestError):
    """A method that the address does not have; `allowed` lists those that it has."""

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        """Say the method and list the ones that work."""
        super().__init__(f"{method} is not possible here; use {', '.join(allowed)}")
        self.method = method
        self.allowed = tuple(allowed)

    def __reduce__(self) -> tuple[type[MethodError], tuple[str, tuple[str, ...]]]:
        """Cross a process border whole."""
        return type(self), (self.method, self.allowed)


class PreconditionError(RequestError):
    """A condition in the request (If-Match, If-None-Match) that the graph does not meet."""


class BodyTooLargeError(RequestError):
    """A body, or a query in it, over the limit."""


class MediaTypeError(RequestError):
    """A body in a media type or an encoding that is not read here; `accepted` media types and `codings` are."""

    def __init__(self, message: str, accepted: Sequence[str] = (), codings: Sequence[str] = ()) -> None:
        """Say what was found and expected, and what of either kind is read."""
        super().__init__(message)
        self.accepted = tuple(accepted)
        self.codings = tuple(codings)

    def __reduce__(self) -> tuple[type[MediaTypeError], tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Cross a process border whole."""
        return type(self), (str(self), self.accepted, self.codings)


class UnknownNameError(ComityError):
    """A name that nothing in the graph carries; `nearest` lists names that come close."""

    def __init__(self, name: str, nearest: Sequence[str] = (), kind: str = "thing") -> None:
        """Say the name, and the nearest ones where there are any."""
        close = f"; the nearest names are {', '.join(repr(n) for n in nearest)}" if nearest else ""
        super().__init__(f"no {kind} is called {name!r}{close}")
        self.name = name
        self.nearest = tuple(nearest)
        self.kind = kind

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[str, tuple[str, ...], str]]:
        """Cross a process border whole."""
        return type(self), (self.name, self.nearest, self.kind)


class AmbiguousNameError(ComityError):
    """A name that several things carry; `candidates` are their IRIs and labels."""

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        """Say the name and list the candidates."""
        listed = ", ".join(f"{label} <{iri}>" for iri, label in candidates)
        super().__init__(f"{name!r} names {len(candidates)} things: {listed}; use the IRI of one")
        self.name = name
        self.candidates = tuple(candidates)

    def __reduce__(self) -> tuple[type[AmbiguousNameError], tuple[str, tuple[tuple[str, str], ...]]]:
        """Cross a process border whole."""
        return type(self), (self.name, self.candidates)


class ParameterError(ComityError):
    """A parameter whose value is outside what it may be; `parameter` names it."""

    def __init__(self, parameter: str, found: object, expected: str) -> None:
        """Say the parameter, what was found and what was expected."""
        super().__init__(f"{parameter}: found {found!r}, expected {expected}")
        self.parameter = parameter
        self.found = found
        self.expected = expected

    def __reduce__(self) -> tuple[type[ParameterError], tuple[str, object, str]]:
        """Cross a process border whole."""
        return type(self), (self.parameter, self.found, self.expected)


class FormatError(ComityError):
    """A format that is not offered; `offered` lists those that are."""

    def __init__(self, asked: str, offered: Sequence[str]) -> None:
        """Say what was asked for and list what is offered."""
        super().__init__(f"the format {asked!r} is not offered; choose one of {', '.join(offered)}")
        self.asked = asked
        self.offered = tuple(offered)

    def __reduce__(self) -> tuple[type[FormatError], tuple[str, tuple[str, ...]]]:
        """Cross a process border whole."""
        return type(self), (self.asked, self.offered)


class ServiceError(ComityError):
    """A service that could not be reached, or whose answer is not one of Comity's."""
