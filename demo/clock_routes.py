"""The page's clock: reading it, winding it and waiting until the bot has done what fell due.

The bot looks at the clock by itself every second, so it has caught up when it has been silent for a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from aiohttp import web

from demo.channel import LocalChannel, heard_within
from demo.clock import STEPS, WorkingDay, WoundClock, in_danish
from demo.incoming import json_object

StartOver = Callable[[], Awaitable[None]]


class Pace(Protocol):
    """When the bot has done what fell due."""

    async def caught_up(self, channel: LocalChannel, /) -> bool:
        """Waits for it; False where that took too long."""


@dataclass(frozen=True)
class Silence:
    """How long the bot must have been silent to have caught up, and how long to wait at most."""

    silence: timedelta = timedelta(seconds=2.5)
    at_most: timedelta = timedelta(seconds=20)

    async def caught_up(self, channel: LocalChannel) -> bool:
        try:
            async with asyncio.timeout(self.at_most.total_seconds()):
                while await heard_within(self.silence.total_seconds(), channel.bot_spoke.listen()):
                    pass
        except TimeoutError:
            return False
        return True


class ClockRoutes:
    """Answers `GET /clock`, `POST /clock` and, where it can be done, `POST /start-over`."""

    def __init__(
        self,
        channel: LocalChannel,
        clock: WoundClock,
        is_working_day: WorkingDay,
        pace: Pace,
        start_over: StartOver | None,
    ) -> None:
        self._channel = channel
        self._clock = clock
        self._is_working_day = is_working_day
        self._pace = pace
        self._start_over = start_over

    def routes(self) -> list[web.RouteDef]:
        always = [web.get("/clock", self.read), web.post("/clock", self.wind)]
        return always if self._start_over is None else [*always, web.post("/start-over", self.start_over)]

    async def read(self, _request: web.Request) -> web.Response:
        now = self._clock.now()
        return web.json_response({"now": now.isoformat(), "written_out": in_danish(now)})

    async def wind(self, request: web.Request) -> web.Response:
        """Wind by one of the steps, and answer once the bot has caught up."""
        step = (await json_object(request)).get("step")
        if not isinstance(step, str) or step not in STEPS:
            raise web.HTTPBadRequest(text=f"step is one of {', '.join(STEPS)}")
        before = self._channel.chats.last_change()
        self._clock.wind_to(STEPS[step](self._clock.now(), self._is_working_day))
        caught_up = await self._pace.caught_up(self._channel)
        now = self._clock.now()
        return web.json_response(
            {
                "now": now.isoformat(),
                "written_out": in_danish(now),
                "caught_up": caught_up,
                "messages": len(self._channel.chats.changed_since(before)),
            }
        )

    async def start_over(self, _request: web.Request) -> web.Response:
        """Let the bot begin afresh, then the chats and the clock."""
        if self._start_over is not None:
            await self._start_over()
        self._channel.start_over()
        self._clock.reset()
        return web.json_response({})
