"""The `Messenger` port over the Bot Connector's REST interface, honest about what it knows.

A message is posted at most once per call: nothing is sent again unless it was certainly not accepted, and
only a refused token (401) is tried once more. Until the message itself leaves, every failure is "not sent";
from then on a timeout, a reset or a 5xx is "uncertain". So is a 2xx without the new message's id: something
answered, perhaps not Teams, and without the id the message could never be updated. The service URL, and that
the address is one of our bots' own, is checked before anything, the token included, leaves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import orjson
import structlog
from yarl import URL

from bot import wire
from bot.answers import encode
from bot.clock import Clock
from bot.credentials import Credentials, TokenUnavailable
from bot.outcomes import refusal
from bot.pool import HttpPool
from bot.senders import Sender, Senders
from bot.service_hosts import ServiceHosts
from workflows.chat import Address, Message, NotSent, Outcome, Refusal, Sent, Uncertain

TOTAL_TIMEOUT = timedelta(seconds=10)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Response:
    status: int
    headers: Mapping[str, str]
    body: bytes


class _NotOpened(Exception):
    """The message was not sent, since something before it failed."""

    def __init__(self, outcome: NotSent) -> None:
        super().__init__(outcome.why)
        self.outcome = outcome


class ConnectorMessenger:
    """Sends to Teams, or to whatever speaks its protocol. `total_timeout` bounds one call, token and all."""

    def __init__(
        self,
        service_hosts: ServiceHosts,
        senders: Senders,
        pool: HttpPool,
        clock: Clock,
        total_timeout: timedelta = TOTAL_TIMEOUT,
    ) -> None:
        self._service_hosts = service_hosts
        self._senders = senders
        self._pool = pool
        self._clock = clock
        self._total = total_timeout.total_seconds()

    async def post(self, address: Address, message: Message) -> Outcome:
        """Post a new message; without a conversation the personal chat is opened first."""
        sender = self._sender(address)
        if sender is None:
            return NotSent(Refusal.REJECTED)
        deadline = asyncio.get_running_loop().time() + self._total
        try:
            conversation_id = address.conversation_id or await self._open(address, sender, deadline)
        except _NotOpened as failure:
            return failure.outcome
        url = wire.activities_url(address.service_url, conversation_id)
        activity = wire.message_activity(message, conversation_id, sender.bot_id)
        result = await self._send("POST", url, encode(activity), sender.credentials, deadline)
        if not isinstance(result, _Response):
            return result
        activity_id = _id_in(result.body)
        if activity_id is None:
            return Uncertain("accepted without the message's id")
        return Sent(activity_id, conversation_id)

    async def update(self, address: Address, activity_id: str, message: Message) -> Outcome:
        """Replace an earlier message."""
        return await self._change("PUT", address, activity_id, message)

    async def delete(self, address: Address, activity_id: str) -> Outcome:
        """Take back an earlier message; `Sent` means it is gone."""
        return await self._change("DELETE", address, activity_id, None)

    async def _change(
        self, method: str, address: Address, activity_id: str, message: Message | None
    ) -> Outcome:
        sender = self._sender(address)
        if sender is None or not address.conversation_id or not activity_id:
            return NotSent(Refusal.REJECTED)
        body = None
        if message is not None:
            activity = wire.message_activity(message, address.conversation_id, sender.bot_id)
            body = encode(activity | {"id": activity_id})
        url = wire.activity_url(address.service_url, address.conversation_id, activity_id)
        deadline = asyncio.get_running_loop().time() + self._total
        result = await self._send(method, url, body, sender.credentials, deadline)
        return Sent(activity_id, address.conversation_id) if isinstance(result, _Response) else result

    async def _open(self, address: Address, sender: Sender, deadline: float) -> str:
        """The personal chat's id. Teams gives the same chat every time, so not knowing is "not sent"."""
        url = wire.conversations_url(address.service_url)
        body = encode(wire.opening(address, sender.bot_id))
        result = await self._send("POST", url, body, sender.credentials, deadline)
        if isinstance(result, NotSent):
            raise _NotOpened(result)
        conversation_id = _id_in(result.body) if isinstance(result, _Response) else None
        if conversation_id is None:
            raise _NotOpened(NotSent(Refusal.BUSY))
        return conversation_id

    async def _send(
        self, method: str, url: URL, body: bytes | None, credentials: Credentials, deadline: float
    ) -> _Response | NotSent | Uncertain:
        """One request; a second one with a new token when the first token was refused."""
        result = await self._authorised(method, url, body, credentials, deadline)
        if isinstance(result, str):
            credentials.forget(result)
            result = await self._authorised(method, url, body, credentials, deadline)
        return NotSent(Refusal.REJECTED) if isinstance(result, str) else result

    async def _authorised(
        self, method: str, url: URL, body: bytes | None, credentials: Credentials, deadline: float
    ) -> _Response | NotSent | Uncertain | str:
        """The request with the token of the moment; the token itself when it was refused."""
        try:
            async with asyncio.timeout_at(deadline):
                token = await credentials.token()
        except (TokenUnavailable, TimeoutError):
            return NotSent(Refusal.BUSY)
        result = await self._request(method, url, body, token, deadline)
        if not isinstance(result, _Response) or 200 <= result.status < 300:
            return result
        if result.status == 401 and token is not None:
            return token
        if result.status >= 500:
            return Uncertain(f"answered {result.status}")
        return refusal(result.status, result.headers, self._clock())

    async def _request(
        self, method: str, url: URL, body: bytes | None, token: str | None, deadline: float
    ) -> _Response | NotSent | Uncertain:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            return NotSent(Refusal.BUSY)
        # Half the time to connect: a wait for a free connection ends while it is still certain nothing left.
        timeout = aiohttp.ClientTimeout(total=None, connect=left / 2, sock_connect=left / 2)
        try:
            async with (
                asyncio.timeout_at(deadline),
                self._pool.request(method, url, data=body, headers=headers, timeout=timeout) as response,
            ):
                return await _read(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return NotSent(Refusal.BUSY)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Uncertain(type(error).__name__)

    def _sender(self, address: Address) -> Sender | None:
        """Who may write to the address; None, and logged, when nothing may leave."""
        if not self._service_hosts.allow(address.service_url):
            log.error("service URL is not on the allow-list, nothing sent")
            return None
        sender = self._senders.of(address)
        if sender is None:
            log.error("no bot of ours serves the address, nothing sent")
        return sender


async def _read(response: aiohttp.ClientResponse) -> _Response:
    """The answer; where the status alone decides, a body that breaks off changes nothing."""
    try:
        body = await response.read()
    except aiohttp.ClientError:
        if 200 <= response.status < 300:
            raise
        body = b""
    return _Response(response.status, response.headers, body)


def _id_in(body: bytes) -> str | None:
    try:
        document: Any = orjson.loads(body)
    except ValueError:
        return None
    found = document.get("id") if isinstance(document, dict) else None
    return found if isinstance(found, str) and found else None
