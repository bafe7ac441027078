"""Operations told by a name in quotation marks or by "code-named": "an operation dubbed Steppe Falcon"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.words.mentions import Mention, Passages
from loaders.words.tokens import CAPITALS
from ontology.terms import COMITY

_NAME: Final = rf"(?P<name>[{CAPITALS}][\w'’-]+(?:\s+(?:de\s+)?[{CAPITALS}][\w'’-]+){{0,3}})"
_CODE_NAMED: Final = re.compile(
    r"\b(?:operations?|exercise|sweep|raid|operación|operaciones|operativo)\s*,?\s*(?:was\s+)?(?:code-?\s?named|dubbed"
    r"|known as|called|named|denominad[oa]|bautizad[oa] como|llamad[oa])\s+(?:by [\w ]{2,20}\s+)?[“\"«‘']?" + _NAME
)
_QUOTED: Final = re.compile(r"\b(?:[Oo]perations?|[Oo]peración|[Oo]perativo)\s+[“\"«‘]" + _NAME + r"[”\"»’]")


def code_names(passage: Passages) -> Iterator[Mention]:
    """Every operation that the words around its name tell."""
    for pattern in (_CODE_NAMED, _QUOTED):
        for match in passage.find(pattern):
            found = passage.within(*match.span("name"))
            if found is not None:
                name = passage.tokens.between(*found)
                yield Mention(passage.index, *found, COMITY.Operation, name, "lower-case", "operation")
