"""What whoever runs the service watches in what is stored: numbers for the whole service, read when asked.

A gauge may tell organisations apart and nobody smaller: no unit, person, case or citizen, and of these no
count that is not suppressed (`domain/small_counts.py`). What a process counts of itself does not belong here;
that is `ports/measures.py`. Whoever has more to show writes another reading and lists it in `READINGS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.ports import Records


@dataclass(frozen=True)
class Gauge:
    """One number, or one for each combination of labels."""

    name: str
    """With its unit at the end, like `outbox_oldest_due_seconds`."""
    meaning: str
    values: Mapping[tuple[str, ...], float]
    """By the values of the labels, in their order; `()` where there are none."""
    labels: tuple[str, ...] = ()


Reading = Callable[[Records, datetime], Sequence[Gauge]]
"""Reads at a moment (UTC), within a transaction, and changes nothing."""


def outbox_gauges(records: Records, now: datetime) -> Sequence[Gauge]:
    counts: dict[tuple[str, ...], float] = {
        (state,): float(number) for state, number in records.outbox.counts().items()
    }
    oldest = records.outbox.oldest_due(now)
    waited = 0.0 if oldest is None else (now - oldest).total_seconds()
    return (
        Gauge("outbox_messages", "Messages in the outbox by state.", counts, ("state",)),
        Gauge(
            "outbox_oldest_due_seconds",
            "How long the oldest message that may go out now has waited; 0 where none waits.",
            {(): waited},
        ),
    )


def log_gauges(records: Records, now: datetime) -> Sequence[Gauge]:
    since = records.seals.waiting_since()
    waited = 0.0 if since is None else (now - since).total_seconds()
    return (
        Gauge(
            "audit_unsealed_seconds",
            "How long the oldest entry of the audit log has waited for its seal; 0 where none waits.",
            {(): waited},
        ),
    )


READINGS: tuple[Reading, ...] = (outbox_gauges, log_gauges)
