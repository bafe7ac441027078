"""Posts and the persons who hold them: a title, what it is for, a rank, a name, in either order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.names.holding import over_holding
from loaders.names.person_names import PersonNames
from loaders.names.portfolios import STATES, Portfolios
from loaders.names.title_context import BODY_NOUNS, country_after, is_inside_office, is_owner, over, over_both
from loaders.names.titles import Titles, over_brackets, singular
from loaders.words.lexicon import Lexicon
from loaders.words.mentions import Mention, Passages
from loaders.words.speech import speaks
from loaders.words.tokens import Tokens
from ontology.terms import FOAF, ORG

_ARTICLES: Final = frozenset("the la las los el".split())
_ARTICLES_OF: Final = _ARTICLES | {"of", "de", "del"}
_FOR: Final = frozenset({"for", "para"})
_STYLES: Final = frozenset("ambassador embajador embajadora minister ministro ministra consejero consejera".split())
"""Titles that a holder of another post goes by ("the Director for Asia, Ambassador Ola Berg")."""
_FORMER: Final = frozenset(
    "a an first second third fourth late former then current acting outgoing incoming incumbent interim new his her "
    "its their un una ex antiguo antigua entonces".split()
)
"""Words between the comma after a name and the post."""
_BY: Final = frozenset({"by", "por"})
_AND: Final = frozenset("and y e".split())
_WITHIN: Final = frozenset("chair chairs coordinator chairperson member representante".split())
"""Titles of who serves in a body, which in small letters name no post."""
_ANY: Final = frozenset("chiefs ministers ministros ministras secretaries officials ambassadors directors".split())
"""Plurals that alone say no more than who met ("Ministers agreed")."""
_CHAIRS: Final = frozenset("chair chairs chairman chairmen chairperson chairpersons copresidente copresidentes".split())
"""Roles in a meeting, which alone name no post ("the Co-Chairs welcomed")."""
_TO: Final = frozenset({"to", "a"})
_LISTING: Final = _AND | {",", ";"}
_HONORIFICS: Final = frozenset("mr mrs ms dr sr sra lic".split())
"""Honorifics after which one word is a name."""
_GROUPS: Final = frozenset("comite comision grupo consejo equipo mesa subcomite subcomision".split())
"""Nouns of bodies whose adjective may be a title's word."""
_RELATIVE: Final = frozenset({"which", "that"})
_ACRONYM: Final = re.compile(r"[A-Z]{3,8}")
"""A body before a title, which alone tells the post from others of that title ("FIA Director General")."""
CLAUSE: Final = 25
"""Tokens of a relative clause before its verb."""
OWNER: Final = 7
"""Tokens of the body that owns a post."""
NAME_TOKENS: Final = 10
"""Tokens that the line of a name may have in a signature."""
POST_TOKENS: Final = 20
"""Tokens that the line of a post may have in a signature."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in a text: its tokens, the end of the whole post, and whether it is plural."""

    first: int
    title_end: int
    last: int
    plural: bool


