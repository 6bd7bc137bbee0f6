"""A database in use is taken over: what version 0003 stored reads the same, what is new fits beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from domain.people import Role
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, done
from storage.log.check import FaultKind
from storage.schema.columns import metadata
from tests import factories as f
from tests.contract import earlier, logbook
from tests.contract.databases import looking_at
from tests.contract.logbook import write_old_chain
from tests.stores import opened, raw, stored
from workflows.notice import NoticeKind
from workflows.ports import Clockwork, MeetingOnCase, TaskOnCase

CLOCK = Clockwork()
CASE = f.a_case(
    participants=frozenset({f.OUTSIDER.id, f.REGION_COORDINATOR.id}),
    override_reason=Sensitive("Ældre borger"),
)
OTHER_CASE = f.a_case("26-1002", opened_at=f.NOW - timedelta(days=1))
MEETING = f.a_meeting(CASE)
OTHER_MEETING = f.a_meeting(OTHER_CASE, "other")
OPEN = f.a_task(MEETING, owner_id=f.CASEWORKER.id, text=Sensitive("Ring på Ærø"), reason=Sensitive("Ferie"))
FINISHED = replace(
    done(f.a_task(MEETING, "finished", kind=TaskKind.FOLLOW_UP), f.NOW), ended_on=MEETING.find_time_by
)
"""As nobody wrote down when it was done, it is taken to have been on its day."""
OTHERS = f.a_task(OTHER_MEETING, "other", remind_from=OPEN.due)
EVENT = f.an_event(CASE, reason=Sensitive("Sygdom"))
POST = replace(f.a_post(), subject=Subject(SubjectKind.MEETING, MEETING.id))
NOTICE = f.a_notice()
CHANGED_TABLES = ("memberships", "cases", "case_people", "meetings", "tasks", "events", "posts", "outbox")

FORBIDDEN = (
    "UPDATE tasks SET case_id = '0'",
    "UPDATE tasks SET owner_id = '0'",
    "UPDATE tasks SET kind = 'other'",
    "UPDATE tasks SET status = 'other'",
    "UPDATE tasks SET subject_kind = 'other'",
    "UPDATE tasks SET subject_kind = NULL",
    "UPDATE memberships SET unit_id = '0'",
    "UPDATE memberships SET role = 'other'",
    "UPDATE posts SET person_id = '0'",
    "UPDATE posts SET subject_kind = 'other'",
    "UPDATE outbox SET recipient_id = '0'",
    "UPDATE outbox SET kind = 'other'",
    "UPDATE outbox SET subject_kind = 'other'",
    "UPDATE cases SET version = NULL",
    "DELETE FROM cases",
    "INSERT INTO outbox SELECT * FROM outbox",
)


def in_use(connection: Connection) -> None:
    for case in (CASE, OTHER_CASE):
        earlier.insert_case(connection, case)
    for meeting in (MEETING, OTHER_MEETING):
        earlier.insert_meeting(connection, meeting)
    for task in (OPEN, FINISHED, OTHERS):
        earlier.insert_task(connection, task)
    earlier.insert_event(connection, EVENT)
    earlier.insert_post(connection, POST)
    earlier.insert_notice(connection, NOTICE)


def counted(url: str) -> dict[str, tuple[object, ...]]:
    return {table: raw(url, f"SELECT count(*) FROM {table}")[0] for table in CHANGED_TABLES}


async def test_every_row_is_still_there(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    before = counted(empty_url)
    async with opened(empty_url):
        pass
    assert counted(empty_url) == before
    assert min(before.values()) >= (1,)


async def test_cases_meetings_and_tasks_read_as_they_were_written(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url) as store:
        assert await store.run(lambda r: r.cases.by_number(CASE.number, f.NURSE)) == CASE
        assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.NURSE)) == (CASE, OTHER_CASE)
        found = await store.run(lambda r: r.meetings.get(MEETING.id, f.CASEWORKER))
        assert found == MeetingOnCase(CASE, MEETING)
        assert await store.run(lambda r: r.tasks.get(OPEN.id, f.CASEWORKER)) == TaskOnCase(CASE, OPEN)
        assert await store.run(lambda r: r.tasks.of_case(OTHER_CASE.id, CLOCK)) == (OTHERS,)
        assert set(await store.run(lambda r: r.tasks.of_case(CASE.id, CLOCK))) == {OPEN, FINISHED}


async def test_a_meetings_open_tasks_are_found_by_the_meeting(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url) as store:
        of_meeting = Subject(SubjectKind.MEETING, MEETING.id)
        assert await store.run(lambda r: r.tasks.open_of(of_meeting, Clockwork())) == (OPEN,)
        finished = done(OPEN, f.NOW)
        await store.run(lambda r: r.tasks.save(finished))
        assert await store.run(lambda r: r.tasks.open_of(of_meeting, Clockwork())) == ()
        assert (await store.run(lambda r: r.tasks.get(OPEN.id, CLOCK))).task == finished


async def test_the_first_scan_looks_at_every_task_that_is_still_open(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url) as store:
        looked_at = await store.run(lambda r: r.tasks.to_look_at(f.NOW, 10, Clockwork()))
        assert {found.task.id for found in looked_at} == {OPEN.id, OTHERS.id}


async def test_staff_events_cards_and_waiting_notices_are_kept(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url) as store:
        people = (f.NURSE, f.CASEWORKER_LEADER, f.MUNICIPAL_COORDINATOR, f.ADMINISTRATOR)
        found = await store.run(lambda r: [r.directory.person(person.id) for person in people])
        assert tuple(found) == people
        assert await store.run(lambda r: r.events.of_case(CASE.id, f.NURSE)) == (EVENT,)
        assert await store.run(lambda r: r.posts.of(f.CASEWORKER.id, POST.subject)) == (POST,)
        (waiting,) = await store.run(lambda r: r.outbox.claim(f.NOW, timedelta(minutes=1), 10))
        assert waiting.notice == NOTICE
        assert await store.run(lambda r: r.outbox.queue([NOTICE], f.NOW)) == 0


async def test_an_earlier_case_can_be_closed_and_moved(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url) as store:
        changed = replace(
            CASE,
            closed_at=f.NOW,
            closing_reason=Sensitive("Flyttet"),
            version=2,
            municipality_unit_id=f.OUTSIDER.home.id,
        )
        await store.run(lambda r: r.cases.save(changed))
        assert await store.run(lambda r: r.cases.get(CASE.id, CLOCK)) == changed


async def test_everything_new_can_be_stored_beside_it(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url) as store:
        document, admission = f.a_document(CASE), f.an_admission(CASE)
        about = Subject(SubjectKind.DOCUMENT, document.id)
        sign = f.a_task(MEETING, "sign", subject=about, kind=TaskKind.SIGN)
        notice = f.a_notice("document", kind=NoticeKind.DOCUMENT, subject=about)
        await stored(store, document, admission, sign, replace(f.a_post(), subject=about))
        assert await store.run(lambda r: r.outbox.queue([notice], f.NOW)) == 1
        assert await store.run(lambda r: r.tasks.open_of(about, Clockwork())) == (sign,)
        chief = replace(f.DIRECTORY[0], role=Role.SIGNATORY)
        await store.run(lambda r: r.directory.replace([*f.DIRECTORY, chief]))
        person = await store.run(lambda r: r.directory.person(f.NURSE.id))
        assert person is not None
        assert person.roles == {Role.FRONTLINE, Role.SIGNATORY}


async def test_the_rules_of_the_tables_hold_as_before(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url):
        pass
    for statement in FORBIDDEN:
        with pytest.raises(Exception, match=r"(?i)constraint"):
            raw(empty_url, statement)


async def test_what_was_taken_over_is_the_tables_the_code_knows(empty_url: str) -> None:
    await earlier.at_0003(empty_url, in_use)
    async with opened(empty_url):
        pass
    if empty_url.startswith("sqlite"):
        assert raw(empty_url, "PRAGMA foreign_key_check") == []
        assert raw(empty_url, "PRAGMA integrity_check") == [("ok",)]
    with looking_at(empty_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


async def test_the_old_chain_of_the_log_reads_the_same_is_sealed_and_still_checked(empty_url: str) -> None:
    await earlier.at_0003(empty_url, write_old_chain)
    async with opened(empty_url) as store:
        report = await store.check_log(f.NOW, timedelta(minutes=1))
        assert (report.faults, report.entries, report.waiting) == ((), 3, 3), "chained, so it may wait"
        await stored(store, f.an_entry("new", case_id=logbook.CASE))
        await store.run(lambda r: r.seals.seal(f.NOW))
        entries = await store.run(lambda r: r.audit.of_case(logbook.CASE, CLOCK))
        assert [(e.number, e.subject, e.detail.get("n")) for e in entries] == [
            (1, "meeting:1", "1"),
            (2, "meeting:2", "2"),
            (3, "meeting:3", "3"),
            (4, "new", None),
        ]
        assert (await store.check_log(f.NOW, timedelta(minutes=1))).faults == ()
    logbook.lift_protection(empty_url)
    raw(empty_url, "UPDATE audit SET previous = hash WHERE seq = 2")
    async with opened(empty_url) as store:
        faults = (await store.check_log(f.NOW, timedelta(minutes=1))).faults
    assert (FaultKind.OLD_CHAIN_BROKEN, 2) in [(fault.kind, fault.number) for fault in faults]
