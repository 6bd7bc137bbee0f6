"""The use cases of a discharge: recorded by the ward or told by the centre's list, corrected, explained.

Both sectors are told, and asked until there is an agreement in force or a reason why there never was one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from domain.admission import Admission, DischargeKind, days_since_discharge
from domain.case import Case
from domain.delay import DelayReason
from domain.errors import BadValue
from domain.local_time import local_day
from domain.people import Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from workflows.admission_keeping import (
    HOMELESS,
    HOUSED,
    admissions_of_citizen,
    keep,
    opened_for,
    with_outcome,
)
from workflows.cases import check_reason
from workflows.desk import Desk
from workflows.ports import AdmissionOnCase


@dataclass(frozen=True)
class Discharge:
    """What the ward says of it."""

    on: date
    """Local day."""
    kind: DischargeKind
    homeless: bool
    coercive: bool | None = None
    """Whether the stay began by coercion; None where the ward has not said."""


def record_discharge(desk: Desk, caller: Person, admission_id: str, said: Discharge) -> AdmissionOnCase:
    """The discharge has happened. Raises `BadValue` for a day to come."""
    found = opened_for(desk, caller, admission_id, "discharge")
    return _keep_discharge(desk, caller, found, said, "discharge")


def correct_discharge(desk: Desk, caller: Person, admission_id: str, said: Discharge) -> AdmissionOnCase:
    """It was recorded wrongly. How it ended is found anew, and both sectors are told, but of coercion nobody
    is; what the operations forum's reports have settled stays. Raises `BadValue` for a day to come, where
    nothing is changed, and for a closed case."""
    found = opened_for(desk, caller, admission_id, "correct_discharge")
    if not found.case.is_open:
        raise BadValue("case.closed")
    before = _said_of(found.admission)
    if said == before:
        raise BadValue("admission.nothing_corrected")
    if before and said == replace(before, coercive=said.coercive):
        return AdmissionOnCase(found.case, _with_coercion(desk, caller, found.admission, said.coercive))
    return _keep_discharge(desk, caller, found, said, "correct_discharge")


def _said_of(admission: Admission) -> Discharge | None:
    """What is recorded; None before the discharge."""
    if admission.discharged_on is None or admission.discharge_kind is None:
        return None
    return Discharge(
        admission.discharged_on, admission.discharge_kind, admission.homeless, admission.coercive
    )


def _keep_discharge(
    desk: Desk, caller: Person, found: AdmissionOnCase, said: Discharge, action: str
) -> AdmissionOnCase:
    """What the ward answers is what counts, whatever the documents said of a home."""
    if said.on > desk.today:
        raise BadValue("admission.discharge_in_future")
    before = found.admission
    changed = replace(
        before,
        discharged_on=said.on,
        discharge_kind=said.kind,
        homeless=said.homeless,
        coercive=said.coercive,
        since=desk.today,
    )
    flag = () if said.homeless is before.homeless else (HOMELESS if said.homeless else HOUSED,)
    kept = keep(desk, caller, found.case, with_outcome(desk, found.case, changed), (action, *flag))
    _count_readmissions(desk, found.case)
    return kept


def _count_readmissions(desk: Desk, case: Case) -> None:
    """A discharge told late, or corrected, is one that a later admission came so many days after."""
    known = admissions_of_citizen(desk, case)
    for each in known:
        earlier = (other for other in known if other.admitted_at < each.admitted_at)
        after = days_since_discharge(earlier, local_day(each.admitted_at))
        if after != each.readmitted_after:
            desk.records.admissions.save(replace(each, readmitted_after=after, version=each.version + 1))


def discharge_from_list(
    desk: Desk, found: AdmissionOnCase, on: date, coercive: bool | None = None
) -> AdmissionOnCase:
    """A centre's own list says that the citizen was discharged on this day, past or present."""
    changed = replace(
        found.admission,
        discharged_on=on,
        discharge_kind=DischargeKind.PLANNED,
        coercive=coercive,
        since=desk.today,
    )
    kept = keep(desk, None, found.case, with_outcome(desk, found.case, changed), ("discharge",))
    _count_readmissions(desk, found.case)
    return kept


def register_coercion(desk: Desk, admission: Admission, coercive: bool) -> None:
    """A centre's own list says whether the stay began by coercion."""
    if admission.coercive is not coercive:
        _with_coercion(desk, None, admission, coercive)


def _with_coercion(
    desk: Desk, person: Person | None, admission: Admission, coercive: bool | None
) -> Admission:
    """It is only counted, so nobody is told, and no history tells of it."""
    changed = replace(admission, coercive=coercive, version=admission.version + 1)
    desk.records.admissions.save(changed)
    subject = Subject(SubjectKind.ADMISSION, admission.id)
    desk.audit(person, "admission.coercion", subject.name, admission.case_id)
    return changed


def explain_discharge(
    desk: Desk,
    caller: Person,
    admission_id: str,
    reason: str,
    delay: DelayReason = DelayReason.OTHER,
) -> AdmissionOnCase:
    """Why the citizen was discharged without the agreement. Raises `BadValue` for an empty reason."""
    found = opened_for(desk, caller, admission_id, "explain")
    check_reason(reason)
    said = replace(found.admission, reason=Sensitive(reason), delay=delay)
    explained = with_outcome(desk, found.case, said)
    return keep(desk, caller, found.case, explained, ("explain",), reason=reason)