class People:
    """The recogniser of posts and persons."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Make the recognisers of titles, of names, and of what posts are for."""
        self._titles = Titles(lexicon)
        self.names: Final = PersonNames(lexicon, self._titles)
        """The recogniser of the names alone."""
        self._portfolios = Portfolios(lexicon, self._titles, self.names)

    def find(self, block: Passages) -> Iterator[Mention]:
        """Posts and persons of a block; a person carries its post."""
        at, openers, capitals = 0, self._titles.openers, block.tokens.capitals
        small = self.names.small_openers
        for i, word in enumerate(block.tokens.folds):
            if i >= at and (capitals[i] or word in openers or word in small):
                found, at = self._at(block, i)
                yield from found

    def signed(self, name: Passages, post: Passages, first: int = 0) -> list[Mention]:
        """The person and the post of a signature: a line that is a name, from a token on, and a post below it."""
        signer = self.named(name, first)
        if not signer or not 0 < len(post.tokens) <= POST_TOKENS:
            return []
        title = self.post_at(post, 0, apposed=True)
        other = self._joined(post, title) if title is not None and title.last < len(post.tokens) else None
        last = other.last if other is not None else title.last if title is not None else 0
        if title is None or last < len(post.tokens) - 1 and not self.names.is_in_body(post.tokens, last):
            return []
        held = signer[0].post = self._post(post, title)
        signer[0].post_too = self._post(post, other) if other is not None else None
        return [*signer, held]

    def named(self, name: Passages, first: int = 0) -> list[Mention]:
        """The person that a whole line names, from a token on; letters after a comma ("EGH") say no more of it."""
        found = self.names.at(name, first) if 0 < len(name.tokens) - first <= NAME_TOKENS else None
        if found is None:
            return []
        end = self.names.over_suffixes(name.tokens, found[1])
        rest = name.tokens.forms[end:]
        titled = rest[:1] == [","] and all(form in ",." or form.isupper() for form in rest)
        return [_person(name, found, "name-title")] if not rest or titled else []

    def _at(self, block: Passages, i: int) -> tuple[list[Mention], int]:
        """What begins at a token, and the token after it."""
        title = self.post_at(block, i) if block.tokens.folds[i] in self._titles.openers else None
        if title is not None:
            return self._with_holder(block, title)
        folds, opens = block.tokens.folds, block.tokens.capital(i) or block.tokens.folds[i] in self.names.small_openers
        single = opens and (folds[i] in _HONORIFICS or self.names.is_rank_of_words(block.tokens, i))
        name = self.names.at(block, i, single=single) if opens else None
        return self._with_post(block, i, name) if name is not None else ([], i + 1)

    def _with_holder(self, block: Passages, title: Title) -> tuple[list[Mention], int]:
        """A post, and the person whose name follows it."""
        post = self._post(block, title)
        if title.plural:
            return self._with_holders(block, title, post)
        name = self._holder(block, title)
        if name is None and (both := self._with_next(block, title, post)) is not None:
            return both
        if name is None:
            return ([post] if self._is_named(block, title) else []), title.last
        fuller = self._post_after(block, name[1]) if title.last == title.title_end else None
        if fuller is not None and fuller.last > fuller.title_end and self._holder(block, fuller) is None:
            held = self._post(block, fuller)
            return [_person(block, name, "title-name", held), held], fuller.last
        if title.last == title.title_end and post.owner is None:
            post.owner = country_after(block, name[1])
        return [post, _person(block, name, "title-name", post)], name[1]

    def _with_next(self, block: Passages, title: Title, post: Mention) -> tuple[list[Mention], int] | None:
        """Two posts of the one person named after them ("Vice President and Minister of Foreign Affairs X")."""
        other = self._joined(block, title)
        if other is None or self._holder(block, other) is None:
            return None
        found, last = self._with_holder(block, other)
        holder = next((m for m in found if m.mints == FOAF.Person), None)
        if holder is None:
            return None
        holder.post_too = post
        return [post, *found], last

    def _joined(self, block: Passages, title: Title) -> Title | None:
        """The post that "and" joins to one, with no article between: both have the same holder."""
        tokens, at = block.tokens, title.last
        if at + 1 >= len(tokens) or tokens.folds[at] not in _AND or not tokens.capital(title.first):
            return None
        other = self.post_at(block, at + 1, apposed=True) if tokens.capital(at + 1) else None
        return other if other is not None and not other.plural else None

    def _with_holders(self, block: Passages, title: Title, post: Mention) -> tuple[list[Mention], int]:
        """A plural post, and the names listed after it ("Presidents A and B", "Ministers of X, A, and of Y, B")."""
        found, tokens = [post], block.tokens
        at, held = over_both(tokens, title.last), post
        while at < len(tokens):
            start = over(tokens, at, _LISTING)
            close = start == title.last or start > at and found[-1].post is post and " " not in found[-1].name
            name = self.names.at(block, start, single=close) if start < len(tokens) else None
            if name is not None and (start > at or at == title.last):
                found.append(_person(block, name, "title-name", held))
                at = name[1]
                continue
            last = self._portfolios.end(block, start) if len(found) > 1 and start > at else start
            if last <= start:
                break
            held = self._post(block, Title(start, last, last, plural=False))
            held.name = f"{singular(post.head)} {held.name}"
            held.head = post.head
            found.append(held)
            at = last
        if len(found) == 1 and not self._is_named(block, title):
            return [], title.last
        if len(found) > 1 and found[-1].mints == ORG.Post:
            found.pop()
        if sum(m.post is post for m in found) == 1 and title.last > title.title_end:
            post.name = f"{singular(post.head)} {block.tokens.between(title.title_end, title.last)}"
        return found, at

    def _is_named(self, block: Passages, title: Title) -> bool:
        """A post without a holder is named if it says what it is for, is plural, or is more than one word."""
        alone = title.last == title.title_end
        if alone and (block.kind == "heading" or block.tokens.folds[title.last - 1] in _CHAIRS):
            return False
        before = block.tokens.folds[max(0, title.first - 3) : title.first]
        several = title.plural and (block.tokens.folds[title.first] not in _ANY or not _TO.isdisjoint(before))
        return title.last > title.title_end or several or title.title_end - title.first > 1

    def _holder(self, block: Passages, title: Title) -> tuple[int, int] | None:
        """The name after a post: at once, or between commas."""
        tokens = block.tokens
        at = over_brackets(tokens, title.last)
        if at >= len(tokens) or tokens.forms[at] != ",":
            labels = title.first == 0 and tokens.forms[at : at + 1] == [":"]  # "Programme Manager: Ola Berg"
            name = self.names.at(block, at + labels, single=not labels) if at < len(tokens) else None
            return None if name is not None and self._is_qualifier(tokens, title, name) else name
        at = at + 1 if at + 1 < len(tokens) and self.names.is_ranked(block, at + 1) else self._over_body(block, at + 1)
        at += at + 1 < len(tokens) and tokens.folds[at] == "the" and self.names.is_ranked(block, at + 1)
        if at < len(tokens) and tokens.folds[at] in _STYLES and self.names.at(block, at + 1) is not None:
            return self.names.at(block, at + 1)
        if at < len(tokens) and not self.names.is_ranked(block, at) and self.post_at(block, at) is not None:
            return None
        name = self.names.at(block, at)
        if name is None:
            return None
        end = self.names.over_suffixes(tokens, name[1])
        if end >= len(tokens):
            return name
        closes = tokens.forms[end] in ",.;)(" or tokens.folds[end] in _AND
        other = self._post_after(block, end) if end + 1 < len(tokens) and tokens.forms[end] == "," else None
        return name if closes and (other is None or self._is_next(block, end, other)) else None

    def _is_qualifier(self, tokens: Tokens, title: Title, name: tuple[int, int]) -> bool:
        """Whether one word before a comma says more of what a post is for ("jefe de Operaciones Conjuntas, X")."""
        single = name[1] - name[0] == 1 and name[0] == title.last
        return single and title.last > title.title_end and tokens.forms[name[1] : name[1] + 1] == [","]

    def _is_next(self, block: Passages, i: int, title: Title) -> bool:
        """Whether a post after a comma is the next of a list ("the Minister of A, X, the Minister of B, Y")."""
        article = block.tokens.folds[i + 1] in _ARTICLES and title.last > title.title_end
        return article and self._holder(block, title) is not None

    def _over_body(self, block: Passages, i: int) -> int:
        """Past the body between a post and its holder ("Director for Asia, Ministry of Trade, Ola Berg")."""
        tokens = block.tokens
        if i >= len(tokens) or not self.names.is_in_body(tokens, i - 1):
            return i
        end = next((k for k in range(i, min(i + 10, len(tokens))) if tokens.forms[k] == ","), i)
        joined = all(tokens.capital(k) or tokens.folds[k] in _ARTICLES_OF | _AND | _FOR for k in range(i, end))
        return end + 1 if end > i and joined and self.names.at(block, end + 1) is not None else i

    def _with_post(self, block: Passages, i: int, name: tuple[int, int]) -> tuple[list[Mention], int]:
        """A person whose name is followed by a comma and the post, or told by a rank or what it does."""
        title = self._post_after(block, name[1])
        if title is not None:
            post = self._post(block, title)
            other = self._joined(block, title)
            if other is None or self._holder(block, other) is not None:
                return [_person(block, name, "name-title", post), post], title.last
            person = _person(block, name, "name-title", post)
            person.post_too = self._post(block, other)
            return [person, post, person.post_too], other.last
        if speaks(block.tokens, *name) or self.names.is_addressed(block, i, name[0]):
            return [_person(block, name, "name-title"), *self._led_too(block, name)], name[1]
        return [], name[0] + 1

    def _led_too(self, block: Passages, name: tuple[int, int]) -> list[Mention]:
        """The second name after "led by X and": a person as well."""
        tokens, at = block.tokens, name[1]
        led = name[0] > 1 and tokens.folds[name[0] - 1] in _BY and at < len(tokens) and tokens.folds[at] in _AND
        other = self.names.at(block, at + 1) if led else None
        return [_person(block, other, "name-title")] if other is not None else []

    def _post_after(self, block: Passages, last: int) -> Title | None:
        """The post in apposition to a name: after a comma, an article, and a country that owns it."""
        tokens = block.tokens
        i = self.names.over_suffixes(tokens, last)
        if i >= len(tokens):
            return None
        said = over_holding(tokens, i)
        if said == i and tokens.forms[i] not in ",(":
            return None
        i = said if said > i else _over_owner(tokens, i + 1)
        for _ in range(4):
            small = i < len(tokens) and (tokens.folds[i] in _ARTICLES | _FORMER or tokens.kinds[i] == "s")
            if small or self._opens_known(block, i):
                i += 1
            elif i in block.countries:
                i = block.countries[i].last
        title = self.post_at(block, i, apposed=True) if i < len(tokens) else None
        if title is None or _is_chairing(tokens, title):
            return None
        return self._in_body(block, title)

    def _in_body(self, block: Passages, title: Title) -> Title:
        """A bare title with the body that a comma joins to it ("Permanent Secretary, Ministry of Home Affairs")."""
        bare = title.last == title.title_end < len(block.tokens) - 1 and not title.plural
        if not bare or not self.names.is_in_body(block.tokens, title.last):
            return title
        end = self._portfolios.body(block, title.last + 1)
        closes = end == len(block.tokens) or block.tokens.forms[end] in ",.;:()" or block.tokens.folds[end] in _AND
        return Title(title.first, title.title_end, end, plural=False) if closes and end > title.last + 2 else title

    def _opens_known(self, block: Passages, i: int) -> bool:
        """Whether a word before the title opens the name of a known post ("Kenyan Minister of Trade")."""
        hit = block.hit_at(i) if i < len(block.tokens) and i not in block.countries else None
        return hit is not None and hit.senses[0].concept.mints == ORG.Post and self.post_at(block, i) is None

    def post_at(self, block: Passages, i: int, apposed: bool = False) -> Title | None:
        """The post that begins at a token; `apposed` says that it stands beside a name, and may be small."""
        tokens = block.tokens
        longer = self._titles.bare_at(tokens, i - 1) if i and tokens.capital(i - 1) else None
        if longer is not None and longer[0] > i:
            return None  # The "Minister" of a "Prime Minister" opens no post.
        of_group = i and tokens.folds[i - 1] in _GROUPS and tokens.capital(i - 1) and tokens.capital(i)
        if of_group or tokens.kinds[i] != "w" or tokens.forms[i][-2:].lower() == "ía" or is_inside_office(tokens, i):
            return (
                None  # "secretaría" is an office, "secretaria" who holds it; a "Comité Coordinador" is no coordinator.
            )
        opening = i in block.starts and i + 1 < len(tokens) and tokens.forms[i + 1][0].islower()
        small = tokens.forms[i][0].islower() or opening
        found = self._titles.at(tokens, i, small)
        if found is None or is_owner(tokens, *found):
            return None
        end, plural = found
        last = self._portfolios.end(block, end)
        if last == end and not small and self.names.is_rank(block, i, end) or self.names.is_in_rank(block, i, end):
            return None
        if small and not apposed and not self._names_follow(block, last) and not self._is_told(block, i, end, last):
            return None
        return Title(i, end, last, plural)

    def _is_told(self, block: Passages, i: int, end: int, last: int) -> bool:
        """Whether a title in small letters is a post by whose it is, or what it is for, alone."""
        tokens = block.tokens
        if last > end and tokens.folds[last - 1] in STATES:
            return True
        if last > end:
            return tokens.folds[end - 1] not in _WITHIN and any(tokens.capital(k) for k in range(end, last))
        return tokens.folds[end - 1] not in _WITHIN and block.country_before(i) is not None

    def _names_follow(self, block: Passages, i: int) -> bool:
        i = over_brackets(block.tokens, i)
        at = i + 1 if i < len(block.tokens) and block.tokens.forms[i] == "," else i
        return self.names.at(block, at) is not None

    def _post(self, block: Passages, title: Title) -> Mention:
        """The mention of a post, with the country said to own it."""
        tokens, first, last = block.tokens, title.first, title.last
        block.titles[first] = title.title_end
        hit = block.country_before(first)
        owner = hit.senses[0].concept.iri if hit is not None else None
        head = " ".join(tokens.folds[first : title.title_end])
        post = Mention(block.index, first, last, ORG.Post, tokens.between(first, last), "title", head, owner)
        if last == title.title_end and hit is None and first and _ACRONYM.fullmatch(tokens.forms[first - 1]):
            post.name, post.surface = tokens.between(first - 1, last), post.name
        return post


