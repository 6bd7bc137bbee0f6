"""How long the event loop stands still while the token service and the connector each take five seconds."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from aiohttp import web

from tests.integration.bot.bot_room import PERSON, TENANT, Room, authenticated
from tests.integration.bot.fake_teams import Answer, FakeTeams, KeyPair
from tests.integration.bot.loop_watch import longest_stall
from workflows.chat import Address, Message, Sent

MESSAGES = 20


def stall(seconds: float) -> float:
    """In seconds; both services take `seconds` to answer."""
    return asyncio.run(_stall(seconds))


async def _stall(seconds: float) -> float:
    key = KeyPair.new("key")
    teams = FakeTeams(key)
    await teams.start()
    token = {"access_token": "late", "expires_in": 3_600}
    teams.token_answer = _late({**token}, seconds)
    teams.answers = [_late({"id": "message"}, seconds)] * MESSAGES
    async with Room(authenticated(teams), teams, key, total_timeout=timedelta(seconds=60)) as room:
        over = asyncio.Event()
        watching = asyncio.create_task(longest_stall(over))
        chats = (Address(teams.service_url, TENANT, PERSON, f"a:chat-{n}") for n in range(MESSAGES))
        sends = (room.connection.messenger.post(chat, Message("Sag 26-1001")) for chat in chats)
        outcomes = await asyncio.gather(*sends)
        over.set()
        longest = await watching
    await teams.stop()
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    return longest


def _late(answer: dict[str, object], seconds: float) -> Answer:
    async def late(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return web.json_response(answer)

    return late
