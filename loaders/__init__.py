"""A document to statements: reading, outline, names, resolution, facts.

`Library.open` loads lexicons and gazetteer once; `read` turns a file into a `Reading`; `find` lists the documents that
a path stands for.
"""

from __future__ import annotations

from loaders.names.library import Library
from loaders.reader import find, read

__all__ = ["Library", "find", "read"]
