"""What is wrong with a query, where it is, and what to do about it; the engine's own message says little of either."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from graph.sparql.faults import closings, meaning, naming
from graph.sparql.grammar import FUNCTIONS, Fault, find_fault
from graph.sparql.tokens import END, FAULT, Token, tokens
from ontology.errors import QuerySyntaxError, TextPosition

_ENGINE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<expected>.*)", re.DOTALL)
_UPDATES: Final = frozenset("ADD CLEAR COPY CREATE DELETE DROP INSERT LOAD MOVE WITH".split())
_QUERIES: Final = frozenset("ASK CONSTRUCT DESCRIBE SELECT".split())
_LITERALS: Final = frozenset(("string", "int", "number", "signed", "TRUE", "FALSE"))
_IRIS: Final = frozenset(("iri", "pname", "ns"))
_CALLS: Final = frozenset("function BOUND COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT EXISTS".split())
_SPOKEN: Final = {
    "var": "a variable",
    "ns": "a prefix",
    "blank": "a blank node",
    "string": "a text in quotes",
    "int": "a whole number",
    "lang": "a language",
    "a": "a",
    END: "the end",
}
_OPERATORS: Final = {"AND": "&&", "OR": "||"}
_ADDRESS: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_CLOSED: Final = re.compile(r"""\"(?:[^"\\\n\r]|\\.)+\"|'(?:[^'\\\n\r]|\\.)+'""")
_LISTED: Final = 10
"""Expected things that a message lists; more would hide the fault."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the engine was asked; `prefixes` need no declaration, and `has_base` says that a base came with the text."""

    text: str
    is_update: bool = False
    prefixes: Collection[str] = ()
    has_base: bool = False


def explain(request: Request, message: str) -> QuerySyntaxError:
    """The error of a query or an update that the engine refused with this message.

    It has the place of the first token that is wrong, and a hint for the common mistakes: an unknown prefix, a bracket
    or a quotation mark that is not closed, a variable that is not grouped, a misspelt keyword.
    """
    found = list(tokens(request.text))
    fault = find_fault(found, "update" if request.is_update else "query")
    end = fault.token.offset if fault else len(request.text)
    finding = next((f for f in naming(found, request.prefixes, request.has_base) if f.token.offset < end), None)
    if finding is None and fault is None:
        finding = next(meaning(found), None)
    if finding is not None:
        return error_at(request.text, finding.token.offset, finding.message, finding.hint)
    if fault is not None:
        return error_at(request.text, fault.token.offset, _said(fault), _hint(request, found, fault))
    return _engine_error(request.text, message)


