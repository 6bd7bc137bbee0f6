"""What is asked of somebody is due from when it is asked, and they hear of it then, whatever came before."""

from __future__ import annotations

from datetime import date, timedelta

from domain.discharge_law import Answers
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.task import TaskKind
from tests import factories as f
from tests.office import Office, told
from workflows.admissions import assess_case
from workflows.documents import end, sign
from workflows.moving import change_municipality
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

PLAN = DocumentKind.COORDINATION_PLAN
REQUIRED = Answers(support=True, will_not_seek=None, takes_part=False)
THE_DAY_BEFORE = date(2026, 12, 3)
"""The early notice expects the discharge on the Friday, 4 December."""


async def signed_by_both(office: Office, found: DocumentOnCase) -> DocumentOnCase:
    for leader in (f.NURSE_LEADER, f.CASEWORKER_LEADER):
        found = await office.does(sign, leader, found.document.id, 1)
    return found


async def due(office: Office, found: DocumentOnCase, kind: TaskKind) -> date:
    (task,) = [task for task in await office.tasks(found.document) if task.kind is kind]
    return task.due


async def test_the_citizen_is_asked_from_the_last_signature_however_late_that_came(office: Office) -> None:
    found = await office.sent(DocumentKind.DISCHARGE_AGREEMENT)
    office.now += timedelta(days=6)  # a Thursday
    await signed_by_both(office, found)
    assert await due(office, found, TaskKind.CITIZENS_AGREEMENT) == date(2026, 11, 30)


async def test_an_agreement_that_is_there_no_more_is_asked_for_from_that_day(office: Office) -> None:
    notice = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(assess_case, f.NURSE, notice.case.id, REQUIRED)
    found = await signed_by_both(office, await office.sent(PLAN))
    assert found.document.status is Status.IN_FORCE
    office.now += THE_DAY_BEFORE - office.now.date()
    await office.does(end, f.NURSE, found.document.id, "Gælder ikke længere")
    assert await due(office, found, TaskKind.MAKE_AGREEMENT) == THE_DAY_BEFORE
    (admission,) = await office.admissions(found.case.id)
    assert admission.since == THE_DAY_BEFORE


async def test_who_signs_in_the_new_municipality_hears_of_it_at_once(office: Office) -> None:
    found = await office.sent(PLAN, other_unit_id=f.OUTSIDER.home.id)
    office.news()
    there = f.CASEWORKER.home.id
    await office.does(change_municipality, f.NURSE, found.case.id, there, "Borgeren er flyttet")
    assert office.news() == told(NoticeKind.CASE, f.COLLEAGUE, f.CASEWORKER, f.OUTSIDER) | told(
        NoticeKind.DOCUMENT, f.CASEWORKER_LEADER
    )
