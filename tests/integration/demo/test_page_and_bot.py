"""What goes from the page to the bot, and what happens when the bot is down or the server starts again."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from demo.people import Person
from tests.integration.demo.running import Running, running_channel

Json = dict[str, Any]


async def asked(running: Running, path: str, body: Json) -> tuple[int, Json]:
    async with aiohttp.request("POST", running.url + path, json=body) as response:
        return response.status, await response.json()


async def enter(running: Running, person: Person, kind: str = "personal") -> list[Json]:
    status, chat = await asked(running, "/chats", {"person": person.user_id, "kind": kind})
    assert status == 200
    messages: list[Json] = chat["messages"]
    return messages


async def say(running: Running, person: Person, text: str, kind: str = "personal") -> tuple[int, Json]:
    return await asked(running, "/messages", {"person": person.user_id, "kind": kind, "text": text})


async def click(running: Running, person: Person, message: Json, verb: str, **data: str) -> tuple[int, Json]:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return await asked(
        running, "/actions", {"person": person.user_id, "message": message["id"], "action": action}
    )


async def test_the_first_time_a_chat_is_opened_the_bot_is_told_and_welcomes(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        [welcome] = await enter(running, running.nurse)
        assert welcome["summary"] == "Velkommen til Brobygger"
        assert running.bot.heard_kinds() == ["conversationUpdate", "installationUpdate"]
        assert await enter(running, running.nurse) == [welcome]
        assert len(running.bot.heard) == 2


async def test_words_reach_the_bot_the_way_teams_sends_them(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        nurse = running.nurse
        await say(running, nurse, "formular")
        heard = running.bot.heard[-1]
        assert (heard["type"], heard["channelId"], heard["text"]) == ("message", "msteams", "formular")
        assert heard["from"] == {
            "id": nurse.account_id,
            "aadObjectId": nurse.user_id,
            "name": nurse.name,
        }
        assert heard["conversation"]["conversationType"] == "personal"
        assert heard["conversation"]["tenantId"] == heard["channelData"]["tenant"]["id"] == nurse.tenant_id
        assert heard["serviceUrl"] == running.url
        assert heard["timestamp"] == "2026-11-27T07:00:00.000Z"
        assert [one["text"] or one["summary"] for one in await enter(running, nurse)] == [
            "formular",
            "Nyt netværksmøde",
        ]


async def test_in_the_channel_the_bot_is_mentioned_and_colleagues_read_along(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        nurse, colleague = running.people.of_organisation("Psykiatrisk Center Glostrup")[:2]
        await say(running, nurse, "hvad siger aftalen?", kind="channel")
        heard = running.bot.heard[-1]
        assert heard["text"] == "<at>Brobygger</at> hvad siger aftalen?"
        assert heard["entities"][-1]["mentioned"]["id"] == heard["recipient"]["id"]
        assert (heard["conversation"]["conversationType"], heard["conversation"]["isGroup"]) == (
            "channel",
            True,
        )
        read = await enter(running, colleague, kind="channel")
        assert [one["name"] for one in read] == [nurse.name, "Brobygger"]
        elsewhere = await enter(running, running.caseworker, kind="channel")
        assert nurse.name not in [one["name"] for one in elsewhere]


async def test_a_click_carries_the_fields_and_the_answer_replaces_the_card(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        [welcome] = await enter(running, running.nurse)
        status, answer = await click(running, running.nurse, welcome, "start", page="1")
        heard = running.bot.heard[-1]
        assert (heard["type"], heard["name"], heard["replyToId"]) == (
            "invoke",
            "adaptiveCard/action",
            welcome["id"],
        )
        assert heard["value"]["action"] == {"type": "Action.Execute", "verb": "start", "data": {"page": "1"}}
        assert status == 200
        [shown] = await enter(running, running.nurse)
        assert shown["attachments"][0]["content"] == answer["value"]


async def test_a_line_in_the_answer_leaves_the_card_as_it_was(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        [welcome] = await enter(running, running.nurse)
        _, answer = await click(running, running.nurse, welcome, "help")
        assert answer["value"] == "Skriv hjælp når som helst."
        assert await enter(running, running.nurse) == [welcome]


async def test_a_double_click_reaches_the_bot_twice(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        [welcome] = await enter(running, running.nurse)
        await asyncio.gather(*(click(running, running.nurse, welcome, "start") for _ in range(2)))
        first, second = running.bot.heard[-2:]
        assert first["value"] == second["value"]
        assert first["id"] != second["id"]


async def test_what_one_person_sends_reaches_the_other_and_comes_back(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        await enter(running, running.nurse)
        await enter(running, running.caseworker)
        await say(running, running.nurse, "formular")
        form = (await enter(running, running.nurse))[-1]
        await click(running, running.nurse, form, "send", wish="At bo selv")
        invitation = (await enter(running, running.caseworker))[-1]
        assert invitation["summary"] == "Sag 2026-0001: netværksmøde, svar senest 4. december"
        await click(running, running.caseworker, invitation, "acknowledge")
        assert (await enter(running, running.nurse))[-1]["summary"] == "Sag 2026-0001: kvitteret"


@pytest.mark.parametrize("status", [500, 401, 413])
async def test_words_a_bot_in_error_did_not_take_are_kept_and_can_be_sent_again(
    tmp_path: Path, status: int
) -> None:
    async with running_channel(tmp_path) as running:
        running.bot.status = status
        answered, kept = await say(running, running.nurse, "formular")
        assert (answered, kept["state"], kept["text"]) == (502, "failed", "formular")
        running.bot.status = 200
        answered, sent = await asked(running, f"/messages/{kept['id']}/again", {})
        assert (answered, sent["state"]) == (200, "sent")
        first, second = running.bot.heard
        assert first == second


async def test_a_click_a_bot_in_error_did_not_take_leaves_the_card(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        [welcome] = await enter(running, running.nurse)
        running.bot.status = 503
        assert await click(running, running.nurse, welcome, "start") == (502, {"error": "bot_refused"})
        assert await enter(running, running.nurse) == [welcome]


async def test_a_chat_that_could_not_be_opened_is_opened_the_next_time(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        running.bot.status = 500
        body = {"person": running.nurse.user_id, "kind": "personal"}
        assert await asked(running, "/chats", body) == (502, {"error": "bot_refused"})
        running.bot.status = 200
        assert len(await enter(running, running.nurse)) == 1


async def test_a_restart_of_the_server_keeps_the_chats(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        await say(running, running.nurse, "formular")
        before = await enter(running, running.nurse)
    async with running_channel(tmp_path) as running:
        assert await enter(running, running.nurse) == before
        assert running.bot.heard == []


async def test_unread_messages_are_counted_until_they_are_read(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        nurse = running.nurse
        await enter(running, nurse)
        assert await unread(running) == {nurse.user_id: {"personal": 1, "channel": 0}}
        _, chat = await asked(running, "/chats", {"person": nurse.user_id, "kind": "personal"})
        await asked(running, "/read", {"person": nurse.user_id, "conversation": chat["conversation"]})
        assert await unread(running) == {}


async def unread(running: Running) -> Json:
    async with aiohttp.request("GET", f"{running.url}/unread") as response:
        counts: Json = await response.json()
        return counts


async def test_a_page_that_lost_its_connection_goes_on_from_the_last_change_it_saw(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        await say(running, running.nurse, "hvad kan du?")
        seen = await next_changes(running, {}, 2)
        await say(running, running.nurse, "formular")
        missed = await next_changes(running, {"Last-Event-ID": str(seen[-1][0])}, 2)
        assert [told["message"]["text"] or told["message"]["summary"] for _, told in missed] == [
            "Nyt netværksmøde",
            "formular",
        ]


async def test_a_page_that_follows_one_person_hears_of_nobody_else(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        await enter(running, running.nurse)
        await enter(running, running.caseworker)
        [(_, told)] = await next_changes(running, {}, 1, f"?person={running.caseworker.user_id}")
        assert told["conversation"]["belongs_to"] == running.caseworker.user_id


async def next_changes(
    running: Running, headers: dict[str, str], count: int, asked_for: str = ""
) -> list[tuple[int, Json]]:
    """That many changes from the stream, each with its number."""
    changes: list[tuple[int, Json]] = []
    number = 0
    async with aiohttp.request("GET", f"{running.url}/events{asked_for}", headers=headers) as stream:
        async for line in stream.content:
            if line.startswith(b"id: "):
                number = int(line[4:])
            if line.startswith(b"data: "):
                changes.append((number, json.loads(line[6:])))
            if len(changes) == count:
                break
    return changes


async def test_the_clock_is_wound_and_told_in_danish(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        status, wound = await asked(running, "/clock", {"step": "working_day"})
        assert status == 200
        assert wound == {
            "now": "2026-11-30T07:00:00+00:00",
            "written_out": "mandag 30. november 2026 kl. 08.00",
            "caught_up": True,
            "messages": 0,
        }
        async with aiohttp.request("POST", f"{running.url}/clock", json={"step": "backwards"}) as response:
            assert response.status == 400


async def test_beginning_again_empties_the_chats_and_the_bot_is_asked_first(tmp_path: Path) -> None:
    asked_to_forget = []

    async def forget() -> None:
        asked_to_forget.append(True)

    async with running_channel(tmp_path, start_over=forget) as running:
        await say(running, running.nurse, "formular")
        await asked(running, "/clock", {"step": "tomorrow"})
        before = running.clock.now()
        assert await asked(running, "/start-over", {}) == (200, {})
        assert asked_to_forget == [True]
        assert running.clock.now() < before
        assert [one["summary"] for one in await enter(running, running.nurse)] == ["Velkommen til Brobygger"]


async def test_a_form_posted_from_another_site_is_refused(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running:
        form = {"person": running.nurse.user_id, "text": "hej"}
        async with aiohttp.request("POST", f"{running.url}/messages", data=form) as response:
            assert response.status == 415
        assert running.bot.heard == []


async def test_the_page_runs_nothing_but_its_own_files(tmp_path: Path) -> None:
    async with running_channel(tmp_path) as running, aiohttp.request("GET", running.url) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
