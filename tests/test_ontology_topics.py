"""The topic scheme is whole, and each of its phrases leads to one topic."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef
from rdflib import Literal as RdfLiteral

from loaders.words.lexicon import fold
from ontology.files import TOPICS, read_text
from ontology.iris import DEFAULT_BASE, Iris, slugify
from ontology.terms import COMITY

SCHEME: Final = URIRef(f"{DEFAULT_BASE}topic-scheme")
TOPIC: Final = URIRef(COMITY.Topic)


@cache
def _scheme() -> Graph:
    return Graph().parse(data=read_text(TOPICS), format="turtle")


def _topics() -> list[URIRef]:
    return sorted(topic for topic in _scheme().subjects(RDF.type, TOPIC) if isinstance(topic, URIRef))


def _labels(topic: URIRef, predicate: URIRef, language: str) -> list[str]:
    found = (label for label in _scheme().objects(topic, predicate) if isinstance(label, RdfLiteral))
    return sorted(str(label) for label in found if label.language == language)


def _phrases(topic: URIRef) -> Iterator[str]:
    for language in ("en", "es"):
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            yield from _labels(topic, predicate, language)


@cache
def _owners() -> dict[str, set[URIRef]]:
    """Each phrase as it is compared, and the topics that have it."""
    owners: dict[str, set[URIRef]] = defaultdict(set)
    for topic in _topics():
        for phrase in _phrases(topic):
            owners[fold(phrase)].add(topic)
    return dict(owners)


def _shorter(phrase: str) -> Iterator[str]:
    """Every run of words within a phrase, but the phrase itself."""
    words = phrase.split()
    runs = ((i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1) if j - i < len(words))
    return (" ".join(words[i:j]) for i, j in runs)


@pytest.mark.parametrize("topic", _topics(), ids=lambda topic: str(topic).removeprefix(DEFAULT_BASE))
def test_a_topic_is_whole(topic: URIRef) -> None:
    """An address from its English name; one name in each language, other phrases in both, a definition, a place."""
    scheme = _scheme()
    (english,) = _labels(topic, SKOS.prefLabel, "en")
    assert Iris().parse(str(topic)) == ("topic", slugify(english))
    assert len(_labels(topic, SKOS.prefLabel, "es")) == 1
    assert _labels(topic, SKOS.altLabel, "en")
    assert _labels(topic, SKOS.altLabel, "es")
    assert len(_labels(topic, SKOS.definition, "en")) == 1
    assert (topic, RDF.type, SKOS.Concept) in scheme
    assert (topic, SKOS.inScheme, SCHEME) in scheme


def test_a_phrase_belongs_to_one_topic() -> None:
    """Whoever reads "extradition" must not have to choose: no two topics share a phrase, in either language."""
    assert {phrase: topics for phrase, topics in _owners().items() if len(topics) > 1} == {}


def test_no_phrase_is_idle() -> None:
    """A phrase that holds a shorter one of its topic, and none of another, finds nothing that that one does not."""
    idle = [
        phrase
        for phrase, topics in _owners().items()
        if set().union(*(_owners().get(run, set()) for run in _shorter(phrase))) == topics
        and not any(phrase == fold(name) for topic in topics for name in _names(topic))
    ]
    assert idle == []


def _names(topic: URIRef) -> list[str]:
    return [*_labels(topic, SKOS.prefLabel, "en"), *_labels(topic, SKOS.prefLabel, "es")]


def test_phrases_are_clean_text() -> None:
    """Words with one blank between them: what is compared is what is written."""
    phrases = [phrase for topic in _topics() for phrase in _phrases(topic)]
    assert [phrase for phrase in phrases if phrase != " ".join(phrase.split())] == []


def test_every_topic_lies_below_a_top_concept() -> None:
    """The scheme has two levels, so that a count by top concept counts everything once."""
    scheme = _scheme()
    tops = set(scheme.objects(SCHEME, SKOS.hasTopConcept))
    assert tops == set(scheme.subjects(SKOS.topConceptOf, SCHEME))
    for topic in set(_topics()) - tops:
        assert len(set(scheme.objects(topic, SKOS.broader))) == 1
        assert set(scheme.objects(topic, SKOS.broader)) <= tops
    assert not any(set(scheme.objects(top, SKOS.broader)) for top in tops)


def test_the_scheme_has_a_title_in_both_languages() -> None:
    """A reader of the file is told what it is."""
    assert {
        str(title.language) for title in _scheme().objects(SCHEME, DCTERMS.title) if isinstance(title, RdfLiteral)
    } == {
        "en",
        "es",
    }


def test_every_topic_that_a_reader_found_is_in_the_scheme(gold: Path) -> None:
    """The closed vocabulary of the annotated originals is part of the scheme, name by name."""
    documents = [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("entities-*.json"))]
    wanted = {entity["name"] for found in documents for entity in found["entities"] if entity["class"] == "Topic"}
    assert len(wanted) == 55
    assert wanted - {name for topic in _topics() for name in _labels(topic, SKOS.prefLabel, "en")} == set()
