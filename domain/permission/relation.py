"""A person's relation to a case: the strongest that holds."""

from __future__ import annotations

from enum import StrEnum

from domain.case import Case
from domain.people import Person, Role


class Relation(StrEnum):
    OWN_UNIT = "own_unit"
    """Works in (or leads) one of the two units that are party to the case."""
    SECOND_MUNICIPALITY = "second_municipality"
    """Works in (or leads) the unit of the case's second municipality."""
    PARTICIPANT = "participant"
    """Named on the case without working in one of its units."""
    EMERGENCY = "emergency"
    """Has emergency access (værdispring) to the case just now (`domain/emergency.py`)."""
    COORDINATOR = "coordinator"
    """Coordinates the case's area, and is not on the case."""
    FORMER = "former"
    """Works in a unit the case was taken from."""
    ADMINISTRATOR = "administrator"
    NONE = "none"
    """Never was on the case, or is no longer named on it. Who is unknown to the directory gets no further."""


def relation(person: Person, case: Case) -> Relation:
    if person.works_in(case.region_unit_id) or person.works_in(case.municipality_unit_id):
        return Relation.OWN_UNIT
    if case.second_unit_id and person.works_in(case.second_unit_id):
        return Relation.SECOND_MUNICIPALITY
    if person.id in case.participants:
        return Relation.PARTICIPANT
    if case.id in person.emergencies:
        return Relation.EMERGENCY
    return _relation_from_outside(person, case)


def _relation_from_outside(person: Person, case: Case) -> Relation:
    """Of who may not read the case."""
    if person.coordinates(case.area):
        return Relation.COORDINATOR
    if any(person.works_in(unit_id) for unit_id in case.former_unit_ids):
        return Relation.FORMER
    return Relation.ADMINISTRATOR if person.has(Role.ADMINISTRATOR) else Relation.NONE
