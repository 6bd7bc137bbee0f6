"""What comes in and what goes back, free of any channel: a `Turn` in, a `Reply` out.

`bot/` builds a `Turn` from an authenticated activity and carries out the `Reply`; nothing in `dialogs/`
sees an activity. Everything in a turn but the sender and the chat is untrusted input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workflows.chat import Card, FileInPlace, Message
from workflows.paper import DataFile, Paper


class ChatKind(StrEnum):
    PERSONAL = "personal"
    GROUP = "group"
    """A group chat or a channel: others read along, so nothing personal is shown."""


@dataclass(frozen=True)
class Sender:
    """Who the channel says is writing. The token vouches for the channel, the channel for the person."""

    tenant_id: str
    user_id: str
    """The person's object id in their own Entra tenant (`from.aadObjectId`)."""


@dataclass(frozen=True)
class Chat:
    service_url: str
    conversation_id: str
    kind: ChatKind
    bot_id: str


@dataclass(frozen=True)
class TextSaid:
    """Words typed in the chat, any mention of the bot removed. At most 10,000 characters."""

    text: str


@dataclass(frozen=True)
class CardAction:
    """A button on one of our cards (`Action.Execute`) with the inputs of that card."""

    verb: str
    data: Mapping[str, Any] = field(default_factory=dict)
    card_activity_id: str | None = None
    """The message that holds the card, when the channel tells."""


@dataclass(frozen=True)
class UploadPlace:
    """Where the channel lets a file be put that the person wants. For the channel's own room only."""

    url: str = field(repr=False)
    """Whoever has it can write there."""
    file: FileInPlace
    """How the channel will know the file."""


@dataclass(frozen=True)
class FileAnswered:
    """Yes or no to a file that was offered (`workflows.chat.FileOffer`), with the offer's context."""

    accepted: bool
    context: Mapping[str, str] = field(default_factory=dict)
    place: UploadPlace | None = None
    """Where to put the file; always there when it was accepted."""
    card_activity_id: str | None = None
    """The message that holds the offer, when the channel tells."""


@dataclass(frozen=True)
class BotAdded:
    """The bot was installed for the person, or added to a chat."""


@dataclass(frozen=True)
class BotRemoved:
    """The bot was uninstalled by the person, or removed from a chat."""


@dataclass(frozen=True)
class NotUnderstood:
    """A kind of activity the bot has no use for (a reaction, a file, a voice message)."""

    kind: str


Event = TextSaid | CardAction | FileAnswered | BotAdded | BotRemoved | NotUnderstood


@dataclass(frozen=True)
class Turn:
    activity_id: str
    sender: Sender
    chat: Chat
    event: Event
    locale: str = "da-DK"


@dataclass(frozen=True)
class FileToUpload:
    """The file the person said yes to. It is printed and put in its place after the turn, and never stored.

    `arrived` is what the file's message says in a preview, without personal data; `failed` is what the person
    is told when the file could not be put there. The offer then stays, so that they may say yes again.
    """

    paper: Paper | DataFile
    arrived: str
    failed: str


@dataclass(frozen=True)
class Reply:
    """What the person gets back.

    `messages` are posted in the same chat. A card action gets an answer at once as well: `card` replaces
    the card that was clicked, in place; `notice` is one line shown beside it when no card is to change.

    The card of an answer is seen by who clicked, where they clicked, for now. Where it must stay, `lasting`
    is what its message says in a preview, and the message itself is changed too. A card with what was typed,
    or with details, does not stay.

    `file` belongs to the answer to a `FileAnswered` only.
    """

    messages: tuple[Message, ...] = ()
    card: Card | None = None
    notice: str | None = None
    lasting: str = ""
    file: FileToUpload | None = None
