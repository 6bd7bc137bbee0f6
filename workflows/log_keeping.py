"""The end of the audit log's time: whole batches are deleted when all in them is older than the log is kept.

That this was done stands in the log itself, so that an empty batch is told from one somebody emptied. The
newest such entry speaks of all batches from the first on, and so also for those that earlier ones spoke of.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from workflows.desk import CLOCK_ID
from workflows.ports import AuditEntry, Records

EXPIRE = "log.expire"
LEAST_KEPT = timedelta(days=365)
"""No setting may let the log go sooner, and no check believes that it was right to."""
_SUBJECT = "batches:1-"


def expire_log(records: Records, now: datetime, before: datetime) -> bool:
    """Delete some of what was written before then; whether there was anything, and so may be more."""
    expired = records.seals.expire(before, now)
    if expired is None:
        return False
    detail = {"entries": str(expired.entries), "before": before.isoformat()}
    records.audit.write(AuditEntry(now, CLOCK_ID, EXPIRE, f"{_SUBJECT}{expired.last}", detail=detail))
    return True


def last_expired(subject: str) -> int:
    """The batch up to which this subject says that entries are gone; 0 where it says no such thing."""
    last = subject.removeprefix(_SUBJECT)
    return int(last) if last != subject and last.isdecimal() else 0