def _over_owner(tokens: Tokens, i: int) -> int:
    """Past the body that owns a post ("X, the Kenya Navy's deputy commander")."""
    at = i + (tokens.folds[i : i + 1] == ["the"])
    if (
        at > i
        and tokens.folds[at : at + 1]
        and tokens.folds[at] in BODY_NOUNS
        and tokens.kinds[at + 1 : at + 2] == ["s"]
    ):
        return at + 2
    end = next((k for k in range(at, min(at + OWNER, len(tokens))) if not tokens.capital(k)), at)
    owned = end - at > 1 and end < len(tokens) and tokens.kinds[end] == "s"
    return end + 1 if owned else i


def _is_chairing(tokens: Tokens, title: Title) -> bool:
    """Whether "chair" is the verb of a relative clause ("the Panel, which Mr X and Ms Y, of Z, co-chair,")."""
    closes = tokens.forms[title.last : title.last + 1] in ([","], ["."])
    chairs = closes and tokens.forms[title.last - 1] in ("chair", "co-chair")
    return chairs and not _RELATIVE.isdisjoint(tokens.folds[max(0, title.first - CLAUSE) : title.first])


def _person(block: Passages, name: tuple[int, int], rule: str, post: Mention | None = None) -> Mention:
    return Mention(block.index, *name, FOAF.Person, block.tokens.between(*name), rule, post=post)
