"""Everything that reading goes by, loaded once: lexicons, gazetteer and topics."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from platform import python_version
from typing import Final, cast

from loaders.names.bare_names import BareNames
from loaders.names.names import Names
from loaders.names.people import People
from loaders.names.places import Places
from loaders.words.gazetteer import Gazetteer, read_entries, read_graph, reference_statements, turtle_files
from loaders.words.lexicon import Lexicon, read_lexicon
from loaders.words.shelf import digest, frozen, kept, thawed
from ontology.iris import DEFAULT_BASE
from ontology.statement import Statement
from ontology.terms import COMITY

_LONG_WORD: Final = re.compile(r"[^\W\d_]{6,}")
_TOPICAL: Final = frozenset({COMITY.Topic, COMITY.Substance})


@dataclass(frozen=True, slots=True)
class Library:
    """Lexicon, known things, the recognisers made from them, and the reference facts.

    `things` is the gazetteer without topics and substances, which have one of their own each; `countries` holds once
    more the countries alone, and the unions that have a country code. `words` are the longer words of all labels.
    """

    lexicon: Lexicon
    things: Gazetteer
    countries: Gazetteer
    topics: Gazetteer
    substances: Gazetteer
    names: Names
    people: People
    bare_names: BareNames
    places: Places
    words: frozenset[str]
    packed: bytes
    base: str

    @property
    def reference(self) -> tuple[Statement, ...]:
        """The gazetteer as facts, unpacked when they are asked for: to read documents takes none."""
        return cast(tuple[Statement, ...], thawed(self.packed))

    def is_acronym(self, word: str) -> bool:
        """Whether a word in capitals is one by which a thing is known ("DEA")."""
        return any(sense.label == word for sense in self.things.named(word))

    @classmethod
    def open(cls, base: str = DEFAULT_BASE, extra: tuple[Path, ...] = ()) -> Library:
        """Load the bundled lexicons, gazetteer and topics, and an analyst's own gazetteer files or folders.

        The first time for given files takes seconds; the outcome is kept in the user's cache.

        Raises:
            LexiconError: a file does not parse or breaks a rule; the message names it.
        """
        with as_file(files("loaders")) as here, as_file(files("ontology")) as ontology:
            words = sorted((here / "lexicon").glob("*.ttl"))
            known = [here / "gazetteer", *extra]
            code = [*sorted(here.rglob("*.py")), *sorted(ontology.glob("*.py"))]
            sources = [*words, *turtle_files([*known, ontology / "topics.ttl"]), *code]
            name = f"library-{digest(sources, base, python_version())}"
            return kept(name, cls, lambda: cls._made(here / "lexicon", known, ontology / "topics.ttl", base))

    @classmethod
    def _made(cls, words: Path, known: list[Path], scheme: Path, base: str) -> Library:
        lexicon = read_lexicon(words)
        graph = read_graph(known, base)
        entries = read_entries(graph)
        people = People(lexicon)
        topical = [*entries, *read_entries(read_graph([scheme], base))]
        return cls(
            lexicon,
            Gazetteer(e for e in entries if e[0].mints not in _TOPICAL),
            Gazetteer(e for e in entries if e[0].mints == COMITY.Country or e[0].iso2 is not None),
            Gazetteer(e for e in topical if e[0].mints == COMITY.Topic),
            Gazetteer(e for e in topical if e[0].mints == COMITY.Substance),
            Names(lexicon),
            people,
            BareNames(lexicon, people.names),
            Places(lexicon),
            _vocabulary(lexicon, (label for _, labels in topical for label, _ in labels)),
            frozen(tuple(reference_statements(graph))),
            base,
        )


def _vocabulary(lexicon: Lexicon, labels: Iterable[str]) -> frozenset[str]:
    """The words of six letters or more in the phrases of the lexicon and in some labels, without regard to case."""
    phrases = (phrase for scheme in lexicon.schemes for e in lexicon.entries(scheme) for phrase, _ in e.phrases)
    return frozenset(word.casefold() for text in (*phrases, *labels) for word in _LONG_WORD.findall(text))
