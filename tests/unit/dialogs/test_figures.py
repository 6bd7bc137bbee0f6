"""Figures in the chat: asked in words, looked at one level down, and refused with what one can do instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dialogs.figures import Scope, scope_in
from dialogs.period_words import period_text
from dialogs.verbs.figures_verbs import FIGURES_VERBS
from dialogs.verbs.week_verbs import WEEK_VERBS
from domain.admission import Outcome
from domain.errors import NotFound
from domain.indicators.measure import Period
from domain.people import Area, Person
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.stores import raw, stored
from tests.unit.dialogs.bot_in_process import DANISH, ENGLISH, Bot
from tests.unit.dialogs.card_reading import buttons_of, text_of
from workflows.chat import Card

COORDINATOR, LEADER = f.MUNICIPAL_COORDINATOR, f.CASEWORKER_LEADER
LAST_WEEK = Period(date(2026, 11, 9), date(2026, 11, 15))


async def with_a_week(bot: Bot) -> None:
    """A meeting asked for on the tenth, whose deadlines both sectors missed."""
    case = f.a_case()
    meeting = f.a_meeting(case, requested_at=datetime.fromisoformat("2026-11-10T08:00:00+00:00"))
    missed = f.a_task(meeting, "missed", due=date(2026, 11, 11))
    met = f.a_task(
        meeting, "met", kind=TaskKind.FOLLOW_UP, due=date(2026, 11, 12), status=TaskStatus.DONE,
        ended_on=date(2026, 11, 12),
    )  # fmt: skip
    await stored(bot.store, case, meeting, missed, met)


async def clicked(bot: Bot, person: Person, card: Card, title: str) -> Card:
    """The card that comes for a click on its button of this title."""
    found = next(each for each in buttons_of(card) if each["title"] == title)
    reply = await bot.clicks(person, found["verb"], found["data"])
    assert reply.card is not None
    return reply.card


async def test_the_weeks_figures_are_those_of_the_week_that_is_over(bot: Bot) -> None:
    await with_a_week(bot)
    text = text_of(await bot.says(COORDINATOR, "ugens tal"))

    assert "Tal for uge 46 (9.–15. november 2026)" in text
    assert "Voksne" in text
    assert "Netværksmøder, der er indkaldt til\n1" in text
    assert "Opfølgninger hos kommunen, gjort til tiden\nMål: mindst 90 % – nået ✓\n100 % (1 af 1)" in text


async def test_a_weeks_headline_says_that_no_list_is_in_it(bot: Bot) -> None:
    case = f.a_case()
    left = f.an_admission(case, discharged_on=date(2026, 11, 12), outcome=Outcome.IN_TIME)
    await stored(bot.store, case, left)

    text = text_of(await bot.says(COORDINATOR, "ugens tal"))
    assert "100 % (1 af 1)\nMålet på 80 % er nået.\nKun sager kendt af botten" in text


async def test_while_figures_are_counted_anew_they_say_that_some_may_be_missing(bot: Bot) -> None:
    await with_a_week(bot)
    still = "Tallene tælles stadig, så nogle kan mangle."
    assert still not in text_of(await bot.says(COORDINATOR, "ugens tal"))

    raw(bot.url, "UPDATE counting SET table_name = 'tasks', after = ''")
    for person in (COORDINATOR, LEADER):
        assert still in text_of(await bot.says(person, "ugens tal"))


async def test_from_the_whole_to_the_sector_to_the_place(bot: Bot) -> None:
    await with_a_week(bot)
    whole = await bot.says(COORDINATOR, "ugens tal")
    sector = await clicked(bot, COORDINATOR, whole, "Kommunerne: se hvor")
    assert "Hvidovre Kommune og Psykiatrisk Center Glostrup: 1" in text_of(sector)

    place = await clicked(bot, COORDINATOR, sector, "Se tallene")
    assert "Voksne · Hvidovre Kommune · Psykiatrisk Center Glostrup" in text_of(place)
    back = await clicked(bot, COORDINATOR, sector, "Tilbage til tallene")
    assert text_of(back) == text_of(whole)


async def test_a_municipality_that_is_named_is_looked_at_alone(bot: Bot) -> None:
    await with_a_week(bot)

    here = text_of(await bot.says(COORDINATOR, "tal for Hvidovre i november"))
    assert "Tal for november 2026" in here
    assert "Tallene går til og med torsdag 19. november." in here
    elsewhere = text_of(await bot.says(COORDINATOR, "tal for Albertslund i november"))
    assert "Der skete intet, der tælles, i den periode." in elsewhere


async def test_who_leads_forty_units_sees_what_they_come_to_together(bot: Bot) -> None:
    await with_a_week(bot)
    await bot.store.run(lambda r: r.directory.replace(f.directory_with_units(40)))
    card = await bot.says(LEADER, "ugens tal")
    assert "Dine 40 enheder under ét" in text_of(card)
    assert "Netværksmøder, der er indkaldt til\n1" in text_of(card)

    sector = await clicked(bot, LEADER, card, "Kommunerne: se hvor")
    assert "Hvidovre Kommune og Psykiatrisk Center Glostrup: 1" in text_of(sector)
    logged = raw(bot.url, "SELECT count(DISTINCT subject) FROM audit WHERE action = 'figures'")
    assert logged == [(40,)]


async def test_a_button_that_names_no_unit_shows_nothing_to_who_leads_none(bot: Bot) -> None:
    data = {"first": "2026-11-09", "last": "2026-11-15"}
    reply = await bot.clicks(f.CASEWORKER, "figures.show", data)
    assert reply.card is None or "Tal for" not in text_of(reply.card)


async def test_the_period_before_and_around_are_a_button_away(bot: Bot) -> None:
    card = await bot.says(COORDINATOR, "tal for oktober")

    assert "Tal for september 2026" in text_of(await clicked(bot, COORDINATOR, card, "Perioden før"))
    assert "Tal for 4. kvartal 2026" in text_of(await clicked(bot, COORDINATOR, card, "Kvartalet"))


async def test_every_figure_shown_has_its_definition(bot: Bot) -> None:
    card = await bot.says(COORDINATOR, "ugens tal")
    text = text_of(await clicked(bot, COORDINATOR, card, "Hvad betyder tallene?"))

    assert "Andelen af udskrivninger i målgruppen" in text
    assert "Kilde: Psykiatriloven §§ 13 a og 13 b" in text


async def test_a_leader_sees_the_own_unit(bot: Bot) -> None:
    await with_a_week(bot)
    text = text_of(await bot.says(LEADER, "ugens tal"))

    assert "Hvidovre Kommune, Voksenenheden" in text
    assert "Netværksmøder, der er indkaldt til\n1" in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("tal for december 2026", "Den periode er ikke begyndt"),
        ("tal for næste uge", "Den periode er ikke begyndt"),
        ("tal for uge 60", "Den periode kan jeg ikke læse"),
        ("tal fra 29. februar 2000 til 31. december 2099", "Tal for 29. februar 2000 – 31. december 2099"),
        ("tal fra 1. januar 0001 til 31. december 9999", "Den periode kan jeg ikke læse"),
        ("tal fra 15. november 2026 til 3. november 2026", "Den periode kan jeg ikke læse"),
        ("tal for Hvidovre og Albertslund i oktober", "Vælg én kommune eller ét center ad gangen"),
        ("tal for Odense i oktober", "Den kommune eller det center kender jeg ikke"),
        ("tal for børn i oktober", "Du kan kun se tal for det område"),
        ("tal for 2. kvartal og oktober", "Skriv én ad gangen"),
    ],
)
async def test_what_there_is_not_is_answered_clearly(bot: Bot, said: str, told: str) -> None:
    assert told in text_of(await bot.says(COORDINATOR, said))


@pytest.mark.parametrize("person", [f.NURSE, f.ADMINISTRATOR])
async def test_who_sees_no_figures_is_told_who_does(bot: Bot, person: Person) -> None:
    assert "Tallene kan ses af ledere" in text_of(await bot.says(person, "ugens tal"))


async def test_each_look_is_logged_by_whose_figures_they_are(bot: Bot) -> None:
    card = await bot.says(COORDINATOR, "ugens tal")
    await clicked(bot, COORDINATOR, card, "Måneden")

    logged = raw(bot.url, "SELECT actor_id, subject FROM audit WHERE action = 'figures'")
    assert logged == [(COORDINATOR.id, "figures:adults")] * 2


async def test_a_button_of_somebody_elses_area_or_unit_shows_nothing(bot: Bot) -> None:
    week = Scope(LAST_WEEK)
    for scope in (Scope(week.period, Area.CHILDREN), Scope(week.period, unit_id=f.NURSE.home.id)):
        reply = await bot.clicks(COORDINATOR, "figures.show", scope.data())
        assert "Det kan du ikke gøre" in text_of(reply.card)


@pytest.mark.parametrize("verb", [*FIGURES_VERBS, *WEEK_VERBS])
async def test_no_button_with_wrong_days_or_places_breaks_the_answer(bot: Bot, verb: str) -> None:
    week = {**Scope(LAST_WEEK, Area.ADULTS).data(), "kind": "region"}
    for data in (
        {**week, "area": []},
        {**week, "area": {"a": 1}, "unit": [], "centre": {}, "municipality": 7},
        {**week, "kind": []},
        {**week, "centre": "x" * 100_000},
        *({**week, "first": day, "last": day} for day in ("0001-01-01", "9999-01-01", "9999-12-31")),
        *({**week, "first": day, "last": day} for day in ("1900-01-01", "2199-12-31")),
    ):
        reply = await bot.clicks(COORDINATOR, verb, data)
        assert any(text_of(card) for card in (reply.card, *(each.card for each in reply.messages)))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"first": "2026-11-09"},
        {"first": "2026-11-09", "last": "not a day"},
        {"first": "2026-11-09", "last": "2026-11-01"},
        {"first": "1026-11-09", "last": "2026-11-15"},
        {"first": 20261109, "last": None},
        {"first": "0001-01-01", "last": "0001-01-01"},
        {"first": "9999-01-01", "last": "9999-01-01"},
    ],
)
def test_a_button_without_days_leads_nowhere(data: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        scope_in(data)


def test_a_button_leads_where_it_was_made_to() -> None:
    scope = Scope(LAST_WEEK, Area.ADULTS, centre_id="a" * 32, municipality_id="b" * 32)
    assert scope_in(scope.data()) == scope


@pytest.mark.parametrize(
    ("first", "last", "danish", "english"),
    [
        ("2026-11-16", "2026-11-22", "uge 47 (16.–22. november 2026)", "week 47 (16–22 November 2026)"),
        ("2026-10-01", "2026-10-31", "oktober 2026", "October 2026"),
        ("2026-07-01", "2026-09-30", "3. kvartal 2026", "quarter 3 of 2026"),
        ("2026-01-01", "2026-12-31", "2026", "2026"),
        ("2026-10-01", "2026-11-15", "1. oktober – 15. november 2026", "1 October – 15 November 2026"),
        ("2025-12-15", "2026-01-15", "15. december 2025 – 15. januar 2026",
         "15 December 2025 – 15 January 2026"),
        ("2026-11-05", "2026-11-05", "5. november 2026", "5 November 2026"),
    ],
)  # fmt: skip
def test_a_period_is_said_by_its_name_where_it_has_one(
    first: str, last: str, danish: str, english: str
) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert (period_text(DANISH, period), period_text(ENGLISH, period)) == (danish, english)


async def test_a_municipality_without_an_agreement_with_ones_own_is_refused_and_not_shown_as_empty(
    bot: Bot,
) -> None:
    far = replace(f.DIRECTORY[-1], organisation="Odense Kommune")
    await bot.reads(lambda r: r.directory.replace([*f.DIRECTORY[:-1], far]))
    said = text_of(await bot.says(COORDINATOR, "tal for Odense i oktober"))
    assert "Du kan kun se tal for kommuner og centre" in said
