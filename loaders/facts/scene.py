"""What fact finders see: the sentences of a document with their mentions, its two sides, and where each stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.pages.provisions import Block
from loaders.words.classes import ACTORS, OFFICIALS
from loaders.words.cues import lowered, matches
from loaders.words.mentions import Mention, Passages
from loaders.words.texts import Texts
from loaders.words.tokens import Tokens
from ontology.statement import Literal
from ontology.terms import COMITY, FOAF, ORG

_SIDES: Final = re.compile(
    r"\b(?:(?:both|the two|our two|our|all)\s+"
    r"(?:(?:brotherly|fraternal|friendly|neighbou?ring|contracting|signatory)\s+)?(?:governments|countries|nations|sides|parties|participants|states"
    r"|delegations|partners|neighbou?rs|signatories)"
    r"|(?:each|neither|either)\s+(?:country|government|(?:contracting )?party|side|participant|nation"
    r"|(?:contracting )?state|(?-i:Authority))"
    r"|the\s+(?:governments|countries|parties|participants|sides|contracting parties|contracting states|states parties"
    r"|two(?!\s+\w+s\b))"
    r"|(?:the|both) (?-i:Authorities|Agencies|Institutions|Administrations)|(?-i:[Ll]as Autoridades)"
    r"|(?:los|las|ambos|ambas|los dos|las dos)"
    r"\s+(?:gobiernos|países|naciones|partes|delegaciones|participantes|estados)"
    r"|cada\s+(?:país|parte|gobierno|participante|estado))\b(?!\s+of\s+the\s+(?:Convention|Treaty|Protocol))",
    re.IGNORECASE,
)
_STATES: Final = frozenset(
    "countries country governments government nations nation states state neighbours neighbors gobiernos gobierno "
    "paises pais naciones estados estado".split()
)
"""Nouns that mean the two countries, where a text is made between two of their bodies."""
_GAP: Final = frozenset(
    ", ; and y e the la el los las by por as well as o or & / - – of de del his her then former entonces".split()
)
"""What may stand between two members of a list."""
_AT: Final = frozenset(
    "at in from with for ( ) his her their counterpart colleague su homologo homologa rtd retd".split()
)
"""What may stand there too if a comma or "and" follows ("X, Director at the Y (Z), and W")."""
_JOINS: Final = frozenset(", ; and y e".split())
GAP: Final = 6
"""Tokens outside names that may stand between two members of a list."""
_SMALL_RANKS: Final = frozenset(
    "general almirante contralmirante vicealmirante coronel capitan teniente comisionado comisario inspector senor "
    "senora doctor doctora licenciado licenciada ingeniero ingeniera embajador embajadora".split()
)
RANKS: Final = 6
"""Tokens of ranks and honorifics before a name."""
TITLE: Final = 14
"""Tokens that a title may have."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple read from some tokens of a passage; `subject` and `object` are IRIs, or the object a literal."""

    subject: str
    predicate: str
    object: str | Literal
    block: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a noun phrase means: one entity, or both sides of the document, by tokens."""

    first: int
    last: int
    iris: tuple[str, ...]
    mention: Mention | None = None


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence of a passage, with what it names, and the provision (or document) whose text it is part of.

    `previous` is the sentence before it in the passage, `lead_in` the one that introduces the list of which it is an
    item, `place` its place among all sentences, whose texts are `texts`.
    `subjects` holds what acts in it once that was looked for. `tokens` are those of the passage.
    """

    passage: Passages
    first: int
    last: int
    subject: str
    block: Block
    previous: Sentence | None = None
    lead_in: Sentence | None = None
    mentions: list[Mention] = field(default_factory=list)
    sides: list[Actor] = field(default_factory=list)
    place: int = 0
    subjects: list[Actor | None] = field(default_factory=list, repr=False)
    texts: Texts = field(init=False, repr=False)
    tokens: Tokens = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Have the tokens of the passage at hand."""
        self.tokens = self.passage.tokens

    @property
    def is_provision(self) -> bool:
        """Whether the sentence is the text of a provision, not narrative."""
        return self.block.kind == "provision"

    def fact(self, subject: str, predicate: str, value: str | Literal, first: int, last: int) -> Fact:
        """A fact that some tokens of the sentence state."""
        return Fact(subject, predicate, value, self.passage.index, first, last)

    def relate(self, one: Mention, predicate: str, other: Mention, first: int, last: int) -> Iterator[Fact]:
        """The fact that some tokens state of two things, if both are known and not one."""
        if one.entity is not None and other.entity is not None and one.entity != other.entity:
            yield self.fact(one.entity, predicate, other.entity, first, last)

    def search(self, pattern: re.Pattern[str]) -> Sequence[tuple[int, int]]:
        """The tokens that the matches of a pattern in the sentence cover."""
        holding = self.texts.found.get(id(pattern))
        if self.place not in (holding if holding is not None else self.texts.holding(pattern)):
            return ()
        found = matches(pattern, self.tokens.text, self.passage.low, self.span)
        covered = [self.passage.covered(*match.span()) for match in found]
        return [(first, last) for first, last in covered if first < last]

    def may_hold(self, patterns: tuple[re.Pattern[str], ...]) -> bool:
        """Whether one of some patterns, which are a constant of their module, may match in the sentence."""
        return self.place in self.texts.holding_any(patterns)

    @property
    def span(self) -> tuple[int, int]:
        """The range of the passage's text that the sentence covers."""
        return self.tokens.starts[self.first], self.tokens.ends[self.last - 1]

    @property
    def low(self) -> str:
        """The text of the sentence as cues are compared."""
        start, end = self.span
        # Folding gives each character one or more, so equal lengths mean that places agree.
        aligned = len(self.passage.low) == len(self.tokens.text)
        return self.passage.low[start:end] if aligned else lowered(self.tokens.text[start:end])

    def actors(self) -> list[Actor]:
        """Everything in the sentence that can act, left to right, sides included."""
        acting = [m for m in self.mentions if m.mints in ACTORS and m.entity]
        starts = {m.first: m.last for m in acting if m.mints != COMITY.Country}
        # "The Netherlands" is no actor where "The Netherlands Police" acts.
        acting = [m for m in acting if m.mints != COMITY.Country or starts.get(m.first + 1, 0) < m.last]
        named = [Actor(m.first, m.last, (m.entity or "",), m) for m in acting]
        return sorted([*named, *self.sides], key=lambda a: (a.first, -a.last))

    def after(self, token: int, *classes: str) -> list[Mention]:
        """The mentions of some classes that begin at or after a token."""
        return [m for m in self.mentions if m.first >= token and m.mints in classes]

    def before(self, token: int, *classes: str) -> list[Mention]:
        """The mentions of some classes that end at or before a token."""
        return [m for m in self.mentions if m.last <= token and m.mints in classes]


