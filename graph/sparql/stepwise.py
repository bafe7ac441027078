"""SPARQL updates that ask the store (DELETE and INSERT WHERE, CLEAR, COPY …), at a cost in proportion to the change.

After an update by the engine all that the store holds is listed, to find out what it did: 15 s of a processor for a
million quads. So what an operation will do is found out first. The solutions of a WHERE are asked of the store as it is
(SPARQL 1.1 Update, 3.1.3) and given, as VALUES, to the same templates in an empty store: what that then holds are the
quads that come or go. What whole graphs lose or gain stands in their texts. Operations are taken one at a time, each on
what the ones before it left; one that cannot be told in this way is left to the engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final

from graph.edit import Edit
from graph.nquads import apart, iri_term
from graph.results import DEFAULT
from graph.sparql.operations import NAMES, Operation, Tokens, operations
from graph.store import Store
from graph.texts import Texts
from ontology.errors import ComityError, QuerySyntaxError

MOST_ROWS: Final = 100_000
"""Solutions that are told as VALUES; where there are more, the engine does as well by itself."""

_MOST_STEPS: Final = 100
"""Operations that are taken one by one, each of which writes some texts."""

_ANY: Final = "<x:x> <x:x> <x:x>"
_Quads = tuple[set[str], set[str]]


def carry_out(store: Store, text: str, base: str | None = None) -> None:
    """Apply a SPARQL update to a store whose texts, if it has any, are to follow it.

    Raises:
        QuerySyntaxError: the text is not a SPARQL update.
        EvaluationError: the engine gave up; a part of the update may have been applied.
        StoreFullError: the disk is full.
    """
    steps = operations(text)
    if steps is None or len(steps) > _MOST_STEPS:
        store.update(text, base=base)
        return
    _check(text, base)
    for step in steps:
        _Step(store, step, base).take()


def enter(store: Store, coming: Iterable[str], going: Iterable[str]) -> None:
    """Put quads in and take others out, given as canonical lines; what is among both stays."""
    with Edit(store) as edit:
        for change, lines in ((edit.add, coming), (edit.remove, going)):
            by_graph: dict[str, list[str]] = defaultdict(list)
            for text in lines:
                by_graph[apart(text)[1][1:-1]].append(text)
            for graph, some in by_graph.items():
                change(graph, some)
        edit.apply()


def _check(text: str, base: str | None) -> None:
    """Refuse what is no update, with the place; what else would go wrong in an empty store does not matter."""
    try:
        Store.memory().update(text, base=base)
    except QuerySyntaxError:
        raise
    except ComityError:
        return


class _Step:
    """One operation on its way into a store."""

    def __init__(self, store: Store, operation: Operation, base: str | None) -> None:
        self._store = store
        self._operation = operation
        self._base = base

    def take(self) -> None:
        """Change the store, and its texts if what changes can be told."""
        first, texts = self._operation.words[0].kind, self._store.texts
        if texts is None:
            self._leave_to_engine()
        elif first in ("CLEAR", "DROP", "ADD", "COPY", "MOVE", "CREATE"):
            self._change_graphs(texts)
        elif (found := self._quads()) is None:
            self._leave_to_engine()
        else:
            coming, going = found
            enter(self._store, sorted(coming), sorted(going - coming))

    def _leave_to_engine(self) -> None:
        self._store.update(self._operation.text, base=self._base)

    def _quads(self) -> _Quads | None:
        """What comes and what goes; None if that cannot be told."""
        operation = self._operation
        if data := operation.group("INSERT", "DATA"):
            return self._made(data), set()
        if data := operation.group("DELETE", "DATA"):
            return set(), self._made(data)
        if pattern := operation.group("DELETE", "WHERE"):
            return self._by_pattern({"DELETE": pattern}, pattern)
        templates = {word: operation.group(word) for word in ("DELETE", "INSERT")}
        pattern = operation.group("WHERE")
        return self._by_pattern(templates, pattern) if pattern else None

    def _made(self, template: Tokens, values: str = "") -> set[str]:
        """What a template makes of values, as canonical lines."""
        if not template:
            return set()
        scratch, operation = Store.memory(), self._operation
        graph = "".join(f"WITH {name} " for name in operation.names("WITH"))
        verb, rest = (f"{graph}INSERT", f"WHERE {{ {values} }}") if values else ("INSERT DATA", "")
        scratch.update(f"{operation.prologue}{verb} {operation.part(template)} {rest}", base=self._base)
        return set(scratch.lines())

    def _by_pattern(self, templates: Mapping[str, Tokens], pattern: Tokens) -> _Quads | None:
        names = sorted({f"?{one.text[1:]}" for some in templates.values() for one in some if one.kind == "var"})
        fresh = any(one.kind in ("blank", "anon", "[", "(") for one in templates.get("INSERT", ()))
        rows = self._rows(names, pattern, distinct=not fresh)
        if rows is None:
            return None
        values = f"VALUES ({' '.join(names)}) {{ {' '.join(rows)} }}"
        coming, going = (self._made(templates.get(word, ()), values) for word in ("INSERT", "DELETE"))
        return coming, going

    def _rows(self, names: list[str], pattern: Tokens, *, distinct: bool) -> list[str] | None:
        """The solutions of a pattern, as rows of VALUES; None if they are too many, or name a blank node."""
        chosen = " ".join(names) or "(1 AS ?one)"
        select = f"{self._operation.prologue}SELECT {'DISTINCT ' if distinct else ''}{chosen} WHERE "
        default_graphs, named_graphs = self._dataset(pattern)
        stream = BytesIO()
        text = f"{select}{self._operation.part(pattern)} LIMIT {MOST_ROWS + 1}"
        found = self._store.query(text, default_graphs=default_graphs, named_graphs=named_graphs, base=self._base)
        found.serialize("text/tab-separated-values", stream)
        rows = [row.split("\t") for row in stream.getvalue().decode().split("\n")[1:-1]]
        if len(rows) > MOST_ROWS or any(term.startswith(("_:", "<<")) for row in rows for term in row):
            return None
        if not names:
            return ["()"] * len(rows)
        return [f"({' '.join(term or 'UNDEF' for term in row)})" for row in rows]

    def _dataset(self, pattern: Tokens) -> tuple[list[str] | None, list[str] | None]:
        """What the pattern is asked of (SPARQL 1.1 Update, 3.1.3): None twice is the whole store."""
        using, named = (self._operation.names(*words) for words in (("USING",), ("USING", "NAMED")))
        if using or named:
            return list(map(self._graph, using)), list(map(self._graph, named))
        graphs = self._operation.names("WITH")
        if not graphs:
            return None, None
        asks_others = any(one.kind == "GRAPH" for one in pattern)
        return [self._graph(graphs[0])], [name.strip("<>") for name in self._store.graph_names()] if asks_others else []

    def _graph(self, name: str) -> str:
        """A name as it is written, as that of a graph."""
        scratch = Store.memory()
        scratch.update(f"{self._operation.prologue}INSERT DATA {{ GRAPH {name} {{ {_ANY} }} }}", base=self._base)
        return scratch.graphs()[0]

    def _change_graphs(self, texts: Texts) -> None:
        """Have the engine change whole graphs, and the texts with it."""
        graphs = [
            DEFAULT if one.kind == "DEFAULT" else self._graph(one.text)
            for one in self._operation.words
            if one.kind in ("DEFAULT", *NAMES)
        ]
        verb, every = self._operation.words[0].kind, self._operation.words[-1].kind in ("ALL", "NAMED")
        found = {} if every else _whole_graphs(verb, graphs, texts)
        self._leave_to_engine()
        for graph, (coming, going) in found.items():
            texts.change(graph, _encoded(coming), set(_encoded(going - coming)))
        self._store.texts = None if every else texts


def _whole_graphs(verb: str, graphs: list[str], texts: Texts) -> dict[str, _Quads]:
    """What comes to graphs and what goes from them."""
    source, target = graphs[0], graphs[-1]
    if verb == "CREATE":
        return {}
    held = set(texts.lines(source))
    if verb in ("CLEAR", "DROP"):
        return {source: (set(), held)}
    if source == target:
        return {}
    end = f" {iri_term(target)} ." if target != DEFAULT else " ."
    found = {target: ({f"{apart(text)[0]}{end}" for text in held}, set[str]())}
    if verb != "ADD":
        found[target][1].update(texts.lines(target))
    if verb == "MOVE":
        found[source] = set(), held
    return found


def _encoded(lines: Iterable[str]) -> list[bytes]:
    return sorted(f"{text}\n".encode() for text in lines)
