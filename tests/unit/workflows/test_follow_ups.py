"""Follow-ups: opened when a document comes into force, repeated while it lasts, ended with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotAllowed, NotFound, WrongStatus
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office, told
from tests.texts import SECTION_13C, whole_parts
from workflows.citizens_word import citizen_declines, hand_over_copy
from workflows.documents import end, revise, sign
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase
from workflows.tasks import mark_done, not_possible, take

PLAN, INTERVENTION = DocumentKind.COORDINATION_PLAN, DocumentKind.INTERVENTION_PLAN
FIRST, SECOND = date(2026, 12, 11), date(2026, 12, 25)
"""Fourteen days apart, as the plan says."""
ENDS = date(2027, 6, 4)
NEXT_WEEK = date(2026, 11, 27)
WARD, MUNICIPALITY = f.NURSE.home.id, f.CASEWORKER.home.id
CALLS = AgreedRow(Sensitive("Ring til egen læge"), WARD, f.NURSE.id, NEXT_WEEK)


async def signed(office: Office, found: DocumentOnCase) -> DocumentOnCase:
    for leader in (f.NURSE_LEADER, f.CASEWORKER_LEADER):
        found = await office.does(sign, leader, found.document.id, found.document.content_version)
    office.news()
    return found


async def in_force(office: Office, kind: DocumentKind = PLAN, **parts: str) -> DocumentOnCase:
    return await signed(
        office, await office.sent(kind, content=DocumentContent(whole_parts(kind, **parts), SECTION_13C))
    )


async def changed(office: Office, found: DocumentOnCase, **parts: str) -> DocumentOnCase:
    text = whole_parts(found.document.kind, **parts)
    base = found.document.content_version
    return await office.does(revise, f.NURSE, found.document.id, base, text, "Ændret")


async def follow_ups(
    office: Office, found: DocumentOnCase, status: TaskStatus = TaskStatus.OPEN
) -> list[Task]:
    tasks = await office.tasks_of(Subject(SubjectKind.DOCUMENT, found.document.id), status)
    return [task for task in tasks if task.kind is TaskKind.FOLLOW_UP]


async def test_the_first_follow_up_is_the_ward_s_once_the_plan_is_in_force(office: Office) -> None:
    found = await office.sent(PLAN)
    assert await follow_ups(office, found) == []
    await signed(office, found)
    (task,) = await follow_ups(office, found)
    assert (task.unit_id, task.sector, task.owner_id) == (WARD, Sector.REGION, None)
    assert (task.due, task.every_days, task.until) == (FIRST, 14, ENDS)
    assert (task.part, task.text.reveal()) == ("first_follow_up", "")


async def test_an_intervention_plan_s_next_meeting_is_its_author_s_to_call(office: Office) -> None:
    found = await office.sent(INTERVENTION, f.CASEWORKER)
    await signed(office, found)
    (task,) = await follow_ups(office, found)
    assert (task.part, task.unit_id, task.due) == ("next_meeting", MUNICIPALITY, date(2027, 5, 3))
    assert (task.every_days, task.until) == (0, None)


@pytest.mark.parametrize(
    "parts",
    [
        {"follow_up_every": "0"},
        {"ends_on": "Ikke relevant, fordi planen ophører efter aftale"},
        {"ends_on": "2026-12-10"},
    ],
    ids=["once", "without an end", "it ends before the first"],
)
async def test_a_series_has_an_end_and_else_is_one_follow_up(office: Office, parts: dict[str, str]) -> None:
    (task,) = await follow_ups(office, await in_force(office, PLAN, **parts))
    assert (task.due, task.every_days, task.until) == (FIRST, 0, None)


async def test_where_the_plan_says_why_there_is_no_follow_up_none_is_opened(office: Office) -> None:
    found = await in_force(office, first_follow_up="Ikke relevant, fordi kommunen ser borgeren dagligt")
    assert await follow_ups(office, found) == []


async def test_a_plan_signed_after_its_first_follow_up_asks_for_it_today(office: Office) -> None:
    found = await office.sent(PLAN)
    office.now += timedelta(days=30)
    await signed(office, found)
    (task,) = await follow_ups(office, found)
    assert (task.due, task.every_days) == (office.now.date(), 14)


async def test_a_plan_signed_after_it_should_have_ended_is_followed_up_once(office: Office) -> None:
    """Else the signature itself would be refused, and the plan never come into force."""
    found = await office.sent(PLAN)
    office.now += timedelta(days=300)
    await signed(office, found)
    (task,) = await follow_ups(office, found)
    assert (task.due, task.every_days, task.until) == (office.now.date(), 0, None)


async def test_each_of_a_series_opens_the_next_when_it_is_done(office: Office) -> None:
    found = await in_force(office)
    (first,) = await follow_ups(office, found)
    await office.does(take, f.NURSE, first.id)
    office.now += timedelta(days=20)
    await office.does(mark_done, f.NURSE, first.id)
    (second,) = await follow_ups(office, found)
    assert (second.due, second.part, second.owner_id) == (SECOND, "first_follow_up", f.NURSE.id)
    assert office.audited()[-1] == (f.NURSE.id, "add", f"task:{second.id}")
    assert [task.id for task in await follow_ups(office, found, TaskStatus.DONE)] == [first.id]


async def test_a_series_comes_to_its_end(office: Office) -> None:
    found = await in_force(office, ends_on="2026-12-26")
    for _ in range(2):
        (task,) = await follow_ups(office, found)
        office.now += timedelta(days=15)
        await office.does(mark_done, f.COLLEAGUE, task.id)
    assert await follow_ups(office, found) == []
    assert len(await follow_ups(office, found, TaskStatus.DONE)) == 2


async def test_what_is_not_possible_says_why_to_both_and_ends_the_series(office: Office) -> None:
    found = await in_force(office)
    (task,) = await follow_ups(office, found)
    ended = await office.does(not_possible, f.NURSE, task.id, "Borgeren er rejst")
    assert (ended.task.status, ended.task.reason.reveal()) == (TaskStatus.NOT_POSSIBLE, "Borgeren er rejst")
    assert await follow_ups(office, found) == []
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    events = await office.store.run(lambda r: r.events.of_case(found.case.id, f.CASEWORKER))
    assert (events[-1].kind, events[-1].reason.reveal()) == ("task.not_possible", "Borgeren er rejst")


async def test_what_is_not_possible_needs_a_reason_and_to_be_one_s_own_follow_up(office: Office) -> None:
    found = await in_force(office)
    (task,) = await follow_ups(office, found)
    refusal = await office.refuses(not_possible, f.NURSE, task.id, " ")
    assert (type(refusal), refusal.key) == (BadValue, "case.reason_missing")
    assert type(await office.refuses(not_possible, f.CASEWORKER, task.id, "Nej")) is NotAllowed
    assert type(await office.refuses(not_possible, f.OUTSIDER, task.id, "Nej")) is NotFound
    waiting = await office.sent(INTERVENTION)
    (signing, *_) = await office.tasks_of(Subject(SubjectKind.DOCUMENT, waiting.document.id))
    leader = f.NURSE_LEADER if signing.unit_id == WARD else f.CASEWORKER_LEADER
    assert type(await office.refuses(not_possible, leader, signing.id, "Nej")) is WrongStatus


async def test_a_changed_plan_keeps_its_follow_up_until_it_is_in_force_anew_and_doubles_none(
    office: Office,
) -> None:
    found = await in_force(office)
    (before,) = await follow_ups(office, found)
    revised = await changed(office, found, first_follow_up="2026-12-14")
    assert await follow_ups(office, found) == [before]
    await office.hold(Subject(SubjectKind.TASK, before.id), f.NURSE)
    office.news()
    for leader in (f.NURSE_LEADER, f.CASEWORKER_LEADER):
        await office.does(sign, leader, found.document.id, revised.document.content_version)
    assert told(NoticeKind.REFRESH, f.NURSE) <= office.news()
    (after,) = await follow_ups(office, found)
    assert (after.id != before.id, after.due) == (True, date(2026, 12, 14))
    assert [t.id for t in await follow_ups(office, found, TaskStatus.WITHDRAWN)] == [before.id]


async def test_a_copy_handed_over_later_leaves_the_follow_up_with_who_took_it(office: Office) -> None:
    found = await in_force(office)
    (task,) = await follow_ups(office, found)
    taken = (await office.does(take, f.NURSE, task.id)).task
    today = office.now.date()
    values = (1, today, "Lægerne på Torvet", "Sikker post")
    await office.does(hand_over_copy, f.NURSE, found.document.id, *values)
    assert await follow_ups(office, found) == [taken]


async def test_what_has_been_followed_up_is_not_asked_for_again_when_the_plan_is_changed(
    office: Office,
) -> None:
    found = await in_force(office)
    (first,) = await follow_ups(office, found)
    office.now += timedelta(days=21)
    await office.does(mark_done, f.NURSE, first.id)
    await signed(office, await changed(office, found, social_offers="Bostøtte hver dag"))
    (left,) = await follow_ups(office, found)
    assert left.due == SECOND


async def test_a_single_follow_up_that_is_done_is_not_opened_again(office: Office) -> None:
    found = await in_force(office, follow_up_every="0")
    (only,) = await follow_ups(office, found)
    office.now += timedelta(days=21)
    await office.does(mark_done, f.NURSE, only.id)
    parts = {"follow_up_every": "0", "social_offers": "Bostøtte hver dag"}
    await signed(office, await changed(office, found, **parts))
    assert await follow_ups(office, found) == []


async def test_a_series_that_is_over_is_not_begun_anew_by_a_change(office: Office) -> None:
    found = await in_force(office, ends_on="2026-12-20")
    (only,) = await follow_ups(office, found)
    office.now += timedelta(days=30)
    await office.does(mark_done, f.NURSE, only.id)
    parts = {"ends_on": "2026-12-20", "social_offers": "Bostøtte hver dag"}
    await signed(office, await changed(office, found, **parts))
    assert await follow_ups(office, found) == []


@pytest.mark.parametrize("how", ["ended", "replaced"])
async def test_what_the_plan_asked_for_ends_with_it_and_what_people_agreed_stays(
    office: Office, how: str
) -> None:
    if how == "ended":
        found = await in_force(office)
        await office.does(add_follow_up, f.NURSE, found.document.id, CALLS)
        await office.does(end, f.NURSE, found.document.id, "Forløbet er slut")
    else:
        found = await in_force(office, DocumentKind.DISCHARGE_AGREEMENT)
        from_citizen = await office.document(found.document.id)
        assert from_citizen.in_force_at is None
        await office.does(add_follow_up, f.NURSE, found.document.id, CALLS)
        await office.does(citizen_declines, f.NURSE, found.document.id, office.now.date(), "Vil ikke")
    (agreed,) = await follow_ups(office, found)
    assert agreed.text.reveal() == "Ring til egen læge"


async def test_one_more_thing_is_agreed_on_about_a_document(office: Office) -> None:
    found = await office.sent(PLAN)
    subject = Subject(SubjectKind.DOCUMENT, found.document.id)
    await office.hold(subject, f.CASEWORKER)
    office.news()
    row = replace(CALLS, every_days=7, until=date(2026, 12, 31))
    assert await office.does(add_follow_up, f.CASEWORKER, found.document.id, row) == found
    (task,) = await follow_ups(office, found)
    assert (task.owner_id, task.due, task.every_days, task.part) == (f.NURSE.id, NEXT_WEEK, 7, "")
    assert office.news() == told(NoticeKind.REFRESH, f.CASEWORKER)
    assert (await office.events(found.document))[-1] == ("task.add", "open")
    assert office.audited()[-1] == (f.CASEWORKER.id, "task.add", f"task:{task.id}")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"due": date(2026, 11, 19)}, "minutes.due_in_past"),
        ({"unit_id": f.OUTSIDER.home.id}, "minutes.unknown_owner"),
        ({"unit_id": "0" * 32}, "minutes.unknown_owner"),
        ({"owner_id": f.CASEWORKER.id}, "minutes.unknown_owner"),
        ({"owner_id": "0" * 32}, "minutes.unknown_owner"),
        ({"every_days": 7}, "follow_up.until_missing"),
        ({"every_days": 7, "until": date(2026, 11, 26)}, "follow_up.until_missing"),
    ],
)
async def test_a_follow_up_has_a_day_ahead_a_unit_of_the_case_and_a_series_its_end(
    office: Office, changes: dict[str, Any], key: str
) -> None:
    found = await office.sent(PLAN)
    row = replace(CALLS, **changes)
    refusal = await office.refuses(add_follow_up, f.NURSE, found.document.id, row)
    assert (type(refusal), refusal.key) == (BadValue, key)


async def test_a_participant_agrees_on_nothing_and_an_outsider_finds_no_document(office: Office) -> None:
    found = await office.sent(PLAN)
    refusal = await office.refuses(add_follow_up, f.OUTSIDER, found.document.id, CALLS)
    assert type(refusal) is NotFound
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert type(await office.refuses(add_follow_up, f.OUTSIDER, found.document.id, CALLS)) is NotFound
    assert await follow_ups(office, found) == []


@pytest.mark.parametrize("colleague", [f.NURSE, f.COLLEAGUE, f.NURSE_LEADER], ids=lambda p: p.title)
async def test_any_colleague_of_the_unit_takes_a_task_over(office: Office, colleague: Person) -> None:
    found = await in_force(office)
    (task,) = await follow_ups(office, found)
    await office.does(take, f.NURSE, task.id)
    office.now += timedelta(days=1)
    taken = (await office.does(take, colleague, task.id)).task
    assert (taken.owner_id, taken.due, taken.opened_at) == (colleague.id, task.due, task.opened_at)
    assert await follow_ups(office, found) == [taken]


async def test_taking_what_one_has_already_changes_nothing(office: Office) -> None:
    found = await in_force(office)
    (task,) = await follow_ups(office, found)
    await office.does(take, f.NURSE, task.id)
    before = office.everything()
    await office.does(take, f.NURSE, task.id)
    assert office.everything() == before


async def test_nobody_takes_another_unit_s_task(office: Office) -> None:
    found = await in_force(office)
    (task,) = await follow_ups(office, found)
    assert type(await office.refuses(take, f.CASEWORKER, task.id)) is NotAllowed
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert type(await office.refuses(take, f.OUTSIDER, task.id)) is NotAllowed


async def test_an_owner_who_has_left_the_unit_may_not_take_it_again(office: Office) -> None:
    found = await office.sent(PLAN)
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    meeting = (await office.asked()).meeting
    theirs = f.a_task(meeting, kind=TaskKind.FOLLOW_UP, owner_id=f.OUTSIDER.id)
    await office.store.run(lambda r: r.tasks.add(theirs))
    assert type(await office.refuses(take, f.OUTSIDER, theirs.id)) is NotAllowed
