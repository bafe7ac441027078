"""The library of saved queries: SPARQL files whose header says, in two languages, what they answer and what they take.

A file is `queries/saved/NAME.rq`. Its header is TOML in lines that begin with `#+`, so that any SPARQL tool runs the
file as it is: `title`, `description` (each with `en` and `es`), `keywords`, and a table `parameters.NAME` for each
variable that a caller may bind, with `type`, `description`, and optionally `kinds`, `required`, `default`, `example`.
The idea of a query that becomes an address is that of grlc (https://grlc.io); there, values are spliced as text.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ontology.errors import ConfigurationError, UnknownNameError

LANGUAGES: Final = ("en", "es")

TYPES: Final[dict[str, str]] = {
    "thing": "an IRI, a kind/slug such as agency/department-of-the-treasury, or a name",
    "term": "an IRI or a prefixed name such as comity:Agency",
    "text": "any words",
    "integer": "a whole number",
    "date": "a year, a month or a day: 1998, 1998-02 or 1998-02-06",
    "language": "en or es",
}
"""The types of parameters, and what a value of each looks like."""

RESERVED: Final = frozenset({"format", "limit", "offset", "timeout"})
"""Names that mean the same for every query, and that no parameter may take."""

_FORM: Final = re.compile(r"^(SELECT|CONSTRUCT|ASK)\b", re.MULTILINE)
_MARK: Final = "#+"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that a caller may bind.

    `kinds` narrows a thing to kinds of address. A parameter that is given neither by the caller nor by `default`
    leaves its variable free, unless it is `required`. `example` is a value that gives rows on the bundled documents.
    """

    name: str
    type: str
    description: Mapping[str, str]
    kinds: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One file of the library; `form` is SELECT, CONSTRUCT or ASK, `text` the file without its header."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    form: str
    text: str


def parse(name: str, source: str) -> SavedQuery:
    """The saved query that a file holds.

    Raises:
        ConfigurationError: the header is not TOML, lacks something, or has a key or a type that is unknown.
    """
    lines = source.splitlines()
    head = [line.removeprefix(_MARK).removeprefix(" ") for line in lines if line.startswith(_MARK)]
    text = "\n".join(line for line in lines if not line.startswith(_MARK)).strip() + "\n"
    form = _FORM.search(text)
    try:
        header = tomllib.loads("\n".join(head))
        if form is None:
            raise ValueError("no line begins with SELECT, CONSTRUCT or ASK")
        return _saved(name, header, form[1], text)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"saved query {name}.rq: {error}") from error


def _saved(name: str, header: dict[str, Any], form: str, text: str) -> SavedQuery:
    _known(header, {"title", "description", "keywords", "parameters"})
    return SavedQuery(
        name,
        _bilingual(header["title"]),
        _bilingual(header["description"]),
        tuple(header["keywords"]),
        tuple(_parameter(one, table) for one, table in header.get("parameters", {}).items()),
        form,
        text,
    )


def _parameter(name: str, table: dict[str, Any]) -> Parameter:
    _known(table, {"type", "description", "kinds", "required", "default", "example"})
    if table["type"] not in TYPES:
        raise ValueError(f"parameter {name}: found the type {table['type']!r}, expected one of {', '.join(TYPES)}")
    if name in RESERVED:
        raise ValueError(f"parameter {name}: the name means something for every query")
    found = {**table, "description": _bilingual(table["description"]), "kinds": tuple(table.get("kinds", ()))}
    return Parameter(name, **found)


def _known(table: Mapping[str, object], keys: set[str]) -> None:
    if unknown := sorted(set(table) - keys):
        raise ValueError(f"found the keys {', '.join(unknown)}, expected {', '.join(sorted(keys))}")


def _bilingual(table: Mapping[str, str]) -> dict[str, str]:
    return {language: table[language] for language in LANGUAGES}


@cache
def saved_queries() -> Mapping[str, SavedQuery]:
    """Every query of the library by name, sorted.

    Raises:
        ConfigurationError: a file does not follow the rules above.
    """
    folder = files("queries") / "saved"
    found = {one.name.removesuffix(".rq"): one for one in folder.iterdir() if one.name.endswith(".rq")}
    return {name: parse(name, found[name].read_text("utf-8")) for name in sorted(found)}


def find(name: str) -> SavedQuery:
    """The saved query of a name.

    Raises:
        UnknownNameError: there is none; it says which names come close.
    """
    known = saved_queries()
    if name not in known:
        nearest = difflib.get_close_matches(name, known, n=5, cutoff=0.3)
        raise UnknownNameError(name, nearest or tuple(known), kind="saved query")
    return known[name]
