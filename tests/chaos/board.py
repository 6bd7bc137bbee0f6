"""What all processes of a run see at once, in shared memory: the clock, and how far each replica has come.

The clock is the system's plus an offset that only the director winds; it makes minutes between tries pass at
once. Each winding has a number, and a replica notes the number at which it last found nothing to do.
"""

from __future__ import annotations

import mmap
from datetime import UTC, datetime, timedelta

_OFFSET, _WINDING, _ASLEEP, _FIRST = 0, 1, 2, 3
_QUIET, _ROUNDS = 0, 1
_PER_REPLICA = 2
_NEVER = -1
_MICROSECOND = timedelta(microseconds=1)


class Board:
    """Made before the processes are forked that share it. Each number has one writer."""

    def __init__(self, replicas: int) -> None:
        self._numbers = memoryview(mmap.mmap(-1, 8 * (_FIRST + _PER_REPLICA * replicas))).cast("q")

    def now(self) -> datetime:
        return datetime.now(UTC) + self._numbers[_OFFSET] * _MICROSECOND

    @property
    def winding(self) -> int:
        return self._numbers[_WINDING]

    def wind_to(self, moment: datetime) -> None:
        """Forward, or not at all; a new winding either way, so that everybody looks again."""
        self._numbers[_OFFSET] += max(0, (moment - self.now()) // _MICROSECOND)
        self._numbers[_WINDING] += 1

    @property
    def is_somebody_asleep(self) -> bool:
        """Whether a replica is stopped, and what it held is for the others to take."""
        return self._numbers[_ASLEEP] > 0

    def count_asleep(self, number: int) -> None:
        self._numbers[_ASLEEP] = number

    # Of one replica

    def begin(self, replica: int) -> None:
        self._numbers[self._place(replica, _QUIET)] = _NEVER

    def did_a_round(self, replica: int) -> None:
        self._numbers[self._place(replica, _ROUNDS)] += 1

    def found_nothing(self, replica: int, winding: int) -> None:
        self._numbers[self._place(replica, _QUIET)] = winding

    def is_quiet(self, replica: int) -> bool:
        """Whether it has found nothing to do since the clock was wound last."""
        return self._numbers[self._place(replica, _QUIET)] == self.winding

    def rounds(self, replica: int) -> int:
        return self._numbers[self._place(replica, _ROUNDS)]

    def _place(self, replica: int, which: int) -> int:
        return _FIRST + _PER_REPLICA * replica + which
