"""Every recogniser over every passage, and the arbiter that keeps one reading of each word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from loaders.acronyms import definitions, initials_match, is_short_form
from loaders.concerns import Concerns, country_senses
from loaders.gazetteer import ACRONYM, ADJECTIVE, DEMONYM, Hit, Sense
from loaders.library import Library
from loaders.lowercase import lower_case
from loaders.mentions import Mention, Passages
from ontology.terms import COMITY, FOAF, ORG


def recognise(passages: Sequence[Passages], about: Concerns, library: Library) -> None:
    """Fill `mentions` of every passage: each word in one mention, countries inside other names left out."""
    for passage in passages:
        found = list(_read(passage, about, library))
        passage.mentions = sorted(_arbitrate(found), key=lambda m: (m.first, m.last))
        _relink(passage.mentions)
        if passage.kind != "chrome":
            passage.mentions += _free_places(passage, library)
            passage.mentions.sort(key=lambda m: (m.first, m.last))
    _sign(passages, about, library)
    _define(passages)


def _sign(passages: Sequence[Passages], about: Concerns, library: Library) -> None:
    """Read the signatures at the end: names above posts. The party that is signed for stands above the name."""
    for i, (above, below) in enumerate(zip(passages, passages[1:], strict=False)):
        if above.kind != "paragraph" or below.kind != "paragraph":
            continue
        signed = library.people.signed(above, below)
        for passage, mention in zip((above, below), signed, strict=False):
            _identify_person(mention, passage, about, library)
            passage.mentions = [
                m
                for m in passage.mentions
                if m.last <= mention.first
                or mention.last <= m.first
                or m.mints not in (FOAF.Person, ORG.Post, COMITY.Place)
            ]
            passage.mentions.append(mention)
            passage.mentions.sort(key=lambda m: (m.first, m.last))
        if signed:
            signed[0].owner = _signed_for(passages[max(0, i - 3) : i])
    for passage in passages:
        _sign_inline(passage)


def _sign_inline(passage: Passages) -> None:
    """Read "For the Government of X: NAME, POST"."""
    tokens = passage.tokens
    for first, last in passage.sentences:
        colon = next((i for i in range(first, min(first + 14, last)) if tokens.forms[i] == ":"), None)
        if colon is None or tokens.folds[first] not in ("for", "por", "on"):
            continue
        named = [
            m
            for m in passage.mentions
            if first <= m.first < colon and m.mints == COMITY.Country and m.concept is not None
        ]
        signed = [m for m in passage.mentions if colon < m.first <= colon + 3 and m.mints == FOAF.Person]
        if len(named) == 1 and signed and named[0].concept is not None:
            signed[0].owner = named[0].concept.iri


def _signed_for(above: Sequence[Passages]) -> str | None:
    """The one country in the lines above a signature ("FOR THE GOVERNMENT OF CANADA")."""
    for passage in reversed(above):
        named = {
            m.entity or m.concept.iri for m in passage.mentions if m.mints == COMITY.Country and m.concept is not None
        }
        if len(named) == 1 and len(passage.tokens) <= 14:
            return named.pop()
        if any(m.mints == FOAF.Person for m in passage.mentions):
            return None
    return None


def _read(passage: Passages, about: Concerns, library: Library) -> Iterator[Mention]:
    """All readings of a passage; chrome is read by the gazetteer alone."""
    known = [m for hit in passage.hits if (m := _known(passage, hit, about, library)) is not None]
    if passage.kind == "chrome":
        yield from known
        return
    people = list(library.people.find(passage))
    yield from people
    taken = {i for m in people if m.mints == FOAF.Person for i in range(m.first, m.last)}
    titles = {m.first: m for m in people if m.mints == ORG.Post}
    names = [m for m in library.names.find(passage) if not _clashes(m, taken, titles)]
    for mention in names:
        identify(mention, passage, about, library)
    for mention in people:
        _identify_person(mention, passage, about, library)
    yield from names
    yield from known
    for mention in lower_case(passage, about):
        identify(mention, passage, about, library)
        yield mention
    yield from _bare_acronyms(passage, library)


def _free_places(passage: Passages, library: Library) -> list[Mention]:
    """The places in the words that nothing else has taken."""
    taken = [False] * len(passage.tokens)
    for mention in passage.mentions:
        taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return list(library.places.find(passage, taken))


def _clashes(mention: Mention, taken: set[int], titles: dict[int, Mention]) -> bool:
    """Whether a name runs over a person or begins with a title."""
    if any(i in taken for i in range(mention.first, mention.last)):
        return True
    return mention.first in titles


# Known names


def _known(passage: Passages, hit: Hit, about: Concerns, library: Library) -> Mention | None:
    """The mention of a known thing, if its name means one thing here."""
    sense = about.choose(hit.senses)
    if sense is None or _is_language(passage, hit):
        return None
    concept = sense.concept
    if concept.mints == COMITY.Country and sense.kind == ADJECTIVE and not passage.tokens.forms[hit.first][0].isupper():
        rule = "adjective-lower"
    else:
        rule = {ACRONYM: "acronym", ADJECTIVE: "adjective", DEMONYM: "demonym"}.get(sense.kind, "gazetteer")
    first, last = _government(passage, hit) if concept.mints == COMITY.Country else (hit.first, hit.last)
    mention = Mention(
        passage.index,
        first,
        last,
        concept.mints,
        passage.tokens.between(first, last),
        rule,
        concept=concept,
        head=_last_word(passage, hit),
    )
    mention.parties = (
        _of_countries(mention, passage, about, library)
        if concept.mints == ORG.Post
        else _parties(passage, hit.first, hit.last, about, library)
    )
    return mention


_LANGUAGES: Final = frozenset("language languages texts versions speaking idioma idiomas".split())


def _is_language(passage: Passages, hit: Hit) -> bool:
    """Whether an adjective means a language ("in the English, French and Hindi languages"), or a sign of money follows."""
    tokens = passage.tokens
    if tokens.text[tokens.ends[hit.last - 1] : tokens.ends[hit.last - 1] + 1] == "$":
        return True
    if all(s.kind == ADJECTIVE for s in hit.senses):
        after = tokens.folds[hit.last : hit.last + 6]
        before = tokens.folds[max(0, hit.first - 1) : hit.first]
        return (
            any(w in _LANGUAGES for w in after)
            or before in (["in"], ["into"], ["en"])
            and not (after and after[0].isalpha() and after[0] not in ("and", "y", "or"))
        )
    return False


def _parties(passage: Passages, first: int, last: int, about: Concerns, library: Library) -> tuple[str, ...]:
    """The countries that a name holds in its words."""
    return tuple(dict.fromkeys(sense.concept.iri for _, sense in _countries_in(passage, first, last, about, library)))


def _countries_in(
    passage: Passages, first: int, last: int, about: Concerns, library: Library
) -> Iterator[tuple[Hit, Sense]]:
    """The names of countries within some tokens, also within a longer known name."""
    i = first
    while i < last:
        hit = passage.countries.get(i)
        if hit is None and passage.tokens.capital(i) and last - first > 1:
            hit = next(
                (
                    h
                    for stop in range(min(i + 4, last), i, -1)
                    if (h := library.countries.at(passage.tokens, i, stop)) is not None
                ),
                None,
            )
        sense = about.choose(country_senses(hit)) if hit is not None and hit.last <= last else None
        if hit is not None and sense is not None:
            yield hit, sense
        i = hit.last if hit is not None and sense is not None else i + 1


def _government(passage: Passages, hit: Hit) -> tuple[int, int]:
    """A country with the words that make it its government: "Government of the Republic of X", "X Government"."""
    tokens, first, last = passage.tokens, hit.first, hit.last
    at = first
    while at and tokens.folds[at - 1] in (
        "the",
        "of",
        "republic",
        "de",
        "del",
        "la",
        "los",
        "kingdom",
        "republica",
        "reino",
    ):
        at -= 1
    if at and tokens.folds[at - 1] in ("government", "gobierno") and tokens.forms[at - 1][0].isupper() and at < first:
        return at - 1, last
    if last < len(tokens) and tokens.forms[last] == "Government":
        return first, last + 1
    return first, last


def _last_word(passage: Passages, hit: Hit) -> str:
    return passage.tokens.folds[hit.last - 1]


def identify(mention: Mention, passage: Passages, about: Concerns, library: Library) -> None:
    """Find the owner and the parties in a name, and the known thing it is once these and a year are set aside."""
    tokens = passage.tokens
    found = list(_countries_in(passage, mention.first, mention.last, about, library))
    inside = [hit for hit, _ in found]
    mention.parties = tuple(dict.fromkeys(sense.concept.iri for _, sense in found))
    if len(mention.parties) == 1:
        mention.owner = mention.parties[0]
    if mention.owner is None:
        mention.owner = _possessor(passage, mention.first, about)
    first, last = _core(passage, mention, inside)
    for start, stop in ((mention.first, mention.last), (first, last), (first, mention.last), (mention.first, last)):
        if start < stop and (start, stop) != (0, 0):
            sense = about.choose(_fitting(library.things.exactly(tokens, start, stop), mention))
            if sense is not None and sense.concept.mints != COMITY.Country:
                mention.concept, mention.mints = sense.concept, sense.concept.mints
                return


def _identify_person(mention: Mention, passage: Passages, about: Concerns, library: Library) -> None:
    """Find the known person or post that a name means."""
    sense = about.choose(_fitting(library.things.exactly(passage.tokens, mention.first, mention.last), mention))
    if sense is not None and sense.concept.mints == mention.mints:
        mention.concept = sense.concept
    if mention.mints == ORG.Post:
        mention.parties = _of_countries(mention, passage, about, library)


def _of_countries(mention: Mention, passage: Passages, about: Concerns, library: Library) -> tuple[str, ...]:
    """The countries that a post's words say it is of, not those it is sent to."""
    folds, found = passage.tokens.folds, dict[str, None]()
    for hit, sense in _countries_in(passage, mention.first, mention.last, about, library):
        before = [w for w in folds[mention.first : hit.first] if w in ("of", "de", "del", "to", "a", "ante", "for")]
        named = sense.kind != ADJECTIVE or hit.first == mention.first
        if named and (not before or before[-1] in ("of", "de", "del")):
            found[sense.concept.iri] = None
    return tuple(found)


