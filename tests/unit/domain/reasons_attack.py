"""Somebody who reads the definitions beside the numbers: what the reasons and the lists tell of a month.

One centre and two municipalities. They know that whoever was explained has a reason among those shown, and
that without a centre's list nobody is without agreement whom the bot does not know of. They try every number
there could be, and keep those that fit everything shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product

from domain.delay import DelayReason
from domain.disclosure.exchange import SMALL, is_small
from domain.forum_report import EVERYWHERE, Figure, Party
from domain.indicators.discharges import HEADLINE
from domain.indicators.rules import rules_now
from domain.indicators.tally import Tally
from domain.people import Area
from domain.report_period import ReportPeriod
from domain.reported import READINGS
from domain.settled_quarter import CountedMonth, SettledQuarter, figure_of

MONTH = ReportPeriod(date(2026, 7, 1), 1)
CENTRE, MUNICIPALITIES = "north", ("albertslund", "hvidovre")
REASON = f"delays_{DelayReason.SUDDEN}"
LATE, EXPLAINED, MISSING = "discharges_signed_late", "discharges_explained", "discharges_missing"
BEYOND = 4
"""How far above the true numbers they try."""

Way = tuple[int, int, int, int]
"""Discharges in time, late, explained, and missing."""
Secret = tuple[str, str]
"""A municipality or all, and what of it."""


@dataclass(frozen=True)
class Truth:
    ways: tuple[Way, Way]
    """Of each municipality."""
    other_delays: tuple[int, int]
    """Delays that are no discharge's, for the same reason."""

    def settled(self) -> SettledQuarter:
        tallies = {
            (CENTRE, name): _tallies(way, other)
            for name, way, other in zip(MUNICIPALITIES, self.ways, self.other_delays, strict=True)
        }
        month = CountedMonth(datetime(2026, 11, 1, tzinfo=UTC), tallies, frozenset(), rules_now())
        municipalities = tuple(Party(name, name) for name in MUNICIPALITIES)
        quarter = SettledQuarter(Area.ADULTS, MONTH.first, (Party(CENTRE, CENTRE),), municipalities)
        return quarter.with_months({MONTH.first: month}).settled(MONTH)


def _tallies(way: Way, other: int) -> dict[str, Tally]:
    in_time, late, explained, missing = way
    return {
        HEADLINE: Tally(in_time, sum(way)),
        LATE: Tally(late, 0),
        EXPLAINED: Tally(explained, 0),
        MISSING: Tally(missing, 0),
        REASON: Tally(explained + other, 0),
    }


def told(truth: Truth) -> set[Secret]:
    """The small numbers that could be no other."""
    quarter, true = truth.settled(), _everywhere(truth.ways)
    shown = {
        place: {
            reading.indicator: figure_of(reading, (EVERYWHERE, place), [(quarter, MONTH)])
            for reading in READINGS
        }
        for place in (*MUNICIPALITIES, EVERYWHERE)
    }
    secret = {
        (place, name)
        for place, way in true.items()
        for name, value in _numbers(way).items()
        if is_small(value)
    }
    for world in _worlds(truth, shown):
        if not secret:
            break
        others = {place: _numbers(way) for place, way in world.items()}
        secret = {
            (place, name) for place, name in secret if others[place][name] == _numbers(true[place])[name]
        }
    return secret


def _worlds(truth: Truth, shown: Mapping[str, Mapping[str, Figure]]) -> Iterator[Mapping[str, Way]]:
    one, other = (
        [way for way in _tried(true) if _fits(way, shown[place])]
        for place, true in zip(MUNICIPALITIES, truth.ways, strict=True)
    )
    for ways in product(one, other):
        world = _everywhere(ways)
        if _fits(world[EVERYWHERE], shown[EVERYWHERE]):
            yield world


def _tried(true: Way) -> Iterator[Way]:
    yield from product(*(range(each + BEYOND) for each in true))


def _everywhere(ways: tuple[Way, ...]) -> dict[str, Way]:
    in_time, late, explained, missing = (sum(each) for each in zip(*ways, strict=True))
    return {**dict(zip(MUNICIPALITIES, ways, strict=True)), EVERYWHERE: (in_time, late, explained, missing)}


def _numbers(way: Way) -> dict[str, int]:
    in_time, late, explained, missing = way
    return {
        HEADLINE: in_time,
        LATE: late,
        EXPLAINED: explained,
        MISSING: missing,
        "without": explained + missing,
        "not in time": late + explained + missing,
        "all": sum(way),
    }


def _fits(way: Way, shown: Mapping[str, Figure]) -> bool:
    numbers, headline, reasons = _numbers(way), shown[HEADLINE], shown[REASON]
    if headline.is_shown and (headline.part, headline.whole) != (numbers[HEADLINE], numbers["all"]):
        return False
    if not _is_so(shown["discharges_in_target_group"], numbers["all"]):
        return False
    if not all(_is_so(shown[name], numbers[name]) for name in (LATE, EXPLAINED, MISSING)):
        return False
    if reasons.is_shown:
        return numbers[EXPLAINED] <= reasons.part
    return reasons.mark != SMALL or numbers[EXPLAINED] <= 4


def _is_so(figure: Figure, number: int) -> bool:
    return number == figure.part if figure.is_shown else figure.mark != SMALL or is_small(number)
