"""Figures: what is counted on a period's days, added up by the database in one statement.

What counts as what was decided when it was written (`counting.py`); here is only adding up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from domain.discharge_count import DischargeCount, first_of_month
from domain.indicators.discharges import REGISTERED
from domain.indicators.measure import Group, Period
from domain.indicators.table import INDICATOR
from domain.indicators.tally import NOTHING_COUNTED, Tally
from domain.people import Area
from storage.databases.apart import Apart
from storage.figures.recounting import is_up_to_date
from storage.schema.document_tables import discharge_counts
from storage.schema.figure_tables import counted
from workflows.ports import FiguresAsked, Tallied

_GROUP = (counted.c.centre_id, counted.c.municipality_id, counted.c.area)


class SqlFigures:
    def __init__(self, connection: Connection, apart: Apart) -> None:
        self._connection = connection
        self._apart = apart

    def is_up_to_date(self) -> bool:
        return is_up_to_date(self._connection)

    def of(self, asked: FiguresAsked) -> Tallied:
        return self._apart.answer(asked, lambda connection: added_up(connection, asked))


def added_up(connection: Connection, asked: FiguresAsked) -> Tallied:
    by_group: dict[Group, dict[str, Tally]] = defaultdict(dict)
    for row in connection.execute(_sums(asked)):
        group = Group(row.centre_id, row.municipality_id, Area(row.area))
        durations = {} if row.days is None else {row.days: row.records}
        of_group = by_group[group]
        before = of_group.get(row.indicator, NOTHING_COUNTED)
        of_group[row.indicator] = before + Tally(row.part, row.whole, durations)
    return Tallied(dict(by_group), _counts(connection, asked), is_up_to_date(connection))


def _sums(asked: FiguresAsked) -> Select[Any]:
    """One range of the index for each indicator; a median's durations stay apart."""
    sums = (
        func.sum(counted.c.part).label("part"),
        func.sum(counted.c.whole).label("whole"),
        func.count().label("records"),
    )
    query = select(counted.c.indicator, *_GROUP, counted.c.days, *sums).where(
        counted.c.indicator.in_(sorted(INDICATOR)),
        counted.c.day.between(asked.period.first, asked.period.last),
    )
    if asked.area is not Area.BOTH:
        query = query.where(counted.c.area == asked.area.value)
    if asked.unit_ids is not None:
        concerned = (counted.c.region_unit_id, counted.c.municipality_unit_id)
        query = query.where(or_(*(column.in_(sorted(asked.unit_ids)) for column in concerned)))
    return query.group_by(counted.c.indicator, *_GROUP, counted.c.days)


def _counts(connection: Connection, asked: FiguresAsked) -> tuple[DischargeCount, ...]:
    months = asked.period.whole_months()
    if not months or asked.unit_ids is not None:
        return ()
    query = select(discharge_counts).where(discharge_counts.c.month.in_(months))
    if asked.area is not Area.BOTH:
        query = query.where(discharge_counts.c.area == asked.area.value)
    rows = connection.execute(query.order_by(*discharge_counts.primary_key)).mappings().all()
    registered = _registered(connection, asked.period) if rows else Counter()
    counts = (DischargeCount(**{**row, "area": Area(row["area"])}) for row in rows)
    return tuple(count.by_now(registered[_group(count), count.month]) for count in counts)


def _group(count: DischargeCount) -> Group:
    return Group(count.centre_id, count.municipality_id, count.area)


def _registered(connection: Connection, period: Period) -> Counter[tuple[Group, date]]:
    """How many discharges of each group and month the bot knows of now."""
    query = (
        select(*_GROUP, counted.c.day, func.sum(counted.c.part).label("part"))
        .where(counted.c.indicator == REGISTERED, counted.c.day.between(period.first, period.last))
        .group_by(*_GROUP, counted.c.day)
    )
    found: Counter[tuple[Group, date]] = Counter()
    for row in connection.execute(query):
        group = Group(row.centre_id, row.municipality_id, Area(row.area))
        found[group, first_of_month(row.day)] += row.part
    return found
