"""What is settled of one quarter and area: the numbers that were counted, and how each is passed on.

The counts stand here once and for good, small ones among them, so this is kept sealed and never shown. Every
report reads its figures from it by `figure_of`, which gives nothing that is hidden. How it is decided what is
hidden stands in `disclosure/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import product

from domain.disclosure.calendar import MONTHS, QUARTER, Counted, settle
from domain.disclosure.counts import Cell, Place
from domain.disclosure.exchange import SHOWN, SMALLEST_SHOWN, WITHHELD
from domain.forum_report import EVERYWHERE, NOT_TOLD, Figure, Party
from domain.indicators.rules import COUNTED_BEFORE, Rules
from domain.indicators.tally import NOTHING_COUNTED, Tally, median
from domain.people import Area
from domain.report_period import ReportPeriod, month_after
from domain.reported import (
    COUNT,
    COUNTS,
    MEDIANS,
    Reading,
    Tallied,
    known_of_lists,
    known_of_reasons,
)

Pair = tuple[str, str]
"""Ids of a centre and a municipality."""
Where = tuple[str, str, str, int]
"""A count, centre and municipality (or `EVERYWHERE`), and which month, or the quarter."""


@dataclass(frozen=True)
class CountedMonth:
    """What was counted of one month."""

    settled_at: datetime
    """UTC."""
    tallies: Mapping[Pair, Tallied]
    lists_of: frozenset[str] = frozenset()
    """Ids of the centres whose own list of discharges was there."""
    rules: Rules = field(default_factory=dict)
    """By which it was counted; empty where that was not kept yet."""

    def tells_of(self, indicators: Iterable[str]) -> bool:
        """Whether these were counted then: one that came later was not, which is not the same as none."""
        counted = self.rules or COUNTED_BEFORE
        return all(each in counted for each in indicators)


@dataclass(frozen=True)
class SettledQuarter:
    area: Area
    first: date
    centres: tuple[Party, ...]
    municipalities: tuple[Party, ...]
    months: Mapping[int, CountedMonth] = field(default_factory=dict)
    """By their place in the quarter, from 0."""
    marks: Mapping[Where, str] = field(default_factory=dict)
    version: int = 0

    def holds(self, piece: ReportPeriod) -> bool:
        """Whether this month, or the whole quarter, is settled."""
        return (COUNTS[0].name, EVERYWHERE, EVERYWHERE, self._at(piece)) in self.marks

    def counted_in(self, month: date) -> CountedMonth:
        """What was counted of the month that begins on this day. Raises `KeyError` where it was not."""
        return self.months[self._month(month)]

    def missing_months(self, piece: ReportPeriod) -> tuple[date, ...]:
        """The first days of those of its months that were never counted."""
        return tuple(month for month in piece.each_month() if self._month(month) not in self.months)

    def with_months(self, counted: Mapping[date, CountedMonth]) -> SettledQuarter:
        """With what was counted of months that were not counted before, between the quarter's parties."""
        fresh = {self._month(month): self._between_parties(each) for month, each in counted.items()}
        return replace(self, months={**fresh, **self.months})

    def _between_parties(self, month: CountedMonth) -> CountedMonth:
        centres, others = ({party.id for party in each} for each in (self.centres, self.municipalities))
        between = {
            pair: each for pair, each in month.tallies.items() if pair[0] in centres and pair[1] in others
        }
        return replace(month, tallies=between)

    def settled(self, piece: ReportPeriod) -> SettledQuarter:
        """With the month or quarter settled, if it was not. All its months have been counted."""
        if self.holds(piece):
            return self
        decided = settle(
            (len(self.centres), len(self.municipalities)),
            self._counted(),
            {self._at(piece)},
            {self._cell(where): mark for where, mark in self.marks.items()},
            (known_of_reasons(), known_of_lists(self._listed())),
        )
        marks = {self._where(cell): mark for cell, mark in decided.items()}
        return replace(self, marks=marks, version=self.version + 1)

    def mark(self, count: str, pair: Pair, piece: ReportPeriod) -> str:
        return self.marks.get((count, *pair, self._at(piece)), WITHHELD)

    def tally(self, indicator: str, pair: Pair, piece: ReportPeriod) -> Tally:
        """Not fit to be passed on."""
        return self._tallied(pair, piece).get(indicator, NOTHING_COUNTED)

    def value(self, count: str, pair: Pair, piece: ReportPeriod) -> int:
        """Not fit to be passed on."""
        return COUNT[count].of(self._tallied(pair, piece))

    def is_complete(self, centre_id: str, piece: ReportPeriod) -> bool:
        """Whether the lists of the centre, or of all, were there."""
        wanted = {centre_id} if centre_id else {party.id for party in self.centres}
        return all(wanted <= self.months[self._month(month)].lists_of for month in piece.each_month())

    def was_counted(self, reading: Reading, piece: ReportPeriod) -> bool:
        """Whether what it is read from was, in each of the piece's months."""
        months = (self.months[self._month(month)] for month in piece.each_month())
        return all(month.tells_of(reading.indicators) for month in months)

    def _tallied(self, pair: Pair, piece: ReportPeriod) -> Tallied:
        key = (*pair, self._at(piece))
        if key not in self._sums:
            self._sums[key] = self._summed(pair, piece)
        return self._sums[key]

    def _summed(self, pair: Pair, piece: ReportPeriod) -> Tallied:
        sums: dict[str, Tally] = {}
        for month in piece.each_month():
            for (centre, municipality), tallied in self.months[self._month(month)].tallies.items():
                if pair[0] in (EVERYWHERE, centre) and pair[1] in (EVERYWHERE, municipality):
                    for key, each in tallied.items():
                        sums[key] = sums.get(key, NOTHING_COUNTED) + each
        return sums

    @cached_property
    def _sums(self) -> dict[tuple[str, str, int], Tallied]:
        return {}

    def _counted(self) -> list[Counted]:
        pairs = list(product(enumerate(self.centres), enumerate(self.municipalities)))

        def inner(count: str, month: int) -> dict[Place, int]:
            tallies, rule = self.months[month].tallies, COUNT[count]
            return {(c, m): rule.of(tallies.get((one.id, other.id), {})) for (c, one), (m, other) in pairs}

        return [
            Counted(
                each.name,
                {month: inner(each.name, month) for month in self.months},
                each.within,
                each.all_tells,
            )
            for each in COUNTS
        ]

    def _listed(self) -> frozenset[tuple[Place, int]]:
        """Of which places and months a centre's own list tells."""
        return frozenset(
            ((c, m), month)
            for month, counted in self.months.items()
            for c, centre in enumerate(self.centres)
            if centre.id in counted.lists_of
            for m in range(len(self.municipalities))
        )

    def _cell(self, where: Where) -> Cell:
        count, centre, municipality, at = where
        return count, (_place(self.centres, centre), _place(self.municipalities, municipality), at)

    def _where(self, cell: Cell) -> Where:
        count, (c, m, at) = cell
        return count, _id(self.centres, c), _id(self.municipalities, m), at

    def _at(self, piece: ReportPeriod) -> int:
        return QUARTER if piece.months == MONTHS else self._month(piece.first)

    def _month(self, month: date) -> int:
        return next(n for n in range(MONTHS) if month_after(self.first, n) == month)


