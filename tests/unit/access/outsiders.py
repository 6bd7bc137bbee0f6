"""Everybody who has no relation to the case, one of each kind.

A new kind of outsider is one more row here; every entry point is then tried by them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.people import Area, Membership, Person, Role, Sector, Unit
from storage.schema.identity import organisation_id, person_id, unit_id
from tests import factories as f
from workflows.ports import DirectoryRow

_NURSE = next(row for row in f.DIRECTORY if row.person == f.NURSE.name)


def _row(name: str, **changes: object) -> DirectoryRow:
    return replace(_NURSE, person=name, user_id=f.made_up_id(f"user {name}"), **changes)  # type: ignore[arg-type]


def _municipality(name: str, person: str) -> DirectoryRow:
    return _row(
        person,
        organisation=name,
        sector=Sector.MUNICIPALITY,
        tenant_id=f.made_up_id(f"tenant {name}"),
        unit="Socialpsykiatrien",
        area=Area.BOTH,
    )


ELSEWHERE = _municipality("Tårnby Kommune", "Tora Demo")
SAME_TENANT = _row("Maja Demo", organisation="Psykiatrisk Center Amager", unit="Afsnit 1")
OTHER_UNIT = _row("Per Demo", unit="Afsnit 2")
NAMED_ONCE = _municipality("Ishøj Kommune", "Ib Demo")
OTHER_AREA = _row("Karla Demo", unit="Børneteamet", area=Area.CHILDREN, role=Role.COORDINATOR)
WAS_THERE = replace(SAME_TENANT, person="Yrsa Demo", user_id=f.made_up_id("user Yrsa"), role=Role.LEADER)
ROWS = (ELSEWHERE, SAME_TENANT, OTHER_UNIT, NAMED_ONCE, OTHER_AREA, WAS_THERE)


def person_of(row: DirectoryRow) -> Person:
    """As the directory gives them."""
    organisation = organisation_id(row.tenant_id, row.organisation)
    home = unit_id(organisation, row.unit)
    unit = Unit(home, organisation, row.organisation, row.sector, row.unit, row.area)
    return replace(
        f.NURSE,
        id=person_id(row.tenant_id, row.user_id),
        tenant_id=row.tenant_id,
        user_id=row.user_id,
        name=row.person,
        memberships=(Membership(unit, Role(row.role), row.receives),),
    )


UNKNOWN = "unknown account"
OUTSIDERS: Mapping[str, Person] = {
    "other tenant": person_of(ELSEWHERE),
    "other organisation of the same tenant": person_of(SAME_TENANT),
    "other unit of the same organisation": person_of(OTHER_UNIT),
    "former municipality": f.OUTSIDER,
    "former participant": person_of(NAMED_ONCE),
    "emergency access that is over": person_of(WAS_THERE),
    "coordinator of the area": f.REGION_COORDINATOR,
    "coordinator of another area": person_of(OTHER_AREA),
    "administrator": f.ADMINISTRATOR,
    UNKNOWN: replace(f.CASEWORKER, user_id="nobody the directory knows"),
}
KNOWN: Mapping[str, Person] = {name: person for name, person in OUTSIDERS.items() if name != UNKNOWN}
