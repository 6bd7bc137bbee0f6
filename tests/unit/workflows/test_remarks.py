"""The citizen's remark: added by who manages the case, told to both sectors, erased with what it is about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import HoldKind
from domain.document_kind import DocumentKind
from domain.errors import BadValue, CaseRestricted, NotFound
from domain.remark import ABOUT
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from tests import factories as f
from tests.office import CLOCK, Office, told
from tests.stores import raw
from workflows.cases import close_case
from workflows.erasing import Erased, erase_due
from workflows.holding import hold_case
from workflows.journal import mark_in_journal, missing_in_journals
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase
from workflows.remarks import add_remark, remarks_on

NOTICE, SAID = DocumentKind.EARLY_NOTICE, "Jeg var ikke fuld den aften"


def about(found: DocumentOnCase) -> Subject:
    return Subject(SubjectKind.DOCUMENT, found.document.id)


async def beside(office: Office, found: DocumentOnCase) -> list[str]:
    subject = about(found)
    said = await office.does(remarks_on, f.CASEWORKER, found.case, subject.kind, subject.id)
    return [each.text.reveal() for each in said]


async def test_it_stands_with_what_it_is_about_and_both_sectors_are_told(office: Office) -> None:
    found = await office.sent(NOTICE)
    office.news()
    day = office.now.date() - timedelta(days=1)
    await office.does(add_remark, f.NURSE, found.case.id, about(found), SAID, day)
    (remark,) = await office.store.run(lambda r: r.remarks.of_case(found.case.id, CLOCK))
    assert (remark.made_on, remark.at, remark.person_id) == (day, office.now, f.NURSE.id)
    assert await beside(office, found) == [SAID]
    assert told(NoticeKind.CASE, f.CASEWORKER) <= office.news()
    assert (await office.events(found.document))[-1] == ("case.remark", "open")
    assert office.audited()[-1] == (f.NURSE.id, "case.remark", f"case:{found.case.id}")


@pytest.mark.parametrize(("text", "days", "key"), [(" ", 0, "remark.missing"), (SAID, 1, "remark.in_future")])
async def test_an_empty_one_and_one_of_a_day_to_come_are_refused(
    office: Office, text: str, days: int, key: str
) -> None:
    found = await office.sent(NOTICE)
    day = office.now.date() + timedelta(days=days)
    refusal = await office.refuses(add_remark, f.NURSE, found.case.id, about(found), text, day)
    assert (type(refusal), refusal.key) == (BadValue, key)


async def test_it_is_about_something_on_the_case(office: Office) -> None:
    found = await office.sent(NOTICE)
    elsewhere = Subject(SubjectKind.DOCUMENT, f.made_up_id("elsewhere"))
    refusal = await office.refuses(add_remark, f.NURSE, found.case.id, elsewhere, SAID, office.now.date())
    assert (type(refusal), refusal.key) == (BadValue, "remark.not_on_case")


async def test_outsiders_add_none_and_on_a_restricted_case_only_leaders_do(office: Office) -> None:
    found = await office.sent(NOTICE)
    given = (found.case.id, about(found), SAID, office.now.date())
    assert type(await office.refuses(add_remark, f.OUTSIDER, *given)) is NotFound
    await office.does(hold_case, f.NURSE_LEADER, found.case.id, HoldKind.RESTRICTED, "Bestridt")
    assert type(await office.refuses(add_remark, f.NURSE, *given)) is CaseRestricted
    await office.does(add_remark, f.NURSE_LEADER, *given)
    assert await beside(office, found) == [SAID]


async def journaled(office: Office, found: DocumentOnCase) -> None:
    for person in (f.NURSE, f.CASEWORKER):
        await office.does(mark_in_journal, person, about(found))


async def asked(office: Office, found: DocumentOnCase) -> set[str]:
    """The units with a task to enter in their journals what is missing there."""
    return {task.unit_id for task in await office.tasks(found.document) if task.kind is TaskKind.JOURNAL}


@pytest.mark.parametrize("kind", ABOUT)
async def test_nobody_erases_it_before_both_have_it_in_their_journals(
    office: Office, kind: SubjectKind
) -> None:
    # of the meeting no minutes were written, so nothing else of it is to be in a journal
    meeting, found = await office.asked(), await office.sent(NOTICE)
    subject = Subject(
        kind, {"meeting": meeting.meeting.id, "document": found.document.id}.get(kind, found.case.id)
    )
    await office.does(close_case, f.NURSE, found.case.id, "Forløbet er slut")
    await journaled(office, found)
    assert await asked(office, found) == set()
    office.now += timedelta(days=400)
    await office.does(add_remark, f.NURSE, found.case.id, subject, SAID, office.now.date())
    assert await asked(office, found) == {f.NURSE.home.id, f.CASEWORKER.home.id}
    assert (await office.does(erase_due, found.case.id)).cases == 0
    assert raw(office.url, "SELECT subject_kind FROM remarks") == [(kind,)]
    office.now += timedelta(days=1)
    await journaled(office, found)
    assert await asked(office, found) == set()
    assert await office.does(erase_due, found.case.id) == Erased(cases=1)


async def test_one_on_a_document_asks_for_no_other(office: Office) -> None:
    found = await office.sent(NOTICE)
    other = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    for each in (found, other):
        await journaled(office, each)
    office.now += timedelta(days=1)
    await office.does(add_remark, f.NURSE, found.case.id, about(found), SAID, office.now.date())
    missing = await office.does(missing_in_journals, found.case)
    assert dict(missing) == {unit_id: (about(found),) for unit_id in found.case.unit_ids}


async def test_where_nothing_belongs_in_a_journal_it_is_refused_because_it_could_not_be_entered(
    office: Office,
) -> None:
    meeting = await office.asked()
    given = (Subject(SubjectKind.CASE, meeting.case.id), SAID, office.now.date())
    refusal = await office.refuses(add_remark, f.NURSE, meeting.case.id, *given)
    assert (type(refusal), refusal.key) == (BadValue, "remark.nothing_for_journals")


async def test_it_is_erased_with_what_it_is_about_and_the_rest_with_the_case(office: Office) -> None:
    found = await office.sent(NOTICE)
    case = Subject(SubjectKind.CASE, found.case.id)
    for subject in (about(found), case):
        await office.does(add_remark, f.NURSE, found.case.id, subject, SAID, office.now.date())
    for person in (f.NURSE, f.CASEWORKER):
        await office.does(mark_in_journal, person, about(found))
    await office.does(close_case, f.NURSE, found.case.id, "Forløbet er slut")
    office.now += timedelta(days=100)
    assert await office.does(erase_due, found.case.id) == Erased(records=1)
    assert raw(office.url, "SELECT subject_kind FROM remarks") == [("case",)]
    office.now += timedelta(days=300)
    assert await office.does(erase_due, found.case.id) == Erased(cases=1)
    assert raw(office.url, "SELECT 1 FROM remarks") == []
