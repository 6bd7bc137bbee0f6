"""The scan: what has come due is queued once to the right people, and time acts where it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from structlog.testing import capture_logs

from domain.discharge_law import Answers
from domain.document_kind import DocumentKind
from domain.local_time import at_local
from domain.network_meeting import MeetingTime, Status
from domain.task import Task, TaskKind, handed_to
from reminders.scan import PAGE, Scan
from tests import factories as f
from tests.agreements import AT_EIGHT
from tests.office import Office, told
from tests.stores import stored
from tests.texts import whole_text
from workflows.admissions import assess_case
from workflows.documents import acknowledge
from workflows.holidays import calendar_of
from workflows.meetings import propose_times
from workflows.notice import NoticeKind
from workflows.ports import DRAFT_LIFETIME
from workflows.tasks import remind_later

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
"""The day by which a time must be found."""
REMINDER, ESCALATION = NoticeKind.REMINDER, NoticeKind.ESCALATION


def eight(day: date) -> datetime:
    return at_local(day, time(8))


async def scan(office: Office, now: datetime) -> None:
    office.now = now
    await Scan(office.store, office.desk).run(now)


async def one_task(office: Office, **changes: Any) -> Task:
    """The receiver's task to find a time by Friday, opened the Friday before."""
    case = f.a_case()
    meeting = f.a_meeting(case)
    task = f.a_task(meeting, **changes)
    await stored(office.store, case, meeting, task)
    return task


async def test_the_inbox_is_reminded_until_somebody_owns_the_task(office: Office) -> None:
    task = await one_task(office)
    await scan(office, eight(FRIDAY - timedelta(days=2)))
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="before")
    owned = handed_to(task, f.CASEWORKER.home.id, f.CASEWORKER.sector, f.CASEWORKER_LEADER.id, f.NOW)
    await office.store.run(lambda records: records.tasks.save(owned))
    await scan(office, eight(FRIDAY))
    assert office.news() == told(REMINDER, f.CASEWORKER_LEADER, detail="on_day")


async def test_a_scan_that_runs_again_or_in_two_replicas_queues_nothing_new(office: Office) -> None:
    await one_task(office)
    await scan(office, eight(FRIDAY))
    first = office.news()
    await scan(office, eight(FRIDAY))
    await scan(office, eight(FRIDAY) + timedelta(hours=5))
    assert (len(first), office.news()) == (1, set())


async def test_nothing_is_queued_before_its_moment(office: Office) -> None:
    await one_task(office)
    await scan(office, eight(FRIDAY - timedelta(days=2)) - timedelta(minutes=1))
    assert office.news() == set()


async def test_overdue_day_by_day_the_owner_then_the_leader_then_both_coordinators(office: Office) -> None:
    await one_task(office, owner_id=f.CASEWORKER.id)
    seen = []
    for days in range(7):
        await scan(office, eight(FRIDAY + timedelta(days=days)))
        seen.append(office.news())
    owner = told(REMINDER, f.CASEWORKER, detail="overdue")
    assert seen == [
        told(REMINDER, f.CASEWORKER, detail="on_day"),
        set(),
        set(),
        owner,
        owner | told(ESCALATION, f.CASEWORKER_LEADER, detail="leader"),
        owner,
        owner | told(ESCALATION, f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR, detail="coordinators"),
    ]


async def test_a_bot_that_was_down_for_a_week_catches_up_with_one_reminder(office: Office) -> None:
    await one_task(office, owner_id=f.CASEWORKER.id)
    await scan(office, eight(FRIDAY + timedelta(days=11)))
    assert office.news() == (
        told(REMINDER, f.CASEWORKER, detail="overdue")
        | told(ESCALATION, f.CASEWORKER_LEADER, detail="leader")
        | told(ESCALATION, f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR, detail="coordinators")
    )


async def test_remind_me_later_silences_the_owner_and_not_the_leader(office: Office) -> None:
    task = await one_task(office, owner_id=f.CASEWORKER.id)
    await office.does(remind_later, f.CASEWORKER, task.id, FRIDAY + timedelta(days=10))
    await scan(office, eight(FRIDAY + timedelta(days=4)))
    assert office.news() == told(ESCALATION, f.CASEWORKER_LEADER, detail="leader")


async def test_a_new_deadline_is_reminded_of_anew(office: Office) -> None:
    task = await one_task(office, owner_id=f.CASEWORKER.id)
    await scan(office, eight(FRIDAY))
    office.news()
    later = replace(task, due=FRIDAY + timedelta(days=7), version=2)
    await office.store.run(lambda r: r.tasks.save(later))
    await scan(office, eight(FRIDAY + timedelta(days=7)))
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="on_day")


async def test_every_page_of_tasks_is_read(office: Office) -> None:
    case = f.a_case()
    meeting = f.a_meeting(case)
    days = [FRIDAY, *[FRIDAY - timedelta(days=1)] * PAGE, FRIDAY]
    tasks = [f.a_task(meeting, f"no. {n}", due=day) for n, day in enumerate(days)]
    await stored(office.store, case, meeting, *tasks)
    await scan(office, eight(FRIDAY))
    assert office.states() == {"gathered": PAGE + 2, "pending": 1}


