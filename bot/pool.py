"""The one pool of outgoing connections, shared by all that leaves the bot.

Opened when the service starts and closed when it stops; nothing is opened before. It keeps no cookies,
follows no redirect (where a request may go was decided before it left, and our token would go along), and
goes to no address within a private network.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.public_names import PublicNames


class HttpPool:
    """`async with HttpPool() as pool:` or `start` and `stop`."""

    def __init__(
        self, connections: int = 100, new_resolver: Callable[[], AbstractResolver] = aiohttp.ThreadedResolver
    ) -> None:
        self._connections = connections
        self._new_resolver = new_resolver
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
                connector=aiohttp.TCPConnector(
                    limit=self._connections, ttl_dns_cache=60, resolver=PublicNames(self._new_resolver())
                ),
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
