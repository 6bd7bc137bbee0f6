"""What whoever runs the service sees of the outbox, and the two things they may do with a row: retry, drop.

Shown is what stands still: what is uncertain or dead, and what waits because its recipient's tenant has never
met the bot. Ids, kinds and reasons only; who a message is for is not said. Each step is written to the audit
log in the transaction that takes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflows.notice import Outgoing
from workflows.outbox_states import STARTS, Event
from workflows.ports import AuditEntry, Records, Source

MOST_SHOWN = 200
OPERATOR_ID = "operator"
"""The actor in the audit log where it was whoever runs the service."""
ACTIONS: Mapping[Event, str] = {
    Event.RETRIED_BY_OPERATOR: "retry",
    Event.DROPPED_BY_OPERATOR: "drop",
}
_WORD = re.compile(r"[a-z_]+")


class NotMended(Exception):
    """The row cannot be retried or dropped; the message says which and why."""


@dataclass(frozen=True)
class OutboxReport:
    counts: Mapping[str, int]
    """Rows per state, every state named."""
    shown: tuple[Outgoing, ...]
    """Oldest first."""
    more: bool
    """Whether there are more than are shown."""


def outbox_report(records: Records) -> OutboxReport:
    found = records.outbox.standing_still(MOST_SHOWN + 1)
    return OutboxReport(records.outbox.counts(), found[:MOST_SHOWN], more=len(found) > MOST_SHOWN)


def mend(records: Records, outgoing_id: str, event: Event, now: datetime, source: Source) -> None:
    """Retry or drop the row. One that was uncertain goes out as a labelled repeat. Raises `NotMended`."""
    outgoing = records.outbox.find(outgoing_id)
    if outgoing is None:
        raise NotMended(f"there is no message {outgoing_id}")
    not_before = now if event is Event.RETRIED_BY_OPERATOR else None
    if not records.outbox.settle(outgoing, event, "", not_before):
        allowed = ", ".join(sorted(STARTS[event]))
        raise NotMended(
            f"message {outgoing_id} is {outgoing.state}: {ACTIONS[event]} is for what is {allowed}"
        )
    why = {"state": str(outgoing.state), "why": outgoing.why}
    subject = f"outgoing:{outgoing_id}"
    entry = AuditEntry(now, OPERATOR_ID, ACTIONS[event], subject, detail=why, source=source)
    records.audit.write(entry)


def rule_in_words(outgoing: Outgoing) -> str:
    """What decided it, without ids and dates, such as `task overdue`."""
    parts = outgoing.notice.rule.split(":")
    return " ".join(part for part in parts if _WORD.fullmatch(part))
