"""Puts the room together: a channel and a way to answer in, a web application out.

Everything is made from arguments; the connection pool opens and closes with the application, and what is
under way when it stops is given `GRACE` to finish.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import timedelta
from typing import Self

from aiohttp import web

from bot.adapter import TurnAdapter
from bot.admission import AuthenticatedGate, Gate, LoopbackGate
from bot.clock import Clock
from bot.configuration import AuthenticatedChannel, Channel
from bot.conversation import LONGEST_TURN, PATIENCE, Apologise, Conversations, Handle, Pause
from bot.endpoint import Endpoint, healthy
from bot.handing_over import HandingOver
from bot.handler import TurnHandler
from bot.messenger import TOTAL_TIMEOUT, ConnectorMessenger
from bot.pool import HttpPool
from bot.senders import make_senders
from bot.signing_keys import SigningKeys
from bot.tokens import TokenCheck
from bot.turnstile import Turnstile
from bot.uploads import Uploads
from workflows.paper import PrintPaper

GRACE = timedelta(seconds=10)


class Connection:
    """The connection to a channel: the pool, the bots with their own tokens, and the messenger over them.

    `async with Connection(channel, clock) as connection:` for a process without an endpoint;
    `make_application` opens and closes it by itself.
    """

    def __init__(self, channel: Channel, clock: Clock, total_timeout: timedelta = TOTAL_TIMEOUT) -> None:
        self.channel = channel
        self.clock = clock
        self.pool = HttpPool()
        self._senders = make_senders(channel, self.pool, clock)
        self.messenger = ConnectorMessenger(
            channel.service_hosts, self._senders, self.pool, clock, total_timeout
        )
        self.uploads = Uploads(channel.upload_hosts, self.pool)

    async def __aenter__(self) -> Self:
        await self.pool.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._senders.stop()
        await self.pool.stop()


def make_application(
    connection: Connection,
    handle: Handle,
    apologise: Apologise,
    print_paper: PrintPaper,
    *,
    routes: Iterable[web.AbstractRouteDef] = (),
    turnstile: Turnstile | None = None,
    new_error_id: Callable[[], str] = lambda: secrets.token_hex(4).upper(),
    patience: timedelta = PATIENCE,
    longest_turn: timedelta = LONGEST_TURN,
    pause: Pause = asyncio.sleep,
) -> web.Application:
    """The application: the bot's endpoint, `/health` and the routes of others. Without a turnstile, who is
    let in may come as often as they like."""
    channel = connection.channel
    keys: SigningKeys | None = None
    if isinstance(channel, AuthenticatedChannel):
        keys = SigningKeys(channel.metadata_url, connection.pool, connection.clock)
        app_ids = frozenset(each.app_id for each in channel.registrations)
        tokens = TokenCheck(app_ids, channel.issuer, keys, connection.clock)
        gate: Gate = AuthenticatedGate(channel, tokens)
    else:
        gate = LoopbackGate(channel)
    handing_over = HandingOver(connection.messenger, connection.uploads, print_paper)
    conversations = Conversations(
        handle, connection.messenger, handing_over, apologise, new_error_id, patience, longest_turn, pause
    )
    endpoint = Endpoint(gate, TurnAdapter(TurnHandler(conversations)), conversations, turnstile)

    async def run(_: web.Application) -> AsyncIterator[None]:
        async with connection:
            yield
            await conversations.drain(GRACE)
            if keys is not None:
                await keys.stop()

    application = web.Application()
    application.cleanup_ctx.append(run)
    application.router.add_post("/api/messages", endpoint.answer)
    application.router.add_get("/health", healthy)
    application.router.add_routes(list(routes))
    return application
