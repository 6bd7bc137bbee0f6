"""The whole demo for a browser: the real bot as a process and the page, at nine on Monday 2 March 2026."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from demo.clock import WoundClock
from demo.clock_routes import Pace
from demo.server import make_channel
from domain.local_time import at_local
from tests.integration.demo.running import address_of, demo_people, free_socket, is_weekday, serving
from tests.scenario.bot_process import BotProcess
from tests.scenario.town import MONDAY, NINE, begin_the_clock_at, make_template

PACE = Pace(silence=timedelta(seconds=0.5), at_most=timedelta(seconds=20))


@asynccontextmanager
async def demo_town(state: Path) -> AsyncIterator[str]:
    """The address of the page."""
    async with demo_town_with_its_bot(state) as (address, _):
        yield address


@asynccontextmanager
async def demo_town_with_its_bot(state: Path) -> AsyncIterator[tuple[str, BotProcess]]:
    """The address of the page, and the bot that serves it."""
    await make_template(state)
    begin_the_clock_at(state / "clock", at_local(MONDAY, NINE))
    people, socket = demo_people(), free_socket()
    bot = BotProcess(state, people, page_url=address_of(socket))
    page = make_channel(
        bot.url,
        state,
        people,
        WoundClock(state / "clock"),
        address_of(socket),
        is_working_day=is_weekday,
        pace=PACE,
    )
    try:
        await bot.start()
        async with serving(page, socket):
            yield address_of(socket), bot
        await bot.stop()
    finally:
        await bot.kill()
        socket.close()
