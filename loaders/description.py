"""What a document is: title, publisher, date, type and language, from its own text or from a sidecar beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from loaders.classes import AGREEMENTS
from loaders.dates import Date
from loaders.entities import Entity
from loaders.lexicon import Lexicon, fold
from loaders.mentions import Passages
from ontology.errors import SidecarError
from ontology.iris import slugify
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
_KEYS: Final = frozenset({"title", "publisher", "issued", "type", "language", "source", "digest", "slug"})
_DATE_FORMS: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), XSD.date),
    (re.compile(r"\d{4}-\d{2}"), XSD.gYearMonth),
    (re.compile(r"\d{4}"), XSD.gYear),
)
HEADER_BLOCKS = 16
PROSE_WORDS = 25


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
    english, spanish = (sum(w in common for w in words) for common in (_ENGLISH, _SPANISH))
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
    """The longest run of heading lines that is no name of a body, no date and no common section heading."""
    for lines in ([p for p in head if p.kind == "heading"], head):
        best = _longest_run(lines, lexicon)
        if best:
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
    text = passage.view.text
    if (
        fold(text).rstrip(":") in _SECTIONS
        or fold(text) in lexicon.words("closing-headings")
        or not re.search(r"[^\W\d_]{3}", text)
    ):
        return False
    if (
        any(d.start <= 2 and d.end >= len(text) - 2 for d in passage.dates)
        or _RELEASED.search(text)
        or _is_dateline(passage)
    ):
        return False
    if fold(text) in (
        "fact sheet",
        "press release",
        "media note",
        "editorial",
        "opinion",
        "comunicado",
        "ficha informativa",
    ) or text.endswith("."):
        return False
    whole = [
        m
        for m in passage.mentions
        if m.rule != "own-title"
        and m.first == 0
        and m.last >= len(passage.tokens) - 4
        and m.mints in (COMITY.Agency, COMITY.Place, COMITY.Country)
    ]
    return not whole


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
    whole = [
        (p, m)
        for p in head
        for m in p.mentions
        if m.mints in (COMITY.Agency, COMITY.IntergovernmentalOrganization)
        and m.first <= 1
        and m.last >= len(p.tokens) - 1
    ]
    if whole:
        return _found_mention(*whole[-1])
    return None


def _found_mention(passage: Passages, mention: object) -> Found:
    first, last, entity = mention.first, mention.last, mention.entity  # type: ignore[attr-defined]  # a Mention of the passage
    return Found(entity or "", XSD.anyURI, passage.index, passage.tokens.starts[first], passage.tokens.ends[last - 1])


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


def apply_sidecar(found: Description, path: Path) -> Description:
    """The description with what a sidecar `NAME.toml` beside the file says.

    Raises:
        SidecarError: the sidecar is not TOML, or has an unknown key or a value that cannot be used.
    """
    sidecar = path.with_suffix(".toml")
    if not sidecar.is_file():
        return found
    try:
        data = tomllib.loads(sidecar.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SidecarError(str(sidecar), f"not TOML ({error})") from error
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise SidecarError(str(sidecar), f"found the key {unknown[0]!r}, expected one of {', '.join(sorted(_KEYS))}")
    return _override(found, {k: str(v) for k, v in data.items() if k != "digest"}, str(sidecar))


def _override(found: Description, data: dict[str, str], path: str) -> Description:
    kind = data.get("type", found.type)
    if kind not in {"Document", "NewsArticle", *(name for name, _ in _TYPES)}:
        raise SidecarError(
            path, f"found the type {kind!r}, expected one of {', '.join(sorted(n for n, _ in _TYPES))} or NewsArticle"
        )
    if "slug" in data and slugify(data["slug"]) != data["slug"]:
        raise SidecarError(path, f"found the slug {data['slug']!r}, expected lower-case words joined by hyphens")
    return replace(
        found,
        title=Found(data["title"]) if "title" in data else found.title,
        publisher=Found(data["publisher"]) if "publisher" in data else found.publisher,
        issued=_dated(data["issued"], path) if "issued" in data else found.issued,
        type=kind,
        language=data.get("language", found.language),
        source=data.get("source", found.source),
        slug=data.get("slug", found.slug),
    )


def _dated(value: str, path: str) -> Found:
    for form, datatype in _DATE_FORMS:
        if form.fullmatch(value):
            return Found(value, datatype)
    raise SidecarError(path, f"found the date {value!r}, expected YYYY, YYYY-MM or YYYY-MM-DD")
