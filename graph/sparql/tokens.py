"""SPARQL text as tokens (SPARQL 1.1, 19.8), with the place of each; only for saying what is wrong with a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CHARACTER: Final = r"\w\-·\u0300-\u036F\u203F\u2040"
_CODE: Final = r"\\u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPED: Final = rf"\\[tbnrf\\\"']|{_CODE}"
_NAME: Final = rf"[^\W\d_](?:[{_CHARACTER}.]*[{_CHARACTER}])?"
_LOCAL: Final = rf"(?:[\w:]|%[0-9A-Fa-f]{{2}}|\\[\W_])(?:(?:[{_CHARACTER}:]|%[0-9A-Fa-f]{{2}}|\\[\W_]|\.(?=\S*[\w:]))*)"
_NUMBER: Final = r"(?:\d+\.?\d*[eE][+-]?\d+|\.\d+[eE][+-]?\d+|\d*\.\d+)"

_TOKEN: Final = re.compile(
    rf"""(?P<skip>\s+|\#[^\n\r]*)
      |(?P<newer><<|>>(?!=)|\{{\||\|\}}|~)
      |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE})*>)
      |(?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|{_ESCAPED}))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPED}))*'''
        |\"(?!\"\")(?:[^"\\\n\r]|{_ESCAPED})*\"|'(?!'')(?:[^'\\\n\r]|{_ESCAPED})*')
      |(?P<var>[?$][\w·\u0300-\u036F\u203F\u2040]+)
      |(?P<blank>_:\w(?:[{_CHARACTER}.]*[{_CHARACTER}])?)
      |(?P<pname>(?:{_NAME})?:{_LOCAL})
      |(?P<ns>(?:{_NAME})?:)
      |(?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--(?:ltr|rtl))?)
      |(?P<word>[^\W\d]\w*)
      |(?P<signed>[+-](?:{_NUMBER}|\d+))
      |(?P<number>{_NUMBER})
      |(?P<int>\d+)
      |(?P<nil>\(\s*\))
      |(?P<anon>\[\s*\])
      |(?P<mark>\^\^|\|\||&&|!=|<=|>=|[(){{}}\[\];,.*/+\-|^=<>!?])
      |(?P<fault>.)""",
    re.VERBOSE | re.DOTALL,
)

_NEWER: Final = frozenset(
    "ADJUST HASLANG HASLANGDIR ISTRIPLE LANGDIR OBJECT PREDICATE STRLANGDIR SUBJECT TRIPLE VERSION".split()
)
"""Words of SPARQL 1.2; its marks are those that the pattern calls `newer`."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (that of the pattern; a keyword or a mark is its own kind), its text and its offset."""

    kind: str
    text: str
    offset: int


END: Final = "end"
FAULT: Final = "fault"
NEWER: Final = "newer"


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query; what is none is a FAULT of one character, and an END closes the list."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or FAULT
        if kind != "skip":
            yield Token(_kind(kind, match.group()), match.group(), match.start())
    yield Token(END, "", len(text))


def _kind(kind: str, found: str) -> str:
    if kind == "mark":
        return found
    if kind != "word" or found == "a":
        return kind if kind != "word" else found
    word = found.upper()
    if word in _NEWER:
        return NEWER
    return found if word in ("TRUE", "FALSE") and found != word.lower() else word
