"""Which open cases nothing happens on is found by page, the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.case import Case
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, done
from storage.store import SqlStore
from tests import factories as f
from tests.stores import stored
from workflows.ports import OpenCase

DAY = timedelta(days=1)
SINCE, TODAY = f.NOW - 10 * DAY, f.NOW.date()
LONG_AGO = f.NOW - 400 * DAY


def a_quiet_case(number: str, **changes: object) -> Case:
    return replace(f.a_case(number, opened_at=LONG_AGO), **changes)  # type: ignore[arg-type]


async def quiet(store: SqlStore, after: OpenCase | None = None, limit: int = 10) -> list[str]:
    found = await store.run(lambda r: r.idle_cases.quiet(SINCE, TODAY, after, limit))
    return [case.number for case in found]


async def happens(store: SqlStore, case: Case, kind: str, at: datetime) -> None:
    event = replace(f.an_event(case, f"{case.number}{kind}{at}"), kind=kind, at=at)
    await store.run(lambda r: r.events.append(event))


async def test_only_what_is_open_and_quiet_is_found_the_oldest_first(store: SqlStore) -> None:
    older = a_quiet_case("26-1001", opened_at=LONG_AGO - DAY)
    younger, lively = a_quiet_case("26-1002"), a_quiet_case("26-1003")
    closed, new = a_quiet_case("26-1004", closed_at=f.NOW), a_quiet_case("26-1005", opened_at=f.NOW)
    for case in (lively, new, closed, younger, older):
        await stored(store, case)
        await happens(store, case, "document.send", case.opened_at)
    await happens(store, lively, "document.acknowledge", SINCE)
    await happens(store, younger, "document.acknowledge", SINCE - timedelta(seconds=1))
    assert await quiet(store) == ["26-1001", "26-1002"]


async def test_pages_follow_each_other_also_where_cases_began_at_the_same_moment(store: SqlStore) -> None:
    for number in ("26-1001", "26-1002", "26-1003"):
        await stored(store, a_quiet_case(number))
    seen, last = list[str](), None
    while page := await store.run(lambda r, last=last: r.idle_cases.quiet(SINCE, TODAY, last, 2)):  # type: ignore[misc]
        seen += [case.number for case in page]
        last = page[-1]
    assert sorted(seen) == ["26-1001", "26-1002", "26-1003"]


@pytest.mark.parametrize(
    "kind",
    [
        *("task.snooze", "task.take", "task.hand_over", "case.emergency"),
        *("case.change_contact", "case.restrict", "case.keep", "case.let_go"),
    ],
)
async def test_what_only_moves_the_question_or_the_access_is_nothing_that_happens(
    store: SqlStore, kind: str
) -> None:
    case = a_quiet_case("26-1001")
    await stored(store, case)
    await happens(store, case, kind, f.NOW)
    assert await quiet(store) == ["26-1001"]


async def test_what_waits_or_is_asked_about_is_passed_over(store: SqlStore) -> None:
    waits, late, asked = (a_quiet_case(number) for number in ("26-1001", "26-1002", "26-1003"))
    for case, kind, due in (
        (waits, TaskKind.FOLLOW_UP, TODAY),
        (late, TaskKind.FOLLOW_UP, TODAY - DAY),
        (asked, TaskKind.CLOSE_CASE, TODAY - DAY),
    ):
        task = replace(f.a_task(f.a_meeting(case), case.number), kind=kind, due=due, subject=of(case))
        await stored(store, case, task)
    assert await quiet(store) == ["26-1002"]


async def test_cases_whose_units_are_asked_are_found_once_each_until_it_is_answered(store: SqlStore) -> None:
    cases = [a_quiet_case(number) for number in ("26-1001", "26-1002")]
    for case in cases:
        await stored(store, case)
        for n, unit in enumerate((f.NURSE.home.id, f.CASEWORKER.home.id)):
            task = f.a_task(f.a_meeting(case), f"{case.number}{n}", subject=of(case), unit_id=unit)
            await stored(store, replace(task, kind=TaskKind.CLOSE_CASE))
    first = await store.run(lambda r: r.idle_cases.asked(None, 1))
    rest = await store.run(lambda r: r.idle_cases.asked(first[-1], 9))
    assert sorted(case.number for case in (*first, *rest)) == ["26-1001", "26-1002"]
    for task in await store.run(lambda r: r.tasks.of_case(cases[0].id, f.NURSE)):
        await store.run(lambda r, task=task: r.tasks.save(done(task, f.NOW)))  # type: ignore[misc]
    assert [c.number for c in await store.run(lambda r: r.idle_cases.asked(None, 9))] == ["26-1002"]


def of(case: Case) -> Subject:
    return Subject(SubjectKind.CASE, case.id)
