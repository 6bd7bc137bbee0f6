"""`app.py figures rebuild`: what is counted is made anew from the records."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests import factories as f
from tests.integration.command_line import IN_TEAMS, run_command
from tests.stores import raw, sqlite_url, staffed, stored

COUNTED = "SELECT indicator FROM counted ORDER BY indicator"


async def with_a_meeting(url: str) -> None:
    async with staffed(url) as store:
        await stored(store, f.a_case(), f.a_meeting(f.a_case()))


def test_what_is_not_counted_is_counted_from_the_records(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    asyncio.run(with_a_meeting(url))
    raw(url, "DELETE FROM counted")

    result = run_command(url, IN_TEAMS, "figures", "rebuild")

    assert (result.exit_code, result.output) == (0, "1 records were counted.\n")
    assert raw(url, COUNTED) == [("meetings_requested",)]
