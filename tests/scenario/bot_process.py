"""The bot as a process of its own, ended politely or with SIGKILL. Here people are quicker than hands can
be, and it lets them.

It is forked from a process that has imported the product, so that a start is cheap; with `by_command_line` it
is started as in production.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from demo.people import People
from demo.run import LOOPBACK, bot_environment
from demo.server import DIRECTORY
from tests.scenario.fork_server import fork
from tests.scenario.waiting import until

APP = Path(__file__).parents[2] / "app.py"
STARTING = 60.0
"""Seconds a start may take on a busy machine."""


class Running(Protocol):
    """A command under way."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None:
        """The exit code, or minus the signal that killed it; None while it runs."""


Start = Callable[[Sequence[str], Mapping[str, str], Path], Running]
"""Starts a command of the product in an environment, its standard error added to a file."""


def by_command_line(words: Sequence[str], environment: Mapping[str, str], stderr: Path) -> Running:
    with stderr.open("ab") as log:
        command = [sys.executable, str(APP), *words]
        return subprocess.Popen(command, env=environment, stderr=log, start_new_session=True)


def free_port() -> int:
    """A free port below those the system gives to outgoing connections, so that a restart finds it free."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as trial:
            try:
                trial.bind((LOOPBACK, port))
            except OSError:
                continue
            return port


class BotProcess:
    """`app.py run` with its data in the folder `state`, or in the database at `database_url`."""

    def __init__(
        self,
        state: Path,
        people: People,
        database_url: str | None = None,
        start: Start = fork,
        name: str = "bot",
        page_url: str = "",
    ) -> None:
        self.port = free_port()
        self.metrics_port = free_port()
        self.stderr = state / f"{name}.stderr"
        self.environment = bot_environment(state, people, self.port, page_url) | {
            "BROBYGGER_SCAN_SECONDS": "0.2",
            "BROBYGGER_DELIVER_SECONDS": "0.2",
            "BROBYGGER_METRICS_PORT": str(self.metrics_port),
            "BROBYGGER_PERSON_PER_MINUTE": "100000",
            "BROBYGGER_TENANT_PER_MINUTE": "100000",
            "BROBYGGER_PEER_PER_MINUTE": "100000",
        }
        if database_url:
            self.environment["BROBYGGER_DATABASE_URL"] = database_url
        self._start = start
        self._running: Running | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def metrics_url(self) -> str:
        return f"http://{LOOPBACK}:{self.metrics_port}/metrics"

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    @property
    def database_url(self) -> str:
        return self.environment["BROBYGGER_DATABASE_URL"]

    @property
    def anchors(self) -> Path:
        """The file of the audit log's anchors, which the bot wants to find."""
        return Path(self.environment["BROBYGGER_ANCHORS"])

    @property
    def exit_code(self) -> int | None:
        """Of the latest start: minus the signal that killed it; None while it runs."""
        return self._running.poll() if self._running else None

    async def start(self) -> None:
        self.anchors.parent.mkdir(parents=True, exist_ok=True)
        self.anchors.touch()
        running = self._running = self._start(["run"], self.environment, self.stderr)
        async with asyncio.timeout(STARTING):
            while not await self._answers():
                assert running.poll() is None, self.stderr.read_text("utf-8")
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """SIGKILL: no goodbye, nothing flushed."""
        if self._running is not None and self._running.poll() is None:
            await self._end(self._running, signal.SIGKILL)

    async def stop(self) -> None:
        if self._running is not None and self._running.poll() is None:
            await self._end(self._running, signal.SIGTERM)

    async def import_directory(self) -> None:
        """Run that command to its end."""
        running = self._start(["directory", "import", str(DIRECTORY)], self.environment, self.stderr)
        await until(lambda: running.poll() is not None, "the directory is imported")
        assert running.poll() == 0, self.stderr.read_text("utf-8")

    async def _end(self, running: Running, how: signal.Signals) -> None:
        os.killpg(running.pid, how)
        await until(lambda: running.poll() is not None, f"the bot ends after {how.name}")

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection(LOOPBACK, self.port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True
