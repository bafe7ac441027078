"""Classes of the ontology that the grammars treat alike."""

from __future__ import annotations

from typing import Final

from ontology.terms import COMITY, FOAF, ORG

AGREEMENTS: Final = frozenset(
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
"""`comity:Agreement` and the classes below it."""

ORGANISED: Final = frozenset({COMITY.Agency, COMITY.WorkingGroup})
"""Bodies of one side or of both."""

MEETINGS: Final = frozenset({COMITY.WorkingGroup, COMITY.Event})
"""What meets, and its meetings."""

OFFICIALS: Final = frozenset({FOAF.Person, ORG.Post})
"""Who chairs, leads and signs."""

ACTORS: Final = OFFICIALS | {
    COMITY.Country,
    COMITY.Agency,
    COMITY.WorkingGroup,
    COMITY.IntergovernmentalOrganization,
    COMITY.Legislature,
}
"""Who can act."""


def family(mints: str) -> str:
    """A class, with all kinds of agreement taken as one."""
    return COMITY.Agreement if mints in AGREEMENTS else mints
