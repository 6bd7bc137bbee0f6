"""A Bot Connector on loopback that misbehaves as drawn, and writes down everything it truly accepts.

A process of its own, so that no replica's death touches it. What the draw is stands in `conduct.py`.
"""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from tests.chaos.book import Mark, Pen
from tests.chaos.conduct import ACCEPTING, Conduct, Shares, conduct_of


@dataclass
class Connector:
    seed: int
    shares: Shares
    pen: Pen
    _attempts: Counter[str] = field(default_factory=Counter)

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_post("/v3/conversations", self.open)
        application.router.add_post("/v3/conversations/{chat}/activities", self.post)
        application.router.add_put("/v3/conversations/{chat}/activities/{activity}", self.update)
        return application

    async def open(self, request: web.Request) -> web.Response:
        asked = await request.json()
        return web.json_response({"id": f"chat {asked['members'][0]['id']}"}, status=201)

    async def update(self, request: web.Request) -> web.Response:
        return web.json_response({"id": request.match_info["activity"]})

    async def post(self, request: web.Request) -> web.StreamResponse:
        mark = Mark.read((await request.json())["summary"])
        self._attempts[mark.row] += 1
        attempt = self._attempts[mark.row]
        conduct = Conduct.LATE if mark.is_held else conduct_of(self.seed, mark.row, attempt, self.shares)
        if conduct in ACCEPTING:
            self.pen.write(mark)
        return await _answer(conduct, request, f"{mark.row} {attempt}")


async def _answer(conduct: Conduct, request: web.Request, activity_id: str) -> web.StreamResponse:
    match conduct:
        case Conduct.ACCEPT:
            return web.json_response({"id": activity_id}, status=201)
        case Conduct.SILENT:
            return web.Response(status=202)
        case Conduct.LATE | Conduct.STALL:
            await asyncio.Event().wait()  # until the other side gives up, which cancels this
        case Conduct.BROKEN | Conduct.RESET:
            assert request.transport is not None
            request.transport.abort()
        case Conduct.BAD_GATEWAY:
            return web.Response(status=502)
        case Conduct.FAULT:
            return web.Response(status=500)
        case Conduct.BUSY:
            return web.Response(status=429, headers={"Retry-After": "2"})
        case Conduct.REJECT:
            return web.Response(status=400)
        case Conduct.GONE:
            return web.Response(status=403)
    return web.Response()


def serve_for_ever(listening: socket.socket, seed: int, shares: Shares, book: Path) -> None:
    """What the process of the connector does."""
    asyncio.run(_serve(listening, Connector(seed, shares, Pen(book))))


async def _serve(listening: socket.socket, connector: Connector) -> None:
    runner = web.AppRunner(connector.application(), access_log=None, handler_cancellation=True)
    await runner.setup()
    await web.SockSite(runner, listening, backlog=512).start()
    await asyncio.Event().wait()
