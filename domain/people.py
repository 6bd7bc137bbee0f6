"""Organisations, units and the people in them: who the bot knows, and as what.

A person belongs to one organisation and one Microsoft tenant, and to one or more units with a role in
each. Nobody outside this directory sees anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Sector(StrEnum):
    REGION = "region"
    MUNICIPALITY = "municipality"
    PRACTICE = "practice"
    """General practice: takes part, has no Teams with us."""

    @property
    def opposite(self) -> Sector:
        return Sector.MUNICIPALITY if self is Sector.REGION else Sector.REGION


AUTHORITIES = (Sector.REGION, Sector.MUNICIPALITY)
"""The two whose units share a case."""


class Area(StrEnum):
    """Which of the two agreements a unit or coordinator works under."""

    ADULTS = "adults"
    CHILDREN = "children"
    BOTH = "both"

    def covers(self, other: Area) -> bool:
        return self is Area.BOTH or other is Area.BOTH or self is other


AREAS = (Area.ADULTS, Area.CHILDREN)
"""Those that a case and an agreement are of; only a unit or a person is of both."""


class Role(StrEnum):
    FRONTLINE = "frontline"
    LEADER = "leader"
    SIGNATORY = "signatory"
    """Signs agreements and plans for the unit: the chief physician, the authority's manager."""
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


WORKING = frozenset({Role.FRONTLINE, Role.LEADER, Role.SIGNATORY})
"""The roles of those who take part in a unit's own work."""


@dataclass(frozen=True)
class Organisation:
    id: str
    name: str
    sector: Sector
    tenant_id: str


@dataclass(frozen=True)
class Unit:
    id: str
    organisation_id: str
    organisation: str
    """The organisation's name, as people say it."""
    sector: Sector
    name: str
    area: Area

    @property
    def full_name(self) -> str:
        return f"{self.organisation}, {self.name}"


@dataclass(frozen=True)
class Membership:
    unit: Unit
    role: Role
    receives: bool
    """Whether what comes to the unit's inbox is sent to this person."""


@dataclass(frozen=True)
class Person:
    id: str
    tenant_id: str
    user_id: str
    name: str
    title: str
    email: str
    phone: str
    language: str
    memberships: tuple[Membership, ...]
    emergencies: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The cases the person may look at in an emergency, at the moment they were looked up for: the id of the
    access by that of the case (`workflows/emergency.py`). Empty for who comes from the directory."""

    @property
    def home(self) -> Unit:
        """The unit the person writes from: the first they work in, or just the first if they work in none."""
        works = (m.unit for m in self.memberships if self.works_in(m.unit.id))
        return next(works, self.memberships[0].unit)

    @property
    def sector(self) -> Sector:
        return self.home.sector

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(m.role for m in self.memberships)

    def has(self, role: Role) -> bool:
        return role in self.roles

    def leads(self, unit_id: str) -> bool:
        return any(m.unit.id == unit_id and m.role is Role.LEADER for m in self.memberships)

    @property
    def works(self) -> bool:
        """Whether the person does, leads or signs the work of any unit."""
        return not WORKING.isdisjoint(self.roles)

    def coordinates(self, area: Area) -> bool:
        """Whether the person is a coordinator of this area."""
        return any(m.role is Role.COORDINATOR and m.unit.area.covers(area) for m in self.memberships)

    def works_in(self, unit_id: str) -> bool:
        """Whether the person does, leads or signs the work of this unit (an administrator does neither)."""
        return any(m.unit.id == unit_id and m.role in WORKING for m in self.memberships)
