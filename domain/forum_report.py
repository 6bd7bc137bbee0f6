"""The joint report of the operations forum: what it tells, with nothing in it that it may not tell.

For each area, each indicator and each group of cases there is a figure for every period of the trend. A group
is a centre and a municipality; without one of them it is the total over all of them. Small numbers are gone
before a report is made, so that no renderer can show them. Words and looks do not belong here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from domain.disclosure.exchange import SHOWN, WITHHELD
from domain.effect_goals import NO_GOALS, EffectGoals
from domain.indicators.measure import Unit
from domain.people import Area
from domain.report_period import ReportPeriod

EVERYWHERE = ""
"""In place of a centre or a municipality: all of them."""


@dataclass(frozen=True)
class Figure:
    """One indicator of one group in one period. `mark` is `SHOWN`, or how the number is passed on instead."""

    mark: str = SHOWN
    part: int = 0
    """The count; of a share the numerator, of a median how many there were. 0 where it is not shown."""
    whole: int | None = None
    """The denominator of a share, where that is shown."""
    days: float | None = None
    """The median, in days."""
    is_complete: bool = True
    """False where a centre's own list is missing: "kun sager kendt af botten"."""

    @property
    def is_shown(self) -> bool:
        return self.mark == SHOWN

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where it is not shown, or there is nothing to take it of."""
        return self.part / self.whole if self.is_shown and self.whole else None

    def value(self, unit: Unit) -> float | None:
        """What is compared and drawn; None where it is not shown or there was nothing to measure."""
        if not self.is_shown:
            return None
        of_unit: Mapping[Unit, float | None] = {
            Unit.COUNT: self.part,
            Unit.SHARE: self.share,
            Unit.MEDIAN_DAYS: self.days,
        }
        return of_unit[unit]


NOT_TOLD = Figure(WITHHELD)


@dataclass(frozen=True)
class Party:
    """An organisation as it was called then."""

    id: str
    name: str


@dataclass(frozen=True)
class FigureRow:
    indicator: str
    """Its key."""
    centre_id: str
    municipality_id: str
    figures: tuple[Figure, ...]
    """One for each period of the trend."""

    @property
    def latest(self) -> Figure:
        return self.figures[-1]


@dataclass(frozen=True)
class CountedBy:
    """Months that were counted by the same rules."""

    version: str
    """Of the rules; empty where it was not kept then."""
    months: tuple[date, ...]
    """Their first days, in order."""
    otherwise: tuple[str, ...] = ()
    """The keys of the indicators whose rule is another in the report's definitions."""


@dataclass(frozen=True)
class AreaReport:
    area: Area
    centres: tuple[Party, ...]
    municipalities: tuple[Party, ...]
    rows: tuple[FigureRow, ...]
    goals: EffectGoals = NO_GOALS
    """In force at the period's end."""
    counted_by: tuple[CountedBy, ...] = ()
    """All months of the period and its trend, by the rules they were counted by."""

    def row(
        self, indicator: str, centre_id: str = EVERYWHERE, municipality_id: str = EVERYWHERE
    ) -> FigureRow:
        """Raises `KeyError`."""
        return self._by_place[indicator, centre_id, municipality_id]

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, str], FigureRow]:
        return {(row.indicator, row.centre_id, row.municipality_id): row for row in self.rows}


@dataclass(frozen=True)
class NotedAction:
    """Something the forum decided to do ("indsats"), as it stood when the report was made."""

    text: str
    owner: str
    due: date
    done_on: date | None = None

    def is_late(self, today: date) -> bool:
        return self.done_on is None and self.due < today


@dataclass(frozen=True)
class ForumReport:
    number: int
    """Counts from 1; what a report is asked for by again."""
    period: ReportPeriod
    cut_off: datetime
    """UTC; what was known then and settled before is in it."""
    definitions: str
    """The version of the rules that its definitions tell; older months may have been counted by others
    (`counted_by`)."""
    indicators: tuple[str, ...]
    """The keys of the indicators it has, the headline first."""
    areas: tuple[AreaReport, ...]
    actions: tuple[NotedAction, ...] = ()
