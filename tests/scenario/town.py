"""A town to tell stories in: the real bot as a process, and the people who chat with it over HTTP.

The channel between them is the local channel without its page. The clock stands at nine on Monday
2 March 2026 when a story begins and runs on from there; it can be wound. When a story ends, whatever it was
about, nothing personal may stand anywhere outside a details view (`leaks.py`).
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import aiohttp
from aiohttp import web

from demo.channel import LocalChannel
from demo.chats import Chats
from demo.clock import WoundClock, next_working_morning, system_time
from demo.connector import Connector
from demo.people import People, Person
from demo.run import is_working_day
from dialogs.wording import Wording, load_catalogues
from domain.local_time import at_local, local_day
from tests.integration.demo.running import address_of, demo_people, free_socket, serving
from tests.scenario import leaks
from tests.scenario.actor import Actor
from tests.scenario.bot_process import BotProcess, Start
from tests.scenario.catching_up import CatchingUp
from tests.scenario.fork_server import fork
from tests.scenario.leaks import Of
from tests.scenario.link import InterruptedLink
from tests.scenario.marks import Marks
from tests.scenario.records import Kept
from tests.scenario.wire import Wire

MONDAY = date(2026, 3, 2)
NINE = time(9)
STRANGER_ID = "00000000-0000-4000-8000-00000000abcd"


@dataclass
class Town:
    state: Path
    url: str
    """Where the bot finds the channel."""
    people: People
    bot: BotProcess
    channel: LocalChannel
    link: InterruptedLink
    wire: Wire
    clock: WoundClock
    da: Wording
    en: Wording
    _actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def kept(self) -> Kept:
        return Kept(self.bot.database_url)

    @property
    def _catching_up(self) -> CatchingUp:
        return CatchingUp(self.kept, self.clock.now)

    @property
    def today(self) -> date:
        return local_day(self.clock.now())

    def person(self, name: str) -> Actor:
        """The member of staff of that name."""
        found = next(person for person in self.people if person.name == name)
        return self._actors.setdefault(found.user_id, Actor(self, found))

    @property
    def mette(self) -> Actor:
        """Nurse, Psykiatrisk Center Glostrup."""
        return self.person("Mette Holm")

    @property
    def henrik(self) -> Actor:
        """Caseworker, Hvidovre Kommune."""
        return self.person("Henrik Ravn")

    @property
    def signe(self) -> Actor:
        """His colleague in the same unit."""
        return self.person("Signe Yilmaz")

    @property
    def stranger(self) -> Actor:
        """Nobody the bot knows."""
        return self.person("Ukendt Person")

    async def arrive(self, *actors: Actor) -> None:
        """Have the bot installed for each of them."""
        for actor in actors:
            await actor.arrives()

    # The clock

    async def wind_to(self, day: date, at: time) -> None:
        """Wind the clock to a local moment and wait until the bot has done all that fell due."""
        self.clock.wind_to(at_local(day, at))
        await self.catches_up()

    async def wind_to_next_working_day(self) -> None:
        """To 08:00 on the next working day."""
        self.clock.wind_to(next_working_morning(self.clock.now(), is_working_day))
        await self.catches_up()

    async def wind_by(self, step: timedelta) -> None:
        self.clock.wind_by(step)
        await self.catches_up()

    async def catches_up(self) -> None:
        """Until a whole scan has run at the clock's time, and what was due has been sent."""
        await self._catching_up.catches_up()

    async def delivers(self) -> None:
        """Until nothing that is due waits to be sent."""
        await self._catching_up.delivers()

    async def settles(self) -> None:
        """After a kill: let leases run out and labelled repeats come due, so that nothing is under way."""
        while self.kept.outbox().keys() & {"pending", "claimed", "sending"}:
            self.clock.wind_by(timedelta(minutes=6))
            await self.catches_up()

    # What is outside the chats

    async def fetch(self, url: str) -> tuple[int, bytes]:
        async with aiohttp.request("GET", url) as response:
            return response.status, await response.read()

    # What must be true of every story

    async def look_for_leaks(self) -> None:
        """See that the bot's work is done, stop it, and look through what it holds, left behind and sent."""
        places = []
        if self.bot.is_running:
            places = [*await leaks.asked_of_running(self), *leaks.of_running(self)]
        self.wire.let_go()
        await self.bot.stop()
        log = self.bot.stderr.read_text("utf-8")
        assert "Traceback" not in log
        assert '"level": "error"' not in log
        leaks.check([*places, *leaks.left_behind(self)], self._marks())

    def _marks(self) -> dict[Of, Marks]:
        given = [self.bot.environment[f"BROBYGGER_{name}"] for name in ("KEYS", "LOOKUP_KEY", "LINK_KEY")]
        keys = [b64decode(key.rpartition(":")[2]) for key in given]
        staff = [word for person in self.people for word in (person.name, person.email)]
        return {
            Of.CITIZENS_AND_KEYS: Marks.of(leaks.CITIZENS, keys),
            Of.STAFF: Marks.of(filter(None, staff)),
            Of.UNITS: Marks.of({person.unit for person in self.people if person.unit}),
        }


def _everybody() -> People:
    """The directory's people, and one who is in nobody's directory."""
    staff = demo_people()
    like = next(iter(staff))
    stranger = Person(
        STRANGER_ID, "Ukendt Person", "", "", "Uden for aftalen", "", "", like.tenant_id, "nobody@example.org"
    )
    return People((*staff, stranger))


@asynccontextmanager
async def in_town(state: Path, database_url: str | None = None, start: Start = fork) -> AsyncIterator[Town]:
    """A town with the directory imported and nobody having met the bot, at nine on Monday 2 March 2026."""
    people, wire, clock = _everybody(), Wire(), WoundClock(state / "clock")
    bot = BotProcess(state, demo_people(), database_url, start)
    begin_the_clock_at(state / "clock", at_local(MONDAY, NINE))
    chats, link, socket = Chats(state / "chats.sqlite"), InterruptedLink(bot.url), free_socket()
    channel = LocalChannel(chats, people, link, clock.now, address_of(socket))
    application = web.Application(middlewares=[wire.middleware()])
    application.add_routes(Connector(channel, address_of(socket)).routes())
    wordings = load_catalogues()
    chats.open()
    try:
        async with serving(application, socket), link:
            await bot.start()
            try:
                da, en = wordings.speaking("da"), wordings.speaking("en")
                town = Town(state, address_of(socket), people, bot, channel, link, wire, clock, da, en)
                yield town
                await town.look_for_leaks()
            finally:
                wire.let_go()
                await bot.kill()
    finally:
        chats.close()


async def make_template(state: Path, database_url: str | None = None) -> None:
    """Keys, and a database with the directory in it, to begin each story from."""
    bot = BotProcess(state, demo_people(), database_url)
    (state / "bot").mkdir(parents=True)
    await bot.import_directory()


def begin_the_clock_at(file: Path, moment: datetime) -> None:
    """Let the clock begin at a moment that has passed, which winding cannot do."""
    file.write_text(str((moment - system_time()) // timedelta(microseconds=1)), "ascii")
