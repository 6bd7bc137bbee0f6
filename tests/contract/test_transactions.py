"""A unit of work is one transaction: all of it or nothing, run again when two meet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.errors import NotFound
from domain.task import snoozed
from storage.store import MOST_RUNS, SqlStore
from tests import factories as f
from tests.stores import opened, raw, with_a_case
from workflows.ports import Clockwork, Conflict, Records

CLOCK = Clockwork()


class Failure(Exception):
    """Something went wrong in the middle."""


def change_everything(records: Records) -> None:
    case = f.a_case()
    records.cases.add(case)
    records.outbox.queue([f.a_notice()], f.NOW)
    records.audit.write(f.an_entry(case_id=case.id))
    records.effects.record(["click"], b"svar", f.NOW)


def rows_of(url: str) -> tuple[object, ...]:
    tables = ("cases", "outbox", "audit", "effects")
    return raw(url, "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))[0]


async def test_change_notice_audit_and_answer_commit_together(store: SqlStore, url: str) -> None:
    await store.run(change_everything)
    assert rows_of(url) == (1, 1, 1, 1)


async def test_a_failure_leaves_nothing_of_them(store: SqlStore, url: str) -> None:
    def fail_at_the_end(records: Records) -> None:
        change_everything(records)
        raise Failure

    with pytest.raises(Failure):
        await store.run(fail_at_the_end)
    assert rows_of(url) == (0, 0, 0, 0)


async def test_an_audit_entry_that_cannot_be_written_undoes_the_change(store: SqlStore, url: str) -> None:
    def write_badly(records: Records) -> None:
        change_everything(records)
        records.audit.write(f.an_entry(at=f.NOW.replace(tzinfo=None)))

    with pytest.raises(Exception, match="time zone"):
        await store.run(write_badly)
    assert rows_of(url) == (0, 0, 0, 0)


async def test_what_the_work_raises_and_returns_reaches_the_caller(store: SqlStore) -> None:
    assert await store.run(lambda _: "hello") == "hello"
    with pytest.raises(NotFound):
        await store.run(lambda r: r.cases.by_number("26-1001", CLOCK))


async def test_a_conflict_is_tried_again_from_the_beginning(store: SqlStore, url: str) -> None:
    runs: list[int] = []

    def succeed_the_third_time(records: Records) -> str:
        change_everything(records)
        runs.append(1)
        if len(runs) < 3:
            raise Conflict
        return "done"

    assert await store.run(succeed_the_third_time) == "done"
    assert rows_of(url) == (1, 1, 1, 1)


async def test_a_conflict_that_does_not_end_is_raised(store: SqlStore) -> None:
    runs: list[int] = []

    def conflict(records: Records) -> None:
        runs.append(1)
        raise Conflict

    with pytest.raises(Conflict):
        await store.run(conflict)
    assert len(runs) == MOST_RUNS


async def test_another_failure_is_not_tried_again(store: SqlStore) -> None:
    runs: list[int] = []

    def fail(records: Records) -> None:
        runs.append(1)
        raise Failure

    with pytest.raises(Failure):
        await store.run(fail)
    assert len(runs) == 1


async def test_no_change_is_lost_when_several_change_one_task(store: SqlStore, url: str) -> None:
    _, _, task = await with_a_case(store)

    async with opened(url) as replica:
        await asyncio.gather(*(s.run(snoozing(task.id)) for s in (store, replica) * 3))
    found = await store.run(lambda r: r.tasks.get(task.id, CLOCK))
    assert found.task.version == 7


def snoozing(*task_ids: str) -> Callable[[Records], None]:
    def snooze_in_order(records: Records) -> None:
        for task_id in task_ids:
            found = records.tasks.get(task_id, CLOCK).task
            records.tasks.save(snoozed(found, f.NOW.date()))

    return snooze_in_order


async def test_two_who_cross_each_other_both_succeed_in_the_end(store: SqlStore, url: str) -> None:
    case, meeting, first = await with_a_case(store)
    second = f.a_task(meeting, "second")
    await store.run(lambda r: r.tasks.add(second))
    async with opened(url) as replica:
        there, back = snoozing(first.id, second.id), snoozing(second.id, first.id)
        await asyncio.gather(store.run(there), replica.run(back), store.run(back), replica.run(there))
    tasks = await store.run(lambda r: r.tasks.of_case(case.id, CLOCK))
    assert [task.version for task in tasks] == [5, 5]


async def test_a_moment_without_a_time_zone_is_refused(store: SqlStore) -> None:
    naive = f.NOW.replace(tzinfo=None)
    _, meeting, _ = await with_a_case(store)
    proposed = (replace(f.a_time(), start=naive),)
    with pytest.raises(Exception, match="time zone"):
        await store.run(lambda r: r.cases.add(f.a_case("26-1002", opened_at=naive)))
    with pytest.raises(Exception, match="time zone"):
        await store.run(lambda r: r.outbox.claim(naive, naive - naive, 1))
    with pytest.raises(ValueError, match="time zone"):
        await store.run(lambda r: r.meetings.save(replace(meeting, version=2, proposed=proposed)))


async def test_an_error_of_the_database_names_no_value(store: SqlStore) -> None:
    bad = f.a_case(area="somewhere")
    with pytest.raises(Exception, match=r"(?i)check constraint") as refused:
        await store.run(lambda r: r.cases.add(bad))
    assert "parameters hidden" in str(refused.value)
    assert f.CITIZEN_NAME not in str(refused.value)
