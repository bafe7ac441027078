"""What a document is: title, publisher, date, type and language, from its own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.about.headline import DATELINE, RELEASED, headline
from loaders.about.masthead import masthead, newspaper, site
from loaders.files.found import Found
from loaders.things.entities import Entity
from loaders.words.classes import AGREEMENTS
from loaders.words.dates import Date
from loaders.words.lexicon import Lexicon
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY, XSD

_ENGLISH: Final = frozenset("the of and to in for that with on by will is are be as this from at".split())
_SPANISH: Final = frozenset("el la de los las y en que del para por con se una un al su como".split())
_TYPES: Final = (
    ("FactSheet", re.compile(r"\bfact ?sheet\b|\b(?:ficha|hoja) (?:informativa|de datos)\b", re.IGNORECASE)),
    (
        "JointStatement",
        re.compile(
            r"\bjoint (?:statement|communiqu[eé]|declaration|press (?:statement|release))\b|\b(?:declaraci[oó]n"
            r"|comunicado) conjunt[oa]\b|^declaraci[oó]n (?:del?|presidencial|ministerial|bilateral)\b"
            r"|\bcommuniqu[eé]\b|\bdeclaration (?:of|by) the (?:two )?(?:governments"
            r"|presidents|ministers|heads)\b",
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
            r"\b(?:working groups?|forum|commission|committee|dialogue|plenary|grupo de trabajo"
            r"|comisi[oó]n)\b.*\b(?:report"
            r"|minutes|summary|record|matters|acta|informe)\b|\b(?:report|minutes|summary record|acta|informe)"
            r"\b.*\b(?:working groups?|forum|commission|committee|dialogue|plenary|meeting|grupo"
            r"|comisi[oó]n|reuni[oó]n)\b"
            r"|\bworking group on\b|\b(?:minutes|record) of (?:the )?(?:discussions?|talks|conclusions)\b",
            re.IGNORECASE,
        ),
    ),
    ("Editorial", re.compile(r"\b(?:editorial|opinion|op-ed|comment|commentary|leader|opini[oó]n)\b", re.IGNORECASE)),
    (
        "Strategy",
        re.compile(
            r"\b(?:strategy|action plan|plan of action|roadmap|road map|programme|framework|plan|estrategia"
            r"|hoja de ruta|programa|marco)\b"
            r"|\b(?:partnership|compact|agenda|alliance|alianza)\b\W+(?:20|19)\d\d",
            re.IGNORECASE,
        ),
    ),
)
_GENRE: Final = re.compile(
    r"(?:editorial|opinion|comment|leader|op-ed|analysis|opinión|análisis)\s*[:–—]\s+", re.IGNORECASE
)
_DONE = re.compile(
    r"\b(?:done|signed|submitted|adopted|approved|hecho|firmado|suscrito|aprobado|adoptado|presentado)\b", re.IGNORECASE
)
_IN_TOWN: Final = re.compile(r"(?:en|in) (?:la|the) (?:ciudad|city|villa|town) (?:de|of) [^.;:]{3,90}", re.IGNORECASE)
"""How the record of a meeting begins, before its date ("En la ciudad de Rivera, a los 5 días …")."""
_PERIOD: Final = re.compile(r"\b(?:period|covering|per[ií]odo)\b", re.IGNORECASE)
"""What tells the time of which a report tells from that in which it was made."""
_PUBLISHERS: Final = frozenset({COMITY.Agency, COMITY.IntergovernmentalOrganization})
TYPES: Final = frozenset({"Document", "NewsArticle", *(name for name, _ in _TYPES)})
"""What a document can be, by the local names of its classes."""
HEADER_BLOCKS: Final = 16
"""Blocks that the head of a text has at most."""
PROSE_WORDS: Final = 25
"""Words from which a block that ends in a stop is prose."""


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
    run, lines = headline(head, lexicon)
    title = _without_genre(_title(lines, run[0])) if run else _own_name(entities)
    return Description(
        title=title,
        publisher=_publisher([p for p in head if p not in run or len(run) < 2])
        or site(passages)
        or newspaper([*head, *passages[:1]]),
        issued=_issued(head, passages),
        type=_type(title, head),
        language=language,
    )


def title_of(passages: Sequence[Passages], lexicon: Lexicon) -> Found | None:
    """The title that the head of a text gives, without the lines that say what kind of text it is of, or None."""
    run, _ = headline(_header(passages), lexicon)
    return _title(run, run[0]) if run else None


def _header(passages: Sequence[Passages]) -> list[Passages]:
    """The short blocks before the first paragraph of prose, and that paragraph's place is the limit."""
    found: list[Passages] = []
    for passage in passages:
        if passage.kind == "chrome":
            continue
        prose = len(passage.view.text.split()) >= PROSE_WORDS and passage.view.text.rstrip('"”’)').endswith(
            (".", ":", ";")
        )
        if prose or passage.kind in ("provision", "title") or len(found) >= HEADER_BLOCKS:
            break
        found.append(passage)
    return found


