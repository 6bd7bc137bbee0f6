"""Puts the local channel together: the server that plays the part of Teams, and the page it is used from.

It listens on loopback, has no sign-in, and holds made-up people only. The bot is another server; neither
knows the other's code.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path

from aiohttp import web

from demo.bot_link import BotLink
from demo.change_stream import ChangeStream
from demo.channel import LocalChannel
from demo.chats import Chats
from demo.clock import WoundClock
from demo.clock_routes import ClockRoutes, Pace, Silence, StartOver
from demo.connector import Connector
from demo.file_routes import FileRoutes
from demo.identity import Identities
from demo.incoming import add_security_headers, only_this_machine
from demo.login_routes import BELOW, LoginRoutes
from demo.page_routes import PageRoutes
from demo.people import People

HERE = Path(__file__).parent
DIRECTORY = HERE / "directory.csv"
PAGE = HERE / "page"
LIBRARIES: Mapping[str, Path] = {
    "/lib/adaptivecards.min.js": HERE / "node_modules/adaptivecards/dist/adaptivecards.min.js",
    "/lib/markdown-it.min.js": HERE / "node_modules/markdown-it/dist/browser/markdown-it.umd.min.js",
}
CHATS_FILE = "chats.sqlite"

_LARGEST_BODY = 256 * 1024
_CLOSING_SECONDS = 2.0


class LibraryMissing(RuntimeError):
    """One of the page's libraries is not installed; `npm ci` in the demo's folder gets them."""


def make_channel(
    bot_url: str,
    state: Path,
    people: People,
    clock: WoundClock,
    base_url: str,
    *,
    is_working_day: Callable[[date], bool],
    start_over: StartOver | None = None,
    pace: Pace | None = None,
) -> web.Application:
    """The local channel as an application to serve at `base_url`; it keeps its chats in the folder `state`.

    `start_over` lets the bot forget everything; without it the page has no button for beginning again.
    Raises `LibraryMissing`.
    """
    chats, bot = Chats(state / CHATS_FILE), BotLink(bot_url)
    channel = LocalChannel(chats, people, bot, clock.now, base_url)
    changes = ChangeStream(channel)

    async def running(_app: web.Application) -> AsyncIterator[None]:
        chats.open()
        async with bot:
            yield
        chats.close()

    app = web.Application(middlewares=[only_this_machine], client_max_size=_LARGEST_BODY)
    app.add_routes(Connector(channel, base_url).routes())
    app.add_routes(PageRoutes(channel, can_start_over=start_over is not None).routes())
    app.add_routes(FileRoutes(channel.files).routes())
    app.add_routes(LoginRoutes(Identities(f"{base_url}{BELOW}", clock.now), people).routes())
    app.add_routes(ClockRoutes(channel, clock, is_working_day, pace or Silence(), start_over).routes())
    app.add_routes([web.get("/events", changes.follow), *_files()])
    app.on_response_prepare.append(add_security_headers)
    app.on_shutdown.append(changes.stop)
    app.cleanup_ctx.append(running)
    return app


async def serve(app: web.Application, port: int, host: str = "127.0.0.1") -> web.AppRunner:
    """Start serving on loopback. The caller ends it with the runner's `cleanup`."""
    runner = web.AppRunner(app, shutdown_timeout=_CLOSING_SECONDS, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


def _files() -> list[web.AbstractRouteDef]:
    missing = [str(file.name) for file in LIBRARIES.values() if not file.is_file()]
    if missing:
        raise LibraryMissing(f"{', '.join(missing)} not found: run `npm ci` in the demo's folder")
    libraries = [web.get(path, _file(file)) for path, file in LIBRARIES.items()]
    return [web.get("/", _file(PAGE / "index.html")), *libraries, web.static("/page", PAGE)]


def _file(file: Path) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(file)

    return answer
