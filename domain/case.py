"""A case: one citizen's course, shared by a unit in each sector.

The case number is what may be seen anywhere: `26-1042` is the year and a running number, and says
nothing of the citizen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from domain.cpr import Cpr
from domain.people import Area, Person, Sector
from domain.sensitive import Sensitive

_NUMBER = re.compile(r"(\d{2})\s*[-–]?\s*(\d{4,6})")
FIRST_NUMBER = 1001


def case_number(year: int, running: int) -> str:
    return f"{year % 100:02d}-{running}"


def parse_case_number(text: str) -> str | None:
    """The case number in `text` in its written form, or None."""
    match = _NUMBER.fullmatch(text.strip().rstrip("."))
    return f"{match[1]}-{match[2]}" if match else None


@dataclass(frozen=True)
class Citizen:
    cpr: Cpr
    name: Sensitive[str]


@dataclass(frozen=True)
class Case:
    id: str
    number: str
    citizen: Citizen
    area: Area
    agreement_id: str
    override_reason: Sensitive[str]
    """Why staff chose another agreement than the age does; empty when they did not."""
    region_unit_id: str
    municipality_unit_id: str
    participants: frozenset[str]
    """Ids of people named on the case from outside its two units; their colleagues need no naming."""
    opened_at: datetime

    def unit_in(self, sector: Sector) -> str:
        return self.region_unit_id if sector is Sector.REGION else self.municipality_unit_id

    def sector_of(self, person: Person) -> Sector | None:
        """The side of the case on which the person works, or None."""
        for sector in (Sector.REGION, Sector.MUNICIPALITY):
            if person.works_in(self.unit_in(sector)):
                return sector
        return person.sector if person.id in self.participants else None
