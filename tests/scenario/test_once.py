"""Every effect happens once: the same activity twice, a double click, two people at the same moment."""

from __future__ import annotations

import asyncio
from datetime import time

from demo import activities
from tests.scenario import story
from tests.scenario.ending import NUMBER
from tests.scenario.story import tell
from tests.scenario.town import Town


async def test_the_same_words_twice_begin_one_form_and_get_the_same_answer(town: Town) -> None:
    await town.mette.arrives()
    activity = activities.message(town.mette.said("1:said-twice"), "nyt netværksmøde")
    await town.link.deliver(activity)
    first = town.mette.latest_card()
    await town.link.deliver(activity)
    assert town.mette.latest_card() == first
    assert town.kept.rows("SELECT version FROM drafts") == [(1,)]


async def test_sending_twice_makes_one_case_whatever_the_activity_id(town: Town) -> None:
    await tell(town, story.she_proposes_a_time)
    message, action = town.mette.button(town.da("form.meeting_request.send"))
    first = await town.mette.clicks(message, action, "1:sent")
    for again in ("1:sent", "1:sent-again"):
        assert await town.mette.clicks(message, action, again) == first
    await town.delivers()
    assert town.kept.count("cases") == town.kept.count("meetings") == 1
    assert town.henrik.has_been_told("notice.meeting.requested", number=NUMBER) == 1


async def test_two_clicks_at_once_count_as_one(town: Town) -> None:
    await tell(town, story.she_proposes_a_time)
    message, action = town.mette.button(town.da("form.meeting_request.send"))
    clicks = [town.mette.clicks(message, action, f"1:sent-{n}") for n in range(4)]
    answers = await asyncio.gather(*clicks)
    assert all(answer == answers[0] for answer in answers)
    assert town.kept.count("cases") == 1


async def test_two_colleagues_acknowledging_at_once_make_one_acknowledgement(town: Town) -> None:
    await tell(town, story.she_sends_it)
    await town.signe.says("mine sager")
    await town.signe.presses("case.see")
    await town.signe.presses("case.open_matter", name=town.da("case.meeting"))
    await asyncio.gather(
        town.henrik.presses("meeting.action.acknowledge"), town.signe.presses("meeting.action.acknowledge")
    )
    assert town.kept.events() == ["case.open", "meeting.request", "meeting.acknowledge"]
    for person in (town.henrik, town.signe):
        by = town.da.day(story.NEXT_MONDAY)
        assert town.da("meeting.status.acknowledged.receiver", by=by) in person.latest_card().texts


async def test_accepting_and_proposing_at_the_same_moment_leaves_one_of_the_two(town: Town) -> None:
    await tell(town, story.he_begins_to_propose_other_times)
    await town.signe.says("mine sager")
    await town.signe.presses("case.see")
    await town.signe.presses("case.open_matter", name=town.da("case.meeting"))
    await asyncio.gather(
        story.he_sends_his_times(town),
        story.accepts(town.signe, story.THURSDAY, time(10)),
    )
    [status] = town.kept.meeting_statuses()
    assert status in ("times_proposed", "scheduled")
    *_, one = town.kept.events()
    assert one in ("meeting.propose_times", "meeting.accept_time")
