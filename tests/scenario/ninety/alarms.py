"""When somebody beside the owner must hear that a task is late, worked out from what the agreements say.

Two working days late the owner's leader hears, four days late both coordinators; where a discharge comes
without its agreement, all of them on the day itself, or on the last open day before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.people import Sector
from tests.scenario.ninety.working_days import is_open, shift

BOTH = (Sector.REGION, Sector.MUNICIPALITY)
LEADER_AFTER, COORDINATORS_AFTER = 2, 4
NEVER = date.max
WATCH = "agreement_by_discharge"


class Level(StrEnum):
    LEADER = "leader"
    COORDINATORS = "coordinators"


@dataclass(frozen=True, order=True)
class Alarm:
    """Somebody else than the owner is told that a task is late: whose leader, or both coordinators."""

    task: str
    """The kind of task."""
    sector: Sector
    """The sector that is late."""
    level: Level
    day: date


@dataclass(frozen=True)
class Wait:
    """Somebody has to do something: from when, until when at the latest, and when it was over."""

    task: str
    sector: Sector
    since: date
    due: date
    over: date
    """The day it was done or no longer needed; `NEVER` where it lies there still."""


def alarms_of(wait: Wait) -> Iterator[Alarm]:
    """Told at eight in the morning, so on the day something is done it is still late."""
    if wait.task == WATCH:
        day = wait.due if is_open(wait.due) else shift(wait.due, -1)
        day = max(day, wait.since)
        if wait.over >= day:
            yield Alarm(wait.task, wait.sector, Level.LEADER, day)
            yield Alarm(wait.task, wait.sector, Level.COORDINATORS, day)
        return
    for level, days in ((Level.LEADER, LEADER_AFTER), (Level.COORDINATORS, COORDINATORS_AFTER)):
        day = shift(wait.due, days)
        if wait.since < day <= wait.over:
            yield Alarm(wait.task, wait.sector, level, day)