def _fitting(senses: Iterable[Sense], mention: Mention) -> list[Sense]:
    """The senses whose country is not another one than the name's owner."""
    found = []
    for sense in senses:
        concept = sense.concept
        owned = mention.owner is None or not concept.countries or mention.owner in concept.countries
        if owned and (len(mention.parties) < 2 or not concept.parties or set(mention.parties) <= set(concept.parties)):
            found.append(sense)
    return found


def _core(passage: Passages, mention: Mention, inside: Sequence[Hit]) -> tuple[int, int]:
    """A name without leading countries, articles and years, and without a trailing "of COUNTRY" or year."""
    tokens, first, last = passage.tokens, mention.first, mention.last
    by_first = {h.first: h for h in inside}
    by_last = {h.last: h for h in inside}
    while first < last:
        if first in by_first:
            first = by_first[first].last
        elif tokens.kinds[first] in "sn" or tokens.forms[first] in "-–—/" or tokens.folds[first] in ("and", "y", "the"):
            first += 1
        else:
            break
    while last > first:
        if last in by_last and last - 1 > first:
            last = by_last[last].first
        elif (
            tokens.folds[last - 1]
            in (
                "of",
                "de",
                "del",
                "the",
                "la",
                "los",
                "republic",
                "kingdom",
                "republica",
                "and",
                "y",
                "federative",
                "united",
                "mexican",
                "states",
            )
            and last < mention.last
        ):
            last -= 1
        elif tokens.kinds[last - 1] == "n" or tokens.forms[last - 1] in "-–,":
            last -= 1
        else:
            break
    return first, last


