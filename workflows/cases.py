"""The use cases of a case: open it from any document, share on a basis, close it, withdraw consent.

One citizen's documents between the same two units gather on one open case, found by CPR, so nobody opens a
second one by mistake. What a colleague may not see stays unseen: only cases the caller is on are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.case import Case, Citizen
from domain.cpr import Cpr
from domain.errors import BadValue, NotAllowed
from domain.legal_basis import LegalBasis, check_basis, rests_on_withdrawn_consent
from domain.local_time import local
from domain.party import Party
from domain.people import AUTHORITIES, Area, Person, Sector, Unit
from domain.permission import Permission, check_may_start_case, check_permission, check_step
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from workflows.desk import Desk
from workflows.journal import settle_journals
from workflows.ports import Clockwork
from workflows.recipients import inbox_of
from workflows.record_keeping import record
from workflows.searching import log_search
from workflows.telling import tell

UNSTORED = 0
"""The version of a case that is kept together with the first thing that happens on it."""


@dataclass(frozen=True)
class NewCase:
    cpr: Cpr
    name: Sensitive[str]
    area: Area
    override_reason: Sensitive[str]
    other_unit_id: str
    """The unit of the other sector."""


def open_case(desk: Desk, caller: Person, new: NewCase) -> Case:
    """The citizen's open case between these two units, else a new one, which `keep_case` stores.

    Raises `NotAllowed`, or `BadValue` (no agreement between the two, the receiver).
    """
    check_may_start_case(caller)
    receiver = _receiver(desk, caller, new)
    names = (caller.home.organisation, receiver.organisation)
    agreement = desk.agreements.between(new.area, names, desk.today)
    if agreement is None:
        raise BadValue("meeting.no_agreement", "no agreement in force binds both organisations")
    units = {caller.sector: caller.home.id, receiver.sector: receiver.id}
    own = desk.records.cases.of_citizen(new.cpr, caller)
    between = (case for case in own if all(case.unit_in(s) == id_ for s, id_ in units.items()))
    running = (case for case in between if case.is_open and case.area is new.area)
    case = next(running, None) or _new_case(desk, new, agreement.id, units)
    log_search(desk, caller, new.cpr, len(own), case)
    return case


def _new_case(desk: Desk, new: NewCase, agreement_id: str, units: Mapping[Sector, str]) -> Case:
    return Case(
        id=desk.new_id(),
        number=desk.records.cases.next_number(local(desk.now).year),
        citizen=Citizen(new.cpr, new.name),
        area=new.area,
        agreement_id=agreement_id,
        override_reason=new.override_reason,
        region_unit_id=units[Sector.REGION],
        municipality_unit_id=units[Sector.MUNICIPALITY],
        participants=frozenset(),
        opened_at=desk.now,
        version=UNSTORED,
    )


def keep_case(desk: Desk, caller: Person, case: Case) -> Case:
    """The case as it is stored. Raises `BadValue` for one that is closed."""
    if not case.is_open:
        raise BadValue("case.closed")
    if case.version != UNSTORED:
        check_permission(caller, Permission.START, case)
        return case
    stored = replace(case, version=1)
    desk.records.cases.add(stored)
    record(desk, caller, stored, Subject(SubjectKind.CASE, case.id), "open", "open")
    return stored


def _receiver(desk: Desk, caller: Person, new: NewCase) -> Unit:
    unit = desk.records.directory.unit(new.other_unit_id)
    if unit is None or unit.sector is not caller.sector.opposite:
        raise BadValue("meeting.receiver_other_sector", "the receiver is a unit of the other sector")
    if not unit.area.covers(new.area) or not inbox_of(desk.records.directory, unit.id):
        raise BadValue("field.no_unit_for_area", "the unit has nobody for citizens of this age")
    return unit


def own_side(caller: Person, case: Case) -> Party:
    """The caller as their side's contact person. Raises `NotAllowed` for who works in neither unit."""
    for sector in AUTHORITIES:
        if caller.works_in(case.unit_in(sector)):
            return Party(case.unit_in(sector), sector, caller.id)
    raise NotAllowed("only the case's two units send something on it")


