"""A colleague leaves: all that was theirs is listed, and goes to somebody else in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotAllowed
from domain.people import Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskStatus
from tests import factories as f
from tests.office import Office, told
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.handing_over import hand_over_all, open_work
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase
from workflows.tasks import mark_done

NEXT_WEEK = date(2026, 11, 27)
WARD = f.NURSE.home.id


async def agreed(office: Office, *owners: Person) -> tuple[DocumentOnCase, list[Task]]:
    """One follow-up for each, a day apart, on the same document."""
    found = await office.sent(DocumentKind.INTERVENTION_PLAN)
    for n, owner in enumerate(owners):
        due = NEXT_WEEK + timedelta(days=n)
        row = AgreedRow(Sensitive(f"Ring nr. {n}"), owner.home.id, owner.id, due)
        await office.does(add_follow_up, f.NURSE, found.document.id, row)
    office.news()
    every = await office.tasks(found.document)
    return found, [task for task in every if task.owner_id]


async def gone(office: Office, person: Person) -> None:
    """The directory no longer knows the person."""
    left = [row for row in f.DIRECTORY if row.user_id != person.user_id]
    await office.store.run(lambda records: records.directory.replace(left))


async def test_open_work_is_listed_by_owner_and_those_who_have_left_come_first(office: Office) -> None:
    _, tasks = await agreed(office, f.NURSE, f.COLLEAGUE, f.NURSE, f.CASEWORKER)
    await gone(office, f.COLLEAGUE)
    work = await office.does(open_work, f.NURSE_LEADER)
    assert [each.owner_id for each in work] == [f.COLLEAGUE.id, f.NURSE.id]
    assert [[task.id for task in each.tasks] for each in work] == [
        [tasks[1].id],
        [tasks[0].id, tasks[2].id],
    ]


async def test_who_works_in_no_unit_has_nothing_to_list(office: Office) -> None:
    await agreed(office, f.NURSE)
    assert await office.does(open_work, f.REGION_COORDINATOR) == ()


@pytest.mark.parametrize("to", [f.COLLEAGUE, None], ids=["to a colleague", "to the whole unit"])
async def test_all_of_it_is_given_on_in_one_step(office: Office, to: Person | None) -> None:
    found, tasks = await agreed(office, f.NURSE, f.NURSE, f.COLLEAGUE, f.CASEWORKER)
    await gone(office, f.NURSE)
    await office.hold(Subject(SubjectKind.TASK, tasks[0].id), f.COLLEAGUE)
    await office.hold(Subject(SubjectKind.DOCUMENT, found.document.id), f.CASEWORKER)
    office.now += timedelta(days=1)
    count = await office.does(hand_over_all, f.NURSE_LEADER, f.NURSE.id, to.id if to else None)
    assert count == 2
    after = {task.id: task for task in await office.tasks(found.document)}
    mine = [after[task.id] for task in tasks[:2]]
    assert [task.owner_id for task in mine] == [to.id if to else None] * 2
    assert [(task.due, task.unit_id) for task in mine] == [(t.due, WARD) for t in tasks[:2]]
    assert [after[task.id] for task in tasks[2:]] == tasks[2:]
    news = office.news()
    assert told(NoticeKind.REFRESH, f.COLLEAGUE, f.CASEWORKER) <= news
    handed_to = told(NoticeKind.REMINDER, *([to] if to else []), detail="handed")
    assert {each for each in news if each.kind == NoticeKind.REMINDER} == handed_to
    handed = [entry for entry in office.audited() if entry[1] == "task.hand_over"]
    assert handed == [(f.NURSE_LEADER.id, "task.hand_over", f"task:{task.id}") for task in tasks[:2]]
    assert (await office.events(found.document))[-1] == ("task.hand_over", "open")


async def test_what_has_ended_stays_with_who_ended_it(office: Office) -> None:
    found, (task,) = await agreed(office, f.NURSE)
    await office.does(mark_done, f.NURSE, task.id)
    assert await office.does(hand_over_all, f.NURSE_LEADER, f.NURSE.id, f.COLLEAGUE.id) == 0
    (done,) = await office.tasks(found.document, TaskStatus.DONE)
    assert done.owner_id == f.NURSE.id


async def test_another_unit_s_work_is_not_touched(office: Office) -> None:
    found, tasks = await agreed(office, f.NURSE)
    assert await office.does(hand_over_all, f.CASEWORKER_LEADER, f.NURSE.id, f.CASEWORKER.id) == 0
    assert [t for t in await office.tasks(found.document) if t.owner_id] == tasks


@pytest.mark.parametrize("to_id", [f.CASEWORKER.id, f.REGION_COORDINATOR.id, f.NURSE.id, "0" * 32])
async def test_only_somebody_who_works_there_gets_it(office: Office, to_id: str) -> None:
    await agreed(office, f.NURSE)
    refusal = await office.refuses(hand_over_all, f.NURSE_LEADER, f.NURSE.id, to_id)
    assert (type(refusal), refusal.key) == (BadValue, "task.unknown_owner")


@pytest.mark.parametrize("caller", [f.REGION_COORDINATOR, f.ADMINISTRATOR], ids=lambda p: p.title)
async def test_who_does_not_work_in_the_unit_gives_nothing_on(office: Office, caller: Person) -> None:
    await agreed(office, f.NURSE)
    refusal = await office.refuses(hand_over_all, caller, f.NURSE.id, None)
    assert type(refusal) is NotAllowed


async def test_who_leads_here_and_coordinates_elsewhere_gives_on_what_is_here(office: Office) -> None:
    _, tasks = await agreed(office, f.NURSE)
    coordinates = f.MUNICIPAL_COORDINATOR.memberships[0]
    both = replace(f.NURSE_LEADER, memberships=(coordinates, *f.NURSE_LEADER.memberships))
    assert await office.does(hand_over_all, both, f.NURSE.id, f.COLLEAGUE.id) == len(tasks)
