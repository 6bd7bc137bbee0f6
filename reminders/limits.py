"""How much Teams takes, and how much of it is used: the one place where the numbers stand.

Teams answers 429 to what a bot sends beyond them, in one tenant or in one chat; an update counts as a message
does. Every window is taken a little longer than Teams' own, for on their way requests come closer together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

HEADROOM = 1.02
"""How much longer than Teams' own a window is taken to be."""


@dataclass(frozen=True)
class Rate:
    """At most so many requests within any stretch of this length."""

    requests: int
    within: timedelta

    @property
    def spacing(self) -> timedelta:
        """From one request to the next, where they come evenly."""
        return self.within / self.requests


@dataclass(frozen=True)
class Limits:
    tenant: Rate
    """Of all replicas together, in one tenant."""
    chat: tuple[Rate, ...]
    """In one chat; each of them holds."""


def within_seconds(requests: int, seconds: float) -> Rate:
    return Rate(requests, timedelta(seconds=seconds) * HEADROOM)


TEAMS = Limits(tenant=within_seconds(50, 1), chat=(within_seconds(7, 1), within_seconds(60, 30)))
LONGEST_PAUSE = timedelta(minutes=15)
"""A tenant is let alone no longer at a time, whatever the channel asks for or another clock has said."""
