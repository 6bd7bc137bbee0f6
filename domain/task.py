"""A task: anything somebody must do by a day. Every task belongs to a unit, even when a person owns it.

What meetings, documents and admissions ask for stands in `meeting_tasks.py`, `document_tasks.py` and
`admission_tasks.py`; what was agreed becomes follow-ups. Which reminders a kind gets is a row of `REMINDED`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.delay import Delay, DelayReason
from domain.local_time import local_day
from domain.people import Sector
from domain.sensitive import NOTHING, Sensitive
from domain.subject import Subject


class TaskKind(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    FIND_TIME = "find_time"
    ATTEND = "attend"
    WRITE_MINUTES = "write_minutes"
    FOLLOW_UP = "follow_up"
    READ_NOTICE = "read_notice"
    ANSWER_QUESTION = "answer_question"
    SIGN = "sign"
    REVISE = "revise"
    CITIZENS_AGREEMENT = "citizens_agreement"
    SET_DISCHARGE_DATE = "set_discharge_date"
    ASSESS = "assess"
    MAKE_AGREEMENT = "make_agreement"
    AGREEMENT_BY_DISCHARGE = "agreement_by_discharge"
    CONFIRM_DISCHARGE = "confirm_discharge"
    EXPLAIN_DISCHARGE = "explain_discharge"
    JOURNAL = "journal"
    """Enter in the unit's own journal what stands on a closed case."""
    CLOSE_CASE = "close_case"
    """Close a case on which nothing happens any more, or write why it must be open (`idle.py`)."""


class TaskStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    NOT_POSSIBLE = "not_possible"
    """A follow-up that could not be done, with the reason."""


class Escalation(StrEnum):
    """When others than the owner are told that it is late."""

    LATER = "later"
    """The leader, then the coordinators, after the agreement's numbers of working days overdue."""
    ON_DAY = "on_day"
    """Both at once, on the day itself: the discharge is here."""
    NEVER = "never"


@dataclass(frozen=True)
class Reminded:
    before: bool
    overdue: bool
    """Again after the due day: each working day, or as seldom as `seldom` says."""
    escalation: Escalation = Escalation.LATER
    seldom: bool = False
    """Again only every so many working days, as the agreement says for a question of this kind."""
    legal: bool = False
    """Whether psykiatriloven §§ 13 a-b ask for it. Nobody turns its reminders off."""


_AT_ONCE = Reminded(before=False, overdue=True)
_IN_TIME = Reminded(before=True, overdue=True)
_LAW_AT_ONCE = Reminded(before=False, overdue=True, legal=True)
_LAW_IN_TIME = Reminded(before=True, overdue=True, legal=True)

REMINDED: dict[TaskKind, Reminded] = {
    TaskKind.ACKNOWLEDGE: _AT_ONCE,
    TaskKind.FIND_TIME: _IN_TIME,
    TaskKind.ATTEND: Reminded(before=True, overdue=False, escalation=Escalation.NEVER),  # time itself ends it
    TaskKind.WRITE_MINUTES: _AT_ONCE,
    TaskKind.FOLLOW_UP: _IN_TIME,
    TaskKind.READ_NOTICE: _AT_ONCE,
    TaskKind.ANSWER_QUESTION: _AT_ONCE,
    TaskKind.SIGN: _LAW_AT_ONCE,
    TaskKind.REVISE: _LAW_AT_ONCE,
    TaskKind.CITIZENS_AGREEMENT: _LAW_AT_ONCE,
    TaskKind.SET_DISCHARGE_DATE: Reminded(
        before=False, overdue=True, escalation=Escalation.NEVER, seldom=True
    ),
    TaskKind.ASSESS: _LAW_IN_TIME,
    TaskKind.MAKE_AGREEMENT: _LAW_IN_TIME,
    TaskKind.AGREEMENT_BY_DISCHARGE: Reminded(
        before=True, overdue=True, escalation=Escalation.ON_DAY, legal=True
    ),
    TaskKind.CONFIRM_DISCHARGE: _LAW_AT_ONCE,
    TaskKind.EXPLAIN_DISCHARGE: _LAW_AT_ONCE,
    TaskKind.JOURNAL: _IN_TIME,
    TaskKind.CLOSE_CASE: _IN_TIME,
}
"""All kinds are reminded on the day itself."""


@dataclass(frozen=True)
class Task:
    id: str
    case_id: str
    case_number: str
    subject: Subject
    """The meeting, document or admission it comes from."""
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
    part: str = ""
    """The part of the document a follow-up comes from; empty for one that people wrote themselves."""
    every_days: int = 0
    """Calendar days to the next follow-up of a series; 0 for a single one."""
    until: date | None = None
    """Local day after which the series has no more."""
    ended_on: date | None = None
    """Local day on which it ended, in whatever way; None while it is open."""
    delay: Delay | None = None
    """Why its deadline was moved last or it was given up, for counting; the words are `reason`."""
    leaders_told_on: date | None = None
    """Local day on which a leader was told first that it is late."""
    coordinators_told_on: date | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.status is TaskStatus.OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due < today


def done(task: Task, now: datetime) -> Task:
    return _ended(task, TaskStatus.DONE, now)


def withdrawn(task: Task, now: datetime) -> Task:
    return _ended(task, TaskStatus.WITHDRAWN, now)


def not_possible(task: Task, reason: str, delay: DelayReason, now: datetime) -> Task:
    given_up = replace(task, reason=Sensitive(reason), delay=Delay(delay, local_day(now)))
    return _ended(given_up, TaskStatus.NOT_POSSIBLE, now)


def _ended(task: Task, status: TaskStatus, now: datetime) -> Task:
    return replace(task, status=status, ended_on=local_day(now), version=task.version + 1)


def taken_by(task: Task, owner_id: str) -> Task:
    """ "Jeg tager den": a colleague's from now on; the deadline and its reminders go on as they were."""
    return replace(task, owner_id=owner_id, remind_from=None, version=task.version + 1)


def next_of_series(task: Task, id_: str, now: datetime, today: date) -> Task | None:
    """The follow-up after this one: the first of its days that is not past, or None after the last."""
    if not task.every_days:
        return None
    due = task.due + timedelta(days=task.every_days)
    while due < today:
        due += timedelta(days=task.every_days)
    if task.until is not None and due > task.until:
        return None
    later = replace(task, id=id_, due=due, opened_at=now, status=TaskStatus.OPEN, reason=NOTHING)
    never_late = replace(later, delay=None, leaders_told_on=None, coordinators_told_on=None)
    return replace(never_late, remind_from=None, version=1)


def snoozed(task: Task, until: date) -> Task:
    """ "Påmind mig senere": the deadline stays, the owner hears nothing before `until`."""
    return replace(task, remind_from=until, version=task.version + 1)


def with_deadline(task: Task, due: date, reason: str, delay: DelayReason, now: datetime) -> Task:
    """ "Ny frist": the deadline itself moves, so reminders start over from now."""
    moved = replace(task, due=due, reason=Sensitive(reason), delay=Delay(delay, local_day(now)))
    return replace(moved, remind_from=None, opened_at=now, version=task.version + 1)


def handed_to(task: Task, unit_id: str, sector: Sector, owner_id: str | None, now: datetime) -> Task:
    """Somebody else's from now on: they are not reminded of what was due before."""
    given = replace(task, unit_id=unit_id, sector=sector, owner_id=owner_id, opened_at=now)
    return replace(given, remind_from=None, version=task.version + 1)
