"""Settled quarters and published reports as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import orjson

from domain.disclosure.exchange import SHOWN
from domain.effect_goals import AgreedGoals, EffectGoals
from domain.forum_report import AreaReport, CountedBy, Figure, FigureRow, ForumReport, Party
from domain.indicators.tally import Tally
from domain.people import Area
from domain.report_period import ReportPeriod
from domain.reported import Tallied
from domain.settled_quarter import CountedMonth, SettledQuarter


def quarter_to_json(quarter: SettledQuarter) -> bytes:
    return orjson.dumps(
        {
            "centres": [[party.id, party.name] for party in quarter.centres],
            "municipalities": [[party.id, party.name] for party in quarter.municipalities],
            "months": {str(n): _month_out(month) for n, month in quarter.months.items()},
            "marks": [[*where, mark] for where, mark in quarter.marks.items()],
        }
    )


def quarter_from_json(area: Area, first: date, version: int, text: bytes) -> SettledQuarter:
    stored = orjson.loads(text)
    return SettledQuarter(
        area,
        first,
        _parties(stored["centres"]),
        _parties(stored["municipalities"]),
        {int(n): _month_in(month) for n, month in stored["months"].items()},
        {(count, centre, other, at): mark for count, centre, other, at, mark in stored["marks"]},
        version,
    )


def _parties(stored: list[list[str]]) -> tuple[Party, ...]:
    return tuple(Party(id_, name) for id_, name in stored)


def _month_out(month: CountedMonth) -> dict[str, Any]:
    tallies = [[*pair, _tallied_out(tallied)] for pair, tallied in month.tallies.items()]
    return {
        "at": month.settled_at,
        "lists": sorted(month.lists_of),
        "rules": dict(month.rules),
        "tallies": tallies,
    }


def _tallied_out(tallied: Tallied) -> dict[str, list[Any]]:
    return {
        key: [each.part, each.whole, {str(days): n for days, n in each.days.items()}]
        for key, each in tallied.items()
    }


def _month_in(stored: Mapping[str, Any]) -> CountedMonth:
    tallies = {
        (centre, other): {
            key: Tally(part, whole, {int(n): times for n, times in days.items()})
            for key, (part, whole, days) in tallied.items()
        }
        for centre, other, tallied in stored["tallies"]
    }
    rules = stored.get("rules", {})  # not kept of the first ones
    return CountedMonth(_moment(stored["at"]), tallies, frozenset(stored["lists"]), rules)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def report_to_json(report: ForumReport) -> str:
    """Without the actions, which name people."""
    written = orjson.dumps(
        {
            "number": report.number,
            "first": report.period.first,
            "months": report.period.months,
            "cut_off": report.cut_off,
            "definitions": report.definitions,
            "indicators": report.indicators,
            "areas": [_area_out(area) for area in report.areas],
        }
    )
    return written.decode()


def report_from_json(text: str) -> ForumReport:
    stored = orjson.loads(text)
    return ForumReport(
        number=stored["number"],
        period=ReportPeriod(date.fromisoformat(stored["first"]), stored["months"]),
        cut_off=_moment(stored["cut_off"]),
        definitions=stored["definitions"],
        indicators=tuple(stored["indicators"]),
        areas=tuple(_area_in(area) for area in stored["areas"]),
    )


def _area_out(area: AreaReport) -> dict[str, Any]:
    return {
        "area": area.area,
        "centres": [[party.id, party.name] for party in area.centres],
        "municipalities": [[party.id, party.name] for party in area.municipalities],
        "counted_by": [[each.version, each.months, each.otherwise] for each in area.counted_by],
        "goals": [[dict(each.goals), sorted(each.pairs)] for each in area.goals.agreed],
        "rows": [
            [row.indicator, row.centre_id, row.municipality_id, [_figure_out(each) for each in row.figures]]
            for row in area.rows
        ],
    }


def _area_in(stored: Mapping[str, Any]) -> AreaReport:
    centres, municipalities = (_parties(stored[each]) for each in ("centres", "municipalities"))
    return AreaReport(
        area=Area(stored["area"]),
        centres=centres,
        municipalities=municipalities,
        rows=tuple(
            FigureRow(indicator, centre, other, tuple(_figure_in(each) for each in figures))
            for indicator, centre, other, figures in stored["rows"]
        ),
        goals=_goals_in(stored["goals"], centres, municipalities),
        counted_by=tuple(_counted_by_in(*each) for each in stored.get("counted_by", ())),
    )


def _counted_by_in(version: str, months: list[str], otherwise: list[str]) -> CountedBy:
    return CountedBy(version, tuple(date.fromisoformat(each) for each in months), tuple(otherwise))


def _goals_in(
    stored: dict[str, float] | list[Any], centres: tuple[Party, ...], municipalities: tuple[Party, ...]
) -> EffectGoals:
    """Reports of before held the same goals for all."""
    if isinstance(stored, dict):
        everywhere = frozenset((one.id, other.id) for one, other in product(centres, municipalities))
        return EffectGoals((AgreedGoals(stored, everywhere),))
    agreed = (AgreedGoals(goals, frozenset((c, m) for c, m in pairs)) for goals, pairs in stored)
    return EffectGoals(tuple(agreed))


def _figure_out(figure: Figure) -> str | list[Any]:
    """A mark, or the numbers; nothing is stored beside a mark."""
    if not figure.is_shown:
        return figure.mark
    return [figure.part, figure.whole, figure.days, figure.is_complete]


def _figure_in(stored: str | list[Any]) -> Figure:
    return Figure(mark=stored) if isinstance(stored, str) else Figure(SHOWN, *stored)
