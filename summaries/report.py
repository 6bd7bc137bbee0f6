"""The joint report of the operations forum, made from what is settled.

Which months and quarters a report needs, and what it then says of each area, indicator and group. Nothing
here sees a number that may not be told: figures come from `domain/settled_quarter.py`, which gives none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product

from domain.effect_goals import EffectGoals
from domain.forum_report import (
    EVERYWHERE,
    AreaReport,
    CountedBy,
    Figure,
    FigureRow,
    ForumReport,
    NotedAction,
    Party,
)
from domain.indicators.rules import Rules, version_of
from domain.people import Area
from domain.report_period import ReportPeriod, first_of_quarter
from domain.reported import READINGS, Reading
from domain.settled_quarter import Pieces, SettledQuarter, figure_of

Settled = Mapping[tuple[Area, date], SettledQuarter]
"""By area and the first day of the quarter."""


@dataclass(frozen=True)
class Asked:
    """What a report is made of, beside its figures."""

    number: int
    period: ReportPeriod
    cut_off: datetime
    """UTC."""
    rules: Rules
    """By which is counted now, as the report's definitions tell."""
    goals: Mapping[Area, EffectGoals]
    """The areas it has, each with the effect goals in force."""
    actions: tuple[NotedAction, ...] = field(default=())


def pieces_of(period: ReportPeriod) -> dict[date, list[ReportPeriod]]:
    """The months and quarters that a report of the period and its trend need settled, by their quarter."""
    needed: dict[date, list[ReportPeriod]] = {}
    for each in period.trend():
        for piece in each.pieces():
            needed.setdefault(first_of_quarter(piece.first), []).append(piece)
    return needed


def make_report(asked: Asked, settled: Settled) -> ForumReport:
    """Raises `KeyError` where something it needs is not settled."""
    return ForumReport(
        number=asked.number,
        period=asked.period,
        cut_off=asked.cut_off,
        definitions=version_of(asked.rules),
        indicators=tuple(reading.indicator for reading in READINGS),
        areas=tuple(_area(asked, area, settled) for area in asked.goals),
        actions=asked.actions,
    )


def _area(asked: Asked, area: Area, settled: Settled) -> AreaReport:
    trend = [_pieces(each, area, settled) for each in asked.period.trend()]
    latest = trend[-1][-1][0]
    return AreaReport(
        area=area,
        centres=latest.centres,
        municipalities=latest.municipalities,
        rows=tuple(_rows(latest.centres, latest.municipalities, trend)),
        goals=asked.goals[area],
        counted_by=_counted_by(asked, area, settled),
    )


def _counted_by(asked: Asked, area: Area, settled: Settled) -> tuple[CountedBy, ...]:
    """The months of the period and its trend by the rules they were counted by, the latest rules first."""
    by_rules: dict[str, list[date]] = {}
    otherwise: dict[str, tuple[str, ...]] = {}
    for month in sorted(
        {month for each in asked.period.trend() for month in each.each_month()}, reverse=True
    ):
        rules = settled[area, first_of_quarter(month)].counted_in(month).rules
        version = version_of(rules)
        by_rules.setdefault(version, []).insert(0, month)
        otherwise[version] = tuple(_counted_otherwise(rules, asked.rules)) if rules else ()
    return tuple(CountedBy(each, tuple(months), otherwise[each]) for each, months in by_rules.items())


def _counted_otherwise(then: Rules, now: Rules) -> Iterator[str]:
    """The indicators read from a rule that was another then, or not there."""
    for reading in READINGS:
        if any(then.get(each) != now[each] for each in reading.indicators):
            yield reading.indicator


def _pieces(period: ReportPeriod, area: Area, settled: Settled) -> Pieces:
    return [(settled[area, first_of_quarter(piece.first)], piece) for piece in period.pieces()]


def _rows(
    centres: tuple[Party, ...], municipalities: tuple[Party, ...], trend: list[Pieces]
) -> Iterator[FigureRow]:
    ids = ([EVERYWHERE, *(party.id for party in parties)] for parties in (centres, municipalities))
    for reading, (centre, municipality) in product(READINGS, list(product(*ids))):
        yield FigureRow(
            reading.indicator, centre, municipality, _figures(reading, (centre, municipality), trend)
        )


def _figures(reading: Reading, pair: tuple[str, str], trend: list[Pieces]) -> tuple[Figure, ...]:
    return tuple(figure_of(reading, pair, pieces) for pieces in trend)
