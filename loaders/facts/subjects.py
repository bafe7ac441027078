"""Who acts in a sentence: the subject of a verb of commitment or of doing, or the agent of a passive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.facts.scene import Actor, Sentence
from loaders.words.mentions import Mention
from ontology.terms import FOAF

_MODAL: Final = frozenset(
    "will shall must should would may agree agrees agreed commit commits committed undertake undertakes undertook "
    "pledge pledges pledged intend intends intended decide decided resolve resolved".split()
)
"""Modal verbs and verbs of commitment."""
_BE_OR_HAVE: Final = frozenset("is are has have".split())
_BE: Final = frozenset("is are".split())
_COMMITTED: Final = frozenset("committed agreed also".split())
_SPANISH_FUTURE: Final = re.compile(
    r"\b(?:[^\W\d_]{3,}(?:rá|rán)|se comprometen?|deberán?|acordaron|acuerdan|convienen|convinieron)\b(?!\w)"
)
LIGHT: Final = frozenset(
    "jointly also further therefore each both hereby now continue continues mutually all together thus".split()
)
_FUTURE: Final = frozenset("will shall sera seran".split())
_BY: Final = frozenset({"by", "por"})
_RECEIVE: Final = re.compile(r"\b(?:will|shall|to|would) (?:also )?receive\b|\brecibirán?\b", re.IGNORECASE)
_TAKES_IN: Final = frozenset({"recibira", "recibiran"})
_FROM: Final = frozenset({"from", "de"})
_LEADING: Final = frozenset("chaired led headed presided coordinated".split())
"""Participles that say who leads, not who does."""
_PARTICIPLES: Final = frozenset(
    "held made given led sent set put built borne met paid brought taken kept run done".split()
)
_STATES: Final = frozenset("responsible able represented committed ready prepared guided".split())
"""What follows "will be" without a passive."""
_LEADERS: Final = frozenset(
    "the both each all our government governments officials authorities officers representatives republic kingdom "
    "state states of in from and appropriate competent two el la los las gobierno gobiernos autoridades funcionarios "
    "republica de del y e a cada ambos ambas participating relevant s , united mexican federative mp its su sus "
    "neither either counterpart ( ) ministries departments secretariats offices ministerios secretarias "
    "delegacion delegaciones parte lado".split()
)
"""Words that may stand before and between the actors with which a clause begins."""
_JOINS: Final = frozenset("and y e ,".split())
INTRODUCTIONS: Final = frozenset(
    "in to with given when once if as based by where wherever because through under while during after before for "
    "within on at en con para por conforme cuando si mediante".split()
)
_INSERTIONS: Final = INTRODUCTIONS | frozenset("which who including together such and or que".split())
_NOUNS_OF_ADJECTIVES: Final = frozenset(
    "government authorities side delegation officials participant party part and gobierno law police agencies "
    "federal".split()
)
"""What the adjective of a country can stand before, to mean the country."""
_NOUNS_BEFORE: Final = frozenset("delegacion parte lado gobierno autoridades".split())
"""What Spanish puts before such an adjective ("La parte cubana ofrecerá …")."""
_PEERS: Final = frozenset("counterpart colleague homologo homologa".split())
PEER: Final = 5
"""Tokens from "counterpart" to a name, ranks between."""
_COMPLEMENTS: Final = frozenset("under authorities officials which in of through and together (".split())
_PART: Final = frozenset({"on its part", "for its part", "por su parte"})
_OWNED: Final = frozenset("authorities governments officials".split())
_DIVIDERS: Final = ",;:–—"
_WHILE: Final = frozenset("and while y mientras".split())
_COMPLEMENTIZERS: Final = frozenset({"that", "que"})
"""Words with which an item opens that its lead-in governs ("agreed: (a) that Chile will train …")."""
_AGREED: Final = frozenset(
    "agreed decided noted confirmed reaffirmed reafirmaron confirmaron dispusieron acordaron "
    "acordar convinieron decidieron resolvieron acuerdan".split()
)
"""Verbs with which an item opens whose subject stands in its lead-in."""
_IMPERSONAL: Final = re.compile(
    r"\bit (?:was|is|has been) (?:\w+ )?(?:agreed|decided|resolved|noted|confirmed|understood|proposed) that\b"
    r"|\bagreement was reached that\b|\bse (?:acordó|acuerda|convino|decidió|resolvió|dispuso)(?: \w+)? que\b"
    r"|\bquedó (?:acordado|convenido|establecido) que\b|\b(?:convinieron|coincidieron) en que\b",
    re.IGNORECASE,
)
"""What opens a sentence that then says what was agreed."""
_PARTICIPLE: Final = re.compile(r"[a-z]{3,}(?:ed|[ai]d[oa]s?)|led|held|made|built|set")


def subject(sentence: Sentence) -> Actor | None:
    """The subject of the first modal verb of a sentence, if it is someone who can act; it is looked for once."""
    if not sentence.subjects:
        sentence.subjects.append(_subject(sentence))
    return sentence.subjects[0]


def _subject(sentence: Sentence) -> Actor | None:
    for modal in _modals(sentence):
        found, passive = subject_before(sentence, modal), _is_passive(sentence, modal)
        if found is not None and not passive:
            return _giver(sentence, modal) or found
        agent = _agent(sentence, modal) if passive or sentence.tokens.folds[modal] not in _MODAL else None
        if agent is not None:
            return agent
    return None


def _giver(sentence: Sentence, modal: int) -> Actor | None:
    """From whom the subject of a modal verb will receive what it says ("The Navy will receive two boats from X")."""
    folds = sentence.tokens.folds
    if not any(modal <= first <= modal + 1 for first, _ in sentence.search(_RECEIVE)):
        return None
    taken_in = _TAKES_IN & set(folds[modal : modal + 1])  # "recibirá a funcionarios de X" is no gift.
    later = (a for a in sentence.actors() if a.first > modal and not (taken_in and "a" in folds[modal : a.first]))
    return next((a for a in later if _FROM & set(folds[a.first - 2 : a.first])), None)


def later_subjects(sentence: Sentence) -> Iterator[Actor]:
    """Who acts in further clauses ("The A will hire prosecutors; the B will train them", "…, and the B shall pay")."""
    modals = _modals(sentence)
    for at in range(sentence.first, sentence.last - 2) if modals else ():
        joined = sentence.tokens.folds[at + 1] in _WHILE
        if sentence.tokens.forms[at] != ";" and not (sentence.tokens.forms[at] == "," and joined):
            continue
        start = at + 1 + joined
        modal = next((m for m in modals if m > start), None)
        if modal is None:
            continue
        found = _agent(sentence, modal) if _is_passive(sentence, modal) else leading(sentence, start, modal)
        if found is not None:
            yield found


def is_finite(sentence: Sentence) -> bool:
    """Whether a sentence has a verb that could take a subject of its own."""
    return any(word in _MODAL or word in _BE_OR_HAVE for word in sentence.tokens.folds[sentence.first : sentence.last])


def _modals(sentence: Sentence) -> list[int]:
    """The tokens of modal verbs and of verbs of commitment."""
    forms, folds = sentence.tokens.forms, sentence.tokens.folds
    english = [i for i in range(sentence.first, sentence.last) if folds[i] in _MODAL and forms[i].islower()]
    following = range(sentence.first, sentence.last - 1)
    committed = [i for i in following if folds[i] in _BE_OR_HAVE and folds[i + 1] in _COMMITTED]
    due = [i for i in following if folds[i] in _BE and folds[i + 1] == "to"]
    spanish = [first for first, _ in sentence.search(_SPANISH_FUTURE)]
    return sorted({*english, *committed, *due, *spanish})


def _is_passive(sentence: Sentence, modal: int) -> bool:
    """Whether the verb after a modal is in the passive, so that its subject does not act."""
    tokens, at = sentence.tokens, modal + 1
    while at < sentence.last and (tokens.folds[at] in LIGHT or tokens.folds[at] == "to"):
        at += 1
    if at + 1 >= sentence.last or tokens.folds[at] != "be":
        return at < sentence.last and tokens.folds[modal] in ("sera", "seran")
    at += 2 if tokens.folds[at + 1 : at + 3] == ["co", "-"] else 0
    word = tokens.folds[at + 1]
    return word not in _STATES and (word.endswith("ed") or word in _PARTICIPLES)


def _is_aside(words: Sequence[str]) -> bool:
    """Whether a comma and a participle stand before "by", which is then no part of the passive (", chaired by")."""
    comma = max((i for i, word in enumerate(words) if word == ","), default=None)
    return comma is not None and any(_PARTICIPLE.fullmatch(word) for word in words[comma + 1 :])


def _over_introduction(sentence: Sentence, first: int, last: int) -> int:
    """Past "In March 2019," or "Under the Treaty," before a subject."""
    if first >= last or sentence.tokens.folds[first] not in INTRODUCTIONS:
        return first
    inside = {i for m in sentence.mentions for i in range(m.first, m.last)}
    commas = [i for i in range(first, last) if sentence.tokens.forms[i] == "," and i not in inside]
    return commas[0] + 1 if len(commas) == 1 else first


def _agent(sentence: Sentence, modal: int) -> Actor | None:
    """The agent of a passive: "will be carried out by the AFI"."""
    folds = sentence.tokens.folds
    if folds[modal] not in _FUTURE and folds[modal : modal + 3][1:] != ["to", "be"]:
        return None
    by = next((i for i in range(modal, min(modal + 14, sentence.last - 1)) if folds[i] in _BY), None)
    if by is not None and (_is_aside(folds[modal:by]) or not _LEADING.isdisjoint(folds[max(modal, by - 3) : by])):
        return None
    return None if by is None else next((a for a in sentence.actors() if by < a.first <= by + 4), None)


def subject_before(sentence: Sentence, modal: int) -> Actor | None:
    """The actor that heads the clause before a modal; introductions and insertions between commas are passed over."""
    stretches = segments(sentence, modal)
    officials = _in_office(sentence, modal)
    if officials is not None:
        return officials
    if len(stretches) > 1 and _is_apposition(sentence, stretches[1][0]):
        return leading(sentence, *stretches[0])
    for first, last in reversed(stretches):
        actor = leading(sentence, first, last)
        if actor is not None:
            return actor
        if not _is_insertion(sentence.tokens.folds[first]):
            return None
    return None


def _in_office(sentence: Sentence, modal: int) -> Actor | None:
    """The posts of those whom a clause begins with ("The Minister of A, X, and the Minister of B, Y, will")."""
    named = [m for m in sentence.before(modal, FOAF.Person) if m.post is not None and m.post.last <= m.first]
    posts = [m.post for m in named if m.post is not None and m.post.entity is not None]
    peers = [m for m in sentence.before(modal, FOAF.Person) if m.post is None and _is_peer(sentence, m)]
    named += peers
    if not posts or len(posts) + len(peers) < len(named) or posts[0].first - sentence.first > 1:
        return None
    commas = sentence.tokens.folds[named[-1].last : modal], sentence.tokens.folds[posts[0].last : posts[0].last + 1]
    if commas != ([","], [","]):
        return None
    acting = dict.fromkeys(m.entity or "" for m in (*posts, *peers))
    return Actor(posts[0].first, named[-1].last, tuple(acting), posts[0])


def _is_peer(sentence: Sentence, person: Mention) -> bool:
    """Whether a person is named as the counterpart of the one before ("and his counterpart, Dr. X,")."""
    return not _PEERS.isdisjoint(sentence.tokens.folds[max(sentence.first, person.first - PEER) : person.first])


def segments(sentence: Sentence, stop: int) -> list[tuple[int, int]]:
    """The stretches between commas, dashes and colons before a token; commas within names do not count."""
    inside = {i for m in sentence.mentions for i in range(m.first, m.last)}
    found, start = [], _over_agreed(sentence)
    for i in range(start, stop):
        if sentence.tokens.forms[i] in _DIVIDERS and i not in inside:
            found.append((start, i))
            start = i + 1
    found.append((start, stop))
    return [(first, last) for first, last in found if first < last]


def _over_agreed(sentence: Sentence) -> int:
    """The token at which a clause begins that a verb of agreement opens ("Agreed that Chile will train")."""
    impersonal = [last for first, last in sentence.search(_IMPERSONAL) if first == sentence.first]
    if impersonal:
        return impersonal[0]
    opening = sentence.tokens.folds[sentence.first : sentence.first + 2]
    governed = len(opening) == 2 and opening[0] in _AGREED and opening[1] in _COMPLEMENTIZERS
    if opening[:1] == ["coincidieron"] and sentence.tokens.folds[sentence.first + 1 : sentence.first + 3] == [
        "en",
        "que",
    ]:
        return sentence.first + 3
    return sentence.first + 2 if governed else sentence.first


def _is_apposition(sentence: Sentence, at: int) -> bool:
    """Whether a stretch says by whom what stands before it is led or made ("the Committee, chaired by …, will")."""
    folds = sentence.tokens.folds
    at += 2 if folds[at : at + 2] == ["co", "-"] else 0
    return _PARTICIPLE.fullmatch(folds[at]) is not None and folds[at + 1] in _BY


def _is_insertion(word: str) -> bool:
    """Whether a word opens no clause of its own, but an infinitive, a prepositional phrase, a relative clause."""
    return word in _INSERTIONS or word.endswith(("ing", "ly"))


def leading(sentence: Sentence, first: int, last: int) -> Actor | None:
    """The actors with which a stretch begins, after articles and words such as "the Governments of"."""
    if sentence.tokens.folds[first] in INTRODUCTIONS:
        return None
    found: list[Actor] = []
    at = first + (first == sentence.first and sentence.tokens.folds[first] in _COMPLEMENTIZERS)
    for actor in sentence.actors():
        if actor.first < at or actor.last > last:
            continue
        if found and list(sentence.tokens.kinds[at : actor.first]) == ["s"]:
            found[-1], at = actor, actor.last
            continue
        if found and _is_holder(actor, found[-1]) and actor.first == at:
            at = actor.last
            continue
        if not _leads(sentence, range(at, actor.first), bool(found)):
            break
        found.append(actor)
        at = actor.last
    if not found or not _heads_clause(sentence, found[-1], at, last):
        return None
    iris = tuple(dict.fromkeys(iri for a in found for iri in a.iris))
    return Actor(first, at, iris, found[0].mention)


def _is_holder(actor: Actor, before: Actor) -> bool:
    """Whether someone is named after the post that acts ("Minister Rambi-Tau will")."""
    return actor.mention is not None and actor.mention.post is not None and actor.mention.post is before.mention


def _leads(sentence: Sentence, gap: range, joined: bool) -> bool:
    """Whether some tokens may stand before an actor; `joined` asks for what joins it to the actor before."""
    tokens = sentence.tokens
    plain = (tokens.folds[i] in _LEADERS or tokens.kinds[i] == "s" or _is_note(sentence, i) for i in gap)
    if len(gap) > 5 or not all(plain):
        return False
    aliased = len(gap) == 1 and tokens.forms[gap[0]] == "("
    return not joined or aliased or any(tokens.folds[i] in _JOINS or tokens.forms[i] in ",/-–" for i in gap)


def _is_note(sentence: Sentence, i: int) -> bool:
    """Whether a token is the number of a note, which touches the word before it."""
    tokens = sentence.tokens
    return tokens.kinds[i] == "n" and i > 0 and tokens.starts[i] == tokens.ends[i - 1] and tokens.kinds[i - 1] == "w"


def _heads_clause(sentence: Sentence, actor: Actor, at: int, last: int) -> bool:
    """Whether only a short complement stands between an actor and its verb; an adjective needs a noun that acts."""
    at += at < last and (_is_note(sentence, at) or sentence.tokens.forms[at] == ")")
    rest = sentence.tokens.folds[at:last]
    rest = [] if " ".join(rest) in _PART else rest
    if actor.mention is not None and actor.mention.mints == FOAF.Person:
        return not rest
    if actor.mention is not None and actor.mention.rule.startswith("adjective"):
        fronted = not _NOUNS_BEFORE.isdisjoint(sentence.tokens.folds[at - 2 : at - 1])
        return fronted or bool(rest) and rest[0] in _NOUNS_OF_ADJECTIVES
    if not rest:
        return True
    if sentence.tokens.kinds[at] == "s":
        return len(rest) > 1 and rest[1] in _OWNED
    return rest[0] not in ("to", "s") and (len(rest) <= 2 or rest[0] in _COMPLEMENTS)
