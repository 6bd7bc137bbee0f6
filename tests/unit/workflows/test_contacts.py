"""A case gets another contact person: on this case, or on all open ones of the former one."""

from __future__ import annotations

from datetime import date

import pytest

from domain.document import Document
from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotFound
from domain.people import Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from tests import factories as f
from tests.office import Office, told
from workflows.cases import close_case
from workflows.contacts import cases_of_contact, change_contact, contact_of
from workflows.documents import acknowledge, withdraw
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.meetings import cancel
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

NOTICE, PLAN = DocumentKind.EARLY_NOTICE, DocumentKind.COORDINATION_PLAN
WARD = f.NURSE.home.id


async def a_case_of_the_nurse(office: Office, cpr: str = f.CPR_TEXT) -> DocumentOnCase:
    return await office.sent(NOTICE, cpr=f.a_cpr(cpr))


async def contact(office: Office, document: Document) -> str | None:
    found = await office.document(document.id)
    return found.author.person_id


async def test_the_new_contact_person_stands_on_what_is_going_on_and_is_proposed_next(office: Office) -> None:
    found = await a_case_of_the_nurse(office)
    over = await office.sent(PLAN)
    await office.does(withdraw, f.NURSE, over.document.id, "Fejl")
    asked = await office.asked()
    changed = await office.does(change_contact, f.NURSE, found.case.id, f.COLLEAGUE.id, False)
    assert changed.version == found.case.version + 1
    assert await contact(office, found.document) == f.COLLEAGUE.id
    assert (await office.found(asked.meeting.id)).meeting.inviter.person_id == f.COLLEAGUE.id
    assert await contact(office, over.document) == f.NURSE.id
    sent = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    assert sent.document.receiver.person_id == f.COLLEAGUE.id
    assert ("case.change_contact", "open") in await office.events(found.document)


async def test_the_other_side_s_contact_person_stays(office: Office) -> None:
    found = await a_case_of_the_nurse(office)
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    await office.does(change_contact, f.CASEWORKER, found.case.id, f.CASEWORKER_LEADER.id, False)
    document = await office.document(found.document.id)
    assert (document.author.person_id, document.receiver.person_id) == (f.NURSE.id, f.CASEWORKER_LEADER.id)


async def test_a_side_nobody_had_taken_on_gets_its_contact_person(office: Office) -> None:
    found = await a_case_of_the_nurse(office)
    assert await office.does(contact_of, found.case, f.CASEWORKER.home.id) is None
    await office.does(change_contact, f.CASEWORKER_LEADER, found.case.id, f.CASEWORKER.id, True)
    assert await office.does(contact_of, found.case, f.CASEWORKER.home.id) == f.CASEWORKER.id


async def test_the_former_one_s_tasks_on_the_case_go_with_it_and_nobody_else_s(office: Office) -> None:
    found = await a_case_of_the_nurse(office)
    other = await a_case_of_the_nurse(office, "620280-4321")
    due = date(2026, 11, 27)
    for document, owner in (
        (found.document, f.NURSE),
        (found.document, f.NURSE_LEADER),
        (other.document, f.NURSE),
    ):
        row = AgreedRow(Sensitive("Ring"), WARD, owner.id, due)
        await office.does(add_follow_up, f.NURSE, document.id, row)
    await office.does(change_contact, f.NURSE, found.case.id, f.COLLEAGUE.id, False)
    here = [task.owner_id for task in await office.tasks(found.document) if task.owner_id]
    there = [task.owner_id for task in await office.tasks(other.document) if task.owner_id]
    assert sorted(here) == sorted([f.COLLEAGUE.id, f.NURSE_LEADER.id])
    assert there == [f.NURSE.id]


@pytest.mark.parametrize("all_cases", [True, False])
async def test_it_is_this_case_or_all_open_ones_of_the_same_person(office: Office, all_cases: bool) -> None:
    first, second, closed = [
        await a_case_of_the_nurse(office, cpr) for cpr in (f.CPR_TEXT, "620280-4321", "630370-4321")
    ]
    of_another = await office.sent(NOTICE, f.COLLEAGUE, cpr=f.a_cpr("640460-4321"))
    await office.does(close_case, f.NURSE, closed.case.id, "Slut")
    listed = await office.does(cases_of_contact, f.NURSE, first.case)
    assert [case.id for case in listed] == [first.case.id, second.case.id]
    await office.does(change_contact, f.COLLEAGUE, first.case.id, f.NURSE_LEADER.id, all_cases)
    named = [await contact(office, found.document) for found in (first, second, closed, of_another)]
    also = f.NURSE_LEADER.id if all_cases else f.NURSE.id
    assert named == [f.NURSE_LEADER.id, also, f.NURSE.id, f.COLLEAGUE.id]
    happened = [await office.events(found.document) for found in (first, second)]
    assert [("case.change_contact", "open") in events for events in happened] == [True, all_cases]


async def test_who_has_left_is_still_the_one_that_is_replaced(office: Office) -> None:
    found = await a_case_of_the_nurse(office)
    left = [row for row in f.DIRECTORY if row.user_id != f.NURSE.user_id]
    await office.store.run(lambda records: records.directory.replace(left))
    await office.does(change_contact, f.COLLEAGUE, found.case.id, f.COLLEAGUE.id, True)
    assert await contact(office, found.document) == f.COLLEAGUE.id


async def test_the_new_one_is_told_and_both_sides_cards_are_brought_up_to_date(office: Office) -> None:
    found = await a_case_of_the_nurse(office)
    await office.hold(Subject(SubjectKind.DOCUMENT, found.document.id), f.CASEWORKER, f.NURSE)
    await office.hold(Subject(SubjectKind.CASE, found.case.id), f.CASEWORKER_LEADER)
    office.news()
    await office.does(change_contact, f.NURSE, found.case.id, f.COLLEAGUE.id, False)
    refreshed = told(NoticeKind.REFRESH, f.CASEWORKER, f.NURSE, f.CASEWORKER_LEADER)
    assert office.news() == told(NoticeKind.CASE, f.COLLEAGUE) | refreshed


@pytest.mark.parametrize(
    "person", [f.CASEWORKER, f.REGION_COORDINATOR, f.NURSE, f.OUTSIDER], ids=lambda p: p.title
)
async def test_only_another_colleague_of_the_own_unit_becomes_it(office: Office, person: Person) -> None:
    found = await a_case_of_the_nurse(office)
    refusal = await office.refuses(change_contact, f.NURSE, found.case.id, person.id, False)
    assert (type(refusal), refusal.key) == (BadValue, "case.no_other_contact")


async def test_where_nothing_is_going_on_nobody_becomes_it(office: Office) -> None:
    asked = await office.asked()
    await office.does(cancel, f.NURSE, asked.meeting.id, "Ikke aktuelt")
    refusal = await office.refuses(change_contact, f.NURSE, asked.case.id, f.COLLEAGUE.id, False)
    assert (type(refusal), refusal.key) == (BadValue, "case.nothing_going_on")


async def test_a_closed_case_keeps_its_contact_and_an_outsider_changes_none(office: Office) -> None:
    found = await a_case_of_the_nurse(office)
    values = (found.case.id, f.COLLEAGUE.id, False)
    assert type(await office.refuses(change_contact, f.OUTSIDER, *values)) is NotFound
    await office.does(close_case, f.NURSE, found.case.id, "Slut")
    assert (await office.refuses(change_contact, f.NURSE, *values)).key == "case.closed"
