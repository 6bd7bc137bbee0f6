"""At a start the bot counts what it has not counted; where it cannot, it runs all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from reminders.recount import count_what_is_not


async def logged(records: int | None, counted: Callable[[], None] = lambda: None) -> list[Any]:
    async def recount() -> int:
        if records is None:
            raise OSError("the disk is full")
        return records

    with capture_logs() as logs:
        await count_what_is_not(recount, counted)
    return logs


@pytest.mark.parametrize(("records", "times"), [(0, 1), (7, 1), (None, 0)])
async def test_who_waits_for_it_is_told_once_all_is_counted(records: int | None, times: int) -> None:
    told: list[bool] = []
    await logged(records, lambda: told.append(True))

    assert len(told) == times


@pytest.mark.parametrize(
    ("records", "lines"),
    [
        (0, []),
        (7, [{"event": "figures_counted", "records": 7, "log_level": "info"}]),
        (None, [{"event": "figures_not_counted", "error": "OSError", "log_level": "error"}]),
    ],
    ids=["nothing to count", "after an upgrade", "a fault"],
)
async def test_what_was_counted_is_logged(records: int | None, lines: list[Any]) -> None:
    assert await logged(records) == lines
