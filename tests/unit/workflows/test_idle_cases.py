"""A case nobody closes: its two units are asked; one answer, or whatever happens on it, ends the question."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.agreement import EmergencyRule
from domain.case import HoldKind
from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotFound, WrongStatus
from domain.people import Role
from domain.retention import Retention
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from storage.schema.identity import person_id
from tests import factories as f
from tests.agreements import PARTIES, an_agreement, in_force
from tests.office import Office, told
from tests.texts import whole_parts, whole_text
from workflows.cases import close_case, open_matters
from workflows.contacts import change_contact
from workflows.documents import acknowledge, revise, sign
from workflows.emergency import Sought, ask_for_access
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.handing_over import hand_over_all
from workflows.holding import hold_case, let_go
from workflows.idle_cases import settle_idle, stay_open
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase
from workflows.second_municipality import add_second_municipality
from workflows.tasks import remind_later, take

NOTICE, PLAN = DocumentKind.MUNICIPAL_STATUS, DocumentKind.COORDINATION_PLAN
DAY = timedelta(days=1)
QUIET = 180 * DAY


async def read_notice(office: Office) -> DocumentOnCase:
    """A notice that was sent and read: nothing is left to do."""
    found = await office.sent(NOTICE, f.CASEWORKER)
    return await office.does(acknowledge, f.NURSE, found.document.id)


async def questions(
    office: Office, found: DocumentOnCase, status: TaskStatus = TaskStatus.OPEN
) -> list[Task]:
    every = await office.tasks(found.document, status)
    return [task for task in every if task.kind is TaskKind.CLOSE_CASE]


async def asked(office: Office) -> DocumentOnCase:
    """A case on which nothing has happened for so long that its units are asked to close it."""
    found = await read_notice(office)
    office.now += QUIET
    assert await office.does(settle_idle, found.case.id)
    return found


async def test_both_units_are_asked_once_nothing_has_happened_for_the_agreements_days(office: Office) -> None:
    found = await read_notice(office)
    office.now += QUIET - DAY
    assert not await office.does(settle_idle, found.case.id)
    assert await questions(office, found) == []
    office.now += DAY
    assert await office.does(settle_idle, found.case.id)
    tasks = await questions(office, found)
    due = office.agreements.calendar("adults").shift(office.now.date(), 10)
    assert {(task.unit_id, task.owner_id, task.due) for task in tasks} == {
        (f.NURSE.home.id, None, due),
        (f.CASEWORKER.home.id, None, due),
    }
    assert {task.subject for task in tasks} == {Subject(SubjectKind.CASE, found.case.id)}


async def test_who_was_asked_is_not_asked_again_and_keeps_the_deadline(office: Office) -> None:
    found = await asked(office)
    before = await questions(office, found)
    office.now += 30 * DAY
    assert await office.does(settle_idle, found.case.id)
    assert await questions(office, found) == before


async def test_the_period_is_the_agreements(office: Office) -> None:
    office.agreements = in_force(an_agreement(retention=Retention(idle=40, close_within=2)))
    found = await read_notice(office)
    office.now += 40 * DAY
    assert await office.does(settle_idle, found.case.id)
    due = office.agreements.calendar("adults").shift(office.now.date(), 2)
    assert {task.due for task in await questions(office, found)} == {due}


async def test_a_follow_up_to_come_keeps_the_question_away_and_one_that_is_late_does_not(
    office: Office,
) -> None:
    found = await read_notice(office)
    due = office.now.date() + 200 * DAY
    row = AgreedRow(Sensitive("Ring til borgeren"), f.NURSE.home.id, None, due)
    await office.does(add_follow_up, f.NURSE, found.document.id, row)
    office.now += 200 * DAY
    assert not await office.does(settle_idle, found.case.id)
    office.now += DAY
    assert await office.does(settle_idle, found.case.id)


async def test_an_agreement_in_force_keeps_the_question_away_until_its_last_day(office: Office) -> None:
    last = office.now.date() + 365 * DAY
    parts = whole_parts(PLAN, ends_on=last.isoformat(), follow_up_every="0")
    plan = await office.sent(PLAN, content=replace(whole_text(PLAN), parts=parts))
    for leader in (f.NURSE_LEADER, f.CASEWORKER_LEADER):
        await office.does(sign, leader, plan.document.id, 1)
    office.now += 365 * DAY
    assert not await office.does(settle_idle, plan.case.id)
    office.now += DAY
    assert await office.does(settle_idle, plan.case.id)


async def test_closing_answers_for_both_without_a_reason(office: Office) -> None:
    found = await asked(office)
    assert await office.does(open_matters, found.case) == ()
    await office.does(close_case, f.CASEWORKER, found.case.id, "")
    assert await questions(office, found) == []
    assert len(await questions(office, found, TaskStatus.DONE)) == 2


async def test_a_reason_answers_for_both_and_lasts_for_another_period(office: Office) -> None:
    found = await asked(office)
    office.news()
    changed = await office.does(stay_open, f.CASEWORKER, found.case.id, "Støtten fortsætter")
    assert changed.is_open
    assert len(await questions(office, found, TaskStatus.DONE)) == 2
    assert (await office.events(found.document))[-1] == ("case.stay_open", "open")
    assert office.audited()[-1] == (f.CASEWORKER.id, "case.stay_open", f"case:{found.case.id}")
    assert office.news() >= told(NoticeKind.CASE, f.NURSE, f.COLLEAGUE)
    office.now += QUIET - DAY
    assert not await office.does(settle_idle, found.case.id)
    office.now += DAY
    assert await office.does(settle_idle, found.case.id)


async def test_what_happens_meanwhile_takes_the_question_back(office: Office) -> None:
    found = await asked(office)
    parts = whole_parts(NOTICE, present_state="Klarer sig selv hjemme")
    await office.does(revise, f.CASEWORKER, found.document.id, 1, parts, "Har det bedre")
    assert not await office.does(settle_idle, found.case.id)
    assert await questions(office, found) == []
    assert len(await questions(office, found, TaskStatus.WITHDRAWN)) == 2


async def test_putting_the_question_off_or_taking_it_does_not_answer_it(office: Office) -> None:
    found = await asked(office)
    (own,) = [task for task in await questions(office, found) if task.unit_id == f.NURSE.home.id]
    await office.does(take, f.NURSE, own.id)
    await office.does(remind_later, f.NURSE, own.id, office.now.date() + 3 * DAY)
    assert await office.does(settle_idle, found.case.id)
    (kept,) = [task for task in await questions(office, found) if task.unit_id == f.NURSE.home.id]
    assert (kept.id, kept.owner_id) == (own.id, f.NURSE.id)


async def still_asked(office: Office, found: DocumentOnCase) -> bool:
    """Whether the next night leaves both units' questions as they are."""
    return await office.does(settle_idle, found.case.id) and len(await questions(office, found)) == 2


