"""What a recogniser finds in a block: a span of tokens, what class of thing it names, and how it was found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.words.cues import lowered, matches
from loaders.words.dates import Date
from loaders.words.gazetteer import Concept, Hit
from loaders.words.texts import Texts
from loaders.words.tokens import Tokens
from loaders.words.view import View


@dataclass(slots=True, eq=False)
class Mention:
    """A name in a block, by tokens; `entity` is set when it is resolved.

    `name` is the form that an address is made of when nothing better is known; `head` is the folded noun that tells
    the class; `owner` the country a name is said to belong to; `rule` the recogniser; `parties` the countries that a
    treaty's title names; `anaphor` says that the words point back ("the Group"); `post` is what a person holds;
    `surface` the words as they stand, where `name` adds to them (empty: they name something else by themselves);
    `post_too` a second one; `stands_for` the name that a short form abbreviates; `parent` the body that a body's
    name says it belongs to.
    """

    block: int
    first: int
    last: int
    mints: str
    name: str
    rule: str
    head: str = ""
    owner: str | None = None
    concept: Concept | None = None
    anaphor: bool = False
    parties: tuple[str, ...] = ()
    aliases: list[str] = field(default_factory=list)
    entity: str | None = None
    post: Mention | None = None
    post_too: Mention | None = None
    stands_for: Mention | None = None
    parent: Mention | None = None
    surface: str | None = None


@dataclass(slots=True, eq=False)
class Passages:
    """A block made ready for recognisers: its clean text, tokens, sentences, known names, and what kind it is.

    `low` is the text as cues are compared, and `texts` are those of all blocks.
    `starts` are the tokens that open a sentence; `hits` are known names, left to right and apart from one another;
    `countries` maps the first token of a country's name to its hit, `titles` the first token of a post to the token
    after its title.
    """

    index: int
    kind: str
    view: View
    tokens: Tokens
    sentences: list[tuple[int, int]]
    starts: frozenset[int]
    hits: list[Hit]
    countries: dict[int, Hit]
    topics: list[Hit] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    titles: dict[int, int] = field(default_factory=dict)
    low: str = field(init=False, repr=False)
    texts: Texts | None = field(default=None, repr=False)
    _over: dict[int, Hit] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Put the text in lower case, and the known names at their tokens, once, for every recogniser."""
        self.low = lowered(self.view.text)
        self._over = {token: hit for hit in self.hits for token in range(hit.first, hit.last)}

    def find(self, pattern: re.Pattern[str]) -> Iterable[re.Match[str]]:
        """Every match of a pattern in the text."""
        if self.texts is not None:
            holding = self.texts.found.get(id(pattern))
            if self.index not in (holding if holding is not None else self.texts.holding(pattern)):
                return ()
        return matches(pattern, self.view.text, self.low, (0, len(self.low)))

    def may_hold(self, patterns: tuple[re.Pattern[str], ...]) -> bool:
        """Whether one of some patterns, which are a constant of their module, may match in the text."""
        return self.texts is None or self.index in self.texts.holding_any(patterns)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token."""
        place = bisect_right(self.sentences, token, key=lambda bounds: bounds[0])
        return self.sentences[place - 1]

    def hit_over(self, token: int) -> Hit | None:
        """The known name that covers a token."""
        return self._over.get(token)

    def hit_at(self, token: int) -> Hit | None:
        """The known name that begins at a token."""
        hit = self._over.get(token)
        return hit if hit is not None and hit.first == token else None

    def hits_in(self, first: int, last: int) -> Sequence[Hit]:
        """The known names that begin within some tokens."""
        return [hit for hit in self.hits if first <= hit.first < last]

    def country_ending(self, token: int) -> Hit | None:
        """The name or adjective of a country that ends right before a token."""
        hit = self._over.get(token - 1)
        return hit if hit is not None and hit.last == token and hit.first in self.countries else None

    def country_before(self, token: int) -> Hit | None:
        """The name or adjective of a country, or its possessive, that ends right before a token."""
        owned = token > 0 and self.tokens.kinds[token - 1] == "s"
        return self.country_ending(token - 1 if owned else token)

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that a range of characters touches; both ends are equal where it touches none."""
        first = bisect_right(self.tokens.ends, start)
        return first, max(first, bisect_left(self.tokens.starts, end))

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens that lie in a range of characters, or None where none does."""
        first, last = self.covered(start, end)
        if first < last and self.tokens.starts[first] < start:
            first += 1
        if first < last and self.tokens.ends[last - 1] > end:
            last -= 1
        return (first, last) if first < last else None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The range of the source that some tokens cover."""
        return self.view.span(self.tokens.starts[first], self.tokens.ends[last - 1])
