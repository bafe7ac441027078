"""Names by their grammar: a run of capitalised words whose head noun tells what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.lexicon import Entry, Lexicon, fold
from loaders.mentions import Mention, Passages
from loaders.tokens import Tokens
from ontology.terms import COMITY

_ENGLISH: Final = frozenset("of for on against to in and with between under concerning regarding".split())
_SPANISH: Final = frozenset("de del para contra sobre en y e entre".split())
_ARTICLES: Final = frozenset("the la las los el".split())
_PREPOSITIONS: Final = (_ENGLISH | _SPANISH) - {"and", "y", "e"}
_CONJUNCTIONS: Final = frozenset("and y e &".split())
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december enero febrero marzo "
    "abril mayo "
    "junio julio agosto septiembre octubre noviembre diciembre monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_JOINT: Final = frozenset(
    "joint binational bilateral mixed mixta binacional conjunta conjunto trilateral tripartite".split()
)
_AGREEMENTS: Final = frozenset(
    {
        COMITY.Agreement,
        COMITY.Treaty,
        COMITY.Convention,
        COMITY.Protocol,
        COMITY.Declaration,
        COMITY.Initiative,
        COMITY.Law,
        COMITY.Plan,
    }
)
_TITLED: Final = frozenset({COMITY.Agreement, COMITY.Treaty, COMITY.Convention, COMITY.Protocol, COMITY.Declaration})
_ORGANISED: Final = frozenset({COMITY.Agency, COMITY.WorkingGroup})
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}s?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVX]{1,4}")
_QUOTES: Final = frozenset("\"“”‘’«»'")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a name: its entry in the lexicon, its tokens, and whether it is a weak one."""

    entry: Entry
    first: int
    last: int
    weak: bool


