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
        found = self.idle_for(client)
        if found is not None or not self._ahead:
            return found
        own, fewest = False, READY
        for seat in self._seats:
            job = seat.job
            if job is None:
                continue
            mine = job.client == client
            if mine and not own:
                found, own, fewest = None, True, READY
            if mine == own and now < seat.soon and len(seat.lying) < fewest:
                found, fewest = seat, len(seat.lying)
        return found

    def open(self, now: float) -> bool:
        """Whether any worker could be given a job."""
        for seat in self._seats:
            if seat.job is None:
                if seat.ready:
                    return True
            elif now < seat.soon and len(seat.lying) < READY:
                return True
        return False
