"""The whole demo for a browser: the real bot as a process and the page, at nine on Monday 2 March 2026."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.channel import LocalChannel
from demo.clock import WoundClock
from demo.server import make_channel
from domain.local_time import at_local
from tests.integration.demo.running import address_of, demo_people, free_socket, is_weekday, serving
from tests.scenario.bot_process import BotProcess
from tests.scenario.catching_up import CatchingUp
from tests.scenario.records import Kept
from tests.scenario.town import MONDAY, NINE, begin_the_clock_at, make_template


@dataclass(frozen=True)
class DemoTown:
    address: str
    """Of the page."""
    bot: BotProcess
    doings: CatchingUp


@dataclass(frozen=True)
class AsRecorded:
    """The page waits for what the bot's records say: on a slow machine silence proves nothing."""

    doings: CatchingUp

    async def caught_up(self, _channel: LocalChannel) -> bool:
        await self.doings.catches_up()
        return True


@asynccontextmanager
async def demo_town(state: Path) -> AsyncIterator[DemoTown]:
    await make_template(state)
    begin_the_clock_at(state / "clock", at_local(MONDAY, NINE))
    people, socket, clock = demo_people(), free_socket(), WoundClock(state / "clock")
    bot = BotProcess(state, people, page_url=address_of(socket))
    doings = CatchingUp(Kept(bot.database_url), clock.now)
    page = make_channel(
        bot.url,
        state,
        people,
        clock,
        address_of(socket),
        is_working_day=is_weekday,
        pace=AsRecorded(doings),
    )
    try:
        await bot.start()
        async with serving(page, socket):
            yield DemoTown(address_of(socket), bot, doings)
        await bot.stop()
    finally:
        await bot.kill()
        socket.close()
