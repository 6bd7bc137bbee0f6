"""Token buckets: how often somebody may come, on average and at once.

A bucket holds what a minute allows and fills steadily; each coming takes one out. There is one for each
key, in this process only, and at most `MOST` of them: the one untouched for longest is forgotten, which is
as good as full. What a key is, and what happens to who finds it empty, does not belong here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from bot.clock import Clock

MOST = 20_000
"""Buckets of one kind: some 3 MB."""
_MINUTE = 60.0


class Buckets:
    """`per_minute` is above 0."""

    def __init__(self, per_minute: int, clock: Clock, most: int = MOST) -> None:
        self._holds = float(per_minute)
        self._per_second = per_minute / _MINUTE
        self._clock = clock
        self._most = most
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        """How much was in it, and when, in seconds since 1970."""

    def take(self, key: Hashable) -> float:
        """0 where one was taken; else nothing is taken, and it is the seconds until there is one."""
        now = self._clock().timestamp()
        level = self._level(key, now)
        wait = 0.0 if level >= 1 else (1 - level) / self._per_second
        self._levels[key] = (level if wait else level - 1, now)
        self._levels.move_to_end(key)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)
        return wait

    def wait(self, key: Hashable) -> float:
        """The seconds until there is one; nothing is taken."""
        level = self._level(key, self._clock().timestamp())
        return 0.0 if level >= 1 else (1 - level) / self._per_second

    def _level(self, key: Hashable, now: float) -> float:
        level, at = self._levels.get(key, (self._holds, now))
        # A clock that was set back fills nothing, and takes nothing out either.
        return min(self._holds, level + max(0.0, now - at) * self._per_second)
