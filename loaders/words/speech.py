"""Words around a name that are said of persons only: verbs of speech, of leading and signing, relative clauses."""

from __future__ import annotations

from typing import Final

from loaders.words.tokens import Tokens

_SPEECH: Final = frozenset(
    "said says told added explained warned noted stated argued announced dijo señalo afirmo explico declaro preciso "
    "agrego senalo".split()
)
_SIGNED: Final = frozenset("signed initialled initialed chaired co-chaired presided firmo firmaron suscribio".split())
"""Verbs of which a name that is nothing else is a person's."""
_LED: Final = frozenset(
    "signing signature firma "
    "chaired led headed represented signed directed coordinated accompanied presidida presidido encabezada encabezado "
    "dirigida dirigido copresidida firmado firmada liderada coordinada".split()
)
_RELATIVE: Final = frozenset("who whom quien quienes whose".split())
NEAR: Final = 14
"""Tokens before a name within which "signed", for one, makes "by" bring a person."""
_BY: Final = frozenset({"by", "por"})


def speaks(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a verb of speech, of leading, or a relative clause makes a name a person's."""
    before = tokens.folds[first - 1] if first else ""
    led = before in _BY and not _LED.isdisjoint(tokens.folds[max(0, first - NEAR) : first - 1])
    if led or before in ("colonel", "coronel"):
        return True
    at = last + 1 if last < len(tokens) and tokens.forms[last] == "," else last
    after = tokens.folds[at] if at < len(tokens) else ""
    # After a comma, "chaired by" is said of a body.
    acts = after in _SPEECH or after in _SIGNED and at == last
    return before in _SPEECH or acts or at > last and after in _RELATIVE
