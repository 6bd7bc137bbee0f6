"""As fast as Teams' limits allow and never faster: what is due at 08:00, in simulated time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reminders.limits import TEAMS, within_seconds
from tests.simulated_teams import SimulatedTeams
from tests.simulated_time import SimulatedTime, in_simulated_time
from tests.unit.reminders.monday import a_monday, least_seconds
from workflows.notice import NoticeKind

MESSAGES = 2_000
"""The promise is made for ten thousand, which `make chaos` lives through; these take a fifth of the time."""
NEAR_THE_LIMIT = 1.05


def lived(messages: int) -> SimulatedTeams:
    """So many messages due in one tenant at 08:00, ten for each person, sent by two replicas."""

    async def live(time: SimulatedTime) -> SimulatedTeams:
        async with a_monday(time, people=messages // 10) as monday:
            await monday.due(messages)
            await monday.deliver(replicas=2)
            assert await monday.states() == {"sent": messages}
            return monday.teams

    return in_simulated_time(live)


def test_what_is_due_at_eight_goes_out_as_fast_as_teams_takes_it_and_is_never_refused() -> None:
    teams = lived(MESSAGES)
    assert (teams.taken, teams.refused) == (MESSAGES, 0)
    assert teams.last <= NEAR_THE_LIMIT * least_seconds(MESSAGES)


def test_an_update_of_an_earlier_card_counts_as_a_message_does() -> None:
    async def live(time: SimulatedTime) -> SimulatedTeams:
        async with a_monday(time, people=100) as monday:
            await monday.cards_stand(200)
            await monday.due(100)
            await monday.due(200, NoticeKind.REFRESH)
            await monday.deliver()
            return monday.teams

    teams = in_simulated_time(live)
    assert teams.refused == 0
    assert teams.taken >= 200
    assert teams.last <= NEAR_THE_LIMIT * least_seconds(teams.taken) + 1


def test_to_open_a_chat_is_a_request_too() -> None:
    """It leaves an answer's time before its message, so that a few may still come too close together."""

    async def live(time: SimulatedTime) -> SimulatedTeams:
        async with a_monday(time, people=200, met=False) as monday:
            await monday.due(200)
            await monday.deliver()
            assert await monday.states() == {"sent": 200}
            return monday.teams

    teams = in_simulated_time(live)
    assert teams.refused <= teams.taken / 10


def test_one_persons_many_messages_keep_to_the_limit_of_a_chat() -> None:
    async def live(time: SimulatedTime) -> tuple[SimulatedTeams, float]:
        async with a_monday(time, people=1) as monday:
            await monday.due(130)
            await monday.deliver(replicas=1)
            assert await monday.states() == {"sent": 130}
            return monday.teams, time.time()

    teams, took = in_simulated_time(live)
    assert (teams.taken, teams.refused) == (130, 0)
    assert 60 <= teams.last <= took < 90


def test_a_channel_that_takes_less_than_it_says_is_heeded_for_all_and_loses_nothing() -> None:
    """Where the bot believes the limit to be twice what it is, a few are refused and then all wait."""
    twice = replace(TEAMS, tenant=within_seconds(100, 1))

    async def live(time: SimulatedTime) -> SimulatedTeams:
        async with a_monday(time, people=200, limits=twice) as monday:
            await monday.due(400)
            await monday.deliver()
            assert await monday.states() == {"sent": 400}
            return monday.teams

    teams = in_simulated_time(live)
    assert teams.taken == 400
    assert 0 < teams.refused < teams.taken


def test_many_replicas_with_a_short_lease_keep_each_other_waiting_without_asking_over_and_over() -> None:
    messages = 400

    async def live(time: SimulatedTime) -> tuple[SimulatedTeams, int]:
        async with a_monday(time, people=100, lease=timedelta(seconds=2)) as monday:
            await monday.due(messages)
            await monday.deliver(replicas=4)
            assert await monday.states() == {"sent": messages}
            return monday.teams, monday.units_of_work

    teams, asked = in_simulated_time(live)
    assert (teams.taken, teams.refused) == (messages, 0)
    assert asked < 12 * messages
