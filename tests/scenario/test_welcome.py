"""The first meeting with the bot; a request begins with a button, two words or one sentence."""

from __future__ import annotations

from demo import activities
from tests.scenario.citizens import ADULT
from tests.scenario.story import (
    HVIDOVRE,
    THURSDAY,
    fill_in_basis,
    fill_in_participants,
    fill_in_wish,
    turn_the_page,
)
from tests.scenario.town import Town


async def test_one_is_welcomed_once(town: Town) -> None:
    mette = town.mette
    await mette.arrives()
    assert mette.notifications() == [town.da("welcome.summary")]
    welcome = mette.latest_card()
    assert welcome.heading == town.da("welcome.title", name="Mette")
    assert mette.sees("welcome.privacy")
    wanted = ("help.new", "help.new_meeting", "help.my_cases", "help.unit_tasks", "help.button")
    assert list(welcome.buttons) == [town.da(key) for key in wanted]

    await town.link.deliver(activities.bot_installed(mette.said("1:installed-again")))
    await town.link.deliver(activities.bot_joined(mette.said("1:joined-again")))
    assert mette.notifications() == [town.da("welcome.summary")]


async def test_a_coordinator_is_offered_no_form(town: Town) -> None:
    karen = town.person("Karen Bruun")
    await karen.arrives()
    assert karen.sees("welcome.coordinator")
    assert town.da("help.new_meeting") not in karen.latest_card().buttons
    await karen.says("nyt netværksmøde")
    assert karen.sees("error.not_allowed")


async def test_a_request_begins_by_button_and_by_words(town: Town) -> None:
    title = town.da("form_page.citizen.title")
    await town.arrive(town.mette)
    assert (await town.mette.presses("help.new_meeting")).heading == title
    jens = town.person("Jens Iversen")
    assert (await jens.says("nyt netværksmøde")).heading == title


async def test_one_sentence_fills_in_the_form(town: Town) -> None:
    mette = town.mette
    card = await mette.says(f"nyt netværksmøde for {ADULT.cpr} på torsdag kl. 10 i Hvidovre")
    assert mette.sees("form.prefilled")
    assert card.fields["cpr"] == ADULT.cpr
    assert card.fields["other_organisation"] == card.choices("other_organisation")[HVIDOVRE]

    await turn_the_page(mette.fills(citizen_name=ADULT.name))
    await fill_in_wish(mette)
    await fill_in_participants(mette)
    times = await fill_in_basis(mette)
    assert (times.fields["day_1"], times.fields["time_1"]) == (THURSDAY.isoformat(), "10:00")
