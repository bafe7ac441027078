"""Names without what does not tell them apart."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SILENT: Final = re.compile(r"[.'’‘`´]")
_BREAK: Final = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """A name without case, accents, punctuation, surplus white space and "the", and with "and" for "&".

    A name that is nothing but punctuation folds to the empty text, one that is nothing but "the" to itself.

    >>> fold("The U.S.–Mexico  Mérida Initiative")
    'us mexico merida initiative'
    """
    marked = unicodedata.normalize("NFKD", text.replace("&", " and "))
    plain = marked if marked.isascii() else "".join(one for one in marked if not unicodedata.combining(one))
    words = _BREAK.sub(" ", _SILENT.sub("", plain.casefold())).split()
    return " ".join(word for word in words if word != "the") or " ".join(words)
