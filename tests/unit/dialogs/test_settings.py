"""The settings card and its forms: what holds is shown, changed, and refused kindly where it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from dialogs.cards.review_card import _shown
from dialogs.cards.sheet import Sheet
from dialogs.forms.engine import Step
from dialogs.forms.settings_forms import PREFERENCES
from domain.people import Person, Role
from domain.preferences import Cover, PersonPreferences, UnitPreferences, Works
from domain.working_hours import ROUND_THE_CLOCK, WorkingHours
from tests.factories import (
    ADMINISTRATOR,
    CASEWORKER,
    CASEWORKER_LEADER,
    COLLEAGUE,
    DIRECTORY,
    NOW,
    NURSE,
    NURSE_LEADER,
    OUTSIDER,
    REGION_COORDINATOR,
    a_draft,
)
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import inputs_of, text_of, verbs_of
from tests.unit.dialogs.form_surroundings import around
from workflows.chat import Card

TODAY = NOW.date()
WARD = NURSE.home.id
HOURS = {"days": "1,2,4", "begins": "08:15", "ends": "14:45", "on_holidays": "no"}
REMINDERS = {"gathered": "one_by_one", "reminded_of": "only_legal", "works": "as_unit"}


async def preferences(bot: Bot, person: Person = NURSE) -> PersonPreferences:
    return await bot.reads(lambda r: r.preferences.of(person.id))


async def unit_preferences(bot: Bot) -> UnitPreferences:
    return await bot.reads(lambda r: r.preferences.of_unit(WARD))


async def reminders_form(bot: Bot, person: Person = NURSE) -> Card:
    return await bot.presses(person, await bot.says(person, "indstillinger"), "settings.reminders")


async def is_away(bot: Bot, person: Person, colleague: Person, until: date = TODAY) -> Card:
    form = await bot.says(person, "jeg er væk")
    return await bot.presses(person, form, "form.next", colleague=colleague.id, until=until.isoformat())


async def test_the_card_says_what_holds_before_anything_is_chosen(bot: Bot) -> None:
    card = await bot.says(NURSE, "indstillinger")
    text = text_of(card)
    assert "Mandag-fredag kl. 07.00-17.00. Det står i samarbejdsaftalen." in text
    assert "Samlet om morgenen. Alle mine frister." in text
    assert DANISH("settings.not_away") in text
    assert verbs_of(card) == {"settings.reminders", "command.away", "command.english"}


async def test_reminders_are_chosen_on_one_page(bot: Bot) -> None:
    form = await reminders_form(bot)
    assert inputs_of(form) == {"gathered": "gathered", "reminded_of": "all", "works": "as_unit"}
    assert DANISH("form.preferences.reminded_of.why") in text_of(form)
    assert DANISH("form.preferences.works.why") in text_of(form)
    card = await bot.presses(NURSE, form, "form.next", **REMINDERS)
    assert await preferences(bot) == PersonPreferences(NURSE.id, one_by_one=True, only_legal=True)
    for key in ("settings.saved", "settings.only_legal_means"):
        assert DANISH(key) in text_of(card)
    assert "Hver for sig. Kun det, loven kræver." in text_of(card)


async def test_who_works_shifts_is_told_what_follows(bot: Bot) -> None:
    form = await reminders_form(bot)
    card = await bot.presses(NURSE, form, "form.next", **{**REMINDERS, "works": "shifts"})
    assert (await preferences(bot)).works is Works.SHIFTS
    assert DANISH("settings.shifts_mean") in text_of(card)


async def test_fixed_hours_have_a_page_that_begins_with_the_hours_that_hold(bot: Bot) -> None:
    form = await bot.presses(NURSE, await reminders_form(bot), "form.next", **{**REMINDERS, "works": "fixed"})
    assert inputs_of(form) == {"days": "1,2,3,4,5", "begins": "07:00", "ends": "17:00", "on_holidays": "no"}
    assert await preferences(bot) == PersonPreferences(NURSE.id)
    card = await bot.presses(NURSE, form, "form.next", **HOURS)
    chosen = await preferences(bot)
    assert (chosen.works, chosen.hours) == (
        Works.FIXED,
        WorkingHours(frozenset({1, 2, 4}), time(8, 15), time(14, 45)),
    )
    assert "Mandag, tirsdag og torsdag kl. 08.15-14.45. Det har du selv valgt." in text_of(card)
    again = await reminders_form(bot)
    assert inputs_of(again) == REMINDERS | {"works": "fixed"}
    assert inputs_of(await bot.presses(NURSE, again, "form.next")) == HOURS


async def test_hours_that_end_when_they_begin_last_the_whole_day(bot: Bot) -> None:
    form = await bot.presses(NURSE, await reminders_form(bot), "form.next", **{**REMINDERS, "works": "fixed"})
    card = await bot.presses(NURSE, form, "form.next", **{**HOURS, "ends": "08:15"})
    assert "Mandag, tirsdag og torsdag hele døgnet" in text_of(card)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"days": ""}, "field.none_chosen"),
        ({"days": None}, "field.none_chosen"),
        ({"days": "1,9"}, "field.not_a_choice"),
        ({"begins": ""}, "field.required"),
        ({"ends": "sent"}, "field.not_a_time"),
    ],
)
async def test_hours_are_whole(bot: Bot, wrong: dict[str, str | None], key: str) -> None:
    """Days of which none is chosen are left out of the click by some clients."""
    form = await bot.presses(NURSE, await reminders_form(bot), "form.next", **{**REMINDERS, "works": "fixed"})
    typed = {name: value for name, value in {**HOURS, **wrong}.items() if value is not None}
    assert DANISH(key) in text_of(await bot.presses(NURSE, form, "form.next", **typed))
    assert await preferences(bot) == PersonPreferences(NURSE.id)


def test_several_choices_stand_in_one_line_of_a_review() -> None:
    form = PREFERENCES
    sheet = Sheet(form, a_draft(), Step("hours", {"days": "4,1"}), around(), DANISH)
    (days,) = (field for field in form.fields if field.name == "days")
    assert _shown(sheet, days) == "Dag 1, Dag 4"


async def test_a_colleague_takes_over_until_one_is_back(bot: Bot) -> None:
    card = await is_away(bot, NURSE, COLLEAGUE, TODAY + timedelta(days=7))
    assert (await preferences(bot)).cover == Cover(COLLEAGUE.id, TODAY + timedelta(days=7))
    assert DANISH("settings.covered", name="Åge Demo", until="fredag 27. november") in text_of(card)
    assert {"command.back", "command.away"} <= verbs_of(card)
    changing = await bot.presses(NURSE, card, "command.away")
    assert inputs_of(changing) == {"colleague": COLLEAGUE.id, "until": "2026-11-27"}
    back = await bot.says(NURSE, "jeg er tilbage")
    assert DANISH("settings.back") in text_of(back)
    assert (await preferences(bot)).cover is None
    assert DANISH("settings.was_not_away") in text_of(await bot.says(NURSE, "nu er jeg tilbage"))


async def test_a_sentence_fills_in_who_and_until_when(bot: Bot) -> None:
    form = await bot.says(NURSE, "send mine påmindelser til Åge til den 27. november")
    assert inputs_of(form) == {"colleague": COLLEAGUE.id, "until": "2026-11-27"}
    assert DANISH("form.prefilled") in text_of(form)


async def test_a_name_no_colleague_has_and_a_first_day_fill_in_nothing(bot: Bot) -> None:
    form = await bot.says(NURSE, "send mine påmindelser til Sara, jeg holder ferie fra den 27. november")
    assert inputs_of(form) == {"colleague": None, "until": None}


async def test_a_day_said_anew_does_not_replace_what_was_begun_unseen(bot: Bot) -> None:
    await bot.says(NURSE, "jeg holder ferie til 27. november")
    form = await bot.says(NURSE, "jeg holder ferie til 14. december")
    assert inputs_of(form)["until"] == "2026-11-27"
    assert DANISH("form.other_begun") in text_of(form)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"colleague": NURSE.id}, "field.not_a_choice"),
        ({"colleague": CASEWORKER.id}, "field.not_a_choice"),
        ({"until": "2026-11-19"}, "settings.cover_in_past"),
        ({"until": "2028-01-01"}, "field.too_far_ahead"),
        ({"until": ""}, "field.required"),
    ],
)
async def test_cover_that_cannot_be_is_refused_at_its_field(
    bot: Bot, typed: dict[str, str], key: str
) -> None:
    form = await bot.says(NURSE, "jeg er væk")
    inputs = {"colleague": COLLEAGUE.id, "until": "2026-11-27", **typed}
    assert DANISH(key) in text_of(await bot.presses(NURSE, form, "form.next", **inputs))
    assert (await preferences(bot)).cover is None


async def test_who_has_no_colleague_is_told_so(bot: Bot) -> None:
    card = await bot.says(OUTSIDER, "jeg er væk")
    assert DANISH("settings.nobody_to_cover") in text_of(card)
    assert "command.away" not in verbs_of(card)


async def test_a_leader_sets_the_units_hours_and_all_in_it_follow(bot: Bot) -> None:
    card = await bot.says(NURSE_LEADER, "indstillinger")
    form = await bot.presses(NURSE_LEADER, card, "settings.unit_hours")
    assert inputs_of(form) == {"unit_hours": "as_agreed", "on_duty": "unit"}
    assert DANISH("settings.about_unit", unit="Afsnit 1") in text_of(form)
    saved = await bot.presses(NURSE_LEADER, form, "form.next", unit_hours="round_the_clock", on_duty=NURSE.id)
    assert await unit_preferences(bot) == UnitPreferences(WARD, ROUND_THE_CLOCK, NURSE.id)
    assert "Døgnet rundt alle dage. Det er valgt for enheden." in text_of(saved)
    theirs = text_of(await bot.says(NURSE, "indstillinger"))
    assert "Døgnet rundt alle dage. Det har enhedens leder valgt." in theirs
    again = await bot.says(NURSE_LEADER, "enhedens arbejdstid")
    assert inputs_of(again) == {"unit_hours": "round_the_clock", "on_duty": NURSE.id}


async def test_a_units_fixed_hours_are_chosen_on_the_next_page_and_taken_back(bot: Bot) -> None:
    form = await bot.says(NURSE_LEADER, "enhedens arbejdstid")
    hours = await bot.presses(NURSE_LEADER, form, "form.next", unit_hours="fixed", on_duty="unit")
    await bot.presses(NURSE_LEADER, hours, "form.next", **{**HOURS, "on_holidays": "yes"})
    fixed = WorkingHours(frozenset({1, 2, 4}), time(8, 15), time(14, 45), holidays=True)
    assert await unit_preferences(bot) == UnitPreferences(WARD, fixed)
    again = await bot.says(NURSE_LEADER, "enhedens arbejdstid")
    assert inputs_of(again)["unit_hours"] == "fixed"
    await bot.presses(NURSE_LEADER, again, "form.next", unit_hours="as_agreed")
    assert await unit_preferences(bot) == UnitPreferences(WARD)


@pytest.mark.parametrize("person", [NURSE, REGION_COORDINATOR, CASEWORKER_LEADER], ids=lambda p: p.title)
async def test_a_unit_one_does_not_lead_is_not_ones_to_set(bot: Bot, person: Person) -> None:
    answer = await bot.clicks(person, "settings.unit_hours", {"id": WARD})
    assert DANISH("error.not_allowed") in text_of(answer.card)
    assert await unit_preferences(bot) == UnitPreferences(WARD)


async def test_who_leads_no_unit_is_told_who_sets_its_hours(bot: Bot) -> None:
    card = await bot.says(NURSE, "enhedens arbejdstid")
    assert DANISH("settings.leader_sets_hours") in text_of(card)
    assert "settings.unit_hours" not in verbs_of(card)


async def test_who_no_longer_leads_the_unit_cannot_send_what_they_began(bot: Bot) -> None:
    form = await bot.says(NURSE_LEADER, "enhedens arbejdstid")
    rows = [
        replace(row, role=Role.FRONTLINE) if row.user_id == NURSE_LEADER.user_id else row for row in DIRECTORY
    ]
    await bot.reads(lambda r: r.directory.replace(rows))
    card = await bot.presses(NURSE_LEADER, form, "form.next", unit_hours="round_the_clock", on_duty="unit")
    assert DANISH("field.not_a_choice") in text_of(card)
    assert await unit_preferences(bot) == UnitPreferences(WARD)


async def test_the_leader_sees_who_hears_less_who_is_away_and_who_cannot_be_reached(bot: Bot) -> None:
    await bot.presses(NURSE, await reminders_form(bot), "form.next", **REMINDERS)
    await is_away(bot, COLLEAGUE, NURSE)
    await bot.reads(lambda r: r.addresses.mark_unreachable(CASEWORKER.id, NOW))
    card = text_of(await bot.says(NURSE_LEADER, "indstillinger"))
    assert DANISH("settings.only_legal_staff") in card
    assert "Åge Demo: Nora Demo tager over til og med fredag 20. november" in card
    assert DANISH("settings.unreachable_staff") not in card
    administrator = text_of(await bot.says(ADMINISTRATOR, "indstillinger"))
    assert "Sara Demo: siden fredag 20. november" in administrator
    assert DANISH("settings.only_legal_staff") not in administrator
    assert DANISH("settings.only_legal_staff") not in text_of(await bot.says(COLLEAGUE, "indstillinger"))
