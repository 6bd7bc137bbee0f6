"""Who the citizen is, corrected on a case (the General Data Protection Regulation, article 16).

What was written in documents is corrected by a new version of the document. Here it is the name and the CPR
number of the case itself, which all its cards and papers show; what stood there before is not kept.
"""

from __future__ import annotations

from dataclasses import replace

from domain.case import Case, Citizen
from domain.cpr import Cpr
from domain.errors import BadValue
from domain.people import Person
from domain.permission import Permission, check_permission, check_step
from domain.sensitive import Sensitive
from workflows.cases import change_case, check_reason
from workflows.desk import Desk

CORRECT = "case.correct"


def see_citizen(desk: Desk, caller: Person, case_id: str) -> Citizen:
    """As it stands now, to be corrected; the look is logged."""
    case = desk.records.cases.get(case_id, caller)
    check_permission(caller, Permission.OPEN_DETAILS, case)
    check_step(caller, CORRECT, case)
    desk.audit(caller, "read", f"case:{case_id}", case_id)
    return case.citizen


def correct_citizen(desk: Desk, caller: Person, case_id: str, cpr: Cpr, name: str, reason: str) -> Case:
    """The right name and number, also once the case is closed; both sectors are told that it was corrected.

    Raises `BadValue` without a reason, or where nothing is corrected.
    """
    case = desk.records.cases.get(case_id, caller)
    check_step(caller, CORRECT, case)
    check_reason(reason)
    citizen = Citizen(cpr, Sensitive(name))
    if (cpr.digits, name) == (case.citizen.cpr.digits, case.citizen.name.reveal()):
        raise BadValue("document.nothing_changed")
    desk.records.cases.correct(case.id, citizen)
    return change_case(desk, caller, replace(case, citizen=citizen), "correct", reason)


def other_cases(desk: Desk, caller: Person, case: Case) -> tuple[Case, ...]:
    """The same citizen's other cases that the caller may see: of those that others have nobody learns."""
    found = desk.records.cases.of_citizen(case.citizen.cpr, caller)
    return tuple(other for other in found if other.id != case.id)
