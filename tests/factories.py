"""Made-up staff, citizens, cases, meetings, tasks and notices, each with what a test does not care about
filled in. Organisations are real, everybody in them is invented, and CPR numbers are replacement numbers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from domain.admission import Admission
from domain.case import Case, Citizen
from domain.cpr import Cpr
from domain.document import Document, DocumentContent
from domain.document_kind import DocumentKind
from domain.document_steps import Status as DocumentStatus
from domain.event import CaseEvent
from domain.forum_action import ForumAction
from domain.forum_report import Party as ReportParty
from domain.indicators.tally import Tally
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.network_meeting import MeetingContent, MeetingTime, Method, NetworkMeeting, Status
from domain.party import Party
from domain.people import Area, Membership, Person, Role, Sector, Unit
from domain.remark import Remark
from domain.report_period import ReportPeriod
from domain.sensitive import Sensitive
from domain.settled_quarter import CountedMonth, SettledQuarter
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from storage.schema.identity import organisation_id, person_id, unit_id
from workflows.notice import Notice, NoticeKind, Post
from workflows.ports import AuditEntry, DirectoryRow, Draft, Handout, KeptHandout

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
A_LEASE = timedelta(seconds=30)
"""A Friday morning, 10:00 in Copenhagen."""
CITIZEN_NAME = "Asta Opdigtet"
CPR_TEXT = "610190-4321"


def made_up_id(name: str) -> str:
    """An id of 32 hex digits, the same for the same name."""
    return uuid5(NAMESPACE_OID, name).hex


def _row(organisation: str, sector: Sector, unit: str, area: Area, **who: Any) -> DirectoryRow:
    person: str = who.pop("person")
    first = person.split()[0].lower()
    return DirectoryRow(
        organisation=organisation,
        sector=sector,
        tenant_id=made_up_id(f"tenant {organisation}"),
        unit=unit,
        area=area,
        person=person,
        user_id=made_up_id(f"user {person}"),
        email=f"{first}@example.invalid",
        phone="00 00 00 00",
        **who,
    )


def _region(**who: Any) -> DirectoryRow:
    return _row("Psykiatrisk Center Glostrup", Sector.REGION, "Afsnit 1", Area.ADULTS, **who)


def _hvidovre(**who: Any) -> DirectoryRow:
    return _row("Hvidovre Kommune", Sector.MUNICIPALITY, "Voksenenheden", Area.ADULTS, **who)


def _albertslund(**who: Any) -> DirectoryRow:
    return _row("Albertslund Kommune", Sector.MUNICIPALITY, "Socialpsykiatrien", Area.BOTH, **who)


_WORKS = {"role": Role.FRONTLINE, "receives": True}
_LEADS = {"role": Role.LEADER, "receives": False}
_SIGNS = {"role": Role.SIGNATORY, "receives": False}
_COORDINATES = {"role": Role.COORDINATOR, "receives": False}

DIRECTORY: tuple[DirectoryRow, ...] = (
    _region(person="Nora Demo", title="Sygeplejerske", **_WORKS),
    _region(person="Åge Demo", title="Sygeplejerske", **_WORKS),
    _region(person="Lene Demo", title="Afdelingsleder", **_LEADS),
    _region(person="Karl Demo", title="Konsulent", **_COORDINATES),
    _hvidovre(person="Sara Demo", title="Sagsbehandler", **_WORKS),
    _hvidovre(person="Ole Demo", title="Teamleder", **_LEADS),
    _hvidovre(person="Kirsten Demo", title="Konsulent", **_COORDINATES),
    _hvidovre(person="Anna Demo", title="Administrator", role=Role.ADMINISTRATOR, receives=False),
    _albertslund(person="Ulla Demo", title="Sagsbehandler", **_WORKS),
)
"""Two parties to a case, and a municipality that is not."""

SIGNERS: tuple[DirectoryRow, ...] = (
    _region(person="Ida Demo", title="Overlæge", **_SIGNS),
    _hvidovre(person="Bo Demo", title="Myndighedschef", **_SIGNS),
)
"""Who signs for the two parties, where a test wants others than their leaders."""


def directory_with_units(number: int) -> tuple[DirectoryRow, ...]:
    """The directory, and Ole leads so many units."""
    more = [
        replace(_hvidovre(person="Ole Demo", title="Teamleder", **_LEADS), unit=f"Enhed {n}")
        for n in range(2, number + 1)
    ]
    return (*DIRECTORY, *more)


ANOTHER_CENTRE = _row(
    "Psykiatrisk Center Amager",
    Sector.REGION,
    "Afsnit 1",
    Area.ADULTS,
    person="Maja Demo",
    title="Sygeplejerske",
    **_WORKS,
)


def person_named(first_name: str) -> Person:
    """The person as the directory gives them, with the one membership they have here."""
    rows = (*DIRECTORY, *SIGNERS, ANOTHER_CENTRE)
    row = next(row for row in rows if row.person.startswith(first_name))
    return Person(
        id=person_id(row.tenant_id, row.user_id),
        tenant_id=row.tenant_id,
        user_id=row.user_id,
        name=row.person,
        title=row.title,
        email=row.email,
        phone=row.phone,
        language="da",
        memberships=(Membership(_unit_of(row), Role(row.role), row.receives),),
    )


def _unit_of(row: DirectoryRow) -> Unit:
    organisation = organisation_id(row.tenant_id, row.organisation)
    own_id = unit_id(organisation, row.unit)
    return Unit(own_id, organisation, row.organisation, row.sector, row.unit, row.area)


NURSE = person_named("Nora")
COLLEAGUE = person_named("Åge")
NURSE_LEADER = person_named("Lene")
REGION_COORDINATOR = person_named("Karl")
CASEWORKER = person_named("Sara")
CASEWORKER_LEADER = person_named("Ole")
MUNICIPAL_COORDINATOR = person_named("Kirsten")
ADMINISTRATOR = person_named("Anna")
OUTSIDER = person_named("Ulla")
CHIEF_PHYSICIAN = person_named("Ida")
MANAGER = person_named("Bo")
NURSE_ELSEWHERE = person_named("Maja")


def a_cpr(text: str = CPR_TEXT) -> Cpr:
    return Cpr.parse(text, NOW.date())


def a_citizen() -> Citizen:
    return Citizen(a_cpr(), Sensitive(CITIZEN_NAME))


def a_case(number: str = "26-1001", **changes: Any) -> Case:
    case = Case(
        id=made_up_id(f"case {number}"),
        number=number,
        citizen=a_citizen(),
        area=Area.ADULTS,
        agreement_id="adults",
        override_reason=Sensitive(""),
        region_unit_id=NURSE.home.id,
        municipality_unit_id=CASEWORKER.home.id,
        participants=frozenset(),
        opened_at=NOW,
    )
    return replace(case, **changes)


def some_content() -> MeetingContent:
    return MeetingContent(
        citizens_wish="At bo for sig selv",
        purpose="Støtte efter udskrivning",
        method=Method.VIDEO,
        place="",
        agenda="Bolig og medicin",
        gp="Lægerne på Torvet",
        relatives="En søster",
        others="",
        basis=LegalBasis(Basis.CONSENT, ConsentFrom.CITIZEN, NOW.date()),
    )


def a_time(days: int = 3) -> MeetingTime:
    return MeetingTime(NOW + timedelta(days=days), 45)


def a_meeting(case: Case, name: str = "first", **changes: Any) -> NetworkMeeting:
    """Asked for by the region's unit, not yet answered."""
    meeting = NetworkMeeting(
        id=made_up_id(f"meeting {case.number} {name}"),
        case_id=case.id,
        case_number=case.number,
        status=Status.REQUESTED,
        inviter=Party(case.region_unit_id, Sector.REGION, NURSE.id),
        receiver=Party(case.municipality_unit_id, Sector.MUNICIPALITY),
        requested_at=NOW,
        find_time_by=date(2026, 11, 27),
        proposed=(a_time(3), a_time(4)),
        content=Sensitive(some_content()),
    )
    return replace(meeting, **changes)


