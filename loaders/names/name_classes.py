"""Whether a run of capitalised words says enough to be a name, and of what class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.names.heads import Head
from loaders.names.runs import ARTICLES_OF, CALENDAR, CONJUNCTIONS
from loaders.words.mentions import Passages
from loaders.words.tokens import Tokens
from ontology.terms import COMITY

_JOINT: Final = frozenset(
    "joint bi binational bilateral mixed mixta binacional conjunta conjunto trilateral tripartite "
    "intergovernmental intergubernamental".split()
)
_PREFIXES: Final = frozenset("anti counter non inter trans sub co multi pre post vice mid re cross".split())
"""What a hyphen joins to a word rather than to another name."""
_COMMISSIONS: Final = frozenset("commission council comision consejo secretariat".split())
_COMMITTEES: Final = frozenset("committee subcommittee comite comision subcomision commission".split())
_CHAMBERS: Final = frozenset("senate senado camara congress congreso parliament parlamento house asamblea".split())
"""Words of the legislature whose committee a name is."""
_NEWS: Final = frozenset({"news", "noticias"})
"""Words in the names of those who report, and do not govern ("Fjord News Service")."""
_CREATE: Final = frozenset(
    "establish establishes established create creates created set crease crea crean crear creara crearan establece "
    "establecen establecer estableceran establecese constituye constituyen constituir constituyese conforma "
    "conformar".split()
)
"""Verbs after which a commission is one that the two sides make."""
_A: Final = frozenset("a an una un".split())
_THE: Final = frozenset("the la el".split())
_DIALOGUES: Final = frozenset("dialogue dialog dialogo".split())
_UNTITLED: Final = frozenset({COMITY.Program, COMITY.Event, COMITY.Plan})
"""Classes whose names are not told from the headings of their sections."""
_ORDINALS: Final = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth primera segunda tercera cuarta "
    "quinta sexta septima octava novena decima".split()
)
"""Words with which the name of one meeting of several begins."""
_GROUPS: Final = frozenset("committees subcommittees groups subgroups".split())
"""Nouns that name no body in a heading: they are what comes next ("2. Reports of the Technical Sub-Committees")."""
FAR: Final = 32
"""Tokens before the name of a commission among which the verb stands that makes it."""
SEVERAL: Final = frozenset(
    "conventions memoranda memorandums mous accords resolutions agreements treaties protocols arrangements".split()
)
"""Heads that name nothing alone, as they mean several things."""
_KINDS: Final = frozenset("agreements treaties protocols arrangements".split())
"""Such heads that are kinds of things even after one capitalised word ("Bilateral Agreements")."""
TITLE: Final = 8
"""Tokens that the title of a section has at most."""
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)?")


def is_specific(block: Passages, run: range, head: Head) -> bool:
    """Whether a run says more than its head: weak heads and headings ask for more."""
    tokens = block.tokens
    titled = block.kind == "provision" and len(tokens) <= TITLE and tokens.kinds[-1] == "w"
    untitled = head.mints in _UNTITLED and tokens.folds[run.start] not in _ORDINALS
    if (titled or block.kind == "heading") and (untitled or tokens.folds[head.last - 1] in _GROUPS):
        return False
    content = sum(_says(tokens, i) and not head.first <= i < head.last for i in run)
    content += head.first == run.start and run.stop - 1 in block.countries and not tokens.capital(run.stop - 1)
    whole = block.kind in ("provision", "heading", "title") and run.start == 0 and run.stop == len(tokens)
    if not _NEWS.isdisjoint(tokens.folds[run.start : run.stop]):
        return False
    if head.weak and whole and block.countries.keys().isdisjoint(run):
        return False
    if tokens.folds[head.last - 1] in _KINDS:
        return any(tokens.kinds[i] == "n" for i in run) or content >= 2 and run.start not in block.starts
    if head.weak:
        return content >= 2 or content > 0 and run.start not in block.starts and block.kind != "heading"
    return content > 0 or any(tokens.kinds[i] == "n" for i in run)


def _says(tokens: Tokens, i: int) -> bool:
    """Whether a word is capitalised, and not only because its line is in capitals."""
    return tokens.capital(i) and tokens.folds[i] not in CONJUNCTIONS | ARTICLES_OF


def class_of(block: Passages, run: range, head: Head) -> str:
    """The class of a name: its head's, adjusted by what stands around the head."""
    folds = block.tokens.folds
    noun, hits = folds[head.last - 1], block.hits_in(run.start, run.stop)
    pair = sum(hit.first in block.countries and hit.first < head.first for hit in hits) >= 2
    paired = pair or _is_paired(block.tokens, run.start, head.first)
    if noun in _COMMISSIONS and (paired or _JOINT & set(folds[run.start : run.stop])):
        return COMITY.WorkingGroup
    whole = block.kind in ("provision", "heading", "title") and run.start == 0 and run.stop == len(block.tokens)
    if noun in _COMMITTEES and whole:
        return COMITY.WorkingGroup
    if noun in _DIALOGUES and _is_dated(folds[max(0, run.start - 3) : run.start]):
        return COMITY.Event
    unions = {h.first for h in hits if h.senses[0].concept.mints == COMITY.IntergovernmentalOrganization}
    committee = head.mints == COMITY.WorkingGroup and noun == "committee" and bool(unions)
    if committee or head.mints == COMITY.Agency and run.start in unions:
        return COMITY.IntergovernmentalOrganization
    return _owned_class(block, run, head) or head.mints


def _owned_class(block: Passages, run: range, head: Head) -> str | None:
    """The class of a chamber's committee, of a commission that a text makes, and of a group of the police."""
    folds, noun = block.tokens.folds, block.tokens.folds[head.last - 1]
    if noun in _COMMITTEES and not _CHAMBERS.isdisjoint(folds[run.start : run.stop]):
        return COMITY.Legislature
    if noun in _COMMISSIONS and head.mints == COMITY.Agency and _is_created(folds[max(0, run.start - FAR) : run.start]):
        return COMITY.WorkingGroup
    first = block.hit_at(run.start) if noun == "group" and head.last - head.first == 1 else None
    known = {s.concept.mints for s in first.senses} if first is not None and first.last < head.first else set()
    return COMITY.Agency if known == {COMITY.Agency} else None


def _is_paired(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a hyphen joins two names before a head ("Sonora-Arizona Compact Commission")."""
    hyphens = (i for i in range(first + 1, last) if tokens.forms[i] in "-‐–")
    return any(
        tokens.capital(i - 1) and tokens.capital(i + 1) and tokens.folds[i - 1] not in _PREFIXES for i in hyphens
    )


def _is_dated(before: Sequence[str]) -> bool:
    """Whether a date or an ordinal stands before a name: then it is one meeting, not a standing dialogue."""
    return any(word in CALENDAR or _ORDINAL.fullmatch(word) for word in before)


def _is_created(before: Sequence[str]) -> bool:
    """Whether a text creates what it names next ("Créase una Comisión de Seguimiento")."""
    if len(before) > 1 and before[-1] in _THE and before[-2] in _CREATE:
        return True
    return bool(before) and before[-1] in _A and not _CREATE.isdisjoint(before)
