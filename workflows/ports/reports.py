"""What the joint report is made from and what was published of it; the actions its forum decided on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.forum_action import ForumAction
from domain.forum_report import ForumReport
from domain.people import Area
from domain.report_period import ReportPeriod
from domain.settled_quarter import SettledQuarter


class Stage(StrEnum):
    ASKED = "asked"
    COUNTING = "counting"
    PRINTING = "printing"
    READY = "ready"
    EMPTY = "empty"
    """There was nothing in the period; nothing was published."""
    FAILED = "failed"


UNDER_WAY = frozenset({Stage.ASKED, Stage.COUNTING, Stage.PRINTING})


class LeaseLost(Exception):
    """The report has been claimed by somebody else meanwhile, or is made: theirs is what counts."""


@dataclass(frozen=True)
class ReportOrder:
    """A report somebody has asked for, and how far it is."""

    number: int
    """Counts from 1."""
    period: ReportPeriod
    asked_by: str
    language: str
    asked_at: datetime
    """UTC."""
    stage: Stage = Stage.ASKED
    attempts: int = 0
    """How often somebody has begun to make it."""
    made_at: datetime | None = None
    """UTC; the cut-off of one that is ready."""


class ReportFile(StrEnum):
    PDF = "pdf"
    WORKBOOK = "workbook"


class SettledQuarters(Protocol):
    def get(self, area: Area, first: date) -> SettledQuarter | None: ...

    def save(self, quarter: SettledQuarter, before: int) -> None:
        """Replace the version it was made from, or insert it where that is 0; else `Conflict`."""


class Reports(Protocol):
    def order(self, period: ReportPeriod, person_id: str, language: str, now: datetime) -> ReportOrder: ...

    def get(self, number: int) -> ReportOrder | None: ...

    def latest(self, most: int, before: int | None = None) -> tuple[ReportOrder, ...]:
        """Those that are ready, newest first; of lower numbers only, where one is given."""

    def claim(self, now: datetime, lease: timedelta) -> ReportOrder | None:
        """The oldest that nobody is making, for as long as the lease; it counts as another attempt."""

    def move(self, order: ReportOrder, stage: Stage) -> None:
        """By who has claimed it, as it was claimed; else `LeaseLost`."""

    def publish(self, order: ReportOrder, report: ForumReport, files: Mapping[ReportFile, bytes]) -> None:
        """Keep what was published, for good: figures, cut-off and definitions, and its files. By who has
        claimed it, as it was claimed; else `LeaseLost`."""

    def published(self, number: int) -> ForumReport | None:
        """What was published under this number, without the actions it began with."""

    def file(self, number: int, which: ReportFile) -> bytes | None: ...


class ForumActions(Protocol):
    def get(self, action_id: str) -> ForumAction | None: ...

    def add(self, action: ForumAction) -> None: ...

    def save(self, action: ForumAction) -> None:
        """As `Meetings.save`."""

    def open(self) -> tuple[ForumAction, ...]:
        """By due day."""

    def since(self, day: date) -> tuple[ForumAction, ...]:
        """Those that are open or were done on this local day or later, by due day."""
