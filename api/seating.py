"""Which worker is next: an idle one, or else one that will be in a moment."""

from __future__ import annotations

from collections.abc import Sequence

from api.seat import READY, Seat


class Seating:
    """The seats of a crew, of which the last idle ones are a reserve for clients that have nothing running."""

    def __init__(self, seats: Sequence[Seat], reserve: int, ahead: bool) -> None:
        """With `ahead`, jobs may also lie ready with a worker that is at another."""
        self._seats = seats
        self._reserve = reserve
        self._ahead = ahead

    def idle_for(self, client: str) -> Seat | None:
        """An idle worker that a client may have: with something running, none of the reserve."""
        first, idle, own = None, 0, False
        for seat in self._seats:
            if seat.job is not None:
                own = own or seat.job.client == client
            elif seat.ready:
                first, idle = first or seat, idle + 1
        return None if own and idle <= self._reserve else first

    def seat_for(self, client: str, now: float) -> Seat | None:
        """The same, or else the worker that will be idle soonest: one that the client has, or any if it has none."""
        first, idle, own, others = None, 0, False, None
        fewest = fewest_others = READY
        found: Seat | None = None
        for seat in self._seats:
            job = seat.job
            if job is None:
                if seat.ready:
                    first, idle = first or seat, idle + 1
            elif job.client == client:
                own = True
                if now < seat.soon and len(seat.lying) < fewest:
                    found, fewest = seat, len(seat.lying)
            elif now < seat.soon and len(seat.lying) < fewest_others:
                others, fewest_others = seat, len(seat.lying)
        if first is not None and not (own and idle <= self._reserve):
            return first
        if not self._ahead:
            return None
        return found if own else others

    def open(self, now: float) -> bool:
        """Whether any worker could be given a job."""
        for seat in self._seats:
            if seat.job is None:
                if seat.ready:
                    return True
            elif now < seat.soon and len(seat.lying) < READY:
                return True
        return False
