"""What the messenger knows after each way a send can end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from bot.application import Connection
from tests.integration.bot.bot_room import BOT, PERSON, TENANT, Clock, authenticated
from tests.integration.bot.fake_teams import NOW, Answer, FakeTeams, reset, status, text
from workflows.chat import Address, Message, NotSent, Refusal, Sent, Uncertain

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
HELLO = Message("Sag 2026-0007: ny frist", CARD)


@pytest.fixture
async def connection(teams: FakeTeams) -> AsyncIterator[Connection]:
    async with Connection(authenticated(teams), Clock(), total_timeout=timedelta(seconds=1)) as connection:
        yield connection


@pytest.fixture
def chat(teams: FakeTeams) -> Address:
    return Address(teams.service_url, TENANT, PERSON, "a:personal", BOT)


async def test_a_message_is_posted_in_its_chat(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    assert await connection.messenger.post(chat, HELLO) == Sent("message-1", "a:personal")
    call = teams.calls[0]
    assert (call.method, call.path) == ("POST", "/teams/v3/conversations/a%3Apersonal/activities")
    assert call.authorization == "Bearer token-1"
    assert call.body["summary"] == "Sag 2026-0007: ny frist"
    assert "text" not in call.body


async def test_without_a_chat_the_personal_chat_is_opened_first(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    outcome = await connection.messenger.post(replace(chat, conversation_id=None, bot_id=None), HELLO)
    assert outcome == Sent("message-2", "message-1")
    opening, posting = teams.calls
    assert opening.path == "/teams/v3/conversations"
    assert opening.body == {
        "isGroup": False,
        "bot": {"id": BOT},
        "members": [{"id": PERSON}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }
    assert posting.path == "/teams/v3/conversations/message-1/activities"


async def test_a_message_is_replaced_and_deleted_in_place(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    assert await connection.messenger.update(chat, "1:old", HELLO) == Sent("1:old", "a:personal")
    assert await connection.messenger.delete(chat, "1:old") == Sent("1:old", "a:personal")
    path = "/teams/v3/conversations/a%3Apersonal/activities/1%3Aold"
    assert [(call.method, call.path) for call in teams.calls] == [("PUT", path), ("DELETE", path)]
    assert teams.calls[0].body["id"] == "1:old"


IN_TWENTY_SECONDS = format_datetime(datetime.fromtimestamp(NOW + 20, UTC), usegmt=True)

CERTAIN = [
    (status(429), NotSent(Refusal.BUSY)),
    (status(429, **{"Retry-After": "7"}), NotSent(Refusal.BUSY, timedelta(seconds=7))),
    (status(429, **{"Retry-After": IN_TWENTY_SECONDS}), NotSent(Refusal.BUSY, timedelta(seconds=20))),
    (status(403), NotSent(Refusal.UNREACHABLE)),
    (status(404), NotSent(Refusal.UNREACHABLE)),
    (status(400), NotSent(Refusal.REJECTED)),
    (status(413), NotSent(Refusal.REJECTED)),
    (status(302, Location="/teams/elsewhere"), NotSent(Refusal.REJECTED)),
]


@pytest.mark.parametrize(("answer", "outcome"), CERTAIN)
async def test_what_was_refused_was_certainly_not_sent(
    connection: Connection, teams: FakeTeams, chat: Address, answer: Answer, outcome: NotSent
) -> None:
    teams.answers = [answer, answer]
    assert await connection.messenger.post(chat, HELLO) == outcome
    assert await connection.messenger.update(chat, "old", HELLO) == outcome
    assert len(teams.calls) == 2


@pytest.mark.parametrize("answer", [status(500), status(502), status(503, **{"Retry-After": "1"}), reset])
async def test_a_server_error_or_reset_is_uncertain_and_the_message_is_sent_once(
    connection: Connection, teams: FakeTeams, chat: Address, answer: Answer
) -> None:
    teams.answers = [answer]
    assert isinstance(await connection.messenger.post(chat, HELLO), Uncertain)
    assert len(teams.calls) == 1


async def test_no_answer_in_time_is_uncertain(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    teams.answers = [teams.hold]
    assert isinstance(await connection.messenger.post(chat, HELLO), Uncertain)
    assert len(teams.calls) == 1


@pytest.mark.parametrize("body", ["", "{}", "[]", "<html>Velkommen</html>", '{"id": ""}', '{"id": 7}'])
async def test_a_new_message_without_an_id_is_uncertain(
    connection: Connection, teams: FakeTeams, chat: Address, body: str
) -> None:
    teams.answers = [text(body)]
    assert isinstance(await connection.messenger.post(chat, HELLO), Uncertain)


async def test_an_update_needs_no_answer_but_success(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    teams.answers = [text("", 202)]
    assert await connection.messenger.update(chat, "old", HELLO) == Sent("old", "a:personal")


async def test_where_nobody_listens_nothing_was_sent(
    connection: Connection, chat: Address, unused_tcp_port: int
) -> None:
    nowhere = replace(chat, service_url=f"http://127.0.0.1:{unused_tcp_port}/")
    assert await connection.messenger.post(nowhere, HELLO) == NotSent(Refusal.BUSY)


@pytest.mark.parametrize("answer", [status(500), reset, text("{}"), status(429)])
async def test_a_chat_that_did_not_open_means_nothing_was_sent(
    connection: Connection, teams: FakeTeams, chat: Address, answer: Answer
) -> None:
    teams.answers = [answer]
    outcome = await connection.messenger.post(replace(chat, conversation_id=None), HELLO)
    assert outcome == NotSent(Refusal.BUSY)
    assert teams.posted() == []


async def test_a_person_who_cannot_be_written_to_is_unreachable(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    teams.answers = [status(403)]
    outcome = await connection.messenger.post(replace(chat, conversation_id=None), HELLO)
    assert outcome == NotSent(Refusal.UNREACHABLE)


async def test_a_refused_token_is_renewed_once_and_the_message_sent(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    teams.answers = [status(401)]
    assert await connection.messenger.post(chat, HELLO) == Sent("message-2", "a:personal")
    assert [call.authorization for call in teams.calls] == ["Bearer token-1", "Bearer token-2"]


async def test_a_token_refused_twice_is_a_rejection(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    teams.answers = [status(401), status(401)]
    assert await connection.messenger.post(chat, HELLO) == NotSent(Refusal.REJECTED)
    assert len(teams.calls) == 2


@pytest.mark.parametrize(
    "answer",
    [
        status(500),
        status(401),
        text("no json"),
        text('{"access_token": ""}'),
        text("[]"),
        text('{"access_token": "t", "expires_in": [3600]}'),
    ],
)
async def test_without_a_token_nothing_is_sent(
    connection: Connection, teams: FakeTeams, chat: Address, answer: Any
) -> None:
    teams.token_answer = answer
    assert await connection.messenger.post(chat, HELLO) == NotSent(Refusal.BUSY)
    assert teams.calls == []


async def test_a_token_that_takes_too_long_means_nothing_was_sent(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    teams.token_answer = teams.hold
    assert await connection.messenger.post(chat, HELLO) == NotSent(Refusal.BUSY)
    assert teams.calls == []


@pytest.mark.parametrize(
    "service_url", ["https://evil.example/", "http://192.0.2.7/", "", "http://localhost/"]
)
async def test_to_a_host_off_the_allow_list_not_even_the_token_goes(
    connection: Connection, teams: FakeTeams, chat: Address, service_url: str
) -> None:
    elsewhere = replace(chat, service_url=service_url)
    for outcome in (
        await connection.messenger.post(elsewhere, HELLO),
        await connection.messenger.update(elsewhere, "old", HELLO),
        await connection.messenger.delete(elsewhere, "old"),
    ):
        assert outcome == NotSent(Refusal.REJECTED)
    assert teams.token_fetches == []


@pytest.mark.parametrize(("conversation_id", "activity_id"), [(None, "old"), ("", "old"), ("a:personal", "")])
async def test_an_update_of_no_known_message_is_not_sent(
    connection: Connection, teams: FakeTeams, chat: Address, conversation_id: str | None, activity_id: str
) -> None:
    address = replace(chat, conversation_id=conversation_id)
    assert await connection.messenger.update(address, activity_id, HELLO) == NotSent(Refusal.REJECTED)
    assert teams.calls == []


async def test_ids_cannot_reach_another_path(connection: Connection, teams: FakeTeams, chat: Address) -> None:
    await connection.messenger.post(replace(chat, conversation_id="../../x?y#z"), HELLO)
    assert teams.calls[0].path == "/teams/v3/conversations/..%2F..%2Fx%3Fy%23z/activities"


async def test_sends_share_one_token_and_run_side_by_side(
    connection: Connection, teams: FakeTeams, chat: Address
) -> None:
    outcomes = await asyncio.gather(*(connection.messenger.post(chat, HELLO) for _ in range(20)))
    assert len({outcome.activity_id for outcome in outcomes if isinstance(outcome, Sent)}) == 20
    assert len(teams.token_fetches) == 1
