"""Markdown to plain text: what its rendered page shows, line by line as it was written.

The served text is the converted one, so that emphasis, links and heading marks never stand inside a quoted passage.
List items keep the numbers they were written with, or are counted where all were written alike (`1. 1. 1.`); line
breaks stay, for many Markdown files hold hard-wrapped lines and provisions (`1.1 …`) that are no lists to Markdown. The
block before the text (`---`, YAML) gives hints; footnotes are left out.

Source: CommonMark 0.31 and the tables of GitHub Flavored Markdown, by markdown-it-py; HTML in it, by
`loaders.files.html`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from loaders.files.chrome import drop_unseen
from loaders.files.conversion import Converted
from loaders.files.encodings import decode
from loaders.files.html import STOP, paragraphs_of
from loaders.files.markup import parse
from loaders.files.source import Hints
from loaders.files.typesetting import typeset

_FRONT: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(
    r"^(title|publisher|author|date|lang|language|source|url)[ \t]*:[ \t]*(.+?)[ \t\r]*$", re.MULTILINE | re.IGNORECASE
)
_NOTE: Final = re.compile(r"^\[\^[^\]\s]{1,40}\]:.*(?:\n[ \t]*\S.*)*", re.MULTILINE)
_ANCHOR: Final = re.compile(r"^(#{1,6} .*?)[ \t]*\{[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
"""The name and classes that a heading may have at its end ("## Track 1 {#track-1}"), which its page does not show."""
_BOX: Final = re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
"""The box of an item of a list of tasks."""
_REFERENCE: Final = re.compile(r"\[\^[^\]\s]{1,40}\]")


def convert(data: bytes, path: str) -> Converted:
    """The text of a Markdown file, and what the block before it says.

    Raises:
        BinaryDocumentError, EncodingError: the bytes are no text, or in no encoding that is known.
    """
    written = decode(data, path)[0]
    front = _FRONT.match(written)
    body, notes = _NOTE.subn("", written[front.end() :] if front else written)
    page, _ = parse(_rendered(_plain(body)), path)
    drop_unseen(page)
    warnings = (f"{notes} footnote{'s' * (notes > 1)} left out",) if notes else ()
    return Converted(typeset(paragraphs_of([page])), warnings, _hints(front[1] if front else ""))


def _plain(body: str) -> str:
    """The text without what no reader sees: references to notes, names of headings, boxes to tick."""
    return _BOX.sub(r"\1", _ANCHOR.sub(r"\1", _REFERENCE.sub("", body)))


def _rendered(body: str) -> str:
    """The HTML of a text, with its line breaks, and its list numbers as written."""
    renderer = MarkdownIt("commonmark", {"breaks": True}).enable("table")
    tokens = renderer.parse(body)
    _number(tokens)
    return str(renderer.renderer.render(tokens, renderer.options, {}))


def _number(tokens: Sequence[Token]) -> None:
    """Write into the items of each ordered list the numbers that they have in the source, and what follows them."""
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            token.attrSet(STOP, token.markup)
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            items = lists.pop()
            if len({item.info for item in items}) > 1:
                for item in items:
                    item.attrSet("value", item.info)


def _hints(front: str) -> Hints:
    """What the simple fields of a YAML block say."""
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(front):
        found.setdefault(name.lower(), value.strip("\"'"))
    return Hints(
        title=found.get("title", ""),
        publisher=found.get("publisher") or found.get("author", ""),
        issued=found.get("date", ""),
        language=found.get("lang") or found.get("language", ""),
        source=found.get("source") or found.get("url", ""),
    ).checked()
