"""Units, areas and roles: where somebody works, and where they only coordinate or administer."""

from __future__ import annotations

import pytest

from domain.people import Area, Role, Sector
from tests.people import a_person, a_unit

WARD, TEAM = a_unit("Afsnit 1"), a_unit("Team 2")


def test_the_region_and_the_municipality_are_each_other_s_opposite() -> None:
    assert Sector.REGION.opposite is Sector.MUNICIPALITY
    assert Sector.MUNICIPALITY.opposite is Sector.REGION


@pytest.mark.parametrize(
    ("one", "other", "covers"),
    [
        (Area.ADULTS, Area.ADULTS, True),
        (Area.ADULTS, Area.CHILDREN, False),
        (Area.CHILDREN, Area.ADULTS, False),
        (Area.BOTH, Area.CHILDREN, True),
        (Area.CHILDREN, Area.BOTH, True),
    ],
)
def test_an_area_covers_itself_and_both_covers_either(one: Area, other: Area, covers: bool) -> None:
    assert one.covers(other) is covers


def test_a_unit_is_named_with_its_organisation() -> None:
    assert WARD.full_name == "En region, Afsnit 1"


@pytest.mark.parametrize(
    ("role", "works"),
    [
        (Role.FRONTLINE, True),
        (Role.LEADER, True),
        (Role.SIGNATORY, True),
        (Role.COORDINATOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_frontline_leaders_and_signatories_do_a_unit_s_work(role: Role, works: bool) -> None:
    person = a_person("Nora", (WARD, role))
    assert person.works_in(WARD.id) is works
    assert not person.works_in(TEAM.id)
    assert person.has(role)


def test_a_person_writes_from_the_first_unit_they_work_in() -> None:
    person = a_person("Nora", (WARD, Role.COORDINATOR), (TEAM, Role.FRONTLINE))
    assert person.home == TEAM
    assert person.roles == {Role.COORDINATOR, Role.FRONTLINE}


def test_who_works_nowhere_writes_from_their_first_unit() -> None:
    person = a_person("Karl", (WARD, Role.COORDINATOR), (TEAM, Role.ADMINISTRATOR))
    assert (person.home, person.sector) == (WARD, Sector.REGION)
