"""An extract tells everything that is stored of a citizen, field by field; what it leaves out stands here.

A new field of a record needs a row: another value, which the extract must then tell, or why it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any

import orjson
import pytest

from dialogs.insight_words import told
from domain.admission import Admission, DischargeKind, Outcome
from domain.case import Case, Citizen, Hold, HoldKind, Moved, SecondLeft
from domain.delay import Delay, DelayReason
from domain.discharge_law import Answers, Assessment, Paragraph, assess
from domain.document import (
    CitizenAgreement,
    Copy,
    Document,
    DocumentContent,
    DocumentVersion,
    PrivateAnswer,
    Signature,
)
from domain.document_kind import DocumentKind
from domain.document_steps import Status as DocumentStatus
from domain.event import CaseEvent
from domain.journal import JournalMark
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.network_meeting import MeetingContent, MeetingTime, Method, NetworkMeeting, Status
from domain.party import Party
from domain.people import Sector
from domain.remark import Remark
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from storage.schema.columns import metadata
from tests import factories as f
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from workflows.subject_access import CaseFile, DocumentFile, SubjectFile

LATER, DAY = f.NOW + timedelta(days=40), (f.NOW + timedelta(days=40)).date()
ELSEWHERE = Party(f.OUTSIDER.home.id, Sector.MUNICIPALITY, f.OUTSIDER.id)
NEW = "Noget helt andet"


@dataclass(frozen=True)
class LeftOut:
    because: str


AN_ID = LeftOut("an id, which tells the citizen nothing")
VERSION = LeftOut("for who changes the record at the same time")
OF_WHICH = LeftOut("told where it stands: with its record")
IN_HISTORY = LeftOut("the history tells each step and when it was taken")
FOLLOWS = LeftOut("follows from what is told beside it")
OF_CONSENT = LeftOut("tried with a consent")
FOR_REMINDERS = LeftOut("when staff are reminded, and who of them was")

CASE = f.a_case()
ABOUT = Subject(SubjectKind.DOCUMENT, f.a_document(CASE).id)
HELD = Hold(HoldKind.KEPT, f.NOW, f.NURSE.home.id, Sensitive("Klage"))
LEFT = SecondLeft(DAY, f.OUTSIDER.home.id, frozenset())
CONSENT = LegalBasis(Basis.CONSENT, ConsentFrom.CITIZEN, f.NOW.date())
AGREED = CitizenAgreement(1, f.NOW.date(), "Mundtligt", "Nora Demo")
COPIED = Copy(1, f.NOW.date(), "egen læge", "Digital Post")
ANSWERED = PrivateAnswer(1, f.NOW.date(), "Bostedet", agrees=True)
TEXT = f.some_text(citizen=AGREED, copies=(COPIED,), private_answers=(ANSWERED,))
SIGNED = Signature(Sector.REGION, f.NURSE.id, f.NOW, 1)
DOCUMENT = f.a_document(CASE, content=Sensitive(TEXT), signatures=(SIGNED,))
WRITTEN = DocumentVersion(1, f.NURSE.id, f.NOW, DOCUMENT.content)
MEETING = f.a_meeting(CASE, agreed=f.a_time())
ASSESSED = assess(Answers(True, None, True), 36, f.NURSE.id, f.NOW)
ADMISSION = f.an_admission(CASE, assessment=Sensitive(ASSESSED), coercive=False)
TASK = f.a_task(MEETING, every_days=7)
REMARK = f.a_remark(CASE, subject=ABOUT)
MARK = JournalMark(CASE.id, ABOUT, f.NURSE.home.id, 1, f.NURSE.id, f.NOW)


def extract(
    case: Case = CASE,
    document: Document = DOCUMENT,
    earlier: DocumentVersion = WRITTEN,
    meeting: NetworkMeeting = MEETING,
    admission: Admission = ADMISSION,
    task: Task = TASK,
    event: CaseEvent = f.an_event(CASE),  # noqa: B008 - frozen
    mark: JournalMark = MARK,
    remark: Remark = REMARK,
) -> SubjectFile:
    """One of each record."""
    versions = (earlier, replace(WRITTEN, number=2))
    file = CaseFile(
        case=case,
        documents=(DocumentFile(document, versions),),
        meetings=(meeting,),
        closed_meetings=frozenset(),
        admissions=(admission,),
        tasks=(task,),
        events=(event,),
        marks=(mark,),
        remarks=(remark,),
        log=(),
        logged_elsewhere={},
    )
    return SubjectFile("Psykiatrisk Center Glostrup", f.NOW, case.citizen, (file,))


def of_text(content: DocumentContent) -> SubjectFile:
    return extract(document=replace(DOCUMENT, content=Sensitive(content)))


def of_basis(basis: LegalBasis) -> SubjectFile:
    return of_text(replace(TEXT, basis=basis))


def of_talks(content: MeetingContent) -> SubjectFile:
    return extract(meeting=replace(MEETING, content=Sensitive(content)))


def of_assessment(assessment: Assessment) -> SubjectFile:
    return extract(admission=replace(ADMISSION, assessment=Sensitive(assessment)))


@dataclass(frozen=True)
class Row:
    whole: Any
    holding: Callable[[Any], SubjectFile]
    """The extract that holds it."""
    fields: Mapping[str, object]
    """Of each another value, or why it is left out."""


ROWS: tuple[Row, ...] = (
    Row(
        f.a_citizen(),
        lambda each: extract(case=replace(CASE, citizen=each)),
        {"cpr": f.a_cpr("620190-4321"), "name": Sensitive(NEW)},
    ),
    Row(
        CASE,
        lambda each: extract(case=each),
        {
            "id": AN_ID,
            "number": "26-1999",
            "citizen": replace(CASE.citizen, name=Sensitive(NEW)),
            "area": LeftOut("the agreement is the area's"),
            "agreement_id": "children",
            "override_reason": Sensitive(NEW),
            "region_unit_id": f.OUTSIDER.home.id,
            "municipality_unit_id": f.OUTSIDER.home.id,
            "participants": LeftOut("no step of this version names anybody"),
            "opened_at": LATER,
            "closed_at": LATER,
            "closing_reason": Sensitive(NEW),
            "consent_withdrawn_on": DAY,
            "second_unit_id": f.OUTSIDER.home.id,
            "former_unit_ids": LeftOut("the moves say until when, too"),
            "moves": (Moved(DAY, f.OUTSIDER.home.id),),
            "seconds_left": (LEFT,),
            "hold": HELD,
            "version": VERSION,
        },
    ),
    Row(
        HELD,
        lambda each: extract(case=replace(CASE, hold=each)),
        {
            "kind": HoldKind.RESTRICTED,
            "at": LATER,
            "unit_id": f.OUTSIDER.home.id,
            "reason": Sensitive(NEW),
        },
    ),
    Row(
        Moved(DAY, f.OUTSIDER.home.id),
        lambda each: extract(case=replace(CASE, moves=(each,))),
        {"until": f.NOW.date(), "unit_id": f.NURSE.home.id, "stayed": AN_ID},
    ),
    Row(
        LEFT,
        lambda each: extract(case=replace(CASE, seconds_left=(each,))),
        {"until": f.NOW.date(), "unit_id": f.NURSE.home.id, "tasks": AN_ID},
    ),
    Row(
        DOCUMENT,
        lambda each: extract(document=each),
        {
            "id": AN_ID,
            "case_id": AN_ID,
            "case_number": OF_WHICH,
            "kind": DocumentKind.COORDINATION_PLAN,
            "status": DocumentStatus.WITHDRAWN,
            "author": ELSEWHERE,
            "receiver": ELSEWHERE,
            "asked_at": IN_HISTORY,
            "content": Sensitive(replace(TEXT, question=NEW)),
            "content_version": 3,
            "signatures": (SIGNED, SIGNED),
            "acknowledged_at": LATER,
            "in_force_at": LATER,
            "replaced_by": LeftOut("the status says that a plan took its place"),
            "version": VERSION,
        },
    ),
    Row(
        SIGNED,
        lambda each: extract(document=replace(DOCUMENT, signatures=(each,))),
        {
            "sector": FOLLOWS,
            "person_id": f.CASEWORKER.id,
            "at": LATER,
            "content_version": LeftOut("those of the present version only are told"),
        },
    ),
    Row(
        WRITTEN,
        lambda each: extract(earlier=each),
        {
            "number": 7,
            "written_by": f.CASEWORKER.id,
            "written_at": LATER,
            "content": Sensitive(replace(TEXT, question=NEW)),
        },
    ),
    Row(
        TEXT,
        of_text,
        {
            "parts": {**TEXT.parts, "citizens_wish": NEW},
            "basis": CONSENT,
            "question": NEW,
            "answer": NEW,
            "reason": NEW,
            "citizen": None,
            "copies": (),
            "private_answers": (),
        },
    ),
    Row(
        CONSENT,
        of_basis,
        {
            "basis": LeftOut("who gave it says that it is a consent"),
            "consent_from": ConsentFrom.PARENTAL_AUTHORITY,
            "consent_on": DAY,
            "other": NEW,
        },
    ),
    Row(
        LegalBasis(Basis.OTHER, other="Værgemål"),
        of_basis,
        {"basis": Basis.SECTION_13C, "consent_from": OF_CONSENT, "consent_on": OF_CONSENT, "other": NEW},
    ),
    Row(
        AGREED,
        lambda each: of_text(replace(TEXT, citizen=each)),
        {"content_version": OF_WHICH, "on": DAY, "how": NEW, "witness": NEW},
    ),
    Row(
        COPIED,
        lambda each: of_text(replace(TEXT, copies=(each,))),
        {"content_version": OF_WHICH, "on": DAY, "to": NEW, "how": NEW},
    ),
    Row(
        ANSWERED,
        lambda each: of_text(replace(TEXT, private_answers=(each,))),
        {"content_version": OF_WHICH, "on": DAY, "name": NEW, "agrees": False},
    ),
    Row(
        MEETING,
        lambda each: extract(meeting=each),
        {
            "id": AN_ID,
            "case_id": AN_ID,
            "case_number": OF_WHICH,
            "status": Status.CANCELLED,
            "inviter": ELSEWHERE,
            "receiver": ELSEWHERE,
            "requested_at": LATER,
            "find_time_by": DAY,
            "proposed": (f.a_time(9),),
            "content": Sensitive(replace(f.some_content(), agenda=NEW)),
            "agreed": f.a_time(8),
            "acknowledged_at": LATER,
            "version": VERSION,
            "invitation": LeftOut("how often the calendar entry was changed"),
        },
    ),
    Row(
        f.a_time(),
        lambda each: extract(meeting=replace(MEETING, agreed=each)),
        {"start": LATER, "minutes": 75},
    ),
    Row(
        f.some_content(),
        of_talks,
        {
            "citizens_wish": NEW,
            "purpose": NEW,
            "method": Method.TELEPHONE,
            "place": NEW,
            "agenda": NEW,
            "gp": NEW,
            "relatives": NEW,
            "others": NEW,
            "basis": LegalBasis(Basis.OTHER, other=NEW),
            "question": NEW,
            "answer": NEW,
            "reason": NEW,
            "minutes": NEW,
        },
    ),
    Row(
        ADMISSION,
        lambda each: extract(admission=each),
        {
            "id": AN_ID,
            "case_id": AN_ID,
            "case_number": OF_WHICH,
            "region": ELSEWHERE,
            "municipality": ELSEWHERE,
            "admitted_at": LATER,
            "since": IN_HISTORY,
            "status": FOLLOWS,
            "expected_on": DAY,
            "assessment": Sensitive(replace(ASSESSED, at=LATER)),
            "homeless": True,
            "discharged_on": DAY,
            "discharge_kind": DischargeKind.OWN_REQUEST,
            "outcome": Outcome.LATE,
            "reason": Sensitive(NEW),
            "delay": DelayReason.STAFFING,
            "readmitted_after": LeftOut("may come of a stay on a case that is none of this controller's"),
            "coercive": True,
            "version": VERSION,
        },
    ),
    Row(
        ASSESSED,
        of_assessment,
        {
            "answers": Answers(True, None, False),
            "requirement": FOLLOWS,
            "paragraph": Paragraph.SECTION_13A_2,
            "document": FOLLOWS,
            "by": f.CASEWORKER.id,
            "at": LATER,
            "version": VERSION,
        },
    ),
    Row(
        ASSESSED.answers,
        lambda each: of_assessment(replace(ASSESSED, answers=each)),
        {"support": False, "will_not_seek": True, "takes_part": False, "wishes_agreement": True},
    ),
    Row(
        TASK,
        lambda each: extract(task=each),
        {
            "id": AN_ID,
            "case_id": AN_ID,
            "case_number": OF_WHICH,
            "subject": IN_HISTORY,
            "kind": TaskKind.FOLLOW_UP,
            "unit_id": f.OUTSIDER.home.id,
            "sector": FOLLOWS,
            "owner_id": f.NURSE.id,
            "due": DAY,
            "opened_at": IN_HISTORY,
            "text": Sensitive(NEW),
            "reason": Sensitive(NEW),
            "status": TaskStatus.DONE,
            "remind_from": FOR_REMINDERS,
            "part": FOLLOWS,
            "every_days": 14,
            "until": DAY,
            "ended_on": DAY,
            "delay": Delay(DelayReason.STAFFING, DAY),
            "leaders_told_on": FOR_REMINDERS,
            "coordinators_told_on": FOR_REMINDERS,
            "version": VERSION,
        },
    ),
    Row(
        f.an_event(CASE),
        lambda each: extract(event=each),
        {
            "id": AN_ID,
            "case_id": AN_ID,
            "subject_id": AN_ID,
            "kind": "case.close",
            "at": LATER,
            "person_id": f.CASEWORKER.id,
            "unit_id": LeftOut("who it was is told with their unit"),
            "status": FOLLOWS,
            "reason": Sensitive(NEW),
        },
    ),
    Row(
        REMARK,
        lambda each: extract(remark=each),
        {
            "id": AN_ID,
            "case_id": AN_ID,
            "subject": Subject(SubjectKind.CASE, CASE.id),
            "text": Sensitive(NEW),
            "made_on": DAY,
            "at": IN_HISTORY,
            "person_id": IN_HISTORY,
        },
    ),
    Row(
        MARK,
        lambda each: extract(mark=each),
        {
            "case_id": AN_ID,
            "subject": OF_WHICH,
            "unit_id": f.CASEWORKER.home.id,
            "content_version": LeftOut("a new version is marked anew, and the moment tells which it was"),
            "person_id": IN_HISTORY,
            "at": LATER,
        },
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: type(row.whole).__name__)
async def test_every_field_is_told_or_says_why_not(bot: Bot, row: Row) -> None:
    assert set(row.fields) == {each.name for each in fields(row.whole)}
    before = await data(bot, row.holding(row.whole))
    told_of = {name: value for name, value in row.fields.items() if not isinstance(value, LeftOut)}
    untold = [n for n, value in told_of.items() if await told_with(bot, row, n, value) == before]
    assert untold == []


async def told_with(bot: Bot, row: Row, name: str, value: object) -> bytes:
    return await data(bot, row.holding(replace(row.whole, **{name: value})))


async def data(bot: Bot, found: SubjectFile) -> bytes:
    return await bot.talks(f.NURSE_LEADER, lambda talk: orjson.dumps(told(talk.desk, found, DANISH)))


def test_every_kind_of_record_has_a_row() -> None:
    held = {Case, Document, DocumentVersion, NetworkMeeting, Admission, Task, CaseEvent, JournalMark, Remark}
    parts = {
        Citizen, Hold, Moved, SecondLeft,
        DocumentContent, Signature, CitizenAgreement, Copy, PrivateAnswer, LegalBasis,
        MeetingContent, MeetingTime, Assessment, Answers,
    }  # fmt: skip
    assert {type(row.whole) for row in ROWS} == held | parts


TOLD_FROM = frozenset(
    {
        "cases", "documents", "document_versions", "meetings", "admissions", "tasks", "events", "remarks",
        "journal_marks", "audit", "organisations", "units", "people",
    }
)  # fmt: skip
NOT_TOLD_FROM: Mapping[str, str] = {
    "case_people": "no step of this version names anybody",
    "emergency_accesses": "the history tells that somebody looked and why, and the log each look",
    "citizen_searches": "counts what the log tells, for 30 days",
    "drafts": "not sent, and deleted after 14 days",
    "effects": "what somebody was answered, for two days, of what is told",
    "handouts": "files of half an hour: the joint report, which holds no citizen",
    "outbox": "that staff were told of what is told",
    "posts": "where cards of what is told stand",
    "erasing": "empty but for a moment",
    **dict.fromkeys(
        ("log_keys", "audit_seals", "database_identity"), "what the log and the values are sealed with"
    ),
    **dict.fromkeys(
        ("counted", "counting", "discharge_counts", "settled_quarters", "forum_reports", "forum_actions"),
        "figures, which name nobody",
    ),
    **dict.fromkeys(
        ("memberships", "directory_state", "addresses", "preferences", "unit_preferences", "unreachable"),
        "of staff",
    ),
    **dict.fromkeys(("case_numbers", "tenant_pace"), "of nobody"),
}


def test_every_table_is_told_from_or_says_why_not() -> None:
    assert TOLD_FROM.isdisjoint(NOT_TOLD_FROM)
    assert {*TOLD_FROM, *NOT_TOLD_FROM} == set(metadata.tables)
