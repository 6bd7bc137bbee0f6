"""What the indicators come to in one month, added up by the database from what is counted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, func, select

from domain.discharge_count import DischargeCount
from domain.indicators.measure import Period
from domain.indicators.table import INDICATORS
from domain.indicators.tally import Tally
from domain.people import Area
from domain.report_period import ReportPeriod
from domain.reported import Tallied
from domain.settled_quarter import Pair
from storage.figure_tables import counted
from workflows.ports import DischargeCounts

_KEYS = [indicator.key for indicator in INDICATORS]
_FROM_LISTS = [indicator for indicator in INDICATORS if indicator.counts_imported]
_SUMS = (
    select(
        counted.c.indicator,
        counted.c.centre_id,
        counted.c.municipality_id,
        counted.c.days,
        func.sum(counted.c.part).label("part"),
        func.sum(counted.c.whole).label("whole"),
        func.count().label("number"),
    )
    .where(
        counted.c.indicator.in_(_KEYS),
        counted.c.day.between(bindparam("first"), bindparam("last")),
        counted.c.area == bindparam("of_area"),
    )
    .group_by(counted.c.indicator, counted.c.centre_id, counted.c.municipality_id, counted.c.days)
)


class SqlMonthlyTallies:
    def __init__(self, connection: Connection, discharge_counts: DischargeCounts) -> None:
        self._connection = connection
        self._discharge_counts = discharge_counts

    def of_month(self, area: Area, month: date) -> dict[Pair, Tallied]:
        days = ReportPeriod(month, 1).days
        found: dict[Pair, dict[str, Tally]] = {}
        bound = {"first": days.first, "last": days.last, "of_area": area}
        for row in self._connection.execute(_SUMS, bound):
            lengths = {} if row.days is None else {row.days: row.number}
            each = Tally(int(row.part), int(row.whole), lengths)
            _add(found, (row.centre_id, row.municipality_id), row.indicator, each)
        for count in self._discharge_counts.of_month(month):
            if count.area is area:
                _add_list(found, count, days)
        return dict(found)

    def lists_of(self, month: date) -> frozenset[str]:
        return frozenset(count.centre_id for count in self._discharge_counts.of_month(month))


def _add_list(found: dict[Pair, dict[str, Tally]], count: DischargeCount, days: Period) -> None:
    for indicator in _FROM_LISTS:
        _add(found, (count.centre_id, count.municipality_id), indicator.key, indicator.tally([count], days))


def _add(found: dict[Pair, dict[str, Tally]], pair: Pair, key: str, each: Tally) -> None:
    of_pair = found.setdefault(pair, {})
    of_pair[key] = of_pair[key] + each if key in of_pair else each
