"""The bot as a process, started with the product's command line, ended politely or with SIGKILL."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from demo.people import People
from demo.run import LOOPBACK, bot_environment
from demo.server import DIRECTORY
from tests.scenario.waiting import PATIENCE

APP = Path(__file__).parents[2] / "app.py"
STARTING = 60.0
"""Seconds a start may take on a busy machine."""


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
        self, state: Path, people: People, database_url: str | None = None, name: str = "bot"
    ) -> None:
        self.port = free_port()
        self.stderr = state / f"{name}.stderr"
        self.environment = bot_environment(state, people, self.port) | {
            "BROBYGGER_SCAN_SECONDS": "0.2",
            "BROBYGGER_DELIVER_SECONDS": "0.2",
        }
        if database_url:
            self.environment["BROBYGGER_DATABASE_URL"] = database_url
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def database_url(self) -> str:
        return self.environment["BROBYGGER_DATABASE_URL"]

    async def start(self) -> None:
        with self.stderr.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, str(APP), "run", env=self.environment, stderr=log, start_new_session=True
            )
        async with asyncio.timeout(STARTING):
            while not await self._answers():
                assert self._process.returncode is None, self.stderr.read_text("utf-8")
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """SIGKILL: no goodbye, nothing flushed."""
        if self._process is not None and self._process.returncode is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()

    async def stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._process.wait()
            except TimeoutError:
                await self.kill()
                raise

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection(LOOPBACK, self.port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True


async def run_command(environment: Mapping[str, str], *words: str) -> str:
    """Run another of the product's commands to its end; what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(APP), *words, env=environment, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0, printed
    return printed.decode()


async def import_directory(environment: Mapping[str, str]) -> None:
    await run_command(environment, "directory", "import", str(DIRECTORY))
