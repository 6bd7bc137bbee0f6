"""Which of our bots writes to an address, and with what it proves that to the channel.

An address names the bot its chat is with; one without a name is written to by the bot that serves the tenant.
A bot we do not have, or that does not serve the address's tenant (any more), writes to nobody. Each bot has
credentials of its own, so one bot's token never leaves in another's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.clock import Clock
from bot.configuration import AuthenticatedChannel, Channel, LoopbackChannel, Registration
from bot.credentials import ClientCredentials, Credentials, NoCredentials
from bot.pool import HttpPool
from workflows.chat import Address


@dataclass(frozen=True)
class Sender:
    """A bot as it writes."""

    bot_id: str
    credentials: Credentials


class Senders(Protocol):
    """All bots of this service."""

    def of(self, address: Address) -> Sender | None:
        """Who writes to the address; None when no bot of ours may."""

    async def stop(self) -> None:
        """Give up what is under way."""


def make_senders(channel: Channel, pool: HttpPool, clock: Clock) -> Senders:
    """The bots of this channel."""
    if isinstance(channel, LoopbackChannel):
        return LoopbackSenders(channel)
    return RegisteredSenders(channel, pool, clock)


class RegisteredSenders:
    """The bots of the registrations."""

    def __init__(self, channel: AuthenticatedChannel, pool: HttpPool, clock: Clock) -> None:
        self._registered = tuple(
            (each, Sender(each.bot_id, ClientCredentials(channel, each, pool, clock)))
            for each in channel.registrations
        )

    def of(self, address: Address) -> Sender | None:
        """The bot the address names, or else the one that serves its tenant."""
        return next((sender for each, sender in self._registered if _may_write(each, address)), None)

    async def stop(self) -> None:
        """Give up the tokens' fetches under way."""
        await _stop_all(sender.credentials for _, sender in self._registered)


class LoopbackSenders:
    """The one bot of the loopback channel, under the name the chat knows it by."""

    def __init__(self, channel: LoopbackChannel) -> None:
        self._bot_id = channel.bot_id
        self._credentials = NoCredentials()

    def of(self, address: Address) -> Sender | None:
        """Always the one."""
        return Sender(address.bot_id or self._bot_id, self._credentials)

    async def stop(self) -> None:
        """Nothing runs."""


def _may_write(registration: Registration, address: Address) -> bool:
    is_named = address.bot_id is None or registration.is_bot(address.bot_id)
    return is_named and address.tenant_id.lower() in registration.tenants


async def _stop_all(credentials: Iterable[Credentials]) -> None:
    for each in credentials:
        await each.stop()