def _possessor(passage: Passages, first: int, about: Concerns) -> str | None:
    """The country whose name or adjective stands right before a name ("Mexico's …", "the Mexican …")."""
    at = first - 1
    if at >= 0 and passage.tokens.kinds[at] == "s":
        at -= 1
    hit = next((h for h in passage.countries.values() if h.last - 1 == at), None)
    sense = about.choose(hit.senses) if hit else None
    return sense.concept.iri if sense else None


# Acronyms


def _bare_acronyms(passage: Passages, library: Library) -> Iterator[Mention]:
    """Acronyms that nothing has defined yet; the document decides what they are."""
    tokens, refused = passage.tokens, library.lexicon.words("not-acronyms")
    ordinary = (
        library.lexicon.words("openers") | library.lexicon.words("opening-verbs") | library.lexicon.words("ordinary")
    )
    for i, form in enumerate(tokens.forms):
        if (
            tokens.kinds[i] != "w"
            or not is_short_form(form)
            or not form.isupper()
            or not 2 <= len(form) <= 7
            or tokens.folds[i] in refused
        ):
            continue
        glued = (
            tokens.text[tokens.ends[i] : tokens.ends[i] + 1] == "."
            and tokens.text[tokens.ends[i] + 1 : tokens.ends[i] + 2].isalpha()
        )
        shouted = (
            len(form) > 6
            or tokens.folds[i] in ordinary
            or i in passage.starts
            and i + 1 < len(tokens)
            and len(form) > 5
        )
        if glued or shouted or _in_capitals(passage, i) or re.fullmatch(r"[IVXLC]+", form):
            continue
        yield Mention(passage.index, i, i + 1, "", form, "bare-acronym")


def _in_capitals(passage: Passages, i: int) -> bool:
    """Whether a word stands in a run of capitals (a heading, a dateline), where capitals mean nothing."""
    around = [
        passage.tokens.forms[k]
        for k in range(max(0, i - 2), min(len(passage.tokens), i + 3))
        if k != i and passage.tokens.kinds[k] == "w"
    ]
    return sum(w.isupper() and len(w) > 3 for w in around) >= 2 or passage.view.text.isupper()