class Names:
    """The recogniser of names by head nouns."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the heads by their folded words."""
        self._heads: dict[tuple[str, ...], Entry] = {}
        for scheme in ("heads", "group-plurals"):
            for phrase, entry in lexicon.phrases(scheme).items():
                self._heads[tuple(phrase.split())] = entry
        self._longest = max(map(len, self._heads))
        self._weak = lexicon.words("weak-heads")
        self._openers = lexicon.words("openers")
        self._verbs = lexicon.words("opening-verbs")
        self._plurals = lexicon.phrases("plural-heads")
        self._portfolio = lexicon.words("portfolio-words") - {
            "ministry",
            "department",
            "bureau",
            "agency",
            "office",
            "commission",
            "committee",
            "council",
            "secretariat",
            "institute",
            "directorate",
        }
        self._spanish_heads = {
            tuple(fold(phrase).split())
            for entry in lexicon.entries("heads")
            for phrase, lang in entry.phrases
            if lang == "es"
        }

    def find(self, block: Passages) -> Iterator[Mention]:
        """Every name of a block, left to right."""
        tokens, i = block.tokens, 0
        while i < len(tokens):
            if i in block.titles:
                i = block.titles[i]
                continue
            if not tokens.capital(i) and not (tokens.kinds[i] == "n" and self._opens_with_number(tokens, i)):
                i += 1
                continue
            stop = self.extend(block, i)
            first = self._trim(block, i, stop)
            if stop in block.countries and tokens.forms[stop][0].islower() and stop < len(tokens):
                stop = block.countries[stop].last
            if first < stop:
                yield from self._read(block, first, stop)
            i = max(stop, i + 1)

    # The run of capitalised words

    def extend(self, block: Passages, first: int) -> int:
        """Where the run that begins at a token ends."""
        tokens, i = block.tokens, first + 1
        while i < len(tokens):
            following = self._step(block, first, i)
            if following is None:
                break
            i = following
        return i

    def _step(self, block: Passages, first: int, i: int) -> int | None:
        """The token after the next word of a run, or None where the run ends."""
        tokens = block.tokens
        if i in block.titles:
            return None
        if tokens.capital(i):
            return i + 1 if i not in block.starts and tokens.folds[i] not in _MONTHS else None
        form, after = tokens.forms[i], i + 1
        if tokens.kinds[i] == "s":
            return after + 1 if after < len(tokens) and tokens.capital(after) else None
        if form in "-‐" and after < len(tokens) and tokens.kinds[after] == "w" and not tokens.capital(after):
            return (
                after + 1 if tokens.starts[i] == tokens.ends[i - 1] and tokens.starts[after] == tokens.ends[i] else None
            )
        if form in "-‐–—/&" and after < len(tokens) and tokens.capital(after):
            tight = tokens.starts[i] == tokens.ends[i - 1] and tokens.starts[after] == tokens.ends[i]
            paired = i - 1 in self._country_ends(block) and after in block.countries
            return after + 1 if tight or paired or form == "&" else None
        if tokens.kinds[i] == "n":
            return self._number(tokens, first, i)
        if form == "(" and i + 3 < len(tokens) and tokens.forms[i + 2] == ")" and tokens.capital(i + 1):
            inner = tokens.capital(i + 3) and not _ACRONYM.fullmatch(tokens.forms[i + 1])
            return i + 4 if inner and self._is_head(tokens, i + 3) else None
        if form == ",":
            return self._comma(block, first, i)
        return self._connector(block, first, i)

    def _country_ends(self, block: Passages) -> set[int]:
        return {hit.last - 1 for hit in block.countries.values()}

    def _opens_with_number(self, tokens: Tokens, i: int) -> bool:
        """A year before an instrument: "1988 UN Convention"."""
        return bool(_YEAR.fullmatch(tokens.forms[i])) and i + 1 < len(tokens) and tokens.capital(i + 1)

    def _number(self, tokens: Tokens, first: int, i: int) -> int | None:
        """A number inside a name ("FATF 40 Recommendations"), or a year or number after an instrument's head."""
        after = i + 1
        if after < len(tokens) and tokens.capital(after) and self._is_head(tokens, after):
            return after + 1
        head = self._head_in(tokens, first, i)
        if head is None or head.entry.mints not in _AGREEMENTS:
            return None
        if _YEAR.fullmatch(tokens.forms[i]) or head.entry.mints == COMITY.Law:
            if after + 1 < len(tokens) and tokens.forms[after] in "-–" and tokens.kinds[after + 1] == "n":
                return after + 2
            return after
        return None

    def _comma(self, block: Passages, first: int, i: int) -> int | None:
        """A list inside a name: only after a preposition, closed by "and", without a head, country or acronym in it."""
        tokens = block.tokens
        if not any(f in _PREPOSITIONS for f in tokens.folds[first:i]):
            return None
        head = self._head_in(tokens, first, i)
        if head is None:
            return None
        at, last = i, None
        while at < len(tokens) and tokens.forms[at] == ",":
            stop = self._member(block, at + 1)
            if stop is None:
                return None
            if tokens.folds[at + 1] in _CONJUNCTIONS:
                return stop
            at = last = stop
        if last is not None and at < len(tokens) and tokens.folds[at] in _CONJUNCTIONS:
            return self._member(block, at)
        return None

    def _member(self, block: Passages, i: int) -> int | None:
        """The end of a member of such a list, which may begin with "and", "the" or a possessive."""
        tokens = block.tokens
        while i < len(tokens) and tokens.folds[i] in _CONJUNCTIONS | _ARTICLES | {"their", "its", "of"}:
            i += 1
        start = i
        while i < len(tokens) and i - start < 4 and tokens.capital(i) and i not in block.countries:
            if self._is_head(tokens, i) or _ACRONYM.fullmatch(tokens.forms[i]):
                return None
            i += 1
        if (
            i < len(tokens)
            and tokens.folds[i] in _CONJUNCTIONS
            and i + 1 < len(tokens)
            and tokens.capital(i + 1)
            and i > start
        ):
            return i if tokens.forms[i - 1] != "," else None
        return i if i > start else None

    def _connector(self, block: Passages, first: int, i: int) -> int | None:
        """Prepositions, articles and conjunctions between two capitalised words, where the grammar allows them."""
        tokens = block.tokens
        word = tokens.folds[i]
        if tokens.kinds[i] != "w" or word not in _ENGLISH | _SPANISH:
            return None
        at = i + 1
        while (
            at < len(tokens) and tokens.folds[at] in _ARTICLES | {"of", "de"} and at - i < 4 and not tokens.capital(at)
        ):
            at += 1
        if at >= len(tokens) or not tokens.capital(at) or tokens.folds[at] in _MONTHS or at in block.starts:
            return None
        return at + 1 if self._allowed(block, first, i, at) else None

    def _allowed(self, block: Passages, first: int, i: int, at: int) -> bool:
        """Whether a connector may join what stands before it with the capitalised word at `at`."""
        tokens, word = block.tokens, block.tokens.folds[i]
        head = self._head_in(tokens, first, i)
        mints = head.entry.mints if head else None
        if word in ("of", "de", "del"):
            return True
        if word in _CONJUNCTIONS:
            return self._joins(block, first, i, at, head)
        if word in ("in", "en"):
            before = tokens.folds[i - 1]
            return (
                at not in block.countries
                and (
                    before.endswith("ing")
                    or before in ("traffic", "trade", "cooperation", "trafico", "cooperacion", "materia")
                )
                or word == "in"
                and mints in _TITLED
                and tokens.folds[at].endswith("ing")
            )
        if word in ("to", "with"):
            return word == "to" and mints in _AGREEMENTS and tokens.folds[at - 1] in ("to", "the")
        if word in ("between", "entre"):
            return (
                mints in _TITLED
                and at in block.countries
                or mints in _TITLED
                and tokens.folds[at]
                in (
                    "government",
                    "governments",
                    "republic",
                    "kingdom",
                    "gobierno",
                    "gobiernos",
                    "republica",
                    "reino",
                    "estados",
                )
            )
        if word in ("under", "concerning", "regarding"):
            return mints in _TITLED and word != "under"
        if word == "para" or word == "for":
            return head is not None and at not in block.countries
        return head is not None

    def _joins(self, block: Passages, first: int, i: int, at: int, head: Head | None) -> bool:
        """Whether "and" joins two parts of one name rather than two names."""
        tokens = block.tokens
        framed = any(f in ("between", "entre") for f in tokens.folds[first:i]) and head is not None
        if framed:
            return True
        if tokens.folds[at - 1] in _ARTICLES or i - 1 in self._country_ends(block) or at in block.countries:
            return False
        if _ACRONYM.fullmatch(tokens.forms[i - 1]) or _ACRONYM.fullmatch(tokens.forms[at]):
            return False
        if head is not None and head.last == i:
            return False
        stop = at + 1
        while stop < len(tokens) and (
            tokens.capital(stop)
            and stop not in block.starts
            or tokens.forms[stop] in "-‐"
            or tokens.forms[stop - 1] in "-‐"
        ):
            stop += 1
        right = self._is_head(tokens, stop - 1, at)
        if tokens.folds[at] == "head":
            return False
        return right if head is None else not self._opens_name(tokens, at, stop)

    def _opens_name(self, tokens: Tokens, at: int, stop: int) -> bool:
        """Whether the words after "and" are a name of their own: they hold a head that is no weak one."""
        head = self._head_in(tokens, at, stop)
        if head is None or head.weak or head.last - at == 1 and tokens.folds[at] in self._portfolio:
            return False
        return (
            head.last - head.first > 1
            or head.first > at
            or stop < len(tokens)
            and tokens.folds[stop] in ("of", "de", "del", "for")
        )

    # The head of a run

    def _is_head(self, tokens: Tokens, i: int, floor: int = 0) -> bool:
        """Whether a head ends at a token."""
        return self._head_ending(tokens, i + 1, floor) is not None

    def _head_ending(self, tokens: Tokens, last: int, floor: int) -> Head | None:
        """The longest head that ends before a token."""
        words: list[str] = []
        best = None
        for i in range(last - 1, max(floor, last - self._longest - 2) - 1, -1):
            if tokens.forms[i] in "-‐–" or tokens.kinds[i] == "s":
                continue
            if tokens.kinds[i] != "w":
                break
            words.insert(0, tokens.folds[i])
            entry = self._heads.get(tuple(words)) or self._heads.get(tuple(_with_possessive(tokens, i, last)))
            if entry is not None and (tokens.forms[i][0].isupper() or len(words) == 1):
                best = Head(entry, i, last, " ".join(words) in self._weak)
        return best if best and tokens.forms[best.first][0].isupper() else None

    def _head_in(self, tokens: Tokens, first: int, last: int) -> Head | None:
        """The head of a run: what ends its first segment (English), or opens it (Spanish)."""
        opening = self._spanish_head(tokens, first, last)
        if opening is not None:
            return opening
        end = next(
            (i for i in range(first + 1, last) if tokens.folds[i] in _PREPOSITIONS and not tokens.capital(i)), last
        )
        end = self._without_tail(tokens, first, end)
        head = self._head_ending(tokens, end, first)
        final = self._head_ending(tokens, last, first)
        if final is not None and final.entry.mints in _AGREEMENTS and end < last:
            if head is None or head.entry.mints not in _AGREEMENTS:
                return final
        if head is None and end < last:
            head = self._later_head(tokens, end, last)
        return head

    def _later_head(self, tokens: Tokens, start: int, last: int) -> Head | None:
        """The head of a later segment of a run whose first has none ("Republic of Peru Ministry of Health")."""
        final = self._head_ending(tokens, last, start)
        return final if final is not None and final.first > start and not final.weak else None

    def _without_tail(self, tokens: Tokens, first: int, last: int) -> int:
        """The end of a segment without trailing acronyms, years and numerals ("Group PGR-DOJ", "Group III")."""
        while last - 1 > first:
            form = tokens.forms[last - 1]
            tail = tokens.kinds[last - 1] == "n" or _ROMAN.fullmatch(form) or _ACRONYM.fullmatch(form) or form in "-–/"
            if not tail:
                break
            last -= 1
        return last

    def _spanish_head(self, tokens: Tokens, first: int, last: int) -> Head | None:
        """A Spanish head at the front of a run, the longest one."""
        words: list[str] = []
        best = None
        for i in range(first, min(last, first + self._longest + 1)):
            if tokens.kinds[i] != "w":
                break
            words.append(tokens.folds[i])
            key = tuple(words)
            if key in self._spanish_heads and (len(key) > 1 or last - first > 1):
                best = Head(self._heads[key], first, i + 1, " ".join(words) in self._weak)
        return best

    # From run to mention

    def _trim(self, block: Passages, first: int, stop: int) -> int:
        """Drop the words that are capitalised only because a sentence begins."""
        tokens = block.tokens
        opening = first in block.starts or block.kind == "heading"
        while first < stop:
            word = tokens.folds[first]
            weak_opener = word in self._openers and (
                word not in ("joint", "annual", "general", "nueva", "nuevo", "new", "key", "one") or False
            )
            if (
                weak_opener
                or opening
                and word in self._verbs
                or not tokens.capital(first)
                and tokens.kinds[first] != "n"
            ):
                first += 1
                opening = False
            else:
                break
        return first

    def _read(self, block: Passages, first: int, stop: int) -> Iterator[Mention]:
        """The mentions that a run holds."""
        plural = self._plurals.get(block.tokens.folds[first])
        if plural is not None and first + 1 < stop:
            yield from self._coordinated(block, first, plural)
            return
        yield from self._mention(block, first, stop)

    def _coordinated(self, block: Passages, first: int, plural: Entry) -> Iterator[Mention]:
        """One name a member: "the Departments of State, Justice and Homeland Security"."""
        tokens, i = block.tokens, first + 2
        while i < len(tokens):
            while i < len(tokens) and tokens.folds[i] in _ARTICLES | {"of", "de"}:
                i += 1
            start = i
            while i < len(tokens) and tokens.capital(i):
                i += 1
            if i == start:
                return
            connector = "de" if plural.phrases[0][1] == "es" else "of"
            name = f"{plural.value} {connector} {tokens.between(start, i)}"
            yield Mention(
                block.index, start, i, plural.mints or COMITY.Agency, name, "coordinated", fold(plural.value or "")
            )
            if i < len(tokens) and (tokens.forms[i] == "," or tokens.folds[i] in _CONJUNCTIONS):
                i += 1
                if i < len(tokens) and tokens.folds[i] in _CONJUNCTIONS:
                    i += 1
                continue
            return

    def _mention(self, block: Passages, first: int, stop: int) -> Iterator[Mention]:
        """The mention that a run is, if it has a head, and the body that its name says it belongs to."""
        tokens = block.tokens
        if tokens.folds[first] in ("operation", "operacion", "operativo", "exercise", "ejercicio") and stop - first > 1:
            mints = COMITY.Event if tokens.folds[first] in ("exercise", "ejercicio") else COMITY.Operation
            yield Mention(
                block.index, first, stop, mints, tokens.between(first, stop), "operation", tokens.folds[first]
            )
            return
        head = self._head_in(tokens, first, stop)
        if head is None:
            return
        cut = self._belongs(block, head, stop)
        if cut is not None:
            owner = next(self._mention(block, cut[1], stop), None)
            stop = cut[0] if owner is not None else stop
        else:
            owner = None
        alone = head.first == first and head.last == stop
        if alone or self._is_specific(block, first, stop, head):
            mints = self._class(tokens, first, stop, head, block)
            words = " ".join(tokens.folds[head.first : head.last])
            mention = Mention(
                block.index, first, stop, mints, tokens.between(first, stop), "head", words, anaphor=alone
            )
            nested = self._nested(block, first, head) if mints in _ORGANISED or mints == COMITY.Event else None
            mention.parent = owner or nested
            yield mention
            if nested is not None:
                yield nested
        if owner is not None:
            yield owner

    def _belongs(self, block: Passages, head: Head, stop: int) -> tuple[int, int] | None:
        """Where a body's name ends and the name of the body it belongs to begins ("Unit A of the Ministry of B")."""
        tokens = block.tokens
        if head.entry.mints not in _ORGANISED:
            return None
        for i in range(head.last, stop - 1):
            if tokens.folds[i] not in ("of", "de", "del"):
                continue
            start = i + 1
            while start < stop and tokens.folds[start] in _ARTICLES and not tokens.capital(start):
                start += 1
            if self._is_body(block, start, stop):
                return i, start
        return None

    def _is_body(self, block: Passages, first: int, stop: int) -> bool:
        """Whether some words are the name of a body: a known one, an acronym, or two words or more with a head."""
        hit = next((h for h in block.hits if h.first == first), None)
        if (
            hit is not None
            and any(s.concept.mints in _ORGANISED for s in hit.senses)
            and (hit.last - first > 1 or _ACRONYM.fullmatch(block.tokens.forms[first]))
        ):
            return True
        head = self._head_in(block.tokens, first, stop)
        return (
            head is not None
            and head.entry.mints in _ORGANISED
            and not head.weak
            and stop - first > max(1, head.last - head.first)
        )

    def _nested(self, block: Passages, first: int, head: Head) -> Mention | None:
        """The body whose name stands before another head ("X Commission Working Group on Y")."""
        tokens = block.tokens
        if (
            head.first > first
            and _ACRONYM.fullmatch(tokens.forms[first])
            and first not in block.countries
            and tokens.forms[first + 1] not in "-–/"
        ):
            return Mention(block.index, first, first + 1, "", tokens.forms[first], "bare-acronym")
        inner = self._head_ending(block.tokens, head.first, first)
        if (
            inner is None
            or inner.entry.mints != COMITY.WorkingGroup
            and not tokens.folds[inner.last - 1].startswith("commission")
            or inner.first == first
            or inner.weak
        ):
            return None
        mints = self._class(block.tokens, first, head.first, inner, block)
        words = " ".join(block.tokens.folds[inner.first : inner.last])
        return Mention(block.index, first, head.first, mints, block.tokens.between(first, head.first), "nested", words)

    def _is_specific(self, block: Passages, first: int, stop: int, head: Head) -> bool:
        """Whether a run says more than its head: weak heads and headings ask for more."""
        tokens = block.tokens
        if block.kind == "heading" and head.entry.mints in (COMITY.Program, COMITY.Event, COMITY.Plan):
            return False
        content = [
            i
            for i in range(first, stop)
            if tokens.kinds[i] == "w" and not head.first <= i < head.last and tokens.capital(i)
        ]
        if head.weak:
            return len(content) >= 2 or bool(content) and first not in block.starts and block.kind != "heading"
        return bool(content) or any(tokens.kinds[i] == "n" for i in range(first, stop))

    def _class(self, tokens: Tokens, first: int, stop: int, head: Head, block: Passages) -> str:
        """The class of a name: its head's, adjusted by what stands around the head."""
        mints = head.entry.mints or COMITY.Agency
        words = set(tokens.folds[first:stop])
        noun = tokens.folds[head.last - 1]
        pair = sum(first <= i < head.first for i in block.countries) >= 2
        if noun in ("commission", "council", "comision", "consejo", "secretariat") and (words & _JOINT or pair):
            return COMITY.WorkingGroup
        if noun in ("dialogue", "dialog", "dialogo") and self._is_dated(tokens, first):
            return COMITY.Event
        if (
            mints == COMITY.WorkingGroup
            and noun == "committee"
            and any(
                h.senses[0].concept.mints == COMITY.IntergovernmentalOrganization
                for h in block.hits
                if first <= h.first < stop
            )
        ):
            return COMITY.IntergovernmentalOrganization
        if mints == COMITY.Agency and any(
            h.first == first and h.senses[0].concept.mints == COMITY.IntergovernmentalOrganization for h in block.hits
        ):
            return COMITY.IntergovernmentalOrganization
        return mints

    def _is_dated(self, tokens: Tokens, first: int) -> bool:
        """Whether a date or an ordinal stands before a name: then it is one meeting, not a standing dialogue."""
        before = tokens.folds[max(0, first - 3) : first]
        return any(w in _MONTHS or re.fullmatch(r"\d+(?:st|nd|rd|th)?", w) for w in before)


def _with_possessive(tokens: Tokens, first: int, last: int) -> list[str]:
    """The words of a range with possessive endings written on ("attorney general's office")."""
    words: list[str] = []
    for i in range(first, last):
        if tokens.kinds[i] == "s" and words:
            words[-1] += "'s"
        elif tokens.kinds[i] == "w":
            words.append(tokens.folds[i])
    return words
