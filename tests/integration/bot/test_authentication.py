"""Who may speak to the bot: real signed tokens over HTTP, checked against keys published on loopback."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.integration.bot.bot_room import BOT, TENANT, Room, authenticated, click, message
from tests.integration.bot.fake_teams import APP_ID, ISSUER, NOW, FakeTeams, KeyPair

OTHER_TENANT = "22222222-aaaa-4bbb-8ccc-00000000000f"


def unsigned(header: dict[str, Any], claims: dict[str, Any], signature: str = "") -> str:
    parts = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims)
    )
    return ".".join([*parts, signature])


def claims(teams: FakeTeams) -> dict[str, Any]:
    return {"iss": ISSUER, "aud": APP_ID, "serviceurl": teams.service_url, "exp": NOW + 3_600}


async def test_what_teams_signed_is_let_in(room: Room, teams: FakeTeams) -> None:
    response = await room.send(message(teams))
    assert response.status == 200
    assert [turn.sender.tenant_id for turn in room.answerer.turns] == [TENANT]


async def test_a_token_is_verified_once_and_its_keys_fetched_once(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    token = teams.token(key)
    for _ in range(5):
        assert (await room.send(message(teams), token)).status == 200
    assert teams.key_fetches == 1


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic dXNlcjpwYXNz",
        "Bearer garbage",
        "Bearer a.b.c",
        "Bearer ...",
        "Bearer e30.e30.",
        "Bearer bnVsbA.bnVsbA.AA",
        "Bearer \u00e6\u00f8\u00e5",
        "Bearer " + "a" * 6_000,
    ],
)
async def test_garbage_in_place_of_a_token_is_not_authenticated(
    room: Room, teams: FakeTeams, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    response = await room.client.post("/api/messages", json=message(teams), headers=headers)
    assert response.status == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert room.answerer.turns == []


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": NOW - 301},
        {"nbf": NOW + 301},
        {"aud": "another-bot"},
        {"aud": [f"{APP_ID}x"]},
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"iss": "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0"},
        {"iss": "https://api.botframework.us"},
        {"exp": "tomorrow"},
        {"exp": 1e300},
        {"exp": True},
        {"nbf": None},
        {"without": "exp"},
        {"without": "iss"},
        {"without": "aud"},
    ],
    ids=lambda changed: f"{next(iter(changed))}-{str(next(iter(changed.values())))[:24]}",
)
async def test_a_token_that_is_not_the_channels_for_this_bot_now_is_not_authenticated(
    room: Room, teams: FakeTeams, key: KeyPair, changed: dict[str, Any]
) -> None:
    response = await room.send(message(teams), teams.token(key, **changed))
    assert response.status == 401
    assert room.answerer.turns == []


async def test_clocks_may_differ_by_five_minutes(room: Room, teams: FakeTeams, key: KeyPair) -> None:
    assert (await room.send(message(teams), teams.token(key, exp=NOW - 299))).status == 200
    assert (await room.send(message(teams), teams.token(key, nbf=NOW + 299))).status == 200


async def test_a_remembered_token_expires_all_the_same(room: Room, teams: FakeTeams, key: KeyPair) -> None:
    token = teams.token(key)
    assert (await room.send(message(teams), token)).status == 200
    room.clock.advance(hours=2)
    assert (await room.send(message(teams), token)).status == 401


async def test_a_forged_signature_is_not_authenticated(
    room: Room, teams: FakeTeams, other_key: KeyPair
) -> None:
    forger = KeyPair("key-1", other_key.private)
    assert (await room.send(message(teams), teams.token(forger))).status == 401


async def test_a_changed_payload_is_not_authenticated(room: Room, teams: FakeTeams, key: KeyPair) -> None:
    header, _, signature = teams.token(key).split(".")
    payload = unsigned({}, claims(teams) | {"exp": NOW + 9_999}).split(".")[1]
    assert (await room.send(message(teams), f"{header}.{payload}.{signature}")).status == 401


async def test_a_token_without_a_signature_is_not_authenticated(room: Room, teams: FakeTeams) -> None:
    for algorithm in ("none", "None", "RS256"):
        token = unsigned({"alg": algorithm, "kid": "key-1", "typ": "JWT"}, claims(teams))
        assert (await room.send(message(teams), token)).status == 401


async def test_the_public_key_is_no_shared_secret(room: Room, teams: FakeTeams, key: KeyPair) -> None:
    public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    token = unsigned({"alg": "HS256", "kid": "key-1", "typ": "JWT"}, claims(teams)).removesuffix(".")
    signature = base64.urlsafe_b64encode(hmac.digest(public, token.encode(), "sha256")).rstrip(b"=").decode()
    assert (await room.send(message(teams), f"{token}.{signature}")).status == 401


async def test_a_token_without_a_key_id_is_not_authenticated(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    token = jwt.encode(claims(teams), key.private, algorithm="RS256")
    assert (await room.send(message(teams), token)).status == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"without": "serviceurl"},
        {"serviceurl": ""},
        {"serviceurl": ["https://smba.trafficmanager.net/emea/"]},
        {"serviceurl": "https://smba.trafficmanager.net/emea/"},
    ],
)
async def test_a_token_for_another_service_url_or_none_is_not_allowed(
    room: Room, teams: FakeTeams, key: KeyPair, changed: dict[str, Any]
) -> None:
    assert (await room.send(message(teams), teams.token(key, **changed))).status == 403
    assert room.answerer.turns == []


async def test_a_service_url_off_the_allow_list_is_not_allowed_even_when_signed(
    room: Room, teams: FakeTeams, key: KeyPair
) -> None:
    elsewhere = "https://evil.trafficmanager.net/"
    token = teams.token(key, serviceurl=elsewhere)
    assert (await room.send(message(teams, serviceUrl=elsewhere), token)).status == 403


@pytest.mark.parametrize(
    "changed",
    [
        {
            "conversation": {"id": "a", "tenantId": OTHER_TENANT},
            "channelData": {"tenant": {"id": OTHER_TENANT}},
        },
        {"channelData": {"tenant": {"id": OTHER_TENANT}}},
        {"conversation": {"id": "a", "tenantId": OTHER_TENANT}},
        {"conversation": {"id": "a"}, "channelData": {}},
        {"conversation": {"id": "a", "tenantId": ""}, "channelData": {"tenant": {"id": ""}}},
        {"from": {"id": "29:guest", "aadObjectId": "guest", "tenantId": OTHER_TENANT}},
        {"channelId": "webchat"},
        {"channelId": "emulator"},
        {"channelId": ""},
    ],
)
async def test_another_tenant_or_channel_is_not_allowed(
    room: Room, teams: FakeTeams, changed: dict[str, Any]
) -> None:
    for activity in (message(teams, **changed), click(teams, **changed)):
        assert (await room.send(activity)).status == 403
    assert room.answerer.turns == []


async def test_a_guest_of_ours_in_a_chat_of_another_tenant_is_not_allowed(
    room: Room, teams: FakeTeams
) -> None:
    guest = {"id": "29:guest", "aadObjectId": "guest", "tenantId": TENANT}
    elsewhere = {"id": "a", "tenantId": OTHER_TENANT}
    activity = message(teams, conversation=elsewhere, channelData={}) | {"from": guest}
    assert (await room.send(activity)).status == 403


async def test_an_activity_without_a_channel_is_malformed(room: Room, teams: FakeTeams) -> None:
    assert (await room.send(message(teams, channelId=None))).status == 400


@pytest.mark.parametrize("where", ["conversation", "channelData"])
async def test_a_tenant_named_once_is_enough(room: Room, teams: FakeTeams, where: str) -> None:
    other: dict[str, Any] = {"channelData": {}} if where == "conversation" else {"conversation": {"id": "a"}}
    assert (await room.send(message(teams, **other))).status == 200


async def test_a_key_endorsed_for_other_channels_may_not_speak_for_teams(
    teams: FakeTeams, key: KeyPair
) -> None:
    teams.published = [KeyPair("key-1", key.private, ["webchat", "directline"]).published()]
    async with Room(authenticated(teams), teams, key) as room:
        assert (await room.send(message(teams))).status == 403


async def test_a_key_without_endorsements_may(teams: FakeTeams, key: KeyPair) -> None:
    teams.published = [KeyPair("key-1", key.private, None).published()]
    async with Room(authenticated(teams), teams, key) as room:
        assert (await room.send(message(teams))).status == 200


async def test_a_refusal_does_not_repeat_what_was_sent(room: Room, teams: FakeTeams) -> None:
    response = await room.send(
        message(teams, "fortroligt", **{"from": {"id": "fortroligt", "aadObjectId": 7}})
    )
    assert response.status == 400
    assert await response.json() == {"error": "not an activity: from"}


async def test_the_bots_own_id_is_the_one_it_was_spoken_to_by(room: Room, teams: FakeTeams) -> None:
    await room.send(message(teams))
    assert room.answerer.turns[0].chat.bot_id == BOT
