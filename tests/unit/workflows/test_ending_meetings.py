"""After a time stands: move it, cancel it, let it pass, write minutes that become follow-ups."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.errors import BadValue, BrobyggerError, NotAllowed, NotFound, WrongStatus
from domain.network_meeting import Status
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office, told
from workflows.follow_ups import AgreedRow
from workflows.meetings import accept_time, cancel, move, time_passed
from workflows.minutes import write_minutes
from workflows.notice import NoticeKind
from workflows.ports import MeetingOnCase

ANOTHER_TIME = (f.a_time(10),)
NEXT_WEEK = date(2026, 12, 4)
CALLS_THE_DOCTOR = AgreedRow(Sensitive("Ring til egen læge"), f.NURSE.home.id, f.NURSE.id, NEXT_WEEK)
GRANTS_SUPPORT = AgreedRow(Sensitive("Bevillig bostøtte"), f.CASEWORKER.home.id, None, NEXT_WEEK)


async def held(office: Office) -> MeetingOnCase:
    """The meeting has been held, and minutes are asked for."""
    scheduled = await office.scheduled()
    assert scheduled.meeting.agreed is not None
    office.now = scheduled.meeting.agreed.end
    return await office.does(time_passed, scheduled)


async def reason_of_last_event(office: Office, found: MeetingOnCase) -> str:
    events = await office.store.run(lambda r: r.events.of_case(found.case.id, f.NURSE))
    return events[-1].reason.reveal()


@pytest.mark.parametrize(
    ("mover", "status", "owner"),
    [(f.NURSE, Status.ACKNOWLEDGED, f.CASEWORKER), (f.CASEWORKER, Status.TIMES_PROPOSED, f.NURSE)],
    ids=["the inviter moves", "the receiver moves"],
)
async def test_a_moved_meeting_has_a_reason_new_times_and_a_new_deadline(
    office: Office, mover: Person, status: Status, owner: Person
) -> None:
    scheduled = await office.scheduled()
    office.now += timedelta(days=3)
    office.news()
    moved = (await office.does(move, mover, scheduled.meeting.id, "Sygdom", ANOTHER_TIME)).meeting
    assert (moved.status, moved.agreed, moved.proposed) == (status, None, ANOTHER_TIME)
    assert (moved.find_time_by, moved.invitation) == (date(2026, 11, 30), 2)
    assert moved.content.reveal().reason == "Sygdom"
    assert await reason_of_last_event(office, scheduled) == "Sygdom"
    assert office.news() == told(NoticeKind.MEETING, owner)
    (task,) = await office.tasks(moved)
    assert (task.kind, task.owner_id, task.due) == (TaskKind.FIND_TIME, owner.id, date(2026, 11, 30))
    withdrawn = await office.tasks(moved, TaskStatus.WITHDRAWN)
    assert [t.kind for t in withdrawn] == [TaskKind.ATTEND, TaskKind.ATTEND]


async def test_a_moved_meeting_is_agreed_on_again_with_a_later_invitation(office: Office) -> None:
    scheduled = await office.scheduled()
    await office.does(move, f.NURSE, scheduled.meeting.id, "Sygdom", ANOTHER_TIME)
    again = await office.does(accept_time, f.CASEWORKER, scheduled.meeting.id, ANOTHER_TIME[0].start)
    assert (again.meeting.agreed, again.meeting.invitation) == (ANOTHER_TIME[0], 3)
    assert len(await office.tasks(again.meeting)) == 2


@pytest.mark.parametrize(
    ("caller", "other"),
    [(f.NURSE, f.CASEWORKER), (f.CASEWORKER, f.NURSE)],
    ids=["inviter", "receiver"],
)
async def test_either_side_cancels_a_meeting_that_stands(
    office: Office, caller: Person, other: Person
) -> None:
    scheduled = await office.scheduled()
    office.news()
    cancelled = (await office.does(cancel, caller, scheduled.meeting.id, "Udskrevet")).meeting
    assert (cancelled.status, cancelled.proposed, cancelled.invitation) == (Status.CANCELLED, (), 2)
    assert cancelled.content.reveal().reason == await reason_of_last_event(office, scheduled) == "Udskrevet"
    assert office.news() == told(NoticeKind.MEETING, other)
    assert await office.tasks(cancelled) == []


async def test_a_request_that_is_withdrawn_sends_no_calendar_cancellation(office: Office) -> None:
    found = await office.asked()
    office.news()
    cancelled = await office.does(cancel, f.NURSE, found.meeting.id, "Ikke længere aktuelt")
    assert cancelled.meeting.invitation == 0
    assert office.news() == told(NoticeKind.MEETING, f.CASEWORKER)
    assert await office.tasks(cancelled.meeting) == []
    assert len(await office.tasks(cancelled.meeting, TaskStatus.WITHDRAWN)) == 2


async def test_when_the_time_has_passed_the_inviter_is_asked_for_minutes(office: Office) -> None:
    scheduled = await office.scheduled()
    office.news()
    office.now += timedelta(days=3, hours=1)
    over = (await office.does(time_passed, scheduled)).meeting
    assert over.status is Status.MINUTES_DUE
    assert office.news() == told(NoticeKind.MEETING, f.NURSE)
    (task,) = await office.tasks(over)
    assert (task.kind, task.owner_id, task.due) == (
        TaskKind.WRITE_MINUTES,
        f.NURSE.id,
        date(2026, 11, 25),
    )
    assert [t.kind for t in await office.tasks(over, TaskStatus.DONE)].count(TaskKind.ATTEND) == 2
    assert office.audited()[-1] == ("clock", "meeting.time_passes", f"meeting:{over.id}")
    assert (await office.events(over))[-1] == ("meeting.time_passes", "minutes_due")


async def test_a_meeting_that_was_not_held_is_moved_or_cancelled_instead_of_minuted(office: Office) -> None:
    over = await held(office)
    moved = await office.does(move, f.NURSE, over.meeting.id, "Borgeren kom ikke", ANOTHER_TIME)
    assert moved.meeting.status is Status.ACKNOWLEDGED
    assert [t.kind for t in await office.tasks(moved.meeting, TaskStatus.WITHDRAWN)] == [
        TaskKind.WRITE_MINUTES
    ]


async def test_each_row_of_the_minutes_becomes_a_follow_up_in_its_sector(office: Office) -> None:
    over = await held(office)
    office.news()
    rows = (CALLS_THE_DOCTOR, GRANTS_SUPPORT)
    concluded = await office.does(write_minutes, f.NURSE, over.meeting.id, "Enige om støtte", rows)
    assert concluded.meeting.status is Status.CONCLUDED
    assert concluded.meeting.content.reveal().minutes == "Enige om støtte"
    assert office.news() == told(NoticeKind.MEETING, f.CASEWORKER)
    follow_ups = {task.text.reveal(): task for task in await office.tasks(concluded.meeting)}
    ours, theirs = follow_ups["Ring til egen læge"], follow_ups["Bevillig bostøtte"]
    assert (ours.kind, ours.sector, ours.owner_id) == (TaskKind.FOLLOW_UP, Sector.REGION, f.NURSE.id)
    assert (theirs.unit_id, theirs.sector, theirs.owner_id) == (
        f.CASEWORKER.home.id,
        Sector.MUNICIPALITY,
        None,
    )
    assert {task.due for task in follow_ups.values()} == {NEXT_WEEK}
    finished = [t.kind for t in await office.tasks(concluded.meeting, TaskStatus.DONE)]
    assert TaskKind.WRITE_MINUTES in finished


async def test_minutes_without_follow_ups_conclude_the_meeting(office: Office) -> None:
    over = await held(office)
    concluded = await office.does(write_minutes, f.COLLEAGUE, over.meeting.id, "Intet at følge op på", ())
    assert await office.tasks(concluded.meeting) == []


async def refused(office: Office, caller: Person, meeting_id: str, *rows: AgreedRow) -> BrobyggerError:
    """The refusal, after which nothing is stored."""
    before = office.everything()
    with pytest.raises(BrobyggerError) as refusal:
        await office.does(write_minutes, caller, meeting_id, "Referat", rows)
    assert office.everything() == before
    return refusal.value


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (AgreedRow(Sensitive("x"), f.NURSE.home.id, None, date(2026, 11, 22)), "minutes.due_in_past"),
        (AgreedRow(Sensitive("x"), f.OUTSIDER.home.id, None, NEXT_WEEK), "minutes.unknown_owner"),
        (AgreedRow(Sensitive("x"), "0" * 32, None, NEXT_WEEK), "minutes.unknown_owner"),
        (AgreedRow(Sensitive("x"), f.NURSE.home.id, f.OUTSIDER.id, NEXT_WEEK), "minutes.unknown_owner"),
        (AgreedRow(Sensitive("x"), f.NURSE.home.id, f.CASEWORKER.id, NEXT_WEEK), "minutes.unknown_owner"),
        (AgreedRow(Sensitive("x"), f.NURSE.home.id, "0" * 32, NEXT_WEEK), "minutes.unknown_owner"),
    ],
    ids=["past", "unit off the case", "no unit", "outsider", "works in the other unit", "nobody"],
)
async def test_one_wrong_row_refuses_the_minutes_whole(office: Office, row: AgreedRow, key: str) -> None:
    over = await held(office)
    refusal = await refused(office, f.NURSE, over.meeting.id, CALLS_THE_DOCTOR, row)
    assert (type(refusal), refusal.key) == (BadValue, key)


async def test_the_inviter_writes_the_minutes_and_nobody_else(office: Office) -> None:
    over = await held(office)
    assert type(await refused(office, f.CASEWORKER, over.meeting.id)) is NotAllowed
    assert type(await refused(office, f.OUTSIDER, over.meeting.id)) is NotFound
    await office.store.run(lambda r: r.cases.add_participant(over.case.id, f.OUTSIDER.id))
    assert type(await refused(office, f.OUTSIDER, over.meeting.id)) is NotFound


async def test_minutes_are_not_written_before_the_meeting_nor_twice(office: Office) -> None:
    scheduled = await office.scheduled()
    assert type(await refused(office, f.NURSE, scheduled.meeting.id)) is WrongStatus
    office.now += timedelta(days=4)
    await office.does(time_passed, scheduled)
    await office.does(write_minutes, f.NURSE, scheduled.meeting.id, "Referat", (CALLS_THE_DOCTOR,))
    assert type(await refused(office, f.NURSE, scheduled.meeting.id, CALLS_THE_DOCTOR)) is WrongStatus
