"""Listens in on what the bot sends to the channel, and can leave a send unanswered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class OnTheWire:
    """One activity as the bot sent it, whatever replaced it later."""

    is_new: bool
    """Posted, so that it notifies; False for one that replaced an earlier message."""
    chat: str
    message: str
    activity: dict[str, Any]

    @property
    def summary(self) -> str:
        return str(self.activity.get("summary", ""))


@dataclass
class Wire:
    sent: list[OnTheWire] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    """Address and headers of everything the bot asked for or sent, as they were written."""
    unanswered: list[str] = field(default_factory=list)
    _holds: str | None = None
    _let_go: asyncio.Event = field(default_factory=asyncio.Event)

    def hold(self, summary: str) -> None:
        """From now on, take new messages of this summary without telling the bot so."""
        self._holds = summary
        self._let_go.clear()

    def let_go(self) -> None:
        self._holds = None
        self._let_go.set()

    async def listen(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        headers = "\n".join(f"{name}: {value}" for name, value in request.headers.items())
        self.requests.append(f"{request.method} {request.raw_path}\n{headers}".encode())
        response = await handler(request)
        chat = request.match_info.get("chat")
        if request.method in ("POST", "PUT") and chat and isinstance(response, web.Response):
            answer = json.loads(response.text or "{}")
            sent = OnTheWire(request.method == "POST", chat, answer.get("id", ""), await request.json())
            self.sent.append(sent)
            if self._holds and sent.is_new and sent.summary == self._holds:
                self.unanswered.append(sent.summary)
                await self._let_go.wait()
        return response

    def middleware(self) -> Middleware:
        @web.middleware
        async def listening(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self.listen(request, handler)

        return listening