# The arbiter


def _rank(mention: Mention) -> tuple[int, int]:
    """How a reading fares against those that overlap it: longer first, then by how it was found."""
    order = {
        "title-name": 6,
        "name-title": 6,
        "title": 5,
        "coordinated": 5,
        "gazetteer": 4,
        "operation": 4,
        "head": 3,
        "acronym": 3,
        "nested": 2,
        "lower-case": 2,
    }
    known = 5 if mention.rule == "head" and mention.concept is not None else 0
    return mention.last - mention.first, max(known, order.get(mention.rule, 1))


def _arbitrate(found: Sequence[Mention]) -> list[Mention]:
    """Keep the best of the readings that overlap. A body inside a post, and a post's portfolio, are kept."""
    kept: list[Mention] = []
    by_token: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(found, key=lambda m: (*(-x for x in _rank(m)), m.first)):
        over = {id(k): k for i in range(mention.first, mention.last) for k in by_token[i]}.values()
        if all(_may_nest(mention, other) for other in over):
            kept.append(mention)
            for i in range(mention.first, mention.last):
                by_token[i].append(mention)
    return kept


def _relink(kept: Sequence[Mention]) -> None:
    """Point from persons to the posts, and from bodies to the bodies above them, that won over other readings of their words."""
    for mention in kept:
        mention.post = _standing(mention.post, kept)
        mention.parent = _standing(mention.parent, kept)


def _standing(wanted: Mention | None, kept: Sequence[Mention]) -> Mention | None:
    """A mention, or the one of its kind that was kept in its place."""
    if wanted is None or any(m is wanted for m in kept):
        return wanted
    over = [
        m
        for m in kept
        if m.first < wanted.last
        and wanted.first < m.last
        and (not wanted.mints or (m.mints == ORG.Post) == (wanted.mints == ORG.Post))
    ]
    return max(over, key=lambda m: min(m.last, wanted.last) - max(m.first, wanted.first), default=None)


def _may_nest(inner: Mention, outer: Mention) -> bool:
    """Whether a mention may stand inside another: a body or country in a post's portfolio."""
    strictly = inner.last - inner.first < outer.last - outer.first
    if inner.mints == COMITY.Country and outer.rule in ("head", "operation", "lower-case", "nested") and strictly:
        return True
    if outer.parent is inner:
        return True
    return (
        outer.mints == ORG.Post
        and strictly
        and inner.first > outer.first
        and inner.mints not in (ORG.Post, FOAF.Person)
    )


# Definitions


def _define(passages: Sequence[Passages]) -> None:
    """Attach the short forms in parentheses to the names they follow, and drop what was read inside the parentheses."""
    for passage in passages:
        for definition in definitions(passage.tokens):
            owner = _ends_at(passage, definition.opening)
            inner = [m for m in passage.mentions if definition.first <= m.first and m.last <= definition.last]
            short = passage.tokens.between(definition.first, definition.last)
            if (
                owner is None
                or owner.mints in (FOAF.Person, COMITY.Place)
                or owner.mints == COMITY.Country
                and not initials_match(short, owner.name)
            ):
                continue
            if not (definition.quoted or is_short_form(short) or _is_alias(inner, owner)):
                continue
            owner.aliases.append(short)
            _replace(passage, inner, definition.first, definition.last, owner)
        passage.mentions.sort(key=lambda m: (m.first, m.last))


def _is_alias(inner: Sequence[Mention], owner: Mention) -> bool:
    """A capitalised phrase in parentheses is another name if it is of the same class, or nothing else is known of it."""
    return all(m.mints == owner.mints and (m.concept is None or m.concept is owner.concept) for m in inner)


def _ends_at(passage: Passages, opening: int) -> Mention | None:
    """The mention that ends right before a parenthesis, past a closing quotation mark."""
    at = opening
    if at and passage.tokens.forms[at - 1] in '"”»':
        at -= 1
    ending = [m for m in passage.mentions if m.last == at]
    return max(ending, key=lambda m: m.last - m.first, default=None)


def _replace(passage: Passages, inner: Sequence[Mention], first: int, last: int, owner: Mention) -> None:
    """Make the words in parentheses a mention of what they abbreviate."""
    for mention in inner:
        passage.mentions.remove(mention)
    name = passage.tokens.between(first, last)
    known = next((m.concept for m in inner if m.concept is not None), None)
    if owner.concept is None and known is not None and known.mints == owner.mints:
        owner.concept = known
    alias = Mention(
        passage.index,
        first,
        last,
        owner.mints,
        name,
        "definition",
        owner.head,
        owner.owner,
        owner.concept,
        stands_for=owner,
    )
    passage.mentions.append(alias)
