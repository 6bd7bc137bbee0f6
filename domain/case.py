"""A case: one citizen's course, shared by a unit in each sector, and by a second municipality where two act.

The case number is what may be seen anywhere: `26-1042` is the year and a running number, and says
nothing of the citizen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.cpr import Cpr
from domain.party import Party
from domain.people import Area, Person, Sector
from domain.sensitive import NOTHING, Sensitive

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


class HoldKind(StrEnum):
    RESTRICTED = "restricted"
    """Nobody but the leaders of its units opens what stands on it (the General Data Protection Regulation,
    article 18)."""
    KEPT = "kept"
    """Everybody works on, but nothing is erased: a complaint, a claim or an inquiry is under way."""


@dataclass(frozen=True)
class Hold:
    """What holds back the erasing of a case, and with `RESTRICTED` its contents too."""

    kind: HoldKind
    at: datetime
    """UTC."""
    unit_id: str
    """Whose leader asked for it."""
    reason: Sensitive[str]


@dataclass(frozen=True)
class Moved:
    """The case was taken over by another municipality."""

    until: date
    """The local day on which it was: the first on which this unit did not have it."""
    unit_id: str
    """The former municipality's unit."""
    stayed: frozenset[str] = frozenset()
    """Ids of the records that were the newcomer's already, and so never the former one's: from when it was
    the second municipality, or had the case before."""


@dataclass(frozen=True)
class SecondLeft:
    """A second municipality went off the case, and what it had open was handed to the first."""

    until: date
    """The local day on which it did."""
    unit_id: str
    tasks: frozenset[str]
    """Ids of what was handed over."""


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
    """Ids of people named on the case from outside its units; their colleagues need no naming."""
    opened_at: datetime
    """UTC."""
    closed_at: datetime | None = None
    """UTC; None while the course goes on."""
    closing_reason: Sensitive[str] = NOTHING
    """Why it was closed with something still open; empty when nothing was."""
    consent_withdrawn_on: date | None = None
    """Local day; nothing more is shared on a consent given until then."""
    second_unit_id: str | None = None
    """A unit of a second municipality, where the acting one and that of residence differ: it reads the case
    and takes on follow-ups. The first is the one that answers and signs."""
    former_unit_ids: frozenset[str] = frozenset()
    """Units the case was taken from: they hear that it has moved, and nothing more."""
    moves: tuple[Moved, ...] = ()
    """From one municipality to another, oldest first; what counts on a day counts for who had it then."""
    seconds_left: tuple[SecondLeft, ...] = ()
    """Oldest first; a deadline that passed while the second municipality had it counts for that one."""
    hold: Hold | None = None
    version: int = 1

    @property
    def is_restricted(self) -> bool:
        return self.hold is not None and self.hold.kind is HoldKind.RESTRICTED

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def unit_in(self, sector: Sector) -> str:
        return self.region_unit_id if sector is Sector.REGION else self.municipality_unit_id

    @property
    def sides(self) -> tuple[Party, ...]:
        """The units on the case: the ward's, the municipality's, a second municipality's if there is one."""
        second = (Party(self.second_unit_id, Sector.MUNICIPALITY),) if self.second_unit_id else ()
        region = Party(self.region_unit_id, Sector.REGION)
        return (region, Party(self.municipality_unit_id, Sector.MUNICIPALITY), *second)

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """Of its sides, in their order."""
        return tuple(side.unit_id for side in self.sides)

    def sector_of(self, person: Person) -> Sector | None:
        """The side of the case on which the person works, or None."""
        for side in self.sides:
            if person.works_in(side.unit_id):
                return side.sector
        return person.sector if person.id in self.participants else None
