"""Whatever is posted gets a right status code, never a 500, and no turn it did not earn."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from tests.integration.bot.bot_room import Room, click, loopback, message
from tests.integration.bot.fake_teams import FakeTeams, KeyPair

JSON = "application/json"


async def post(room: Room, body: Any, content_type: str = JSON, **headers: str) -> int:
    assert room.key is not None
    known = {"Authorization": f"Bearer {room.teams.token(room.key)}", "Content-Type": content_type}
    response = await room.client.post("/api/messages", data=body, headers=known | headers)
    return response.status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b"NaN",
        b"{'type': 'message'}",
        b'{"type": "message"} trailing',
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b'{"text": "\\ud800"}',
        b'{"text": "\\u0000"}',
        b"[" * 100_000,
        b'{"a":' * 40_000,
        b"[" * 33 + b"]" * 33,
        b'{"value": ' + b"[" * 500 + b"]" * 500 + b"}",
    ],
    ids=lambda body: repr(body[:12]),
)
async def test_what_is_not_an_activity_is_malformed(room: Room, body: bytes) -> None:
    assert await post(room, body) == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/json",
        "application/xml",
        "multipart/form-data",
        "application/json; charset=latin-1",
        "x",
    ],
)
async def test_another_content_type_is_refused(room: Room, teams: FakeTeams, content_type: str) -> None:
    assert await post(room, json.dumps(message(teams)), content_type) == 415


async def test_utf_8_may_be_said(room: Room, teams: FakeTeams) -> None:
    assert await post(room, json.dumps(message(teams)), "application/json; charset=UTF-8") == 200


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
async def test_a_compressed_body_is_never_unpacked(room: Room, encoding: str) -> None:
    assert await post(room, b"not really packed", **{"Content-Encoding": encoding}) in (400, 415)


async def test_a_body_that_says_it_is_too_large_is_refused(room: Room) -> None:
    assert await post(room, b" " * (256 * 1024 + 1)) == 413


async def test_a_body_that_turns_out_too_large_is_refused(room: Room) -> None:
    async def endless() -> Any:
        for _ in range(80):
            yield b" " * 4_096

    assert await post(room, endless()) == 413


async def test_a_large_body_within_the_limit_is_read(room: Room, teams: FakeTeams) -> None:
    body = json.dumps(message(teams, "æ" * 40_000), ensure_ascii=False).encode()
    assert await post(room, body) == 200
    assert len(room.answerer.turns) == 1


@pytest.mark.parametrize(
    "field", ["type", "id", "channelId", "serviceUrl", "from", "recipient", "conversation"]
)
@pytest.mark.parametrize("wrong", ["missing", None, 7, True, [], {}, ["x"], {"id": 7}])
async def test_a_field_every_activity_has_must_be_there_and_right(
    room: Room, teams: FakeTeams, field: str, wrong: Any
) -> None:
    activity = message(teams)
    activity.pop(field)
    response = await room.send(activity if wrong == "missing" else activity | {field: wrong})
    assert response.status == 400
    assert room.answerer.turns == []


@pytest.mark.parametrize(
    "field", ["text", "locale", "name", "replyToId", "entities", "attachments", "membersAdded"]
)
@pytest.mark.parametrize("wrong", [7, True, {"a": 1}, [7], [[]]])
async def test_a_field_of_the_wrong_type_is_malformed(
    room: Room, teams: FakeTeams, field: str, wrong: Any
) -> None:
    assert (await room.send(message(teams) | {field: wrong})).status == 400


@pytest.mark.parametrize("field", ["id", "replyToId", "locale"])
async def test_an_id_or_name_of_absurd_length_is_malformed(room: Room, teams: FakeTeams, field: str) -> None:
    assert (await room.send(message(teams) | {field: "x" * 2_000})).status == 400


@pytest.mark.parametrize(
    "kind",
    ["typing", "event", "messageReaction", "endOfConversation", "handoff", "trace", "messageDelete", "ny"],
)
async def test_silence_meets_what_asks_for_no_answer(room: Room, teams: FakeTeams, kind: str) -> None:
    assert (await room.send(message(teams, type=kind, reactionsAdded=[{"type": "like"}]))).status == 200
    assert room.answerer.turns == []
    assert teams.calls == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "accept",
        [],
        {},
        {"action": None},
        {"action": "accept"},
        {"action": {"type": "Action.Execute"}},
        {"action": {"type": "Action.Execute", "verb": ""}},
        {"action": {"type": "Action.Execute", "verb": 7}},
        {"action": {"type": "Action.Submit", "verb": "accept"}},
        {"action": {"type": "Action.Execute", "verb": "accept", "data": "text"}},
        {"action": {"type": "Action.Execute", "verb": "accept", "data": [1]}},
    ],
)
async def test_a_malformed_click_gets_the_error_teams_knows(room: Room, teams: FakeTeams, value: Any) -> None:
    response = await room.send(click(teams) | {"value": value})
    body = await response.json()
    assert (response.status, body["statusCode"], body["type"]) == (
        200,
        400,
        "application/vnd.microsoft.error",
    )
    assert body["value"]["code"] == "BadRequest"
    assert room.answerer.turns == []


@pytest.mark.parametrize(
    "name", [None, "", "task/fetch", "composeExtension/query", "signin/verifyState", "ny"]
)
async def test_an_invoke_the_bot_does_not_have_is_not_implemented(
    room: Room, teams: FakeTeams, name: str | None
) -> None:
    assert (await room.send(click(teams) | {"name": name})).status == 501
    assert room.answerer.turns == []


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "type", "id", "channelId", "serviceUrl", "from", "recipient", "conversation", "text", "textFormat",
    "locale", "name", "action", "replyToId", "value", "channelData", "entities", "attachments",
    "membersAdded", "membersRemoved", "deliveryMode", "timestamp", "label", "callerId",
]  # fmt: skip
KINDS = [
    "message", "messageUpdate", "messageDelete", "conversationUpdate", "installationUpdate", "invoke",
    "event", "messageReaction", "endOfConversation", "typing",
]  # fmt: skip
INSIDE = st.sampled_from(
    ["id", "aadObjectId", "tenantId", "role", "tenant", "eventType", "action", "verb", "data"]
)


@contextmanager
def running_bot(key: KeyPair) -> Iterator[tuple[asyncio.Runner, Room]]:
    """A bot on the loopback channel, for tests that are not coroutines themselves."""
    with asyncio.Runner() as runner:
        room, teams = runner.run(_open(key))
        yield runner, room
        runner.run(room.__aexit__())
        runner.run(teams.stop())


async def _open(key: KeyPair) -> tuple[Room, FakeTeams]:
    teams = FakeTeams(key)
    await teams.start()
    return await Room(loopback(), teams).__aenter__(), teams


def test_no_json_whatsoever_makes_the_bot_fail(key: KeyPair) -> None:
    with running_bot(key) as (runner, room):

        @settings(max_examples=250, deadline=None, database=None, derandomize=True)
        @given(
            kind=st.sampled_from(KINDS),
            changes=st.dictionaries(
                st.sampled_from(FIELDS), ANYTHING | st.dictionaries(INSIDE, ANYTHING), max_size=3
            ),
        )
        def post_it(kind: str, changes: dict[str, Any]) -> None:
            activity = click(room.teams) | {"type": kind} | changes
            assert runner.run(room.send(activity)).status in (200, 400, 403, 501)

        post_it()


def test_no_bytes_whatsoever_make_the_bot_fail(key: KeyPair) -> None:
    with running_bot(key) as (runner, room):

        @settings(max_examples=100, deadline=None, database=None, derandomize=True)
        @given(body=st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()))
        def post_it(body: bytes) -> None:
            response = runner.run(
                room.client.post("/api/messages", data=body, headers={"Content-Type": JSON})
            )
            assert response.status == 400

        post_it()


async def test_a_click_whose_person_the_channel_does_not_tell_is_refused_in_words_and_is_no_fault_of_ours(
    room: Room, teams: FakeTeams
) -> None:
    with capture_logs() as logs:
        response = await room.send(click(teams) | {"from": {"id": "29:somebody"}})
    assert (await response.json())["value"] == "da-DK: fejl E1"
    assert room.answerer.turns == []
    assert [(line["event"], line["log_level"]) for line in logs if "error_id" in line] == [
        ("click without a person", "warning")
    ]
