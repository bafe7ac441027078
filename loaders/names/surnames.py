"""Persons called by their surname once they were named in full: "Mr. Okafor said", "General Tawalbeh"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from loaders.words.mentions import Mention, Passages
from loaders.words.speech import speaks
from loaders.words.tokens import Tokens, tokenize
from ontology.terms import FOAF

_PARTICLES: Final = frozenset("al de del della der van von den bin ibn dos da do el la le san santa".split())
"""Small words that belong to the surname after them."""
_FULL: Final = frozenset({"title-name", "name-title", "signature"})
"""Rules that read a person with a given name."""
_STYLES: Final = frozenset("prince princess sheikh sheikha tengku raja sultan king queen dato datuk seri".split())
"""Styles that stand before a first name."""
SHORTEST: Final = 3
"""Letters of a surname that can stand for its bearer."""


def add_surnames(passages: Sequence[Passages]) -> None:
    """Make each later surname of the one person who bears it a mention of that person."""
    bearers = _bearers(passages, _surnames)
    given = _bearers(passages, _given)
    firsts = {key[0] for key in bearers} | {key[0] for key in given}
    for passage in passages:
        if passage.kind == "chrome":
            continue
        taken = {i for m in passage.mentions for i in range(m.first, m.last)}
        for i, word in enumerate(passage.tokens.folds):
            if word in firsts and passage.tokens.capital(i) and i not in taken:
                called = _is_called(passage.tokens, i)
                taken.update(_add(passage, i, bearers, taken) or _add(passage, i, given if called else {}, taken))
        passage.mentions.sort(key=lambda m: (m.first, m.last))


def _is_called(tokens: Tokens, i: int) -> bool:
    """Whether a word is used as a name alone: one speaks by it, or a style stands before it ("Prince Fahd")."""
    apart = tokens.folds[i + 1 : i + 4] in ([",", "for", "his"], [",", "for", "her"])
    return apart or speaks(tokens, i, i + 1) or i > 0 and tokens.folds[i - 1] in _STYLES and tokens.capital(i - 1)


def _bearers(
    passages: Sequence[Passages], names: Callable[[Mention], Iterator[tuple[str, ...]]]
) -> Mapping[tuple[str, ...], Mention]:
    """The person of each short name that one person alone bears."""
    found: dict[tuple[str, ...], dict[str, Mention]] = defaultdict(dict)
    for passage in passages:
        for mention in passage.mentions:
            if mention.mints == FOAF.Person and mention.rule in _FULL:
                for key in names(mention):
                    found[key].setdefault(mention.name, mention)
    return {key: next(iter(who.values())) for key, who in found.items() if len(who) == 1}


def _surnames(person: Mention) -> Iterator[tuple[str, ...]]:
    """The words that can stand for a person: the last, with particles before it and what a hyphen joins to it."""
    tokens = tokenize(person.name)
    at = len(tokens) - 1
    while at > 1 and (tokens.forms[at - 1] in "-‐" or tokens.folds[at - 1] in _PARTICLES or tokens.forms[at] in "-‐"):
        at -= 1
    if at >= 1 and len(tokens.forms[-1]) >= SHORTEST:
        yield tuple(tokens.folds[at:])


def _given(person: Mention) -> Iterator[tuple[str, ...]]:
    """The first name, by which Malays, Thais and Arab princes are called."""
    tokens = tokenize(person.name)
    if len(tokens) > 1 and len(tokens.forms[0]) > SHORTEST:
        yield (tokens.folds[0],)


def _add(passage: Passages, i: int, bearers: Mapping[tuple[str, ...], Mention], taken: set[int]) -> range:
    """Add the surname that begins at a token, if it is one and stands free; the tokens that it covers."""
    tokens = passage.tokens
    for size in (5, 4, 3, 2, 1):
        person = bearers.get(tuple(tokens.folds[i : i + size]))
        span = range(i, i + size)
        if person is not None and span.stop <= len(tokens) and taken.isdisjoint(span) and not _is_part(tokens, span):
            mention = Mention(passage.index, i, i + size, FOAF.Person, person.name, "surname", owner=person.owner)
            mention.concept, mention.surface = person.concept, tokens.between(i, i + size)
            passage.mentions.append(mention)
            return span
    return range(0)


def _is_part(tokens: Tokens, span: range) -> bool:
    """Whether a hyphen or another capitalised word makes some words part of a longer name."""
    after, before = span.stop, span.start - 1
    joined = after < len(tokens) and (tokens.forms[after] in "-‐" and tokens.ends[after - 1] == tokens.starts[after])
    longer = after < len(tokens) and tokens.capital(after)
    glued = before >= 0 and tokens.forms[before] in "-‐" and tokens.ends[before] == tokens.starts[span.start]
    return joined or longer or glued