@dataclass(frozen=True, slots=True)
class Scene:
    """A document as fact finders see it. `sides` are the IRIs of the two that are its parties, if it has."""

    sentences: Sequence[Sentence]
    passages: Sequence[Passages]
    sides: tuple[str, ...]
    spanish: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the text of a document belongs: its blocks, the addresses of its provisions, and its own."""

    document: str
    blocks: Sequence[Block]
    provisions: Mapping[int, str]

    def of(self, block: Block) -> str:
        """The provision that a block states or stands under, or the document."""
        return self.provisions.get(id(block.node), self.document)


def sentences_of(
    passages: Sequence[Passages], parts: Parts, sides: tuple[str, ...], parties: tuple[str, ...] = ()
) -> list[Sentence]:
    """Every sentence of the document's own text, headings included; chrome states nothing.

    `sides` are the two countries that "both countries" means, `parties` the bodies that "the Parties" means instead.
    """
    found: list[Sentence] = []
    sentence: Sentence | None = None
    ending: dict[int, Sentence] = {}
    for passage in passages:
        block = parts.blocks[passage.index]
        if block.kind == "chrome":
            continue
        firsts = [m.first for m in passage.mentions]
        sentence = sentence if sentence is not None and _heads(sentence) else None
        for first, last in passage.sentences:
            sentence = Sentence(passage, first, last, parts.of(block), block, sentence)
            sentence.mentions = passage.mentions[bisect_left(firsts, first) : bisect_left(firsts, last)]
            sentence.place = len(found)
            sentence.lead_in = ending.get(id(block.node.lead_in)) if block.node is not None else None
            ending[id(block)] = sentence
            found.append(sentence)
    texts = Texts([sentence.low for sentence in found])
    for sentence in found:
        sentence.texts = texts
        sentence.sides = list(_sides(sentence, sides, parties or sides)) if len(parties or sides) == 2 else []
    return found


def _heads(sentence: Sentence) -> bool:
    """Whether a sentence is a heading, or a short title beside a number, of what comes next."""
    titled = sentence.block.kind in ("heading", "title") or sentence.is_provision
    return titled and sentence.last - sentence.first <= TITLE and sentence.tokens.forms[-1] not in ".:;"


def _sides(sentence: Sentence, sides: tuple[str, ...], parties: tuple[str, ...]) -> Iterator[Actor]:
    """The words that mean both sides, where they do not say whose they are."""
    for first, last in sentence.search(_SIDES):
        if any(m.first < last and first < m.last for m in sentence.mentions):
            continue
        following = sentence.tokens.folds[last] if last < len(sentence.tokens) else ""
        named = [m for m in sentence.after(last, COMITY.Country) if m.first - last <= 2]
        if following not in ("of", "de") or not named:
            states = not _STATES.isdisjoint(sentence.tokens.folds[first:last])
            meant = sides if states else parties
            if meant:
                yield Actor(first, last, meant)


def listed(sentence: Sentence, start: int, classes: frozenset[str], limit: int = 6) -> list[Mention]:
    """The mentions of a list that begins within some tokens of a place and goes on over commas and "and"."""
    found: list[Mention] = []
    at = start
    for mention in sorted(sentence.mentions, key=lambda m: (m.first, -m.last)):
        if mention.first < at or mention.mints not in classes:
            continue
        begin = _begin(sentence.tokens, mention, at)
        apart = _is_apart(sentence, at, begin) if found else begin - at > limit
        if apart and not any(mention.post is other or other.post is mention for other in found):
            if found and mention.mints not in OFFICIALS and _is_placed(sentence.tokens, mention):
                continue
            break
        found.append(mention)
        at = mention.last
    return found


def _is_placed(tokens: Tokens, mention: Mention) -> bool:
    """Whether a body only says where the one before it works ("X, Director at the Y (Z)")."""
    i = mention.first - 1
    while i >= 0 and tokens.folds[i] in ("the", "la", "el"):
        i -= 1
    return i >= 0 and tokens.folds[i] in _AT | {"of", "de", "del"}


def _begin(tokens: Tokens, mention: Mention, floor: int) -> int:
    """Where a mention begins with the ranks and honorifics before it ("H.E. Dr. X", "el contralmirante X")."""
    i = mention.first
    while i > floor and mention.mints == FOAF.Person and mention.first - i < RANKS:
        if not tokens.capital(i - 1) and tokens.forms[i - 1] != "." and tokens.folds[i - 1] not in _SMALL_RANKS:
            break
        i -= 1
    return i


def people_of(found: Sequence[Mention]) -> list[Mention]:
    """A person in place of the post that is named beside it, and no body that stands inside a post."""
    held = {id(post) for m in found for post in (m.post, m.post_too) if post is not None}
    posts = [m for m in found if m.mints == ORG.Post]
    owners = {post.first for post in posts}
    rest = [m for m in found if m.mints in OFFICIALS or m.last not in owners]
    return [m for m in rest if id(m) not in held and not any(_is_inside(m, post) for post in posts)]


def _is_inside(mention: Mention, post: Mention) -> bool:
    return post is not mention and post.first <= mention.first and mention.last <= post.last


def span_of(one: Mention, other: Mention) -> tuple[int, int]:
    """The tokens of two names where they stand in one block, else those of the first."""
    if one.block != other.block:
        return one.first, one.last
    return min(one.first, other.first), max(one.last, other.last)


def _is_apart(sentence: Sentence, first: int, last: int) -> bool:
    """Whether more stands between two mentions than joins the members of a list, or says where the first one works."""
    tokens = sentence.tokens
    named = {i for m in sentence.mentions for i in range(m.first, m.last)}
    gap = [i for i in range(first, last) if i not in named and tokens.kinds[i] != "s"]
    words = [tokens.folds[i] for i in gap]
    placed = max((k for k, word in enumerate(words) if word in _AT), default=None)
    if placed is not None and _JOINS.isdisjoint(words[placed:]):
        return True
    return sum(word not in "()" for word in words) > GAP or not (_GAP | _AT).issuperset(words)


def is_country(iri: str) -> bool:
    """Whether an address is that of a country.

    >>> is_country("https://w3id.org/comity/id/country/mexico"), is_country("https://w3id.org/comity/id/group/country")
    (True, False)
    """
    return iri.split("/")[-2:-1] == ["country"]
