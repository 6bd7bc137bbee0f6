"""The joint report as a workbook in words: a tidy row for each value, tables by group, curves, definitions.

What is passed on instead of a number is text in its cell. The same figures as on paper, no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.indicator_words import title_of
from dialogs.report_grids import note_on
from dialogs.report_pages import PAGES
from dialogs.report_paper import action_lines, definitions, made_text, reading_notes
from dialogs.report_words import area_name, known_only_note, period_label, period_name, value_of
from dialogs.wording import Wording
from domain.forum_report import EVERYWHERE, AreaReport, Figure, FigureRow, ForumReport
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Unit
from domain.indicators.table import INDICATOR
from workflows.forum_book import AreaSheet, Cell, Curve, ForumBook, NumberTable, Shown

SHOWN: Mapping[Unit, Shown] = {
    Unit.COUNT: Shown.COUNT,
    Unit.SHARE: Shown.SHARE,
    Unit.MEDIAN_DAYS: Shown.DAYS,
}
DATA_COLUMNS = (
    "report", "period", "first", "last", "area", "centre", "municipality", "indicator", "unit", "value",
    "part", "whole", "goal", "remark",
)  # fmt: skip


def report_book(report: ForumReport, wording: Wording) -> ForumBook:
    title = wording("forum.title", period=period_name(wording, report.period))
    rows = [(area, row) for area in report.areas for row in area.rows]
    data = [each for area, row in rows for each in _data(report, area, row, wording)]
    shown = [SHOWN[INDICATOR[row.indicator].unit] for _, row in rows for _ in row.figures]
    return ForumBook(
        title=title,
        made_at=report.cut_off,
        front_name=wording("forum.sheet.front"),
        front=(title, made_text(report, wording), *_front(report, wording)),
        areas=tuple(_sheet(report, area, wording) for area in report.areas),
        data_name=wording("forum.sheet.data"),
        data_head=tuple(wording(f"forum.column.{name}") for name in DATA_COLUMNS),
        data=tuple(data),
        data_shown=tuple(shown),
        definitions_name=wording("forum.sheet.definitions"),
        definitions_head=tuple(
            wording(f"forum.column.{name}") for name in ("indicator", "definition", "source")
        ),
        definitions=tuple((each.name, each.text, each.source) for each in definitions(report, wording)),
        goal_name=wording("forum.key.goal"),
        goals_name=wording("forum.sheet.goals"),
        page=wording("forum.sheet.page", page="&P", pages="&N"),
    )


def _front(report: ForumReport, wording: Wording) -> Iterator[str]:
    yield ""
    yield wording("forum.actions.title")
    yield from tuple(action_lines(report, wording)) or (wording("forum.actions.none"),)
    yield ""
    yield wording("forum.reading.title")
    yield from reading_notes(report, wording)


def _sheet(report: ForumReport, area: AreaReport, wording: Wording) -> AreaSheet:
    keys = [key for page in PAGES for key in page.indicators]
    return AreaSheet(
        name=area_name(wording, area),
        note=known_only_note(wording, {INDICATOR[key]: area.row(key).figures for key in keys}),
        periods=tuple(period_label(wording, each) for each in report.period.trend()),
        curves=tuple(_curve(area, key, wording) for key in keys),
        tables=tuple(_table(report, area, INDICATOR[key], wording) for key in keys),
    )


def _curve(area: AreaReport, key: str, wording: Wording) -> Curve:
    indicator = INDICATOR[key]
    values = tuple(_cell(indicator, figure, wording) for figure in area.row(key).figures)
    note = note_on(area, indicator, area.row(key).figures, wording)
    return Curve(title_of(wording, indicator), values, SHOWN[indicator.unit], area.goals.of(key), note)


def _table(report: ForumReport, area: AreaReport, indicator: AnyIndicator, wording: Wording) -> NumberTable:
    total = wording("forum.total")
    centres = [*((party.id, party.name) for party in area.centres), (EVERYWHERE, total)]
    groups = [*((party.id, party.name) for party in area.municipalities), (EVERYWHERE, total)]
    rows = tuple(
        (name, *(_cell(indicator, area.row(indicator.key, c, m).latest, wording) for c, _ in centres))
        for m, name in groups
    )
    period = period_name(wording, report.period)
    title = wording("forum.by_group", title=title_of(wording, indicator), period=period)
    head = (wording("forum.municipality"), *(name for _, name in centres))
    latest = [area.row(indicator.key, c, m).latest for m, _ in groups for c, _ in centres]
    note = note_on(area, indicator, latest, wording)
    return NumberTable(title, head, rows, SHOWN[indicator.unit], note=note)


def _cell(indicator: AnyIndicator, figure: Figure, wording: Wording) -> Cell:
    if not figure.is_shown:
        return figure.mark
    value = value_of(indicator, figure)
    return wording("forum.nothing") if value is None else value


def _data(
    report: ForumReport, area: AreaReport, row: FigureRow, wording: Wording
) -> Iterator[tuple[Cell, ...]]:
    """One row for each period."""
    indicator = INDICATOR[row.indicator]
    names = {party.id: party.name for party in (*area.centres, *area.municipalities)}
    names[EVERYWHERE] = wording("forum.total")
    about = (
        area_name(wording, area),
        names[row.centre_id],
        names[row.municipality_id],
        title_of(wording, indicator),
        wording(f"forum.unit.{indicator.unit}"),
    )
    goal = area.goals.within(row.centre_id, row.municipality_id).of(row.indicator)
    for period, figure in zip(report.period.trend(), row.figures, strict=True):
        when = (period_label(wording, period), period.first, period.last)
        value = _cell(indicator, figure, wording)
        counts = (figure.part, figure.whole) if figure.is_shown else (None, None)
        yield (report.number, *when, *about, value, *counts, goal, _remark(indicator, figure, wording))


def _remark(indicator: AnyIndicator, figure: Figure, wording: Wording) -> str | None:
    if not figure.is_shown:
        return wording("forum.remark.withheld")
    is_partial = indicator.counts_imported and not figure.is_complete
    return wording("forum.remark.known_only") if is_partial else None
