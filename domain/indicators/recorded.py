"""How a record becomes a fact: which of its days, kinds and answers are counted, and nothing else of it."""

from __future__ import annotations

from datetime import datetime

from domain.admission import Admission
from domain.document import Document
from domain.document_steps import Status as DocumentStatus
from domain.indicators.facts import AdmissionFact, DocumentFact, MeetingFact, Place, TaskFact
from domain.local_time import local_day
from domain.network_meeting import NetworkMeeting, Status
from domain.party import Party
from domain.people import Area, Sector
from domain.task import Task

HELD = frozenset({Status.MINUTES_DUE, Status.CONCLUDED})
GIVEN_UP = frozenset({DocumentStatus.WITHDRAWN, DocumentStatus.REPLACED})


def meeting_fact(meeting: NetworkMeeting, area: Area) -> MeetingFact:
    content, agreed = meeting.content.reveal(), meeting.agreed
    return MeetingFact(
        id=meeting.id,
        place=_between(meeting.inviter, meeting.receiver, area),
        requested_on=local_day(meeting.requested_at),
        held_on=local_day(agreed.start) if agreed and meeting.status in HELD else None,
        gp=bool(content.gp.strip()),
        relatives=bool(content.relatives.strip()),
    )


def document_fact(document: Document, first_sent_at: datetime, area: Area) -> DocumentFact:
    return DocumentFact(
        id=document.id,
        place=_between(document.author, document.receiver, area),
        kind=document.kind,
        sent_on=local_day(first_sent_at),
        in_force_on=local_day(document.in_force_at) if document.in_force_at else None,
        is_withdrawn=document.status in GIVEN_UP,
    )


def admission_fact(admission: Admission, area: Area) -> AdmissionFact:
    return AdmissionFact(
        id=admission.id,
        place=_between(admission.region, admission.municipality, area),
        admitted_on=local_day(admission.admitted_at),
        readmitted_after=admission.readmitted_after,
        discharged_on=admission.discharged_on,
        kind=admission.discharge_kind,
        outcome=admission.outcome,
        homeless=admission.homeless,
        delay=admission.delay,
        coercive=admission.coercive,
    )


def task_fact(task: Task, opposite_unit_id: str, area: Area) -> TaskFact:
    """`opposite_unit_id`: the other sector's unit on the case."""
    own, other = Party(task.unit_id, task.sector), Party(opposite_unit_id, task.sector.opposite)
    return TaskFact(
        id=task.id,
        place=_between(own, other, area),
        sector=task.sector,
        kind=task.kind,
        due=task.due,
        status=task.status,
        ended_on=task.ended_on,
        delay=task.delay,
        leaders_told_on=task.leaders_told_on,
        coordinators_told_on=task.coordinators_told_on,
    )


def _between(one: Party, other: Party, area: Area) -> Place:
    if one.sector is Sector.REGION:
        return Place(one.unit_id, other.unit_id, area)
    return Place(other.unit_id, one.unit_id, area)