def a_task(meeting: NetworkMeeting, name: str = "first", **changes: Any) -> Task:
    """The receiver's task to find a time, which nobody has taken on."""
    task = Task(
        id=made_up_id(f"task {meeting.id} {name}"),
        case_id=meeting.case_id,
        case_number=meeting.case_number,
        subject=Subject(SubjectKind.MEETING, meeting.id),
        kind=TaskKind.FIND_TIME,
        unit_id=meeting.receiver.unit_id,
        sector=meeting.receiver.sector,
        owner_id=None,
        due=meeting.find_time_by,
        opened_at=meeting.requested_at,
    )
    return replace(task, **changes)


def some_parts() -> dict[str, str]:
    return {
        "citizens_wish": "At bo i egen lejlighed og få søvnen på plads",
        "treatment_offers": "Samtale hver anden uge i distriktspsykiatrien",
        "social_offers": "Bostøtte to gange om ugen",
        "housing": "own_home",
        "relatives": "",
    }


def some_text(**changes: Any) -> DocumentContent:
    """What the parties wrote in a document that rests on § 13 c."""
    return replace(DocumentContent(some_parts(), LegalBasis(Basis.SECTION_13C)), **changes)


def a_document(case: Case, name: str = "first", **changes: Any) -> Document:
    """A discharge agreement sent by the region's unit, signed by nobody yet."""
    document = Document(
        id=made_up_id(f"document {case.number} {name}"),
        case_id=case.id,
        case_number=case.number,
        kind=DocumentKind.DISCHARGE_AGREEMENT,
        status=DocumentStatus.SIGNING,
        author=Party(case.region_unit_id, Sector.REGION, NURSE.id),
        receiver=Party(case.municipality_unit_id, Sector.MUNICIPALITY),
        asked_at=NOW,
        content=Sensitive(some_text()),
    )
    return replace(document, **changes)


