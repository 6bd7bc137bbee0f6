"""Who is in a story: the citizen, and the four at work around them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.scenario.actor import Actor
from tests.scenario.citizens import ADULT, SIXTEEN, Citizen
from tests.scenario.town import Town

MUNICIPALITY = "Hvidovre Kommune"


@dataclass(frozen=True)
class Names:
    """Of the staff, as the directory has them; and of the citizen."""

    citizen: Citizen
    centre: str
    ward: str
    nurse: str
    physician: str
    caseworker: str
    manager: str


ABOUT_AN_ADULT = Names(
    ADULT,
    "Psykiatrisk Center Glostrup",
    "Sengeafsnit",
    nurse="Mette Holm",
    physician="Lars Hassan",
    caseworker="Henrik Ravn",
    manager="Mikkel Skov",
)
ABOUT_A_SIXTEEN_YEAR_OLD = Names(
    SIXTEEN,
    "Børne- og Ungdomspsykiatrisk Center",
    "Ambulatorium",
    nurse="Morten Enevoldsen",
    physician="Amina Dahl",
    caseworker="Ida Farah",
    manager="Zeynep Lund",
)


@dataclass(frozen=True)
class Cast:
    town: Town
    names: Names

    @property
    def is_adult(self) -> bool:
        return self.names is ABOUT_AN_ADULT

    @property
    def nurse(self) -> Actor:
        """Frontline staff of the region, who writes."""
        return self.town.person(self.names.nurse)

    @property
    def physician(self) -> Actor:
        """The chief physician, who signs for the region."""
        return self.town.person(self.names.physician)

    @property
    def caseworker(self) -> Actor:
        """Frontline staff of the municipality."""
        return self.town.person(self.names.caseworker)

    @property
    def manager(self) -> Actor:
        """Leads the caseworker's unit, and signs for the municipality."""
        return self.town.person(self.names.manager)

    @property
    def everybody(self) -> tuple[Actor, ...]:
        return self.nurse, self.physician, self.caseworker, self.manager
