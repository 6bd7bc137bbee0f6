"""The tasks an admission asks for, so that no discharge comes without its agreement being missed in time.

Without a date: the ward is asked for it. With one: the agreement is due some working days before, and
both sectors see on the day itself when it is not there. Afterwards: both are asked until it is signed or
explained.
"""

from __future__ import annotations

from datetime import date

from domain.admission import Admission, AdmissionStatus
from domain.agreement import Agreement
from domain.local_time import local_day
from domain.task import TaskKind
from domain.wanted import Wanted
from domain.working_days import Calendar

TASKS_OF_STATUS: dict[AdmissionStatus, frozenset[TaskKind]] = {
    AdmissionStatus.ADMITTED: frozenset(
        {
            TaskKind.SET_DISCHARGE_DATE,
            TaskKind.ASSESS,
            TaskKind.MAKE_AGREEMENT,
            TaskKind.AGREEMENT_BY_DISCHARGE,
            TaskKind.CONFIRM_DISCHARGE,
        }
    ),
    AdmissionStatus.WITHOUT_AGREEMENT: frozenset({TaskKind.ASSESS, TaskKind.EXPLAIN_DISCHARGE}),
    AdmissionStatus.DISCHARGED: frozenset(),  # it has ended
}
"""What can be asked in each status, by what is known and in force."""

KINDS = frozenset().union(*TASKS_OF_STATUS.values())


def wanted_tasks(
    admission: Admission, in_force: bool, agreement: Agreement, calendar: Calendar
) -> tuple[Wanted, ...]:
    """`in_force`: whether the agreement or plan asked for is there."""
    match admission.status:
        case AdmissionStatus.ADMITTED:
            return _before(admission, in_force, agreement, calendar)
        case AdmissionStatus.WITHOUT_AGREEMENT:
            return _after(admission)
        case AdmissionStatus.DISCHARGED:
            return ()


def _before(
    admission: Admission, in_force: bool, agreement: Agreement, calendar: Calendar
) -> tuple[Wanted, ...]:
    ward, since = admission.region, admission.since
    if admission.expected_on is None:
        ask_by = calendar.shift(local_day(admission.admitted_at), agreement.reminders.ask_date_every)
        return (Wanted(TaskKind.SET_DISCHARGE_DATE, ward, ask_by),)
    discharge = max(admission.expected_on, since)
    ready = max(calendar.shift(admission.expected_on, -agreement.deadlines.agreement_before), since)
    wanted = [Wanted(TaskKind.CONFIRM_DISCHARGE, ward, discharge)]
    if not admission.is_assessed:
        wanted.append(Wanted(TaskKind.ASSESS, ward, ready))
    if in_force:
        return tuple(wanted)
    if admission.requires_agreement:
        wanted.append(Wanted(TaskKind.MAKE_AGREEMENT, ward, ready))
    if admission.requires_agreement or not admission.is_assessed:  # silence must not hide it
        wanted += _both(admission, TaskKind.AGREEMENT_BY_DISCHARGE, discharge)
    return tuple(wanted)


def _after(admission: Admission) -> tuple[Wanted, ...]:
    if not admission.is_assessed:
        return (
            Wanted(TaskKind.ASSESS, admission.region, admission.since),
            *_both(admission, TaskKind.EXPLAIN_DISCHARGE, admission.since),
        )
    return tuple(_both(admission, TaskKind.EXPLAIN_DISCHARGE, admission.since))


def _both(admission: Admission, kind: TaskKind, due: date) -> list[Wanted]:
    return [Wanted(kind, party, due) for party in (admission.region, admission.municipality)]
