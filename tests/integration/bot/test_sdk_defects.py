"""The eleven known defects of botbuilder 4.17.1, one test each: none of them is ours.

The other files of this folder hold the details; here is the list, so that a change of SDK can be judged by
it.
"""

from __future__ import annotations

import ast
import asyncio
from pathlib import Path

import pytest

import bot
from bot.application import Connection
from bot.configuration import AuthenticatedChannel, ChannelMisconfigured, Registration
from dialogs.turn import Reply
from tests.integration.bot.bot_room import (
    BOT,
    PERSON,
    TENANT,
    Clock,
    Room,
    authenticated,
    click,
    message,
    registration,
)
from tests.integration.bot.fake_teams import NOW, FakeTeams, KeyPair, reset, status
from workflows.chat import Address, Message, NotSent, Refusal, Uncertain

CARD = {"type": "AdaptiveCard", "version": "1.5"}
EMULATOR_ISSUERS = [
    "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
    "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0",
    "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/",
    "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0",
]


def chat(teams: FakeTeams) -> Address:
    return Address(teams.service_url, TENANT, PERSON, "a:personal", BOT)


async def test_1_an_empty_app_id_does_not_turn_authentication_off(teams: FakeTeams) -> None:
    with pytest.raises(ChannelMisconfigured, match="app_id"):
        authenticated(teams, registration(app_id=""))
    with pytest.raises(ChannelMisconfigured, match="registrations"):
        AuthenticatedChannel(())
    fields = AuthenticatedChannel.__dataclass_fields__ | Registration.__dataclass_fields__
    assert "app_type" not in fields


async def test_2_emulator_issuers_absent_claims_and_other_tenants_do_not_pass(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    for issuer in EMULATOR_ISSUERS:
        assert (await room.send(message(teams), teams.token(key, iss=issuer))).status == 401
    assert (await room.send(message(teams), teams.token(key, without="serviceurl"))).status == 403
    assert (await room.send(message(teams, channelId="emulator"))).status == 403
    assert (await room.send(message(teams, channelId=None))).status == 400
    other_tenant = {"id": "a", "tenantId": "22222222-aaaa-4bbb-8ccc-00000000000f"}
    assert (await room.send(message(teams, conversation=other_tenant, channelData={}))).status == 403
    assert room.answerer.turns == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_3_there_is_no_way_in_but_a_post_and_no_skill_route(
    room: Room, teams: FakeTeams, key: KeyPair, method: str
) -> None:
    headers = {"Authorization": f"Bearer {teams.token(key)}", "Connection": "Upgrade", "Upgrade": "websocket"}
    assert (await room.client.request(method, "/api/messages", headers=headers)).status == 405
    for path in (
        "/api/skills",
        "/api/skills/v3/conversations/a/activities",
        "/v3/conversations/a/activities",
    ):
        assert (await room.client.post(path, json=message(teams), headers=headers)).status == 404


async def test_4_an_unknown_key_is_fetched_at_once_without_holding_the_loop_and_is_never_a_500(
    room: Room, teams: FakeTeams, other_key: KeyPair
) -> None:
    await room.send(message(teams))
    assert (await room.send(message(teams), teams.token(other_key))).status == 401
    room.clock.advance(minutes=1)
    teams.published.append(other_key.published())
    teams.keys_answer = teams.hold
    waiting = asyncio.create_task(room.send(message(teams), teams.token(other_key)))
    assert (await room.send(message(teams))).status == 200
    teams.released.set()
    assert (await waiting).status == 401
    teams.keys_answer = None
    room.clock.advance(minutes=1)
    assert (await room.send(message(teams), teams.token(other_key))).status == 200


async def test_5_a_garbage_or_expired_token_is_not_authenticated_rather_than_a_500(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    for token in ("garbage", "a.b.c", teams.token(key, exp=NOW - 3_600), teams.token(key)[:-40]):
        assert (await room.send(message(teams), token)).status == 401


async def test_6_ten_sends_fetch_one_token_and_turns_go_on_while_the_token_service_is_slow(
    room: Room, teams: FakeTeams
) -> None:
    teams.token_answer = teams.hold
    sends = [
        asyncio.create_task(room.connection.messenger.post(chat(teams), Message("Hej"))) for _ in range(10)
    ]
    room.answerer.reply = Reply(card=CARD)
    for _ in range(20):
        assert (await room.send(click(teams))).status == 200
    assert not any(send.done() for send in sends)
    teams.token_answer = status(500)
    teams.released.set()
    assert set(await asyncio.gather(*sends)) == {NotSent(Refusal.BUSY)}
    assert len(teams.token_fetches) == 1


async def test_7_the_body_of_a_card_action_is_written_once(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(card=CARD)
    response = await room.send(click(teams))
    assert response.status == 200
    body = await response.json()
    assert isinstance(body, dict)
    assert body["value"] == CARD


async def test_8_a_failed_proactive_send_is_told_to_the_caller(teams: FakeTeams) -> None:
    teams.answers = [status(403), status(500)]
    async with Connection(authenticated(teams), Clock()) as connection:
        assert await connection.messenger.post(chat(teams), Message("Hej")) == NotSent(Refusal.UNREACHABLE)
        assert await connection.messenger.post(chat(teams), Message("Hej")) == Uncertain("answered 500")


async def test_9_a_send_is_never_posted_again_after_a_server_error_or_a_reset(teams: FakeTeams) -> None:
    async with Connection(authenticated(teams), Clock()) as connection:
        for number, answer in enumerate((status(500), status(502), status(503), status(504), reset), start=1):
            teams.answers = [answer]
            assert isinstance(await connection.messenger.post(chat(teams), Message("Hej")), Uncertain)
            assert len(teams.posted()) == number


def test_10_the_sdks_state_and_its_pickles_are_not_used() -> None:
    forbidden = {
        "BotState",
        "ConversationState",
        "UserState",
        "MemoryStorage",
        "MemoryTranscriptStore",
        "jsonpickle",
    }
    sources = sorted(Path(bot.__path__[0]).glob("*.py"))
    named = {
        name.rpartition(".")[2]
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
    }
    assert "TurnContext" in named
    assert named & forbidden == set()


async def test_11_the_token_is_checked_before_the_body_and_deep_or_large_bodies_are_refused(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    deep = b"[" * 100_000
    unauthenticated = await room.client.post(
        "/api/messages", data=deep, headers={"Content-Type": "text/plain"}
    )
    assert unauthenticated.status == 401
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {teams.token(key)}"}
    assert (await room.client.post("/api/messages", data=deep, headers=headers)).status == 400
    large = b" " * (256 * 1024 + 1)
    assert (await room.client.post("/api/messages", data=large, headers=headers)).status == 413
