"""Figures as somebody may see them: whose, of which days, how complete, and logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.discharge_count import DischargeCount
from domain.errors import BadValue, NotAllowed
from domain.indicators.measure import Group, Measure, Period
from domain.indicators.table import HEADLINE_INDICATOR, INDICATOR
from domain.indicators.tally import Tally
from domain.people import Area, Person
from tests import factories as f
from tests.agreements import an_agreement, in_force
from tests.office import Office
from tests.stores import raw, stored
from workflows.figures import Figures, areas_seen, figures_of_area, figures_of_units, of_tallied
from workflows.ports import Tallied
from workflows.reports import lists_of

COORDINATOR, LEADER = f.MUNICIPAL_COORDINATOR, f.NURSE_LEADER
WARD = f.NURSE.home.id
THE_WARD = frozenset({WARD})
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
TODAY = Period(f.NOW.date(), f.NOW.date())
GROUP = Group(f.NURSE.home.organisation_id, f.CASEWORKER.home.organisation_id, Area.ADULTS)
ELSEWHERE = Group("another centre", f.CASEWORKER.home.organisation_id, Area.ADULTS)
REQUESTED = INDICATOR["meetings_requested"]


async def with_meetings(office: Office) -> None:
    """One asked for on the twelfth, one today."""
    earlier = f.a_meeting(f.a_case(), "earlier", requested_at=f.NOW.replace(day=12))
    await stored(office.store, f.a_case(), earlier, f.a_meeting(f.a_case(), "today"))


async def test_figures_are_of_the_days_that_are_over(office: Office) -> None:
    await with_meetings(office)
    found = await office.does(figures_of_area, COORDINATOR, Area.ADULTS, NOVEMBER)

    assert found.measure(REQUESTED) == Measure(1)
    assert found.period == Period(NOVEMBER.first, date(2026, 11, 19))


@pytest.mark.parametrize("period", [TODAY, Period(date(2026, 12, 1), date(2026, 12, 31))])
async def test_of_a_period_that_has_not_begun_there_are_none(office: Office, period: Period) -> None:
    refusal = await office.refuses(figures_of_area, COORDINATOR, Area.ADULTS, period)

    assert (type(refusal), refusal.key) == (BadValue, "figures.in_future")


@pytest.mark.parametrize("person", [f.NURSE, f.NURSE_LEADER, f.ADMINISTRATOR, f.OUTSIDER])
async def test_only_coordinators_see_an_areas_figures(office: Office, person: Person) -> None:
    assert areas_seen(person) == ()
    assert type(await office.refuses(figures_of_area, person, Area.ADULTS, OCTOBER)) is NotAllowed


async def test_a_coordinator_sees_the_own_area_only(office: Office) -> None:
    assert areas_seen(COORDINATOR) == (Area.ADULTS,)
    assert type(await office.refuses(figures_of_area, COORDINATOR, Area.CHILDREN, OCTOBER)) is NotAllowed


async def test_a_coordinator_sees_the_organisations_of_the_own_agreement_only(office: Office) -> None:
    await with_meetings(office)
    raw(office.url, "UPDATE counted SET centre_id = 'a centre of another cluster'")
    found = await office.does(figures_of_area, COORDINATOR, Area.ADULTS, NOVEMBER)

    assert found.groups == ()


async def test_a_leader_sees_the_own_units_figures(office: Office) -> None:
    await with_meetings(office)
    found = await office.does(figures_of_units, LEADER, THE_WARD, NOVEMBER)

    assert found.measure(REQUESTED) == Measure(1)
    assert not found.measure(HEADLINE_INDICATOR).complete_denominator


@pytest.mark.parametrize("person", [f.NURSE, f.CASEWORKER_LEADER, COORDINATOR])
async def test_nobody_else_sees_a_units_figures(office: Office, person: Person) -> None:
    assert type(await office.refuses(figures_of_units, person, THE_WARD, OCTOBER)) is NotAllowed


async def test_a_leader_sees_no_unit_beside_the_own(office: Office) -> None:
    both = frozenset({WARD, f.CASEWORKER.home.id})
    assert type(await office.refuses(figures_of_units, LEADER, both, OCTOBER)) is NotAllowed


async def test_every_look_at_figures_is_logged(office: Office) -> None:
    await office.does(figures_of_area, COORDINATOR, Area.ADULTS, OCTOBER)
    await office.does(figures_of_units, LEADER, THE_WARD, OCTOBER)

    assert raw(office.url, "SELECT actor_id, action, subject FROM audit ORDER BY seq") == [
        (COORDINATOR.id, "figures", "figures:adults"),
        (LEADER.id, "figures", f"figures:{WARD}"),
    ]


def with_lists(*counts: DischargeCount, period: Period = OCTOBER) -> Figures:
    in_time = {HEADLINE_INDICATOR.key: Tally(2, 3)}
    centres = frozenset({GROUP.centre_id, ELSEWHERE.centre_id})
    return of_tallied(period, Tallied({GROUP: in_time, ELSEWHERE: in_time}, counts), centres)


def here(figures: Figures) -> Figures:
    return figures.within(GROUP.centre_id, GROUP.municipality_id)


def a_list(group: Group, month: date = OCTOBER.first) -> DischargeCount:
    return DischargeCount(group.centre_id, group.municipality_id, group.area, month, 4, 3)


def test_what_only_a_list_tells_of_is_in_the_denominator() -> None:
    figures = with_lists(a_list(GROUP), a_list(ELSEWHERE))

    assert figures.measure(HEADLINE_INDICATOR) == Measure(4, 8)
    assert here(figures).measure(HEADLINE_INDICATOR) == Measure(2, 4)


def test_where_a_centres_list_is_missing_the_figure_is_of_known_cases_only() -> None:
    figures = with_lists(a_list(GROUP))

    assert not figures.measure(HEADLINE_INDICATOR).complete_denominator
    assert here(figures).measure(HEADLINE_INDICATOR).complete_denominator
    assert figures.measure(REQUESTED).complete_denominator


def test_a_missing_list_is_said_where_nothing_is_counted_of_its_centre_or_of_any() -> None:
    of_one = with_lists(a_list(GROUP)).within("", GROUP.municipality_id)
    of_none = with_lists(a_list(GROUP)).within("", "a municipality of nothing")

    assert not of_one.measure(HEADLINE_INDICATOR).complete_denominator
    assert not of_none.measure(HEADLINE_INDICATOR).complete_denominator


async def test_an_areas_figures_are_complete_once_every_centre_of_its_agreement_has_given_its_list(
    office: Office,
) -> None:
    async def is_complete() -> bool:
        found = await office.does(figures_of_area, COORDINATOR, Area.ADULTS, OCTOBER)
        return found.measure(HEADLINE_INDICATOR).complete_denominator

    assert not await is_complete()
    children = replace(a_list(GROUP), area=Area.CHILDREN)
    await office.store.run(lambda r: r.discharge_counts.replace([children]))
    assert not await is_complete()
    assert await office.does(lists_of, Area.ADULTS, OCTOBER.first) == frozenset()
    await office.store.run(lambda r: r.discharge_counts.replace([children, a_list(GROUP)]))
    assert await is_complete()
    assert await office.does(lists_of, Area.ADULTS, OCTOBER.first) == {GROUP.centre_id}


@pytest.mark.parametrize(
    ("changes", "sees"),
    [
        ({}, True),
        ({"area": Area.CHILDREN}, False),
        ({"valid_to": date(2026, 10, 31)}, False),
        ({"valid_to": date(2026, 11, 1)}, True),
        ({"valid_from": date(2026, 11, 19)}, True),
        ({"valid_from": date(2026, 11, 20)}, False),
    ],
)
async def test_only_an_agreement_on_the_area_that_holds_in_the_period_opens_its_figures(
    office: Office, changes: dict[str, Any], sees: bool
) -> None:
    await with_meetings(office)
    office.agreements = in_force(an_agreement(**changes))
    found = await office.does(figures_of_area, COORDINATOR, Area.ADULTS, NOVEMBER)

    assert found.groups == ((GROUP,) if sees else ())


async def test_work_in_an_organisation_one_does_not_coordinate_opens_none_of_its_figures(
    office: Office,
) -> None:
    await with_meetings(office)
    elsewhere = replace(f.OUTSIDER.home, area=Area.ADULTS)
    coordinates = replace(COORDINATOR.memberships[0], unit=elsewhere)
    both = replace(COORDINATOR, memberships=(coordinates, *f.CASEWORKER.memberships))
    office.agreements = in_force(an_agreement(parties=("Psykiatrisk Center Glostrup", "Hvidovre Kommune")))
    found = await office.does(figures_of_area, both, Area.ADULTS, NOVEMBER)

    assert found.groups == ()


def test_a_list_of_one_month_does_not_make_a_quarter_complete() -> None:
    quarter = Period(date(2026, 10, 1), date(2026, 12, 31))
    figures = with_lists(a_list(GROUP), a_list(ELSEWHERE), period=quarter)

    assert not figures.measure(HEADLINE_INDICATOR).complete_denominator


def test_part_of_a_month_is_never_complete() -> None:
    figures = with_lists(period=Period(OCTOBER.first, date(2026, 10, 15)))

    assert not figures.measure(HEADLINE_INDICATOR).complete_denominator


GOAL = HEADLINE_INDICATOR.key


async def test_each_municipality_has_the_goals_of_the_agreement_that_binds_it(office: Office) -> None:
    cluster = an_agreement(goals={GOAL: 0.8})
    local = an_agreement(
        id="hvidovre",
        extends="adults",
        parties=("Psykiatrisk Center Glostrup", "Hvidovre Kommune"),
        goals={GOAL: 0.9},
    )
    office.agreements = in_force(cluster, local)
    found = await office.does(figures_of_area, COORDINATOR, Area.ADULTS, OCTOBER)

    assert found.goals.differ(GOAL)
    assert found.goals.of(GOAL) is None
    assert found.within(GROUP.centre_id, GROUP.municipality_id).goals.of(GOAL) == 0.9


async def test_goals_are_those_in_force_at_the_periods_end(office: Office) -> None:
    office.agreements = in_force(
        an_agreement(id="old", valid_to=date(2026, 9, 30), goals={GOAL: 0.7}),
        an_agreement(id="new", valid_from=date(2026, 10, 1), goals={GOAL: 0.8}),
    )
    quarter = Period(date(2026, 8, 1), date(2026, 10, 31))
    found = await office.does(figures_of_area, COORDINATOR, Area.ADULTS, quarter)

    assert found.goals.of(GOAL) == 0.8


async def test_a_leader_sees_the_goals_of_the_agreements_with_the_own_organisation(office: Office) -> None:
    office.agreements = in_force(
        an_agreement(goals={GOAL: 0.8}),
        an_agreement(id="elsewhere", parties=("Psykiatrisk Center Amager", "Dragør Kommune")),
    )
    found = await office.does(figures_of_units, LEADER, frozenset({WARD}), OCTOBER)

    assert found.goals.of(GOAL) == 0.8
