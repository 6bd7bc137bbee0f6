"""Where others read along: case number and task type at most, no form; it goes on in the personal chat."""

from __future__ import annotations

from demo import activities
from demo.activities import Json
from demo.chats import Kind
from tests.scenario import story
from tests.scenario.citizens import ADULT
from tests.scenario.ending import NUMBER
from tests.scenario.story import HVIDOVRE, tell
from tests.scenario.town import Town


async def test_a_form_asked_for_in_the_channel_waits_in_the_personal_chat(town: Town) -> None:
    mette = town.mette
    await mette.arrives()
    line = await mette.says_in_channel(f"nyt netværksmøde for {ADULT.cpr} i Hvidovre")
    assert line == town.da("group.continue_and_no_cpr")
    card = await mette.hears("group.summary")
    assert card.heading == town.da("form_page.citizen.title")
    assert card.fields["cpr"] == ADULT.cpr
    assert card.fields["other_organisation"] == card.choices("other_organisation")[HVIDOVRE]


async def test_a_status_asked_for_in_the_channel_names_number_and_task_only(town: Town) -> None:
    await tell(town, story.she_sends_it)
    tasks = "kvittér for en indkaldelse, find en tid til netværksmøde"
    line = town.da("group.case", number=NUMBER, tasks=tasks)
    assert await town.mette.says_in_channel(f"status {NUMBER}") == line
    card = await town.mette.hears("group.summary")
    assert card.heading == town.da("case.title", number=NUMBER)


async def test_a_colleague_without_the_case_learns_nothing_of_it(town: Town) -> None:
    await tell(town, story.she_sends_it)
    jens = town.person("Jens Iversen")
    await jens.arrives()
    assert await jens.says_in_channel(f"status {NUMBER}") == town.da("group.continue")
    await jens.hears("group.summary")
    assert jens.sees("error.not_found")
    assert await jens.says_in_channel("status 26-9999") == town.da("group.continue")


async def test_small_talk_is_answered_in_the_channel(town: Town) -> None:
    await town.mette.arrives()
    for words in ("hej", "tak", "blåbærgrød"):
        assert await town.mette.says_in_channel(words) == town.da("group.help")
    assert town.mette.notifications() == [town.da("welcome.summary")]


async def test_a_button_is_not_for_the_channel(town: Town) -> None:
    await town.mette.says_in_channel("hej")
    said = town.mette.said("1:pressed-in-channel", Kind.CHANNEL)
    action: Json = {"type": "Action.Execute", "verb": "command.my_cases", "data": {}}
    answer = await town.link.deliver(activities.card_action(said, action, "1:somewhere"))
    assert answer["value"] == town.da("group.no_buttons")
