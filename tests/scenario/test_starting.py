"""The real command line starts the bot, and so does the fork that stands in for it in the other stories."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path

import pytest

from tests.integration.demo.running import demo_people
from tests.scenario import story
from tests.scenario.bot_process import BotProcess, Start, by_command_line
from tests.scenario.fork_server import fork
from tests.scenario.town import in_town
from tests.scenario.waiting import until

ROOT = Path(__file__).parents[2]
EITHER_WAY = pytest.mark.parametrize("start", [by_command_line, fork], ids=["python app.py", "forked"])


@EITHER_WAY
async def test_the_command_line_run_serves_until_it_is_killed_or_told_to_stop(
    state: Path, start: Start
) -> None:
    async with in_town(state, start=start) as town:
        await story.they_meet_the_bot(town)
        await town.bot.kill()
        assert town.bot.exit_code == -signal.SIGKILL
        await town.bot.start()
        await story.she_begins_a_request(town)
    assert town.bot.exit_code == 0


@EITHER_WAY
async def test_the_command_line_ends_at_once_with_settings_that_cannot_be_used(
    state: Path, start: Start
) -> None:
    bot = BotProcess(state, demo_people(), start=start)
    running = start(["run"], bot.environment | {"BROBYGGER_PORT": "none"}, bot.stderr)
    await until(lambda: running.poll() is not None, "it ends")
    assert running.poll() == 1
    assert "The settings cannot be used" in bot.stderr.read_text("utf-8")


@EITHER_WAY
async def test_the_command_line_imports_the_directory(tmp_path: Path, start: Start) -> None:
    bot = BotProcess(tmp_path, demo_people(), start=start)
    (tmp_path / "bot").mkdir()
    await bot.import_directory()


STARTS_ONE_AND_WAITS = """
import json, signal, sys
from pathlib import Path
from tests.scenario.fork_server import fork
words, environment, stderr = json.load(sys.stdin)
print(fork(words, environment, Path(stderr)).pid, flush=True)
signal.pause()
"""


async def test_a_forked_bot_ends_with_its_test_process_however_that_ends(state: Path) -> None:
    bot = BotProcess(state, demo_people())
    bot.anchors.parent.mkdir(parents=True, exist_ok=True)
    bot.anchors.touch()
    told = json.dumps((["run"], bot.environment, str(bot.stderr)))
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STARTS_ONE_AND_WAITS, stdin=PIPE, stdout=PIPE, cwd=ROOT
    )
    assert started.stdin is not None
    assert started.stdout is not None
    started.stdin.write(told.encode())
    started.stdin.write_eof()
    forked = int(await started.stdout.readline())
    await until(lambda: '"ready"' in bot.stderr.read_text("utf-8"), "it serves")
    started.kill()
    await started.wait()
    try:
        await until(lambda: not is_alive(forked), "it ends")
    finally:
        with suppress(ProcessLookupError):
            os.kill(forked, signal.SIGKILL)


def is_alive(process: int) -> bool:
    """One that has ended and waits to be collected is not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
