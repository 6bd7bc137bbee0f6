"""A restart of the bot loses nothing: it is killed with SIGKILL between any two steps of the story, and
while a step is under way, and in the end everything is as if it had not been."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from demo import activities
from tests.scenario import agreement_story, discharge_story, story
from tests.scenario.cast import ABOUT_AN_ADULT, Cast
from tests.scenario.discharge_ending import check_agreement_story
from tests.scenario.ending import NUMBER, check_the_ending
from tests.scenario.link import sent_and_unheard
from tests.scenario.story import STORY, Step, tell
from tests.scenario.town import Town
from tests.scenario.waiting import until


async def killed_and_started(town: Town) -> None:
    await town.bot.kill()
    await town.bot.start()


async def test_it_is_killed_after_every_step(town: Town) -> None:
    for step in STORY:
        await step(town)
        await killed_and_started(town)
        await town.settles()
    check_the_ending(town)


async def test_it_is_killed_between_the_steps_of_an_agreement(town: Town) -> None:
    """From the readiness notice on: with a form half filled in, with one signature of two, while the
    citizen's copy is missing."""
    cast = Cast(town, ABOUT_AN_ADULT)
    begins = agreement_story.STORY.index(discharge_story.she_reports_the_citizen_ready)
    for step in agreement_story.STORY[:begins]:
        await step(cast)
        await town.delivers()
    for step in agreement_story.STORY[begins:]:
        await step(cast)
        await killed_and_started(town)
        await town.settles()
    check_agreement_story(cast)


LEFT, COMMITTED = "as soon as it has left", "when it is committed"
UNDER_WAY: frozenset[Step] = frozenset(
    {
        story.she_proposes_a_time,
        story.she_sends_it,
        story.he_acknowledges,
        story.she_shares_the_minutes,
        story.he_has_visited,
    }
)
"""Steps that are one click."""


@pytest.mark.parametrize("moment", [LEFT, COMMITTED])
async def test_it_is_killed_while_a_click_is_under_way(town: Town, moment: str) -> None:
    for step in STORY:
        if step in UNDER_WAY:
            await killed_under_way(town, step, moment)
        else:
            await step(town)
        await town.settles()
    check_the_ending(town)


async def killed_under_way(town: Town, step: Step, moment: str) -> None:
    """Do the step's click, kill the bot in the middle of it, and have the channel send the same again."""

    async def killed_meanwhile(activity: Mapping[str, Any]) -> None:
        before = town.kept.count("effects")
        async with sent_and_unheard(town.bot.port, activity):
            if moment == COMMITTED:
                await until(lambda: town.kept.count("effects") > before, "the click is committed")
            await town.bot.kill()
        await town.bot.start()

    town.link.interruption = killed_meanwhile
    await step(town)
    town.link.interruption = None


async def test_a_message_nobody_can_vouch_for_is_repeated_once_with_a_label(town: Town) -> None:
    await tell(town, story.she_proposes_a_time)
    summary = town.da("notice.meeting.requested", number=NUMBER)
    town.wire.hold(summary)
    await story.she_sends_it(town)
    await until(lambda: town.wire.unanswered, "the channel has the message")
    await town.bot.kill()
    town.wire.let_go()
    await town.bot.start()

    await town.settles()
    repeat = town.da("notice.repeat", summary=summary)
    assert town.henrik.notifications()[1:] == [summary, repeat]
    await town.wind_by(timedelta(minutes=30))
    assert town.henrik.notifications()[1:] == [summary, repeat]
    await story.he_acknowledges(town)
    assert town.kept.meeting_statuses() == ["acknowledged"]


async def test_an_answer_in_words_that_was_not_heard_is_given_again(town: Town) -> None:
    await town.arrive(town.mette)
    said = town.mette.said("1:words-under-way")
    activity = activities.message(said, "nyt netværksmøde")
    before = town.kept.count("effects")
    town.wire.hold(town.da("answer.summary"))
    async with sent_and_unheard(town.bot.port, activity):
        await until(lambda: town.kept.count("effects") > before, "the answer is committed")
        await town.bot.kill()
    town.wire.let_go()
    await town.bot.start()

    await town.link.deliver(activity)
    assert town.mette.latest_card().heading == town.da("form_page.citizen.title")
    assert town.kept.count("drafts") == 1


async def test_winding_on_while_the_bot_is_down_only_delays(town: Town) -> None:
    await tell(town, story.she_sends_it)
    await town.bot.kill()
    town.clock.wind_by(timedelta(days=1))
    await town.bot.start()
    await town.catches_up()
    assert town.henrik.has_been_told("notice.reminder", what=town.da("task.kind.acknowledge"), number=NUMBER)
