"""The units and the made-up people of the ninety courses: who works, leads, signs and coordinates where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.people import Area, Person, Role, Sector
from storage.schema.identity import organisation_id, person_id, unit_id
from tests.factories import made_up_id
from workflows.ports import Directory, DirectoryRow

COORDINATING = "Tværsektorielt samarbejde"
_WARDS = {
    "glostrup": ("Psykiatrisk Center Glostrup", Area.ADULTS),
    "amager": ("Psykiatrisk Center Amager", Area.ADULTS),
    "buc": ("Børne- og Ungdomspsykiatrisk Center", Area.CHILDREN),
}
_MUNICIPALITIES = {
    "hvidovre": "Hvidovre Kommune",
    "broendby": "Brøndby Kommune",
    "taarnby": "Tårnby Kommune",
}
_COORDINATORS = {
    Area.ADULTS: ("Psykiatrisk Center Glostrup", "Hvidovre Kommune"),
    Area.CHILDREN: ("Børne- og Ungdomspsykiatrisk Center", "Hvidovre Kommune"),
}
_UNITS = {Area.ADULTS: "Voksenenheden", Area.CHILDREN: "Børn og unge"}


@dataclass(frozen=True)
class Team:
    """The people of one unit."""

    unit_id: str
    worker: Person
    colleague: Person
    leader: Person
    signer: Person

    @property
    def people(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(person.id for person in (self.worker, self.colleague, self.leader, self.signer))


@dataclass(frozen=True)
class Town:
    wards: dict[str, Team]
    municipalities: dict[tuple[str, Area], Team]
    coordinators: dict[Area, frozenset[str]]
    """Ids of the two of each area."""

    @property
    def teams(self) -> tuple[Team, ...]:
        return (*self.wards.values(), *self.municipalities.values())


def rows() -> tuple[DirectoryRow, ...]:
    return tuple(_rows())


def town_of(directory: Directory) -> Town:
    """The people as the directory gives them."""

    def person(organisation: str, unit: str, title: str) -> Person:
        found = directory.person(person_id(_tenant(organisation), _account(organisation, unit, title)))
        assert found is not None
        return found

    def team(organisation: str, unit: str, worker: str, signer: str) -> Team:
        own_id = unit_id(organisation_id(_tenant(organisation), organisation), unit)
        titles = (worker, "Kollega", "Leder", signer)
        return Team(own_id, *(person(organisation, unit, title) for title in titles))

    return Town(
        {
            name: team(where, "Sengeafsnit", "Sygeplejerske", "Overlæge")
            for name, (where, _) in _WARDS.items()
        },
        {
            (name, area): team(where, unit, "Sagsbehandler", "Leder")
            for name, where in _MUNICIPALITIES.items()
            for area, unit in _UNITS.items()
        },
        {
            area: frozenset(person(where, _coordinating(area), "Konsulent").id for where in places)
            for area, places in _COORDINATORS.items()
        },
    )


def _rows() -> Iterator[DirectoryRow]:
    for organisation, area in _WARDS.values():
        place = (organisation, Sector.REGION, "Sengeafsnit", area)
        yield _row(*place, "Sygeplejerske", Role.FRONTLINE, receives=True)
        yield _row(*place, "Kollega", Role.FRONTLINE, receives=True)
        yield _row(*place, "Leder", Role.LEADER)
        yield _row(*place, "Overlæge", Role.SIGNATORY)
    for organisation in _MUNICIPALITIES.values():
        for area, unit in _UNITS.items():
            place = (organisation, Sector.MUNICIPALITY, unit, area)
            yield _row(*place, "Sagsbehandler", Role.FRONTLINE, receives=True)
            yield _row(*place, "Kollega", Role.FRONTLINE, receives=True)
            yield _row(*place, "Leder", Role.LEADER)
    for area, places in _COORDINATORS.items():
        for organisation, sector in zip(places, (Sector.REGION, Sector.MUNICIPALITY), strict=True):
            yield _row(organisation, sector, _coordinating(area), area, "Konsulent", Role.COORDINATOR)


def _row(
    organisation: str, sector: Sector, unit: str, area: Area, title: str, role: Role, **more: Any
) -> DirectoryRow:
    return DirectoryRow(
        organisation=organisation,
        sector=sector,
        tenant_id=_tenant(organisation),
        unit=unit,
        area=area,
        person=f"{title} Demo",
        title=title,
        user_id=_account(organisation, unit, title),
        email="demo@example.invalid",
        phone="00 00 00 00",
        role=role,
        **({"receives": False} | more),
    )


def _coordinating(area: Area) -> str:
    return f"{COORDINATING}, {_UNITS[area]}"


def _tenant(organisation: str) -> str:
    return made_up_id(f"tenant {organisation}")


def _account(organisation: str, unit: str, title: str) -> str:
    return made_up_id(f"user {organisation} {unit} {title}")
