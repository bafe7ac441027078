"""Who is served next, and who has had enough: a queue that takes clients in turn, and a budget in worker-seconds."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Turns(Generic[Item]):
    """A queue in which the clients take turns, each with its own in order of arrival.

    A client with a thousand questions waiting delays another's first one by one question, not by a thousand.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._queues: OrderedDict[str, deque[Item]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        """How many wait."""
        return self._size

    def waiting(self, client: str) -> int:
        """How many of one client wait."""
        return len(self._queues.get(client, ()))

    @property
    def clients(self) -> int:
        """How many clients have something waiting."""
        return len(self._queues)

    def add(self, client: str, item: Item) -> None:
        """Put an item at the end of its client's line."""
        self._queues.setdefault(client, deque()).append(item)
        self._size += 1

    def put_back(self, client: str, item: Item) -> None:
        """Put an item that was taken at the beginning of its client's line, whose turn it is then."""
        self._queues.setdefault(client, deque()).appendleft(item)
        self._queues.move_to_end(client, last=False)
        self._size += 1

    def remove(self, client: str, item: Item) -> bool:
        """Take an item out, wherever it stands; False if it is not there."""
        queue = self._queues.get(client)
        if queue is None or item not in queue:
            return False
        queue.remove(item)
        self._left(client, queue)
        return True

    def take(self, may: Callable[[Item], bool]) -> Item | None:
        """The next item of the first client whose turn it is, if it may be taken; that client then goes to the end."""
        for client in self._queues:
            if may(self._queues[client][0]):
                break
        else:
            return None
        queue = self._queues[client]
        item = queue.popleft()
        self._queues.move_to_end(client)
        self._left(client, queue)
        return item

    def _left(self, client: str, queue: deque[Item]) -> None:
        self._size -= 1
        if not queue:
            del self._queues[client]


class Budgets:
    """Worker-seconds per client: each saves `rate` a second up to `burst`, and may overdraw by the question it runs."""

    def __init__(self, rate: float, burst: float, remembered: int = 4096) -> None:
        """Remember at most so many clients that are below their full budget."""
        self._rate = rate
        self._burst = burst
        self._remembered = remembered
        self._accounts: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def left(self, client: str, now: float) -> float:
        """What a client may still use; below zero it has overdrawn."""
        left, since = self._accounts.get(client, (self._burst, now))
        return min(self._burst, left + (now - since) * self._rate)

    def charge(self, client: str, seconds: float, now: float) -> None:
        """Take what a question used."""
        left, since = self._accounts.pop(client, (self._burst, now))
        self._accounts[client] = (min(self._burst, left + (now - since) * self._rate) - seconds, now)
        while len(self._accounts) > self._remembered:
            self._accounts.popitem(last=False)

    def wait(self, client: str, now: float) -> float:
        """Seconds until a client may ask again: 0 if it may now."""
        return max(0.0, -self.left(client, now) / self._rate)


@lru_cache(maxsize=4096)
def client_of(host: str) -> str:
    """Who is behind an address: the address itself, or the /64 network of an IPv6 one, which is one household's.

    >>> client_of("2001:db8:0:1:aaaa::1")
    '2001:db8:0:1::/64'
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
