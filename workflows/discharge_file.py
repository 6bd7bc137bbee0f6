"""A centre's own discharges from a CSV file: one whole month, or nothing and what is wrong in which line.

The header tells which of two kinds it is: a list with a line per discharge, or the month's counts. What a
line says is never repeated in a fault, for it may be a CPR number. Whether the organisations exist is not
known here.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.agreement import area_for_age
from domain.cpr import Cpr
from domain.discharge_count import first_of_month
from domain.people import Area
from workflows.discharge_values import Wrong, read_value, same_name

LIST_COLUMNS = ("centre", "municipality", "area", "discharged_on", "cpr")
COUNT_COLUMNS = ("centre", "municipality", "area", "month", "discharges")
MAY_BE_MISSING = ("coercive",)
"""Columns of a list that not every centre has."""
MAY_BE_EMPTY = frozenset({"area", "cpr", *MAY_BE_MISSING})
"""In a list, where a CPR number tells the area, and a discharge may be without one."""


@dataclass(frozen=True)
class FileFault:
    line: int
    """Line in the file, the header being line 1."""
    column: str
    """Empty where it is the line or the file as a whole."""
    wrong: Wrong


class DischargesRefused(Exception):
    """The file has faults; nothing was imported."""

    def __init__(self, faults: list[FileFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__(", ".join(f"line {fault.line}: {fault.wrong}" for fault in self.faults))


@dataclass(frozen=True)
class ListedDischarge:
    """One citizen's discharge, from a list."""

    line: int
    centre: str
    municipality: str
    area: Area
    on: date
    cpr: Cpr | None
    coercive: bool | None = None
    """Whether the stay began by coercion, where the list says."""


@dataclass(frozen=True)
class MonthlyCount:
    """How many were discharged to a municipality in the month."""

    line: int
    centre: str
    municipality: str
    area: Area
    month: date
    discharges: int


Stated = ListedDischarge | MonthlyCount


@dataclass(frozen=True)
class DischargeFile:
    month: date
    """First day of the one month it states."""
    listed: tuple[ListedDischarge, ...] = ()
    counted: tuple[MonthlyCount, ...] = ()

    @property
    def rows(self) -> tuple[Stated, ...]:
        return (*self.listed, *self.counted)


def read_discharges(content: bytes, today: date) -> DischargeFile:
    """The month in a CSV file with a header. Raises `DischargesRefused` with every fault found."""
    rows, faults = _read(_decoded(content), today)
    if not rows and not faults:
        faults.append(FileFault(2, "", Wrong.NO_ROWS))
    faults += [*_in_other_months(rows), *_stated_twice(rows)]
    if faults:
        raise DischargesRefused(faults)
    listed = tuple(row for row in rows if isinstance(row, ListedDischarge))
    counted = tuple(row for row in rows if isinstance(row, MonthlyCount))
    return DischargeFile(_month_of(rows[0]), listed, counted)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    raise DischargesRefused([FileFault(line, "", Wrong.NOT_UTF8)])


def _read(text: str, today: date) -> tuple[list[Stated], list[FileFault]]:
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    rows: list[Stated] = []
    faults: list[FileFault] = []
    line = 0
    try:
        columns = tuple(name.strip().lower() for name in reader.fieldnames or ())
        reader.fieldnames = columns
        line = 1
        counts = "month" in columns or "discharges" in columns
        faults += _header_faults(columns, COUNT_COLUMNS if counts else LIST_COLUMNS)
        for record in () if faults else reader:
            line = reader.line_num
            try:
                rows += _row(line, record, counts, today)
            except DischargesRefused as refused:
                faults += refused.faults
    except csv.Error:
        faults.append(FileFault(line + 1, "", Wrong.NOT_CSV))
    return rows, faults


def _header_faults(columns: tuple[str, ...], expected: tuple[str, ...]) -> list[FileFault]:
    missing = [name for name in expected if name not in columns]
    doubtful = len(set(columns)) != len(columns) or {"discharged_on", "month"} <= set(columns)
    if doubtful or len(missing) == len(expected):
        return [FileFault(1, "", Wrong.HEADER)]
    return [FileFault(1, name, Wrong.NO_COLUMN) for name in missing]


def _row(line: int, record: Mapping[str, Any], counts: bool, today: date) -> Iterator[Stated]:
    """What the line states: nothing where it is empty. Raises `DischargesRefused`."""
    if None in record or None in record.values():
        raise DischargesRefused([FileFault(line, "", Wrong.VALUES)])
    if not any(value.strip() for value in record.values()):
        return
    value = _values(line, record, counts, today)
    name = {"line": line, "centre": value["centre"], "municipality": value["municipality"]}
    if counts:
        yield MonthlyCount(**name, area=value["area"], month=value["month"], discharges=value["discharges"])
        return
    on, cpr = value["discharged_on"], value["cpr"]
    area = value["area"] or (area_for_age(cpr.age_on(on)) if cpr else None)
    if area is None:
        raise DischargesRefused([FileFault(line, "area", Wrong.AREA_UNTOLD)])
    yield ListedDischarge(**name, area=area, on=on, cpr=cpr, coercive=value.get("coercive"))


def _values(line: int, record: Mapping[str, str], counts: bool, today: date) -> dict[str, Any]:
    listed = (*LIST_COLUMNS, *(column for column in MAY_BE_MISSING if column in record))
    read = {
        column: read_value(column, record[column], today, optional=not counts and column in MAY_BE_EMPTY)
        for column in (COUNT_COLUMNS if counts else listed)
    }
    faults = [FileFault(line, column, value) for column, value in read.items() if isinstance(value, Wrong)]
    if faults:
        raise DischargesRefused(faults)
    return read


def _month_of(row: Stated) -> date:
    return first_of_month(row.on) if isinstance(row, ListedDischarge) else row.month


def _in_other_months(rows: list[Stated]) -> list[FileFault]:
    """Lines outside the month that most of them are in."""
    months = Counter(map(_month_of, rows))
    usual = max(months, key=lambda month: months[month], default=None)
    return [
        FileFault(
            row.line,
            "discharged_on" if isinstance(row, ListedDischarge) else "month",
            Wrong.OTHER_MONTH,
        )
        for row in rows
        if _month_of(row) != usual
    ]


def _stated_twice(rows: list[Stated]) -> list[FileFault]:
    """A list may hold several alike without a CPR number: they are several citizens."""
    seen: set[Hashable] = set()
    faults = []
    for row in rows:
        what = _what(row)
        if what in seen:
            faults.append(FileFault(row.line, "", Wrong.TWICE))
        seen |= {what} if what else set()
    return faults


def _what(row: Stated) -> tuple[Hashable, ...] | None:
    centre = same_name(row.centre)
    if isinstance(row, MonthlyCount):
        return centre, same_name(row.municipality), row.area, row.month
    return (centre, row.cpr.digits, row.on) if row.cpr else None
