"""The same text in another dress is the same outline: line ends, indents, blanks, signs of lists, pages."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.pages.outline import outline
from tests.readings import library

DOCUMENTS = sorted(Path(__file__).parent.glob("corpus/dev/*.txt"))
OPENING = re.compile(r"(?m)^(\s*(?:[0-9IVX]{1,5}[.)]|[•–*]|\([a-z0-9]{1,3}\))) ")
"""A number or a sign that opens an item, and the blank after it."""


def paged(text: str) -> str:
    """With the foot of a page after every 30 lines."""
    lines = text.split("\n")
    feet = [f"\n\nPage {1 + at // 30} of 9\n" for at in range(0, len(lines), 30)]
    return "\n".join("\n".join(lines[at : at + 30]) + feet[at // 30] for at in range(0, len(lines), 30))


def wrapped(text: str) -> str:
    """With lines of at most 72 characters, where they were as long as paragraphs."""
    lines = text.split("\n")
    if sum(len(line) > 100 for line in lines) < 5:
        return text
    return "\n".join(part for line in lines for part in _folded(line))


def _folded(line: str) -> list[str]:
    if len(line) <= 72 or re.search(r"\||\t|\S {3,}\S", line):
        return [line]
    indent = " " * (len(line) - len(line.lstrip(" ")))
    return textwrap.wrap(line, 72, subsequent_indent=indent, break_on_hyphens=False)


DRESSES: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "an indent": lambda text: re.sub(r"(?m)^(?=.)", "    ", text),
    "trailing blanks": lambda text: re.sub(r"(?m)$", "  ", text),
    "more blank lines": lambda text: re.sub(r"\n{2,}", "\n\n\n", text),
    "no-break blanks": lambda text: OPENING.sub("\\1\u00a0", text),
    "tabs after numbers": lambda text: OPENING.sub("\\1\t", text),
    "squares for bullets": lambda text: re.sub(r"(?m)^(\s*)[•–*] ", "\\1▪ ", text),
    "letters for bullets": lambda text: re.sub(r"(?m)^(\s*)[•–*] ", "\\1o ", text),
    "page feet": paged,
    "wrapped lines": wrapped,
}


def provisions(text: str) -> list[tuple[str | None, str]]:
    """The number and the text of each provision, without regard to how blanks are set."""
    nodes = outline(text, library().lexicon).nodes()
    return [(node.number, " ".join("".join(f" {text[slice(*p)]}" for p in node.pieces).split())) for node in nodes]


@pytest.mark.parametrize("dress", DRESSES)
def test_another_dress_is_the_same_outline(dress: str) -> None:
    """Of every annotated document."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in DOCUMENTS}
    assert [name for name, text in texts.items() if provisions(DRESSES[dress](text)) != provisions(text)] == []
