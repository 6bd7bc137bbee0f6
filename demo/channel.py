"""The local channel itself: who said what to whom, between the page on one side and the bot on the other.

A message is kept before it goes to the bot, so that a bot that is down costs nobody their words; it then
counts as not sent and can be sent again under the same id. HTTP and its status codes are not known here.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from demo import activities
from demo.activities import Json, Said
from demo.bot_link import BotLink, BotUnavailable
from demo.chats import BOT, Chats, Conversation, Kind, Spoken, State
from demo.files import Files
from demo.people import People, Person

_CARD_ANSWER = "application/vnd.microsoft.card.adaptive"
_CARD = "application/vnd.microsoft.card.adaptive"
_FILE_OFFER = "application/vnd.microsoft.teams.card.file.consent"


class NotThere(LookupError):
    """The conversation, message or person is not known here."""


class Bell:
    """Rung at every change; those who wait for it then look for themselves."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        rung, self._next = self._next, asyncio.Event()
        rung.set()

    def listen(self) -> asyncio.Event:
        """What is set at the next ring; listen first and look afterwards, or a ring in between is missed."""
        return self._next


async def heard_within(seconds: float, ring: asyncio.Event) -> bool:
    """Whether the bell rang within that time."""
    try:
        await asyncio.wait_for(ring.wait(), seconds)
    except TimeoutError:
        return False
    return True


