"""Who is told, row by row: each step of a meeting or a document tells those its table names, never who did
it, and whoever holds its card gets it fresh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain import document_steps as documents_table
from domain import network_meeting as meetings_table
from domain.document import Document, DocumentContent, Signature
from domain.document_kind import DocumentKind
from domain.network_meeting import NetworkMeeting
from domain.party import Party
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from tests import factories as f
from tests.office import Office, told
from tests.stores import stored
from tests.texts import PSYCHOLOGIST, whole_parts, whole_text
from workflows import citizens_word, documents, meetings
from workflows.minutes import write_minutes
from workflows.notice import NoticeKind
from workflows.ports import MeetingOnCase
from workflows.telling import tell

CASE = f.a_case()
LEADERS: dict[Sector, Person] = {
    Sector.REGION: f.NURSE_LEADER,
    Sector.MUNICIPALITY: f.CASEWORKER_LEADER,
}
CONTACTS: dict[Sector, Person] = {Sector.REGION: f.NURSE, Sector.MUNICIPALITY: f.CASEWORKER}
REGION = Party(CASE.region_unit_id, Sector.REGION, f.NURSE.id)
MUNICIPALITY = Party(CASE.municipality_unit_id, Sector.MUNICIPALITY, f.CASEWORKER.id)

Act, Status, Side = documents_table.Action, documents_table.Status, documents_table.Side
NOTICE, AGREEMENT = DocumentKind.MUNICIPAL_STATUS, DocumentKind.DISCHARGE_AGREEMENT
OF_NOTICES = {Status.SENT, Status.QUESTION_ASKED, Status.ACKNOWLEDGED}
Steps = dict[Any, tuple[Callable[..., Any], tuple[Any, ...]]]
TODAY = f.NOW.date()


def document_at(row: documents_table.Transition) -> Document:
    """A document in the status where the row starts, with a contact person on each side."""
    if row.start in OF_NOTICES:  # of the municipality's, which no admission begins with
        author, receiver, kind = MUNICIPALITY, REGION, NOTICE
    else:
        author, receiver, kind = REGION, MUNICIPALITY, AGREEMENT
    both = tuple(Signature(side.sector, LEADERS[side.sector].id, f.NOW, 1) for side in (author, receiver))
    signed = row.start in (Status.SIGNED, Status.IN_FORCE)
    content: DocumentContent = whole_text(kind)
    return f.a_document(
        CASE,
        kind=kind,
        status=row.start,
        author=author,
        receiver=receiver,
        content=Sensitive(content),
        signatures=both if signed else (),
    )


def steps_of(document: Document) -> Steps:
    name = "present_state" if document.kind is NOTICE else "social_offers"
    changed = whole_parts(document.kind, **{name: "Noget andet end før"})
    return {
        Act.ACKNOWLEDGE: (documents.acknowledge, ()),
        Act.ASK: (documents.ask, ("Hvornår?",)),
        Act.ANSWER: (documents.answer, ("Snart",)),
        Act.SIGN: (documents.sign, (1,)),
        Act.RETURN: (documents.return_with, ("Mangler",)),
        Act.REVISE: (documents.revise, (1, changed, "Ændret")),
        Act.CITIZEN_AGREES: (citizens_word.citizen_agrees, (1, TODAY, "Mundtligt", "Nora Demo")),
        Act.CITIZEN_DECLINES: (citizens_word.citizen_declines, (TODAY, "Vil ikke")),
        Act.HAND_OVER_COPY: (citizens_word.hand_over_copy, (1, TODAY, "citizen", "På papir")),
        Act.PRIVATE_ANSWER: (citizens_word.private_answer, (1, TODAY, PSYCHOLOGIST, True)),
        Act.END: (documents.end, ("Slut",)),
        Act.WITHDRAW: (documents.withdraw, ("Fejl",)),
    }


def signers_asked(row: documents_table.Transition) -> set[Person]:
    """A new version to sign is told to those who sign it, on both sides."""
    asks = row.start not in OF_NOTICES and row.action in (Act.REVISE, Act.CITIZEN_DECLINES)
    return set(LEADERS.values()) if asks else set()


def row_name(row: Any) -> str:
    return f"{row.start}-{row.action}-by-{row.by}" if hasattr(row, "start") else ""


@pytest.mark.parametrize("by_contact", [True, False], ids=["by the contact person", "by the leader"])
@pytest.mark.parametrize("row", documents_table.TRANSITIONS, ids=row_name)
async def test_a_step_of_a_document_tells_those_of_its_row_and_never_who_did_it(
    office: Office, row: documents_table.Transition, by_contact: bool
) -> None:
    document = document_at(row)
    sector = document.party(row.by).sector
    actor = CONTACTS[sector] if by_contact and row.action is not Act.SIGN else LEADERS[sector]
    await stored(office.store, CASE, document)
    use_case, values = steps_of(document)[row.action]
    await office.does(use_case, actor, document.id, *values)
    people = {CONTACTS[document.party(side).sector] for side in row.tells} | signers_asked(row)
    assert office.news() == told(NoticeKind.DOCUMENT, *(people - {actor}))


@pytest.mark.parametrize("row", documents_table.TRANSITIONS, ids=row_name)
async def test_whoever_else_holds_the_document_s_card_gets_it_fresh(
    office: Office, row: documents_table.Transition
) -> None:
    document = document_at(row)
    await stored(office.store, CASE, document)
    await office.hold(Subject(SubjectKind.DOCUMENT, document.id), f.COLLEAGUE)
    use_case, values = steps_of(document)[row.action]
    await office.does(use_case, LEADERS[document.party(row.by).sector], document.id, *values)
    refreshed = {each for each in office.news() if each.kind == NoticeKind.REFRESH}
    assert refreshed == told(NoticeKind.REFRESH, f.COLLEAGUE)


MeetingAct, MeetingSide = meetings_table.Action, meetings_table.Side
MEETING_STEPS: Steps = {
    MeetingAct.ACKNOWLEDGE: (meetings.acknowledge, ()),
    MeetingAct.ACCEPT_TIME: (meetings.accept_time, (f.a_time(3).start,)),
    MeetingAct.PROPOSE_TIMES: (meetings.propose_times, ((f.a_time(9),),)),
    MeetingAct.ASK: (meetings.ask_for_more, ("Hvornår?",)),
    MeetingAct.ANSWER: (meetings.answer_question, ("Snart",)),
    MeetingAct.MOVE: (meetings.move, ("Sygdom", (f.a_time(9),))),
    MeetingAct.CANCEL: (meetings.cancel, ("Udskrevet",)),
    MeetingAct.WRITE_MINUTES: (write_minutes, ("Referat", ())),
}


def meeting_at(row: meetings_table.Transition) -> NetworkMeeting:
    return f.a_meeting(CASE, status=row.start, inviter=REGION, receiver=MUNICIPALITY, agreed=f.a_time())


@pytest.mark.parametrize("row", meetings_table.TRANSITIONS, ids=row_name)
async def test_a_step_of_a_meeting_tells_those_of_its_row_and_never_who_did_it(
    office: Office, row: meetings_table.Transition
) -> None:
    meeting = meeting_at(row)
    await stored(office.store, CASE, meeting)
    people = {CONTACTS[meeting.party(side).sector] for side in row.tells}
    if row.by is MeetingSide.CLOCK:
        await office.does(meetings.time_passed, MeetingOnCase(CASE, meeting))
        assert office.news() == told(NoticeKind.MEETING, *people)
        return
    actor = CONTACTS[meeting.party(row.by).sector]
    use_case, values = MEETING_STEPS[row.action]
    await office.does(use_case, actor, meeting.id, *values)
    assert office.news() == told(NoticeKind.MEETING, *(people - {actor}))


SUBJECT = Subject(SubjectKind.CASE, CASE.id)


async def test_while_nobody_is_the_contact_person_the_unit_s_inbox_is_told(office: Office) -> None:
    parties = [replace(REGION, person_id=None), replace(MUNICIPALITY, person_id=None)]
    await office.does(tell, f.NURSE, SUBJECT, 1, parties)
    assert office.news() == told(NoticeKind.CASE, f.COLLEAGUE, f.CASEWORKER)


async def test_who_is_told_twice_over_is_told_once_and_gets_no_refresh_beside(office: Office) -> None:
    await office.hold(SUBJECT, f.CASEWORKER, f.NURSE)
    await office.does(tell, None, SUBJECT, 1, [MUNICIPALITY, MUNICIPALITY], also=[f.CASEWORKER])
    assert office.news() == told(NoticeKind.CASE, f.CASEWORKER) | told(NoticeKind.REFRESH, f.NURSE)


async def test_the_same_news_is_decided_once_and_the_next_version_is_news_again(office: Office) -> None:
    for version, hears in ((1, {f.CASEWORKER}), (1, set()), (2, {f.CASEWORKER})):
        await office.does(tell, None, SUBJECT, version, [MUNICIPALITY])
        assert office.news() == told(NoticeKind.CASE, *hears)


async def test_news_that_something_else_decided_is_told_beside_the_subject_s_own(office: Office) -> None:
    await office.does(tell, None, SUBJECT, 1, [MUNICIPALITY])
    office.news()
    await office.does(tell, None, SUBJECT, 1, [MUNICIPALITY], rule="task:1:v2:ended")
    assert office.news() == told(NoticeKind.CASE, f.CASEWORKER)


async def test_who_has_the_case_s_timeline_open_sees_what_happens_on_it(office: Office) -> None:
    found = await office.sent(NOTICE, f.CASEWORKER)
    await office.hold(Subject(SubjectKind.CASE, found.case.id), f.NURSE_LEADER)
    office.news()
    await office.does(documents.acknowledge, f.NURSE, found.document.id)
    assert office.news() == told(NoticeKind.REFRESH, f.NURSE_LEADER)
