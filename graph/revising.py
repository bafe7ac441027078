"""What is derived from a generation, from that of the generation before it and what changed in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from graph.amending import amended
from graph.assembling import assemble
from graph.catalogue import TELLING, Entry, described
from graph.difference import Difference, Lines, subject_of
from graph.names import Names
from graph.network import Network
from graph.nquads import iri_term, parse_term, split
from graph.results import DEFAULT
from graph.store import Store
from graph.tables.triples import Triples
from ontology.iris import Iris
from ontology.statement import Literal
from ontology.terms import COMITY, RDF

_WAITING: Final = 0.1
"""Once graphs that may tell of what came are more than this share of all text, the network is built anew."""

_TELLING = frozenset(f"<{predicate}>".encode() for predicate in TELLING)
_DENOTES = f"<{COMITY.denotes}>".encode()
_SUBJECT, _TYPE = f" <{RDF.subject}> <".encode(), f" <{RDF.type}> ".encode()


def network_after(change: Difference, before: Network, store: Store, iris: Iris) -> Network | None:
    """The network of a store, from the one before a change; None if it is to be built anew.

    It is, where the ontology changed, where the change brings or takes a class, a predicate or a language, and where
    much may tell of what came.

    Raises:
        StoreDamagedError: something cannot be read.
    """
    ontology = iri_term(iris.graph("ontology")).encode()
    if ontology in change.graphs:
        return None
    waiting = list(before.pool("waiting")) if change.came else []
    if sum(map(change.after.size, waiting)) > _WAITING * change.size:
        return None
    graphs = _with_waiting(change, waiting)
    subjects = _subjects(change, graphs, before, iris)
    if not subjects.isdisjoint(f"<{one}>".encode() for one in before.pool("classes")):
        return None
    was = change.before.about(subjects)
    moving = set(map(subject_of, (*change.went, *change.came)))
    now = [line for line in was if subject_of(line) not in moving] + change.after.about(subjects & moving)
    fixed = [line for line in change.after.raw(iris.graph("ontology")) if subject_of(line) in subjects]
    fixed += list(_told(fixed, store, {*graphs, ontology}))
    went = _assembled(iris, was, fixed, *(old for old, _ in graphs.values()))
    came = _assembled(iris, now, fixed, *(new for _, new in graphs.values()))
    return amended(before, went, came, sorted(one[1:-1].decode() for one in subjects))


def names_after(change: Difference, before: Names, store: Store, iris: Iris) -> Names | None:
    """The names of a store, from those before a change; None if they are to be built anew.

    They are, where the ontology changed, and where the change brings or takes a kind of things.

    Raises:
        StoreDamagedError: something cannot be read.
    """
    ontology = iris.graph("ontology")
    if iri_term(ontology).encode() in change.graphs:
        return None
    cited = _cited(change)
    touched = {subject_of(line) for line in (*change.went, *change.came) if line.split(b" ", 2)[1] in _TELLING}
    touched = {one for one in touched | cited.keys() if one.startswith(b"<")}
    vocabulary = {subject_of(line)[1:-1].decode() for line in change.after.raw(ontology)}
    entries = [
        Entry(iri, kind, names, text, _times(before, iri, cited, store))
        for iri, kind, names, text in described(_triples(change.after.about(touched)), vocabulary, iris)
    ]
    return before.after(sorted(one[1:-1].decode() for one in touched), entries)


def _cited(change: Difference) -> Counter[bytes]:
    """How many passages more denote each thing, or fewer."""
    found: Counter[bytes] = Counter()
    for old, new in change.graphs.values():
        found.update(line.split(b" ", 3)[2] for line in new if line.split(b" ", 2)[1] == _DENOTES)
        found.subtract(line.split(b" ", 3)[2] for line in old if line.split(b" ", 2)[1] == _DENOTES)
    return Counter({thing: times for thing, times in found.items() if times})


def _times(before: Names, iri: str, cited: Counter[bytes], store: Store) -> int:
    """How many passages denote a thing now; counted in the store if it was none before."""
    times = before.cited(iri)
    if times is None:
        return sum(graph != DEFAULT for *_, graph in store.quads(predicate=COMITY.denotes, value=iri))
    return times + cited[iri_term(iri).encode()]


def _triples(lines: Lines) -> Iterator[tuple[str, str, Literal]]:
    """What lines of the default graph say of names and texts."""
    for line in lines:
        if line.split(b" ", 2)[1] in _TELLING:
            subject, predicate, term, _ = split(line[:-1].decode())
            value = parse_term(term) if term.startswith('"') else term
            if isinstance(value, Literal):
                yield subject[1:-1], predicate[1:-1], value


def _with_waiting(change: Difference, waiting: Iterable[str]) -> dict[bytes, tuple[Lines, Lines]]:
    """The graphs that changed, and those that may tell of what came."""
    graphs = dict(change.graphs)
    for name in waiting:
        term = iri_term(name).encode()
        if term not in graphs:
            lines = change.after.raw(name)
            graphs[term] = lines, lines
    return graphs


def _subjects(change: Difference, graphs: dict[bytes, tuple[Lines, Lines]], before: Network, iris: Iris) -> set[bytes]:
    """What the change may be about: subjects of its lines and of its statements, and objects that are new."""
    found = set(map(subject_of, (*change.went, *change.came)))
    for line in change.came:
        _, predicate, value = line.split(b" ", 2)
        if value.startswith(b"<") and predicate != _TYPE.strip() and before.find(value[1:-4].decode()) < 0:
            found.add(value[:-3])
    for lines in graphs.values():
        for line in {*lines[0], *lines[1]}:
            found.add(subject_of(line))
            if _SUBJECT in line:
                found.add(b"<%b>" % line.partition(_SUBJECT)[2].partition(b">")[0])
    return {one for one in found if one.startswith(b"<") and not iris.is_evidence(one[1:-1].decode())}


def _told(ontology: Lines, store: Store, besides: set[bytes]) -> Iterator[bytes]:
    """The classes that the ontology gives its things, once for those that another graph tells too."""
    for line in ontology:
        head, predicate, rest = line.partition(_TYPE)
        if not predicate or not rest.startswith(b"<"):
            continue
        quads = store.quads(head[1:-1].decode(), RDF.type, rest.partition(b">")[0][1:].decode())
        names = (iri_term(graph).encode() for *_, graph in quads if isinstance(graph, str) and graph != DEFAULT)
        other = next((name for name in names if name not in besides), None)
        if other is not None:
            yield b"%b%b%b> %b .\n" % (head, predicate, rest.partition(b">")[0], other)


def _assembled(iris: Iris, *parts: Iterable[bytes]) -> Network:
    triples = Triples(iris)
    for part in parts:
        if block := b"".join(part):
            triples.feed(block)
    return Network(assemble(triples))
