"""Two organisations, each with its own bot, share one service; neither bot can pass for the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from dialogs.turn import Reply
from tests.integration.bot.bot_room import (
    BOT,
    PERSON,
    TENANT,
    Room,
    authenticated,
    click,
    message,
    registration,
)
from tests.integration.bot.fake_teams import APP_ID, FakeTeams, KeyPair, status
from workflows.chat import Address, Message, NotSent, Refusal, Sent

OTHER_APP = "11111111-aaaa-4bbb-8ccc-000000000002"
OTHER_BOT = f"28:{OTHER_APP}"
OTHER_TENANT = "22222222-aaaa-4bbb-8ccc-000000000002"
STRANGER_APP = "11111111-aaaa-4bbb-8ccc-00000000000f"
HELLO = Message("Sag 2026-0007: ny frist")

OTHERS_TENANT: dict[str, Any] = {
    "conversation": {"id": "a:other", "conversationType": "personal", "tenantId": OTHER_TENANT},
    "channelData": {"tenant": {"id": OTHER_TENANT}},
}
OTHERS_BOT: dict[str, Any] = {"recipient": {"id": OTHER_BOT}}


@pytest.fixture
async def room(teams: FakeTeams, key: KeyPair) -> AsyncIterator[Room]:
    """A service for the bots of the region and of a municipality; tokens tell who fetched them."""

    async def token(_: web.Request) -> web.StreamResponse:
        fetch = teams.token_fetches[-1]
        value = f"{fetch['client_id']}/{fetch['client_secret']}/{len(teams.token_fetches)}"
        return web.json_response({"access_token": value, "expires_in": 3_600})

    teams.token_answer = token
    both = registration(), registration(OTHER_APP, OTHER_TENANT, "hush too")
    async with Room(authenticated(teams, *both), teams, key) as room:
        yield room


def address(teams: FakeTeams, tenant: str, bot_id: str | None, chat: str | None = "a:chat") -> Address:
    return Address(teams.service_url, tenant, PERSON, chat, bot_id)


async def test_each_bot_is_let_in_for_its_own_tenant(room: Room, teams: FakeTeams, key: KeyPair) -> None:
    assert (await room.send(message(teams), teams.token(key))).status == 200
    others = message(teams, **OTHERS_TENANT | OTHERS_BOT)
    assert (await room.send(others, teams.token(key, aud=OTHER_APP))).status == 200
    assert [(turn.sender.tenant_id, turn.chat.bot_id) for turn in room.answerer.turns] == [
        (TENANT, BOT),
        (OTHER_TENANT, OTHER_BOT),
    ]


@pytest.mark.parametrize(
    ("app_id", "changed"),
    [
        (APP_ID, OTHERS_TENANT),
        (APP_ID, OTHERS_BOT),
        (APP_ID, OTHERS_TENANT | OTHERS_BOT),
        (APP_ID, {"recipient": {"id": APP_ID}}),
        (APP_ID, {"recipient": {"id": "29:somebody"}}),
        (APP_ID, {"from": {"id": "29:guest", "aadObjectId": PERSON, "tenantId": OTHER_TENANT}}),
        (APP_ID, {"channelData": {"tenant": {"id": OTHER_TENANT}}}),
        (OTHER_APP, {}),
        (OTHER_APP, OTHERS_BOT),
        (OTHER_APP, OTHERS_TENANT),
    ],
)
async def test_one_bots_token_opens_neither_the_others_tenant_nor_its_chats(
    room: Room, teams: FakeTeams, key: KeyPair, app_id: str, changed: dict[str, Any]
) -> None:
    token = teams.token(key, aud=app_id)
    for activity in (message(teams, **changed), click(teams, **changed)):
        assert (await room.send(activity, token)).status == 403
    assert room.answerer.turns == []


async def test_a_token_that_was_good_for_its_own_bot_is_no_better_for_the_other(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    token = teams.token(key)
    assert (await room.send(message(teams), token)).status == 200
    assert (await room.send(message(teams, **OTHERS_TENANT | OTHERS_BOT), token)).status == 403


@pytest.mark.parametrize("audience", [STRANGER_APP, [APP_ID, OTHER_APP], [], f"{APP_ID} {OTHER_APP}"])
async def test_a_token_for_no_bot_of_ours_or_for_two_is_not_authenticated(
    room: Room, teams: FakeTeams, key: KeyPair, audience: str | list[str]
) -> None:
    assert (await room.send(message(teams), teams.token(key, aud=audience))).status == 401
    assert room.answerer.turns == []


async def test_a_token_that_names_one_of_our_bots_among_others_is_for_that_one(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    token = teams.token(key, aud=[STRANGER_APP, APP_ID])
    assert (await room.send(message(teams), token)).status == 200
    assert (await room.send(message(teams, **OTHERS_TENANT | OTHERS_BOT), token)).status == 403


async def test_each_bot_answers_with_its_own_token(room: Room, teams: FakeTeams, key: KeyPair) -> None:
    room.answerer.reply = Reply(messages=(Message("Hej"),))
    await room.send(message(teams), teams.token(key))
    await room.send(message(teams, **OTHERS_TENANT | OTHERS_BOT), teams.token(key, aud=OTHER_APP))
    assert [(call.authorization, call.body["from"]["id"]) for call in teams.calls] == [
        (f"Bearer {APP_ID}/hush/1", BOT),
        (f"Bearer {OTHER_APP}/hush too/2", OTHER_BOT),
    ]


async def test_each_token_is_fetched_once_and_kept_apart(room: Room, teams: FakeTeams) -> None:
    post = room.connection.messenger.post
    ours, others = address(teams, TENANT, BOT), address(teams, OTHER_TENANT, OTHER_BOT)
    outcomes = await asyncio.gather(*(post(each, HELLO) for each in (ours, others) * 10))
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert {(call.body["from"]["id"], str(call.authorization).split("/")[0]) for call in teams.calls} == {
        (BOT, f"Bearer {APP_ID}"),
        (OTHER_BOT, f"Bearer {OTHER_APP}"),
    }
    assert len(teams.token_fetches) == 2


async def test_a_refused_token_of_one_bot_leaves_the_others_alone(room: Room, teams: FakeTeams) -> None:
    ours, others = address(teams, TENANT, BOT), address(teams, OTHER_TENANT, OTHER_BOT)
    messenger = room.connection.messenger
    await messenger.post(ours, HELLO)
    await messenger.post(others, HELLO)
    teams.answers = [status(401)]
    await messenger.update(ours, "old", HELLO)
    await messenger.delete(others, "old")
    assert [str(call.authorization).split("/")[-1] for call in teams.calls] == ["1", "2", "1", "3", "2"]


@pytest.mark.parametrize(("tenant", "bot_id"), [(TENANT, BOT), (OTHER_TENANT, OTHER_BOT)])
async def test_who_is_written_to_for_the_first_time_hears_from_the_bot_of_their_tenant(
    room: Room, teams: FakeTeams, tenant: str, bot_id: str
) -> None:
    outcome = await room.connection.messenger.post(address(teams, tenant.upper(), None, chat=None), HELLO)
    assert outcome == Sent("message-2", "message-1")
    opening, posting = teams.calls
    assert (opening.body["bot"]["id"], posting.body["from"]["id"]) == (bot_id, bot_id)
    assert opening.authorization == posting.authorization


@pytest.mark.parametrize(
    ("tenant", "bot_id"),
    [
        (TENANT, f"28:{STRANGER_APP}"),
        (TENANT, APP_ID),
        (TENANT, ""),
        (TENANT, OTHER_BOT),
        (OTHER_TENANT, BOT),
        ("22222222-aaaa-4bbb-8ccc-00000000000f", None),
    ],
)
async def test_to_an_address_no_bot_of_ours_serves_nothing_leaves(
    room: Room, teams: FakeTeams, tenant: str, bot_id: str | None
) -> None:
    nowhere = address(teams, tenant, bot_id)
    messenger = room.connection.messenger
    with capture_logs() as logs:
        for outcome in (
            await messenger.post(nowhere, HELLO),
            await messenger.post(replace(nowhere, conversation_id=None), HELLO),
            await messenger.update(nowhere, "old", HELLO),
            await messenger.delete(nowhere, "old"),
        ):
            assert outcome == NotSent(Refusal.REJECTED)
    assert (teams.calls, teams.token_fetches) == ([], [])
    assert {entry["event"] for entry in logs} == {"no bot of ours serves the address, nothing sent"}
    assert PERSON not in str(logs)


async def test_the_log_tells_which_bot_cannot_log_in(room: Room, teams: FakeTeams) -> None:
    teams.token_answer = status(401)
    with capture_logs() as logs:
        outcome = await room.connection.messenger.post(address(teams, OTHER_TENANT, OTHER_BOT), HELLO)
    assert outcome == NotSent(Refusal.BUSY)
    assert [(entry["event"], entry["app_id"]) for entry in logs] == [
        ("outbound token not fetched", OTHER_APP)
    ]
