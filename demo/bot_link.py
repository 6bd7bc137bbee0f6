"""The wire to the bot: posts one activity to its `/api/messages` and hands back what it answered.

The bot is a server of its own at a URL; it may be down, slow or in error, and each of these has a name.
No activity is sent twice by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import aiohttp

_PATIENCE = aiohttp.ClientTimeout(total=20, connect=3)


class BotUnavailable(Exception):
    """The bot did not take the activity."""

    code = "bot_unavailable"


class BotUnreachable(BotUnavailable):
    """No connection to the bot could be made, or it broke."""

    code = "bot_unreachable"


class BotTooSlow(BotUnavailable):
    """The bot was reached but did not answer in time, so it may have taken the activity."""

    code = "bot_too_slow"


class BotRefused(BotUnavailable):
    """The bot answered with an error status."""

    code = "bot_refused"

    def __init__(self, status: int) -> None:
        super().__init__(f"the bot answered with status {status}")
        self.status = status


class BotLink:
    """Posts activities to one bot; an asynchronous context manager that holds the connections."""

    def __init__(self, bot_url: str, patience: aiohttp.ClientTimeout = _PATIENCE) -> None:
        self._url = bot_url.rstrip("/") + "/api/messages"
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=self._patience)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def deliver(self, activity: Mapping[str, Any]) -> Mapping[str, Any]:
        """Post the activity; the answer's JSON object, empty when there is none. Raises `BotUnavailable`."""
        if self._session is None:
            raise RuntimeError("the link to the bot is not open")
        try:
            async with self._session.post(self._url, json=activity) as response:
                if response.status >= 400:
                    raise BotRefused(response.status)
                return await _object(response)
        except TimeoutError as slow:
            raise BotTooSlow from slow
        except aiohttp.ClientError as failure:
            raise BotUnreachable from failure


async def _object(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    if not (await response.read()).strip():
        return {}
    try:
        body = await response.json(content_type=None)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
