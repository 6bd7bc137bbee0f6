"""What leaves the bot: messages, where they go, and what is known about their arrival.

The Bot Connector has no idempotency key, so a send ends in one of three ways and the code says which:
it arrived (`Sent`), it certainly did not (`NotSent`), or nobody can know (`Uncertain`). Nothing here
knows Teams; `bot/messenger.py` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

Card = Mapping[str, Any]
"""An Adaptive Card, ready to send as JSON."""


@dataclass(frozen=True)
class Address:
    """Where a person is reached. Without a conversation the messenger opens the personal chat first."""

    service_url: str
    tenant_id: str
    user_id: str
    """The person's object id in their own Entra tenant."""
    conversation_id: str | None = None
    bot_id: str | None = None


@dataclass(frozen=True)
class FileOffer:
    """A file the person is asked whether they want, in a personal chat. The offer holds no personal data:
    the name and description are the kind of document and the case number."""

    name: str
    size_in_bytes: int
    """About: the file is made when the person has said yes."""
    description: str
    context: Mapping[str, str]
    """Comes back with the person's answer, and is then as untrusted as anything they send: ids only."""


@dataclass(frozen=True)
class FileInPlace:
    """A file that lies where the person wanted it, as the channel knows it."""

    name: str
    content_url: str = field(repr=False)
    unique_id: str
    file_type: str


@dataclass(frozen=True)
class Message:
    """One message. `summary` is what a notification or preview shows: case number and task type only."""

    summary: str
    card: Card | None = None
    file: FileOffer | FileInPlace | None = None
    is_last: bool = False
    """What stood in its place has been erased: once it says so, nobody keeps it up to date any more."""


class Refusal(StrEnum):
    """Why a message certainly was not accepted."""

    UNREACHABLE = "unreachable"
    """403 or 404: the bot was removed, the person left, or the message is gone. Trying again is no use."""
    BUSY = "busy"
    """429, or the connection never opened: try again later."""
    REJECTED = "rejected"
    """Another 4xx: our message is wrong. Trying again is no use."""


@dataclass(frozen=True)
class Sent:
    activity_id: str
    conversation_id: str


@dataclass(frozen=True)
class NotSent:
    why: Refusal
    retry_after: timedelta | None = None


@dataclass(frozen=True)
class Uncertain:
    """Timeout, reset or 5xx after the request left: it may or may not have arrived."""

    why: str


Outcome = Sent | NotSent | Uncertain


class Messenger(Protocol):
    """Sends to chats. Never raises for what a channel does; never retries a create on its own."""

    async def post(self, address: Address, message: Message) -> Outcome:
        """Post a new message in the person's personal chat (or in `address.conversation_id`)."""

    async def update(self, address: Address, activity_id: str, message: Message) -> Outcome:
        """Replace an earlier message; safe to repeat."""
