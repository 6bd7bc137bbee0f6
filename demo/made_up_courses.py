"""Made-up courses over three years: a notice, perhaps a meeting, an admission, an agreement, follow-ups.

What happens and how late is drawn at random, with shares near those of the field, and the agreement is in
time more often in later years. What would lie ahead of `now` has not happened: it stands open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from demo.made_up_telling import TEXTS, Course, Thing
from demo.made_up_town import Town, made_up_citizen
from domain.admission import STATUS_AFTER, Admission, DischargeKind, Outcome
from domain.case import Case, case_number
from domain.delay import DelayReason
from domain.document import CITIZEN, CitizenAgreement, Copy, Document, DocumentContent, Signature
from domain.document_kind import BEFORE_DISCHARGE, FAMILY, DocumentKind, Family
from domain.document_steps import Status as DocumentStatus
from domain.event import CaseEvent
from domain.legal_basis import Basis, LegalBasis
from domain.local_time import at_local, local_day
from domain.network_meeting import MeetingContent, MeetingTime, Method, NetworkMeeting, Status
from domain.people import AUTHORITIES, Area, Sector
from domain.sensitive import NOTHING, Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from domain.working_days import Calendar

YEARS = 3
_BASIS = LegalBasis(Basis.SECTION_13C)
_LATE = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 4)
"""Working days that what is to be done comes late: mostly none."""
_OUTCOMES = (Outcome.IN_TIME, Outcome.LATE, Outcome.EXPLAINED, Outcome.MISSING, Outcome.NOT_REQUIRED)


def course(
    number: int, town: Town, calendars: dict[Area, Calendar], now: datetime, random: Random
) -> Iterator[Thing]:
    """All that stands on one case, the case first. `number` is its running number."""
    area = Area.ADULTS if random.random() < 0.75 else Area.CHILDREN
    opened = _opened(now, random)
    ward, municipal = town.sides(area, random)
    case = Case(
        id=f"{random.getrandbits(128):032x}",
        number=case_number(opened.year, number),
        citizen=made_up_citizen(area, local_day(opened), random),
        area=area,
        agreement_id=area.value,
        override_reason=NOTHING,
        region_unit_id=ward.unit.id,
        municipality_unit_id=municipal.unit.id,
        participants=frozenset(),
        opened_at=opened,
    )
    new_id = lambda: f"{random.getrandbits(128):032x}"  # noqa: E731
    telling = Course(random, calendars[area], now, new_id, case, ward, municipal)
    _tell(telling, opened)
    yield _perhaps_closed(telling)
    yield from telling.things


def _perhaps_closed(it: Course) -> Case:
    """Closed some weeks after the last that happened, where nothing is left to do; a few are forgotten."""
    is_at_work = any(isinstance(each, Task) and each.status is TaskStatus.OPEN for each in it.things)
    last = max((each.at for each in it.things if isinstance(each, CaseEvent)), default=it.case.opened_at)
    closed = it.later(last, it.random.randint(5, 30))
    if is_at_work or not it.has_come(closed) or it.random.random() < 0.02:
        return it.case
    it.told(Subject(SubjectKind.CASE, it.case.id), "close", "closed", closed, Sector.REGION)
    return replace(it.case, closed_at=closed)


def _opened(now: datetime, random: Random) -> datetime:
    ago = timedelta(days=random.randint(0, YEARS * 365))
    day = local_day(now - ago)
    return min(at_local(day, time(random.randint(8, 15), random.randint(0, 59))), now)


def _tell(it: Course, opened: datetime) -> None:
    _notice(it, DocumentKind.EARLY_NOTICE, Sector.REGION, opened)
    if it.random.random() < 0.4:
        _notice(
            it, DocumentKind.MUNICIPAL_STATUS, Sector.MUNICIPALITY, it.later(opened, it.random.randint(1, 3))
        )
    if it.random.random() < 0.65:
        _meeting(it, it.later(opened, it.random.randint(0, 5)))
    if it.random.random() < 0.85:
        _admission(it, opened)


def _notice(it: Course, kind: DocumentKind, sector: Sector, sent: datetime) -> None:
    due = it.calendar.shift(local_day(sent), 1)
    read = it.later(sent, it.random.choice((0, 0, 1, 1, 1, *_LATE)))
    document = _document(it, kind, sector, sent)
    if document is None:
        return
    subject = Subject(SubjectKind.DOCUMENT, document.id)
    if it.has_come(read):
        document = replace(document, status=DocumentStatus.ACKNOWLEDGED, acknowledged_at=read, version=2)
    it.things.append(document)
    it.told(subject, "send", DocumentStatus.SENT, sent, sector)
    it.task(subject, TaskKind.READ_NOTICE, sector.opposite, sent, due, read)
    it.told(subject, "acknowledge", DocumentStatus.ACKNOWLEDGED, read, sector.opposite)


def _document(it: Course, kind: DocumentKind, sector: Sector, sent: datetime) -> Document | None:
    if not it.has_come(sent):
        return None
    parts = {"citizens_wish": it.random.choice(TEXTS), "needs": it.random.choice(TEXTS)}
    status = DocumentStatus.SENT if FAMILY[kind] is Family.NOTICE else DocumentStatus.SIGNING
    return Document(
        id=it.new_id(), case_id=it.case.id, case_number=it.case.number, kind=kind, status=status,
        author=it.party(sector), receiver=it.party(sector.opposite), asked_at=sent,
        content=Sensitive(DocumentContent(parts, _BASIS)),
    )  # fmt: skip


def _meeting(it: Course, asked: datetime) -> None:
    if not it.has_come(asked):
        return
    sector = it.random.choice((Sector.REGION, Sector.REGION, Sector.MUNICIPALITY))
    by = it.calendar.shift(local_day(asked), 5)
    found = it.later(asked, it.random.randint(0, 4) + it.random.choice(_LATE))
    start = it.later(found, it.random.randint(2, 12)).replace(minute=0)
    written = it.later(start, it.random.choice((0, 1, 1, 2, *_LATE)))
    status, agreed = Status.REQUESTED, None
    if it.has_come(found):
        status, agreed = Status.SCHEDULED, MeetingTime(start, 60)
    if it.has_come(start + timedelta(hours=1)):
        status = Status.CONCLUDED if it.has_come(written) else Status.MINUTES_DUE
    if it.random.random() < 0.07 and it.has_come(start):
        status = Status.CANCELLED
    meeting = NetworkMeeting(
        id=it.new_id(), case_id=it.case.id, case_number=it.case.number, status=status,
        inviter=it.party(sector), receiver=it.party(sector.opposite), requested_at=asked, find_time_by=by,
        proposed=(MeetingTime(start, 60),), content=Sensitive(_purpose(it)), agreed=agreed,
        acknowledged_at=found if it.has_come(found) else None,
    )  # fmt: skip
    it.things.append(meeting)
    subject = Subject(SubjectKind.MEETING, meeting.id)
    it.told(subject, "request", Status.REQUESTED, asked, sector)
    it.task(subject, TaskKind.FIND_TIME, sector.opposite, asked, by, found)
    it.told(subject, "accept_time", Status.SCHEDULED, found, sector.opposite)
    if status is Status.CONCLUDED:
        due = it.calendar.shift(local_day(start), 2)
        it.task(subject, TaskKind.WRITE_MINUTES, sector, start, due, written)
        it.told(subject, "write_minutes", Status.CONCLUDED, written, sector)
        for _ in range(it.random.randint(1, 3)):
            _follow_up(it, subject, written)


def _purpose(it: Course) -> MeetingContent:
    return MeetingContent(
        citizens_wish=it.random.choice(TEXTS), purpose=it.random.choice(TEXTS), method=Method.VIDEO,
        place="", agenda=it.random.choice(TEXTS), gp="Lægerne på Torvet" if it.random.random() < 0.4 else "",
        relatives="En søster" if it.random.random() < 0.55 else "", others="", basis=_BASIS,
    )  # fmt: skip


def _follow_up(it: Course, subject: Subject, agreed: datetime) -> None:
    sector = it.random.choice(AUTHORITIES)
    due = it.calendar.shift(local_day(agreed), it.random.randint(3, 20))
    early = -it.random.randint(0, 2) or it.random.choice(_LATE)
    done = at_local(it.calendar.shift(due, early), time(14)) if early else at_local(due, time(14))
    it.task(subject, TaskKind.FOLLOW_UP, sector, agreed, due, max(done, agreed))


def _admission(it: Course, admitted: datetime) -> None:
    left = local_day(admitted) + timedelta(days=it.random.randint(5, 60))
    age = (it.now - admitted).days / (YEARS * 365)
    in_time = 0.55 - 0.25 * age
    weights = (in_time, 0.1, 0.06, 0.69 - 0.3 - in_time + 0.15, 0.3)
    outcome = it.random.choices(_OUTCOMES, weights)[0]
    is_over = left < local_day(it.now)
    document = _agreement(it, admitted, left, outcome) if outcome in (Outcome.IN_TIME, Outcome.LATE) else None
    admission = Admission(
        id=it.new_id(), case_id=it.case.id, case_number=it.case.number, region=it.party(Sector.REGION),
        municipality=it.party(Sector.MUNICIPALITY), admitted_at=admitted, since=local_day(admitted),
        expected_on=left, homeless=it.random.random() < 0.06,
        readmitted_after=it.random.randint(3, 90) if it.random.random() < 0.25 else None,
        coercive=it.random.random() < 0.2 if is_over and it.random.random() < 0.7 else None,
    )  # fmt: skip
    if is_over:
        if outcome is Outcome.LATE and (document is None or document.in_force_at is None):
            outcome = Outcome.MISSING
        explained = outcome is Outcome.EXPLAINED
        admission = replace(
            admission, discharged_on=left, discharge_kind=DischargeKind.PLANNED, outcome=outcome,
            status=STATUS_AFTER[outcome], reason=Sensitive("Udskrev sig selv") if explained else NOTHING,
            delay=it.random.choice(list(DelayReason)) if explained else None, version=2,
        )  # fmt: skip
    it.things.append(admission)
    subject = Subject(SubjectKind.ADMISSION, admission.id)
    it.told(subject, "begin", "admitted", admitted, Sector.REGION)
    it.told(subject, "set_date", "admitted", it.later(admitted, 1), Sector.REGION)
    it.told(subject, "discharge", admission.status, at_local(left, time(11)), Sector.REGION)
    _notice(it, DocumentKind.DISCHARGE_NOTICE, Sector.REGION, at_local(it.calendar.shift(left, -4), time(10)))
    confirmed = at_local(it.calendar.shift(left, it.random.choice(_LATE)), time(13)) if is_over else it.now
    it.task(
        subject, TaskKind.CONFIRM_DISCHARGE, Sector.REGION, admitted, left,
        confirmed if is_over else it.now + timedelta(days=1),
    )  # fmt: skip


def _agreement(it: Course, admitted: datetime, left: date, outcome: Outcome) -> Document | None:
    kind = it.random.choices(sorted(BEFORE_DISCHARGE), (1, 4))[0]
    in_time = outcome is Outcome.IN_TIME
    sent = max(at_local(it.calendar.shift(left, -3 if in_time else 1), time(9)), admitted)
    document = _document(it, kind, Sector.REGION, sent)
    if document is None:
        return None
    signed = min(it.later(sent, it.random.randint(1, 2)), at_local(left, time(9)) if in_time else it.now)
    signed = max(signed, sent + timedelta(minutes=5))
    if it.has_come(signed):
        document = _in_force(it, document, signed)
    it.things.append(document)
    subject = Subject(SubjectKind.DOCUMENT, document.id)
    due = it.calendar.shift(local_day(sent), 2)
    it.told(subject, "send", DocumentStatus.SIGNING, sent, Sector.REGION)
    for sector in AUTHORITIES:
        it.task(subject, TaskKind.SIGN, sector, sent, due, signed)
        it.told(subject, "sign", document.status, signed, sector)
    _follow_up(it, subject, signed)
    return document


def _in_force(it: Course, document: Document, at: datetime) -> Document:
    on = local_day(at)
    signatures = tuple(
        Signature(sector, it.random.choice(it.side(sector).signers).id, at, 1) for sector in AUTHORITIES
    )
    content = replace(
        document.content.reveal(),
        citizen=CitizenAgreement(1, on, "Ved samtale", "Sygeplejersken"),
        copies=(Copy(1, on, CITIZEN, "På papir"),),
    )
    return replace(
        document, status=DocumentStatus.IN_FORCE, in_force_at=at, acknowledged_at=at, signatures=signatures,
        content=Sensitive(content), version=2,
    )  # fmt: skip
