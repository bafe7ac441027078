"""The words between a name and the post that a sentence says that person holds, beyond a comma and an article."""

from __future__ import annotations

import re
from typing import Final

from loaders.words.tokens import Tokens

_OPENERS: Final = frozenset(
    "who in was has had took serves served acts acted acting becomes became is currently quien en fue era asumio "
    "actua actuo funge fungio es".split()
)
"""Words with which they can begin, so that no other is looked at."""
_WORDS: Final = re.compile(
    r"(?:(?:who|quien) )?(?:"
    r"(?:currently |then |also )?(?:serv|act)(?:es|ed|s|ing) as|acting in (?:his|her) capacity as"
    r"|in (?:his|her|the) capacity (?:as|of)|took (?:over|office) as"
    r"|(?:was|has been|had been|is being|will be) (?:(?:recently|newly|since|later|re-) ?)?"
    r"(?:appointed|named|sworn in as|sworn in|nominated|elected|confirmed as|promoted to)(?: as)?"
    r"|became|becomes|(?<=who )(?:is|was|has been|had been)"
    r"|en (?:su )?(?:calidad|caracter|condicion) de"
    r"|fue (?:designad|nombrad|elect)[oa](?: como)?|asumio (?:como|el cargo de)|(?:actu[ao]|fung(?:e|io)) como"
    r"|(?<=quien )(?:es|era|fue|(?:se )?desempen(?:a|o|aba) (?:como|el cargo de)|ocupa(?:ba)? el cargo de)"
    r") (?:(?:the|a|an|el|la|an?|its|su|new|nuev[oa]|acting|interim|then|outgoing) )*"
)
LONGEST: Final = 10
"""Tokens that they are at most."""
_WITHIN: Final = frozenset(
    "chair chairman chairperson chairwoman co coordinator secretary rapporteur member host".split()
)
"""Roles in a body, which such words give for a time, and which are no posts."""


def over_holding(tokens: Tokens, i: int) -> int:
    """Past such words, and the comma before them, from a token on; `i` itself where there are none."""
    at = i + (tokens.forms[i] == ",")
    if at >= len(tokens) or tokens.folds[at] not in _OPENERS:
        return i
    words = tokens.folds[at : at + LONGEST]
    found = _WORDS.match(" ".join(words) + " ")
    if found is None:
        return i
    end = at + found.group().count(" ")
    return i if end >= len(tokens) or tokens.folds[end] in _WITHIN else end