async def test_handing_the_tasks_of_who_is_away_to_others_does_not_answer_it(office: Office) -> None:
    found = await asked(office)
    (own,) = [task for task in await questions(office, found) if task.unit_id == f.NURSE.home.id]
    await office.does(take, f.NURSE, own.id)
    assert await office.does(hand_over_all, f.COLLEAGUE, f.NURSE.id, None) == 1
    assert await still_asked(office, found)


async def test_a_change_of_the_contact_person_does_not_answer_it(office: Office) -> None:
    # a contact person has something that goes on: here a task that is late
    found = await read_notice(office)
    row = AgreedRow(Sensitive("Ring til borgeren"), f.NURSE.home.id, f.NURSE.id, office.now.date() + DAY)
    await office.does(add_follow_up, f.NURSE, found.document.id, row)
    office.now += QUIET
    assert await office.does(settle_idle, found.case.id)
    await office.does(change_contact, f.NURSE, found.case.id, f.COLLEAGUE.id, all_cases=False)
    assert await still_asked(office, found)


@pytest.mark.parametrize("kind", HoldKind)
async def test_holding_the_case_back_and_letting_it_go_does_not_answer_it(
    office: Office, kind: HoldKind
) -> None:
    found = await asked(office)
    await office.does(hold_case, f.NURSE_LEADER, found.case.id, kind, "Klagesag")
    assert await still_asked(office, found)
    await office.does(let_go, f.NURSE_LEADER, found.case.id, "Afgjort")
    assert await still_asked(office, found)


async def test_a_look_in_an_emergency_does_not_answer_it(office: Office) -> None:
    rule = EmergencyRule(frozenset({Role.LEADER}))
    office.agreements = in_force(
        an_agreement(parties=(*PARTIES, f.ANOTHER_CENTRE.organisation), emergency=rule)
    )
    found = await asked(office)
    chief = replace(f.ANOTHER_CENTRE, person="Yrsa Demo", user_id=f.made_up_id("Yrsa"), role=Role.LEADER)
    await office.staff(f.ANOTHER_CENTRE, chief)
    id_ = person_id(chief.tenant_id, chief.user_id)
    person = await office.store.run(lambda r: r.directory.person(id_))
    assert person
    reason = "Borgeren er fundet bevidstløs, og vi kender ikke medicinen"
    await office.does(ask_for_access, person, Sought(found.case.number), reason)
    assert (await office.events(found.document))[-1][0] == "case.emergency"
    assert await still_asked(office, found)


@pytest.mark.parametrize("reason", ["", "  "])
async def test_a_case_stays_open_only_with_a_reason(office: Office, reason: str) -> None:
    found = await asked(office)
    refusal = await office.refuses(stay_open, f.NURSE, found.case.id, reason)
    assert (type(refusal), refusal.key) == (BadValue, "case.reason_missing")


async def test_nobody_explains_a_case_that_nobody_asked_about_or_that_is_not_theirs(office: Office) -> None:
    found = await read_notice(office)
    assert type(await office.refuses(stay_open, f.NURSE, found.case.id, "Fortsætter")) is WrongStatus
    assert type(await office.refuses(stay_open, f.OUTSIDER, found.case.id, "Fortsætter")) is NotFound


async def test_a_second_municipality_closes_nothing_and_is_not_asked(office: Office) -> None:
    found = await read_notice(office)
    await office.does(add_second_municipality, f.NURSE, found.case.id, f.OUTSIDER.home.id, "Flytter")
    office.now += QUIET
    assert await office.does(settle_idle, found.case.id)
    units = {task.unit_id for task in await questions(office, found)}
    assert units == {f.NURSE.home.id, f.CASEWORKER.home.id}
    assert type(await office.refuses(stay_open, f.OUTSIDER, found.case.id, "Fortsætter")) is NotFound


async def test_a_closed_case_and_one_that_is_gone_are_passed_over(office: Office) -> None:
    found = await read_notice(office)
    await office.does(close_case, f.NURSE, found.case.id, "")
    office.now += QUIET
    assert not await office.does(settle_idle, found.case.id)
    assert not await office.does(settle_idle, f.made_up_id("gone"))
    assert await questions(office, found) == []
