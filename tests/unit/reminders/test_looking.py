"""What the scan looks at: what has come due, what may have changed, and each night all that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from structlog.testing import capture_logs

from domain.local_time import at_local
from domain.task import Task, TaskKind
from reminders.scan import UNRULED, Scan
from tests import factories as f
from tests.agreements import AT_EIGHT, an_agreement, in_force
from tests.office import Office, told
from tests.stores import stored
from workflows.notice import NoticeKind
from workflows.ports import Clockwork

FRIDAY = date(2026, 11, 27)
"""The day the task is due, a week after it was opened."""
WEDNESDAY, TUESDAY_AFTER = FRIDAY - timedelta(days=2), FRIDAY + timedelta(days=4)
REMINDER, ESCALATION = NoticeKind.REMINDER, NoticeKind.ESCALATION
A_MINUTE = timedelta(minutes=1)


def at(day: date, hour: int = 8) -> datetime:
    return at_local(day, time(hour))


async def one_task(office: Office, kind: TaskKind = TaskKind.FIND_TIME, **of_case: str) -> Task:
    case = f.a_case(**of_case)
    meeting = f.a_meeting(case)
    task = f.a_task(meeting, kind=kind)
    await stored(office.store, case, meeting, task)
    return task


async def scan(office: Office, now: datetime) -> None:
    office.now = now
    await Scan(office.store, office.desk).run(now)


async def waiting(office: Office, now: datetime) -> int:
    """How many tasks a scan would look at."""
    return len(await office.store.run(lambda records: records.tasks.to_look_at(now, 10, Clockwork())))


async def test_a_task_that_was_looked_at_is_left_alone_until_its_reminder_comes_due(office: Office) -> None:
    await one_task(office)
    await scan(office, at(WEDNESDAY, 4))
    assert await waiting(office, at(WEDNESDAY) - A_MINUTE) == 0
    assert await waiting(office, at(WEDNESDAY)) == 1
    await scan(office, at(WEDNESDAY))
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="before")
    assert await waiting(office, at(WEDNESDAY, 23)) == 0


async def test_each_night_every_open_task_is_looked_at_also_one_with_nothing_to_come(office: Office) -> None:
    await one_task(office, TaskKind.ATTEND)
    for night in (FRIDAY + timedelta(days=n) for n in range(1, 4)):
        await scan(office, at(night, 2))
        assert await waiting(office, at(night, 3) - A_MINUTE) == 0
        await scan(office, at(night, 3))
        assert await waiting(office, at(night + timedelta(days=1), 3) - A_MINUTE) == 0
        assert await waiting(office, at(night + timedelta(days=1), 3)) == 1


async def test_a_restart_with_another_time_of_day_holds_for_tasks_already_looked_at(office: Office) -> None:
    await one_task(office)
    await scan(office, at(WEDNESDAY, 4))
    office.agreements = in_force(an_agreement(reminders=replace(AT_EIGHT, at=time(7))))
    await Scan(office.store, office.desk).start()
    await scan(office, at(WEDNESDAY, 7))
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="before")


async def test_what_an_old_replica_put_off_by_earlier_times_is_put_right_the_next_night(
    office: Office,
) -> None:
    await one_task(office)
    await scan(office, at(WEDNESDAY - timedelta(days=1), 12))
    office.agreements = in_force(an_agreement(reminders=replace(AT_EIGHT, at=time(7))))
    await scan(office, at(WEDNESDAY, 3))
    await scan(office, at(WEDNESDAY, 7))
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="before")


async def test_a_leader_who_is_named_after_the_escalation_came_due_is_told(office: Office) -> None:
    await one_task(office)
    unled = [row for row in f.DIRECTORY if row.user_id != f.CASEWORKER_LEADER.user_id]
    await office.store.run(lambda records: records.directory.replace(unled))
    await scan(office, at(TUESDAY_AFTER))
    assert not {each for each in office.news() if each.kind == ESCALATION}
    await office.store.run(lambda records: records.directory.replace(f.DIRECTORY))
    await scan(office, at(TUESDAY_AFTER) + A_MINUTE)
    assert office.news() == told(ESCALATION, f.CASEWORKER_LEADER, detail="leader")


async def test_a_missing_agreement_is_told_of_by_the_hour_and_found_when_it_is_back(office: Office) -> None:
    await one_task(office, agreement_id="late")
    with capture_logs() as logged:
        for minutes in range(0, 60, 10):
            await scan(office, at(WEDNESDAY) + minutes * A_MINUTE)
    assert [(line["event"], line["agreement"]) for line in logged] == [("agreement_missing", "late")]
    office.agreements = in_force(an_agreement(id="late"))
    await scan(office, at(WEDNESDAY) + UNRULED)
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="before")


async def test_a_clock_that_jumps_weeks_finds_the_newest_reminder_and_every_escalation(
    office: Office,
) -> None:
    await one_task(office)
    await scan(office, at(WEDNESDAY - timedelta(days=1)))
    await scan(office, at(FRIDAY + timedelta(days=18)))
    assert office.news() == (
        told(REMINDER, f.CASEWORKER, detail="overdue")
        | told(ESCALATION, f.CASEWORKER_LEADER, detail="leader")
        | told(ESCALATION, f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR, detail="coordinators")
    )
