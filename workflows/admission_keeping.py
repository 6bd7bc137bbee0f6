"""What every change of an admission entails: whether it fits now, how the discharge stands, what is asked of
whom, and who is told.

Used by the use cases in `admissions.py` and `discharges.py`, which say what the change is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.admission import STATUS_AFTER, Admission, AdmissionStatus, DischargeKind, outcome_of
from domain.admission_tasks import KINDS, wanted_tasks
from domain.case import Case
from domain.document_kind import BEFORE_DISCHARGE
from domain.document_steps import Status
from domain.errors import BadValue
from domain.local_time import local_day
from domain.people import Person
from domain.permission import check_step
from domain.sensitive import NOTHING
from domain.subject import Subject, SubjectKind
from domain.task import withdrawn
from domain.wanted import Wanted, matches
from workflows.desk import Desk
from workflows.follow_ups import ACTING_MUNICIPALITY, AgreedRow, follow_up
from workflows.ports import AdmissionOnCase, Clockwork
from workflows.record_keeping import record
from workflows.settling import save_task, settle
from workflows.telling import tell

_ADMITTED = frozenset({AdmissionStatus.ADMITTED})
_WITHOUT = frozenset({AdmissionStatus.WITHOUT_AGREEMENT})
STANDS: Mapping[str, frozenset[AdmissionStatus]] = {
    "set_date": _ADMITTED,
    "discharge": _ADMITTED,
    "correct_discharge": frozenset(AdmissionStatus) - _ADMITTED,
    "explain": _WITHOUT,
}
"""The statuses in which each step on an admission fits; it is assessed whenever one likes."""
HOMELESS, HOUSED = "homeless", "housed"
"""The events that raise the flag, and that take it down again."""


def in_force_on(desk: Desk, case: Case, admission: Admission | None = None) -> date | None:
    """The local day on which the case's present agreement or plan came into force; None without one.

    What came into force before a re-admission is the agreement of the admission before it, not of this one.
    """
    documents = desk.records.documents.of_case(case.id, Clockwork())
    moments = [
        d.in_force_at
        for d in documents
        if d.kind in BEFORE_DISCHARGE and d.status is Status.IN_FORCE and d.in_force_at
    ]
    if admission is not None and _is_readmission(desk, admission):
        moments = [moment for moment in moments if moment >= admission.admitted_at]
    return min(map(local_day, moments), default=None)


def _is_readmission(desk: Desk, admission: Admission) -> bool:
    others = desk.records.admissions.of_case(admission.case_id, Clockwork())
    return any(other.admitted_at < admission.admitted_at for other in others)


def with_outcome(desk: Desk, case: Case, admission: Admission) -> Admission:
    """The admission after its discharge, with how it ended as far as one knows today."""
    outcome = outcome_of(admission, in_force_on(desk, case, admission))
    return replace(admission, outcome=outcome, status=STATUS_AFTER[outcome])


def opened_for(desk: Desk, caller: Person, admission_id: str, step: str) -> AdmissionOnCase:
    found = desk.records.admissions.get(admission_id, caller)
    check_may_act(caller, found, step)
    return found


def check_may_act(caller: Person, found: AdmissionOnCase, step: str) -> None:
    """Raise as `check_step`, and `BadValue` where the step no longer fits."""
    check_step(caller, f"admission.{step}", found.case)
    if found.admission.status not in STANDS[step]:
        raise BadValue("admission.over")


def admissions_of_citizen(desk: Desk, case: Case) -> tuple[Admission, ...]:
    """All that the bot knows of, on whichever case."""
    found = desk.records.admissions.of_citizen(case.citizen.cpr, Clockwork())
    return tuple(each.admission for each in found)


def keep(
    desk: Desk,
    person: Person | None,
    case: Case,
    admission: Admission,
    actions: tuple[str, ...],
    *,
    is_new: bool = False,
    reason: str = "",
    heard: frozenset[str] = frozenset(),
) -> AdmissionOnCase:
    """Store it with all it entails, and tell both units but those who have `heard` (see `tell`)."""
    kept = replace(admission, version=admission.version + 1)
    (desk.records.admissions.add if is_new else desk.records.admissions.save)(kept)
    settle_admission(desk, case, kept)
    subject = Subject(SubjectKind.ADMISSION, kept.id)
    for action in actions:
        record(desk, person, case, subject, action, kept.status, reason=reason)
    if HOMELESS in actions or HOUSED in actions:
        _settle_acting_municipality(desk, person, case, kept)
    tell(desk, person, subject, kept.version, (kept.region, kept.municipality), heard=heard)
    return AdmissionOnCase(case, kept)


def _settle_acting_municipality(desk: Desk, person: Person | None, case: Case, admission: Admission) -> None:
    """Asked once, when the flag is raised; no longer when it comes down."""
    subject = Subject(SubjectKind.ADMISSION, admission.id)
    tasks = desk.records.tasks.open_of(subject, Clockwork())
    asked = [task for task in tasks if task.part == ACTING_MUNICIPALITY]
    if not admission.homeless:
        for task in asked:
            save_task(desk, withdrawn(task, desk.now))
    elif not asked and admission.discharge_kind is not DischargeKind.DEAD:
        _ask_for_acting_municipality(desk, person, case, subject)


def _ask_for_acting_municipality(desk: Desk, person: Person | None, case: Case, subject: Subject) -> None:
    """Which municipality acts for somebody without a home is often unsettled: the one on the case finds out,
    in the time it has to acknowledge a notice, and hands the case on if it is another."""
    agreement = desk.agreements.get(case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    due = calendar.shift(desk.today, agreement.deadlines.acknowledge)
    row = AgreedRow(NOTHING, case.municipality_unit_id, None, due)
    task = follow_up(desk, case, subject, row, ACTING_MUNICIPALITY)
    desk.records.tasks.add(task)
    desk.audit(person, "add", f"task:{task.id}", case.id)


def settle_admission(desk: Desk, case: Case, admission: Admission) -> None:
    """Open and end its tasks as its state asks for. What is asked anew, since the agreement that was there is
    there no more, is due from today."""
    subject = Subject(SubjectKind.ADMISSION, admission.id)
    wanted = _wanted(desk, case, admission)
    open_tasks = desk.records.tasks.open_of(subject, Clockwork())
    asked_anew = [want for want in wanted if not any(matches(task, want) for task in open_tasks)]
    if any(want.due < desk.today for want in asked_anew):
        admission = replace(admission, since=desk.today, version=admission.version + 1)
        desk.records.admissions.save(admission)
        wanted = _wanted(desk, case, admission)
    settle(desk, case, subject, wanted, KINDS)


def _wanted(desk: Desk, case: Case, admission: Admission) -> tuple[Wanted, ...]:
    agreement = desk.agreements.get(case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    in_force = in_force_on(desk, case, admission) is not None
    return wanted_tasks(admission, in_force, agreement, calendar)
