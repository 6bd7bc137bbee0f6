"""The weekly overview: Monday at half past seven, once, to coordinators and leaders, of what they may see."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.admission import Outcome
from domain.preferences import PersonPreferences, Works
from domain.task import Task, TaskKind, TaskStatus
from domain.working_hours import WorkingHours
from reminders.scan import Scan
from tests import factories as f
from tests.stores import raw, stored
from tests.unit.dialogs.bot_in_process import DANISH, Bot, make_desk
from tests.unit.dialogs.card_limits import faults_of
from tests.unit.dialogs.card_reading import buttons_of, text_of
from tests.unit.dialogs.mornings_told import MONDAY, Mornings

HALF_PAST_SEVEN = time(7, 30)
COORDINATOR, LEADER = f.MUNICIPAL_COORDINATOR, f.CASEWORKER_LEADER
READERS = (COORDINATOR, LEADER, f.NURSE_LEADER, f.REGION_COORDINATOR)
CASE = f.a_case()
MEETING = f.a_meeting(CASE, requested_at=datetime(2026, 11, 24, 9, tzinfo=UTC))
WEEK = DANISH("notice.week", number=48)


@pytest.fixture
def mornings(bot: Bot) -> Mornings:
    return Mornings(bot)


def a_task(name: str, due: date, **changes: object) -> Task:
    return f.a_task(MEETING, name, kind=TaskKind.FOLLOW_UP, due=due, **changes)


async def with_a_week(mornings: Mornings, *tasks: Task) -> None:
    """A meeting asked for in the week before the Monday, and these tasks; all readers have met the bot."""
    await stored(mornings.bot.store, CASE, MEETING, *tasks)
    await mornings.bot.meets(*READERS, f.CASEWORKER, f.NURSE)


async def test_it_comes_on_monday_at_half_past_seven_and_not_before(mornings: Mornings) -> None:
    await with_a_week(mornings)
    await mornings.at(MONDAY, time(7, 29))
    assert mornings.weeks(COORDINATOR) == []
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    (message,) = mornings.weeks(COORDINATOR)

    assert message.summary == WEEK
    assert "Ugens overblik: uge 48 (23.–29. november 2026)" in text_of(message.card)
    assert "Netværksmøder, der er indkaldt til: 1. Ugen før: 0." in text_of(message.card)


async def test_the_headline_and_what_changed_stand_beside_their_goals(mornings: Mornings) -> None:
    left = f.an_admission(CASE, discharged_on=date(2026, 11, 25), outcome=Outcome.MISSING)
    met = a_task("met", date(2026, 11, 18), status=TaskStatus.DONE, ended_on=date(2026, 11, 18))
    await with_a_week(mornings, met, a_task("missed", date(2026, 11, 25)))
    await stored(mornings.bot.store, left)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    for reader in (COORDINATOR, LEADER):
        (message,) = mornings.weeks(reader)
        text = text_of(message.card)
        assert "0 % (0 af 1)\n80 procentpoint under målet på 80 %." in text
        assert "Udskrivninger uden aftale og uden begrundelse: 1. Ugen før: 0. Mål: 0 – ikke nået" in text
        assert "gjort til tiden: 0 % (0 af 1). Ugen før: 100 % (1 af 1). Mål: mindst 90 % – ikke nået" in text


async def test_while_figures_are_counted_anew_the_overview_comes_and_says_so(mornings: Mornings) -> None:
    await mornings.bot.meets(*READERS)
    raw(mornings.bot.url, "UPDATE counting SET table_name = 'tasks', after = ''")
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    (message,) = mornings.weeks(COORDINATOR)

    assert "Tallene tælles stadig, så nogle kan mangle." in text_of(message.card)


async def test_there_is_one_a_week_however_often_the_bot_looks(mornings: Mornings) -> None:
    await with_a_week(mornings)
    for day in range(4):
        await mornings.at(MONDAY + timedelta(days=day), HALF_PAST_SEVEN)
        await mornings.at(MONDAY + timedelta(days=day), time(12))

    assert len(mornings.weeks(COORDINATOR)) == 1


async def test_a_holiday_monday_is_told_on_the_next_working_day(mornings: Mornings) -> None:
    easter = date(2027, 3, 29)
    meeting = f.a_meeting(CASE, requested_at=datetime(2027, 3, 23, 9, tzinfo=UTC))
    await stored(mornings.bot.store, CASE, meeting)
    await mornings.bot.meets(*READERS)
    await mornings.at(easter, time(9))
    assert mornings.weeks(COORDINATOR) == []
    await mornings.at(easter + timedelta(days=1), HALF_PAST_SEVEN)

    (message,) = mornings.weeks(COORDINATOR)
    assert "uge 12 (22.–28. marts 2027)" in text_of(message.card)


async def test_a_bot_that_stood_still_on_monday_tells_on_tuesday_but_not_on_friday(
    mornings: Mornings,
) -> None:
    await with_a_week(mornings)
    await mornings.at(MONDAY + timedelta(days=4), time(9))
    assert mornings.weeks(COORDINATOR) == []
    await mornings.at(MONDAY + timedelta(days=1), time(9))
    assert len(mornings.weeks(COORDINATOR)) == 1


async def test_who_does_not_work_on_mondays_gets_it_on_the_first_day_they_do(mornings: Mornings) -> None:
    await with_a_week(mornings)
    hours = WorkingHours(frozenset({3, 4, 5}), time(9), time(15))
    part_time = PersonPreferences(COORDINATOR.id, Works.FIXED, hours)
    await mornings.bot.store.run(lambda r: r.preferences.save(part_time))
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    assert mornings.weeks(COORDINATOR) == []
    await mornings.at(MONDAY + timedelta(days=2), time(9))
    assert len(mornings.weeks(COORDINATOR)) == 1


async def test_who_begins_later_gets_it_at_half_past_seven_all_the_same(mornings: Mornings) -> None:
    await with_a_week(mornings)
    late = PersonPreferences(
        COORDINATOR.id, Works.FIXED, WorkingHours(frozenset({1, 2, 3, 4, 5}), time(9), time(15))
    )
    await mornings.bot.store.run(lambda r: r.preferences.save(late))
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    assert len(mornings.weeks(COORDINATOR)) == 1


async def test_leaders_get_their_own_units_week_and_frontline_staff_none(mornings: Mornings) -> None:
    await with_a_week(mornings)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)

    (message,) = mornings.weeks(LEADER)
    assert "Hvidovre Kommune, Voksenenheden" in text_of(message.card)
    assert mornings.weeks(f.CASEWORKER) == mornings.weeks(f.NURSE) == []


async def test_who_leads_forty_units_gets_one_overview_of_them_all(mornings: Mornings) -> None:
    await mornings.bot.store.run(lambda r: r.directory.replace(f.directory_with_units(40)))
    await with_a_week(mornings)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)

    (message,) = mornings.weeks(LEADER)
    assert "Dine 40 enheder under ét" in text_of(message.card)
    assert "Netværksmøder, der er indkaldt til: 1. Ugen før: 0." in text_of(message.card)
    assert message.card is not None
    assert faults_of(message.card) == []


async def test_who_leads_three_units_is_told_of_each(mornings: Mornings) -> None:
    await mornings.bot.store.run(lambda r: r.directory.replace(f.directory_with_units(3)))
    await with_a_week(mornings)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)

    (message,) = mornings.weeks(LEADER)
    assert [
        name for name in ("Voksenenheden", "Enhed 2", "Enhed 3") if name not in text_of(message.card)
    ] == []


async def test_where_nothing_happened_nobody_is_told(mornings: Mornings) -> None:
    await mornings.bot.meets(*READERS)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)

    assert [mornings.weeks(person) for person in READERS] == [[]] * 4


async def test_who_had_nothing_to_hear_is_not_looked_up_again_at_every_scan(mornings: Mornings) -> None:
    await mornings.bot.meets(*READERS)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    dropped = raw(mornings.bot.url, "SELECT state, count(*) FROM outbox WHERE kind = 'week' GROUP BY state")
    await Scan(mornings.bot.store, make_desk).run(mornings.bot.time + timedelta(minutes=1))

    assert dropped == [("dropped", 4)]
    assert raw(mornings.bot.url, "SELECT DISTINCT state FROM outbox WHERE kind = 'week'") == [("dropped",)]


async def test_what_is_better_and_what_went_well_is_said(mornings: Mornings) -> None:
    before = a_task("before", date(2026, 11, 18), status=TaskStatus.DONE, ended_on=date(2026, 11, 19))
    done = a_task("done", date(2026, 11, 25), status=TaskStatus.DONE, ended_on=date(2026, 11, 25))
    await with_a_week(mornings, before, done)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    text = text_of(mornings.weeks(COORDINATOR)[0].card)

    assert (
        "✓ Bedre: Opfølgninger hos kommunen, gjort til tiden: 100 % (1 af 1). Ugen før: 0 % (0 af 1)." in text
    )
    assert "Det gik godt" in text


async def test_a_late_case_has_its_number_and_a_button_and_nothing_of_its_contents(
    mornings: Mornings,
) -> None:
    await with_a_week(mornings, a_task("late", date(2026, 11, 20), owner_id=f.CASEWORKER.id))
    await mornings.at(MONDAY - timedelta(days=3), time(8))
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    (message,) = mornings.weeks(COORDINATOR)

    assert message.card is not None
    assert faults_of(message.card) == []
    assert "sag 26-1001" in text_of(message.card)
    (see,) = [each for each in buttons_of(message.card) if each["verb"] == "week.late"]
    reply = await mornings.bot.clicks(COORDINATOR, see["verb"], see["data"])
    (shown,) = reply.messages
    assert "26-1001" in text_of(shown.card)
    assert f.CITIZEN_NAME not in text_of(shown.card)


async def test_a_late_tasks_button_shows_nothing_to_who_may_not_know(mornings: Mornings) -> None:
    task = a_task("late", date(2026, 11, 20))
    await with_a_week(mornings, task)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    reply = await mornings.bot.clicks(f.OUTSIDER, "week.late", {"id": task.id})

    assert "26-1001" not in text_of(reply.card)
    assert reply.messages == ()


async def test_the_weeks_figures_and_definitions_stand_below_and_the_card_stays(mornings: Mornings) -> None:
    await with_a_week(mornings)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)
    (message,) = mornings.weeks(COORDINATOR)
    for each in (b for b in buttons_of(message.card) if b["verb"] in ("week.figures", "week.definitions")):
        reply = await mornings.bot.clicks(COORDINATOR, each["verb"], each["data"])
        assert (len(reply.messages), reply.card) == (1, None)


async def test_what_the_overview_shows_is_logged(mornings: Mornings) -> None:
    await with_a_week(mornings)
    await mornings.at(MONDAY, HALF_PAST_SEVEN)

    logged = raw(mornings.bot.url, "SELECT DISTINCT actor_id FROM audit WHERE action = 'figures'")
    assert {row[0] for row in logged} == {person.id for person in READERS}
