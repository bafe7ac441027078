"""The triple store behind one small interface; the only package that knows the engine (Oxigraph).

Results, and iterators over quads, belong to the thread that made them: the engine ends the process when they are used
in another. A query or a load of hostile text can end the process too; only sandboxed workers give it such text.
"""

from __future__ import annotations

from graph.store.results import Results
from graph.store.store import Store
from graph.store.streams import Readable, Writable, parse
from graph.store.terms import RDF_MEDIA_TYPES, RESULT_MEDIA_TYPES

__all__ = ["RDF_MEDIA_TYPES", "RESULT_MEDIA_TYPES", "Readable", "Results", "Store", "Writable", "parse"]
