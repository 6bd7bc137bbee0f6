"""Each night: asks about the open cases that nobody closes, and takes the question back where it is moot.

Run by every replica, and harmless to run twice: each case is looked at anew in a transaction of its own. One
that cannot be looked at stops no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from reminders.nights import Nights
from reminders.pages import PAGE, pages
from workflows.desk import Desk, MakeDesk
from workflows.idle_cases import quiet_since, settle_idle
from workflows.ports import OpenCase, Records, Store

log = structlog.get_logger(__name__)

Read = Callable[[Desk, OpenCase | None], tuple[OpenCase, ...]]
"""A page of cases, those after the one given."""


def _asked(desk: Desk, after: OpenCase | None) -> tuple[OpenCase, ...]:
    return desk.records.idle_cases.asked(after, PAGE)


def _quiet(desk: Desk, after: OpenCase | None) -> tuple[OpenCase, ...]:
    return desk.records.idle_cases.quiet(quiet_since(desk), desk.today, after, PAGE)


@dataclass
class NightlyIdling:
    """Once a night (`nights.py`), before the morning's reminders."""

    store: Store
    desk: MakeDesk
    _nights: Nights = field(default_factory=Nights, init=False)

    async def run(self, now: datetime) -> None:
        """At every tick (UTC)."""
        if not self._nights.is_due(now):
            return
        for read in (_asked, _quiet):
            async for page in pages(self.store, partial(self._read, read, now)):
                for case in page:
                    await self._look_at(case, now)
        self._nights.done(now)

    def _read(
        self, read: Read, now: datetime, records: Records, last: OpenCase | None
    ) -> tuple[OpenCase, ...]:
        return read(self.desk(records, now), last)

    async def _look_at(self, case: OpenCase, now: datetime) -> None:
        try:
            await self.store.run(lambda records: settle_idle(self.desk(records, now), case.id))
        except Exception as error:  # noqa: BLE001 - a row that cannot be opened holds up no other
            log.error("idle_case_stuck", case=case.number, error=type(error).__name__)
