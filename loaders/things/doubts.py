"""Things that may be one and are kept apart: what an editor of the gazetteer is to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.names.concerns import Concerns
from loaders.things.entities import Entity
from loaders.words.classes import family
from loaders.words.gazetteer import Concept, Gazetteer


def candidates(entities: Iterable[Entity], about: Concerns, gazetteer: Gazetteer) -> Iterator[tuple[Entity, str]]:
    """Each thing that the gazetteer does not know, with every known thing that carries its name and could be it.

    Nothing decided between them: bodies of several countries that the document concerns have the name, or one whose
    years do not fit, or one that the name alone does not tell.
    """
    for entity in entities:
        if entity.concept is None:
            named = (sense.concept for surface in entity.surfaces for sense in gazetteer.named(surface))
            for iri in sorted({concept.iri for concept in named if _may_be(entity, concept, about)}):
                yield entity, iri


def _may_be(entity: Entity, concept: Concept, about: Concerns) -> bool:
    """Whether class and country do not speak against it."""
    if entity.family != family(concept.mints) or entity.iri == concept.iri:
        return False
    if entity.owner is not None and concept.countries:
        return entity.owner in concept.countries
    return all(map(about.about, concept.parties)) and (
        not concept.countries or any(map(about.about, concept.countries))
    )
