"""A look at SPARQL text before an engine parses it: how long, how deep, how many operators, and what it reaches for.

An engine parses and plans by recursion, so a few kilobytes of brackets or operators can overflow its stack, and it
follows SERVICE and LOAD wherever they lead. This module reads tokens only (SPARQL 1.1, section 19.8), in time linear in
the text, and judges nothing that a parser would judge. It gives a good message early; what it lets through still
runs under the limits of a sandbox.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ontology.errors import BodyTooLargeError, QueryForbiddenError, QueryTooComplexError

MAX_DEPTH: Final = 64
"""Nested brackets. The engine's parser overflows an 8 MB stack from 832 on; W3C's suites stay below 20."""

MAX_OPERATORS: Final = 1000
"""Operators and joined clauses. The same stack overflows from 2,560 on; planning time grows with their cube."""

MAX_BYTES: Final = 256 * 1024

TOKEN: Final = re.compile(
    r"""(?P<skip> \s+ | \#[^\r\n]* )
      | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
      | (?P<text> \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*+(?:\"\"\")? | '''(?:[^'\\]|\\.|'(?!''))*+(?:''')?
                | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'? )
      | (?P<term> [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
      | (?P<name> (?:[^\W\d][\w.\-\u00b7]*+)?:(?:[\w:.\-\u00b7]|%[0-9A-Fa-f]{2}|\\.)*+ )
      | (?P<word> [^\W\d][\w.\-\u00b7]*+ )
      | (?P<signed> [+-](?=[0-9.]) )
      | (?P<number> (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)? )
      | (?P<open> [({\[] ) | (?P<close> [)}\]] )
      | (?P<type> \^\^ )
      | (?P<operator> \|\| | && | [!<>]= | [|&+*/^!=<>-] )
      | (?P<other> . )""",
    re.VERBOSE | re.DOTALL,
)
_SUSPECTS: Final = ("SERVICE", "LOAD", "NOW", "RAND", "UUID", "BNODE", "\\U")
"""What a text must hold in capitals to be worth reading; looked for one by one, which takes 1 µs, a pattern 50."""
_COUNTED: Final = re.compile(r"[|&+*/^!=<>-]|\b(?:UNION|OPTIONAL|FILTER|BIND|MINUS|EXISTS|GRAPH|IN)\b", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PART: Final = re.compile(r"\w+|-")
_CLAUSES: Final = frozenset(("UNION", "OPTIONAL", "FILTER", "BIND", "MINUS", "EXISTS", "GRAPH", "IN"))
_REACHING: Final = re.compile(r"SERVICE|LOAD", re.IGNORECASE)
_GLUED: Final = re.compile(r"[^:]*(SERVICE|LOAD)[^:]*:", re.IGNORECASE)
_NAMING: Final = frozenset(("GRAPH", "FROM", "NAMED"))
_DATA: Final = frozenset(("VALUES", "DATA"))
_VOLATILE: Final = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the tokens say: whether the answer may differ between two runs over the same graph."""

    volatile: bool


def inspect(text: str, max_bytes: int = MAX_BYTES, *, reaching: bool = False) -> Inspection:
    """Look at a query or an update; with `reaching`, SERVICE and LOAD are left to a second look.

    Codepoint escapes are also read decoded, since the specification decodes them before the grammar applies.

    Raises:
        BodyTooLargeError: the text is longer than `max_bytes` of UTF-8.
        QueryTooComplexError: it nests deeper than `MAX_DEPTH` or joins more than `MAX_OPERATORS`.
        QueryForbiddenError: it says SERVICE or LOAD.
    """
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        raise BodyTooLargeError(f"found {size:,} bytes of SPARQL, expected at most {max_bytes:,}")
    if _plainly_harmless(text):
        return Inspection(volatile=False)
    inspection = _Reader(text, reaching).read()
    if "\\u" in text or "\\U" in text:
        _Reader(_ESCAPE.sub(_decoded, text), reaching).read()
    return inspection


def _plainly_harmless(text: str) -> bool:
    """Whether counts over the raw text, which can only be too high, already clear it: the case of most queries."""
    capitals = text.upper()
    for one in _SUSPECTS:
        if one in capitals:
            return False
    if text.count("(") + text.count("{") + text.count("[") > MAX_DEPTH:
        return False
    return len(text) <= MAX_OPERATORS or sum(1 for _ in _COUNTED.finditer(text)) <= MAX_OPERATORS


def _decoded(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]


class _Reader:
    """One pass over the tokens of one text.

    The engine wants no border after a keyword: it reads `SERVICEex:a {}` as SERVICE and `ex:a`, and `LOADex:a` as LOAD
    (pyoxigraph 0.5). A name that begins so is refused where only the keyword can stand: before a brace that no GRAPH
    or FROM opened, and at the start of an operation. A prefix that is really called `service:` passes.
    """

    def __init__(self, text: str, reaching: bool) -> None:
        self.text = text
        self.reaching = reaching
        self.depth = 0
        self.operators = 0
        self.volatile = False
        self.data_next = False
        self.data_depth = 0
        self.before: re.Match[str] | None = None
        self.glued: re.Match[str] | None = None

    def read(self) -> Inspection:
        """Take every token in turn."""
        for token in TOKEN.finditer(self.text):
            if token.lastgroup != "skip":
                self._take(token)
                self.before = token
        return Inspection(self.volatile)

    def _take(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        glued, self.glued = self.glued, None
        if kind == "word":
            self._word(token)
        elif kind == "open":
            if glued and token[0] == "{":
                self._refuse(glued, "SERVICE")
            self._open(token)
        elif kind == "close":
            self._close()
        elif kind in ("operator", "signed"):
            self._operator(token)
        elif kind == "name":
            self._name(token)

    def _word(self, token: re.Match[str]) -> None:
        word = token[0].upper()
        reaching = _REACHING.search(word)
        if reaching:
            self._refuse(token, reaching[0])
        for part in _PART.findall(word):
            if part in _DATA:
                self.data_next = True
            elif part in _CLAUSES or part == "-":
                self._operator(token)
            elif part in _VOLATILE:
                self.volatile = True

    def _name(self, token: re.Match[str]) -> None:
        found = _GLUED.match(token[0])
        if found is None:
            return
        if found[1].upper() == "LOAD" and self._starts_an_operation():
            self._refuse(token, "LOAD")
        if self.before is None or self.before[0].upper() not in _NAMING:
            self.glued = token

    def _starts_an_operation(self) -> bool:
        return self.depth == 0 and (self.before is None or self.before[0] == ";" or self.before.lastgroup == "iri")

    def _refuse(self, token: re.Match[str], word: str) -> None:
        if self.reaching:
            return
        raise QueryForbiddenError(
            f"{word} at {self._place(token)} would make this server call another one, which is switched off here; "
            "ask that server directly, or load its data first"
        )

    def _open(self, token: re.Match[str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryTooComplexError(
                f"found more than {MAX_DEPTH} nested brackets at {self._place(token)}; flatten the query or split it"
            )
        if self.data_next and token[0] == "{":
            self.data_next = False
            self.data_depth = self.depth

    def _close(self) -> None:
        if self.depth == self.data_depth:
            self.data_depth = 0
        self.depth -= 1

    def _operator(self, token: re.Match[str]) -> None:
        if self.data_depth:
            return
        self.operators += 1
        if self.operators > MAX_OPERATORS:
            raise QueryTooComplexError(
                f"found more than {MAX_OPERATORS} operators and clauses at {self._place(token)}; "
                "list the values in a VALUES block, or split the query"
            )

    def _place(self, token: re.Match[str]) -> str:
        line = self.text.count("\n", 0, token.start()) + 1
        column = token.start() - self.text.rfind("\n", 0, token.start())
        return f"line {line}, column {column}"
