"""Everything that reading goes by, loaded once: lexicons, gazetteer and topics."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from loaders.gazetteer import Gazetteer, read_gazetteer, read_graph, reference_statements
from loaders.lexicon import Lexicon, read_lexicon
from loaders.names import Names
from loaders.people import People
from loaders.places import Places
from ontology.iris import DEFAULT_BASE
from ontology.statement import Statement
from ontology.terms import COMITY

_TOPICAL = frozenset({COMITY.Topic, COMITY.Substance})


@dataclass(frozen=True, slots=True)
class Library:
    """Lexicon, known things, countries by themselves, known topics, known substances, the recognisers made from them, and the reference facts."""

    lexicon: Lexicon
    things: Gazetteer
    countries: Gazetteer
    topics: Gazetteer
    substances: Gazetteer
    names: Names
    people: People
    places: Places
    reference: tuple[Statement, ...]
    base: str

    @classmethod
    def open(cls, base: str = DEFAULT_BASE, extra: tuple[Path, ...] = ()) -> Library:
        """Load the bundled lexicons, gazetteer and topics, and an analyst's own gazetteer files or folders.

        Raises:
            LexiconError: a file does not parse or breaks a rule; the message names it.
        """
        with as_file(files("loaders")) as here, as_file(files("ontology")) as ontology:
            lexicon = read_lexicon(here / "lexicon")
            graph = read_graph([here / "gazetteer", *extra], base)
            topics = read_graph([ontology / "topics.ttl"], base)
        known = read_gazetteer(graph)
        topical = read_gazetteer(graph + topics)
        return cls(
            lexicon,
            known.only(lambda concept: concept.mints not in _TOPICAL),
            known.only(lambda concept: concept.mints == COMITY.Country or concept.iso2 is not None),
            topical.only(lambda concept: concept.mints == COMITY.Topic),
            topical.only(lambda concept: concept.mints == COMITY.Substance),
            Names(lexicon),
            People(lexicon),
            Places(lexicon),
            tuple(reference_statements(graph)),
            base,
        )
