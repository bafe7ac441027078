"""From blocks of an outline to passages ready for recognisers."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Final

from loaders.names.concerns import Concerns, concerns, country_senses
from loaders.names.library import Library
from loaders.pages.provisions import Outline
from loaders.words.capitals import sentence_case
from loaders.words.dates import Date, find_dates
from loaders.words.gazetteer import ADJECTIVE, DEMONYM, Hit
from loaders.words.mentions import Passages
from loaders.words.spelled_dates import spelled_dates
from loaders.words.texts import Texts
from loaders.words.tokens import Tokens, sentences, tokenize
from loaders.words.view import Folder, View

_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_PREFIXES: Final = frozenset("anti counter co non inter multi sub cross pre post bi tri re vice semi trans".split())
"""What a hyphen may join to a word that can stand alone."""


def prepare(folder: Folder, outline: Outline, library: Library) -> tuple[list[Passages], Concerns]:
    """One passage a block, with the names that the gazetteer knows, and what the document concerns."""
    passages = []
    for index, block in enumerate(outline.blocks):
        view = folder.fold(block.spans)
        view = View(sentence_case(view.text, library.lexicon, library.is_acronym), view.src)
        tokens = tokenize(view.text)
        bounds = list(sentences(tokens))
        starts = frozenset(_sentence_starts(tokens.forms, bounds))
        hits = [hit for hit in library.things.find(tokens) if not _is_other_name(tokens, hit)]
        topics = [*library.topics.find(tokens), *library.substances.find(tokens)]
        passage = Passages(index, block.kind, view, tokens, bounds, starts, hits, {}, topics)
        passage.dates = _dates(view.text, passage.low)
        passages.append(passage)
    texts = Texts([passage.low for passage in passages])
    about = concerns([hit for p in passages for hit in p.hits], folder.source)
    for passage in passages:
        passage.texts = texts
        passage.countries = {hit.first: hit for hit in passage.hits if country_senses(hit)}
    return passages, about


def _is_other_name(tokens: Tokens, hit: Hit) -> bool:
    """Whether an accent makes one word another than the English adjective of a country ("Germán" is no German)."""
    form = tokens.forms[hit.first]
    plain = form.isascii() or hit.last > hit.first + 1
    return not plain and all(s.kind in (ADJECTIVE, DEMONYM) and s.label.isascii() for s in hit.senses)


def _dates(text: str, low: str) -> list[Date]:
    """Every date, those in words in place of what is in digits within them."""
    spelled = list(spelled_dates(low)) if len(low) == len(text) else []
    others = (d for d in find_dates(text, low) if not any(s.start < d.end and d.start < s.end for s in spelled))
    return sorted([*others, *spelled], key=lambda date: date.start)


def divided(text: str, common: Container[str]) -> Callable[[str], bool]:
    """Whether the hyphen in a word at a line end is the typesetter's: the word occurs unbroken in a text.

    It may be a `common` word instead, unless both halves can stand alone, as those of "counter-terrorism" do. A word of
    fewer than six letters is never one.
    """
    words: set[str] = set()

    def is_divided(word: str) -> bool:
        if not words:
            words.update(word.casefold() for word in _LONG_WORD.findall(text))
        head, _, tail = word.casefold().partition("-")
        compound = head in _PREFIXES and (tail in words or tail in common)
        return head + tail in words or head + tail in common and not compound

    return is_divided


def _sentence_starts(forms: list[str], bounds: list[tuple[int, int]]) -> list[int]:
    """The first word of each sentence, past quotation marks and brackets, and the word after a colon or semicolon."""
    found = []
    for first, last in bounds:
        at = first
        while at < last and forms[at] in '"“”‘’«»([¿¡-–—':
            at += 1
        found.append(at)
    return found