def error_at(text: str, offset: int, message: str, hint: str | None = None) -> QuerySyntaxError:
    """The error of a query at an offset in it, with line, column and the line itself."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = len(re.findall(r"\r\n|\n|\r", text[:start])) + 1
    excerpt = re.split(r"[\r\n]", text[start:], maxsplit=1)[0]
    position = TextPosition(line, offset - start + 1, offset)
    return QuerySyntaxError(f"line {line}, column {position.column}: {message}", position, excerpt, hint)


def _engine_error(text: str, message: str) -> QuerySyntaxError:
    """What only the engine knows, at the place that it names."""
    match = _ENGINE.fullmatch(message)
    if match is None:
        return QuerySyntaxError(message)
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    line, column = int(match["line"]), int(match["column"])
    offset = min(starts[min(line, len(starts)) - 1] + column - 1, len(text))
    reasons = [one for one in match["expected"].removeprefix("one of ").split(", ") if one.count(" ") > 1]
    return error_at(text, offset, reasons[0] if reasons else "the query goes wrong before here", None)


def _said(fault: Fault) -> str:
    found = "the end" if fault.token.kind == END else repr(fault.token.text)
    expected = sorted(_spoken(fault.expected), key=lambda word: (word[:2] not in ("a ", "an"), word))
    if not expected:
        return f"found {found}"
    listed = expected if len(expected) <= _LISTED else [*expected[:_LISTED], "…"]
    return f"found {found}, expected {'one of ' if len(listed) > 1 else ''}{', '.join(listed)}"


def _spoken(kinds: Collection[str]) -> set[str]:
    """Kinds of token as words, with those that go together as one."""
    left = set(kinds)
    words = set()
    for group, word in ((_IRIS, "an IRI"), (_LITERALS, "a literal"), (_CALLS, "a function")):
        if group <= left or (group is not _LITERALS and len(group & left) > 1):
            words.add(word)
            left -= group
    left -= {"nil", "anon"} if {"(", "["} & left else set()
    return words | {_SPOKEN.get(kind, kind if kind.isalpha() else f"{kind!r}") for kind in left}


def _hint(request: Request, found: Sequence[Token], fault: Fault) -> str | None:
    token = fault.token
    other = _QUERIES if request.is_update else _UPDATES
    if token.kind in other and fault.expected & (_UPDATES if request.is_update else _QUERIES):
        return "this is a query, not an update" if request.is_update else "this is an update, not a query"
    return (
        _mark_hint(request.text, token)
        or _bracket_hint(request.text, found, token)
        or _neighbour_hint(found, token)
        or _word_hint(fault)
        or (_separator_hint(fault) if token.kind != END else None)
    )


def _mark_hint(text: str, token: Token) -> str | None:
    if token.kind == "<" and _ADDRESS.match(text, token.offset):
        return "the address that starts here is not closed, or holds a character that it cannot, such as a space"
    if token.kind != FAULT:
        return None
    if token.text in "\"'":
        closed = _CLOSED.match(text, token.offset)
        return "write \\\\ for a backslash" if closed else "the text that starts here is not closed on its line"
    if token.text in "“”„‘’‚«»":
        return "use straight quotation marks"
    return f"write {token.text * 2}" if token.text in "&|" else None


def _neighbour_hint(found: Sequence[Token], token: Token) -> str | None:
    """A term that ended early: at a quotation mark meant to be in a text, or at a slash meant to be in a name."""
    before = next((one for one in reversed(found) if one.offset < token.offset), None)
    if before is None or before.offset + len(before.text) != token.offset:
        return None
    if before.kind == "pname" and token.kind == "/":
        return f"{before.text} ends here, since a prefixed name has no slash; write the whole address between < and >"
    if before.kind == "string":
        return f"the text before ends here; write \\{before.text[-1]} for a quotation mark inside it"
    return None


def _bracket_hint(text: str, found: Sequence[Token], token: Token) -> str | None:
    if token.kind not in (END, ")", "]", "}"):
        return None
    before = [one for one in found if one.offset < token.offset]
    closed = closings(before)
    opened = [one for place, one in enumerate(before) if one.kind in ("(", "{", "[") and place not in closed]
    if not opened:
        return None if token.kind == END else f"this {token.text} closes nothing"
    if token.kind == {"(": ")", "{": "}", "[": "]"}[opened[-1].kind]:
        return None
    line = text.count("\n", 0, opened[-1].offset) + 1
    column = opened[-1].offset - text.rfind("\n", 0, opened[-1].offset)
    return f"the {opened[-1].kind} at line {line}, column {column} is not closed"


def _word_hint(fault: Fault) -> str | None:
    word = fault.token.text.upper()
    if not word.isidentifier():
        return None
    if word in _OPERATORS:
        return f"write {_OPERATORS[word]}"
    if fault.token.kind in _CALLS | FUNCTIONS and "(" in fault.expected:
        return f"put it in parentheses and name it: ({word}(…) AS ?name)"
    words = {kind for kind in fault.expected if kind.isupper()} | (FUNCTIONS if "function" in fault.expected else set())
    near = get_close_matches(word, sorted(words), 1, cutoff=0.8)
    if near:
        return f"did you mean {near[0]}?"
    variable = "var" in fault.expected and "function" not in fault.expected
    return f"write ?{fault.token.text} for a variable" if variable else None


def _separator_hint(fault: Fault) -> str | None:
    token = fault.token
    if token.kind == "," and "var" in fault.expected:
        return "columns are parted by spaces"
    if token.text == "=" and "operator" not in fault.expected and "=" not in fault.expected:
        return "equality is written with one ="
    starts = token.kind in _IRIS | {"var", "blank"}
    if starts and {".", ";"} <= fault.expected:
        return "a triple ends with '.' before the next; ';' keeps the subject, ',' the subject and the predicate"
    return None