def an_admission(case: Case, name: str = "first", **changes: Any) -> Admission:
    """Heard of today; nobody knows the date of the discharge, and nobody has assessed it."""
    admission = Admission(
        id=made_up_id(f"admission {case.number} {name}"),
        case_id=case.id,
        case_number=case.number,
        region=Party(case.region_unit_id, Sector.REGION, NURSE.id),
        municipality=Party(case.municipality_unit_id, Sector.MUNICIPALITY),
        admitted_at=NOW,
        since=NOW.date(),
    )
    return replace(admission, **changes)


def a_draft(person: Person = NURSE, **changes: Any) -> Draft:
    draft = Draft(
        id=made_up_id(f"draft {person.id}"),
        person_id=person.id,
        form="network_meeting",
        subject_id="",
        page="citizen",
        values={"name": CITIZEN_NAME, "times": [1, 2]},
        version=1,
        updated_at=NOW,
    )
    return replace(draft, **changes)


def a_handout(**changes: Any) -> Handout:
    file = Handout("rapport-2026-10.pdf", "application/pdf", b"%PDF made up", "report")
    return replace(file, **changes)


def a_forum_action(name: str = "first", **changes: Any) -> ForumAction:
    action = ForumAction(
        id=made_up_id(f"action {name}"),
        text=Sensitive("Alle afsnit skriver en dato"),
        owner_id=REGION_COORDINATOR.id,
        due=date(2026, 12, 1),
        decided_at=NOW,
        decided_by=REGION_COORDINATOR.id,
        report_number=1,
    )
    return replace(action, **changes)


def a_settled_quarter(name: str = "first") -> SettledQuarter:
    """July is settled, with three meetings asked for between one centre and one municipality."""
    year = 2026 - sum(map(ord, name)) % 20
    july = ReportPeriod(date(year, 7, 1), 1)
    counted = CountedMonth(NOW, {("c", "m"): {"meetings_requested": Tally(3)}}, frozenset({"c"}))
    quarter = SettledQuarter(
        Area.ADULTS,
        july.first,
        (ReportParty("c", "Et center for sig"),),
        (ReportParty("m", "En kommune"),),
    )
    return quarter.with_months({july.first: counted}).settled(july)


def a_kept_handout(person: Person = NURSE, name: str = "first", **changes: Any) -> KeptHandout:
    kept = KeptHandout(
        id=made_up_id(f"handout {name}"),
        digest=made_up_id(f"digest {name}"),
        person_id=person.id,
        name="rapport-2026-10.pdf",
        content_type="application/pdf",
        purpose="report",
        case_id=None,
        created_at=NOW,
        expires_at=NOW + timedelta(minutes=30),
    )
    return replace(kept, **changes)


def an_event(case: Case, name: str = "first", **changes: Any) -> CaseEvent:
    event = CaseEvent(
        id=made_up_id(f"event {case.number} {name}"),
        case_id=case.id,
        subject_id=made_up_id(f"meeting {case.number} first"),
        kind="meeting.request",
        at=NOW,
        person_id=NURSE.id,
        unit_id=NURSE.home.id,
        status=Status.REQUESTED,
    )
    return replace(event, **changes)


def a_remark(case: Case, name: str = "first", **changes: Any) -> Remark:
    """Of the citizen's, on the case's document."""
    remark = Remark(
        id=made_up_id(f"remark {name}"),
        case_id=case.id,
        subject=Subject(SubjectKind.DOCUMENT, a_document(case).id),
        text=Sensitive("Det skete ikke sådan"),
        made_on=NOW.date(),
        at=NOW,
        person_id=NURSE.id,
    )
    return replace(remark, **changes)


def a_notice(name: str = "first", recipient: Person = CASEWORKER, **changes: Any) -> Notice:
    notice = Notice(
        kind=NoticeKind.REMINDER,
        subject=Subject(SubjectKind.TASK, made_up_id(f"task {name}")),
        recipient_id=recipient.id,
        rule=f"task:{made_up_id(name)}:2026-11-27:overdue",
        occurrence=NOW,
        detail="overdue",
    )
    return replace(notice, **changes)


def a_post(person: Person = CASEWORKER, subject_id: str = "subject", **changes: Any) -> Post:
    subject = Subject(SubjectKind.MEETING, made_up_id(subject_id))
    return replace(Post(person.id, subject, "conversation", "activity", NOW), **changes)


def an_entry(subject: str = "meeting:1", **changes: Any) -> AuditEntry:
    entry = AuditEntry(at=NOW, actor_id=NURSE.id, action="read", subject=subject)
    return replace(entry, **changes)
