"""The event loop is never blocked: while the token service or the connector is slow, others are served.

Slow means here that the answer is held back until the test lets go. `make chaos` prints the longest stall in
milliseconds with both five seconds slow.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from aiohttp import web
from yarl import URL

from bot.service_hosts import ServiceHosts
from dialogs.turn import Reply, TextSaid, Turn
from tests.integration.bot.bot_room import PERSON, TENANT, Room, authenticated, click, message
from tests.integration.bot.fake_teams import FakeTeams, KeyPair
from tests.integration.bot.loop_watch import WATCH
from workflows.chat import Address, Message, Outcome, Sent

OTHER = "33333333-aaaa-4bbb-8ccc-000000000002"
HELLO = Message("Sag 26-1001: ny frist")


async def becomes(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0)


def posting(room: Room, chat: str) -> asyncio.Task[Outcome]:
    # By name, so that a name is looked up as for Teams.
    service_url = room.teams.service_url.replace("127.0.0.1", "localhost")
    address = Address(service_url, TENANT, PERSON, chat)
    return asyncio.create_task(room.connection.messenger.post(address, HELLO))


async def in_words_only(turn: Turn) -> Reply:
    """Words are answered with a message, which needs the token; a click is not."""
    return Reply(messages=(HELLO,)) if isinstance(turn.event, TextSaid) else Reply()


async def is_served(room: Room) -> bool:
    """Whether somebody else's click is answered just now."""
    activity = click(room.teams)
    activity["from"] = {"id": "29:other", "aadObjectId": OTHER}
    activity["conversation"] = {**activity["conversation"], "id": "a:other"}
    return bool((await room.send(activity)).status == 200)


async def test_others_are_served_while_the_token_service_and_then_the_connector_are_slow(
    teams: FakeTeams, key: KeyPair
) -> None:
    token, taken = asyncio.Event(), asyncio.Event()

    async def token_when_let_go(_: web.Request) -> web.StreamResponse:
        await token.wait()
        return web.json_response({"access_token": "late", "expires_in": 3_600})

    async def taken_when_let_go(_: web.Request) -> web.StreamResponse:
        await taken.wait()
        return web.json_response({"id": "message"}, status=201)

    teams.token_answer, teams.answers = token_when_let_go, [taken_when_let_go] * 4
    hosts = ServiceHosts(frozenset({"127.0.0.1", "localhost"}))
    channel = authenticated(teams, service_hosts=hosts)
    async with Room(channel, teams, key, total_timeout=timedelta(seconds=30)) as room:
        room.answerer.answer = in_words_only
        assert await is_served(room)  # what is read once is there now
        with WATCH.on_this_thread():
            sends = [posting(room, f"a:chat-{n}") for n in range(3)]
            talk = asyncio.create_task(room.send(message(teams)))
            await becomes(lambda: len(teams.token_fetches) == 1)
            assert await is_served(room)
            assert not any(send.done() for send in sends)
            token.set()
            await becomes(lambda: len(teams.calls) == 4)
            assert await is_served(room)
            assert not any(send.done() for send in sends)
            taken.set()
            assert all(isinstance(outcome, Sent) for outcome in await asyncio.gather(*sends))
            assert (await talk).status == 200
        assert WATCH.blocking == []


async def test_the_watch_hears_what_blocks_the_loop_and_nothing_else(teams: FakeTeams) -> None:
    with WATCH.on_this_thread():
        socket.getaddrinfo("localhost", 80)
        with socket.socket() as waiting, suppress(OSError):
            waiting.connect(("127.0.0.1", 0))
        await asyncio.get_running_loop().getaddrinfo("localhost", 80)
        _, writer = await asyncio.open_connection("127.0.0.1", URL(teams.service_url).port)
        writer.close()
    assert WATCH.blocking == ["socket.getaddrinfo", "socket.connect"]
