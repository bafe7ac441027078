"""Posts and the persons who hold them: a title, what it is for, a rank, a name, in either order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.lexicon import Lexicon, fold
from loaders.mentions import Mention, Passages
from loaders.tokens import Tokens
from ontology.terms import COMITY, FOAF, ORG

_OF: Final = frozenset("of for to de del para".split())
_ARTICLES: Final = frozenset("the la las los el".split())
_INNER: Final = frozenset(
    "of and the for on in against de del y e la las los el para contra & with to sobre en".split()
)
_PARTICLES: Final = frozenset(
    "de del la las los da das do dos du van von der den bin ibn al el ben y e le san santa ter".split()
)
_FORMER: Final = frozenset(
    "a an former then current acting his her its their un una ex antiguo antigua entonces".split()
)
_SPEECH: Final = frozenset(
    "said says told added explained warned noted stated argued announced dijo señalo afirmo explico declaro "
    "preciso agrego senalo".split()
)
_LED: Final = frozenset(
    "chaired led headed represented signed directed coordinated accompanied presidida presidido encabezada "
    "encabezado dirigida dirigido copresidida firmado firmada liderada coordinada".split()
)
_OFFICES: Final = frozenset("office bureau department oficina despacho cabinet house".split())
_NOT_PORTFOLIO: Final = frozenset({FOAF.Person, ORG.Post, COMITY.Event})
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_HYPHENS: Final = frozenset("-‐–'’")


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
        """Index titles, ranks and the vocabulary of portfolios."""
        self._titles = {tuple(p.split()) for p in lexicon.words("titles")}
        self._plurals = {tuple(p.split()) for p in lexicon.words("title-plurals")}
        self._lower = {
            tuple(fold(phrase).split())
            for scheme in ("titles", "title-plurals")
            for entry in lexicon.entries(scheme)
            for phrase, language in entry.phrases
            if language == "es"
        }
        self._modifiers = lexicon.words("title-modifiers")
        self._ranks = {tuple(p.split()) for p in lexicon.words("ranks")}
        self._suffixes = lexicon.words("name-suffixes")
        self._portfolio = lexicon.words("portfolio-words")
        self._heads = {w for p in lexicon.words("heads") for w in p.split()}
        self._openers = lexicon.words("openers")
        self._verbs = lexicon.words("opening-verbs")
        self._first_words = {t[0] for t in self._titles | self._plurals} | self._modifiers
        self._longest = max(len(t) for t in self._titles | self._plurals)

    def find(self, block: Passages) -> Iterator[Mention]:
        """Posts and persons of a block; a person carries its post."""
        i = 0
        while i < len(block.tokens):
            found, after = self._at(block, i)
            yield from found
            i = max(after, i + 1)

    def signed(self, name: Passages, post: Passages) -> list[Mention]:
        """The person and the post of a signature: a line that is a name, and a line that is a post below it."""
        if len(name.tokens) > 10 or len(post.tokens) > 20 or not len(name.tokens) or not len(post.tokens):
            return []
        found = self._name_at(name, 0, single=False)
        if found is None or self._over_suffixes(name.tokens, found[1]) < len(name.tokens):
            return []
        title = self.post_at(post, 0, apposed=True)
        if title is None or title.last < len(post.tokens) - 1:
            return []
        held = self._post(post, title)
        return [Mention(name.index, *found, FOAF.Person, name.tokens.between(*found), "name-title", post=held), held]

    def _starts(self, block: Passages, i: int) -> bool:
        """Whether a word can open a post: a title, a modifier, in either language."""
        return block.tokens.folds[i] in self._first_words

    def _at(self, block: Passages, i: int) -> tuple[list[Mention], int]:
        """What begins at a token, and the token after it."""
        title = self.post_at(block, i) if self._starts(block, i) else None
        if title is not None:
            return self._with_holder(block, title)
        if block.tokens.capital(i):
            name = self._name_at(block, i, single=False)
            if name is not None:
                return self._with_post(block, *name)
        return [], i + 1

    def _with_holder(self, block: Passages, title: Title) -> tuple[list[Mention], int]:
        """A post, and the person whose name follows it."""
        post = self._post(block, title)
        name = None if title.plural else self._holder(block, title)
        if name is None:
            return ([post] if self._is_named(block, title) else []), title.last
        person = Mention(
            block.index, name[0], name[1], FOAF.Person, block.tokens.between(*name), "title-name", post=post
        )
        return [post, person], name[1]

    def _is_named(self, block: Passages, title: Title) -> bool:
        """A post without a holder is named if it says what it is for, is plural, or is more than one word."""
        if block.kind == "heading" and title.last == title.title_end:
            return False
        return title.last > title.title_end or title.plural or title.title_end - title.first > 1

    def _holder(self, block: Passages, title: Title) -> tuple[int, int] | None:
        """The name after a post: at once, or between commas."""
        tokens, at = block.tokens, self._over_brackets(block.tokens, title.last)
        if at < len(tokens) and tokens.forms[at] == ",":
            at += 1
            if at < len(tokens) and self.post_at(block, at) is not None:
                return None
            name = self._name_at(block, at, single=False)
            end = self._over_suffixes(tokens, name[1]) if name is not None else at
            closes = name is not None and (
                end >= len(tokens) or tokens.forms[end] in ",.;)(" or tokens.folds[end] in ("and", "y", "e")
            )
            follows = end + 1 < len(tokens) and tokens.forms[end] == "," and self._post_after(block, end) is not None
            return name if closes and not follows else None
        return self._name_at(block, at, single=True)

    def _over_brackets(self, tokens: Tokens, i: int) -> int:
        """Past a short parenthesis ("the Head of the National Cyber and Crypto Agency (BSSN), Joko Wirawan")."""
        if i < len(tokens) and tokens.forms[i] == "(":
            close = next((k for k in range(i + 1, min(i + 6, len(tokens))) if tokens.forms[k] == ")"), None)
            return close + 1 if close is not None else i
        return i

    def _over_suffixes(self, tokens: Tokens, i: int) -> int:
        """Past letters after a name ("MP", "KC")."""
        while i < len(tokens) and tokens.folds[i] in self._suffixes:
            i += 1
        return i

    def _with_post(self, block: Passages, first: int, last: int) -> tuple[list[Mention], int]:
        """A person whose name is followed by a comma and the post."""
        title = self._post_after(block, last)
        if title is None and self._speaks(block.tokens, first, last):
            return [
                Mention(block.index, first, last, FOAF.Person, block.tokens.between(first, last), "name-title")
            ], last
        if title is None:
            return [], first + 1
        post = self._post(block, title)
        person = Mention(
            block.index, first, last, FOAF.Person, block.tokens.between(first, last), "name-title", post=post
        )
        return [person, post], title.last

    def _speaks(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether a verb of speech or a relative clause makes a name a person's."""
        before = tokens.folds[first - 1] if first else ""
        if (
            before in ("by", "por")
            and first > 1
            and tokens.folds[first - 2] in _LED
            or before in ("colonel", "coronel")
        ):
            return True
        at = last + 1 if last < len(tokens) and tokens.forms[last] == "," else last
        after = tokens.folds[at] if at < len(tokens) else ""
        return before in _SPEECH or after in _SPEECH or at > last and after in ("who", "quien", "whose")

    def _post_after(self, block: Passages, last: int) -> Title | None:
        """The post in apposition to a name: after a comma, an article, and a country that owns it."""
        tokens, i = block.tokens, last
        if i < len(tokens) and tokens.folds[i] in self._suffixes:
            i += 1
        if i >= len(tokens) or tokens.forms[i] not in ",(":
            return None
        i += 1
        for _ in range(4):
            if i < len(tokens) and (tokens.folds[i] in _ARTICLES | _FORMER or tokens.kinds[i] == "s"):
                i += 1
            elif i in block.countries:
                i = block.countries[i].last
        return self.post_at(block, i, apposed=True) if i < len(tokens) else None

    # Posts

    def post_at(self, block: Passages, i: int, apposed: bool = False) -> Title | None:
        """The post that begins at a token."""
        tokens = block.tokens
        if tokens.kinds[i] != "w" or i and self._inside_office(tokens, i):
            return None
        found = self._title_at(tokens, i, apposed)
        if found is None:
            return None
        end, plural = found
        if end < len(tokens) and tokens.kinds[end] == "s" and not plural:
            return None
        if end < len(tokens) and tokens.capital(end) and tokens.folds[end] in _OFFICES:
            return None
        last = self._portfolio_end(block, end)
        if tokens.forms[i][0].islower() and last == end and not (apposed or self._names_follow(block, end)):
            return None
        return Title(i, end, last, plural)

    def _names_follow(self, block: Passages, i: int) -> bool:
        at = i + 1 if i < len(block.tokens) and block.tokens.forms[i] == "," else i
        return self._name_at(block, at, single=False) is not None

    def _inside_office(self, tokens: Tokens, i: int) -> bool:
        """Whether a title is part of the name of an agency: "Office of the Attorney General"."""
        at = i - 1
        while at >= 0 and tokens.folds[at] in _ARTICLES | {"of", "de", "del"}:
            at -= 1
        return at < i - 1 and at >= 0 and tokens.folds[at] in _OFFICES and tokens.forms[at][0].isupper()

    def _title_at(self, tokens: Tokens, i: int, apposed: bool) -> tuple[int, bool] | None:
        """The end of the longest title, with its modifiers, and whether it is plural."""
        at, moved = i, 0
        while moved < 3 and at < len(tokens) and tokens.folds[at] in self._modifiers and tokens.capital(at):
            if self._match(tokens, at, apposed) is not None:
                break
            at += 2 if at + 1 < len(tokens) and tokens.forms[at + 1] in _HYPHENS else 1
            moved += 1
        return self._match(tokens, at, apposed) if at < len(tokens) else None

    def _match(self, tokens: Tokens, i: int, apposed: bool) -> tuple[int, bool] | None:
        words: list[str] = []
        best = None
        for at in range(i, min(len(tokens), i + self._longest + 2)):
            if tokens.forms[at] in _HYPHENS:
                continue
            if tokens.kinds[at] != "w":
                break
            words.append(tokens.folds[at])
            key = tuple(words)
            if key in self._titles or key in self._plurals:
                lower = any(
                    tokens.forms[k][0].islower() and not tokens.forms[k].startswith(("d'", "d’"))
                    for k in range(i, at + 1)
                    if tokens.folds[k] not in _INNER and tokens.forms[k] not in _HYPHENS
                )
                if not lower or key in self._lower:
                    best = (at + 1, key in self._plurals)
        return best

    def _portfolio_end(self, block: Passages, i: int) -> int:
        """The end of what a title is for: "of National Defense", "for Political Affairs", "to the United States"."""
        tokens, at = block.tokens, i
        if at + 2 < len(tokens) and tokens.forms[at] == "(" and tokens.capital(at + 1):
            close = next((k for k in range(at + 1, min(at + 6, len(tokens))) if tokens.forms[k] == ")"), None)
            at = close + 1 if close else at
        if at >= len(tokens) or tokens.folds[at] not in _OF and not (tokens.folds[at] in ("against", "contra")):
            adjective = at < len(tokens) and at in block.countries and tokens.forms[at][0].islower()
            return block.countries[at].last if adjective else at
        at += 1
        while at < len(tokens) and tokens.folds[at] in _ARTICLES:
            at += 1
        end = self._portfolio_run(block, at)
        if end == at:
            return i
        while end < len(tokens) and tokens.folds[end] in ("of", "de", "del", "to"):
            after = end + 1
            while after < len(tokens) and tokens.folds[after] in _ARTICLES:
                after += 1
            longer = self._portfolio_run(block, after)
            if longer == after:
                break
            end = longer
        return end

    def _portfolio_run(self, block: Passages, i: int) -> int:
        """The end of a run of portfolio words, or of a known body, or of a short unknown name of a place or body."""
        tokens, at = block.tokens, i
        while at < len(tokens):
            hit = next((h for h in block.hits if h.first == at), None)
            if self._is_rank_of_name(block, at):
                break
            if (
                hit is not None
                and hit.senses[0].concept.mints not in _NOT_PORTFOLIO
                and (tokens.capital(at) or at in block.countries)
            ):
                at = hit.last
            elif (
                tokens.capital(at)
                and (
                    tokens.folds[at] in self._portfolio
                    or tokens.folds[at] in self._heads
                    or at == i
                    and _ACRONYM.fullmatch(tokens.forms[at])
                )
                and at not in block.starts
            ):
                at += 1
            elif (
                tokens.kinds[at] == "w"
                and tokens.forms[at].islower()
                and tokens.folds[at] in self._portfolio
                and tokens.folds[at] not in _INNER
                and at > i
                and tokens.folds[at - 1] not in _INNER
                and block.tokens.forms[at - 1][0].isupper() is False
            ):
                at += 1
            else:
                following = self._over_connectors(block, at) if at > i else None
                if following is None:
                    break
                at = following
        if at == i:
            at = self._unknown_run(block, i)
        return at

    def _over_connectors(self, block: Passages, i: int) -> int | None:
        """Past connectors, or a comma of a list that "and" closes, if a portfolio word follows."""
        tokens, at = block.tokens, i
        if tokens.forms[at] in _HYPHENS and tokens.starts[at] == tokens.ends[at - 1]:
            at += 1
        elif tokens.forms[at] == ",":
            closes = any(
                tokens.folds[k] in ("and", "y", "e") and tokens.folds[min(k + 1, len(tokens) - 1)] in self._portfolio
                for k in range(at + 1, min(at + 7, len(tokens)))
            )
            if not closes or self._match(tokens, at + 1, False) is not None:
                return None
            at += 1
        while at < len(tokens) and tokens.folds[at] in _INNER and at - i < 3:
            at += 1
        if at == i or at >= len(tokens) or not tokens.capital(at):
            return None
        known = (
            tokens.folds[at] in self._portfolio
            or tokens.folds[at] in self._heads
            or any(h.first == at for h in block.hits)
        )
        return at if known and self._match(tokens, at, False) is None else None

    def _unknown_run(self, block: Passages, i: int) -> int:
        """A run of at most four capitalised words none of which is a word of portfolios ("Governor of Baja California")."""
        tokens, at = block.tokens, i
        while (
            at < len(tokens)
            and at - i < 4
            and tokens.capital(at)
            and at not in block.starts
            and not self._is_person(block, at)
        ):
            at += 1
        return at

    def _is_person(self, block: Passages, i: int) -> bool:
        return any(h.first == i and h.senses[0].concept.mints == FOAF.Person for h in block.hits)

    def _is_rank_of_name(self, block: Passages, i: int) -> bool:
        """Whether a rank begins here that a name follows ("Secretary of National Defense General Ricardo Trevilla")."""
        after = self._over_ranks(block.tokens, i)
        return after > i and self._name_at(block, after, single=False) is not None

    def _post(self, block: Passages, title: Title) -> Mention:
        """The mention of a post, with the country said to own it."""
        tokens = block.tokens
        block.titles[title.first] = title.title_end
        owner = self._owner_before(block, title.first)
        head = " ".join(tokens.folds[title.first : title.title_end])
        return Mention(
            block.index,
            title.first,
            title.last,
            ORG.Post,
            tokens.between(title.first, title.last),
            "title",
            head,
            owner,
        )

    def _owner_before(self, block: Passages, first: int) -> str | None:
        """The country whose name or adjective stands right before a title."""
        at = first - 1
        if at >= 0 and block.tokens.kinds[at] == "s":
            at -= 1
        hit = next((h for h in block.countries.values() if h.last - 1 == at), None)
        return hit.senses[0].concept.iri if hit else None

    # Names of persons

    def _name_at(self, block: Passages, i: int, single: bool) -> tuple[int, int] | None:
        """The name that begins at a token, after ranks and honorifics; `single` accepts one word."""
        tokens = block.tokens
        start = self._over_ranks(tokens, i)
        at, capitals = start, 0
        while at < len(tokens) and capitals < 6:
            if self._is_name_word(block, at, first=at == start):
                at += 1
                capitals += 1
            elif (
                at > start
                and at + 1 < len(tokens)
                and tokens.forms[at] in _HYPHENS
                and tokens.starts[at] == tokens.ends[at - 1]
                and tokens.capital(at + 1)
            ):
                at += 2
            elif at > start and tokens.folds[at] in _PARTICLES and tokens.forms[at].islower():
                following = at + 1
                while (
                    following < len(tokens)
                    and tokens.folds[following] in _PARTICLES
                    and tokens.forms[following].islower()
                ):
                    following += 1
                if following >= len(tokens) or not self._is_name_word(block, following, first=False):
                    break
                at = following
            elif at > start and tokens.forms[at] == "." and len(tokens.forms[at - 1]) == 1:
                at += 1
            else:
                break
        enough = capitals >= 2 or single and capitals == 1 and len(tokens.forms[start]) > 2
        return (start, at) if enough and not self._is_organised(tokens, start, at) else None

    def _is_organised(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether a run ends in the head of an institution, or goes on into one."""
        if tokens.folds[last - 1] in self._heads:
            return True
        if last < len(tokens) and tokens.kinds[last] == "s" and last + 1 < len(tokens) and tokens.capital(last + 1):
            return True
        return last < len(tokens) and tokens.capital(last) and tokens.folds[last] in self._heads

    def _over_ranks(self, tokens: Tokens, i: int) -> int:
        """Past ranks and honorifics and their full stops."""
        at, moved = i, True
        while moved and at < len(tokens):
            moved = False
            for size in (3, 2, 1):
                if tuple(tokens.folds[at : at + size]) in self._ranks and tokens.forms[at][0].isupper():
                    at += size
                    if at < len(tokens) and tokens.forms[at] == "." and tokens.starts[at] == tokens.ends[at - 1]:
                        at += 1
                    moved = True
                    break
        return at

    def _is_name_word(self, block: Passages, i: int, first: bool) -> bool:
        """Whether a capitalised word can be part of a person's name."""
        tokens = block.tokens
        if not tokens.capital(i):
            return False
        form, word = tokens.forms[i], tokens.folds[i]
        if i in block.countries or word in self._suffixes and not first:
            return False
        if _ACRONYM.fullmatch(form) and len(form) <= 5 and not first:
            return False
        if any(
            h.first <= i < h.last and h.senses[0].concept.mints not in (FOAF.Person, COMITY.Place) for h in block.hits
        ):
            return False
        if word in self._openers or first and (word in self._verbs or word in self._portfolio or word in self._heads):
            return False
        return not (
            not first
            and (
                word in self._heads
                or self._match(tokens, i, False) is not None
                and word not in ("king", "chancellor", "senator", "mayor", "alcalde", "rey")
            )
        )


def given_forms(name: str) -> tuple[str, str]:
    """First word and last word of a person's name, folded.

    >>> given_forms("Juan Ramón de la Fuente")
    ('juan', 'fuente')
    """
    words = fold(name).split()
    return words[0], words[-1]
