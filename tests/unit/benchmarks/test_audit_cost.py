"""The measurement of what the audit log costs keeps up with the code it measures."""

from __future__ import annotations

from pathlib import Path

from benchmarks.audit_cost import WAYS, measure, table
from tests.stores import raw, sqlite_url

TURNS = 10


async def test_every_second_turn_of_the_measurement_writes_an_entry(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    measured = await measure(url, rounds=1, turns=TURNS)
    assert set(measured) == set(WAYS)
    for way, waits in measured.items():
        assert len(waits.without) == len(waits.with_entry) == len(waits.entry) == TURNS
        assert len(list(table("SQLite", way, waits))) == 5
    warm_up_and_rounds = 1 + len(WAYS)
    assert raw(url, "SELECT count(*) FROM audit") == [(warm_up_and_rounds * TURNS,)]
