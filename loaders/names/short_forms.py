"""Short forms in a document: those that parentheses define, and acronyms that nothing has defined yet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.names.acronyms import Definition, definitions, initials_match, is_short_form
from loaders.names.places import opens_dateline
from loaders.words.lexicon import Lexicon, fold
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY, FOAF, ORG

_ROMAN: Final = re.compile(r"[IVXLC]+")
_UNDEFINED: Final = frozenset({FOAF.Person, COMITY.Place})
"""Classes of things for which nobody defines a short form."""
_ROLES: Final = frozenset(
    "chairman chair chairperson chairwoman co chair head head of delegation leader rapporteur observer secretary host "
    "acting interpreter presidente presidenta jefe jefa observador relator".split()
)
"""What a person in a list is said to be in parentheses."""
_ORDINARY: Final = ("not-acronyms", "openers", "opening-verbs", "ordinary", "name-suffixes")
"""Schemes of words that are no acronyms, however they are written."""
_TOGETHER: Final = frozenset(
    "parties participants sides signatories governments partes participantes gobiernos".split()
)
"""Last words of what all that sign are called together, which is no short form of the last of them."""
OPENING: Final = 3
"""Words in capitals that name the place of a dateline."""
_TYPES: Final = frozenset("type model tipo modelo".split())
"""Nouns after which capitals say of what make a thing is ("of the type VSR 1200")."""
_FRANCS: Final = frozenset("franc francs franco francos".split())
MIXED: Final = 3
"""Letters of a short form of mixed case at least."""
LONGEST: Final = 6
"""Letters of an acronym that nothing defines; at the start of a sentence one less."""


def bare_acronyms(passage: Passages, lexicon: Lexicon) -> Iterator[Mention]:
    """Acronyms that nothing has defined yet; the document decides what they are."""
    refused = [lexicon.words(scheme) for scheme in _ORDINARY]
    money = lexicon.words("currencies")
    for i, form in enumerate(passage.tokens.forms):
        if not form.isupper() or any(passage.tokens.folds[i] in words for words in refused):
            continue
        if _is_acronym(passage, i) and not (passage.tokens.folds[i] in money and _is_money(passage, i)):
            programme = passage.tokens.folds[i + 1 : i + 2] in (["programme"], ["program"], ["programmes"])
            mints, rule = (COMITY.Program, "acronym-name") if programme else ("", "bare-acronym")
            yield Mention(passage.index, i, i + 1, mints, form, rule)


def _is_acronym(passage: Passages, i: int) -> bool:
    """Whether a word in capitals is one because it is an acronym."""
    tokens, form, end = passage.tokens, passage.tokens.forms[i], passage.tokens.ends[i]
    opens = i in passage.starts and i + 1 < len(tokens)
    if i < OPENING and i < opens_dateline(passage):
        return False
    if tokens.kinds[i] != "w" or not is_short_form(form) or len(form) > LONGEST - opens or _ROMAN.fullmatch(form):
        return False
    glued = tokens.text[end : end + 1] == "." and tokens.text[end + 1 : end + 2].isalpha()
    if i and tokens.folds[i - 1] in _TYPES:
        return False
    numbered = tokens.text[end : end + 1] == "-" and tokens.text[end + 1 : end + 2].isdecimal()
    return not glued and not numbered and not _is_in_capitals(passage, i)


def _is_money(passage: Passages, i: int) -> bool:
    """Whether the code of a currency stands beside an amount, or beside its name ("MNT 320 million", "CFA francs")."""
    tokens = passage.tokens
    return "n" in tokens.kinds[max(0, i - 1) : i + 2] or not _FRANCS.isdisjoint(tokens.folds[max(0, i - 1) : i + 2])


def _is_in_capitals(passage: Passages, i: int) -> bool:
    """Whether a word stands in a run of capitals (a heading, a dateline), where capitals mean nothing."""
    tokens = passage.tokens
    around = [k for k in range(max(0, i - 2), min(len(tokens), i + 3)) if k != i and tokens.kinds[k] == "w"]
    shouting = sum(tokens.forms[k].isupper() and len(tokens.forms[k]) > 3 for k in around)
    return shouting >= 2 or passage.view.text.isupper()


def define(passages: Sequence[Passages]) -> None:
    """Attach the short forms in parentheses to the names they follow, in place of what was read there."""
    for passage in passages:
        for definition in definitions(passage.tokens):
            owner = _spelt_part(passage, definition, _ending_at(passage, definition.opening))
            inner = [m for m in passage.mentions if definition.first <= m.first and m.last <= definition.last]
            if owner is not None and _defines(passage, definition, owner, inner):
                _replace(passage, inner, definition, owner)
        passage.mentions.sort(key=lambda m: (m.first, m.last))
    _prefer_defined(passages)
    _repeat(passages)


def _spelt_part(passage: Passages, definition: Definition, owner: Mention | None) -> Mention | None:
    """The part of a body that is defined, where the body is not so spelt ("Unit A of the Bank of B (UA)")."""
    short = passage.tokens.between(definition.first, definition.last)
    if owner is None or initials_match(short, owner.name):
        return owner
    parts = [m for m in passage.mentions if m.parent is owner and m.last <= owner.first]
    return next((m for m in parts if definition.quoted or initials_match(short, m.name)), owner)


def _repeat(passages: Sequence[Passages]) -> None:
    """Read again the short forms of mixed case that parentheses define once ("Zimra" for a revenue authority)."""
    defined = {m.name: m for p in passages for m in p.mentions if m.stands_for is not None and _is_mixed(m)}
    for passage in passages if defined else ():
        taken = {i for m in passage.mentions for i in range(m.first, m.last)}
        for i, form in enumerate(passage.tokens.forms):
            if form in defined and i not in taken:
                first = defined[form]
                again = Mention(passage.index, i, i + 1, first.mints, form, "definition", first.head, first.owner)
                again.concept, again.stands_for = first.concept, first.stands_for
                passage.mentions.append(again)
        passage.mentions.sort(key=lambda m: (m.first, m.last))


def _is_mixed(short: Mention) -> bool:
    """Whether a short form is one word that is not all capitals, whose letters its name has in this order."""
    name = short.name
    if short.last - short.first != 1 or not MIXED <= len(name) <= LONGEST or not name[0].isupper() or name.isupper():
        return False
    letters = iter(fold(short.stands_for.name if short.stands_for is not None else "").replace(" ", ""))
    return all(letter in letters for letter in fold(name)) and not name[1:].islower() or _opens_alike(short)


def _opens_alike(short: Mention) -> bool:
    """Whether a short form opens as its name does, and is no word of it ("Zimra", not "Group")."""
    name = fold(short.stands_for.name if short.stands_for is not None else "")
    return fold(short.name)[:2] == name[:2] and fold(short.name) not in name.split()


def _prefer_defined(passages: Sequence[Passages]) -> None:
    """Let an acronym mean what the document defines it for, whatever body elsewhere is known by it."""
    owners: dict[str, list[Mention]] = defaultdict(list)
    for passage in passages:
        for mention in passage.mentions:
            if mention.stands_for is not None:
                owners[mention.name].append(mention.stands_for)
    for passage in passages:
        for mention in passage.mentions:
            found = owners.get(mention.name, ()) if mention.stands_for is None else ()
            if len(found) == 1 and mention.concept is not None and mention.concept is not found[0].concept:
                mention.concept, mention.mints = found[0].concept, found[0].mints
                mention.head, mention.owner, mention.stands_for = found[0].head, found[0].owner, found[0]


def _defines(passage: Passages, definition: Definition, owner: Mention, inner: Sequence[Mention]) -> bool:
    """Whether parentheses define a short form of the name before them.

    A capitalised phrase is another name if it is of the same class, or nothing else is known of it.
    """
    short = passage.tokens.between(definition.first, definition.last)
    if owner.mints in _UNDEFINED or owner.mints == COMITY.Country and not initials_match(short, owner.name):
        return False
    if fold(short).rsplit(" ", 1)[-1] in _TOGETHER:
        return False
    if definition.quoted or is_short_form(short):
        return not any(_is_of_part(m, owner) for m in inner)
    if fold(short) in _ROLES:
        return False
    return all(m.mints == owner.mints and (m.concept is None or m.concept is owner.concept) for m in inner)


def _is_of_part(short: Mention, owner: Mention) -> bool:
    """Whether a known body with a short form is but part of the name before it ("Treaty of the X Union (XU)")."""
    known = short.concept
    return known is not None and known.mints != owner.mints and fold(known.label) in fold(owner.name)


def _ending_at(passage: Passages, opening: int) -> Mention | None:
    """The longest mention that ends right before a parenthesis, past a closing quotation mark.

    A post has no short form, and that of "the Fifth Meeting of the Group (G)" is the group's.
    """
    quoted = opening > 0 and passage.tokens.forms[opening - 1] in '"”»'
    ending = [m for m in passage.mentions if m.last == opening - quoted and m.mints != ORG.Post]
    inner = {id(m) for m in ending}
    ending = [m for m in ending if m.mints != COMITY.Event or id(m.parent) not in inner]
    return max(ending, key=lambda m: m.last - m.first, default=None)


def _replace(passage: Passages, inner: Sequence[Mention], definition: Definition, owner: Mention) -> None:
    """Make the words in parentheses a mention of what they abbreviate."""
    for mention in inner:
        passage.mentions.remove(mention)
    known = next((m.concept for m in inner if m.concept is not None), None)
    if owner.concept is None and known is not None and known.mints == owner.mints:
        owner.concept = known
    first, last = definition.first, definition.last
    name = passage.tokens.between(first, last)
    owner.aliases.append(name)
    alias = Mention(passage.index, first, last, owner.mints, name, "definition", owner.head, owner.owner)
    alias.concept, alias.stands_for = owner.concept, owner
    passage.mentions.append(alias)
