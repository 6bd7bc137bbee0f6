"""`app.py demo generate`: made-up cases, on a loopback channel only and into one database once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from demo.server import DIRECTORY
from tests.integration.command_line import IN_TEAMS, ON_LOOPBACK, run_command
from tests.stores import opened, raw, sqlite_url
from workflows.directory_import import read_directory


async def with_the_demos_directory(url: str) -> None:
    with DIRECTORY.open(encoding="utf-8") as lines:
        rows = read_directory(lines)
    async with opened(url) as store:
        await store.run(lambda records: records.directory.replace(rows))


@pytest.fixture
def url(tmp_path: Path) -> str:
    asyncio.run(with_the_demos_directory(sqlite_url(tmp_path)))
    return sqlite_url(tmp_path)


def test_so_many_cases_are_made_with_all_that_stands_on_them(url: str) -> None:
    result = run_command(url, ON_LOOPBACK, "demo", "generate", "--cases", "12")

    assert result.exit_code == 0
    assert result.stdout.startswith("12 cases with ")
    assert raw(url, "SELECT count(*) FROM cases") == [(12,)]
    closed = raw(url, "SELECT id FROM cases WHERE closed_at IS NOT NULL ORDER BY id")
    assert closed
    assert closed == raw(url, "SELECT case_id FROM events WHERE kind = 'case.close' ORDER BY case_id")


def test_a_second_time_nothing_is_made(url: str) -> None:
    run_command(url, ON_LOOPBACK, "demo", "generate", "--cases", "3")
    result = run_command(url, ON_LOOPBACK, "demo", "generate", "--cases", "3")

    assert (result.exit_code, raw(url, "SELECT count(*) FROM cases")) == (1, [(3,)])
    assert "Nothing was made" in result.output


def test_where_real_people_are_nothing_is_made_up(url: str) -> None:
    result = run_command(url, IN_TEAMS, "demo", "generate", "--cases", "3")

    assert (result.exit_code, raw(url, "SELECT count(*) FROM cases")) == (1, [(0,)])
    assert "only for a loopback channel" in result.output


def test_a_directory_without_units_is_refused(tmp_path: Path) -> None:
    result = run_command(sqlite_url(tmp_path), ON_LOOPBACK, "demo", "generate", "--cases", "3")

    assert result.exit_code == 1
    assert "the directory has no region unit" in result.output
