"""One file to one reading: the order of the stages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from loaders.about.description import Description, describe, language_of, title_of
from loaders.about.own_title import add_own_title
from loaders.about.sidecar import apply_hints, apply_sidecar
from loaders.facts.actors import actors
from loaders.facts.bodies import bodies
from loaders.facts.contracting import contracting
from loaders.facts.instruments import instruments
from loaders.facts.recipients import recipients
from loaders.facts.scene import Fact, Parts, Scene, sentences_of
from loaders.files.formats import READERS
from loaders.files.found import Found
from loaders.files.source import Source
from loaders.names.concerns import Concerns
from loaders.names.library import Library
from loaders.names.lists import headed_groups, spread_plural
from loaders.names.prepare import divided, prepare
from loaders.names.recognition import recognise
from loaders.names.recognizers import Recognizer
from loaders.pages.outline import outline
from loaders.pages.provisions import Outline
from loaders.statements import Writer
from loaders.things.addresses import addresses
from loaders.things.doubts import candidates
from loaders.things.entities import country_words
from loaders.things.minting import Mint
from loaders.things.resolution import resolve
from loaders.words.figures import figures
from loaders.words.mentions import Passages
from loaders.words.view import Folder
from ontology.collector import held_back
from ontology.errors import DocumentError, UnsupportedFormatError
from ontology.iris import Iris, slugify
from ontology.statement import Reading, Statement
from ontology.terms import XSD

_KEPT_BESIDE: Final = re.compile(r".[_-](?:files|archivos|fichiers|dateien|ficheiros)$", re.IGNORECASE)
"""How browsers of several languages call the folder of a saved page."""


def find(paths: Iterable[Path]) -> list[Path]:
    """The documents that some files and folders stand for, sorted; sidecars and hidden files are left out.

    A file that is named is returned whatever its ending; in a folder, those whose ending some reader knows, without
    what tells of the folder (README) and what browsers keep beside a page that they save (NAME_files).

    Raises:
        DocumentError: a path does not exist.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(each for each in path.rglob("*") if each.is_file() and _is_document(each.relative_to(path)))
        elif path.exists():
            found.add(path)
        else:
            raise DocumentError(str(path), "there is no such file or folder")
    return sorted(found)


def _is_document(path: Path) -> bool:
    """Whether a file in a folder is one to read, by its name and the folders that it lies in."""
    *folders, name = path.parts
    kept = any(_KEPT_BESIDE.search(folder) for folder in folders)
    known = path.suffix.lower() in READERS and not name.startswith(".")
    return known and not kept and path.stem.lower() != "readme"


def read(path: Path, library: Library, iris: Iris, others: Sequence[Recognizer] = ()) -> Reading:
    """Read a document into statements, each with the passage that says so; `others` are recognisers from outside.

    Raises:
        DocumentError: the file cannot become a document; the leaf tells why (empty, binary, encoding, format, sidecar).
        RecognizerError: one of the others cannot do its work.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormatError(
            str(path), f"found the ending {path.suffix!r}, expected one of {', '.join(e for e in READERS if e)}"
        )
    source = reader(path)
    sidecar = apply_sidecar(Description(), path)
    slug = sidecar.slug or slugify(path.stem)
    if not slug:
        raise DocumentError(
            str(path), "the file's name has no letter or digit to make an address of; give it a slug in a sidecar"
        )
    document = iris.document(slug)
    with held_back():
        statements = tuple(_statements(source, library, iris, slug, document, others))
    return Reading(document, iris.graph(slug), path.name, source.text, statements, source.warnings)


def _statements(
    source: Source, library: Library, iris: Iris, slug: str, document: str, others: Sequence[Recognizer]
) -> Iterator[Statement]:
    """Every stage in turn."""
    text = source.text
    structure = outline(text, library.lexicon)
    folder = Folder(text, divided(text, library.words))
    passages, about = prepare(folder, structure, library)
    recognise(passages, about, library, others)
    _add_listed(passages, structure)
    add_own_title(title_of(passages, library.lexicon), passages, about, library)
    language = apply_sidecar(Description(language=language_of(text)), source.path).language
    mint = Mint(iris, slug, about, library.things, country_words(about, passages))
    entities = resolve(passages, mint)
    described = apply_sidecar(describe(passages, entities, language, library.lexicon), source.path)
    described = _publisher(apply_hints(described, source.hints), library)
    if described.title is None:
        described = replace(described, title=Found(source.path.stem))
    places = addresses(structure.nodes(), document)
    scene = _scene(Parts(document, structure.blocks, places), passages, about, described.language)
    writer = Writer(folder, document, described.language)
    yield from writer.document(described, passages)
    yield from writer.provisions(structure, places)
    yield from writer.things(entities, passages, scene, library.things)
    yield from writer.doubts(candidates(entities.values(), about, library.things), passages)
    yield from writer.facts(list(_facts(scene, library)), passages)
    yield from writer.topics(scene)
    yield from writer.dates(passages)
    yield from writer.figures(scene, figures(library.lexicon))


def _add_listed(passages: Sequence[Passages], structure: Outline) -> None:
    """Add the groups that lists name, in place of anything read in the same words."""
    found = [(passage, mention) for passage in passages for mention in spread_plural(passage)]
    found += list(headed_groups(passages, structure.blocks))
    for passage, mention in found:
        passage.mentions = [m for m in passage.mentions if m.last <= mention.first or mention.last <= m.first]
        passage.mentions.append(mention)
        passage.mentions.sort(key=lambda m: (m.first, m.last))


def _publisher(described: Description, library: Library) -> Description:
    """A publisher given by name becomes the known body of that name."""
    found = described.publisher
    if found is None or found.datatype == XSD.anyURI:
        return described
    senses = {s.concept.iri for s in library.things.named(found.value)}
    return (
        replace(described, publisher=replace(found, value=senses.pop(), datatype=XSD.anyURI))
        if len(senses) == 1
        else described
    )


def _scene(parts: Parts, passages: Sequence[Passages], about: Concerns, language: str) -> Scene:
    """What fact finders see; a document has two sides if it concerns two countries or more."""
    sides = tuple(sorted(c.iri for c in about.countries[:2])) if len(about.countries) >= 2 else ()
    parties = contracting(passages)
    return Scene(sentences_of(passages, parts, sides, parties), passages, parties or sides, language == "es")


def _facts(scene: Scene, library: Library) -> Iterator[Fact]:
    yield from actors(scene, library.lexicon)
    yield from recipients(scene)
    yield from instruments(scene)
    yield from bodies(scene)
