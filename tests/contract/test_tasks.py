"""Tasks: whose they are, and which of them the scan looks at next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.delay import Delay, DelayReason
from domain.errors import NotFound
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus, done, handed_to, snoozed, with_deadline
from storage.store import SqlStore
from tests import factories as f
from tests.contract.fields import changed_fields, fields_but
from tests.stores import stored, with_a_case
from workflows.ports import Clockwork, Conflict, TaskOnCase

CLOCK = Clockwork()
DUE = date(2026, 11, 27)


async def save(store: SqlStore, task: Task) -> None:
    await store.run(lambda r: r.tasks.save(task))


TOLD = ("leaders_told_on", "coordinators_told_on")
"""Written by the scan, beside the task's versions."""


async def looked_at(store: SqlStore, now: datetime = f.NOW, limit: int = 10) -> list[Task]:
    found = await store.run(lambda r: r.tasks.to_look_at(now, limit, Clockwork()))
    return [on_case.task for on_case in found]


async def look_again(store: SqlStore, at: datetime, *tasks: Task) -> None:
    await store.run(lambda r: r.tasks.look_again([(task, at) for task in tasks]))


async def test_a_task_comes_back_as_it_was_stored(store: SqlStore) -> None:
    case, meeting, _ = await with_a_case(store)
    task = f.a_task(
        meeting, "told", kind=TaskKind.FOLLOW_UP, owner_id=f.NURSE.id, text=Sensitive("Ring til egen læge")
    )
    await store.run(lambda r: r.tasks.add(task))
    assert await store.run(lambda r: r.tasks.get(task.id, f.NURSE)) == TaskOnCase(case, task)


