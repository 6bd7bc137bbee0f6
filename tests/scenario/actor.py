"""One person at their chat with the bot: says things, fills in cards, presses buttons, reads what comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from demo import activities
from demo.activities import Said
from demo.chats import BOT, Kind, Spoken, State
from demo.people import Person
from tests.scenario.cards import CardSeen
from tests.scenario.waiting import until
from tests.scenario.wire import OnTheWire

if TYPE_CHECKING:
    from tests.scenario.town import Town

Json = dict[str, Any]


class Actor:
    """Acts as `person`. Buttons and sentences are named by their key in the wording."""

    def __init__(self, town: Town, person: Person) -> None:
        self.town = town
        self.person = person
        self.wording = town.da
        self._typed: dict[str, object] = {}
        self._read = 0

    # What the person does

    async def arrives(self) -> None:
        """The bot is installed for the person, and welcomes them."""
        await self.town.channel.enter(self.person, Kind.PERSONAL)

    async def says(self, text: str) -> CardSeen:
        """Say something in the personal chat; the card that answers."""
        before = len(self.messages())
        spoken = await self.town.channel.say(self.person, Kind.PERSONAL, text)
        assert spoken.state is State.SENT
        assert len(self.messages()) > before, "the bot was silent"
        return self.latest_card()

    async def says_in_channel(self, text: str) -> str:
        """Say something where colleagues read along; the line that answers there."""
        spoken = await self.town.channel.say(self.person, Kind.CHANNEL, text)
        assert spoken.state is State.SENT
        answer = self.town.channel.chats.said_in(spoken.conversation)[-1]
        assert answer.said_by == BOT, "the bot was silent"
        assert not answer.activity.get("attachments")
        return str(answer.activity["text"])

    def fills(self, **inputs: object) -> Actor:
        """Type into the fields of the card at hand; sent with the next button."""
        self._typed |= inputs
        return self

    async def presses(
        self, key: str, *, titled: str | None = None, activity_id: str | None = None, **values: object
    ) -> CardSeen:
        """Press the newest button so titled; the card that is there afterwards."""
        message, action = self.button(titled or self.wording(key, **values))
        await self.sends(message, action, activity_id)
        return self.card_in(message)

    async def opens(self, card_of: str, key: str, **values: object) -> CardSeen:
        """Press a button on the message with this summary."""
        message = self.message(card_of)
        action = self.card_in(message).buttons[self.wording(key, **values)]
        await self.sends(message, action)
        return self.card_in(message)

    async def sends(
        self, message: Spoken, action: Mapping[str, Any], activity_id: str | None = None
    ) -> Mapping[str, Any]:
        """Click an action of a message's card; what the bot answered."""
        data = {**action.get("data", {}), **self.card_in(message).fields, **self._typed}
        self._typed = {}
        return await self.clicks(message, {**action, "data": data}, activity_id)

    async def clicks(
        self, message: Spoken, action: Mapping[str, Any], activity_id: str | None = None
    ) -> Mapping[str, Any]:
        """Click with exactly this, as somebody could who does not use our card."""
        return await self.town.channel.act(self.person, message.id, dict(action), activity_id)

    # What the person sees

    def messages(self) -> list[Spoken]:
        """The bot's messages in the personal chat, oldest first."""
        place = activities.personal_conversation(self.person)
        said = self.town.channel.chats.said_in(place.id)
        return [m for m in said if m.said_by == BOT and m.state is not State.DELETED]

    def notifications(self) -> list[str]:
        """What the bot's messages showed outside the chat when they came, oldest first; without the weekly
        overviews, which tell of no single course."""
        weekly = self.wording("notice.week", number="").strip()
        return [sent.summary for sent in self._posted() if not sent.summary.startswith(weekly)]

    def news(self) -> list[str]:
        """The notifications since one last asked."""
        heard = self.notifications()
        fresh, self._read = heard[self._read :], len(heard)
        return fresh

    def _posted(self) -> list[OnTheWire]:
        chat = activities.personal_conversation(self.person).id
        return [sent for sent in self.town.wire.sent if sent.is_new and sent.chat == chat]

    def cards(self) -> list[CardSeen]:
        return [self.card_in(message) for message in self.messages() if message.activity.get("attachments")]

    def latest_card(self) -> CardSeen:
        return self.cards()[-1]

    def message(self, summary: str) -> Spoken:
        """The newest message that came with this summary, or as a labelled repeat of it."""
        either = (summary, self.wording("notice.repeat", summary=summary))
        newest = [sent.message for sent in self._posted() if sent.summary in either][-1]
        return next(message for message in self.messages() if message.id == newest)

    def card_in(self, message: Spoken) -> CardSeen:
        """The message's card as it is now."""
        now = self.town.channel.chats.message(message.id)
        assert now is not None
        return CardSeen(now.activity["attachments"][0]["content"])

    def card_of(self, summary: str) -> CardSeen:
        return self.card_in(self.message(summary))

    def button(self, title: str) -> tuple[Spoken, Mapping[str, Any]]:
        """The newest button so titled, and the message it is in."""
        for message in reversed(self.messages()):
            if message.activity.get("attachments"):
                action = self.card_in(message).buttons.get(title)
                if action is not None:
                    return message, action
        raise AssertionError(f"{self.person.name} has no button {title!r}")

    def sees(self, key: str, **values: object) -> bool:
        """Whether the newest card holds the wording's sentence."""
        return self.wording(key, **values) in self.latest_card().texts

    def has_been_told(self, key: str, **values: object) -> int:
        """How many messages had this summary."""
        return self.notifications().count(self.wording(key, **values))

    async def hears(self, key: str, times: int = 1, **values: object) -> CardSeen:
        """Wait for messages of this summary; the newest one's card."""
        summary = self.wording(key, **values)
        await until(lambda: self.has_been_told(key, **values) >= times, summary)
        return self.card_of(summary)

    # The wire beneath

    def said(self, activity_id: str, kind: Kind = Kind.PERSONAL) -> Said:
        """The circumstances of an activity made by hand."""
        channel = self.town.channel
        place = channel.place(self.person, kind)
        return Said(self.person, place, self.town.clock.now(), activity_id, self.town.url)
