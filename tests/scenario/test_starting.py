"""The real command line starts the bot, and so does the fork that stands in for it in the other stories."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.integration.demo.running import demo_people
from tests.scenario import story
from tests.scenario.bot_process import BotProcess, Start, by_command_line
from tests.scenario.fork_server import fork
from tests.scenario.town import in_town
from tests.scenario.waiting import until

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
