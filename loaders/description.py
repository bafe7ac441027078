"""What a document is: title, publisher, date, type and language, from its own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.classes import AGREEMENTS
from loaders.dates import Date
from loaders.entities import Entity
from loaders.lexicon import Lexicon, fold
from loaders.mentions import Mention, Passages
from ontology.terms import COMITY, XSD

_ENGLISH: Final = frozenset("the of and to in for that with on by will is are be as this from at".split())
_SPANISH: Final = frozenset("el la de los las y en que del para por con se una un al su como".split())
_SECTIONS: Final = frozenset(
    "foreword introduction background preamble contents table of contents summary executive summary overview "
    "prologo introduccion antecedentes preambulo indice resumen presentacion annex objectives actions".split()
)
_TYPES: Final = (
    ("FactSheet", re.compile(r"\bfact ?sheet\b|\bficha (?:informativa|de datos)\b", re.IGNORECASE)),
    (
        "JointStatement",
        re.compile(
            r"\bjoint (?:statement|communiqu[eé]|declaration|press (?:statement|release))\b|\b(?:declaraci[oó]n"
            r"|comunicado) conjunt[oa]\b|\bcommuniqu[eé]\b",
            re.IGNORECASE,
        ),
    ),
    (
        "AgreementText",
        re.compile(
            r"^(?:\W|the )*(?:memorandum of|agreement|treaty|convention|protocol|arrangement|exchange of notes|acuerdo"
            r"|tratado|convenio|protocolo|memor[aá]nd(?:o|um)|canje de notas)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "WorkingGroupReport",
        re.compile(
            r"\b(?:working group|commission|committee|dialogue|plenary|grupo de trabajo|comisi[oó]n)\b.*\b(?:report"
            r"|minutes|summary|record|matters|acta|informe)\b|\b(?:report|minutes|summary record|acta|informe)"
            r"\b.*\b(?:working group|commission|committee|dialogue|plenary|meeting|grupo|comisi[oó]n|reuni[oó]n)\b"
            r"|\bworking group on\b",
            re.IGNORECASE,
        ),
    ),
    ("Editorial", re.compile(r"\b(?:editorial|opinion|op-ed|comment|commentary|leader|opini[oó]n)\b", re.IGNORECASE)),
    (
        "Strategy",
        re.compile(
            r"\b(?:strategy|action plan|plan of action|roadmap|road map|programme|framework|plan|estrategia"
            r"|hoja de ruta|programa|marco)\b",
            re.IGNORECASE,
        ),
    ),
)
_DATELINE = re.compile(
    r"[^\W\d_][\w .,'’áéíóúñ()-]{0,60}?[,–—-]\s*$|(?:released|issued|date[d]?|published|signed|adopted|updated"
    r"|fecha|publicado|suscrito|firmado)\b[^.]{0,60}$|^\W*$",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    r"\b(?:released by|issued by|published by|press release|prepared by|publicado por|emitido por|elaborado por)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:done|signed|hecho|firmado|suscrito)\b", re.IGNORECASE)
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
    }
)
"""Lines that say what kind of text follows."""
_NO_TITLES: Final = frozenset({COMITY.Agency, COMITY.Place, COMITY.Country})
_PUBLISHERS: Final = frozenset({COMITY.Agency, COMITY.IntergovernmentalOrganization})
TYPES: Final = frozenset({"Document", "NewsArticle", *(name for name, _ in _TYPES)})
"""What a document can be, by the local names of its classes."""
_BYLINE: Final = re.compile(r"(?:by|por)\s+(?:\S+\s*){1,6}$", re.IGNORECASE)
_TITLE_WORDS: Final = 4
"""Words from which lines in capitals are more than a heading of a section."""
HEADER_BLOCKS: Final = 16
"""Blocks that the head of a text has at most."""
PROSE_WORDS: Final = 25
"""Words from which a block that ends in a stop is prose."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value and, where the text gave it, the passage's block and character range in that block's view."""

    value: str
    datatype: str = XSD.string
    block: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a document; a value that neither text nor sidecar gives is None."""

    title: Found | None = None
    publisher: Found | None = None
    issued: Found | None = None
    type: str = "NewsArticle"
    language: str = "en"
    source: str | None = None
    slug: str | None = None


def language_of(text: str) -> str:
    """`en` or `es`, by the commonest words."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    english, spanish = (sum(map(common.__contains__, words)) for common in (_ENGLISH, _SPANISH))
    return "es" if spanish > english else "en"


def describe(passages: Sequence[Passages], entities: dict[str, Entity], language: str, lexicon: Lexicon) -> Description:
    """Read title, publisher, date and type from the head of a text, and from its last lines if it is signed there."""
    head = _header(passages)
    title = _title(head, lexicon) or _own_name(entities)
    return Description(
        title=title,
        publisher=_publisher(head),
        issued=_issued(head, passages),
        type=_type(title, head),
        language=language,
    )


def title_of(passages: Sequence[Passages], lexicon: Lexicon) -> Found | None:
    """The title that the head of a text gives, or None."""
    return _title(_header(passages), lexicon)


def _header(passages: Sequence[Passages]) -> list[Passages]:
    """The short blocks before the first paragraph of prose, and that paragraph's place is the limit."""
    found: list[Passages] = []
    for passage in passages:
        if passage.kind == "chrome":
            continue
        prose = len(passage.view.text.split()) >= PROSE_WORDS and passage.view.text.rstrip('"”’)').endswith(
            (".", ":", ";")
        )
        if prose or passage.kind == "provision" or len(found) >= HEADER_BLOCKS:
            break
        found.append(passage)
    return found


