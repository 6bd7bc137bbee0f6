"""What facts come to, one by one and added up: the step between a fact and its measure.

An indicator says of a fact what it counts and on which day (`Counted`); a tally is a sum of these. Tallies of
parts add up to the tally of the whole, also where a median does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.indicators.measure import Measure, Period, Unit


@dataclass(frozen=True)
class Counted:
    """One fact's part in one indicator."""

    on: date
    """The local day it counts on."""
    part: int = 1
    whole: int = 0
    days: int | None = None
    """Its duration in calendar days, where the indicator is a median."""
    since: date | None = None
    """Where it is about several days: the first of them. It counts only in a period that holds all."""

    def falls_in(self, period: Period) -> bool:
        return self.on in period and (self.since or self.on) in period


@dataclass(frozen=True)
class Tally:
    part: int = 0
    whole: int = 0
    days: Mapping[int, int] = field(default_factory=dict)
    """How many durations there were of each length."""

    def __add__(self, other: Tally) -> Tally:
        days = Counter(self.days)
        days.update(other.days)
        return Tally(self.part + other.part, self.whole + other.whole, days)

    def measure(self, unit: Unit, complete_denominator: bool = True) -> Measure:
        """`complete_denominator`: as `Measure` says."""
        match unit:
            case Unit.COUNT:
                return Measure(self.part, complete_denominator=complete_denominator)
            case Unit.SHARE:
                return Measure(self.part, self.whole, complete_denominator=complete_denominator)
            case Unit.MEDIAN_DAYS:
                return Measure(self.part, days=median(self.days))


NOTHING_COUNTED = Tally()


def tally(counted: Iterable[Counted]) -> Tally:
    part, whole, days = 0, 0, Counter[int]()
    for each in counted:
        part, whole = part + each.part, whole + each.whole
        if each.days is not None:
            days[each.days] += 1
    return Tally(part, whole, days)


def median(durations: Mapping[int, int]) -> float | None:
    """The middle one in order, or halfway between the middle two; None where there is none."""
    number = sum(durations.values())
    if not number:
        return None
    return (_at((number - 1) // 2, durations) + _at(number // 2, durations)) / 2


def _at(position: int, durations: Mapping[int, int]) -> int:
    for length in sorted(durations):
        position -= durations[length]
        if position < 0:
            return length
    raise ValueError("there are fewer durations than that")
