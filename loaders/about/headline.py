"""The title of a text: which of the lines at its head make it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.about.instrument_title import instrument_title
from loaders.about.masthead import masthead
from loaders.words.classes import MEETINGS, OFFICIALS
from loaders.words.lexicon import Lexicon, fold
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY, XSD

_SECTIONS: Final = frozenset(
    "foreword introduction background preamble contents table of contents summary executive summary overview "
    "prologo introduccion antecedentes preambulo indice resumen presentacion annex objectives actions".split()
)
DATELINE = re.compile(
    r"[^\W\d_][\w .,'’áéíóúñ()-]{0,60}?[,–—-]\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*"
    r"|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s*)?$|(?:released|issued|date[d]?|published|signed|adopted|updated"
    r"|fecha|publicado|suscrito|firmado)\b[^.]{0,60}$|^\W*$",
    re.IGNORECASE,
)
_AFTER_DATE: Final = re.compile(r"\W{0,2}(?:\s\([^)]*\)\W*)?")
"""What may stand after the date of a dateline: a stop, or the news agency."""
RELEASED = re.compile(
    r"\b(?:released by|issued by|published by|press release|prepared by|publicado por|emitido por|elaborado por)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{3}")
_GENRES: Final = frozenset(
    {
        "treaty series",
        "fact sheet",
        "press release",
        "media note",
        "editorial",
        "opinion",
        "comunicado",
        "ficha informativa",
        "hoja informativa",
        "nota informativa",
        "nota de prensa",
        "boletin de prensa",
        "comunicado de prensa",
        "media release",
        "news release",
        "press statement",
        "press note",
        "press communique",
        "backgrounder",
        "background note",
        "briefing note",
        "for immediate release",
        "noticia",
        "noticias",
    }
)
"""Lines that say what kind of text follows."""
_SERIAL: Final = re.compile(r"\W+(?:(?:no?|n[uú]m|n[º°])\W*)?\d[\d/-]*\W*$")
"""The number of one of a series after its genre ("nota de prensa 187-15")."""
_NO_TITLES: Final = frozenset({COMITY.Agency, COMITY.Place, COMITY.Country})
_BYLINE: Final = re.compile(r"(?:by|por)\s+(?:\S+\s*){1,6}$", re.IGNORECASE)
_WRITER: Final = re.compile(
    r"(?:[a-z]+ )?(?:staff|special|our)? ?(?:writers?|correspondents?|reporters?|redacción)", re.IGNORECASE
)
"""Who wrote a report, where it gives no name."""
_TITLE_WORDS: Final = 4
"""Words from which lines in capitals are more than a heading of a section."""
_HEADING_WORDS: Final = 2
"""Words from which a heading is more than the name of a site."""
_LINKING: Final = frozenset(
    "and of on between the for to in with against y de entre para sobre la el en del e los contra".split()
)
"""Words that ask for a line before or after them."""
_KIND: Final = re.compile(
    r"(?-i:(?:A|An|The|Una?|La|El) (?=[A-Z]))?"
    r"(?:(?:joint|media|press|ministerial|summary|final|annual|agreed|progress|bilateral|first|second|third) )*"
    r"(?:reports?|minutes|records?|statement|communiqu[eé]|declaration|(?:action )?plan|plan of action|programme"
    r"|conclusions|outcomes?|informe|acta|minuta|declaraci[oó]n|comunicado|memoria|plan de acci[oó]n|hoja de ruta"
    r"|roadmap|strategy|estrategia)\b",
    re.IGNORECASE,
)
"""What a line opens with that says what kind of text the title before or after it is of."""
_YEARS: Final = re.compile(r"\W*(?:19|20)\d\d(?:\W{1,3}(?:(?:19|20)?\d\d))?\W*")
_NUMBERED: Final = re.compile(r"\b(?:no|n[uú]m)\b\.? ?\d|\d{2,}/\d{2,}", re.IGNORECASE)
"""What tells one of a series of releases from the others."""
_MENU: Final = frozenset(
    "home about news contact search menu travel trade topics share print login sitemap careers press media languages "
    "inicio noticias contacto prensa buscar transparencia".split()
)
"""Words of which the menu of a site has several."""
_COUNTED: Final = re.compile(r"(?:\b\d{1,2}\.?\s+[^\W\d_]+(?:\s[^\W\d_]+)?\s+){3}")
"""The numbered sections of a newspaper on one line."""
_SITE: Final = re.compile(r"\S+\.[a-z]{2,}(?:\.[a-z]{2})?", re.IGNORECASE)
"""The address of a site."""
_WHOLE: Final = 10
"""Words from which a title in capitals goes on in no line in small letters."""
_LONGEST: Final = 40
"""Words that a title has at most where further lines are added to it."""


def headline(head: Sequence[Passages], lexicon: Lexicon) -> tuple[list[Passages], list[Passages]]:
    """The longest run of lines that can be titles, and the same with the lines before and after it that belong to it.

    Lines in capitals come first if they say enough, then headings, then any. A name of a body, a date and a common
    heading of a section are no titles.
    """
    made = instrument_title(head)
    if made:
        return made, made
    able = [_titles(p, lexicon) for p in head]
    if able.count(True) > 1 and able[0] and (masthead(head) is not None or _is_site(head)):
        able[0] = False
    capitals = [ok and p.view.text.isupper() for ok, p in zip(able, head, strict=True)]
    headings = [ok and (p.kind == "heading" or p.view.text.isupper()) for ok, p in zip(able, head, strict=True)]
    for wanted, least in ((capitals, _TITLE_WORDS), (headings, _HEADING_WORDS), (able, 1)):
        first, last = _longest_run(head, wanted)
        if sum(len(p.tokens) for p in head[first:last]) >= least:
            return list(head[first:last]), _grown(head, able, first, last)
    return [], []


def _is_site(head: Sequence[Passages]) -> bool:
    """Whether the first line is the name of a site, which a menu follows: chrome, that the head is without."""
    kind = _KIND.match(head[0].view.text) is not None or _are_countries(head[0])
    return not kind and head[1].index > head[0].index + 1


def _longest_run(head: Sequence[Passages], wanted: Sequence[bool]) -> tuple[int, int]:
    """The run of lines one after another, each going on from the one before, with the most characters."""
    best, start = (0, 0), 0
    for i in range(len(head)):
        if not (wanted[i] and i > start and wanted[i - 1] and _goes_on(head[i - 1], head[i])):
            start = i
        if wanted[i] and _length(head[start : i + 1]) > _length(head[best[0] : best[1]]):
            best = (start, i + 1)
    return best


def _length(lines: Sequence[Passages]) -> int:
    return sum(len(p.view.text) for p in lines)


def _grown(head: Sequence[Passages], able: Sequence[bool], first: int, last: int) -> list[Passages]:
    """A run with the lines before it that open it, and those after it that go on from it."""
    while first > 0 and _opens(head[first - 1], able[first - 1], head[first]):
        first -= 1
    shouted = _words(head[first:last]) >= _WHOLE and all(line.view.text.isupper() for line in head[first:last])
    while last < len(head) and _words(head[first : last + 1]) <= _LONGEST:
        text = head[last].view.text
        goes_on = able[last] and (not shouted or text.isupper() or _KIND.match(text) is not None)
        if not _ends(head[last], goes_on):
            break
        last += 1
    return list(head[first:last])


def _words(lines: Sequence[Passages]) -> int:
    return sum(len(p.view.text.split()) for p in lines)


def _opens(line: Passages, able: bool, title: Passages) -> bool:
    """Whether a line begins the title below it: the two countries, the kind of text, or the body that reports."""
    if _are_countries(line):
        return True
    kind = _KIND.match(title.view.text) is not None
    if kind and any(m.mints in MEETINGS and m.first <= 1 and m.last >= len(line.tokens) - 1 for m in line.mentions):
        return True
    whole = _KIND.match(line.view.text)
    return able and not kind and whole is not None and len(line.view.text.split()) <= 3


def _are_countries(line: Passages) -> bool:
    """Whether a line names two countries and nothing else."""
    named = [m for m in line.mentions if m.mints == COMITY.Country]
    return len(named) == 2 and sum(m.last - m.first for m in named) >= len(line.tokens) - 2


def _ends(line: Passages, able: bool) -> bool:
    """Whether a line goes on from a title above it: the kind of text, its years, or what a preposition opens."""
    text = line.view.text
    if _YEARS.fullmatch(text):
        return True
    return able and (_KIND.match(text) is not None or not _LINKING.isdisjoint(line.tokens.folds[:1]))


def _titles(passage: Passages, lexicon: Lexicon) -> bool:
    """Whether a line can be part of a title."""
    text, name = passage.view.text, fold(passage.view.text)
    if name.rstrip(":") in _SECTIONS or _SERIAL.sub("", name) in _GENRES or name in lexicon.words("closing-headings"):
        return False
    if (
        not _WORD.search(text)
        or text.endswith((".", ":", ","))
        or ";" in text
        and _lists_persons(passage)
        or _SITE.fullmatch(text)
        or _BYLINE.match(text)
        or _WRITER.fullmatch(text)
        or RELEASED.search(text)
        or _is_dateline(passage)
    ):
        return False
    if (
        len(_MENU.intersection(name.split())) > 2
        or _COUNTED.search(text)
        or _KIND.match(text)
        and _NUMBERED.search(text)
    ):
        return False
    dated = any(d.start <= 2 and d.end >= len(text) - 2 for d in passage.dates)
    return not dated and not any(_is_whole(m, passage) for m in passage.mentions)


def _lists_persons(passage: Passages) -> bool:
    """Whether a line with semicolons names persons or posts: then it is a list of those present."""
    return any(m.mints in OFFICIALS for m in passage.mentions) or passage.view.text.count(";") > 1


def _is_whole(mention: Mention, passage: Passages) -> bool:
    """Whether a line is hardly more than the name of a body or a place."""
    long = mention.first == 0 and mention.last >= max(len(passage.tokens) - 4, len(passage.tokens) / 2)
    return long and mention.rule != "own-title" and mention.mints in _NO_TITLES


def _is_dateline(passage: Passages) -> bool:
    text, dates = passage.view.text, passage.dates
    return (
        bool(dates)
        and dates[0].datatype != XSD.gYear
        and bool(_AFTER_DATE.fullmatch(text, dates[0].end))
        and bool(DATELINE.match(text[: dates[0].start]))
        and len(text.split()) <= 14
    )


def _goes_on(before: Passages, after: Passages) -> bool:
    """Whether two lines make one title: both in capitals, or the first ends in a word that asks for more."""
    ends = before.tokens.folds[-1] if len(before.tokens) else ""
    opens = after.tokens.folds[0] if len(after.tokens) else ""
    capitals = before.view.text.isupper() and after.view.text.isupper()
    return capitals or ends in _LINKING or opens in _LINKING
