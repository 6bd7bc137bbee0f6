"""The joint report as a workbook: tidy data to go on with, tables as people know them, charts of Excel's own.

Every cell holds its own value: no formula, no macro, no hidden sheet, row or column, and no link. What is not
passed on is text ("<5", "*") where a number would stand, so nothing lies behind it. Text is written as text
also where it looks like a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from workflows.forum_book import AreaSheet, Cell, Curve, ForumBook, NumberTable, Shown

INK, ACCENT, SHADE, GOAL, LINE = "#1B1B1B", "#14505F", "#EEF3F4", "#9A4A00", "#B9C4C7"
_NUMBERS: Mapping[Shown, str] = {Shown.COUNT: "#,##0", Shown.SHARE: "0 %", Shown.DAYS: "0.0"}
_CHART_ROWS = 16
_CHARTS_ON_PAGE = 4
_HEAD_HEIGHT = 30
_TABLES_ON_PAGE = 2
_NAME_WIDTH, _NUMBER_WIDTH = 60, 15
_AFTER_VALUE = 4
"""Columns of the data after the value: numerator, denominator, goal, remark."""


def write_forum_book(book: ForumBook) -> bytes:
    """See `workflows.forum_book.WriteForumBook`."""
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": book.title, "created": book.made_at.replace(tzinfo=None)})
        writer = _Writer(workbook, book)
        writer.front()
        for area in book.areas:
            writer.area(area)
        writer.data()
        writer.definitions()
    return target.getvalue()


class _Writer:
    def __init__(self, workbook: Workbook, book: ForumBook) -> None:
        self._workbook, self._book = workbook, book
        self._title = self._style(bold=True, font_size=16, font_color=ACCENT)
        self._heading = self._style(bold=True, font_size=12, font_color=ACCENT)
        self._head = self._style(bold=True, bg_color=SHADE, bottom=1, bottom_color=LINE, text_wrap=True)
        self._number_head = self._style(
            bold=True, bg_color=SHADE, bottom=1, bottom_color=LINE, text_wrap=True, align="right"
        )
        self._text = self._style(text_wrap=True)
        self._cells = {
            (shown, bold): self._style(num_format=number, bold=bold, align="right")
            for shown, number in _NUMBERS.items()
            for bold in (False, True)
        }
        self._names = {bold: self._style(bold=bold) for bold in (False, True)}
        self._day = self._style(num_format="yyyy-mm-dd", align="right")

    def _style(self, **how: Any) -> Format:
        return self._workbook.add_format({"font_name": "Calibri", "font_color": INK, "valign": "top", **how})

    def _sheet(self, name: str, landscape: bool = True) -> Worksheet:
        sheet = self._workbook.add_worksheet(name)
        sheet.set_paper(9)  # A4
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L{self._book.title}&R{self._book.page}")
        sheet.hide_gridlines(2)
        return sheet

    def front(self) -> None:
        sheet = self._sheet(self._book.front_name, landscape=False)
        sheet.set_column(0, 0, 100)
        title, *lines = self._book.front
        sheet.write_string(0, 0, title, self._title)
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line, self._text)

    def area(self, area: AreaSheet) -> None:
        """The curves as a table, their goals and charts, then a table for each indicator by group."""
        sheet = self._sheet(area.name)
        sheet.set_column(0, 0, _NAME_WIDTH)
        sheet.set_column(1, 12, _NUMBER_WIDTH)
        sheet.write_string(0, 0, area.name, self._title)
        if area.note:
            sheet.write_string(1, 0, area.note, self._names[False])
        self._line(sheet, 2, ("", *area.periods))
        for row, curve in enumerate(area.curves, start=3):
            self._row(sheet, row, (curve.title, *curve.values), curve.shown)
        goal_rows, below = self._goals(sheet, area, 4 + len(area.curves))
        breaks = [below]
        below = self._charts(sheet, area, goal_rows, below, breaks)
        for number, table in enumerate(area.tables):
            if number % _TABLES_ON_PAGE == 0:
                breaks.append(below)
            below = self._table(sheet, below, table) + 2
        sheet.set_h_pagebreaks(breaks)

    def _goals(self, sheet: Worksheet, area: AreaSheet, top: int) -> tuple[dict[str, int], int]:
        """The goals, a row each, for the charts to draw from; the rows by curve, and the row below."""
        having = [curve for curve in area.curves if curve.goal is not None]
        if not having:
            return {}, top
        self._line(sheet, top, (self._book.goals_name, *area.periods))
        for row, curve in enumerate(having, start=top + 1):
            self._row(sheet, row, (curve.title, *([curve.goal] * len(area.periods))), curve.shown)
        rows = {curve.title: row for row, curve in enumerate(having, start=top + 1)}
        return rows, top + 2 + len(having)

    def _charts(
        self, sheet: Worksheet, area: AreaSheet, goal_rows: Mapping[str, int], top: int, breaks: list[int]
    ) -> int:
        """One for each share, two beside each other, four on a printed page. The row below."""
        drawn = [(row, curve) for row, curve in enumerate(area.curves, start=3) if curve.shown is Shown.SHARE]
        for number, (row, curve) in enumerate(drawn):
            place = top + number // 2 * _CHART_ROWS, number % 2 * 4
            if number and number % _CHARTS_ON_PAGE == 0:
                breaks.append(place[0])
            chart = self._chart(area, row, curve, goal_rows.get(curve.title))
            told = ", ".join(f"{p}: {_told(v)}" for p, v in zip(area.periods, curve.values, strict=True))
            sheet.insert_chart(*place, chart, {"description": f"{curve.title}. {told}. {curve.note}".strip()})
        return top + (len(drawn) + 1) // 2 * _CHART_ROWS

    def _chart(self, area: AreaSheet, row: int, curve: Curve, goal_row: int | None) -> Any:
        chart = self._workbook.add_chart({"type": "column"})
        labels = {"value": True, "num_format": _NUMBERS[curve.shown]}
        look = {"fill": {"color": ACCENT}, "gap": 60, "data_labels": labels}
        chart.add_series({**_series(area, curve.title, row), **look})
        if goal_row is not None:
            line = self._workbook.add_chart({"type": "line"})
            dashed = {"color": GOAL, "dash_type": "dash", "width": 1.5}
            line.add_series({**_series(area, self._book.goal_name, goal_row), "line": dashed})
            chart.combine(line)
        chart.set_title({"name": curve.title, "name_font": {"size": 11, "color": INK}})
        chart.set_legend({"none": goal_row is None, "position": "bottom"})
        chart.set_y_axis({"min": 0, "max": 1, "num_format": "0 %", "major_gridlines": {"visible": False}})
        chart.set_size({"width": 560, "height": _CHART_ROWS * 20 - 20})
        return chart

    def _table(self, sheet: Worksheet, top: int, table: NumberTable) -> int:
        """The row below it."""
        sheet.write_string(top, 0, table.title, self._heading)
        if table.note:
            top += 1
            sheet.write_string(top, 0, table.note, self._names[False])
        self._line(sheet, top + 1, table.head)
        last_row, last_column = len(table.rows) - 1, len(table.head) - 1
        for number, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                bold = table.totals and (number == last_row or column == last_column)
                self._cell(sheet, top + 2 + number, column, cell, table.shown, bold)
        return top + 2 + len(table.rows)

    def _line(self, sheet: Worksheet, row: int, head: Iterable[str]) -> None:
        sheet.set_row(row, _HEAD_HEIGHT)
        for column, name in enumerate(head):
            sheet.write_string(row, column, name, self._number_head if column else self._head)

    def _row(self, sheet: Worksheet, row: int, cells: Iterable[Cell], shown: Shown) -> None:
        for column, cell in enumerate(cells):
            self._cell(sheet, row, column, cell, shown)

    def _cell(
        self, sheet: Worksheet, row: int, column: int, cell: Cell, shown: Shown, bold: bool = False
    ) -> None:
        style = self._cells[shown, bold] if column else self._names[bold]
        match cell:
            case None:
                return
            case str():
                sheet.write_string(row, column, cell, style)
            case date():
                sheet.write_datetime(row, column, cell, self._day)
            case _:
                sheet.write_number(row, column, cell, style)

    def data(self) -> None:
        book = self._book
        sheet = self._sheet(book.data_name)
        value = len(book.data_head) - 1 - _AFTER_VALUE
        for column, name in enumerate(book.data_head):
            sheet.write_string(0, column, name, self._head)
        for row, (cells, shown) in enumerate(zip(book.data, book.data_shown, strict=True), start=1):
            for column, cell in enumerate(cells):
                written = shown if column in (value, value + 3) else Shown.COUNT
                self._cell(sheet, row, column, cell, written)
        sheet.autofilter(0, 0, len(book.data), len(book.data_head) - 1)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_column(0, len(book.data_head) - 1, _NUMBER_WIDTH)
        sheet.set_column(value - 2, value - 2, _NAME_WIDTH)

    def definitions(self) -> None:
        sheet = self._sheet(self._book.definitions_name)
        for column, (name, width) in enumerate(zip(self._book.definitions_head, (46, 90, 40), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, self._head)
        for row, cells in enumerate(self._book.definitions, start=1):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, self._text)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)


def _series(area: AreaSheet, name: str, row: int) -> dict[str, Any]:
    """The periods of one row."""
    last = len(area.periods)
    return {"name": name, "categories": [area.name, 2, 1, 2, last], "values": [area.name, row, 1, row, last]}


def _told(cell: Cell) -> str:
    return f"{cell:.0%}" if isinstance(cell, float) else str(cell if cell is not None else "-")
