"""Tasks: whose they are, what is due, and a scan that pages through them without missing one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import NotFound
from domain.people import Sector
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind, done, handed_to, snoozed, with_deadline
from storage.store import SqlStore
from tests import factories as f
from tests.stores import stored, with_a_case
from workflows.ports import Clockwork, Conflict, TaskOnCase

CLOCK = Clockwork()
DUE = date(2026, 11, 27)


async def save(store: SqlStore, task: Task) -> None:
    await store.run(lambda r: r.tasks.save(task))


async def due_after(store: SqlStore, after: tuple[date, str] | None) -> tuple[TaskOnCase, ...]:
    """A page of two of what is due on `DUE`."""
    return await store.run(lambda r: r.tasks.due_by(DUE, f.NOW.date(), after, 2))


async def test_a_task_comes_back_as_it_was_stored(store: SqlStore) -> None:
    case, meeting, _ = await with_a_case(store)
    task = f.a_task(
        meeting, "told", kind=TaskKind.FOLLOW_UP, owner_id=f.NURSE.id, text=Sensitive("Ring til egen læge")
    )
    await store.run(lambda r: r.tasks.add(task))
    assert await store.run(lambda r: r.tasks.get(task.id, f.NURSE)) == TaskOnCase(case, task)


async def test_everything_that_may_happen_to_a_task_is_kept(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    new_deadline = with_deadline(task, date(2026, 12, 4), "Ferie", task.opened_at)
    given = handed_to(new_deadline, f.NURSE.home.id, Sector.REGION, f.NURSE.id, f.NOW)
    for step in (new_deadline, given, snoozed(given, date(2026, 12, 1))):
        await save(store, step)
        found = await store.run(lambda r: r.tasks.get(task.id, CLOCK))
        assert found.task == step


async def test_a_stale_version_is_refused(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    await store.run(lambda r: r.tasks.save(snoozed(task, DUE)))
    with pytest.raises(Conflict):
        await store.run(lambda r: r.tasks.save(done(task)))


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
    sooner = f.a_task(meeting, "sooner", due=DUE - timedelta(days=1))
    await store.run(lambda r: r.tasks.add(sooner))
    assert await store.run(lambda r: r.tasks.open_of_meeting(meeting.id)) == (sooner, task)
    await store.run(lambda r: r.tasks.save(done(sooner)))
    assert await store.run(lambda r: r.tasks.open_of_meeting(meeting.id)) == (task,)
    assert await store.run(lambda r: r.tasks.of_case(case.id, f.NURSE)) == (done(sooner), task)


async def test_a_person_has_their_own_tasks_and_their_units_unclaimed_ones(store: SqlStore) -> None:
    _, meeting, unclaimed = await with_a_case(store)
    own = f.a_task(meeting, "own", owner_id=f.CASEWORKER.id, due=DUE - timedelta(days=1))
    colleagues = f.a_task(meeting, "colleague's", owner_id=f.CASEWORKER_LEADER.id)
    finished = done(f.a_task(meeting, "finished", owner_id=f.CASEWORKER.id))
    await stored(store, own, colleagues, finished)
    assert await store.run(lambda r: r.tasks.open_of_person(f.CASEWORKER)) == (own, unclaimed)
    leaders = tuple(sorted((colleagues, unclaimed), key=lambda task: task.id))
    assert await store.run(lambda r: r.tasks.open_of_person(f.CASEWORKER_LEADER)) == leaders
    assert await store.run(lambda r: r.tasks.open_of_person(f.NURSE)) == ()
    assert await store.run(lambda r: r.tasks.open_of_person(f.MUNICIPAL_COORDINATOR)) == ()


async def test_the_scan_pages_through_what_is_due_and_misses_nothing(store: SqlStore) -> None:
    case, meeting, first = await with_a_case(store)
    same_day = [f.a_task(meeting, f"same day {n}") for n in range(4)]
    earlier = f.a_task(meeting, "earlier", due=DUE - timedelta(days=3))
    later = f.a_task(meeting, "later", due=DUE + timedelta(days=1))
    finished = done(f.a_task(meeting, "finished"))
    await stored(store, *same_day, earlier, later, finished)
    pages: list[list[Task]] = []
    after: tuple[date, str] | None = None
    while page := await due_after(store, after):
        assert all(on.case == case for on in page)
        pages.append([on.task for on in page])
        after = (page[-1].task.due, page[-1].task.id)
    expected = [earlier, *sorted((first, *same_day), key=lambda task: task.id)]
    assert [task for page in pages for task in page] == expected
    assert [len(page) for page in pages] == [2, 2, 2]


async def test_a_task_is_stored_once(store: SqlStore) -> None:
    _, _, task = await with_a_case(store)
    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.run(lambda r: r.tasks.add(replace(task, text=Sensitive("igen"))))
