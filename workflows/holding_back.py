"""When a message may go out: within its recipient's working hours, and a morning's message in the morning.

A fresh card makes no sound, an answer was asked for, and of an emergency leaders hear at once: none of them
waits. What the agreement calls urgent waits for working hours too, unless the agreement says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.case import Case
from domain.errors import NotFound
from domain.local_time import local_day
from domain.people import Person
from domain.subject import SubjectKind
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind, Outgoing
from workflows.ports import Clockwork
from workflows.reaching import at_work_from, morning_from, reminders_out

AT_ONCE = frozenset({NoticeKind.REFRESH, NoticeKind.CONTINUE, NoticeKind.EMERGENCY})
LATE_MORNING = timedelta(minutes=5)
"""How much longer a morning message waits that was begun before the day's reminders were out, for them to be
in it."""


def held_until(desk: Desk, outgoing: Outgoing) -> datetime | None:
    """The moment (UTC) before which it must not go out; None where it may go now."""
    return _held(desk, outgoing.notice, outgoing.queued_at or desk.now)


def all_held_until(desk: Desk, notices: Iterable[Notice]) -> datetime | None:
    """The moment (UTC) the first of these goes out; None where one may go now, or where there is none."""
    first: datetime | None = None
    for notice in notices:
        moment = _held(desk, notice, desk.now)
        if moment is None:
            return None
        first = min(first or moment, moment)
    return first


def _held(desk: Desk, notice: Notice, decided_at: datetime) -> datetime | None:
    person = desk.records.directory.person(notice.recipient_id)
    if person is None or notice.kind in AT_ONCE:
        return None
    if notice.kind is NoticeKind.DIGEST:
        moment = _morning(desk, person, max(desk.now, notice.occurrence), decided_at)
    else:
        moment = at_work_from(desk, person, desk.now)
        if notice.kind is NoticeKind.WEEK and local_day(moment) == desk.today:
            return None  # it has a time of its own, on a day the person works
    if moment <= desk.now or _goes_at_any_hour(desk, notice):
        return None
    return moment


def _morning(desk: Desk, person: Person, earliest: datetime, decided_at: datetime) -> datetime:
    moment = morning_from(desk, person, earliest, timedelta(0))
    if decided_at >= reminders_out(desk, person, local_day(moment)):
        return moment
    return morning_from(desk, person, earliest, LATE_MORNING)


def _goes_at_any_hour(desk: Desk, notice: Notice) -> bool:
    try:
        case, kind = _case_and_kind(desk, notice)
        reminders = desk.agreements.get(case.agreement_id).reminders if case else None
    except NotFound:
        return False
    return reminders is not None and reminders.urgent_at_any_hour and kind in reminders.urgent


def _case_and_kind(desk: Desk, notice: Notice) -> tuple[Case | None, str]:
    """Of a notice about a task or document, which may be urgent. Raises `NotFound` where that is gone."""
    records, subject = desk.records, notice.subject
    match subject.kind:
        case SubjectKind.TASK:
            task = records.tasks.get(subject.id, Clockwork())
            return task.case, task.task.kind
        case SubjectKind.DOCUMENT:
            document = records.documents.get(subject.id, Clockwork())
            return document.case, document.document.kind
    return None, ""
