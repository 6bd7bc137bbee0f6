"""Made-up people with the memberships a test names, for rules that ask what somebody is where."""

from __future__ import annotations

from domain.people import Area, Membership, Person, Role, Sector, Unit
from tests.factories import made_up_id


def a_unit(name: str, sector: Sector = Sector.REGION, area: Area = Area.ADULTS) -> Unit:
    return Unit(made_up_id(f"unit {name}"), made_up_id(f"org {sector}"), f"En {sector}", sector, name, area)


def a_person(name: str, *jobs: tuple[Unit, Role], receives: bool = False) -> Person:
    """The person with these memberships, in this order."""
    return Person(
        id=made_up_id(f"person {name}"),
        tenant_id=made_up_id("tenant"),
        user_id=made_up_id(f"user {name}"),
        name=name,
        title="Medarbejder",
        email=f"{name.lower()}@example.invalid",
        phone="00 00 00 00",
        language="da",
        memberships=tuple(Membership(unit, role, receives) for unit, role in jobs),
    )
