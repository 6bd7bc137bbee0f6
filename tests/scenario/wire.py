"""Listens in on what the bot sends to the channel, and can hold a send back while the bot is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Wire:
    """Every activity the bot posted or put, in order, also those a later one replaced."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    _holds: str | None = None
    _let_go: asyncio.Event = field(default_factory=asyncio.Event)

    def hold(self, summary: str) -> None:
        """From now on, take messages of this summary without telling the bot so."""
        self._holds = summary
        self._let_go.clear()

    def let_go(self) -> None:
        self._holds = None
        self._let_go.set()

    async def listen(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in ("POST", "PUT"):
            return await handler(request)
        activity = await request.json()
        response = await handler(request)
        self.sent.append(activity)
        if self._holds and activity.get("summary") == self._holds:
            self.held.append(self._holds)
            await self._let_go.wait()
        return response

    def middleware(self) -> Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]:
        return web.middleware(self.listen)
