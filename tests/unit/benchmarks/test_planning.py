"""The side-by-side measurement of planning and delivery keeps up with the code it measures."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from benchmarks import planning
from benchmarks.by_hand import ByHand
from reminders.scan import PAGE
from tests.factories import DIRECTORY
from tests.stores import opened, sqlite_url


async def test_both_sides_plan_and_deliver_the_same_rows(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with opened(url) as store:
        await store.run(lambda records: records.directory.replace(DIRECTORY))
        with closing(ByHand(url)) as by_hand:
            await planning.fill(store, by_hand, 0)
            assert await planning.plan_ours(store) == planning.PAGES * PAGE
            assert await planning.plan_by_hand(by_hand) == planning.PAGES * PAGE
            assert await planning.deliver_ours(store) == planning.BATCHES * planning.BATCH
            assert await planning.deliver_by_hand(by_hand) == planning.BATCHES * planning.BATCH
