"""What changed between two generations, by the files of their texts that they do not share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.texts import Texts

_SHARE: Final = 1
"""Once the files that changed, as they were and are, come to this share of all text, all is derived anew."""

Lines = list[bytes]


@dataclass(frozen=True, slots=True)
class Difference:
    """Named graphs that changed, as their lines were and are; and lines of the default graph that went and that came.

    A graph is `b"<http://…>"`, as it stands in lines.
    """

    before: Texts
    after: Texts
    graphs: dict[bytes, tuple[Lines, Lines]]
    went: Lines
    came: Lines
    size: int
    """Bytes of all text afterwards."""

    @classmethod
    def of(cls, before: Texts, after: Texts, size: int) -> Difference | None:
        """What changed since the texts had so many bytes; None if it is too much.

        Raises:
            StoreDamagedError: a file cannot be read.
        """
        old, new = before.files(), after.files()
        changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        went, came = before.measure(changed & old.keys()), after.measure(changed & new.keys())
        size += came - went
        if went + came > _SHARE * size:
            return None
        named = sorted(name for name in changed if not name.startswith("default"))
        graphs: dict[bytes, tuple[Lines, Lines]] = {}
        for name in named:
            was, is_ = (texts.read(name) if name in there else [] for texts, there in ((before, old), (after, new)))
            graphs[graph_of((was or is_)[0])] = was, is_
        gone, fresh = set[bytes](), set[bytes]()
        for name in changed.difference(named):
            gone.update(before.read(name) if name in old else ())
            fresh.update(after.read(name) if name in new else ())
        return cls(before, after, graphs, sorted(gone - fresh), sorted(fresh - gone), size)

    @property
    def grown(self) -> int:
        """How many quads there are more."""
        return len(self.came) - len(self.went) + sum(len(new) - len(old) for old, new in self.graphs.values())


def graph_of(line: bytes) -> bytes:
    """The graph of a line that has one."""
    return line.rsplit(b" ", 2)[1]


def subject_of(line: bytes) -> bytes:
    """The subject of a line."""
    return line[: line.index(b" ")]
