"""The citizen moves: another municipality takes over the case, and the former one is off it from that day.

Open tasks and live documents go to the new unit. What the former municipality signed, it signed for itself:
an agreement asks the new one for its own signature, and counts as signed by both only then. Where the second
municipality takes over, it is no longer the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.admission import Admission
from domain.case import Case, Moved
from domain.document import Document, another_party
from domain.document_steps import Status
from domain.errors import BadValue
from domain.indicators.moved import Record, stays
from domain.network_meeting import NetworkMeeting
from domain.party import Party
from domain.people import Person, Sector, Unit
from domain.subject import Subject, SubjectKind
from domain.task import handed_to
from workflows.admission_keeping import settle_admission
from workflows.cases import change_case, check_reason, managed_case
from workflows.desk import Desk
from workflows.document_steps import settle_document
from workflows.ports import Clockwork, DocumentOnCase
from workflows.recipients import inbox_of, signers_of
from workflows.telling import tell


def change_municipality(desk: Desk, caller: Person, case_id: str, unit_id: str, reason: str) -> Case:
    """Give the case to a unit of another municipality, from today.

    Raises `BadValue` for a closed case, no reason, a unit that cannot take it, or no agreement with it.
    """
    case = managed_case(desk, caller, case_id, "change_municipality")
    check_reason(reason)
    unit, agreement_id = taking_over(desk, case, unit_id)
    former = Party(case.municipality_unit_id, Sector.MUNICIPALITY)
    leaving = _no_longer_second(desk, case, unit)
    moved = replace(
        case,
        municipality_unit_id=unit.id,
        second_unit_id=None if leaving else case.second_unit_id,
        agreement_id=agreement_id,
        former_unit_ids=case.former_unit_ids | {former.unit_id, *leaving},
        moves=(*case.moves, Moved(desk.today, former.unit_id, _stayed(desk, case, {unit.id, *leaving}))),
    )
    new = Party(unit.id, Sector.MUNICIPALITY)
    for leaving_id in (former.unit_id, *leaving):
        hand_tasks(desk, moved, leaving_id, new)
    _move_matters(desk, caller, moved, former, new)
    told = [p for id_ in (former.unit_id, *leaving) for p in inbox_of(desk.records.directory, id_)]
    kept = change_case(desk, caller, moved, "change_municipality", reason, told)
    _keep_the_wards_tasks(desk, kept)
    return kept


def _no_longer_second(desk: Desk, case: Case, first: Unit) -> tuple[str, ...]:
    """The second municipality's unit where its own organisation becomes the first; else nothing."""
    second = desk.records.directory.unit(case.second_unit_id) if case.second_unit_id else None
    return (second.id,) if second and second.organisation_id == first.organisation_id else ()


def _stayed(desk: Desk, case: Case, newcomers: Iterable[str]) -> frozenset[str]:
    """Ids of what is the newcomer's already, and is therefore not taken along by the case."""
    units, records, clock = frozenset(newcomers), desk.records, Clockwork()
    had_it_before = any(move.unit_id in units for move in case.moves)
    everything: tuple[Record, ...] = (
        *records.tasks.of_case(case.id, clock),
        *records.documents.of_case(case.id, clock),
        *records.meetings.of_case(case.id, clock),
        *records.admissions.of_case(case.id, clock),
    )
    return frozenset(each.id for each in everything if stays(each, units, had_it_before=had_it_before))


def taking_over(desk: Desk, case: Case, unit_id: str) -> tuple[Unit, str]:
    """A unit of another municipality, with somebody for the citizen's age, and the agreement that binds it to
    the ward today. Raises `BadValue` where there is no such unit or agreement."""
    directory = desk.records.directory
    unit, ward = directory.unit(unit_id), directory.unit(case.region_unit_id)
    if unit is None or unit.sector is not Sector.MUNICIPALITY or unit.id == case.municipality_unit_id:
        raise BadValue("case.no_other_municipality")
    if ward is None or not unit.area.covers(case.area) or not inbox_of(directory, unit.id):
        raise BadValue("field.no_unit_for_area")
    agreement = desk.agreements.between(case.area, (ward.organisation, unit.organisation), desk.today)
    if agreement is None:
        raise BadValue("meeting.no_agreement")
    return unit, agreement.id


def hand_tasks(desk: Desk, case: Case, former_id: str, new: Party) -> frozenset[str]:
    """Give the open tasks of a unit that leaves the case to another, where nobody has them yet; their ids."""
    found = desk.records.tasks.of_case(case.id, Clockwork())
    leaving = [task for task in found if task.is_open and former_id == task.unit_id != new.unit_id]
    for task in leaving:
        desk.records.tasks.save(handed_to(task, new.unit_id, new.sector, None, desk.now))
    return frozenset(task.id for task in leaving)


def _keep_the_wards_tasks(desk: Desk, case: Case) -> None:
    """They stay as they are, but from now on they are deadlines towards the municipality the case has now."""
    for task in desk.records.tasks.of_case(case.id, Clockwork()):
        if task.is_open and task.sector is Sector.REGION:
            desk.records.tasks.save(replace(task, version=task.version + 1))


def _move_matters(desk: Desk, caller: Person, case: Case, former: Party, new: Party) -> None:
    records, clock = desk.records, Clockwork()
    for document in records.documents.of_case(case.id, clock):
        if document.is_live:
            _move_document(desk, caller, case, document, former, new)
    for meeting in records.meetings.of_case(case.id, clock):
        if meeting.is_open:
            records.meetings.save(_moved_meeting(meeting, former, new))
    for admission in records.admissions.of_case(case.id, clock):
        if admission.is_open:
            _move_admission(desk, case, admission, new)


def _move_document(
    desk: Desk, caller: Person, case: Case, document: Document, former: Party, new: Party
) -> None:
    changed = another_party(document, former.unit_id, new, desk.now)
    desk.records.documents.save(changed)
    settle_document(desk, DocumentOnCase(case, changed))
    if changed.status is Status.SIGNING:  # those who sign there hear of it at once, like of any other
        subject = Subject(SubjectKind.DOCUMENT, changed.id)
        tell(desk, caller, subject, changed.version, (), also=signers_of(desk.records.directory, new.unit_id))


def _moved_meeting(meeting: NetworkMeeting, former: Party, new: Party) -> NetworkMeeting:
    inviter = new if meeting.inviter.unit_id == former.unit_id else meeting.inviter
    receiver = new if meeting.receiver.unit_id == former.unit_id else meeting.receiver
    return replace(meeting, inviter=inviter, receiver=receiver, version=meeting.version + 1)


def _move_admission(desk: Desk, case: Case, admission: Admission, new: Party) -> None:
    changed = replace(admission, municipality=new, version=admission.version + 1)
    desk.records.admissions.save(changed)
    settle_admission(desk, case, changed)
