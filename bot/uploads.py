"""Puts a file where Teams lets it be put: in the OneDrive of the person who said yes to it.

The address comes with the yes, and whoever has it can write there, so it gets no token of ours and is never
logged. It must be `https` on a host of the allow-list. The file is sent once, whole, and no redirect is
followed: where the file may lie is what the person agreed to.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from io import BytesIO

import aiohttp
import structlog
from yarl import URL

from bot.pool import HttpPool
from bot.service_hosts import ServiceHosts

UPLOAD_TIMEOUT = timedelta(seconds=30)

log = structlog.get_logger(__name__)


class Uploads:
    """`total_timeout` bounds one file."""

    def __init__(
        self, hosts: ServiceHosts, pool: HttpPool, total_timeout: timedelta = UPLOAD_TIMEOUT
    ) -> None:
        self._hosts = hosts
        self._pool = pool
        self._total = total_timeout.total_seconds()

    async def put(self, url: str, content: bytes) -> bool:
        """Whether the file, which is not empty, is known to lie there now."""
        if not may_upload_to(url, self._hosts):
            log.error("upload address is not on the allow-list, nothing sent")
            return False
        size = len(content)
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{size - 1}/{size}",
        }
        try:
            async with (
                asyncio.timeout(self._total),
                # Encoded as it came: written anew in any way, its signature would no longer be right.
                self._pool.request(
                    "PUT", URL(url, encoded=True), data=BytesIO(content), headers=headers
                ) as response,
            ):
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.error("file not uploaded", why=type(error).__name__)
            return False
        if not 200 <= status < 300:
            log.error("file not uploaded", why=f"answered {status}")
            return False
        return True


def may_upload_to(url: str, hosts: ServiceHosts) -> bool:
    """Whether the host is allowed. Unlike a service URL, the address has a query."""
    address, _, query = url.partition("?")
    is_plain = query.isascii() and not any(each <= " " or each in "\\#" for each in query)
    return is_plain and hosts.allow(address)
