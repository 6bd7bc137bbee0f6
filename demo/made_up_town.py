"""Where made-up courses take place: the directory's units and staff, and made-up citizens.

Every citizen is invented and has a replacement CPR number (the day raised by 60), which no living person has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.case import Citizen
from domain.cpr import Cpr, CprKind
from domain.people import AREAS, AUTHORITIES, WORKING, Area, Person, Role, Sector, Unit
from domain.sensitive import Sensitive
from workflows.ports import Directory

FIRST_NAMES = (
    "Asta", "Bent", "Carla", "Dines", "Ellen", "Frode", "Gerda", "Holger", "Inga", "Jeppe", "Kaja", "Ludvig",
    "Mille", "Niels", "Oda", "Palle", "Rikke", "Svend", "Tove", "Viggo",
)  # fmt: skip
LAST_NAME = "Opdigtet"


@dataclass(frozen=True)
class Side:
    """One unit and who works and signs there."""

    unit: Unit
    staff: tuple[Person, ...]
    signers: tuple[Person, ...]


@dataclass(frozen=True)
class Town:
    wards: dict[Area, tuple[Side, ...]]
    municipal: dict[Area, tuple[Side, ...]]

    def sides(self, area: Area, random: Random) -> tuple[Side, Side]:
        """A ward and a municipality's unit; large municipalities have more citizens than small ones."""
        ward, municipal = self.wards[area], self.municipal[area]
        weights = [3 if n == 0 else 1 + n % 3 for n in range(len(municipal))]
        return random.choice(ward), random.choices(municipal, weights)[0]


def town_of(directory: Directory) -> Town:
    """Raises `ValueError` where the directory lacks a unit with staff in one of the sectors or areas."""
    return Town(*(
        {area: _sides(directory, sector, area) for area in AREAS}
        for sector in AUTHORITIES
    ))  # fmt: skip


def _sides(directory: Directory, sector: Sector, area: Area) -> tuple[Side, ...]:
    units = (
        unit
        for organisation in directory.organisations(sector)
        for unit in directory.units_of(organisation.id)
        if unit.area.covers(area)
    )
    found = tuple(side for unit in units if (side := _side(unit, directory.staff_of(unit.id))).staff)
    if not found:
        raise ValueError(f"the directory has no {sector} unit for {area}")
    return found


def _side(unit: Unit, staff: Iterable[Person]) -> Side:
    roles = {person: {m.role for m in person.memberships if m.unit.id == unit.id} for person in staff}
    working = tuple(person for person, own in roles.items() if own & WORKING)
    signing = tuple(person for person, own in roles.items() if own & {Role.SIGNATORY, Role.LEADER})
    return Side(unit, working, signing or working)


def made_up_citizen(area: Area, today: date, random: Random) -> Citizen:
    youngest, oldest = (18, 90) if area is Area.ADULTS else (10, 17)
    born = today - timedelta(days=random.randint(youngest * 366, oldest * 365))
    digits = f"{born.day + 60:02d}{born:%m%y}{random.randint(0, 9999):04d}"
    name = f"{random.choice(FIRST_NAMES)} {LAST_NAME}"
    return Citizen(Cpr(digits, CprKind.REPLACEMENT, born), Sensitive(name))
