"""Writes to the audit log that whoever runs the service changed the keys: under which, and how much.

The seals themselves are the store's; nothing that is sealed is seen here.
"""

from __future__ import annotations

from datetime import datetime

from workflows.outbox_care import OPERATOR_ID
from workflows.ports import AuditEntry, Records, Source

ROTATION_BEGUN, ROTATION_ENDED = "rotate_begun", "rotate_ended"


def note_rotation(records: Records, action: str, now: datetime, source: Source, **counts: int) -> None:
    """`action` is one of the two above."""
    detail = {name: str(count) for name, count in counts.items()}
    records.audit.write(AuditEntry(now, OPERATOR_ID, action, "keys", detail=detail, source=source))
