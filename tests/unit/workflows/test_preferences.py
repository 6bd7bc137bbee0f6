"""What people and leaders set, what they may not, and what a leader sees of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from domain.errors import BadValue, NotAllowed
from domain.people import Person, Role
from domain.permission import SETTINGS, Setting, may_set
from domain.preferences import Cover, PersonPreferences, UnitPreferences, Works
from domain.working_hours import ROUND_THE_CLOCK, WorkingHours
from tests import factories as f
from tests.office import Office
from workflows.preferences import (
    LONGEST_COVER,
    Away,
    StaffReached,
    Wish,
    choose_cover,
    choose_reminders,
    choose_unit_hours,
    end_cover,
    may_cover_for,
    staff_reached,
)
from workflows.reaching import may_cover

TODAY = f.NOW.date()
WARD = f.NURSE.home.id
PART_TIME = WorkingHours(frozenset({1, 2, 4}), time(8, 15), time(14, 45))
AS_UNIT = Wish(Works.AS_UNIT, None, one_by_one=False, only_legal=False)
ONLY_LEGAL = replace(AS_UNIT, only_legal=True)


async def preferences(office: Office, person: Person = f.NURSE) -> PersonPreferences:
    return await office.store.run(lambda r: r.preferences.of(person.id))


async def unit_preferences(office: Office) -> UnitPreferences:
    return await office.store.run(lambda r: r.preferences.of_unit(WARD))


async def unreachable(office: Office, *people: Person) -> None:
    for n, person in enumerate(people):
        at = f.NOW - timedelta(days=n)
        await office.store.run(lambda r, p=person, at=at: r.addresses.mark_unreachable(p.id, at))  # type: ignore[misc]


def test_every_role_has_its_place_in_the_table() -> None:
    assert set(SETTINGS) == set(Role)
    assert all(Setting.OWN_REMINDERS in allowed for allowed in SETTINGS.values())
    assert {role for role in Role if Setting.UNIT_HOURS in SETTINGS[role]} == {Role.LEADER}


def test_a_leader_sets_the_hours_of_the_unit_they_lead_and_of_no_other() -> None:
    assert may_set(f.NURSE_LEADER, Setting.UNIT_HOURS, WARD)
    assert not may_set(f.NURSE_LEADER, Setting.UNIT_HOURS, f.CASEWORKER.home.id)
    assert not may_set(f.NURSE, Setting.UNIT_HOURS, WARD)


async def test_one_chooses_ones_own_hours_and_reminders(office: Office) -> None:
    await office.does(choose_reminders, f.NURSE, Wish(Works.FIXED, PART_TIME, True, True))
    assert await preferences(office) == PersonPreferences(f.NURSE.id, Works.FIXED, PART_TIME, True, True)
    assert office.audited() == [(f.NURSE.id, "choose_reminders", f"person:{f.NURSE.id}")]
    await office.does(choose_reminders, f.NURSE, replace(AS_UNIT, hours=PART_TIME))
    assert await preferences(office) == PersonPreferences(f.NURSE.id)


async def test_fixed_hours_are_said(office: Office) -> None:
    refusal = await office.refuses(choose_reminders, f.NURSE, Wish(Works.FIXED, None, False, False))
    assert refusal.key == "settings.no_hours"


async def test_a_colleague_hears_until_a_day_and_other_choices_stay(office: Office) -> None:
    await office.does(choose_reminders, f.NURSE, ONLY_LEGAL)
    await office.does(choose_cover, f.NURSE, f.COLLEAGUE.id, TODAY)
    chosen = await preferences(office)
    assert (chosen.cover, chosen.only_legal) == (Cover(f.COLLEAGUE.id, TODAY), True)
    await office.does(choose_reminders, f.NURSE, AS_UNIT)
    assert (await preferences(office)).cover == Cover(f.COLLEAGUE.id, TODAY)
    assert [entry[1] for entry in office.audited()] == [
        "choose_reminders", "choose_cover", "choose_reminders",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "to",
    [f.NURSE.id, f.CASEWORKER.id, f.REGION_COORDINATOR.id, "0" * 32],
    ids=["oneself", "another unit", "who sees no case", "nobody"],
)
async def test_only_a_colleague_who_may_see_the_same_covers(office: Office, to: str) -> None:
    refusal = await office.refuses(choose_cover, f.NURSE, to, TODAY)
    assert (type(refusal), refusal.key) == (BadValue, "settings.not_a_colleague")


@pytest.mark.parametrize(
    ("until", "key"),
    [
        (TODAY - timedelta(days=1), "settings.cover_in_past"),
        (TODAY + LONGEST_COVER + timedelta(days=1), "field.too_far_ahead"),
        (date(2199, 1, 1), "field.too_far_ahead"),
    ],
)
async def test_one_is_away_until_a_day_within_a_year(office: Office, until: date, key: str) -> None:
    assert (await office.refuses(choose_cover, f.NURSE, f.COLLEAGUE.id, until)).key == key
    await office.does(choose_cover, f.NURSE, f.COLLEAGUE.id, TODAY + LONGEST_COVER)


async def test_who_is_back_hears_again(office: Office) -> None:
    assert not await office.does(end_cover, f.NURSE)
    await office.does(choose_cover, f.NURSE, f.COLLEAGUE.id, TODAY)
    assert await office.does(end_cover, f.NURSE)
    assert (await preferences(office)).cover is None
    assert [entry[1] for entry in office.audited()] == ["choose_cover", "end_cover"]


async def test_who_comes_back_after_the_last_day_was_back_already(office: Office) -> None:
    await office.does(choose_cover, f.NURSE, f.COLLEAGUE.id, TODAY)
    office.now += timedelta(days=1)
    assert not await office.does(end_cover, f.NURSE)
    assert (await preferences(office)).cover is None


def test_a_coordinator_is_covered_by_another_of_the_same_unit() -> None:
    another = replace(f.REGION_COORDINATOR, id="another")
    assert may_cover(f.REGION_COORDINATOR, another)
    assert not may_cover(f.REGION_COORDINATOR, f.NURSE)
    assert not may_cover(f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR)
    assert not may_cover(f.ADMINISTRATOR, f.MUNICIPAL_COORDINATOR)


async def test_those_who_may_cover_are_the_colleagues_by_name(office: Office) -> None:
    found = await office.does(may_cover_for, f.NURSE)
    assert {person.id for person in found} == {f.COLLEAGUE.id, f.NURSE_LEADER.id}
    assert await office.does(may_cover_for, f.OUTSIDER) == ()


async def test_a_leader_sets_the_units_hours_and_who_is_on_duty(office: Office) -> None:
    await office.does(choose_unit_hours, f.NURSE_LEADER, WARD, ROUND_THE_CLOCK, f.NURSE.id)
    assert await unit_preferences(office) == UnitPreferences(WARD, ROUND_THE_CLOCK, f.NURSE.id)
    await office.does(choose_unit_hours, f.NURSE_LEADER, WARD, None, None)
    assert await unit_preferences(office) == UnitPreferences(WARD)
    assert office.audited() == [(f.NURSE_LEADER.id, "choose_hours", f"unit:{WARD}")] * 2


@pytest.mark.parametrize(
    "caller", [f.NURSE, f.REGION_COORDINATOR, f.CASEWORKER_LEADER, f.ADMINISTRATOR], ids=lambda p: p.title
)
async def test_nobody_but_the_units_leader_sets_its_hours(office: Office, caller: Person) -> None:
    assert type(await office.refuses(choose_unit_hours, caller, WARD, None, None)) is NotAllowed


@pytest.mark.parametrize("to", [f.CASEWORKER.id, f.REGION_COORDINATOR.id, "0" * 32])
async def test_who_is_on_duty_works_in_the_unit(office: Office, to: str) -> None:
    refusal = await office.refuses(choose_unit_hours, f.NURSE_LEADER, WARD, None, to)
    assert refusal.key == "settings.not_in_the_unit"


async def test_a_leader_sees_who_hears_less_who_is_away_and_who_cannot_be_reached(office: Office) -> None:
    await office.does(choose_reminders, f.NURSE, ONLY_LEGAL)
    await office.does(choose_cover, f.COLLEAGUE, f.NURSE.id, TODAY)
    await office.does(choose_reminders, f.NURSE_LEADER, ONLY_LEGAL)
    await office.does(choose_reminders, f.CASEWORKER, ONLY_LEGAL)
    await unreachable(office, f.COLLEAGUE, f.NURSE, f.CASEWORKER)
    seen = await office.does(staff_reached, f.NURSE_LEADER)
    assert [person.id for person in seen.only_legal] == [f.NURSE.id]
    assert seen.away == (Away(f.COLLEAGUE, f.NURSE, TODAY),)
    assert [(person.id, since) for person, since in seen.unreachable] == [
        (f.NURSE.id, f.NOW - timedelta(days=1)),
        (f.COLLEAGUE.id, f.NOW),
    ]


async def test_who_came_back_is_not_shown_as_away(office: Office) -> None:
    await office.does(choose_cover, f.NURSE, f.COLLEAGUE.id, TODAY)
    office.now += timedelta(days=1)
    assert (await office.does(staff_reached, f.NURSE_LEADER)).away == ()


async def test_an_administrator_sees_who_cannot_be_reached_in_the_organisation_only(office: Office) -> None:
    await office.does(choose_reminders, f.CASEWORKER, ONLY_LEGAL)
    await unreachable(office, f.NURSE, f.CASEWORKER)
    seen = await office.does(staff_reached, f.ADMINISTRATOR)
    assert [person.id for person, _ in seen.unreachable] == [f.CASEWORKER.id]
    assert (seen.only_legal, seen.away) == ((), ())


@pytest.mark.parametrize("caller", [f.NURSE, f.REGION_COORDINATOR], ids=lambda p: p.title)
async def test_nobody_else_sees_what_colleagues_have_chosen(office: Office, caller: Person) -> None:
    await office.does(choose_reminders, f.COLLEAGUE, ONLY_LEGAL)
    await unreachable(office, f.COLLEAGUE)
    assert await office.does(staff_reached, caller) == StaffReached()
