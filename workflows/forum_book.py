"""The joint report for those who go on working with it: its words and numbers, ready for a workbook.

A cell is a number, or the text that is passed on instead of one; nothing that may not be told is in it. How
it looks does not belong here; `papers/` does that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | date | None


class Shown(StrEnum):
    """How the numbers of a table are written."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"


@dataclass(frozen=True)
class NumberTable:
    """An indicator by municipality and centre, with totals as last row and column; or over time."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Each begins with what it is about."""
    shown: Shown
    totals: bool = True
    note: str = ""
    """What must be known to read it right; empty where there is nothing."""


@dataclass(frozen=True)
class Curve:
    """An indicator over the periods, to be drawn; what is not shown leaves a gap."""

    title: str
    values: tuple[Cell, ...]
    shown: Shown
    goal: float | None = None
    note: str = ""
    """As of a table."""


@dataclass(frozen=True)
class AreaSheet:
    name: str
    note: str
    """Of all curves."""
    periods: tuple[str, ...]
    curves: tuple[Curve, ...]
    tables: tuple[NumberTable, ...]


@dataclass(frozen=True)
class ForumBook:
    title: str
    made_at: datetime
    """An aware moment."""
    front_name: str
    front: tuple[str, ...]
    """Lines of the first sheet, the title first."""
    areas: tuple[AreaSheet, ...]
    data_name: str
    data_head: tuple[str, ...]
    data: tuple[tuple[Cell, ...], ...]
    """One value a row. The value is the last but four: then numerator, denominator, goal and remark."""
    data_shown: tuple[Shown, ...]
    """How the value and the goal of each row are written."""
    definitions_name: str
    definitions_head: tuple[str, ...]
    definitions: tuple[tuple[str, ...], ...]
    goal_name: str
    goals_name: str
    page: str
    """The foot of a printed page, in which `&P` is its number and `&N` how many there are."""


WriteForumBook = Callable[[ForumBook], bytes]
"""The report as a workbook. Up to a few seconds of work; called where it holds nobody up."""
