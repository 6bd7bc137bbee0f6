"""The channel without authentication takes this machine only, at both ends."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.admission import LoopbackGate
from bot.refusals import NotAuthenticated
from tests.integration.bot.bot_room import Room, loopback, message
from tests.integration.bot.fake_teams import FakeTeams
from workflows.chat import Address, Message, Sent


async def test_this_machine_is_let_in_without_a_token(loopback_room: Room, teams: FakeTeams) -> None:
    assert (await loopback_room.send(message(teams))).status == 200
    assert len(loopback_room.answerer.turns) == 1


async def test_the_answer_goes_to_this_machine_without_a_token(loopback_room: Room, teams: FakeTeams) -> None:
    await loopback_room.send(message(teams))
    chat = loopback_room.answerer.turns[0].chat
    sender = loopback_room.answerer.turns[0].sender
    address = Address(chat.service_url, sender.tenant_id, sender.user_id, chat.conversation_id)
    outcome = await loopback_room.connection.messenger.post(address, Message("Hej"))
    assert isinstance(outcome, Sent)
    assert teams.calls[0].authorization is None
    assert teams.token_fetches == []


@pytest.mark.parametrize(
    "service_url",
    [
        "https://smba.trafficmanager.net/emea/",
        "http://192.0.2.7/",
        "http://localhost.evil.example/",
        "nothing",
    ],
)
async def test_a_service_url_on_another_machine_is_not_allowed(
    loopback_room: Room, teams: FakeTeams, service_url: str
) -> None:
    assert (await loopback_room.send(message(teams, serviceUrl=service_url))).status == 403


async def test_the_tenant_is_checked_here_too(loopback_room: Room, teams: FakeTeams) -> None:
    other = {"id": "a", "tenantId": "another"}
    assert (await loopback_room.send(message(teams, conversation=other))).status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:3978", "192.0.2.7", "a:b:c", "[::"])
async def test_a_page_that_calls_under_its_own_name_is_not_let_in(
    loopback_room: Room, teams: FakeTeams, host: str
) -> None:
    response = await loopback_room.client.post("/api/messages", json=message(teams), headers={"Host": host})
    assert response.status in (400, 401)
    assert loopback_room.answerer.turns == []


@pytest.mark.parametrize("peer", [("192.0.2.7", 5), ("10.0.0.1", 5), ("2001:db8::1", 5, 0, 0), ("", 0), None])
async def test_another_machine_is_not_let_in(peer: Any) -> None:
    transport = SimpleNamespace(
        get_extra_info=lambda name, default=None: peer if name == "peername" else default
    )
    headers = {"Host": "localhost", "X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    request = make_mocked_request("POST", "/api/messages", headers=headers, transport=transport)
    with pytest.raises(NotAuthenticated):
        await LoopbackGate(loopback()).enter(request)
