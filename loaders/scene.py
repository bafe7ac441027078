"""What fact finders see: the sentences of a document with their mentions, its two sides, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.mentions import Mention, Passages
from loaders.outline import Block
from loaders.resolution import AGREEMENTS, Entity
from loaders.tokens import Tokens
from ontology.statement import Literal
from ontology.terms import COMITY, FOAF, ORG

_SIDES = re.compile(
    r"\b(?:(?:both|the two|our two|our|all)\s+(?:governments|countries|nations|sides|parties|participants|states"
    r"|delegations|partners|neighbou?rs|signatories)"
    r"|(?:each|neither|either)\s+(?:country|government|party|side|participant|nation|state|contracting party)"
    r"|the\s+(?:governments|countries|parties|participants|sides|contracting parties|states parties|two)"
    r"|(?:los|las|ambos|ambas|los dos|las dos)\s+(?:gobiernos|países|naciones|partes|delegaciones|participantes"
    r"|estados)"
    r"|cada\s+(?:país|parte|gobierno|participante|estado))\b(?!\s+of\s+the\s+(?:Convention|Treaty|Protocol))",
    re.IGNORECASE,
)
ACTORS: Final = frozenset(
    {
        COMITY.Country,
        COMITY.Agency,
        COMITY.WorkingGroup,
        COMITY.IntergovernmentalOrganization,
        COMITY.Legislature,
        ORG.Post,
        FOAF.Person,
    }
)


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
    """A sentence of a passage, with what it names, and the provision (or document) whose text it is part of."""

    passage: Passages
    first: int
    last: int
    subject: str
    block: Block
    mentions: list[Mention] = field(default_factory=list)
    sides: list[Actor] = field(default_factory=list)

    @property
    def tokens(self) -> Tokens:
        """The tokens of the passage that holds the sentence."""
        return self.passage.tokens

    @property
    def is_provision(self) -> bool:
        """Whether the sentence is the text of a provision, not narrative."""
        return self.block.kind == "provision"

    @property
    def text(self) -> str:
        """The sentence."""
        return self.tokens.between(self.first, self.last)

    def fact(self, subject: str, predicate: str, value: str | Literal, first: int, last: int) -> Fact:
        """A fact that some tokens of the sentence state."""
        return Fact(subject, predicate, value, self.passage.index, first, last)

    def search(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """The matches of a pattern in the sentence, with the tokens they cover."""
        start, end = self.tokens.starts[self.first], self.tokens.ends[self.last - 1]
        for match in pattern.finditer(self.tokens.text, start, end):
            first, last = self.passage.covered(match.start(), match.end())
            if first < last:
                yield match, first, last

    def actors(self) -> list[Actor]:
        """Everything in the sentence that can act, left to right, sides included."""
        named = [Actor(m.first, m.last, (m.entity,), m) for m in self.mentions if m.mints in ACTORS and m.entity]
        return sorted([*named, *self.sides], key=lambda a: (a.first, -a.last))

    def after(self, token: int, *classes: str) -> list[Mention]:
        """The mentions of some classes that begin at or after a token."""
        return [m for m in self.mentions if m.first >= token and m.mints in classes]

    def before(self, token: int, *classes: str) -> list[Mention]:
        """The mentions of some classes that end at or before a token."""
        return [m for m in self.mentions if m.last <= token and m.mints in classes]


@dataclass(slots=True, eq=False)
class Scene:
    """A document as fact finders see it. `sides` are the IRIs of the two that "both governments" means."""

    document: str
    sentences: list[Sentence]
    passages: Sequence[Passages]
    blocks: Sequence[Block]
    entities: dict[str, Entity]
    sides: tuple[str, ...]
    node_iris: Mapping[int, str]
    spanish: bool

    def entity(self, mention: Mention) -> Entity | None:
        """The entity of a mention."""
        return self.entities.get(mention.entity) if mention.entity else None

    def is_agreement(self, mention: Mention) -> bool:
        """Whether a mention names an instrument."""
        return mention.mints in AGREEMENTS


def sentences_of(
    passages: Sequence[Passages],
    blocks: Sequence[Block],
    document: str,
    sides: tuple[str, ...],
    iri_of: Mapping[int, str],
) -> list[Sentence]:
    """Every sentence of the document's own text; headings and chrome state nothing."""
    found = []
    for passage in passages:
        block = blocks[passage.index]
        if block.kind == "chrome":
            continue
        subject = iri_of.get(id(block.node), document) if block.node is not None else document
        for first, last in passage.sentences:
            sentence = Sentence(passage, first, last, subject, block)
            sentence.mentions = [m for m in passage.mentions if first <= m.first < last]
            sentence.sides = list(_sides(sentence, sides))
            found.append(sentence)
    return found


def _sides(sentence: Sentence, sides: tuple[str, ...]) -> Iterator[Actor]:
    """The words that mean both sides, where the document has two."""
    if len(sides) != 2:
        return
    for _, first, last in sentence.search(_SIDES):
        if not any(m.first < last and first < m.last for m in sentence.mentions):
            following = sentence.tokens.folds[last] if last < len(sentence.tokens) else ""
            named = [
                m for m in sentence.mentions if m.mints == COMITY.Country and m.first - last <= 2 and m.first >= last
            ]
            if following in ("of", "de") and named:
                continue
            yield Actor(first, last, sides)


def listed(sentence: Sentence, start: int, classes: frozenset[str], limit: int = 6) -> list[Mention]:
    """The mentions of a list that begins within some tokens of a place and goes on over commas and "and"."""
    found: list[Mention] = []
    at = start
    for mention in sorted(sentence.mentions, key=lambda m: (m.first, -m.last)):
        if mention.first < at or mention.mints not in classes:
            continue
        apart = (
            mention.first - at > (limit if not found else 4)
            or found
            and not _is_list_gap(sentence.tokens, at, mention.first)
        )
        if apart and not any(mention.post is other or other.post is mention for other in found):
            break
        found.append(mention)
        at = mention.last
    return found


_GAP: Final = frozenset(", ; and y e the la el los las by por as well as o or & / - – of de del his her".split())


def _is_list_gap(tokens: Tokens, first: int, last: int) -> bool:
    return all(tokens.folds[i] in _GAP or tokens.kinds[i] == "s" for i in range(first, last))
