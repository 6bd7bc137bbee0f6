"""Keeps the audit log evidence: run at every tick, in every replica, and once more when the bot stops.

What was written since is put under seals; what is older than the log is kept goes, by whole batches; and
once an hour the newest seal is written down outside the database, in a file and in the service's own log.
Each part fails by itself, is told in the log, and is tried again by the next tick.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from workflows.log_keeping import expire_log
from workflows.ports import Anchors, Store

log = structlog.get_logger(__name__)
BETWEEN_ANCHORS = timedelta(hours=1)


@dataclass(frozen=True)
class Sealing:
    store: Store
    kept: timedelta
    """How long an entry is kept."""
    anchors: Anchors | None = None
    """None where the log has no evidence outside the database: on a loopback channel only."""

    async def run(self, now: datetime) -> None:
        await self.seal(now)
        while await self.store.run(lambda records: expire_log(records, now, now - self.kept)):
            pass
        if self.anchors is not None:
            await self._anchor(self.anchors, now)

    async def seal(self, now: datetime) -> None:
        """Until nothing waits for a seal."""
        while await self.store.run(lambda records: records.seals.seal(now)):
            pass

    async def _anchor(self, anchors: Anchors, now: datetime) -> None:
        """Once an hour; also where the last one is of a time to come, as when a clock was set back."""
        try:
            last = await asyncio.to_thread(anchors.last_at)
            if last is not None and timedelta(0) <= now - last < BETWEEN_ANCHORS:
                return
            seal = await self.store.run(lambda records: records.seals.newest())
            if seal is None:
                return
            mac = await asyncio.to_thread(anchors.append, seal, now)
        except OSError as error:
            log.error("audit_not_anchored", error=type(error).__name__)
            return
        log.info("audit_anchored", batch=seal.number, entries=seal.total, hash=seal.hash.hex(), mac=mac)
