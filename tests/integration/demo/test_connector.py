"""The Connector's REST calls as a bot makes them, and what the page sees of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.integration.demo.running import Running, running_channel
from tests.integration.demo.scripted_bot import posted, receipt

Json = dict[str, Any]


async def asked(method: str, url: str, body: object = None) -> tuple[int, Any]:
    async with aiohttp.request(method, url, json=body) as response:
        return response.status, await response.json(content_type=None) if await response.read() else None


async def chat_with(running: Running, user_id: str) -> str:
    body = {"isGroup": False, "members": [{"id": user_id}], "bot": {"id": "28:bot"}}
    status, created = await asked("POST", f"{running.url}/v3/conversations", body)
    assert status == 201
    assert created["serviceUrl"] == running.url
    return f"{running.url}/v3/conversations/{created['id']}"


async def shown_to(running: Running, user_id: str) -> list[Json]:
    _, chat = await asked("POST", f"{running.url}/chats", {"person": user_id, "kind": "personal"})
    messages: list[Json] = chat["messages"]
    return messages


async def test_a_message_is_posted_replaced_and_taken_back(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        someone = running.caseworker.user_id
        chat = await chat_with(running, someone)
        status, created = await asked("POST", f"{chat}/activities", posted("Sag 2026-0001", receipt("Ny")))
        assert status == 201
        message = f"{chat}/activities/{created['id']}"
        assert [one["summary"] for one in await shown_to(running, someone)] == ["Sag 2026-0001"]

        answer = await asked("PUT", message, posted("Sag 2026-0001: ændret", receipt("Ændret")))
        assert answer == (200, {"id": created["id"]})
        [changed] = await shown_to(running, someone)
        assert (changed["summary"], changed["edited"]) == ("Sag 2026-0001: ændret", True)

        assert (await asked("DELETE", message))[0] == 200
        [taken_back] = await shown_to(running, someone)
        assert (taken_back["state"], taken_back["attachments"]) == ("deleted", [])
        assert (await asked("PUT", message, posted("igen", receipt("igen"))))[0] == 404


async def test_a_chat_is_created_once_whichever_of_the_persons_ids_is_used(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        person = running.caseworker
        assert await chat_with(running, person.user_id) == await chat_with(running, person.account_id)


async def test_a_bot_that_wrote_first_is_not_told_that_it_was_added(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        await chat_with(running, running.caseworker.user_id)
        assert await shown_to(running, running.caseworker.user_id) == []
        assert running.bot.heard == []


async def test_the_members_of_a_chat_are_told_with_their_tenant(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        person = running.nurse
        chat = await chat_with(running, person.user_id)
        _, [member] = await asked("GET", f"{chat}/members")
        assert (member["aadObjectId"], member["tenantId"]) == (person.user_id, person.tenant_id)
        assert await asked("GET", f"{chat}/members/{person.account_id}") == (200, member)
        assert (await asked("GET", f"{chat}/members/29:nobody"))[0] == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v3/conversations/a:unknown/activities"),
        ("POST", "/v3/conversations/a:unknown/activities/1:some"),
        ("PUT", "/v3/conversations/a:unknown/activities/1:some"),
        ("DELETE", "/v3/conversations/a:unknown/activities/1:some"),
        ("GET", "/v3/conversations/a:unknown/members"),
    ],
)
async def test_an_unknown_conversation_is_not_found(tmp_path: Path, method: str, path: str) -> None:
    async with running_channel(tmp_path) as running:
        body = {"type": "message", "text": "hej"} if method in {"POST", "PUT"} else None
        status, answer = await asked(method, running.url + path, body)
        assert (status, answer["error"]["code"]) == (404, "ConversationNotFound")


async def test_a_chat_with_somebody_unknown_cannot_be_created(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        body = {"members": [{"id": "00000000-0000-0000-0000-000000000000"}]}
        assert (await asked("POST", f"{running.url}/v3/conversations", body))[0] == 404
        status, answer = await asked("POST", f"{running.url}/v3/conversations", {"members": []})
        assert (status, answer["error"]["code"]) == (400, "BadSyntax")


async def test_a_message_larger_than_teams_takes_is_refused(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        chat = await chat_with(running, running.nurse.user_id)
        huge = {"type": "message", "text": "x" * 120_000}
        status, answer = await asked("POST", f"{chat}/activities", huge)
        assert (status, answer["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_another_hosts_name_is_turned_away(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        headers = {"Host": "elsewhere.example"}
        async with aiohttp.request("GET", f"{running.url}/start", headers=headers) as response:
            assert response.status == 421
