"""The one pool of outgoing connections, shared by all that leaves the bot.

Opened when the service starts and closed when it stops; nothing is opened before. It keeps no cookies, and
follows no redirect: where a request may go was decided before it left, and our token would go along.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Self

import aiohttp
from yarl import URL


class HttpPool:
    """`async with HttpPool() as pool:` or `start` and `stop`."""

    def __init__(self, connections: int = 100) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    def request(
        self, method: str, url: str | URL, **options: Any
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """One request; a redirect is an answer like another. Raises RuntimeError before `start` and after
        `stop`."""
        if self._session is None:
            raise RuntimeError("the connection pool is not started")
        return self._session.request(method, url, allow_redirects=False, **options)

    async def start(self) -> None:
        """Open the pool; starting twice opens one."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=60),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def stop(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
