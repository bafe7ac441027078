"""By the ending of a file's name, what reads the file into text.

Plain text is read here and now. What has to be parsed is converted in a process of its own, which alone imports the
parsers; each format's module says what becomes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from loaders.files.sandbox import read_apart
from loaders.files.source import Source, read_text

Reader = Callable[[Path], Source]
"""Reads a file, or raises a DocumentError that says in one line why not."""

read_html: Final[Reader] = partial(read_apart, converter="loaders.files.html:convert")
read_markdown: Final[Reader] = partial(read_apart, converter="loaders.files.markdown:convert")
read_docx: Final[Reader] = partial(read_apart, converter="loaders.files.docx:convert")
read_pdf: Final[Reader] = partial(read_apart, converter="loaders.files.pdf:convert")

READERS: Final[Mapping[str, Reader]] = {
    "": read_text,
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
