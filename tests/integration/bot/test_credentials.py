"""The bot's own token: fetched once, renewed ahead, never in anybody's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.credentials import ClientCredentials, TokenUnavailable
from bot.pool import HttpPool
from tests.integration.bot.bot_room import Clock, authenticated, registration
from tests.integration.bot.fake_teams import APP_ID, FakeTeams, status


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def credentials(teams: FakeTeams, clock: Clock) -> AsyncIterator[ClientCredentials]:
    async with HttpPool() as pool:
        credentials = ClientCredentials(authenticated(teams), registration(), pool, clock)
        yield credentials
        await credentials.stop()


async def until(token: str, credentials: ClientCredentials) -> None:
    """Let the background fetch run to its end."""
    async with asyncio.timeout(10):
        while await credentials.token() != token:
            await asyncio.sleep(0)


async def test_the_token_is_asked_for_as_the_app(credentials: ClientCredentials, teams: FakeTeams) -> None:
    assert await credentials.token() == "token-1"
    assert teams.token_fetches == [
        {
            "grant_type": "client_credentials",
            "client_id": APP_ID,
            "client_secret": "hush",
            "scope": "https://api.botframework.com/.default",
        }
    ]


async def test_many_who_ask_at_once_share_one_fetch(credentials: ClientCredentials, teams: FakeTeams) -> None:
    assert set(await asyncio.gather(*(credentials.token() for _ in range(50)))) == {"token-1"}
    assert len(teams.token_fetches) == 1


async def test_one_who_gives_up_does_not_stop_the_fetch_for_others(
    credentials: ClientCredentials, teams: FakeTeams
) -> None:
    teams.token_answer = teams.hold
    impatient = asyncio.create_task(credentials.token())
    patient = asyncio.create_task(credentials.token())
    async with asyncio.timeout(10):
        while not teams.token_fetches:
            await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait({impatient})
    assert not patient.done()
    teams.released.set()
    with pytest.raises(TokenUnavailable):
        await patient
    assert len(teams.token_fetches) == 1


async def test_a_token_near_its_end_is_renewed_while_the_old_one_serves(
    credentials: ClientCredentials, teams: FakeTeams, clock: Clock
) -> None:
    await credentials.token()
    clock.advance(minutes=56)
    assert await credentials.token() == "token-1"
    await until("token-2", credentials)
    assert len(teams.token_fetches) == 2


async def test_a_slow_renewal_delays_nobody(
    credentials: ClientCredentials, teams: FakeTeams, clock: Clock
) -> None:
    await credentials.token()
    teams.token_answer = teams.hold
    clock.advance(minutes=56)
    assert [await credentials.token() for _ in range(10)] == ["token-1"] * 10


async def test_a_failed_renewal_is_tried_again_after_a_while_not_at_once(
    credentials: ClientCredentials, teams: FakeTeams, clock: Clock
) -> None:
    await credentials.token()
    teams.token_answer = status(500)
    clock.advance(minutes=56)
    async with HttpPool() as other:
        for _ in range(20):
            await credentials.token()
            async with other.request("GET", teams.metadata_url) as response:
                await response.read()
    assert len(teams.token_fetches) == 2
    teams.token_answer = None
    clock.advance(seconds=11)
    await until("token-3", credentials)


async def test_an_expired_token_is_never_shown(
    credentials: ClientCredentials, teams: FakeTeams, clock: Clock
) -> None:
    await credentials.token()
    clock.advance(hours=2)
    assert await credentials.token() == "token-2"


async def test_a_forgotten_token_is_fetched_anew_but_a_newer_one_is_kept(
    credentials: ClientCredentials, teams: FakeTeams
) -> None:
    assert await credentials.token() == "token-1"
    credentials.forget("token-1")
    assert await credentials.token() == "token-2"
    credentials.forget("token-1")
    assert await credentials.token() == "token-2"


async def test_a_refusal_of_the_token_service_holds_no_secret(
    credentials: ClientCredentials, teams: FakeTeams
) -> None:
    teams.token_answer = status(401)
    with pytest.raises(TokenUnavailable) as caught:
        await credentials.token()
    assert "hush" not in repr(caught.value)
    assert caught.value.__cause__ is None
