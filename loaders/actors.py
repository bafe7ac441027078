"""Who is to act, and who is trained, helped or served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.lexicon import Lexicon
from loaders.mentions import Mention
from loaders.outline import Block
from loaders.scene import Actor, Fact, Scene, Sentence
from ontology.terms import COMITY, FOAF, ORG

_MODAL: Final = frozenset(
    "will shall must should would may agree agrees agreed commit commits committed undertake undertakes "
    "undertook pledge pledges pledged intend intends intended decide decided resolve resolved".split()
)
_IRREGULAR: Final = frozenset(
    "met held took made gave began led set sent brought found drew wrote kept built spent paid put cut ran "
    "carried noted recalled welcomed conduct conducts hereby".split()
) - {"set", "put", "cut"}
_PAST_ES = re.compile(r"[a-záéíóúñ]{3,}(?:ó|aron|ieron|eron)")
_LIGHT: Final = frozenset(
    "jointly also further therefore each both hereby now continue continues mutually all together thus".split()
)
_PASSIVE_EXCEPT: Final = frozenset("responsible able represented committed ready prepared guided".split())
_SPANISH_FUTURE = re.compile(
    r"\b(?:[^\W\d_]{3,}(?:rá|rán)|se comprometen?|deberán?|acordaron|acuerdan|convienen|convinieron)\b(?!\w)"
)
_LEADERS: Final = frozenset(
    "the both each all our government governments officials authorities officers representatives republic "
    "kingdom state states of in from and appropriate competent "
    "el la los las gobierno gobiernos autoridades funcionarios republica de del y e a cada ambos ambas "
    "participating relevant s , united mexican federative mp its su sus neither either counterpart ( )".split()
)
_INTRODUCTIONS: Final = frozenset(
    "in to with given when once if as based by where wherever because through under while during after before "
    "for within on at en con para por conforme cuando si mediante".split()
)
_GIVE = re.compile(
    r"\b(?:provid|offer|giv|suppl|deliver|donat|grant|extend|transfer|make|made|making|present|hand|proporcion"
    r"|brind|otorg|entreg|capacit|dar)\w*\b",
    re.IGNORECASE,
)
_TRAIN = re.compile(
    r"\b(?:train|equip|assist|advis|mentor|help|support|strengthen|capacit|apoy|adiestr|asesor)\w*\b", re.IGNORECASE
)
_TRAINING = re.compile(
    r"\b(?:training|assistance|support|equipment|courses?|capacity[- ]building|capacitación|asistencia"
    r"|adiestramiento)\b",
    re.IGNORECASE,
)
_ABILITY: Final = frozenset(
    "ability abilities capability capabilities capacity capacities capacidad capacidades".split()
)
_STRENGTHENED: Final = _ABILITY | frozenset(
    "institutions institution sector sectors agencies forces system systems instituciones sistema".split()
)
_ALLOW = re.compile(r"\b(?:permit|allow|enabl|invit|permit)\w*\b", re.IGNORECASE)
_BETTER = re.compile(
    r"\b(?:strengthen|enhanc|improv|build|expand|support|increas|develop|moderni[sz]|professionali[sz]|reinforc"
    r"|fortalec|mejor|ampli)\w*\b",
    re.IGNORECASE,
)
_RECIPIENTS: Final = frozenset(
    {
        COMITY.Country,
        COMITY.Agency,
        COMITY.WorkingGroup,
        COMITY.IntergovernmentalOrganization,
        COMITY.Legislature,
        ORG.Post,
    }
)


def actors(scene: Scene, lexicon: Lexicon) -> Iterator[Fact]:
    """The actor of each provision: the subject of what will be done, in its own text or in what introduces its list."""
    verbs = lexicon.words("opening-verbs")
    by_block = {id(s.block): [] for s in scene.sentences}
    for sentence in scene.sentences:
        by_block[id(sentence.block)].append(sentence)
    doing = _Doing(verbs)
    acted: set[str] = set()
    for sentence in scene.sentences:
        if not sentence.is_provision:
            continue
        found = subject(sentence) or (doing.subject(sentence) if sentence.subject not in acted else None)
        if found is not None:
            acted.add(sentence.subject)
            for iri in found.iris:
                yield sentence.fact(sentence.subject, COMITY.actor, iri, found.first, found.last)
        elif sentence.first == 0 and sentence.tokens.folds[0] in verbs or not _has_finite(sentence):
            yield from _from_lead_in(scene, sentence, by_block)


class _Doing:
    """Finds the subject of a sentence that tells what is or was done, without a modal verb."""

    def __init__(self, verbs: frozenset[str]) -> None:
        self._verbs = verbs | {f"{v}s" for v in verbs} | {f"{v}es" for v in verbs} | _IRREGULAR

    def subject(self, sentence: Sentence) -> Actor | None:
        """The actors with which a sentence begins, if a verb of doing follows them at once or after light words."""
        tokens = sentence.tokens
        for at in range(sentence.first + 1, min(sentence.first + 40, sentence.last)):
            word = tokens.folds[at]
            if tokens.forms[at][0].isupper() or not (
                word in self._verbs or word.endswith("ed") and len(word) > 4 or _PAST_ES.fullmatch(tokens.forms[at])
            ):
                continue
            if word in ("related", "based", "called", "armed", "organised", "organized", "united") or tokens.folds[
                at - 1
            ] in ("be", "been", "was", "were", "is", "are", "to", "not"):
                return None
            end = at
            while end > sentence.first and tokens.folds[end - 1] in _LIGHT | {
                "have",
                "has",
                "had",
                "already",
                "now",
                "recently",
                "jointly",
            }:
                end -= 1
            return _leading(sentence, sentence.first, end) if end > sentence.first else None
        return None


def _has_finite(sentence: Sentence) -> bool:
    """Whether a sentence has a verb that could take a subject of its own."""
    return any(
        f in _MODAL or f in ("is", "are", "has", "have") for f in sentence.tokens.folds[sentence.first : sentence.last]
    )


def _from_lead_in(scene: Scene, sentence: Sentence, by_block: dict[int, list[Sentence]]) -> Iterator[Fact]:
    """The actor that a lead-in states for the items below it ("The United Kingdom will: (i) …")."""
    node = sentence.block.node
    lead_in: Block | None = node.lead_in if node is not None else None
    if lead_in is None or sentence.first != 0:
        return
    introducing = by_block.get(id(lead_in), [])
    if not introducing:
        return
    last = introducing[-1]
    ends = last.tokens.text.rstrip().endswith((":", "to", "will", "shall", "a", "by"))
    found = subject(last) if ends else _owner_in_heading(last)
    if found is not None:
        for iri in found.iris:
            yield last.fact(sentence.subject, COMITY.actor, iri, found.first, found.last)


def _owner_in_heading(sentence: Sentence) -> Actor | None:
    """The one country that a heading names ("Key U.S. Counternarcotics Goals")."""
    if sentence.block.kind != "heading":
        return None
    named = [a for a in sentence.actors() if a.mention is not None and a.mention.mints == COMITY.Country]
    return named[0] if len(named) == 1 and named[0].mention is not None and named[0].first < 3 else None


def subject(sentence: Sentence) -> Actor | None:
    """The subject of the first modal verb of a sentence, if it is someone who can act."""
    for modal in _modals(sentence):
        found = _subject_before(sentence, modal)
        if found is not None and not _is_passive(sentence, modal):
            return found
        agent = _agent(sentence, modal) if found is None or _is_passive(sentence, modal) else None
        if agent is not None:
            return agent
    return None


def _modals(sentence: Sentence) -> list[int]:
    """The tokens of modal verbs and of verbs of commitment."""
    tokens = sentence.tokens
    english = [
        i for i in range(sentence.first, sentence.last) if tokens.folds[i] in _MODAL and tokens.forms[i].islower()
    ]
    committed = [
        i
        for i in range(sentence.first, sentence.last - 1)
        if tokens.folds[i] in ("is", "are", "have", "has")
        and tokens.folds[i + 1] in ("committed", "agreed", "also")
        and i not in english
    ]
    spanish = [first for _, first, _ in sentence.search(_SPANISH_FUTURE)]
    return sorted({*english, *committed, *spanish})


def _is_passive(sentence: Sentence, modal: int) -> bool:
    """Whether the verb after a modal is in the passive, so that its subject does not act."""
    tokens, at = sentence.tokens, modal + 1
    while at < sentence.last and tokens.folds[at] in _LIGHT:
        at += 1
    if at + 1 >= sentence.last or tokens.folds[at] != "be":
        return at < sentence.last and tokens.folds[modal] in ("sera", "seran")
    word = tokens.folds[at + 1]
    return word not in _PASSIVE_EXCEPT and (
        word.endswith("ed") or word in ("held", "made", "given", "led", "sent", "set", "put", "built")
    )


def _agent(sentence: Sentence, modal: int) -> Actor | None:
    """The agent of a passive: "will be carried out by the AFI"."""
    tokens = sentence.tokens
    for i in range(modal, min(modal + 14, sentence.last - 1)):
        if tokens.folds[i] in ("by", "por") and tokens.folds[modal] in ("will", "shall", "sera", "seran"):
            following = [a for a in sentence.actors() if i < a.first <= i + 4]
            return following[0] if following else None
    return None


def _subject_before(sentence: Sentence, modal: int) -> Actor | None:
    """The actor that heads the clause before a modal; introductions and insertions between commas are passed over."""
    for first, last in reversed(_segments(sentence, modal)):
        actor = _leading(sentence, first, last)
        if actor is not None:
            return actor
        if not _is_insertion(sentence, first):
            return None
    return None


def _segments(sentence: Sentence, stop: int) -> list[tuple[int, int]]:
    """The stretches between commas, dashes and colons before a token; commas inside a name or list of names do not count."""
    tokens, found, start = sentence.tokens, [], sentence.first
    for i in range(sentence.first, stop):
        if tokens.forms[i] in ",;:–—" and not any(m.first <= i < m.last for m in sentence.mentions):
            if i > start:
                found.append((start, i))
            start = i + 1
    if stop > start:
        found.append((start, stop))
    return found


def _is_insertion(sentence: Sentence, first: int) -> bool:
    """Whether a stretch is no clause of its own: an infinitive, a prepositional phrase, a relative clause."""
    word = sentence.tokens.folds[first]
    return (
        word in _INTRODUCTIONS
        or word in ("which", "who", "including", "together", "such", "and", "or", "que")
        or word.endswith("ing")
        or word.endswith("ly")
    )


def _leading(sentence: Sentence, first: int, last: int) -> Actor | None:
    """The actors with which a stretch begins, after articles and words such as "the Governments of"."""
    tokens = sentence.tokens
    found: list[Actor] = []
    at = first
    opening = tokens.folds[first]
    if opening in _INTRODUCTIONS:
        return None
    for actor in sentence.actors():
        if actor.first < at or actor.last > last:
            continue
        gap = range(at, actor.first)
        if not all(tokens.folds[i] in _LEADERS or tokens.kinds[i] == "s" for i in gap) or len(gap) > 5:
            break
        if found and not any(tokens.folds[i] in ("and", "y", "e", ",") or tokens.forms[i] in ",/-–" for i in gap):
            break
        found.append(actor)
        at = actor.last
    if not found or not _heads_clause(sentence, found[-1], at, last):
        return None
    iris = tuple(dict.fromkeys(iri for a in found for iri in a.iris))
    return Actor(first, at, iris, found[0].mention)


def _heads_clause(sentence: Sentence, actor: Actor, at: int, last: int) -> bool:
    """Whether nothing but a short complement stands between an actor and its verb; an adjective needs a noun that acts."""
    tokens = sentence.tokens
    rest = [tokens.folds[i] for i in range(at, last)]
    if actor.mention is not None and actor.mention.mints == FOAF.Person:
        return not rest
    if actor.mention is not None and actor.mention.rule.startswith("adjective"):
        return bool(rest) and rest[0] in (
            "government",
            "authorities",
            "side",
            "delegation",
            "officials",
            "and",
            "gobierno",
            "law",
            "police",
            "agencies",
            "federal",
        )
    if not rest or tokens.kinds[at] == "s" and len(rest) > 1 and rest[1] in ("authorities", "governments", "officials"):
        return True
    return (
        rest[0] not in ("to", "s")
        and tokens.kinds[at] != "s"
        and (
            len(rest) <= 2
            or rest[0] in ("authorities", "officials", "which", "in", "of", "through", "and", "together", "(")
        )
    )


def recipients(scene: Scene) -> Iterator[Fact]:
    """Who is trained, equipped or helped by what a provision says will be done."""
    for sentence in scene.sentences:
        if sentence.is_provision:
            yield from _recipients(sentence)


def _recipients(sentence: Sentence) -> Iterator[Fact]:
    doing = subject(sentence)
    doers = set(doing.iris) if doing else set()
    seen: set[str] = set()
    last: tuple[int, int] | None = None
    for mention in sentence.mentions:
        if (
            mention.mints not in _RECIPIENTS
            or mention.entity is None
            or mention.entity in doers
            or mention.entity in seen
        ):
            continue
        start = _receives(sentence, mention)
        if (
            start is None
            and last is not None
            and mention.first - last[1] <= 5
            and _coordinated(sentence, last[1], mention.first)
        ):
            start = last[0]
        if start is not None:
            seen.add(mention.entity)
            last = (start, mention.last)
            yield sentence.fact(sentence.subject, COMITY.recipient, mention.entity, start, mention.last)


def _coordinated(sentence: Sentence, first: int, last: int) -> bool:
    """Whether some words continue a list of recipients ("prosecutors from the PGR, and analysts from Hacienda")."""
    words = sentence.tokens.folds[first:last]
    return any(w in ("and", "y", "e") for w in words) and not any(w in ("will", "shall", "to", "which") for w in words)


def _receives(sentence: Sentence, mention: Mention) -> int | None:
    """The token where the words begin that make a mention a recipient, or None."""
    first, last = mention.first, mention.last
    window = range(max(sentence.first, first - 14), first)
    ability = _ability(sentence, first, last, window)
    if ability is not None or mention.rule.startswith("adjective"):
        return ability
    return _given(sentence, first, last, window)


def _ability(sentence: Sentence, first: int, last: int, window: range) -> int | None:
    """As in "Strengthen X's ability", "the capacity of X", "modernization of X's institutions"."""
    tokens = sentence.tokens
    after = [tokens.folds[i] for i in range(last, min(last + 6, sentence.last))]
    noun = next((k for k, w in enumerate(after) if w in _ABILITY), None)
    if noun is not None and not any(w in ("will", "to", "in", "and", ",") for w in after[:noun]):
        return max(sentence.first, first - 1)
    owned = last < sentence.last and tokens.kinds[last] == "s"
    if owned and any(w in _STRENGTHENED for w in after) and any(_BETTER.fullmatch(tokens.forms[i]) for i in window):
        return max(sentence.first, first - 1)
    if (
        first >= 2
        and tokens.folds[first - 1] in ("of", "de", "the")
        and any(tokens.folds[i] in _ABILITY for i in range(max(sentence.first, first - 3), first))
    ):
        return max(sentence.first, first - 3)
    return None


def _given(sentence: Sentence, first: int, last: int, window: range) -> int | None:
    """As in "Provide training to X", "assistance for X", "train X", "permit prosecutors from X to visit"."""
    tokens = sentence.tokens
    link = next(
        (i for i in reversed(window) if tokens.folds[i] in ("to", "for", "a", "al", "para") and first - i <= 5), None
    )
    verbs = [i for i in window if _GIVE.fullmatch(tokens.forms[i])]
    if link is not None and any(v < link for v in verbs):
        return verbs[0]
    nouns = [i for i in window if _TRAINING.fullmatch(tokens.forms[i])]
    if (
        nouns
        and first - nouns[-1] <= 5
        and any(tokens.folds[i] in ("to", "for", "of", "de", "para", "a") for i in range(nouns[-1], first))
    ):
        return nouns[-1]
    direct = [i for i in window if _TRAIN.fullmatch(tokens.forms[i]) and not tokens.folds[i].endswith(("ing", "ance"))]
    if (
        direct
        and first - direct[-1] <= 3
        and tokens.folds[direct[-1]] not in ("support", "strengthen", "apoyar", "supports")
    ):
        return direct[-1]
    allowed = [i for i in window if _ALLOW.fullmatch(tokens.forms[i])]
    follows = any(tokens.folds[i] == "to" for i in range(last, min(last + 4, sentence.last)))
    return allowed[-1] if allowed and follows else None