def _place(parties: Sequence[Party], id_: str) -> int:
    return next((n for n, party in enumerate(parties) if party.id == id_), len(parties))


def _id(parties: Sequence[Party], place: int) -> str:
    return parties[place].id if place < len(parties) else EVERYWHERE


Pieces = Sequence[tuple[SettledQuarter, ReportPeriod]]
"""The months and quarters that a period consists of, each with what is settled of it."""


def figure_of(reading: Reading, pair: Pair, pieces: Pieces) -> Figure:
    """What may be told of an indicator: a number only where each of its counts is shown in every piece, and
    was counted in all of its months."""
    if not all(quarter.was_counted(reading, piece) for quarter, piece in pieces):
        return NOT_TOLD
    marks = [quarter.mark(count, pair, piece) for count in reading.counts for quarter, piece in pieces]
    if any(mark != SHOWN for mark in marks):
        is_one = len(marks) == 1 and not reading.whole
        return Figure(marks[0]) if is_one else NOT_TOLD
    count = _total(reading.count, pair, pieces) - (_total(reading.but, pair, pieces) if reading.but else 0)
    return Figure(
        part=count,
        whole=_total(reading.whole, pair, pieces) if reading.whole else None,
        days=_median(reading, pair, pieces) if count >= SMALLEST_SHOWN else None,
        is_complete=all(quarter.is_complete(pair[0], piece) for quarter, piece in pieces),
    )


def _total(count: str, pair: Pair, pieces: Pieces) -> int:
    return sum(quarter.value(count, pair, piece) for quarter, piece in pieces)


def _median(reading: Reading, pair: Pair, pieces: Pieces) -> float | None:
    if reading.indicator not in MEDIANS:
        return None
    found = (quarter.tally(reading.indicator, pair, piece) for quarter, piece in pieces)
    return median(sum(found, NOTHING_COUNTED).days)
