"""When the next request may leave, by what has left: sliding windows, one log for each key.

Pure but for its own memory, which holds no more than the windows need. Nobody waits here.
"""

from __future__ import annotations

from bisect import insort
from datetime import datetime

from reminders.limits import Rate

MOST_KEYS = 10_000
"""Beyond so many, keys in whose windows nothing stands any more are forgotten."""


class Windows:
    """Moments are UTC, and may lie ahead: a request that waits has its moment already."""

    def __init__(self, *rates: Rate, most_keys: int = MOST_KEYS) -> None:
        self._rates = rates
        self._most_keys = most_keys
        self._kept = max(rate.requests for rate in rates)
        self._longest = max(rate.within for rate in rates)
        self._left: dict[str, list[datetime]] = {}
        self._closed: dict[str, datetime] = {}

    def open_at(self, key: str, now: datetime) -> datetime:
        """The first moment, from `now` on, at which one more request fits."""
        left = self._left.get(key, [])
        free = [left[-rate.requests] + rate.within for rate in self._rates if len(left) >= rate.requests]
        return max([now, *free, self._closed.get(key, now)])

    def take(self, key: str, moment: datetime) -> None:
        """A request leaves at this moment."""
        left = self._left.setdefault(key, [])
        insort(left, moment)
        del left[: -self._kept]
        if len(self._left) > self._most_keys:
            self._forget(moment)
            self._most_keys = max(self._most_keys, 2 * len(self._left))

    def close(self, key: str, until: datetime) -> None:
        """Nothing fits before that moment."""
        self._closed[key] = max(until, self._closed.get(key, until))

    def _forget(self, now: datetime) -> None:
        oldest = now - self._longest
        self._left = {key: left for key, left in self._left.items() if left[-1] > oldest}
        self._closed = {key: until for key, until in self._closed.items() if until > now}
