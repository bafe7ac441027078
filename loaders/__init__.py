"""A document to statements: reading, outline, names, resolution, facts.

`Library.open` loads lexicons and gazetteer once; `read` turns a file into a `Reading`; `find` lists the documents that
a path stands for; `bundled` is the folder of the documents that travel with Comity.
"""

from __future__ import annotations

from loaders.library import Library
from loaders.reader import bundled, find, read

__all__ = ["Library", "bundled", "find", "read"]
