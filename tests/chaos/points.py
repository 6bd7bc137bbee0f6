"""The named points on a row's way out at which a replica may be struck, and its fate: its own strokes.

A stroke is SIGKILL (no goodbye, nothing flushed) or SIGSTOP (the machine stands still, and goes on after the
lease). The replica strikes itself, so that a stroke falls exactly at its point.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Point(StrEnum):
    CLAIMED = "after the claim is committed"
    INTENT_WRITTEN = "before the intent is committed"
    INTENT = "after the intent is committed"
    LEAVING = "just before the request leaves"
    ACCEPTED = "accepted, the answer not read"
    ANSWERED = "answered, the outcome not written"
    OUTCOME_WRITTEN = "before the outcome is committed"
    OUTCOME = "after the outcome is committed"


WITHIN_A_TRANSACTION = frozenset({Point.INTENT_WRITTEN, Point.OUTCOME_WRITTEN})
OUTSIDE = tuple(point for point in Point if point not in WITHIN_A_TRANSACTION)
"""Where a replica is stopped: within a transaction it would hold the row's lock, and the others wait."""


@dataclass(frozen=True)
class Stroke:
    point: Point
    passing: int
    """Which time the point is passed, counted from 1 and from the stroke before."""
    signal: signal.Signals = signal.SIGKILL

    @property
    def is_deadly(self) -> bool:
        return self.signal is signal.SIGKILL


class Fate:
    """The strokes of one replica, in their order. Each is written down as it falls.

    While a replica is spared no point counts: the others live on to take what a stopped one held.
    """

    def __init__(self, strokes: Iterable[Stroke], record: Path, is_spared: Callable[[], bool]) -> None:
        self._strokes = deque(strokes)
        self._record = record
        self._is_spared = is_spared
        self._passed = 0

    def is_met_at(self, point: Point) -> bool:
        """Pass the point; whether the next stroke falls now."""
        if not self._strokes or self._strokes[0].point is not point or self._is_spared():
            return False
        self._passed += 1
        return self._passed >= self._strokes[0].passing

    def strike(self) -> None:
        """Let the next stroke fall; what follows is reached only after a stop."""
        self._passed = 0
        stroke = self._strokes.popleft()
        with self._record.open("a", encoding="ascii") as record:
            record.write(f"{stroke.point}\n")
        os.kill(os.getpid(), stroke.signal)

    def pass_by(self, point: Point) -> None:
        if self.is_met_at(point):
            self.strike()
