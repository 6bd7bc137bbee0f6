"""What is done once a night: when it is due, in each replica by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.local_time import at_local, local_day
from reminders.scan import NIGHT


@dataclass
class Nights:
    """Due at the first tick of a night, or the next where that failed; and once after a start, so that a
    night that was missed is caught up."""

    _done: date | None = field(default=None, init=False)

    def is_due(self, now: datetime) -> bool:
        """At `now`, UTC."""
        night = local_day(now)
        return self._done is None or (night != self._done and now >= at_local(night, NIGHT))

    def done(self, now: datetime) -> None:
        self._done = local_day(now)
