"""What has come due: run at every tick, in every replica, and harmless to run twice.

A scan reads, page by page, the open tasks whose moment to be looked at has come, asks the rules which
reminders are due and queues one notice per rule, occurrence and recipient; the outbox refuses what was
decided before. With that it stores when to look at each again. It also lets time act on meetings that are
over, and forgets what has outlived its purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import structlog

from domain.errors import BrobyggerError
from domain.local_time import at_local, local_day
from domain.network_meeting import Status
from domain.reminder import ESCALATIONS, Reminder, ReminderKind, next_reminder, reminders_due
from domain.retention import longest
from domain.subject import Subject, SubjectKind
from domain.task import Task
from reminders.steps import Step, each_step
from workflows.desk import Desk, MakeDesk
from workflows.forum_actions import remind_of_actions
from workflows.meetings import time_passed
from workflows.notice import Notice, NoticeKind
from workflows.ports import Clockwork, Store, TaskOnCase
from workflows.reminded import reminded, waits_for_morning
from workflows.searching import KEPT
from workflows.undelivered import tell_of_undelivered
from workflows.weeks import tell_of_week

log = structlog.get_logger(__name__)
PAGE = 200
NIGHT = time(3)
"""Local time of day at which every open task is looked at, whatever was said of it before."""
UNRULED = timedelta(hours=1)
"""After this a task whose agreement is missing is looked at again: the file may be back."""
ANSWERS_KEPT = timedelta(days=2)
"""A channel re-sends within minutes; two days cover a long weekend's outage."""


TOLD_ON: tuple[tuple[ReminderKind, Callable[[Task], date | None]], ...] = (
    (ReminderKind.LEADER, lambda task: task.leaders_told_on),
    (ReminderKind.COORDINATORS, lambda task: task.coordinators_told_on),
)
"""Where it stands when the first of each was told."""


@dataclass(frozen=True)
class Scan:
    store: Store
    desk: MakeDesk
    """Makes a desk from the records of a transaction and the time."""
    gathering: timedelta = timedelta(0)
    """How long a morning message waits for the rest of the scan to be put in."""

    async def start(self) -> None:
        """Look at every open task in the first scan: agreements, holidays or rules may be others than before.

        Every replica does, always: what a start may have brought with it cannot all be compared with what was
        there before. A replica that still runs with what held earlier may take such a task first and put it
        off by it; the next night puts that right.
        """
        await self.store.run(lambda records: records.tasks.look_at_all())

    async def run(self, now: datetime) -> None:
        """Everything due at `now` (UTC), in small transactions. Raises `StepsFailed`."""

        def at_desk(work: Callable[[Desk], object]) -> Step:
            return lambda: self.store.run(lambda records: work(self.desk(records, now)))

        await each_step(
            {
                "meetings": lambda: self._pass_time(now),
                "reminders": lambda: self._remind(now),
                "undelivered": at_desk(lambda desk: tell_of_undelivered(desk, self.gathering)),
                "week": at_desk(tell_of_week),
                "forum_actions": at_desk(remind_of_actions),
                "forgetting": at_desk(forget_old),
            }
        )

    async def _pass_time(self, now: datetime) -> None:
        """Ask for minutes where a meeting is over, each by itself: one that cannot go on stops no other."""
        over = await self.store.run(lambda records: records.meetings.over_by(now, PAGE, Clockwork()))
        for found in over:
            try:
                await self._pass_one(now, found.meeting.id)
            except BrobyggerError as error:
                log.error("meeting_stuck", case=found.case.number, error=type(error).__name__)

    async def _pass_one(self, now: datetime, meeting_id: str) -> None:
        await self.store.run(lambda records: pass_time(self.desk(records, now), meeting_id))

    async def _remind(self, now: datetime) -> None:
        while await self._page(now):
            pass

    async def _page(self, now: datetime) -> bool:
        return await self.store.run(lambda records: plan_page(self.desk(records, now), self.gathering))


def pass_time(desk: Desk, meeting_id: str) -> None:
    """The meeting's agreed time is over, if it still is when this is done."""
    found = desk.records.meetings.get(meeting_id, Clockwork())
    agreed = found.meeting.agreed
    if agreed and agreed.end <= desk.now and found.meeting.status is Status.SCHEDULED:
        time_passed(desk, found)


def plan_page(desk: Desk, gathering: timedelta) -> bool:
    """Queue what is due for one page of tasks, and say when each is looked at next: later than now, so that
    the next page is another. Returns whether there may be one."""
    page = desk.records.tasks.to_look_at(desk.now, PAGE, Clockwork())
    known = {agreement.id for agreement in desk.agreements.all}
    ruled = [found for found in page if found.case.agreement_id in known]
    unruled = [found for found in page if found.case.agreement_id not in known]
    for agreement_id in sorted({found.case.agreement_id for found in unruled}):
        log.error("agreement_missing", agreement=agreement_id)
    notices = [notice for found in ruled for notice in notices_for(desk, found)]
    desk.records.outbox.queue(notices, desk.now, mornings_from=desk.now + gathering)
    note_escalations(desk, ruled, notices)
    later = [(found.task, next_look(desk, found)) for found in ruled]
    desk.records.tasks.look_again([*later, *((found.task, desk.now + UNRULED) for found in unruled)])
    return len(page) == PAGE


def note_escalations(desk: Desk, looked_at: list[TaskOnCase], notices: list[Notice]) -> None:
    """Write down of which tasks somebody beyond the owner is told for the first time."""
    told = {(notice.subject.id, notice.detail) for notice in notices if notice.kind is NoticeKind.ESCALATION}
    for kind, first_told in TOLD_ON:
        ids = {each.task.id for each in looked_at if first_told(each.task) is None}
        desk.records.tasks.escalated([id_ for id_ in ids if (id_, kind) in told], kind, desk.today)


def next_look(desk: Desk, found: TaskOnCase) -> datetime:
    """When its next reminder comes due, but not later than the next night."""
    agreement = desk.agreements.get(found.case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    due = next_reminder(found.task, agreement.reminders, calendar, desk.now)
    night = next_night(desk.now)
    return night if due is None else min(due, night)


def next_night(now: datetime) -> datetime:
    tonight = at_local(local_day(now), NIGHT)
    return tonight if tonight > now else at_local(local_day(now) + timedelta(days=1), NIGHT)


def notices_for(desk: Desk, found: TaskOnCase) -> list[Notice]:
    agreement = desk.agreements.get(found.case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    due = reminders_due(found.task, agreement.reminders, calendar, desk.now)
    return [notice for reminder in due for notice in _notices(desk, found, reminder)]


def _notices(desk: Desk, found: TaskOnCase, reminder: Reminder) -> list[Notice]:
    rule = f"task:{found.task.id}:{found.task.due}:{reminder.kind}"
    subject = Subject(SubjectKind.TASK, found.task.id)
    kind = NoticeKind.ESCALATION if reminder.kind in ESCALATIONS else NoticeKind.REMINDER
    morning = max(local_day(reminder.moment), desk.today)
    return [
        Notice(
            kind,
            subject,
            person.id,
            rule,
            reminder.moment,
            reminder.kind,
            gathered_on=morning if waits_for_morning(desk, person, found) else None,
        )
        for person in reminded(desk, found, reminder.kind)
    ]


def forget_old(desk: Desk) -> None:
    days = longest(agreement.retention.drafts for agreement in desk.agreements.all)
    desk.records.drafts.expire(desk.now - timedelta(days=days))
    desk.records.effects.forget(desk.now - ANSWERS_KEPT)
    desk.records.searches.forget(desk.now - KEPT)
    desk.records.handouts.expire(desk.now)
