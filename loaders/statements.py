"""What was found in a document, as statements with their passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from loaders.about.description import Description
from loaders.facts.scene import Fact, Scene
from loaders.files.found import Found
from loaders.pages.provisions import Node, Outline
from loaders.things.addresses import title_of
from loaders.things.entities import Entity
from loaders.words.figures import Figure, Figures
from loaders.words.gazetteer import Gazetteer
from loaders.words.mentions import Mention, Passages
from loaders.words.view import Folder, Span
from ontology.statement import Literal, Passage, Statement
from ontology.terms import COMITY, DCTERMS, FOAF, ORG, RDF, SCHEMA, SKOS, XSD

_ABOVE: Final = {
    COMITY.AlliancePoint: (COMITY.Point, COMITY.Provision),
    **dict.fromkeys(
        (
            COMITY.Treaty,
            COMITY.Convention,
            COMITY.Protocol,
            COMITY.Declaration,
            COMITY.Initiative,
            COMITY.Law,
            COMITY.Plan,
        ),
        (COMITY.Agreement,),
    ),
    **dict.fromkeys(
        (
            COMITY.Point,
            COMITY.GeneralObjective,
            COMITY.Objective,
            COMITY.Action,
            COMITY.Principle,
            COMITY.Goal,
            COMITY.Accomplishment,
            COMITY.ProgramElement,
            COMITY.Article,
        ),
        (COMITY.Provision,),
    ),
}
"""The classes above a class, written too, so that a query need not reason."""
_OWNED: Final = frozenset({COMITY.Agency, COMITY.Legislature, ORG.Post})


class Writer:
    """Writes the statements of one document; `folder` folds its source, `document` is its address."""

    def __init__(self, folder: Folder, document: str, language: str) -> None:
        """Start with nothing written."""
        self._folder = folder
        self._text = folder.source
        self._document = document
        self._language = language
        self._passages: dict[Span, Passage] = {}

    def passage(self, span: Span) -> Passage:
        """The passage that a range of the source is."""
        found = self._passages.get(span)
        if found is None:
            found = Passage(self._document, span[0], span[1], self._text[span[0] : span[1]])
            self._passages[span] = found
        return found

    def _typed(self, iri: str, mints: str) -> Iterator[Statement]:
        for each in (mints, *_ABOVE.get(mints, ())):
            yield Statement(iri, RDF.type, each)

    def _label(self, value: str) -> Literal:
        return Literal(value, language=self._language)

    # The document

    def document(self, found: Description, passages: Sequence[Passages]) -> Iterator[Statement]:
        """Types, title, publisher, date, language and source; with a passage where the text says so."""
        yield Statement(self._document, RDF.type, COMITY.Document)
        if found.type != "Document":
            yield Statement(self._document, RDF.type, f"{COMITY.Document.removesuffix('Document')}{found.type}")
        yield Statement(self._document, DCTERMS.language, Literal(found.language))
        if found.title is not None:
            yield self._described(DCTERMS.title, self._label(found.title.value), found.title, passages)
        if found.publisher is not None:
            value = found.publisher.value if found.publisher.datatype == XSD.anyURI else Literal(found.publisher.value)
            yield self._described(DCTERMS.publisher, value, found.publisher, passages)
        if found.issued is not None:
            yield self._described(
                DCTERMS.issued, Literal(found.issued.value, found.issued.datatype), found.issued, passages
            )
        if found.source is not None:
            yield Statement(self._document, DCTERMS.source, Literal(found.source))

    def _described(self, predicate: str, value: str | Literal, found: Found, passages: Sequence[Passages]) -> Statement:
        if found.block is None:
            return Statement(self._document, predicate, value)
        passage = self.passage(passages[found.block].view.span(found.start, found.end))
        return Statement(self._document, predicate, value, passage)

    # Provisions

    def provisions(self, outline: Outline, iris: dict[int, str]) -> Iterator[Statement]:
        """Class, place, number, order, name and text of every provision."""
        for node in outline.nodes():
            iri = iris[id(node)]
            above = iris[id(node.parent)] if node.parent is not None else self._document
            yield from self._typed(iri, node.mints)
            yield Statement(iri, DCTERMS.isPartOf, above)
            yield Statement(above, DCTERMS.hasPart, iri)
            yield Statement(iri, COMITY.order, Literal(str(node.order), XSD.integer))
            yield Statement(iri, SKOS.prefLabel, self._label(title_of(node)))
            if node.number is not None:
                yield Statement(iri, COMITY.number, Literal(node.number))
            yield from self._wording(iri, node)

    def _wording(self, iri: str, node: Node) -> Iterator[Statement]:
        """The text of a provision, from its pieces; another wording of it elsewhere stands beside."""
        text = self._folder.fold(node.pieces).text or self._text[node.marker[0] : node.marker[1]].strip()
        for span in self._runs(node.pieces or [node.marker]):
            yield Statement(iri, SCHEMA.text, Literal(text), self.passage(span))
        for pieces in node.restated:
            other = self._folder.fold(pieces).text
            predicate = SCHEMA.text if other == text else COMITY.restatedAs
            for span in self._runs(pieces):
                yield Statement(iri, predicate, Literal(other), self.passage(span))

    def _runs(self, pieces: Sequence[Span]) -> Iterator[Span]:
        """Pieces with nothing but white space between them, joined."""
        start, end = pieces[0]
        for first, last in pieces[1:]:
            if self._text[end:first].strip():
                yield self._stripped(start, end)
                start = first
            end = last
        yield self._stripped(start, end)

    def _stripped(self, start: int, end: int) -> Span:
        body = self._text[start:end]
        return start + len(body) - len(body.lstrip()), end - (len(body) - len(body.rstrip()))

    # Things

    def things(
        self, entities: dict[str, Entity], passages: Sequence[Passages], scene: Scene, gazetteer: Gazetteer
    ) -> Iterator[Statement]:
        """Class, names and mentions of every thing, and what mentions it."""
        subjects = {s.passage.index: s.subject for s in scene.sentences}
        for iri, entity in entities.items():
            yield from self._typed(iri, entity.mints)
            yield from self._names(entity, gazetteer)
            for mention in entity.mentions:
                passage = self.passage(passages[mention.block].span(mention.first, mention.last))
                yield Statement(passage.iri, COMITY.denotes, iri, passage)
                subject = subjects.get(mention.block)
                if subject is not None:
                    yield Statement(subject, SCHEMA.mentions, iri, passage)
                yield from self._country(entity, mention, passages[mention.block])

    def doubts(self, found: Iterable[tuple[Entity, str]], passages: Sequence[Passages]) -> Iterator[Statement]:
        """What a thing may be the same as, with the words by which it was first named."""
        for entity, other in found:
            mention = entity.mentions[0]
            passage = self.passage(passages[mention.block].span(mention.first, mention.last))
            yield Statement(entity.iri, SKOS.closeMatch, other, passage)

    def _names(self, entity: Entity, gazetteer: Gazetteer) -> Iterator[Statement]:
        """The forms a thing was met in; one is preferred where the gazetteer has no name for it."""
        known = set(gazetteer.labels(entity.iri)) if entity.concept is not None else set()
        forms = dict.fromkeys(" ".join(surface.split()) for surface in entity.surfaces)
        if entity.concept is None:
            label = " ".join(entity.label.split())
            label = label.title() if label.isupper() and " " in label else label
            known.add(label)
            yield Statement(entity.iri, SKOS.prefLabel, self._label(label))
            if entity.mints == FOAF.Person:
                yield Statement(entity.iri, FOAF.name, Literal(label))
        for form in forms:
            if form not in known:
                yield Statement(entity.iri, SKOS.altLabel, self._label(form))

    def _country(self, entity: Entity, mention: Mention, passage: Passages) -> Iterator[Statement]:
        """The country that a mention's own words say a body belongs to, for bodies the gazetteer does not know."""
        if (
            mention.owner is None
            or entity.concept is not None
            or entity.mints not in _OWNED
            or mention.owner == entity.iri
        ):
            return
        inside = any(mention.first <= h.first < mention.last for h in passage.countries.values())
        first = mention.first if inside else max(0, mention.first - 2)
        hit = next((h for h in passage.countries.values() if first <= h.first < mention.last), None)
        if hit is not None:
            span = passage.span(min(hit.first, mention.first), max(mention.last, hit.last))
            yield Statement(entity.iri, COMITY.country, mention.owner, self.passage(span))

    # Facts

    def facts(self, found: Sequence[Fact], passages: Sequence[Passages]) -> Iterator[Statement]:
        """Each fact with the words that state it."""
        for fact in found:
            span = passages[fact.block].span(fact.first, fact.last)
            yield Statement(fact.subject, fact.predicate, fact.object, self.passage(span))

    def topics(self, scene: Scene) -> Iterator[Statement]:
        """What each provision and the document speak of; known topics and substances are mentions too."""
        subjects = {s.passage.index: s.subject for s in scene.sentences}
        concepts: dict[str, str] = {}
        for passage in scene.passages:
            subject = subjects.get(passage.index)
            for hit in passage.topics:
                if subject is None:
                    break
                concept = hit.senses[0].concept
                quote = self.passage(passage.span(hit.first, hit.last))
                yield Statement(quote.iri, COMITY.denotes, concept.iri, quote)
                yield Statement(subject, DCTERMS.subject, concept.iri, quote)
                if subject != self._document:
                    yield Statement(self._document, DCTERMS.subject, concept.iri, quote)
                concepts[concept.iri] = concept.mints
        for iri, mints in concepts.items():
            yield from self._typed(iri, mints)

    def dates(self, passages: Sequence[Passages]) -> Iterator[Statement]:
        """Every date of the text; the end of a period stands beside its beginning."""
        for passage in passages:
            if passage.kind == "chrome":
                continue
            for date in passage.dates:
                quote = self.passage(passage.view.span(date.start, date.end))
                yield Statement(quote.iri, COMITY.date, Literal(date.value, date.datatype), quote)
                if date.until is not None:
                    yield Statement(quote.iri, COMITY.until, Literal(date.until, date.datatype), quote)

    def figures(self, scene: Scene, figures: Figures) -> Iterator[Statement]:
        """Every figure with its unit, what it counts, how it is qualified, and the year its sentence gives."""
        subjects = {s.passage.index: s.subject for s in scene.sentences}
        for passage in scene.passages:
            subject = subjects.get(passage.index)
            if subject is None or passage.kind not in ("paragraph", "provision"):
                continue
            for figure in figures.find(passage.tokens, _taken(passage), scene.spanish, _countries(passage, scene)):
                yield from self._figure(subject, passage, figure)

    def _figure(self, subject: str, passage: Passages, figure: Figure) -> Iterator[Statement]:
        """Value and unit quote the figure itself; the rest its sentence."""
        span = passage.span(figure.first, figure.last)
        quote = self.passage(span)
        sentence = self.passage(passage.span(*passage.sentence_of(figure.first)))
        iri = f"{self._document}/figure/{span[0]}-{span[1]}"
        yield Statement(subject, COMITY.figure, iri, quote)
        yield Statement(iri, RDF.type, COMITY.Figure)
        yield Statement(iri, SCHEMA.value, Literal(f"{figure.value:f}", XSD.decimal), quote)
        yield Statement(iri, SCHEMA.unitText, Literal(figure.unit), quote)
        if figure.counts:
            yield Statement(iri, COMITY.counts, Literal(figure.counts), sentence)
        if figure.qualifier:
            yield Statement(iri, COMITY.qualifier, Literal(figure.qualifier), sentence)
        year = _year_of(passage, figure.first)
        if year is not None:
            yield Statement(iri, COMITY.year, Literal(year, XSD.gYear), sentence)


def _countries(passage: Passages, scene: Scene) -> list[tuple[int, str]]:
    """The countries that a passage names, by token and slug, and far from all tokens the two sides."""
    named = [(m.first, m.entity) for m in passage.mentions if m.mints == COMITY.Country and m.entity]
    sides = [(-len(passage.tokens), side) for side in scene.sides]
    return [(at, iri.rsplit("/", 1)[-1]) for at, iri in (*named, *sides)]


def _taken(passage: Passages) -> list[bool]:
    """Which tokens are of dates, or of names with a number in them, and so of no figure."""
    taken = [False] * len(passage.tokens)
    for date in passage.dates:
        first, last = passage.covered(date.start, date.end)
        taken[first:last] = [True] * (last - first)
    for mention in passage.mentions:
        if "n" in passage.tokens.kinds[mention.first : mention.last]:
            taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return taken


def _year_of(passage: Passages, token: int) -> str | None:
    """The one year that a figure's sentence names."""
    first, last = passage.sentence_of(token)
    start, end = passage.tokens.starts[first], passage.tokens.ends[last - 1]
    years = {d.value[:4] for d in passage.dates if start <= d.start < end and d.value[:4].isdigit()}
    return years.pop() if len(years) == 1 else None
