"""Starts the local channel and a scripted bot on free ports of the loopback, and stops both."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from aiohttp import web

from demo.clock import WoundClock
from demo.clock_routes import Silence, StartOver
from demo.people import People, Person, read_people
from demo.server import DIRECTORY, make_channel
from tests.integration.demo.scripted_bot import ScriptedBot

FRIDAY_MORNING = datetime(2026, 11, 27, 7, tzinfo=UTC)
QUICK = Silence(silence=timedelta(milliseconds=30), at_most=timedelta(seconds=5))


@dataclass(frozen=True)
class Running:
    url: str
    bot: ScriptedBot
    people: People
    clock: WoundClock

    @property
    def nurse(self) -> Person:
        return self.people.of_organisation("Psykiatrisk Center Glostrup")[0]

    @property
    def caseworker(self) -> Person:
        return self.people.of_organisation("Hvidovre Kommune")[0]


def demo_people() -> People:
    return read_people(DIRECTORY)


def still_clock(state: Path) -> WoundClock:
    """A clock that stands still until it is wound."""
    return WoundClock(state / "clock", system=lambda: FRIDAY_MORNING)


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


@asynccontextmanager
async def running_channel(state: Path, start_over: StartOver | None = None) -> AsyncIterator[Running]:
    """The local channel and a scripted bot that carries the nurse's form to the caseworker."""
    people, clock = demo_people(), still_clock(state)
    bot = ScriptedBot(tells=people.of_organisation("Hvidovre Kommune")[0].user_id)
    async with serving(bot.app()) as (bot_url, _):
        channel_socket = free_socket()
        url = address_of(channel_socket)
        app = make_channel(
            bot_url, state, people, clock, url, is_working_day=is_weekday, start_over=start_over, pace=QUICK
        )
        async with serving(app, channel_socket):
            yield Running(url, bot, people, clock)


@asynccontextmanager
async def serving(
    app: web.Application, at: socket.socket | None = None
) -> AsyncIterator[tuple[str, web.AppRunner]]:
    """Serve an application on loopback while the context lasts."""
    listening = at or free_socket()
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    try:
        yield address_of(listening), runner
    finally:
        await runner.cleanup()


def free_socket() -> socket.socket:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening


def address_of(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"