class LocalChannel:
    """Carries messages between the people on the page and the bot."""

    def __init__(
        self, chats: Chats, people: People, bot: BotLink, clock: Callable[[], datetime], base_url: str
    ) -> None:
        self.chats = chats
        self.people = people
        self.files = Files()
        self.changes = Bell()
        self.bot_spoke = Bell()
        self._bot = bot
        self._clock = clock
        self._base_url = base_url

    def person(self, any_id: str) -> Person:
        """The person with this object id or chat id. Raises `NotThere`."""
        found = self.people.find(any_id)
        if found is None:
            raise NotThere("no such person")
        return found

    def conversation(self, conversation_id: str) -> Conversation:
        """The conversation, whichever of its threads the id names. Raises `NotThere`."""
        found = self.chats.conversation(conversation_id.split(";", 1)[0])
        if found is None:
            raise NotThere("no such conversation")
        return found

    def members(self, conversation: Conversation) -> tuple[Person, ...]:
        """The people in a conversation, the bot not counted."""
        if conversation.kind is Kind.CHANNEL:
            return self.people.of_organisation(conversation.belongs_to)
        return (self.person(conversation.belongs_to),)

    def place(self, person: Person, kind: Kind) -> Conversation:
        """The person's own chat, or their organisation's channel; begun if it was not there."""
        conversation = _place(person, kind)
        self.chats.begin(conversation)
        return conversation

    # From the page to the bot

    async def enter(self, person: Person, kind: Kind) -> Conversation:
        """Enter a chat. The first time the bot is told it was added. Raises `BotUnavailable`."""
        there = self.chats.conversation_of(kind, _place(person, kind).belongs_to)
        if there is not None:
            return there
        conversation = self.place(person, kind)
        try:
            await self._bot.deliver(activities.bot_joined(self._said(person, conversation)))
            await self._bot.deliver(activities.bot_installed(self._said(person, conversation)))
        except BotUnavailable:
            self.chats.forget(conversation.id)
            raise
        return conversation

    async def say(self, person: Person, kind: Kind, text: str) -> Spoken:
        """Say something to the bot. The message that comes back is sent, or failed and kept."""
        said = self._said(person, self.place(person, kind))
        activity = activities.message(said, text)
        self.chats.add(said.conversation.id, person.user_id, said.at, activity, State.SENDING)
        return await self._send(activity)

    async def say_again(self, message_id: str) -> Spoken:
        """Send a message that failed once more, as the same activity. One that was sent stays as it is."""
        spoken = self._spoken(message_id)
        if spoken.state is not State.FAILED:
            return spoken
        self.chats.mark(message_id, State.SENDING)
        return await self._send(spoken.activity)

    async def _send(self, activity: Mapping[str, Any]) -> Spoken:
        self.changes.ring()
        try:
            await self._bot.deliver(activity)
            state = State.SENT
        except BotUnavailable:
            state = State.FAILED
        self.chats.mark(activity["id"], state)
        self.changes.ring()
        return self._spoken(activity["id"])

    async def act(
        self, person: Person, message_id: str, action: Json, activity_id: str | None = None
    ) -> Mapping[str, Any]:
        """Click a button on the card in a message; the bot's answer. Raises `BotUnavailable`, `NotThere`.

        A card in the answer takes the clicked one's place in a personal chat. In a channel Teams shows it
        to the person who clicked only, so there it is left to the page.
        """
        spoken = self._spoken(message_id)
        conversation = self.conversation(spoken.conversation)
        said = self._said(person, conversation, activity_id)
        answer = await self._bot.deliver(activities.card_action(said, action, message_id))
        if answer.get("type") == _CARD_ANSWER and conversation.kind is Kind.PERSONAL:
            self._replace_card(message_id, answer.get("value"))
        return answer

    async def answer_file(self, person: Person, message_id: str, accepted: bool) -> None:
        """Say yes or no to the file offered in a message. Raises `BotUnavailable`, `NotThere`.

        As in Teams, the offer's own context goes back and a yes comes with a new place for the file.
        """
        spoken = self._spoken(message_id)
        conversation = self.conversation(spoken.conversation)
        if conversation.kind is not Kind.PERSONAL or conversation.belongs_to != person.user_id:
            raise NotThere("no file is offered to this person there")
        offer = _offer_in(spoken)
        said = self._said(person, conversation)
        upload = self._upload(str(offer.get("name", ""))) if accepted else None
        context = offer["content"].get("acceptContext" if accepted else "declineContext")
        await self._bot.deliver(activities.file_answer(said, message_id, context, upload))

    def _upload(self, name: str) -> Json:
        place = self.files.open_place(name)
        return {
            "uploadUrl": f"{self._base_url}/uploads/{place.key}",
            "contentUrl": f"{self._base_url}/files/{place.file_id}",
            "name": name,
            "uniqueId": place.file_id,
            "fileType": name.rpartition(".")[2],
        }

    def _replace_card(self, message_id: str, card: object) -> None:
        """The bot may have deleted the message, or replaced it itself, before it answered."""
        spoken = self._spoken(message_id)
        if spoken.state is State.DELETED:
            return
        attachments = [{"contentType": _CARD, "content": card}]
        self.chats.replace(message_id, {**spoken.activity, "attachments": attachments})
        self.changes.ring()

    # From the bot to the page

    def conversation_with(self, member_id: str) -> Conversation:
        """The personal chat with a person, begun by the bot if need be. Raises `NotThere`."""
        return self.place(self.person(member_id), Kind.PERSONAL)

    def bot_says(self, conversation_id: str, activity: Mapping[str, Any]) -> str:
        """The bot posts an activity; its id. Only messages are kept."""
        conversation = self.conversation(conversation_id)
        message_id = _new_id()
        if activity.get("type") == "message":
            said = {**activity, "id": message_id}
            self.chats.add(conversation.id, BOT, self._clock(), said, State.SENT)
        self._bot_changed_something()
        return message_id

    def bot_replaces(self, conversation_id: str, message_id: str, activity: Mapping[str, Any]) -> None:
        """The bot puts other content in its message. Raises `NotThere`."""
        self._bots_own(conversation_id, message_id)
        self.chats.replace(message_id, {**activity, "id": message_id})
        self._bot_changed_something()

    def bot_deletes(self, conversation_id: str, message_id: str) -> None:
        """The bot takes its message back. Raises `NotThere`."""
        self._bots_own(conversation_id, message_id)
        self.chats.delete(message_id)
        self._bot_changed_something()

    def start_over(self) -> None:
        """Forget every chat."""
        self.chats.clear()
        self.files.clear()
        self.changes.ring()

    def _bots_own(self, conversation_id: str, message_id: str) -> None:
        conversation, spoken = self.conversation(conversation_id), self._spoken(message_id)
        ours = spoken.conversation == conversation.id and spoken.said_by == BOT
        if not ours or spoken.state is State.DELETED:
            raise NotThere("no such message of the bot's in the conversation")

    def _bot_changed_something(self) -> None:
        self.changes.ring()
        self.bot_spoke.ring()

    def _spoken(self, message_id: str) -> Spoken:
        found = self.chats.message(message_id)
        if found is None:
            raise NotThere("no such message")
        return found

    def _said(self, person: Person, conversation: Conversation, activity_id: str | None = None) -> Said:
        return Said(person, conversation, self._clock(), activity_id or _new_id(), self._base_url)


def _offer_in(spoken: Spoken) -> Mapping[str, Any]:
    """The file offered in a message. Raises `NotThere`."""
    for attachment in spoken.activity.get("attachments") or []:
        if attachment.get("contentType") == _FILE_OFFER and isinstance(attachment.get("content"), dict):
            return dict(attachment)
    raise NotThere("no file is offered in the message")


def _place(person: Person, kind: Kind) -> Conversation:
    if kind is Kind.CHANNEL:
        return activities.common_channel(person)
    return activities.personal_conversation(person)


def _new_id() -> str:
    return f"1:{secrets.token_urlsafe(18)}"
