"""The channel's wire to the bot, on which something can happen to the bot while an activity is under way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from demo.bot_link import BotLink
from demo.run import LOOPBACK

Interruption = Callable[[Mapping[str, Any]], Awaitable[None]]


class InterruptedLink(BotLink):
    """Sends as the channel does. With an interruption, that comes first and the activity is then re-sent."""

    interruption: Interruption | None = None

    def goes_to(self, bot_url: str) -> None:
        """From now on, as a proxy does that has another replica to send to."""
        self._url = f"{bot_url}/api/messages"

    async def deliver(self, activity: Mapping[str, Any]) -> Mapping[str, Any]:
        if self.interruption is not None:
            await self.interruption(activity)
        return await super().deliver(activity)


@asynccontextmanager
async def sent_and_unheard(port: int, activity: Mapping[str, Any]) -> AsyncIterator[None]:
    """The activity is with the bot while the context lasts, and nobody reads the answer."""
    body = json.dumps(activity).encode()
    _, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body) + body
    )
    await writer.drain()
    try:
        yield
    finally:
        writer.transport.abort()
