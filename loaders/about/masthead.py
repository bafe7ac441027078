"""The name of a newspaper or a news agency, at the head of what it prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from loaders.files.found import Found
from loaders.words.classes import AGREEMENTS, MEETINGS
from loaders.words.mentions import Passages
from ontology.terms import COMITY, XSD

_TOLD: Final = MEETINGS | AGREEMENTS | {COMITY.Country, COMITY.Agency, COMITY.Program}
"""Classes of what a title tells of, and the name of a newspaper does not."""
_PAPER: Final = re.compile(
    r"(?:the|el|la|los|las|le|die|diario|daily)\s|.*\s(?:times|herald|post|news|gazette|tribune|mail|courier|chronicle"
    r"|observer|telegraph|star|standard|sun|journal|press|wire|agency|ledger|record|sentinel|monitor|dispatch|examiner"
    r"|register|bulletin|inquirer|independent|guardian|advocate|echo|argus|review|voice|mirror|globe|citizen|nation|weekly)$",
    re.IGNORECASE,
)
"""How the name of a newspaper begins or ends."""
_BYLINE: Final = re.compile(r"(?:by|por)\s+(?:[^\W\d_][\w.'’-]*\s*){2,6}$", re.IGNORECASE)
_AGENCY: Final = re.compile(r"\((?P<name>[A-Z][\w.&' -]{2,40})\)\s*(?:[-–—]{1,2}(?:\s|$)|$)")
_REPORTED: Final = re.compile(
    r"[A-ZÁÉÍÓÚÑ]{3,}(?:[ -][A-ZÁÉÍÓÚÑ]{2,}){0,2}(?:, [A-Z][\w.]+)? \((?P<name>[A-Z][\w.&' -]{2,40})\)\s*[-–—]"
)
"""The place of a report in capitals, the agency that sends it, and a dash."""
_BEFORE_DATE: Final = re.compile(
    r"(?P<name>(?:The|El|La|Los|Las|Diario|Daily)\s[A-ZÁÉÍÓÚÑ][\w' -]{2,40}?)\s*[,|–—-]"
    r"(?:\s*[A-ZÁÉÍÓÚÑ][\w'. -]{1,30},)?(?:\s*[^\W\d]{5,10},?)?\s*$"
)
_LONGEST: Final = 6
"""Words that the name of a newspaper has at most."""
_GENRE: Final = re.compile(r"(?:opini[oó]n|editorial|comment|commentary|leader|news|noticias)(?:es|s)?", re.IGNORECASE)
"""The section of a newspaper."""
_SHORT: Final = 4
"""Words that it has at most where it stands above a dateline, which has fewer than the next number."""
_DATELINE: Final = 12
_SMALL: Final = 4
"""Letters from which a word of a name is capitalised."""
_SOON: Final = 5
"""Lines within which the name of who wrote follows."""


def masthead(head: Sequence[Passages]) -> Found | None:
    """The name of the newspaper that the first line of a text is, or None.

    It tells of nothing known, is capitalised throughout, and the date, a menu or a byline follows.
    """
    line = head[0] if head else None
    words = line.view.text.split() if line is not None else []
    if line is None or not 1 < len(words) <= _LONGEST or not _PAPER.match(line.view.text):
        return None
    if not _is_nothing(line):
        return None
    return Found(line.view.text, XSD.string, line.index, 0, len(line.view.text)) if _is_first(head) else None


def _is_nothing(line: Passages) -> bool:
    """Whether a line is capitalised throughout and tells of nothing known."""
    words = line.view.text.split()
    capitals = all(word[0].isupper() or len(word) < _SMALL for word in words)
    return capitals and not any(m.mints in _TOLD for m in line.mentions)


def _is_first(head: Sequence[Passages]) -> bool:
    """Whether a date of a day, a menu, a section, or soon a byline follows the first line."""
    after = head[1:2]
    dated = any(d.datatype == XSD.date and d.end >= len(p.view.text) - 2 for p in after for d in p.dates)
    menu = any(p.index > head[0].index + 1 for p in after)
    genre = any(_GENRE.fullmatch(p.view.text) for p in after)
    return dated or menu or genre or any(_BYLINE.match(p.view.text) for p in head[1:_SOON])


def newspaper(head: Sequence[Passages]) -> Found | None:
    """The newspaper on a line above the dateline, the agency in parentheses at its end, or the name before the date."""
    for above, below in pairwise(head):
        dated = any(d.datatype == XSD.date for d in below.dates) and len(below.view.text.split()) < _DATELINE
        if dated and len(above.view.text.split()) <= _SHORT and _PAPER.match(above.view.text) and _is_nothing(above):
            return Found(above.view.text, XSD.string, above.index, 0, len(above.view.text))
    for passage in head:
        reported = _REPORTED.match(passage.view.text)
        if reported is not None:
            return Found(reported["name"], XSD.string, passage.index, *reported.span("name"))
    for passage in head:
        dates = [d for d in passage.dates if d.datatype == XSD.date]
        found = dates and (
            _AGENCY.search(passage.view.text, dates[0].end) or _BEFORE_DATE.match(passage.view.text[: dates[0].start])
        )
        if found:
            return Found(found["name"], XSD.string, passage.index, *found.span("name"))
    return None


def site(passages: Sequence[Passages]) -> Found | None:
    """The newspaper that the menu at the top of a saved page begins with ("The Southern Mail | Home | Politics")."""
    for passage in passages[:1]:
        name, _, menu = passage.view.text.partition(" | ")
        if passage.kind == "chrome" and menu and _PAPER.match(name) and len(name.split()) <= _LONGEST:
            return Found(name, XSD.string, passage.index, 0, len(name))
    return None
