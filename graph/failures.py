"""What the engine and the system raise, as our own errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.sparql.syntax_errors import Request, explain
from ontology.errors import (
    ComityError,
    EvaluationError,
    IriError,
    QuerySyntaxError,
    RdfSyntaxError,
    RdfTooLongError,
    ResultTooLargeError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreReadOnlyError,
    UpdateConflictError,
)


@contextmanager
def evaluating() -> Iterator[None]:
    """While the engine reads or computes.

    Raises:
        ResultTooLargeError: a value is larger than the engine handles.
        StoreDamagedError: a file of the store cannot be read.
        StoreFullError: the disk is full.
        EvaluationError: the engine gave up for another reason.
    """
    try:
        yield
    except GIVEN_UP as error:
        raise given_up(error) from error


GIVEN_UP: Final = (MemoryError, OSError, RuntimeError)
"""What the engine raises while it reads or computes."""


def given_up(error: Exception) -> ComityError:
    """The error that `evaluating` makes of one of the engine's; for a place where a context costs too much."""
    if isinstance(error, MemoryError):
        return ResultTooLargeError("found a value over 16 MiB, more than the engine handles at once")
    return failure(error, EvaluationError)


@contextmanager
def asking(request: Request) -> Iterator[None]:
    """While the engine parses a query or an update, and reads or computes.

    Raises:
        QuerySyntaxError: the text is not SPARQL.
        IriError: the base or a prefix is not an IRI.
    """
    try:
        yield
    except REFUSED as error:
        raise refused(request, error) from error


REFUSED: Final = (*GIVEN_UP, SyntaxError, ValueError)
"""What the engine raises while it parses a query or an update, and reads or computes."""


def refused(request: Request, error: Exception) -> ComityError:
    """The error that `asking` makes of one of the engine's; for a place where a context costs too much."""
    if isinstance(error, SyntaxError):
        return explain(request, str(error))
    if isinstance(error, UnicodeEncodeError):
        return QuerySyntaxError(f"found half of a surrogate pair at offset {error.start}, expected text")
    return IriError(str(error)) if isinstance(error, ValueError) else given_up(error)


@contextmanager
def loading() -> Iterator[None]:
    """While the engine parses RDF, or writes.

    Raises:
        RdfSyntaxError: the data does not parse.
        IriError: the base is not an IRI.
        StoreFullError: the disk is full.
        StoreDamagedError: a file of the store cannot be read.
        StoreError: the engine gave up for another reason.
    """
    try:
        yield
    except SyntaxError as error:
        raise RdfSyntaxError(error.msg or str(error), error.lineno, error.offset) from error
    except MemoryError as error:
        raise RdfTooLongError("found a token over 16 MiB, more than the parser takes") from error
    except ValueError as error:
        raise IriError(str(error)) from error
    except (OSError, RuntimeError) as error:
        raise failure(error, StoreError) from error


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """While the engine opens or copies the store in a folder.

    Raises:
        StoreLockedError: another process has it open for writing.
        StoreFullError: the disk is full.
        StoreDamagedError: the folder holds no whole store.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        if "/LOCK: " in str(error):
            raise StoreLockedError(f"{path}: another process is writing to this store") from error
        raise failure(error, StoreDamagedError) from error


def failure(error: Exception, otherwise: type[ComityError]) -> ComityError:
    """The error that stands for one of the engine's, which it tells apart only in its text."""
    text = str(error)
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "No space left" in text:
        return StoreFullError(f"the disk is full ({text})")
    if "Corruption" in text:
        return StoreDamagedError(f"the store cannot be read: {text}")
    if "read-write" in text:
        return StoreReadOnlyError("found a store opened for reading, expected one opened for writing")
    if text.startswith("The graph <"):
        return UpdateConflictError(text)
    return otherwise(text)
