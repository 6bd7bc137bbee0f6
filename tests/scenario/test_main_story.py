"""The main story through HTTP, on both databases, and what both sectors and the records hold in the end."""

from __future__ import annotations

from collections import Counter

from tests.scenario.ending import check_the_ending, told_to_henrik, told_to_mette
from tests.scenario.story import STORY
from tests.scenario.town import Town


async def test_a_meeting_is_asked_for_answered_held_and_followed_up(town_on_either: Town) -> None:
    for step in STORY:
        await step(town_on_either)
        await town_on_either.delivers()
    check_the_ending(town_on_either)
    assert Counter(town_on_either.mette.notifications()) == told_to_mette(town_on_either)
    assert Counter(town_on_either.henrik.notifications()) == told_to_henrik(town_on_either)
