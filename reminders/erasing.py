"""Each night: erases what has been kept long enough, in small transactions, and tidies the database after it.

Run by every replica, and harmless to run twice: each transaction asks the rule again, and a case that is gone
is passed over. One that cannot be looked at stops no other: whatever is wrong with it, the rest of the night
goes on, and the messages that have gone are forgotten all the same.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from reminders.nights import Nights
from reminders.pages import PAGE, pages
from workflows.desk import MakeDesk
from workflows.erasing import Erased, erase_due, erase_messages
from workflows.ports import ClosedCase, Store

log = structlog.get_logger(__name__)
MESSAGES = 500
"""As many in one transaction, so that nobody waits long for it."""


async def erase_all(store: Store, desk: MakeDesk, now: datetime) -> Erased:
    """Erase all that is due at `now` (UTC); returns what was."""
    erased = Erased()
    try:
        async for page in closed_pages(store):
            for case in page:
                erased += await _look_at(store, desk, now, case)
    finally:
        while await store.run(lambda records: erase_messages(desk(records, now), MESSAGES)) == MESSAGES:
            pass
    return erased


def closed_pages(store: Store) -> AsyncIterator[tuple[ClosedCase, ...]]:
    """All closed cases, those closed longest ago first, a page in each transaction. None is opened yet."""
    return pages(store, lambda records, last: records.erasure.closed_after(last, PAGE))


async def _look_at(store: Store, desk: MakeDesk, now: datetime, case: ClosedCase) -> Erased:
    try:
        return await store.run(lambda records: erase_due(desk(records, now), case.id))
    except Exception as error:  # noqa: BLE001 - a row that cannot be opened or erased holds up no other
        log.error("erasing_stuck", case=case.number, error=type(error).__name__)
        return Erased()


@dataclass
class NightlyErasing:
    """Once a night (`nights.py`)."""

    store: Store
    desk: MakeDesk
    tidy: Callable[[], Awaitable[None]]
    """See `Database.tidy`."""
    _nights: Nights = field(default_factory=Nights, init=False)

    async def run(self, now: datetime) -> None:
        """At every tick (UTC)."""
        if not self._nights.is_due(now):
            return
        erased = await erase_all(self.store, self.desk, now)
        self._nights.done(now)
        if erased != Erased():
            await self.tidy()
            log.info("erased", cases=erased.cases, records=erased.records)
