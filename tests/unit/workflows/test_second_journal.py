"""A second municipality has what it took part in, in its own journal, and is waited for like the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.document_kind import DocumentKind
from domain.errors import NotAllowed
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from storage.schema.identity import person_id
from tests import factories as f
from tests.office import Office
from tests.texts import consented
from workflows.cases import close_case, withdraw_consent
from workflows.erasing import Erased, erase_due
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.journal import mark_in_journal, missing_in_journals
from workflows.meetings import time_passed
from workflows.minutes import write_minutes
from workflows.ports import DocumentOnCase
from workflows.second_municipality import add_second_municipality, remove_second_municipality

NOTICE, STATUS = DocumentKind.EARLY_NOTICE, DocumentKind.MUNICIPAL_STATUS
SECOND = f.OUTSIDER.home.id
A_THIRD = replace(
    next(row for row in f.DIRECTORY if row.person.startswith("Ulla")),
    unit="Ungeenheden",
    person="Tove Demo",
    user_id=f.made_up_id("Tove"),
)
"""In another unit of the same municipality."""
DAY = timedelta(days=1)


def about(found: DocumentOnCase) -> Subject:
    return Subject(SubjectKind.DOCUMENT, found.document.id)


async def with_two(office: Office) -> DocumentOnCase:
    """A notice from before there was a second municipality."""
    before = await office.sent(NOTICE)
    office.now += DAY
    await office.does(add_second_municipality, f.NURSE, before.case.id, SECOND, "Opholdskommune")
    return before


async def it_lacks(office: Office, case_id: str) -> set[Subject]:
    case = await office.store.run(lambda r: r.cases.get(case_id, f.NURSE))
    return set((await office.does(missing_in_journals, case)).get(SECOND, ()))


async def asked(office: Office, found: DocumentOnCase) -> list[Task]:
    tasks = await office.tasks(found.document)
    return [each for each in tasks if each.kind is TaskKind.JOURNAL and each.unit_id == SECOND]


async def test_what_was_sent_while_it_is_on_the_case_belongs_in_its_journal(office: Office) -> None:
    before = await with_two(office)
    assert await it_lacks(office, before.case.id) == set()
    after = await office.sent(STATUS, f.CASEWORKER)
    assert await it_lacks(office, before.case.id) == {about(after)}
    await office.does(mark_in_journal, f.OUTSIDER, about(after))
    assert await it_lacks(office, before.case.id) == set()


async def test_so_does_what_it_has_a_follow_up_from_and_nothing_else_that_is_older(office: Office) -> None:
    before = await with_two(office)
    refusal = await office.refuses(mark_in_journal, f.OUTSIDER, about(before))
    assert type(refusal) is NotAllowed
    row = AgreedRow(Sensitive("Ring til borgeren"), SECOND, None, office.now.date() + 5 * DAY)
    await office.does(add_follow_up, f.NURSE, before.document.id, row)
    assert await it_lacks(office, before.case.id) == {about(before)}


async def test_minutes_of_a_meeting_held_while_it_is_on_the_case_do_too(office: Office) -> None:
    meeting = await office.scheduled()
    await office.does(add_second_municipality, f.NURSE, meeting.case.id, SECOND, "Opholdskommune")
    office.now += 4 * DAY
    await office.does(time_passed, await office.found(meeting.meeting.id))
    await office.does(write_minutes, f.NURSE, meeting.meeting.id, "Vi er enige", ())
    subject = Subject(SubjectKind.MEETING, meeting.meeting.id)
    assert await it_lacks(office, meeting.case.id) == {subject}
    await office.does(mark_in_journal, f.OUTSIDER, subject)
    assert await it_lacks(office, meeting.case.id) == set()


async def test_closing_asks_it_like_the_others_and_its_mark_answers(office: Office) -> None:
    before = await with_two(office)
    after = await office.sent(STATUS, f.CASEWORKER)
    await office.does(close_case, f.NURSE, before.case.id, "Forløbet er slut")
    (task,) = await asked(office, after)
    assert (task.owner_id, task.subject) == (None, Subject(SubjectKind.CASE, before.case.id))
    await office.does(mark_in_journal, f.OUTSIDER, about(after))
    assert await asked(office, after) == []


async def test_nothing_it_took_part_in_is_erased_before_it_has_marked_it(office: Office) -> None:
    before = await with_two(office)
    after = await office.sent(STATUS, f.CASEWORKER)
    for person in (f.NURSE, f.CASEWORKER):
        for found in (before, after):
            await office.does(mark_in_journal, person, about(found))
    await office.does(close_case, f.NURSE, before.case.id, "Forløbet er slut")
    office.now += 400 * DAY
    assert await office.does(erase_due, before.case.id) == Erased(records=1), "what is older than it"
    assert await it_lacks(office, before.case.id) == {about(after)}
    await office.does(mark_in_journal, f.OUTSIDER, about(after))
    assert await office.does(erase_due, before.case.id) == Erased(cases=1)


async def test_once_off_the_case_it_is_not_waited_for(office: Office) -> None:
    before = await with_two(office)
    await office.sent(STATUS, f.CASEWORKER)
    await office.does(remove_second_municipality, f.NURSE, before.case.id, "Borgeren er tilmeldt i Hvidovre")
    assert await it_lacks(office, before.case.id) == set()


async def test_back_on_the_case_it_is_waited_for_on_what_it_had_in_its_first_stay(office: Office) -> None:
    before = await with_two(office)
    during = await office.sent(STATUS, f.CASEWORKER)
    office.now += DAY
    await office.does(remove_second_municipality, f.NURSE, before.case.id, "Borgeren er tilmeldt i Hvidovre")
    office.now += DAY
    await office.does(add_second_municipality, f.NURSE, before.case.id, SECOND, "Opholdskommune igen")
    assert await it_lacks(office, before.case.id) == {about(during)}


async def test_one_that_comes_after_another_is_not_asked_for_what_is_older_than_itself(
    office: Office,
) -> None:
    await office.staff(A_THIRD)
    before = await office.sent(NOTICE)
    third = await office.store.run(
        lambda r: r.directory.person(person_id(A_THIRD.tenant_id, A_THIRD.user_id))
    )
    assert third
    await office.does(add_second_municipality, f.NURSE, before.case.id, third.home.id, "Opholdskommune")
    await office.sent(STATUS, f.CASEWORKER)
    office.now += DAY
    await office.does(remove_second_municipality, f.NURSE, before.case.id, "Flyttet")
    await office.does(add_second_municipality, f.NURSE, before.case.id, SECOND, "Opholdskommune")
    assert await it_lacks(office, before.case.id) == set()


async def test_what_a_withdrawn_consent_closes_to_it_is_not_asked_of_it(office: Office) -> None:
    before = await with_two(office)
    await office.sent(STATUS, f.CASEWORKER, content=consented(STATUS))
    await office.does(withdraw_consent, f.NURSE, before.case.id, office.now.date())
    assert await it_lacks(office, before.case.id) == set()