def other_side(desk: Desk, caller: Person, case: Case) -> Party:
    """The other unit, and who there was in touch on the case last and still works in it."""
    sector = own_side(caller, case).sector.opposite
    unit_id = case.unit_in(sector)
    for party in _earlier_parties(desk, case):
        if party.unit_id == unit_id and party.person_id:
            person = desk.records.directory.person(party.person_id)
            if person and person.works_in(unit_id):
                return Party(unit_id, sector, person.id)
    return Party(unit_id, sector)


def _earlier_parties(desk: Desk, case: Case) -> tuple[Party, ...]:
    """The sides of the case's documents and meetings, newest first of each."""
    if case.version == UNSTORED:
        return ()
    documents = desk.records.documents.of_case(case.id, Clockwork())
    meetings = desk.records.meetings.of_case(case.id, Clockwork())
    return (
        *(party for d in documents for party in (d.author, d.receiver)),
        *(party for m in meetings for party in (m.inviter, m.receiver)),
    )


def check_case_basis(desk: Desk, case: Case, basis: LegalBasis) -> None:
    """Raise `BadValue` when the basis is incomplete, or a consent that has been withdrawn since."""
    check_basis(basis, case.citizen.cpr.age_on(desk.today), desk.today)
    if is_withdrawn(case, basis):
        raise BadValue("basis.withdrawn")


def is_withdrawn(case: Case, basis: LegalBasis) -> bool:
    """Whether the basis is a consent that has been withdrawn since."""
    return rests_on_withdrawn_consent(basis, case.consent_withdrawn_on)


def open_matters(desk: Desk, case: Case) -> tuple[Task, ...]:
    """What is still to be done on the case, by due day; that it is to be closed is not."""
    tasks = desk.records.tasks.of_case(case.id, Clockwork())
    return tuple(task for task in tasks if task.is_open and task.kind is not TaskKind.CLOSE_CASE)


def close_case(desk: Desk, caller: Person, case_id: str, reason: str) -> Case:
    """End the case. With something still open it needs a reason, and what is open stays to be done. What no
    journal has yet is asked for.

    Raises `BadValue` without that reason, or when it is closed already.
    """
    case = managed_case(desk, caller, case_id, "close")
    if open_matters(desk, case):
        check_reason(reason)
    closed = replace(case, closed_at=desk.now, closing_reason=Sensitive(reason))
    changed = change_case(desk, caller, closed, "close", reason)
    settle_journals(desk, changed)
    return changed


def withdraw_consent(desk: Desk, caller: Person, case_id: str, on: date) -> Case:
    """The citizen takes consent back: nothing more is shared on it, and both sectors are told.

    Raises `BadValue` for a day to come.
    """
    if on > desk.today:
        raise BadValue("basis.consent_in_future")
    case = managed_case(desk, caller, case_id, "withdraw_consent")
    latest = max(on, case.consent_withdrawn_on or on)
    return change_case(desk, caller, replace(case, consent_withdrawn_on=latest), "withdraw_consent")


def managed_case(desk: Desk, caller: Person, case_id: str, step: str) -> Case:
    """The open case, for who may take this step on it. Raises as `check_step`, and `BadValue` when it is
    closed."""
    case = desk.records.cases.get(case_id, caller)
    check_step(caller, f"case.{step}", case)
    if not case.is_open:
        raise BadValue("case.closed")
    return case


def check_reason(reason: str) -> None:
    """Raise `BadValue` for an empty reason: both sectors read it."""
    if not reason.strip():
        raise BadValue("case.reason_missing")


def change_case(
    desk: Desk, caller: Person, case: Case, action: str, reason: str = "", also: Iterable[Person] = ()
) -> Case:
    """Store what has changed on the case, write it down and tell its sides, and `also` these people."""
    changed = replace(case, version=case.version + 1)
    desk.records.cases.save(changed)
    subject = Subject(SubjectKind.CASE, changed.id)
    status = "open" if changed.is_open else "closed"
    record(desk, caller, changed, subject, action, status, reason=reason)
    tell(desk, caller, subject, changed.version, changed.sides, also=also)
    return changed
