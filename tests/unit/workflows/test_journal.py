"""Each party says that a document or minutes stand in its own journal; what is missing is asked for."""

from __future__ import annotations

from datetime import timedelta

from domain.document_kind import DocumentKind
from domain.errors import NotFound, WrongStatus
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office
from tests.texts import consented, whole_parts
from workflows.cases import close_case, withdraw_consent
from workflows.documents import revise
from workflows.journal import mark_in_journal, missing_in_journals, take_back_mark
from workflows.meetings import time_passed
from workflows.minutes import write_minutes
from workflows.ports import DocumentOnCase, MeetingOnCase

NOTICE = DocumentKind.EARLY_NOTICE
WARD, MUNICIPALITY = f.NURSE.home.id, f.CASEWORKER.home.id


def about(found: DocumentOnCase | MeetingOnCase) -> Subject:
    if isinstance(found, MeetingOnCase):
        return Subject(SubjectKind.MEETING, found.meeting.id)
    return Subject(SubjectKind.DOCUMENT, found.document.id)


async def lacking(office: Office, found: DocumentOnCase | MeetingOnCase) -> dict[str, tuple[Subject, ...]]:
    return dict(await office.does(missing_in_journals, found.case))


async def asked(office: Office, found: DocumentOnCase, status: TaskStatus = TaskStatus.OPEN) -> set[str]:
    """The units with such a task to enter in their journals what is missing there."""
    tasks = await office.tasks(found.document, status)
    return {task.unit_id for task in tasks if task.kind is TaskKind.JOURNAL}


async def concluded(office: Office) -> MeetingOnCase:
    """A meeting was held, and its minutes are written."""
    found = await office.scheduled()
    office.now += timedelta(days=4)
    await office.does(time_passed, await office.found(found.meeting.id))
    return await office.does(write_minutes, f.NURSE, found.meeting.id, "Vi er enige", ())


async def test_each_party_marks_for_its_own_journal(office: Office) -> None:
    found = await office.sent(NOTICE)
    subject = about(found)
    assert await lacking(office, found) == {WARD: (subject,), MUNICIPALITY: (subject,)}
    await office.does(mark_in_journal, f.COLLEAGUE, subject)
    assert await lacking(office, found) == {MUNICIPALITY: (subject,)}
    await office.does(mark_in_journal, f.CASEWORKER, subject)
    assert await lacking(office, found) == {}
    assert (await office.events(found.document))[-2:] == [("document.journal", "sent")] * 2
    assert (f.CASEWORKER.id, "document.journal", f"document:{subject.id}") in office.audited()


async def test_saying_it_twice_is_saying_it_once(office: Office) -> None:
    found = await office.sent(NOTICE)
    await office.does(mark_in_journal, f.NURSE, about(found))
    before = office.everything()
    await office.does(mark_in_journal, f.COLLEAGUE, about(found))
    assert office.everything() == before


async def test_a_mark_made_by_mistake_is_taken_back(office: Office) -> None:
    found = await office.sent(NOTICE)
    await office.does(mark_in_journal, f.NURSE, about(found))
    await office.does(take_back_mark, f.NURSE, about(found))
    assert WARD in await lacking(office, found)
    assert (await office.events(found.document))[-1] == ("document.journal_undo", "sent")
    before = office.everything()
    await office.does(take_back_mark, f.NURSE, about(found))
    assert office.everything() == before


async def test_a_new_version_must_be_entered_anew(office: Office) -> None:
    found = await office.sent(NOTICE)
    await office.does(mark_in_journal, f.NURSE, about(found))
    parts = whole_parts(NOTICE, function_level="Klarer sig selv hjemme")
    await office.does(revise, f.NURSE, found.document.id, 1, parts, "Nyt fra vagten")
    assert WARD in await lacking(office, found)


async def test_only_a_party_says_so_and_only_on_its_case(office: Office) -> None:
    found = await office.sent(NOTICE)
    refusals = [
        await office.refuses(mark_in_journal, person, about(found))
        for person in (f.OUTSIDER, f.REGION_COORDINATOR, f.ADMINISTRATOR)
    ]
    assert [type(refusal) for refusal in refusals] == [NotFound] * 3


async def test_of_a_meeting_only_minutes_belong_in_a_journal(office: Office) -> None:
    found = await office.asked()
    assert type(await office.refuses(mark_in_journal, f.NURSE, about(found))) is WrongStatus
    assert await lacking(office, found) == {}


async def test_minutes_are_marked_by_both(office: Office) -> None:
    found = await concluded(office)
    assert await lacking(office, found) == {WARD: (about(found),), MUNICIPALITY: (about(found),)}
    for person in (f.NURSE, f.CASEWORKER):
        await office.does(mark_in_journal, person, about(found))
    assert await lacking(office, found) == {}


async def test_what_rests_on_a_withdrawn_consent_is_asked_of_its_author_only(office: Office) -> None:
    found = await office.sent(NOTICE, content=consented(NOTICE))
    case = await office.does(withdraw_consent, f.NURSE, found.case.id, f.NOW.date())
    assert set(await office.does(missing_in_journals, case)) == {WARD}
    await office.does(mark_in_journal, f.CASEWORKER, about(found))


async def test_closing_a_case_asks_each_party_for_what_it_lacks(office: Office) -> None:
    found = await office.sent(NOTICE)
    await office.does(mark_in_journal, f.CASEWORKER, about(found))
    assert await asked(office, found) == set()
    await office.does(close_case, f.NURSE, found.case.id, "Forløbet er slut")
    (task,) = [t for t in await office.tasks(found.document) if t.kind is TaskKind.JOURNAL]
    assert (task.unit_id, task.owner_id) == (WARD, None)
    assert task.subject == Subject(SubjectKind.CASE, found.case.id)
    calendar = office.agreements.calendar("adults")
    assert task.due == calendar.shift(f.NOW.date(), 10)
    await office.does(mark_in_journal, f.NURSE, about(found))
    assert await asked(office, found) == set()
    assert await asked(office, found, TaskStatus.DONE) == {WARD}


async def test_a_mark_taken_back_after_closing_is_asked_for_again(office: Office) -> None:
    found = await office.sent(NOTICE)
    for person in (f.NURSE, f.CASEWORKER):
        await office.does(mark_in_journal, person, about(found))
    await office.does(close_case, f.NURSE, found.case.id, "Forløbet er slut")
    assert await asked(office, found) == set()
    await office.does(take_back_mark, f.CASEWORKER, about(found))
    assert await asked(office, found) == {MUNICIPALITY}
