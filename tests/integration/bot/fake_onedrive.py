"""A person's OneDrive as the bot meets it, on loopback: an address that takes one file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

UPLOAD_PATH = "/personal/maja/uploadSession"
QUERY = "guid='a%2Fb'&overwrite=True&tempauth=v1.eyJ0eXAi%3D%3D"


@dataclass(frozen=True)
class Put:
    """One file put here."""

    content: bytes
    query: str
    range: str | None
    authorization: str | None


@dataclass
class FakeOneDrive:
    """`status` and `location` are what it answers with; a held one answers when it is released."""

    server: TestServer
    status: int = 201
    location: str | None = None
    puts: list[Put] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def upload_url(self) -> str:
        return f"{self.server.make_url(UPLOAD_PATH)}?{QUERY}"

    async def take(self, request: web.Request) -> web.Response:
        self.puts.append(
            Put(
                await request.read(),
                request.rel_url.raw_query_string,
                request.headers.get("Content-Range"),
                request.headers.get("Authorization"),
            )
        )
        self.arrived.set()
        await self.released.wait()
        headers = {"Location": self.location} if self.location else {}
        return web.json_response({}, status=self.status, headers=headers)


@asynccontextmanager
async def running_onedrive(*, held: bool = False) -> AsyncIterator[FakeOneDrive]:
    """A OneDrive while the context lasts."""
    app = web.Application()
    onedrive = FakeOneDrive(TestServer(app))
    app.router.add_route("*", "/{path:.*}", onedrive.take)
    if not held:
        onedrive.released.set()
    await onedrive.server.start_server()
    try:
        yield onedrive
    finally:
        onedrive.released.set()
        await onedrive.server.close()
