"""Texts that are made when they are asked for first, and kept for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(dict[K, V], Generic[K, V]):
    """Values by key: at most so many, of which the older half goes when there is no room.

    What is asked for again after half of the room was filled counts as new.
    """

    def __init__(self, most: int, make: Callable[[K], V] | None = None) -> None:
        """Keep at most so many, and make with `make` what is asked for and not kept."""
        super().__init__()
        self._half = most // 2
        self._make = make
        self._older: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        """The value of a key that is not among the newer ones.

        Raises:
            KeyError: it is not kept, and cannot be made.
        """
        value = self._older.get(key)
        if value is None:
            if self._make is None:
                raise KeyError(key)
            value = self._make(key)
        self._keep(key, value)
        return value

    def _keep(self, key: K, value: V) -> None:
        if len(self) >= self._half:
            self._older = dict(self)
            self.clear()
        self[key] = value

    def those(self, keys: Iterable[K], make: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """The values of some keys; those of keys that are not kept are made all at once."""
        wanted = list(keys)
        found = {key: value for key in wanted if (value := self.get(key) or self._older.get(key)) is not None}
        found |= make([key for key in wanted if key not in found])
        for key, value in found.items():
            if key not in self:
                self._keep(key, value)
        return found
