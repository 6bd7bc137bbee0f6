"""The channel changes its keys, is slow, or is away."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.integration.bot.bot_room import Room, authenticated, message
from tests.integration.bot.fake_teams import FakeTeams, KeyPair, status, text


async def test_a_new_key_is_found_by_one_fetch(
    room: Room, teams: FakeTeams, key: KeyPair, other_key: KeyPair
) -> None:
    assert (await room.send(message(teams))).status == 200
    teams.published = [other_key.published()]
    room.clock.advance(minutes=1)
    responses = await asyncio.gather(*(room.send(message(teams), teams.token(other_key)) for _ in range(5)))
    assert [response.status for response in responses] == [200] * 5
    assert teams.key_fetches == 2


async def test_a_withdrawn_key_signs_no_new_token(
    room: Room, teams: FakeTeams, key: KeyPair, other_key: KeyPair
) -> None:
    await room.send(message(teams))
    teams.published = [other_key.published()]
    room.clock.advance(minutes=1)
    await room.send(message(teams), teams.token(other_key))
    assert (await room.send(message(teams), teams.token(key, jti="new"))).status == 401


async def test_a_storm_of_unknown_keys_fetches_at_most_once_in_half_a_minute(
    room: Room, teams: FakeTeams, other_key: KeyPair
) -> None:
    strangers = [teams.token(KeyPair(f"stranger-{number}", other_key.private)) for number in range(30)]
    for fetches in (1, 2, 3):
        responses = await asyncio.gather(*(room.send(message(teams), token) for token in strangers))
        assert {response.status for response in responses} == {401}
        assert teams.key_fetches == fetches
        room.clock.advance(seconds=31)


async def test_known_keys_serve_while_a_storm_of_unknown_ones_is_refused(
    room: Room, teams: FakeTeams, other_key: KeyPair
) -> None:
    await room.send(message(teams))
    await room.send(message(teams), teams.token(other_key))
    assert (await room.send(message(teams))).status == 200
    assert teams.key_fetches == 1


async def test_old_keys_are_renewed_in_the_background(
    room: Room, teams: FakeTeams, key: KeyPair, other_key: KeyPair
) -> None:
    await room.send(message(teams))
    room.clock.advance(hours=25)
    later = int(room.clock().timestamp())
    fresh: dict[str, Any] = {"nbf": later - 60, "exp": later + 3_600}
    teams.keys_answer = teams.hold
    assert (await room.send(message(teams), teams.token(key, **fresh))).status == 200
    teams.keys_answer = None
    teams.published = [other_key.published()]
    teams.released.set()
    room.clock.advance(minutes=1)
    assert (await room.send(message(teams), teams.token(other_key, **fresh))).status == 200


@pytest.mark.parametrize(
    "keys_answer",
    [
        status(500),
        status(404),
        text("not json"),
        text("[]"),
        text("{}"),
        text('{"keys": []}'),
        text('{"keys": [7, {"kty": "EC"}, {"kty": "RSA", "kid": "key-1"}, {"kty": "RSA", "kid": 1}]}'),
    ],
)
async def test_without_keys_nobody_is_let_in_and_it_mends_by_itself(
    room: Room, teams: FakeTeams, keys_answer: Any
) -> None:
    teams.keys_answer = keys_answer
    assert (await room.send(message(teams))).status == 503
    assert (await room.send(message(teams))).status == 503
    assert teams.key_fetches == 1
    teams.keys_answer = None
    room.clock.advance(seconds=6)
    assert (await room.send(message(teams))).status == 200


async def test_with_the_key_server_away_known_keys_serve_and_unknown_ones_are_refused(
    room: Room, teams: FakeTeams, other_key: KeyPair
) -> None:
    await room.send(message(teams))
    teams.keys_answer = status(503)
    room.clock.advance(minutes=1)
    assert (await room.send(message(teams), teams.token(other_key))).status == 401
    assert (await room.send(message(teams))).status == 200


async def test_metadata_naming_an_insecure_key_list_is_not_followed(teams: FakeTeams, key: KeyPair) -> None:
    channel = authenticated(teams, metadata_url=teams.metadata_url.replace("/metadata", "/insecure-metadata"))
    async with Room(channel, teams, key) as room:
        assert (await room.send(message(teams))).status == 503
    assert teams.key_fetches == 0


async def test_a_slow_key_server_delays_only_those_who_need_it(
    room: Room, teams: FakeTeams, key: KeyPair, other_key: KeyPair
) -> None:
    await room.send(message(teams))
    room.clock.advance(minutes=1)
    teams.keys_answer = teams.hold
    waiting = asyncio.create_task(room.send(message(teams), teams.token(other_key)))
    for _ in range(3):
        assert (await room.send(message(teams))).status == 200
    assert (await room.client.get("/health")).status == 200
    assert not waiting.done()
    teams.released.set()
    assert (await waiting).status == 401
