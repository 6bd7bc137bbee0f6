"""A task: anything somebody must do by a day. Every task belongs to a unit, even when a person owns it.

A meeting's status asks for tasks (`TASKS_OF_STATUS`); minutes turn into follow-ups. Which reminders a kind
gets is a row of `REMINDED`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.agreement import Agreement
from domain.local_time import local_day
from domain.network_meeting import NetworkMeeting, Side, Status
from domain.people import Sector
from domain.sensitive import NOTHING, Sensitive
from domain.working_days import Calendar


class TaskKind(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    FIND_TIME = "find_time"
    ATTEND = "attend"
    WRITE_MINUTES = "write_minutes"
    FOLLOW_UP = "follow_up"


class TaskStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Reminded:
    before: bool
    overdue: bool
    """Each working day after the due day, with escalation."""


REMINDED: dict[TaskKind, Reminded] = {
    TaskKind.ACKNOWLEDGE: Reminded(before=False, overdue=True),
    TaskKind.FIND_TIME: Reminded(before=True, overdue=True),
    TaskKind.ATTEND: Reminded(before=True, overdue=False),  # time itself ends it
    TaskKind.WRITE_MINUTES: Reminded(before=False, overdue=True),
    TaskKind.FOLLOW_UP: Reminded(before=True, overdue=True),
}
"""All kinds are reminded on the day itself."""


@dataclass(frozen=True)
class Task:
    id: str
    case_id: str
    case_number: str
    meeting_id: str
    kind: TaskKind
    unit_id: str
    sector: Sector
    owner_id: str | None
    due: date
    """Local day."""
    opened_at: datetime
    """UTC; when it was opened, or got its present deadline or owner. Nothing earlier is reminded of."""
    text: Sensitive[str] = NOTHING
    """What was agreed, for a follow-up; empty for the kinds whose name says it."""
    reason: Sensitive[str] = NOTHING
    """Why the deadline was changed last."""
    status: TaskStatus = TaskStatus.OPEN
    remind_from: date | None = None
    """No reminder to the owner before this local day ("Påmind mig senere")."""
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.status is TaskStatus.OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due < today


@dataclass(frozen=True)
class Wanted:
    """A task a meeting's status asks for."""

    kind: TaskKind
    side: Side
    due: date


TASKS_OF_STATUS: dict[Status, tuple[tuple[TaskKind, Side], ...]] = {
    Status.REQUESTED: ((TaskKind.ACKNOWLEDGE, Side.RECEIVER), (TaskKind.FIND_TIME, Side.RECEIVER)),
    Status.ACKNOWLEDGED: ((TaskKind.FIND_TIME, Side.RECEIVER),),
    Status.TIMES_PROPOSED: ((TaskKind.FIND_TIME, Side.INVITER),),
    Status.QUESTION_ASKED: ((TaskKind.FIND_TIME, Side.INVITER),),
    Status.SCHEDULED: ((TaskKind.ATTEND, Side.INVITER), (TaskKind.ATTEND, Side.RECEIVER)),
    Status.MINUTES_DUE: ((TaskKind.WRITE_MINUTES, Side.INVITER),),
    Status.CONCLUDED: (),  # what is left to do are the follow-ups of the minutes
    Status.CANCELLED: (),
}


def wanted_tasks(meeting: NetworkMeeting, agreement: Agreement, calendar: Calendar) -> tuple[Wanted, ...]:
    return tuple(
        Wanted(kind, side, _due(kind, meeting, agreement, calendar))
        for kind, side in TASKS_OF_STATUS[meeting.status]
    )


def _due(kind: TaskKind, meeting: NetworkMeeting, agreement: Agreement, calendar: Calendar) -> date:
    if kind is TaskKind.FIND_TIME:
        return meeting.find_time_by
    if kind is TaskKind.ACKNOWLEDGE:
        return calendar.shift(local_day(meeting.requested_at), agreement.deadlines.acknowledge)
    if meeting.agreed is None:
        raise ValueError(f"a {kind} task needs a meeting with a time")
    day = local_day(meeting.agreed.start)
    return day if kind is TaskKind.ATTEND else calendar.shift(day, agreement.deadlines.minutes)


def matches(task: Task, wanted: Wanted, meeting: NetworkMeeting) -> bool:
    """Whether an open task already is the wanted one."""
    return (
        task.kind is wanted.kind
        and task.unit_id == meeting.party(wanted.side).unit_id
        and task.due == wanted.due
    )


def done(task: Task) -> Task:
    return replace(task, status=TaskStatus.DONE, version=task.version + 1)


def withdrawn(task: Task) -> Task:
    return replace(task, status=TaskStatus.WITHDRAWN, version=task.version + 1)


def snoozed(task: Task, until: date) -> Task:
    """ "Påmind mig senere": the deadline stays, the owner hears nothing before `until`."""
    return replace(task, remind_from=until, version=task.version + 1)


def with_deadline(task: Task, due: date, reason: str, now: datetime) -> Task:
    """ "Ny frist": the deadline itself moves, so reminders start over from now."""
    moved = replace(task, due=due, reason=Sensitive(reason), remind_from=None, opened_at=now)
    return replace(moved, version=task.version + 1)


def handed_to(task: Task, unit_id: str, sector: Sector, owner_id: str | None, now: datetime) -> Task:
    """Somebody else's from now on: they are not reminded of what was due before."""
    given = replace(task, unit_id=unit_id, sector=sector, owner_id=owner_id, opened_at=now)
    return replace(given, remind_from=None, version=task.version + 1)
