"""Two replicas in operation: two bot processes on one PostgreSQL, behind something that shares out the turns.

A person's messages come once whichever replica took the turn and whichever delivers, and neither of them is
needed for the other to go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from tests.integration.demo.running import demo_people
from tests.scenario import story
from tests.scenario.bot_process import BotProcess
from tests.scenario.ending import check_the_ending, told_to_henrik, told_to_mette
from tests.scenario.story import STORY, Step
from tests.scenario.town import Town, in_town

KILLED_AFTER: frozenset[Step] = frozenset(
    {story.she_sends_it, story.he_acknowledges, story.she_shares_the_minutes, story.he_has_visited}
)
"""Steps of both people, after which others are told."""


@dataclass
class Replicas:
    town: Town
    both: tuple[BotProcess, BotProcess]

    def take_the_turns(self, replica: BotProcess) -> None:
        """What the proxy decides: who gets what the people say and press from now on."""
        self.town.link.goes_to(replica.url)

    def other_than(self, replica: BotProcess) -> BotProcess:
        return next(each for each in self.both if each is not replica)


@pytest.fixture
async def replicas(state: Path, on_postgres: str) -> AsyncIterator[Replicas]:
    async with in_town(state, on_postgres) as town:
        second = BotProcess(state, demo_people(), on_postgres, name="second")
        await second.start()
        try:
            yield Replicas(town, (town.bot, second))
            await second.stop()
        finally:
            await second.kill()
        assert '"level": "error"' not in second.stderr.read_text("utf-8")


async def test_every_step_is_told_once_whichever_replica_takes_it(replicas: Replicas) -> None:
    town = replicas.town
    for step, replica in zip(STORY, cycle(replicas.both), strict=False):
        replicas.take_the_turns(replica)
        await step(town)
        await town.delivers()
    check_the_ending(town)
    assert Counter(town.mette.notifications()) == told_to_mette(town)
    assert Counter(town.henrik.notifications()) == told_to_henrik(town)


async def test_killing_either_right_after_a_click_it_took_loses_nothing(replicas: Replicas) -> None:
    town, one = replicas.town, replicas.both[0]
    for step in STORY:
        await step(town)
        if step in KILLED_AFTER:
            other = replicas.other_than(one)
            await one.kill()
            replicas.take_the_turns(other)
            await town.settles()
            await one.start()
            one = other
        await town.delivers()
    check_the_ending(town)