async def test_exactly_a_full_page_is_followed_by_an_empty_one(office: Office) -> None:
    case = f.a_case()
    meeting = f.a_meeting(case)
    await stored(office.store, case, meeting, *(f.a_task(meeting, f"no. {n}") for n in range(PAGE)))
    await scan(office, eight(FRIDAY))
    assert office.states() == {"gathered": PAGE, "pending": 1}


async def test_when_a_meeting_is_over_its_inviter_is_asked_for_minutes(office: Office) -> None:
    scheduled = await office.scheduled()
    assert scheduled.meeting.agreed is not None
    end = scheduled.meeting.agreed.end
    office.news()
    await scan(office, end - timedelta(minutes=1))
    assert (await office.found(scheduled.meeting.id)).meeting.status is Status.SCHEDULED
    office.news()
    await scan(office, end)
    after = await office.found(scheduled.meeting.id)
    assert after.meeting.status is Status.MINUTES_DUE
    assert [task.kind for task in await office.tasks(after.meeting)] == [TaskKind.WRITE_MINUTES]
    assert office.news() == told(NoticeKind.MEETING, f.NURSE)
    await scan(office, end + timedelta(minutes=1))
    assert office.news() == set()


async def test_both_sides_are_reminded_of_a_meeting_that_stands_and_nobody_that_it_is_overdue(
    office: Office,
) -> None:
    scheduled = await office.scheduled()
    office.news()
    await scan(office, eight(MONDAY))
    assert office.news() == told(REMINDER, f.NURSE, f.CASEWORKER, detail="on_day")
    assert scheduled.meeting.agreed is not None
    assert scheduled.meeting.agreed.start.date() == MONDAY


async def test_the_whole_wait_for_an_answer_is_told_to_the_receiver(office: Office) -> None:
    """Acknowledge by Monday, a time by Friday, and nobody answers."""
    await office.asked()
    office.news()
    await scan(office, eight(MONDAY))
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="on_day")
    await scan(office, eight(MONDAY + timedelta(days=2)))
    assert office.news() == (
        told(REMINDER, f.CASEWORKER, detail="overdue")
        | told(REMINDER, f.CASEWORKER, detail="before")
        | told(ESCALATION, f.CASEWORKER_LEADER, detail="leader")
    )


async def test_drafts_and_answers_that_have_had_their_time_are_forgotten(office: Office) -> None:
    old = f.a_draft(f.NURSE, updated_at=f.NOW - DRAFT_LIFETIME - timedelta(seconds=1))
    fresh = f.a_draft(f.CASEWORKER, updated_at=f.NOW - DRAFT_LIFETIME)
    await stored(office.store, old, fresh)
    for key, age in (("old", timedelta(days=2, seconds=1)), ("fresh", timedelta(days=2))):
        at = f.NOW - age
        await office.store.run(lambda r, key=key, at=at: r.effects.record([key], b"answer", at))  # type: ignore[misc]
    await scan(office, f.NOW)
    assert await office.store.run(lambda r: r.drafts.get(old.id, f.NURSE.id)) is None
    assert await office.store.run(lambda r: r.drafts.get(fresh.id, f.CASEWORKER.id)) == fresh
    assert await office.store.run(lambda r: r.effects.answer_to(["old"])) is None
    assert await office.store.run(lambda r: r.effects.answer_to(["fresh"])) == b"answer"


async def test_a_file_that_nobody_fetched_in_time_is_forgotten(office: Office) -> None:
    ended, waits = f.a_kept_handout(expires_at=f.NOW), f.a_kept_handout(name="waits")
    for kept in (ended, waits):
        await office.store.run(lambda r, kept=kept: r.handouts.add(kept, b"file"))  # type: ignore[misc]
    await scan(office, f.NOW)
    assert await office.store.run(lambda r: r.handouts.find(ended.digest)) is None
    assert await office.store.run(lambda r: r.handouts.find(waits.digest)) == waits


async def test_a_scan_of_nothing_changes_nothing(office: Office) -> None:
    before = office.everything()
    await scan(office, f.NOW)
    assert office.everything() == before


async def test_a_task_put_off_is_reminded_of_that_day_however_far_its_deadline(
    office: Office,
) -> None:
    far = MONDAY + timedelta(days=90)
    task = await one_task(office, kind=TaskKind.FOLLOW_UP, due=far, owner_id=f.CASEWORKER.id)
    await office.does(remind_later, f.CASEWORKER, task.id, FRIDAY)
    await scan(office, eight(FRIDAY))
    assert office.news() == told(REMINDER, f.CASEWORKER, detail="before")


