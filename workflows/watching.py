"""What whoever runs the service watches in what is stored: numbers for the whole service, read when asked.

A gauge tells nobody apart: no case, citizen, person or unit. The indicators are the joint report's own: only
what is settled, by the same function, and without what a report hides, so that whoever has both learns no
more than from the report (`domain/settled_quarter.py`). What a process counts of itself does not belong here;
that is `ports/measures.py`. Whoever has more to show writes another reading and lists it in `READINGS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.forum_report import EVERYWHERE
from domain.indicators.measure import Unit
from domain.indicators.table import INDICATOR
from domain.local_time import at_local, local_day
from domain.people import AREAS, Area
from domain.report_period import ReportPeriod, last_quarter
from domain.reported import READINGS as REPORTED
from domain.settled_quarter import SettledQuarter, figure_of
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


def indicator_gauges(records: Records, now: datetime) -> Sequence[Gauge]:
    """Of each area as a whole, in its newest settled quarter. Nothing of an area that has none."""
    settled = {area: found for area in AREAS if (found := _settled(records, area, now))}
    values: dict[Unit, dict[tuple[str, ...], float]] = {unit: {} for unit in Unit}
    for area, (quarter, period) in settled.items():
        for reading in REPORTED:
            unit = INDICATOR[reading.indicator].unit
            figure = figure_of(reading, (EVERYWHERE, EVERYWHERE), [(quarter, period)])
            if (value := figure.value(unit)) is not None:
                values[unit][area, reading.indicator] = value
    labels = ("area", "indicator")
    return (
        Gauge("indicator_count", "Counts of the settled quarter.", values[Unit.COUNT], labels),
        Gauge("indicator_share", "Shares of the settled quarter, from 0 to 1.", values[Unit.SHARE], labels),
        Gauge("indicator_days", "Medians of the settled quarter.", values[Unit.MEDIAN_DAYS], labels),
        Gauge(
            "indicators_until_timestamp_seconds",
            "When the settled quarter ended.",
            {(area,): _ended(period).timestamp() for area, (_, period) in settled.items()},
            ("area",),
        ),
        Gauge(
            "indicators_lists_complete",
            "1 where all centres' own lists of discharges are in it, else 0.",
            {(area,): float(quarter.is_complete(EVERYWHERE, p)) for area, (quarter, p) in settled.items()},
            ("area",),
        ),
    )


def _settled(records: Records, area: Area, now: datetime) -> tuple[SettledQuarter, ReportPeriod] | None:
    """The last quarter as a report tells it or, until one has, the quarter before."""
    *_, before, last = last_quarter(local_day(now)).trend()
    for period in (last, before):
        quarter = records.settled_quarters.get(area, period.first)
        if quarter and quarter.holds(period):
            return quarter, period
    return None


def _ended(period: ReportPeriod) -> datetime:
    return at_local(period.last + timedelta(days=1), time())


READINGS: tuple[Reading, ...] = (outbox_gauges, log_gauges, indicator_gauges)