async def test_everything_that_may_happen_to_a_task_is_kept(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    new_deadline = with_deadline(task, date(2026, 12, 4), "Ferie", DelayReason.STAFFING, task.opened_at)
    given = handed_to(new_deadline, f.NURSE.home.id, Sector.REGION, f.NURSE.id, f.NOW)
    for step in (new_deadline, given, snoozed(given, date(2026, 12, 1))):
        await save(store, step)
        found = await store.run(lambda r: r.tasks.get(task.id, CLOCK))
        assert found.task == step


async def test_everything_that_may_change_about_a_task_is_stored(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    changed = replace(
        task,
        unit_id=f.NURSE.home.id,
        sector=Sector.REGION,
        owner_id=f.NURSE.id,
        due=date(2026, 12, 4),
        opened_at=f.NOW + timedelta(days=1),
        text=Sensitive("Ring til søsteren på Ærø"),
        reason=Sensitive("Ferie"),
        status=TaskStatus.NOT_POSSIBLE,
        remind_from=date(2026, 12, 1),
        part="first_follow_up",
        every_days=14,
        until=date(2027, 3, 1),
        ended_on=date(2026, 12, 2),
        delay=Delay(DelayReason.OFFER, date(2026, 12, 1)),
        version=2,
    )
    fixed = ("id", "case_id", "case_number", "subject", "kind", *TOLD)
    assert changed_fields(task, changed) == fields_but(Task, *fixed)
    await save(store, changed)
    assert (await store.run(lambda r: r.tasks.get(task.id, CLOCK))).task == changed
    back = replace(task, version=3)
    await save(store, back)
    assert (await store.run(lambda r: r.tasks.get(task.id, CLOCK))).task == back


async def test_a_stale_version_is_refused(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    await store.run(lambda r: r.tasks.save(snoozed(task, DUE)))
    with pytest.raises(Conflict):
        await store.run(lambda r: r.tasks.save(done(task, f.NOW)))


async def test_an_outsider_does_not_learn_that_a_task_exists(store: SqlStore) -> None:
    case, _, task = await with_a_case(store)
    with pytest.raises(NotFound):
        await store.run(lambda r: r.tasks.get(task.id, f.OUTSIDER))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.tasks.of_case(case.id, f.OUTSIDER))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.tasks.get("no task", CLOCK))


async def test_a_meetings_open_tasks_leave_out_what_is_done(store: SqlStore) -> None:
    case, meeting, task = await with_a_case(store)
    of_meeting = Subject(SubjectKind.MEETING, meeting.id)
    sooner = f.a_task(meeting, "sooner", due=DUE - timedelta(days=1))
    await store.run(lambda r: r.tasks.add(sooner))
    assert await store.run(lambda r: r.tasks.open_of(of_meeting, Clockwork())) == (sooner, task)
    await store.run(lambda r: r.tasks.save(done(sooner, f.NOW)))
    assert await store.run(lambda r: r.tasks.open_of(of_meeting, Clockwork())) == (task,)
    assert await store.run(lambda r: r.tasks.of_case(case.id, f.NURSE)) == (done(sooner, f.NOW), task)


@pytest.mark.parametrize("kind", TaskKind)
@pytest.mark.parametrize("about", [SubjectKind.DOCUMENT, SubjectKind.ADMISSION, SubjectKind.CASE])
async def test_a_task_is_found_by_what_it_is_about_and_by_nothing_else_with_that_id(
    store: SqlStore, about: SubjectKind, kind: TaskKind
) -> None:
    _, meeting, _ = await with_a_case(store)
    subject = Subject(about, meeting.id)
    task = f.a_task(meeting, "about another", subject=subject, kind=kind)
    await store.run(lambda r: r.tasks.add(task))
    assert await store.run(lambda r: r.tasks.open_of(subject, Clockwork())) == (task,)
    assert await store.run(lambda r: r.tasks.open_of(Subject(about, "0" * 32), Clockwork())) == ()


@pytest.mark.parametrize("status", TaskStatus)
async def test_a_task_may_end_in_every_way(store: SqlStore, status: TaskStatus) -> None:
    _, _, task = await with_a_case(store)
    ended = replace(task, status=status, version=2)
    await save(store, ended)
    assert (await store.run(lambda r: r.tasks.get(task.id, CLOCK))).task == ended


async def test_wards_work_in_shifts_so_a_person_sees_the_whole_units_tasks(store: SqlStore) -> None:
    _, meeting, unclaimed = await with_a_case(store)
    own = f.a_task(meeting, "own", owner_id=f.CASEWORKER.id, due=DUE - timedelta(days=1))
    colleagues = f.a_task(
        meeting, "colleague's", owner_id=f.CASEWORKER_LEADER.id, due=DUE + timedelta(days=1)
    )
    finished = done(f.a_task(meeting, "finished", owner_id=f.CASEWORKER.id), f.NOW)
    await stored(store, own, colleagues, finished)
    for person in (f.CASEWORKER, f.CASEWORKER_LEADER):
        assert await open_of_person(store, person) == (own, unclaimed, colleagues)
    assert await open_of_person(store, f.NURSE) == ()
    assert await open_of_person(store, f.MUNICIPAL_COORDINATOR) == ()


async def test_a_person_keeps_what_they_own_in_another_unit(store: SqlStore) -> None:
    _, meeting, _ = await with_a_case(store)
    own = f.a_task(meeting, "own", owner_id=f.NURSE.id)
    await store.run(lambda r: r.tasks.add(own))
    assert await open_of_person(store, f.NURSE) == (own,)


async def test_what_somebody_who_leaves_leaves_in_a_unit_is_listed(store: SqlStore) -> None:
    _, meeting, _ = await with_a_case(store)
    later = f.a_task(meeting, "later", owner_id=f.CASEWORKER.id, due=DUE + timedelta(days=1))
    sooner = f.a_task(meeting, "sooner", owner_id=f.CASEWORKER.id)
    elsewhere = f.a_task(meeting, "elsewhere", owner_id=f.CASEWORKER.id, unit_id=f.NURSE.home.id)
    colleagues = f.a_task(meeting, "colleague's", owner_id=f.CASEWORKER_LEADER.id)
    finished = done(f.a_task(meeting, "finished", owner_id=f.CASEWORKER.id), f.NOW)
    await stored(store, later, sooner, elsewhere, colleagues, finished)
    unit_id, other = f.CASEWORKER.home.id, f.NURSE.home.id
    left = await store.run(lambda r: r.tasks.owned_by(f.CASEWORKER.id, (unit_id,), Clockwork()))
    assert left == (sooner, later)
    in_both = await store.run(lambda r: r.tasks.owned_by(f.CASEWORKER.id, (unit_id, other), Clockwork()))
    assert set(in_both) == {sooner, later, elsewhere}
    assert await store.run(lambda r: r.tasks.owned_by(f.CASEWORKER.id, (), Clockwork())) == ()


async def open_of_person(store: SqlStore, person: Person) -> tuple[Task, ...]:
    return await store.run(lambda r: r.tasks.open_of_person(person))


async def test_a_scan_that_puts_each_page_off_looks_at_every_open_task_once(store: SqlStore) -> None:
    case, meeting, first = await with_a_case(store)
    others = [f.a_task(meeting, f"no. {n}") for n in range(4)]
    await stored(store, *others, done(f.a_task(meeting, "finished"), f.NOW))
    assert (await store.run(lambda r: r.tasks.to_look_at(f.NOW, 1, Clockwork())))[0].case == case
    pages: list[list[Task]] = []
    while page := await looked_at(store, limit=2):
        pages.append(page)
        await look_again(store, f.NOW + timedelta(seconds=1), *page)
    every = sorted((first, *others), key=lambda task: task.id)
    assert pages == [every[:2], every[2:4], every[4:]]


async def test_a_task_is_looked_at_from_the_moment_named_on_and_the_longest_waiting_first(
    store: SqlStore,
) -> None:
    _, meeting, first = await with_a_case(store)
    second = f.a_task(meeting, "second")
    await stored(store, second)
    await look_again(store, f.NOW + timedelta(hours=1), first)
    await look_again(store, f.NOW, second)
    assert await looked_at(store, f.NOW - timedelta(microseconds=1)) == []
    assert await looked_at(store) == [second]
    assert await looked_at(store, f.NOW + timedelta(hours=1)) == [second, first]
    assert await looked_at(store, f.NOW + timedelta(hours=1), limit=1) == [second]


async def test_a_changed_task_is_looked_at_by_the_next_scan(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    await look_again(store, f.NOW + timedelta(days=30), task)
    assert await looked_at(store) == []
    changed = snoozed(task, DUE)
    await save(store, changed)
    assert await looked_at(store) == [changed]


async def test_looking_at_a_task_is_no_change_of_it(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    await look_again(store, f.NOW + timedelta(days=30), task)
    assert (await store.run(lambda r: r.tasks.get(task.id, CLOCK))).task == task
    await save(store, snoozed(task, DUE))


async def test_a_scan_that_read_a_task_before_it_changed_does_not_hide_the_change(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    changed = snoozed(task, DUE)
    await save(store, changed)
    await look_again(store, f.NOW + timedelta(days=30), task)
    assert await looked_at(store) == [changed]


@pytest.mark.parametrize("status", [status for status in TaskStatus if status is not TaskStatus.OPEN])
async def test_a_task_that_has_ended_is_never_looked_at(store: SqlStore, status: TaskStatus) -> None:
    _, _, task = await with_a_case(store)
    await save(store, replace(task, status=status, version=2))
    await store.run(lambda r: r.tasks.look_at_all())
    assert await looked_at(store, f.NOW + timedelta(days=1000)) == []
    await save(store, replace(task, version=3))
    assert await looked_at(store) == [replace(task, version=3)]


async def test_every_open_task_can_be_looked_at_anew(store: SqlStore) -> None:
    _, meeting, task = await with_a_case(store)
    other = f.a_task(meeting, "other")
    await stored(store, other)
    await look_again(store, f.NOW + timedelta(days=30), task, other)
    await store.run(lambda r: r.tasks.look_at_all())
    assert {found.id for found in await looked_at(store)} == {task.id, other.id}


async def test_a_changed_case_has_its_own_tasks_looked_at_and_no_others(store: SqlStore) -> None:
    case, meeting, task = await with_a_case(store)
    other_case = f.a_case("26-1002")
    other_meeting = f.a_meeting(other_case)
    finished, others = done(f.a_task(meeting, "finished"), f.NOW), f.a_task(other_meeting)
    await stored(store, finished, other_case, other_meeting, others)
    await look_again(store, f.NOW + timedelta(days=30), task, others)
    await store.run(lambda r: r.cases.save(replace(case, agreement_id="children", version=2)))
    assert await looked_at(store) == [task]


async def test_after_an_import_of_the_directory_every_open_task_is_looked_at(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    await look_again(store, f.NOW + timedelta(days=30), task)
    await store.run(lambda r: r.directory.replace(f.DIRECTORY))
    assert await looked_at(store) == [task]


async def test_a_task_is_stored_once(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.run(lambda r: r.tasks.add(replace(task, text=Sensitive("igen"))))
