"""The bot's own room behind the local channel, with an answerer that knows one document: for trying files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.application import Connection, make_application
from bot.configuration import LoopbackChannel
from demo.people import Person
from demo.server import make_channel
from dialogs.turn import FileAnswered, FileToUpload, Reply, TextSaid, Turn
from papers.pdf import print_paper
from tests.integration.demo.running import (
    FRIDAY_MORNING,
    QUICK,
    address_of,
    demo_people,
    free_socket,
    is_weekday,
    serving,
    still_clock,
)
from workflows.chat import FileOffer, Message
from workflows.paper import Paper, PaperNotPrinted, Section

NAME = "sag-26-1001-udskrivningsaftale.pdf"
DESCRIPTION = "Sag 26-1001: udskrivningsaftale"
ARRIVED = "Sag 26-1001: filen er klar"
FAILED = "Filen kom ikke frem. Prøv igen."
DECLINED = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "Du sagde nej tak", "style": "heading"}],
}
PAPER = Paper(
    language="da",
    title="Udskrivningsaftale",
    case_number="26-1001",
    printed_at=datetime(2026, 6, 3, tzinfo=UTC),
    sections=(Section("Borgerens egne ord", "Jeg vil bo for mig selv."),),
)


@dataclass
class FileTown:
    """The channel's address, and what its bot was told."""

    url: str
    nurse: Person
    colleague: Person
    turns: list[Turn] = field(default_factory=list)
    prints: bool = True

    async def answer(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        match turn.event:
            case TextSaid():
                offer = FileOffer(NAME, 30_000, DESCRIPTION, {"kind": "agreement", "document": "d1"})
                return Reply(messages=(Message(DESCRIPTION, file=offer),))
            case FileAnswered(accepted=True):
                return Reply(file=FileToUpload(PAPER, ARRIVED, FAILED))
            case FileAnswered():
                return Reply(card=DECLINED, lasting="Du sagde nej tak")
        return Reply()

    def print(self, paper: Paper) -> bytes:
        if not self.prints:
            raise PaperNotPrinted("told to fail")
        return print_paper(paper)


@asynccontextmanager
async def file_town(state: Path) -> AsyncIterator[FileTown]:
    """The local channel with that bot."""
    people, channel_socket = demo_people(), free_socket()
    nurse, colleague = people.of_organisation("Psykiatrisk Center Glostrup")[:2]
    town = FileTown(address_of(channel_socket), nurse, colleague)
    channel = LoopbackChannel(frozenset(person.tenant_id for person in people))
    connection = Connection(channel, lambda: FRIDAY_MORNING)
    bot = make_application(connection, town.answer, lambda _locale, number: f"Fejl {number}", town.print)
    async with serving(bot) as (bot_url, _):
        page = make_channel(
            bot_url, state, people, still_clock(state), town.url, is_working_day=is_weekday, pace=QUICK
        )
        async with serving(page, channel_socket):
            yield town