async def test_an_agreement_whose_file_is_gone_stops_nobody_else(office: Office) -> None:
    """A case without its agreement stands still, in the scan of tasks and of meetings, and is logged."""
    scheduled = await office.scheduled()
    end = scheduled.meeting.agreed.end if scheduled.meeting.agreed else office.now
    other = replace(f.a_case(), id="c" * 32, number="26-1900", agreement_id="gone")
    lost = replace(scheduled.meeting, id="d" * 32, case_id=other.id, case_number=other.number)
    await stored(office.store, other, lost, replace(f.a_task(lost), id="e" * 32))
    office.news()
    with capture_logs() as logged:
        await scan(office, end + timedelta(minutes=1))
    assert (await office.found(scheduled.meeting.id)).meeting.status is Status.MINUTES_DUE
    assert (await office.found(lost.id)).meeting.status is Status.SCHEDULED
    assert {(line["event"], line.get("case"), line.get("agreement")) for line in logged} == {
        ("meeting_stuck", "26-1900", None),
        ("agreement_missing", None, "gone"),
    }


async def test_who_gets_an_overdue_task_is_not_escalated_for_the_others_delay(office: Office) -> None:
    """The receiver is two working days late, and then proposes times: now it is the inviter's turn."""
    found = await office.asked()
    late = two_days_late(office, found.meeting.find_time_by)
    await scan(office, late)
    assert told(ESCALATION, f.CASEWORKER_LEADER, detail="leader") <= office.news()
    office.now += timedelta(hours=1)
    await office.does(propose_times, f.CASEWORKER, found.meeting.id, (a_time_after(office.now),))
    office.news()
    await scan(office, office.now + timedelta(minutes=1))
    assert office.news() == set()


def two_days_late(office: Office, due: date) -> datetime:
    calendar = calendar_of(office.agreements.all[0])
    return eight(calendar.shift(due, AT_EIGHT.leader_after))


def a_time_after(now: datetime) -> MeetingTime:
    return MeetingTime(now + timedelta(days=7), 60)


DISCHARGE = date(2026, 12, 4)
"""The expected day of the discharge, a Friday."""


async def waiting_for_agreement(office: Office) -> str:
    """An admission ends on Friday, an agreement is required, and nobody writes it."""
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    required = Answers(support=True, will_not_seek=None, takes_part=True)
    await office.does(assess_case, f.NURSE, found.case.id, required)
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    (admission,) = await office.admissions(found.case.id)
    office.news()
    return admission.id


async def test_on_the_day_of_a_discharge_without_its_agreement_leaders_and_coordinators_of_both_are_told(
    office: Office,
) -> None:
    await waiting_for_agreement(office)
    await scan(office, eight(DISCHARGE) - timedelta(minutes=1))
    assert not {each for each in office.news() if "coordinators" in each.detail}
    await scan(office, eight(DISCHARGE))
    escalated = {each for each in office.news() if each.kind == ESCALATION}
    assert escalated >= (
        told(ESCALATION, f.NURSE_LEADER, f.CASEWORKER_LEADER, detail="leader")
        | told(ESCALATION, f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR, detail="coordinators")
    )


async def test_both_units_are_reminded_two_working_days_before_such_a_discharge(office: Office) -> None:
    await waiting_for_agreement(office)
    await scan(office, eight(DISCHARGE - timedelta(days=2)))
    before = told(REMINDER, f.NURSE, f.COLLEAGUE, f.CASEWORKER, detail="before")
    assert before <= office.news()


async def test_a_ward_without_a_date_is_asked_every_second_working_day_and_nobody_else_hears(
    office: Office,
) -> None:
    unknown = "Ikke relevant, fordi datoen ikke er kendt"
    content = whole_text(DocumentKind.EARLY_NOTICE, expected_discharge=unknown)
    found = await office.sent(DocumentKind.EARLY_NOTICE, content=content)
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    office.news()
    asked = []
    for day in range(1, 9):
        await scan(office, eight(date(2026, 11, 23) + timedelta(days=day)))
        asked.append((day, office.news()))
    ward = (f.NURSE, f.COLLEAGUE)
    assert [(day, news) for day, news in asked if news] == [
        (1, told(REMINDER, *ward, detail="on_day")),
        (3, told(REMINDER, *ward, detail="overdue")),
        (7, told(REMINDER, *ward, detail="overdue")),
    ]


async def test_who_signs_for_the_unit_is_reminded_to_sign(office: Office) -> None:
    await office.staff(*f.SIGNERS)
    await office.sent(DocumentKind.COORDINATION_PLAN)
    office.news()
    await scan(office, eight(date(2026, 11, 24)))
    assert office.news() == told(REMINDER, f.CHIEF_PHYSICIAN, f.MANAGER, detail="on_day")


async def test_it_is_written_down_when_leader_and_coordinators_were_told_first(office: Office) -> None:
    task = await one_task(office, owner_id=f.CASEWORKER.id)
    for days in range(3, 8):
        await scan(office, eight(FRIDAY + timedelta(days=days)))
    (stored_task,) = await office.tasks(task)

    assert stored_task.id == task.id
    assert stored_task.leaders_told_on == FRIDAY + timedelta(days=4)
    assert stored_task.coordinators_told_on == FRIDAY + timedelta(days=6)
