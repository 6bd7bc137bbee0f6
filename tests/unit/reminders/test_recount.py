"""At a start the bot counts what it has not counted; where it cannot, it runs all the same."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from reminders.recount import count_what_is_not


async def logged(records: int | None) -> list[Any]:
    async def recount() -> int:
        if records is None:
            raise OSError("the disk is full")
        return records

    with capture_logs() as logs:
        await count_what_is_not(recount)
    return logs


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
