"""The replicas of a run: a place is filled again when its replica dies; who is stopped oversleeps its lease.

A stopped replica goes on once the clock has been wound past the lease and each of the others has made two
rounds, in which it took what it could; or after a while, should they be waiting for a lock of its own.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from tests.chaos.board import Board
from tests.chaos.points import Stroke
from tests.chaos.processes import changes, end, forked
from tests.chaos.replica import Surroundings, live

_OVERSLEEPS = timedelta(seconds=1)
_AT_MOST = 2.0
"""Seconds."""


@dataclass(frozen=True)
class Sleep:
    """What ends it: so many rounds of each of the others, or the time."""

    rounds: dict[int, int]
    until: float


@dataclass
class Crew:
    size: int
    around: Surroundings
    board: Board
    strokes: deque[Stroke]
    """Still to fall, each in some life."""
    killed: int = 0
    stopped: int = 0
    fell: int = 0
    """Replicas that ended without being struck."""
    _places: dict[int, int] = field(default_factory=dict)
    _given: dict[int, list[Stroke]] = field(default_factory=dict)
    """Not met yet."""
    _asleep: dict[int, Sleep] = field(default_factory=dict)

    def fill(self) -> None:
        for replica in range(self.size):
            if replica not in self._places:
                self._begin(replica)

    def _begin(self, replica: int) -> None:
        given: list[Stroke] = []
        while self.strokes and not (given and given[-1].is_deadly):
            given.append(self.strokes.popleft())
        self.board.begin(replica)
        self._given[replica] = given
        self._places[replica] = forked(lambda: live(replica, given, self.around, self.board))

    def look(self) -> None:
        """Notice who died and who stopped."""
        of_process = {process: replica for replica, process in self._places.items()}
        for change in changes():
            replica = of_process.get(change.process)
            if replica is None:
                continue
            if change.is_stopped:
                self._falls_asleep(replica)
            else:
                self._died(replica, change.status)

    def _died(self, replica: int, status: int) -> None:
        del self._places[replica]
        self._asleep.pop(replica, None)
        self.board.count_asleep(len(self._asleep))
        if status == -signal.SIGKILL:
            self.killed += 1
        else:
            self.fell += 1

    def _falls_asleep(self, replica: int) -> None:
        self.stopped += 1
        if self._given[replica] and not self._given[replica][0].is_deadly:
            self._given[replica].pop(0)
        self.board.wind_to(self.board.now() + self.around.lease + _OVERSLEEPS)
        others = self._places.keys() - self._asleep.keys() - {replica}
        rounds = {other: self.board.rounds(other) + 2 for other in others}
        self._asleep[replica] = Sleep(rounds, time.monotonic() + _AT_MOST)
        self.board.count_asleep(len(self._asleep))

    def wake(self) -> None:
        for replica, sleep in list(self._asleep.items()):
            waits = any(
                self.board.rounds(other) < rounds
                for other, rounds in sleep.rounds.items()
                if other in self._places and other not in self._asleep
            )
            if not waits or time.monotonic() > sleep.until:
                del self._asleep[replica]
                self.board.count_asleep(len(self._asleep))
                self.board.begin(replica)
                os.kill(self._places[replica], signal.SIGCONT)

    def strike_anyone(self, chance: random.Random, how: signal.Signals) -> bool:
        """From outside, wherever it is just then. False where nobody is to be struck now.

        The strokes it had not met yet fall to a later life.
        """
        if self._asleep or not self._places:
            return False
        replica = chance.choice(sorted(self._places))
        os.kill(self._places[replica], how)
        if how is signal.SIGKILL:
            self.strokes.extendleft(reversed(self._given[replica]))
        return True

    @property
    def is_quiet(self) -> bool:
        """Whether everybody is here, awake, and has found nothing to do."""
        is_whole = len(self._places) == self.size and not self._asleep
        return is_whole and all(map(self.board.is_quiet, self._places))

    def dismiss(self) -> None:
        for process in self._places.values():
            end(process)
        self._places.clear()
