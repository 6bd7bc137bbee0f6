"""What must be settled before a report can be made: found, counted, decided, and kept.

Three steps, so that nobody waits for them: what is missing is counted in short transactions, a month each;
what may be told is decided outside any transaction; and it is kept if nobody else has settled the same
meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.forum_report import Party
from domain.indicators.rules import rules_now
from domain.indicators.table import INDICATORS
from domain.indicators.tally import NOTHING_COUNTED, Tally
from domain.people import AREAS, Area, Organisation, Sector
from domain.report_period import MONTHS_IN_QUARTER, ReportPeriod
from domain.settled_quarter import CountedMonth, Pair, SettledQuarter
from summaries.report import pieces_of
from workflows.desk import Desk
from workflows.ports.figures import FiguresAsked
from workflows.reports import agreements_of, lists_of, parties_of

_FROM_LISTS = tuple(indicator for indicator in INDICATORS if indicator.counts_imported)


@dataclass(frozen=True)
class Wanted:
    """A quarter as it is stored, and the months and quarters of it that a report needs."""

    quarter: SettledQuarter
    pieces: tuple[ReportPeriod, ...]

    @property
    def months(self) -> tuple[date, ...]:
        """The months that have not been counted."""
        wanted = {month for piece in self.pieces for month in self.quarter.missing_months(piece)}
        return tuple(sorted(wanted))

    @property
    def is_settled(self) -> bool:
        return all(self.quarter.holds(piece) for piece in self.pieces)


def wanted(desk: Desk, period: ReportPeriod) -> list[Wanted]:
    """For each area that has an agreement, the quarters of the period and its trend."""
    return [
        Wanted(_quarter(desk, area, first), tuple(pieces))
        for area in AREAS
        if agreements_of(desk, area, period)
        for first, pieces in pieces_of(period).items()
    ]


def _quarter(desk: Desk, area: Area, first: date) -> SettledQuarter:
    """As it is stored; a new one has the parties of the agreements of its time, or of today where there were
    none yet."""
    stored = desk.records.settled_quarters.get(area, first)
    if stored is not None:
        return stored
    days = ReportPeriod(first, MONTHS_IN_QUARTER)
    if not agreements_of(desk, area, days):
        days = ReportPeriod(desk.today.replace(day=1), 1)
    centres = parties_of(desk, area, days, Sector.REGION)
    municipalities = parties_of(desk, area, days, Sector.MUNICIPALITY)
    return SettledQuarter(area, first, _named(centres), _named(municipalities))


def _named(organisations: tuple[Organisation, ...]) -> tuple[Party, ...]:
    return tuple(Party(each.id, each.name) for each in organisations)


def count_month(desk: Desk, area: Area, month: date) -> CountedMonth:
    """What the indicators come to between any two organisations, the centres' own lists with it."""
    days = ReportPeriod(month, 1).days
    counted = desk.records.figures.of(FiguresAsked(days, area))
    sums: dict[Pair, dict[str, Tally]] = {
        (group.centre_id, group.municipality_id): dict(tallied)
        for group, tallied in counted.by_group.items()
        if group.area is area
    }
    for count in counted.counts:
        if count.area is area:
            of_pair = sums.setdefault((count.centre_id, count.municipality_id), {})
            for indicator in _FROM_LISTS:
                before = of_pair.get(indicator.key, NOTHING_COUNTED)
                of_pair[indicator.key] = before + indicator.tally([count], days)
    return CountedMonth(desk.now, sums, lists_of(desk, area, month), rules_now())


def is_empty(
    counted: Mapping[tuple[Area, date], CountedMonth], found: list[Wanted], period: ReportPeriod
) -> bool:
    """Whether there was nothing at all in the period itself."""
    months = set(period.each_month())
    stored = (m for each in found for m in _stored(each.quarter, months))
    fresh = (each for (_, month), each in counted.items() if month in months)
    return not any(each.tallies for each in (*stored, *fresh))


def _stored(quarter: SettledQuarter, months: set[date]) -> list[CountedMonth]:
    own = ReportPeriod(quarter.first, MONTHS_IN_QUARTER).each_month()
    return [quarter.months[n] for n, month in enumerate(own) if month in months and n in quarter.months]


def settle(each: Wanted, counted: Mapping[date, CountedMonth]) -> SettledQuarter:
    """Decide what may be told of it; single months before the quarter. Pure, and the slow part."""
    quarter = each.quarter.with_months(counted)
    for piece in sorted(each.pieces, key=lambda piece: (piece.months, piece.first)):
        quarter = quarter.settled(piece)
    return quarter
