"""Who comes too often: told in words once, let in again, and in nobody else's way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.front_door import guard
from bot.pages import page_routes
from bot.turnstile import Limits, Turnstile
from dialogs.public_pages import public_pages
from dialogs.wording import load_catalogues
from tests.integration.bot.bot_room import Clock, Room, authenticated, click, loopback, message
from tests.integration.bot.fake_teams import FakeTeams, KeyPair

WIDE = Limits(person_per_minute=1000, tenant_per_minute=1000, peer_per_minute=1000, proxies=1)
COLLEAGUE = {"id": "29:colleague", "name": "Kollega", "aadObjectId": "33333333-aaaa-4bbb-8ccc-000000000002"}


@asynccontextmanager
async def limited(teams: FakeTeams, key: KeyPair, **limits: int) -> AsyncIterator[Room]:
    async with Room(authenticated(teams), teams, key, limits=replace(WIDE, **limits)) as room:
        yield room


async def statuses(room: Room, activity: Any, times: int) -> list[int]:
    return [(await room.send(activity)).status for _ in range(times)]


async def test_a_person_who_writes_too_fast_is_told_once_and_then_asked_to_come_again(
    teams: FakeTeams, key: KeyPair
) -> None:
    async with limited(teams, key, person_per_minute=2) as room:
        assert await statuses(room, message(teams), 6) == [200, 200, 429, 429, 429, 429]
        assert (await room.send(message(teams))).headers["Retry-After"] == "30"
        assert len(room.answerer.turns) == 2
        await room.stop()
    assert [body["text"] for body in teams.posted()] == ["da-DK: vent"]


async def test_what_comes_again_when_there_is_room_is_answered_as_ever(
    teams: FakeTeams, key: KeyPair
) -> None:
    async with limited(teams, key, person_per_minute=2) as room:
        await statuses(room, message(teams), 3)
        room.clock.advance(seconds=30)
        assert await statuses(room, message(teams), 2) == [200, 429]
        room.clock.advance(minutes=1)
        assert await statuses(room, message(teams), 3) == [200, 200, 429]
        await room.stop()
    assert len(teams.posted()) == 2, "told again after a minute, not before"


async def test_a_click_too_fast_is_answered_at_the_card_and_does_nothing(
    teams: FakeTeams, key: KeyPair
) -> None:
    async with limited(teams, key, person_per_minute=1) as room:
        await room.send(click(teams))
        for _ in range(2):
            response = await room.send(click(teams))
            assert response.status == 200
            assert await response.json() == {
                "statusCode": 200,
                "type": "application/vnd.microsoft.activity.message",
                "value": "da-DK: vent",
            }
        assert len(room.answerer.turns) == 1
        await room.stop()
    assert teams.posted() == []


async def test_in_a_group_nobody_is_shown_that_a_colleague_goes_too_fast(
    teams: FakeTeams, key: KeyPair
) -> None:
    group = {"id": "19:group", "conversationType": "groupChat", "tenantId": room_tenant(teams)}
    async with limited(teams, key, person_per_minute=1) as room:
        assert await statuses(room, message(teams, conversation=group), 2) == [200, 429]
        await room.stop()
    assert teams.posted() == []


def room_tenant(teams: FakeTeams) -> str:
    tenant: str = message(teams)["conversation"]["tenantId"]
    return tenant


async def test_one_persons_haste_is_not_their_colleagues(teams: FakeTeams, key: KeyPair) -> None:
    async with limited(teams, key, person_per_minute=1) as room:
        assert await statuses(room, message(teams), 2) == [200, 429]
        assert await statuses(room, message(teams) | {"from": COLLEAGUE}, 2) == [200, 429]


async def test_a_tenant_over_its_limit_is_asked_to_come_again(teams: FakeTeams, key: KeyPair) -> None:
    async with limited(teams, key, tenant_per_minute=2) as room:
        assert (await room.send(message(teams))).status == 200
        assert (await room.send(message(teams) | {"from": COLLEAGUE})).status == 200
        response = await room.send(message(teams))
        assert (response.status, response.headers["Retry-After"]) == (429, "30")
        assert await response.json() == {"error": "too many requests"}
        room.clock.advance(seconds=30)
        assert (await room.send(message(teams))).status == 200


async def test_an_address_that_keeps_coming_without_proof_is_not_even_looked_at(
    teams: FakeTeams, key: KeyPair
) -> None:
    async with limited(teams, key, peer_per_minute=3) as room:
        tries = [(await room.send(message(teams), token="nonsense")).status for _ in range(5)]
        assert tries == [401, 401, 401, 429, 429]
        room.clock.advance(seconds=20)
        assert (await room.send(message(teams), token="nonsense")).status == 401


async def test_whose_proof_has_held_before_comes_in_from_such_an_address_too(
    teams: FakeTeams, key: KeyPair
) -> None:
    async with limited(teams, key, peer_per_minute=1) as room:
        assert (await room.send(message(teams))).status == 200
        assert [(await room.send(message(teams), token="nonsense")).status for _ in range(2)] == [401, 429]
        assert (await room.send(message(teams))).status == 200


async def test_the_proxy_tells_addresses_apart(teams: FakeTeams, key: KeyPair) -> None:
    async with limited(teams, key, peer_per_minute=1) as room:
        for address, wanted in (("192.0.2.1", [401, 429]), ("192.0.2.2", [401, 429])):
            headers = {"X-Forwarded-For": f"198.51.100.{wanted[0] % 250}, {address}"}
            found = [(await room.client.post("/api/messages", headers=headers)).status for _ in range(2)]
            assert found == wanted


async def test_keys_that_cannot_be_fetched_are_no_fault_of_who_comes(teams: FakeTeams, key: KeyPair) -> None:
    teams.published = []
    async with limited(teams, key, peer_per_minute=1) as room:
        assert await statuses(room, message(teams), 3) == [503, 503, 503]


async def test_the_loopback_channel_is_limited_by_person_too(teams: FakeTeams) -> None:
    limits = replace(WIDE, person_per_minute=1, peer_per_minute=1)
    async with Room(loopback(), teams, limits=limits) as room:
        assert await statuses(room, message(teams), 2) == [200, 429]


async def test_pages_and_links_are_limited_by_address_and_say_so(teams: FakeTeams) -> None:
    catalogues, clock = load_catalogues(), Clock()
    application = web.Application()
    application.add_routes(page_routes(public_pages(catalogues.speaking("da"), "os")))
    turnstile = Turnstile(replace(WIDE, peer_per_minute=2), clock, str)
    guard(application, catalogues, turnstile, is_https=True)
    async with TestClient(TestServer(application)) as client:
        assert [(await client.get(path)).status for path in ("/", "/file/made-up")] == [200, 404]
        response = await client.get("/terms")
        assert (response.status, response.headers["Retry-After"]) == (429, "30")
        assert "<h1>Wait a moment</h1>" not in await response.text()
        assert "<h1>Vent et øjeblik</h1>" in await response.text()
        elsewhere = {"X-Forwarded-For": "192.0.2.1"}
        assert (await client.get("/terms", headers=elsewhere)).status == 200
        clock.advance(seconds=30)
        assert (await client.get("/terms")).status == 200
