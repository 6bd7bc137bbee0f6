"""The conversation over a real SQLite file, without any channel: hand-made turns in, replies out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from dialogs.conversation import Conversation
from dialogs.notices import NoticeRenderer
from dialogs.talk import Clicked, Talk
from dialogs.turn import BotAdded, CardAction, Chat, ChatKind, Event, Reply, Sender, TextSaid, Turn
from dialogs.wording import load_catalogues
from domain.people import Person
from storage.store import SqlStore
from tests.factories import CASEWORKER, CPR_TEXT, NOW, NURSE
from tests.stores import staffed_on_sqlite
from tests.unit.dialogs.card_reading import buttons_of
from workflows.agreements import load_agreements
from workflows.chat import Card
from workflows.desk import Desk
from workflows.ports import Records

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
AGREEMENTS = load_agreements(ROOT / "agreements")
CATALOGUES = load_catalogues()
DANISH = CATALOGUES.speaking("da")
ENGLISH = CATALOGUES.speaking("en")
CONTACT = "klyngens sekretariat"

CITIZEN_PAGE = {"cpr": CPR_TEXT, "citizen_name": "Asta Opdigtet", "other_organisation": "Hvidovre Kommune"}
WISH_PAGE = {"citizens_wish": "At bo for sig selv", "purpose": "Støtte efter udskrivning"}
PARTICIPANTS_PAGE = {"receiver_unit": CASEWORKER.home.id, "relatives_wish": "no"}
BASIS_PAGE = {"basis": "section_13c"}
TIMES_PAGE = {"method": "video", "day_1": "2026-11-25", "time_1": "10:00", "duration": "60"}
REQUEST_PAGES = (CITIZEN_PAGE, WISH_PAGE, PARTICIPANTS_PAGE, BASIS_PAGE, TIMES_PAGE)


def link(meeting_id: str) -> str:
    return f"https://example.invalid/calendar/{meeting_id}.ics"


def file_link(token: str) -> str:
    return f"https://example.invalid/file/{token}"


def make_desk(records: Records, now: datetime) -> Desk:
    return Desk(records, now, AGREEMENTS, new_id=lambda: uuid4().hex)


@dataclass
class Bot:
    store: SqlStore
    url: str
    time: datetime = NOW
    _ids: Any = field(default_factory=lambda: count(1))

    @property
    def conversation(self) -> Conversation:
        return Conversation(self.store, make_desk, CATALOGUES, link, CONTACT, lambda: self.time, file_link)

    @property
    def renderer(self) -> NoticeRenderer:
        return NoticeRenderer(make_desk, CATALOGUES, link)

    def turn(
        self, person: Person, event: Event, kind: ChatKind = ChatKind.PERSONAL, locale: str = "da-DK"
    ) -> Turn:
        chat = Chat("https://smba.example.invalid/", f"{kind} {person.id}", kind, "bot")
        return Turn(
            f"activity {next(self._ids)}", Sender(person.tenant_id, person.user_id), chat, event, locale
        )

    async def hears(self, person: Person, event: Event, kind: ChatKind = ChatKind.PERSONAL) -> Reply:
        return await self.conversation.handle(self.turn(person, event, kind))

    async def says(self, person: Person, text: str) -> Card:
        """What the bot answers to these words."""
        (message,) = (await self.hears(person, TextSaid(text))).messages
        assert message.card is not None
        return message.card

    async def clicks(
        self, person: Person, verb: str, data: Mapping[str, Any], message: str | None = None
    ) -> Reply:
        """The answer to a button of `message`, a message of its own unless told otherwise."""
        return await self.hears(person, CardAction(verb, data, message or f"message {next(self._ids)}"))

    async def presses(
        self, person: Person, card: Card, verb: str, message: str | None = None, **inputs: object
    ) -> Card:
        """The card after pressing the (first) button of `card` that does `verb`."""
        button = next(each for each in buttons_of(card) if each["verb"] == verb)
        reply = await self.clicks(person, verb, {**button["data"], **inputs}, message)
        assert reply.card is not None
        return reply.card

    async def meets(self, *people: Person) -> None:
        for person in people:
            await self.hears(person, BotAdded())

    async def reads(self, question: Callable[[Records], T]) -> T:
        return await self.store.run(question)

    async def talks(self, person: Person, do: Callable[[Talk], T], message: str | None = None) -> T:
        """What `do` gives in one person's talk, within a transaction."""

        def within(records: Records) -> T:
            known = records.directory.person(person.id)
            assert known is not None
            clicked = Clicked("conversation", message) if message else None
            return do(Talk(make_desk(records, self.time), known, CATALOGUES, link, clicked, file_link))

        return await self.store.run(within)

    async def fills(self, person: Person, card: Card, *pages: Mapping[str, object]) -> Card:
        """The card after filling in one page after the other."""
        for page in pages:
            card = await self.presses(person, card, "form.next", None, **page)
        return card

    async def requests_a_meeting(self, person: Person = NURSE, **changed: object) -> Card:
        """The receipt of a network meeting asked for through the form."""
        card = await self.says(person, "nyt netværksmøde")
        pages = [{name: changed.get(name, value) for name, value in page.items()} for page in REQUEST_PAGES]
        review = await self.fills(person, card, *pages)
        return await self.presses(person, review, "form.send")


@asynccontextmanager
async def running_bot(folder: Path) -> AsyncIterator[Bot]:
    async with staffed_on_sqlite(folder) as (store, url):
        yield Bot(store, url)
