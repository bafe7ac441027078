"""The words that the grammars go by, read from SKOS Turtle (`loaders/lexicon/*.ttl`)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import SKOS

from ontology.errors import LexiconError

GAZ: Final = Namespace("https://w3id.org/comity/gazetteer#")
LEX: Final = Namespace("https://w3id.org/comity/lexicon#")

_HYPHENS = re.compile(r"[\u2010-\u2015-]")
_DROPPED = re.compile(r"(?<=\w)\.(?=\w|[\s\u2010-\u2015-]|$)|[\"“”«»]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'"})


@lru_cache(maxsize=1 << 13)
def fold(text: str) -> str:
    """A name as names are compared: no accents, no case, hyphen = blank, `U.S.` = `US`.

    >>> fold("Mérida  U.S.-Mexico")
    'merida us mexico'
    """
    if text.isascii():
        plain = text.replace("`", "'").lower()
    else:
        plain = unicodedata.normalize("NFKD", text.translate(_QUOTES))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    if plain.isalnum():
        return plain
    if "." in plain or not plain.isascii() or '"' in plain:
        plain = _DROPPED.sub("", plain)
    return " ".join(_HYPHENS.sub(" ", plain).split())


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lexicon: its phrases as written, by language, and what they mean to the grammar that uses them."""

    name: str
    phrases: tuple[tuple[str, str], ...]
    mints: str | None = None
    rank: int = 0
    value: str | None = None


class Lexicon:
    """Entries by scheme, and the folded phrase of each scheme to its entry."""

    def __init__(self, entries: Mapping[str, Iterable[Entry]]) -> None:
        """Index the entries; two entries of one scheme may not share a phrase.

        Raises:
            LexiconError: two entries of one scheme share a phrase.
        """
        self._entries = {scheme: tuple(found) for scheme, found in entries.items()}
        self._phrases: dict[str, dict[str, Entry]] = {}
        for scheme, found in self._entries.items():
            self._phrases[scheme] = _index(scheme, found)
        self._words = {scheme: frozenset(index) for scheme, index in self._phrases.items()}

    @property
    def schemes(self) -> tuple[str, ...]:
        """The names of the schemes, sorted."""
        return tuple(sorted(self._entries))

    def entries(self, scheme: str) -> tuple[Entry, ...]:
        """The entries of a scheme, in order of their names."""
        return self._entries.get(scheme, ())

    def phrases(self, scheme: str) -> Mapping[str, Entry]:
        """Folded phrase to entry."""
        return self._phrases.get(scheme, {})

    def words(self, scheme: str) -> frozenset[str]:
        """The folded phrases of a scheme."""
        return self._words.get(scheme, frozenset())


def _index(scheme: str, entries: Iterable[Entry]) -> dict[str, Entry]:
    index: dict[str, Entry] = {}
    for entry in entries:
        for phrase, _ in entry.phrases:
            other = index.setdefault(fold(phrase), entry)
            if other is not entry:
                raise LexiconError(f"lexicon {scheme}: {phrase!r} stands in both {other.name} and {entry.name}")
    return index


def read_lexicon(folder: Path) -> Lexicon:
    """Read every Turtle file of a folder.

    Raises:
        LexiconError: a file does not parse, or two entries of one scheme share a phrase.
    """
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # rdflib raises many kinds from its Turtle parser; each means the same to an editor
            raise LexiconError(f"{path.name}: not Turtle ({error})") from error
    schemes: dict[str, list[Entry]] = defaultdict(list)
    for subject, scheme in sorted(graph.subject_objects(SKOS.inScheme)):
        schemes[str(scheme).removeprefix(LEX)].append(_entry(graph, subject))
    return Lexicon(schemes)


def _entry(graph: Graph, subject: object) -> Entry:
    node = URIRef(str(subject))
    labels = [
        label
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        for label in graph.objects(node, predicate)
        if isinstance(label, RdfLiteral)
    ]
    phrases = tuple(sorted((str(label), label.language or "") for label in labels))
    mints, rank, value = (graph.value(node, p) for p in (GAZ.mintsClass, GAZ.rank, RDF.value))
    return Entry(
        name=str(node).removeprefix(LEX),
        phrases=phrases,
        mints=str(mints) if mints is not None else None,
        rank=int(str(rank)) if rank is not None else 0,
        value=str(value) if value is not None else None,
    )