def _title(head: Sequence[Passages], lexicon: Lexicon) -> Found | None:
    """The longest run of lines that is no name of a body, no date and no common section heading.

    Lines in capitals come first if they say enough, then headings, then any.
    """
    capitals = [p for p in head if p.view.text.isupper()]
    headings = [p for p in head if p.kind == "heading" or p.view.text.isupper()]
    for lines, least in ((capitals, _TITLE_WORDS), (headings, 1), (head, 1)):
        best = _longest_run(lines, lexicon)
        if sum(len(p.tokens) for p in best) >= least:
            text = " ".join(p.view.text for p in best)
            return Found(text, XSD.string, best[0].index, 0, len(best[0].view.text))
    return None


def _longest_run(head: Sequence[Passages], lexicon: Lexicon) -> list[Passages]:
    """The lines that make the longest title."""
    best: list[Passages] = []
    run: list[Passages] = []
    for passage in [*head, None]:
        if passage is not None and _titles(passage, lexicon) and (not run or _goes_on(run[-1], passage)):
            run.append(passage)
            continue
        if sum(len(p.view.text) for p in run) > sum(len(p.view.text) for p in best):
            best = run
        run = [passage] if passage is not None and _titles(passage, lexicon) else []
    return best


def _titles(passage: Passages, lexicon: Lexicon) -> bool:
    """Whether a line can be part of a title."""
    text, name = passage.view.text, fold(passage.view.text)
    if name.rstrip(":") in _SECTIONS or name in _GENRES or name in lexicon.words("closing-headings"):
        return False
    if (
        not _WORD.search(text)
        or text.endswith((".", ":", ","))
        or ";" in text
        or _BYLINE.match(text)
        or _RELEASED.search(text)
        or _is_dateline(passage)
    ):
        return False
    dated = any(d.start <= 2 and d.end >= len(text) - 2 for d in passage.dates)
    return not dated and not any(_is_whole(m, passage) for m in passage.mentions)


def _is_whole(mention: Mention, passage: Passages) -> bool:
    """Whether a line is hardly more than the name of a body or a place."""
    long = mention.first == 0 and mention.last >= len(passage.tokens) - 4
    return long and mention.rule != "own-title" and mention.mints in _NO_TITLES


def _is_dateline(passage: Passages) -> bool:
    text, dates = passage.view.text, passage.dates
    return (
        bool(dates)
        and dates[0].end >= len(text) - 2
        and bool(_DATELINE.match(text[: dates[0].start]))
        and len(text.split()) <= 14
    )


def _goes_on(before: Passages, after: Passages) -> bool:
    """Whether two lines make one title: both in capitals, or the first ends in a word that asks for more."""
    ends = before.tokens.folds[-1] if len(before.tokens) else ""
    opens = after.tokens.folds[0] if len(after.tokens) else ""
    capitals = before.view.text.isupper() and after.view.text.isupper()
    linking = {
        "and",
        "of",
        "on",
        "between",
        "the",
        "for",
        "to",
        "in",
        "with",
        "y",
        "de",
        "entre",
        "para",
        "sobre",
        "la",
        "el",
        "en",
        "del",
        "e",
        "los",
    }
    return capitals or ends in linking or opens in linking


def _own_name(entities: dict[str, Entity]) -> Found | None:
    """The name of the plan or agreement that a text without a title speaks of most, if its name is its own."""
    plans = [e for e in entities.values() if e.mints in AGREEMENTS and e.concept is None or e.mints == COMITY.Plan]
    best = max(plans, key=lambda e: (len(e.mentions), e.iri), default=None)
    if best is None or len(best.mentions) < 3:
        return None
    return Found(max(best.surfaces, key=len))


def _publisher(head: Sequence[Passages]) -> Found | None:
    """The body that released the text: after "released by", else a line of the head that is a body's name."""
    for passage in head:
        match = _RELEASED.search(passage.view.text)
        agencies = [m for m in passage.mentions if m.mints == COMITY.Agency]
        if match and agencies and agencies[0].entity:
            return _found_mention(passage, agencies[0])
    whole = [(p, m) for p in head for m in p.mentions if m.mints in _PUBLISHERS and m.first <= 1]
    bodies = [(p, m) for p, m in whole if m.last >= len(p.tokens) - 1]
    return _found_mention(*bodies[-1]) if bodies else None


def _found_mention(passage: Passages, mention: Mention) -> Found:
    tokens = passage.tokens
    start, end = tokens.starts[mention.first], tokens.ends[mention.last - 1]
    return Found(mention.entity or "", XSD.anyURI, passage.index, start, end)


def _issued(head: Sequence[Passages], passages: Sequence[Passages]) -> Found | None:
    """The date of a dateline in the head, else of the formula of signature at the end."""
    for passage in head:
        for date in passage.dates:
            if date.datatype in (XSD.date, XSD.gYearMonth) and (len(passage.view.text.split()) <= 16):
                return _found_date(passage, date)
    for passage in passages[:HEADER_BLOCKS]:
        text = passage.view.text
        for date in passage.dates[:1]:
            if date.datatype == XSD.date and date.start < 60 and _DATELINE.match(text[: date.start]):
                return _found_date(passage, date)
    for passage in reversed(passages):
        dates = [d for d in passage.dates if d.datatype == XSD.date]
        if dates and _DONE.match(passage.view.text):
            return _found_date(passage, dates[0])
    return None


def _found_date(passage: Passages, date: Date) -> Found:
    return Found(date.value, date.datatype, passage.index, date.start, date.end)


def _type(title: Found | None, head: Sequence[Passages]) -> str:
    """The kind of document, from the title and the short lines of the head."""
    lines = [title.value] if title else []
    lines += [p.view.text for p in head if len(p.view.text) < 120]
    for text in lines:
        for name, pattern in _TYPES:
            if pattern.search(text):
                return name
    return "NewsArticle"
