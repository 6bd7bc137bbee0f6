"""A second municipality on the case, where the acting one and the municipality of residence differ.

It reads the case and takes on follow-ups; the first is the one that answers and signs. Once it is removed it
has no access, and what it had open is the first one's; a deadline that passed before that stays its own.
"""

from __future__ import annotations

from dataclasses import replace

from domain.case import Case, SecondLeft
from domain.errors import BadValue
from domain.party import Party
from domain.people import Person, Sector
from workflows.cases import change_case, check_reason, managed_case
from workflows.desk import Desk
from workflows.journal import ADD
from workflows.moving import hand_tasks, taking_over
from workflows.recipients import inbox_of


def add_second_municipality(
    desk: Desk, caller: Person, case_id: str, unit_id: str, basis_reason: str
) -> Case:
    """Let a unit of another municipality read the case and take on follow-ups, from today.

    `basis_reason` says why it may. Raises `BadValue` for a closed case, one with two municipalities already,
    no reason, a unit of the first one's own organisation or one that cannot take part, or no agreement with
    it.
    """
    case = managed_case(desk, caller, case_id, "add_municipality")
    check_reason(basis_reason)
    if case.second_unit_id is not None:
        raise BadValue("case.has_two_municipalities")
    unit, _ = taking_over(desk, case, unit_id)
    first = desk.records.directory.unit(case.municipality_unit_id)
    if first is not None and first.organisation_id == unit.organisation_id:
        raise BadValue("case.no_other_municipality")
    return change_case(desk, caller, replace(case, second_unit_id=unit.id), ADD, basis_reason)


def remove_second_municipality(desk: Desk, caller: Person, case_id: str, reason: str) -> Case:
    """Take the second municipality off the case; its open tasks go to the first.

    Raises `BadValue` for a closed case, no reason, or a case that has only one.
    """
    case = managed_case(desk, caller, case_id, "remove_municipality")
    check_reason(reason)
    former_id = case.second_unit_id
    if former_id is None:
        raise BadValue("case.has_one_municipality")
    handed = hand_tasks(desk, case, former_id, Party(case.municipality_unit_id, Sector.MUNICIPALITY))
    alone = replace(
        case,
        second_unit_id=None,
        former_unit_ids=case.former_unit_ids | {former_id},
        seconds_left=(*case.seconds_left, SecondLeft(desk.today, former_id, handed)),
    )
    told = inbox_of(desk.records.directory, former_id)
    return change_case(desk, caller, alone, "remove_municipality", reason, told)
