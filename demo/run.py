"""Runs the demo: the bot as a process of its own, as in production, and the local channel beside it.

Keys are made once and kept in the demo's state folder with everything else; the bot gets them through its
environment. Both listen on loopback only and end together.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import secrets
import shutil
import signal
import sys
from datetime import date
from pathlib import Path

import holidays

from demo.clock import WoundClock, begin_at_work
from demo.login_routes import BELOW
from demo.people import People, read_people
from demo.server import DIRECTORY, make_channel, serve

LOOPBACK = "127.0.0.1"
ANCHORS = "anchors.jsonl"
"""Goes with the database when the demo begins anew."""
_READY_SECONDS = 60


def bot_environment(state: Path, people: People, bot_port: int, page_url: str = "") -> dict[str, str]:
    """The settings of a bot for the local channel, its data in `state`; people sign in at the page, if there
    is one."""
    return {
        **os.environ,
        "BROBYGGER_CHANNEL": "loopback",
        "BROBYGGER_TENANTS": ",".join(sorted({person.tenant_id for person in people})),
        "BROBYGGER_DATABASE_URL": f"sqlite:///{state / 'bot' / 'brobygger.db'}",
        "BROBYGGER_PUBLIC_URL": f"http://{LOOPBACK}:{bot_port}",
        "BROBYGGER_CONTACT": "demoens administrator",
        "BROBYGGER_HOST": LOOPBACK,
        "BROBYGGER_PORT": str(bot_port),
        "BROBYGGER_SCAN_SECONDS": "1",
        "BROBYGGER_DELIVER_SECONDS": "1",
        "BROBYGGER_CLOCK_FILE": str(state / "clock"),
        "BROBYGGER_ANCHORS": str(state / "bot" / ANCHORS),
        "BROBYGGER_IDENTITY_PROVIDER": f"{page_url}{BELOW}" if page_url else "",
        **_keys(state / "keys.json"),
    }


def _keys(file: Path) -> dict[str, str]:
    """The demo's own keys, made the first time."""
    if not file.exists():
        made = [base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(3)]
        keys = {
            "BROBYGGER_KEYS": f"demo:{made[0]}",
            "BROBYGGER_LOOKUP_KEY": made[1],
            "BROBYGGER_LINK_KEY": made[2],
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(keys), "utf-8")
    kept: dict[str, str] = json.loads(file.read_text("utf-8"))
    return kept


class BotProcess:
    """The bot, started with the command line of the product and ended with it."""

    def __init__(self, app: Path, state: Path, people: People, port: int, page_url: str) -> None:
        self._app = app
        self._state = state
        self._people = people
        self._port = port
        self._page_url = page_url
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        await self._prepare()
        self._process = await self._command("run")
        await self._answers()

    async def run(self, *words: str) -> int:
        """Another command on the same data; its exit code."""
        await self._prepare()
        command = await self._command(*words)
        return await command.wait()

    async def _prepare(self) -> None:
        (self._state / "bot").mkdir(parents=True, exist_ok=True)
        (self._state / "bot" / ANCHORS).touch()
        importing = await self._command("directory", "import", str(DIRECTORY))
        if await importing.wait():
            raise RuntimeError("the demo's directory could not be imported")

    async def stop(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            await self._process.wait()

    async def start_over(self) -> None:
        """Forget everything the bot knew."""
        await self.stop()
        shutil.rmtree(self._state / "bot")
        await self.start()

    async def _command(self, *words: str) -> asyncio.subprocess.Process:
        environment = bot_environment(self._state, self._people, self._port, self._page_url)
        return await asyncio.create_subprocess_exec(
            sys.executable, str(self._app), *words, env=environment, stdout=asyncio.subprocess.DEVNULL
        )

    async def _answers(self) -> None:
        """Wait until the bot takes connections."""
        async with asyncio.timeout(_READY_SECONDS):
            while self._process and self._process.returncode is None:
                try:
                    _, writer = await asyncio.open_connection(LOOPBACK, self._port)
                except OSError:
                    await asyncio.sleep(0.1)
                    continue
                writer.close()
                return
        raise RuntimeError(f"the bot did not start; is port {self._port} taken?")


async def run_in_demo(state: Path, app: Path, *words: str) -> int:
    """A command of the product on the demo's database, with its directory imported; its exit code."""
    bot = BotProcess(app, state, read_people(DIRECTORY), 0, "")
    return await bot.run(*words)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays.country_holidays("DK")


async def run_demo(port: int, bot_port: int, state: Path, app: Path) -> None:
    """Run until the process is told to stop."""
    state = state.resolve()
    people = read_people(DIRECTORY)
    base_url = f"http://{LOOPBACK}:{port}"
    bot = BotProcess(app, state, people, bot_port, base_url)
    state.mkdir(parents=True, exist_ok=True)
    clock = WoundClock(state / "clock")
    begin_at_work(clock, is_working_day)
    await bot.start()
    channel = make_channel(
        f"http://{LOOPBACK}:{bot_port}",
        state,
        people,
        clock,
        base_url,
        is_working_day=is_working_day,
        start_over=bot.start_over,
    )
    runner = await serve(channel, port, LOOPBACK)
    stop = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    sys.stdout.write(f"\nBrobygger kører. Åbn {base_url} i en browser. Stop med Ctrl+C.\n")
    sys.stdout.flush()
    try:
        await stop.wait()
    finally:
        await runner.cleanup()
        await bot.stop()
