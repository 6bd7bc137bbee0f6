"""The tasks a network meeting asks for in each status, and which a status fulfils."""

from __future__ import annotations

from datetime import date

from domain.agreement import Agreement
from domain.local_time import local_day
from domain.network_meeting import NetworkMeeting, Side, Status
from domain.task import TaskKind
from domain.wanted import Wanted
from domain.working_days import Calendar

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

ENDS_AS_DONE: dict[Status, frozenset[TaskKind]] = {
    Status.ACKNOWLEDGED: frozenset({TaskKind.ACKNOWLEDGE}),
    Status.TIMES_PROPOSED: frozenset({TaskKind.ACKNOWLEDGE}),
    Status.QUESTION_ASKED: frozenset({TaskKind.ACKNOWLEDGE}),
    Status.SCHEDULED: frozenset({TaskKind.ACKNOWLEDGE, TaskKind.FIND_TIME}),
    Status.MINUTES_DUE: frozenset({TaskKind.ATTEND}),
    Status.CONCLUDED: frozenset({TaskKind.WRITE_MINUTES}),
}
"""Which tasks a status fulfils; a task that ends otherwise was withdrawn."""


def wanted_tasks(meeting: NetworkMeeting, agreement: Agreement, calendar: Calendar) -> tuple[Wanted, ...]:
    return tuple(
        Wanted(kind, meeting.party(side), _due(kind, meeting, agreement, calendar))
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