def _title(lines: Sequence[Passages], place: Passages) -> Found:
    return Found(" ".join(p.view.text for p in lines), XSD.string, place.index, 0, len(place.view.text))


def _without_genre(title: Found) -> Found:
    """A title without the word before a colon that says that it is an opinion."""
    genre = _GENRE.match(title.value)
    return replace(title, value=title.value[genre.end() :], start=genre.end()) if genre else title


def _own_name(entities: dict[str, Entity]) -> Found | None:
    """The name of the plan or agreement that a text without a title speaks of most, if its name is its own."""
    plans = [e for e in entities.values() if e.mints in AGREEMENTS and e.concept is None or e.mints == COMITY.Plan]
    best = max(plans, key=lambda e: (len(e.mentions), e.iri), default=None)
    if best is None or len(best.mentions) < 3:
        return None
    return Found(max(best.surfaces, key=len))


def _publisher(head: Sequence[Passages]) -> Found | None:
    """The body that released the text: after "released by", else the lines of the head that are a body's name.

    What stands right above the date comes first; of lines one below the other the last is the body within the others.
    A newspaper is named at the top or in a dateline.
    """
    for passage in head:
        match = RELEASED.search(passage.view.text)
        agencies = [m for m in passage.mentions if m.mints == COMITY.Agency]
        if match and agencies and agencies[0].entity:
            return _found_mention(passage, agencies[0])
    whole = [(p, m) for p in head for m in p.mentions if m.mints in _PUBLISHERS and m.first <= 1]
    bodies = [(p, m) for p, m in whole if m.last >= len(p.tokens) - 1]
    if not bodies:
        return masthead(head) or newspaper(head)
    dated = [body for body in bodies if _is_dated(head, body[0])]
    together = [body for i, body in enumerate(bodies) if body[0].index - bodies[0][0].index <= i]
    return _found_mention(*(dated or together)[-1])


def _is_dated(head: Sequence[Passages], line: Passages) -> bool:
    """Whether the date of release stands right below a line."""
    return any(p.index == line.index + 1 and p.dates and p.dates[0].datatype == XSD.date for p in head)


def _found_mention(passage: Passages, mention: Mention) -> Found:
    tokens = passage.tokens
    start, end = tokens.starts[mention.first], tokens.ends[mention.last - 1]
    return Found(mention.entity or "", XSD.anyURI, passage.index, start, end)


def _issued(head: Sequence[Passages], passages: Sequence[Passages]) -> Found | None:
    """The date of a dateline in the head, else of the formula of signature at the end."""
    for passage in head:
        text = passage.view.text
        # A line that ends in a comma is a recital, whose date is that of the treaty it recalls.
        if len(text.split()) > 16 or text.endswith((",", ";")) or _PERIOD.search(text):
            continue
        for date in passage.dates:
            if date.datatype in (XSD.date, XSD.gYearMonth):
                return _found_date(passage, date, last=True)
    opening = _year_of(head) or _reported(passages)
    if opening is not None:
        return opening
    for passage in reversed(passages):
        dates = [d for d in passage.dates if d.datatype == XSD.date]
        if dates and (_DONE.match(passage.view.text) or _is_dateline(passage, dates[0])):
            return _found_date(passage, dates[0])
    return None


def _year_of(head: Sequence[Passages]) -> Found | None:
    """The year that is a line of its own below a title."""
    for passage in head:
        for date in passage.dates if passage.view.text.isdecimal() else ():
            return _found_date(passage, date) if date.datatype == XSD.gYear else None
    return None


def _reported(passages: Sequence[Passages]) -> Found | None:
    """The date of the dateline with which a report begins ("Ottawa, 9 September 2013 – Canada has …")."""
    for passage in passages[:HEADER_BLOCKS]:
        for date in passage.dates[:1]:
            if date.datatype == XSD.date and _IN_TOWN.fullmatch(passage.view.text[: date.start]):
                return _found_date(passage, date, last=True)
            near = date.datatype == XSD.date and date.start < 60
            if near and DATELINE.match(passage.view.text[: date.start]):
                return _found_date(passage, date)
    return None


def _is_dateline(passage: Passages, date: Date) -> bool:
    """Whether a block is a place and a date and nothing else ("Lima, November 17, 2005")."""
    text = passage.view.text
    place = bool(text[: date.start].strip()) and DATELINE.match(text[: date.start]) is not None
    return place and date.end >= len(text.rstrip(" .")) and passage.kind in ("heading", "paragraph")


def _found_date(passage: Passages, date: Date, last: bool = False) -> Found:
    """A date, or the last day of a meeting, when what it agreed is issued."""
    return Found(date.until or date.value if last else date.value, date.datatype, passage.index, date.start, date.end)


def _type(title: Found | None, head: Sequence[Passages]) -> str:
    """The kind of document, from the title and the short lines of the head."""
    lines = [title.value] if title else []
    lines += [p.view.text for p in head if len(p.view.text) < 120]
    for text in lines:
        for name, pattern in _TYPES:
            if pattern.search(text):
                return name
    return "NewsArticle"
