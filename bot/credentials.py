"""The bot's own token towards the channel: fetched once, kept, renewed before it expires.

Fetched in the background by one task, whoever and however many ask. While the old token still holds, nobody
waits for the new one. A slow token service delays only the sends that have no token at all, never a turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import aiohttp
import orjson
import structlog

from bot.clock import Clock
from bot.configuration import AuthenticatedChannel, Registration
from bot.pool import HttpPool
from bot.single_flight import SingleFlight

RENEW_AHEAD = timedelta(minutes=5)
USABLE_UNTIL = timedelta(seconds=30)
"""A token this close to its end is not sent any more."""
GAP_AFTER_FAILURE = timedelta(seconds=10)

log = structlog.get_logger(__name__)


class TokenUnavailable(Exception):
    """The token service gives no token at the moment."""


class Credentials(Protocol):
    """What the bot shows the channel with every request."""

    async def token(self) -> str | None:
        """The token, or None where none is needed. Raises `TokenUnavailable`."""

    def forget(self, token: str) -> None:
        """The channel refused this token: fetch another next time."""

    async def stop(self) -> None:
        """Give up a fetch under way."""


class NoCredentials:
    """For the loopback channel."""

    async def token(self) -> str | None:
        """None is needed."""
        return None

    def forget(self, token: str) -> None:
        """Nothing is kept."""

    async def stop(self) -> None:
        """Nothing runs."""


@dataclass(frozen=True)
class _Token:
    value: str
    renew_at: datetime
    expires_at: datetime


class ClientCredentials:
    """The token of one bot registration (client credentials grant)."""

    def __init__(
        self,
        channel: AuthenticatedChannel,
        registration: Registration,
        pool: HttpPool,
        clock: Clock,
        timeout: timedelta = timedelta(seconds=5),
    ) -> None:
        self._channel = channel
        self._registration = registration
        self._pool = pool
        self._clock = clock
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._flight = SingleFlight(self._fetch)
        self._token: _Token | None = None
        self._renew_not_before: datetime | None = None

    async def token(self) -> str | None:
        """The token. Raises `TokenUnavailable` when there is none and none can be had."""
        current = self._usable()
        if current is None:
            await self._flight.join()
            current = self._usable()
            if current is None:
                raise TokenUnavailable("the token service gave a token that has expired")
        elif self._is_due(current):
            self._flight.begin()
        return current.value

    def forget(self, token: str) -> None:
        """Drop the token, unless it has been renewed meanwhile."""
        if self._token is not None and self._token.value == token:
            self._token = None

    async def stop(self) -> None:
        """Give up a fetch under way."""
        await self._flight.stop()

    def _usable(self) -> _Token | None:
        token = self._token
        return token if token is not None and self._clock() < token.expires_at else None

    def _is_due(self, token: _Token) -> bool:
        now = self._clock()
        return now >= token.renew_at and (self._renew_not_before is None or now >= self._renew_not_before)

    async def _fetch(self) -> None:
        asked_at = self._clock()
        try:
            value, lifetime = _read_token(await self._ask())
        except (aiohttp.ClientError, TimeoutError, ValueError, TypeError) as error:
            self._renew_not_before = asked_at + GAP_AFTER_FAILURE
            status = error.status if isinstance(error, aiohttp.ClientResponseError) else None
            log.warning(
                "outbound token not fetched",
                app_id=self._registration.app_id,
                error=type(error).__name__,
                status=status,
            )
            raise TokenUnavailable("the token service gives no token") from None
        self._token = _Token(
            value,
            renew_at=asked_at + lifetime - min(RENEW_AHEAD, lifetime / 2),
            expires_at=asked_at + lifetime - min(USABLE_UNTIL, lifetime / 10),
        )

    async def _ask(self) -> Any:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._registration.app_id,
            "client_secret": self._registration.client_secret.value,
            "scope": self._channel.scope,
        }
        async with self._pool.request(
            "POST",
            self._channel.token_url(self._registration),
            data=form,
            timeout=self._timeout,
            raise_for_status=True,
        ) as response:
            return orjson.loads(await response.read())


def _read_token(document: Any) -> tuple[str, timedelta]:
    if not isinstance(document, dict):
        raise TypeError("not a JSON object")
    value, lifetime = document.get("access_token"), document.get("expires_in")
    if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable():
        raise ValueError("no access token")
    return value, timedelta(seconds=min(max(int(lifetime or 0), 1), 86_400))
