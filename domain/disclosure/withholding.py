"""What of a table of counts is not passed on, so that no small count can be worked out of the rest.

A count from 1 to 4 is hidden, and so is one that leaves 1 to 4: of the count it is part of, or of a total
along any axis. Then, for each of these, an exchange (`exchange.py`) that changes it is chosen, the one that
costs least to hide, and its cells are hidden with it. Hiding more later never spoils an exchange chosen
earlier, so one round is enough. What was passed on before (`settled`) stays as it was and is respected: an
exchange never moves a number that was shown.

There always is one. Taking the totals along every axis, the numbers moved are the count itself and sums that
hold it; moving up is barred only where the count is all of what it is part of, moving down only at nothing.
Of a month that was settled before, the same exchange holds with the quarter as second place, which was never
shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.disclosure.counts import Cell, Place, Tallies, Tally
from domain.disclosure.exchange import (
    SMALL,
    WITHHELD,
    Crossings,
    Moved,
    crossings,
    fits,
    is_small,
    moved,
)

_PER_TOTAL = 4.0
_ZERO = 5.0
_LESS_SAID = 0.5
"""What is missed: four times as much for each axis along which a number is a total; more with a zero than
with another part; and little where `*` stands for what could be `<5`."""


def marks(tallies: Tallies, settled: Mapping[Cell, str] | None = None) -> dict[Cell, str]:
    """The hidden cells with their marks. `settled` has the cells that were passed on before, with their mark
    or `SHOWN`; these come out as they went in."""
    hiding = _Hiding(tallies, dict(settled or {}))
    for tally in tallies.outermost_first:
        for target in _small(tallies, tally):
            hiding.protect(target)
    return hiding.marks


@dataclass(frozen=True)
class _Target:
    """What must not be told: a count, or what a part leaves of the total along an axis."""

    tally: Tally
    place: Place
    less: Place | None = None
    """The part that leaves a small count of the total at `place`."""

    def changed_by(self, places: Crossings) -> bool:
        """One of the two moves, not both alike: a part and its total move together."""
        return (self.place in places) is not (self.less in places)


def _small(tallies: Tallies, tally: Tally) -> Iterator[_Target]:
    """The small ones, single parts first: what hides these often hides totals too."""
    around = tallies.named.get(tally.within)

    def small(of: Place, less: Place | None = None) -> bool:
        value = tally.values[of] - (tally.values[less] if less else 0)
        left = around.values[of] - (around.values[less] if less else 0) - value if around else 0
        return is_small(value) or is_small(left)

    for place in sorted(tallies.places, key=tallies.totals_in):
        if small(place):
            yield _Target(tally, place)
        for total in _totals_over(tallies, place):
            if small(total, place):
                yield _Target(tally, total, less=place)


def _totals_over(tallies: Tallies, place: Place) -> Iterator[Place]:
    """The totals that the place is part of, along one axis each."""
    for axis, size in enumerate(tallies.parts):
        if place[axis] != size:
            yield (*place[:axis], size, *place[axis + 1 :])


@dataclass
class _Hiding:
    tallies: Tallies
    settled: dict[Cell, str]
    marks: dict[Cell, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marks |= {cell: mark for cell, mark in self.settled.items() if mark}

    def protect(self, target: _Target) -> None:
        """Hide what the cheapest exchange that changes the target moves."""
        cheapest, chosen, places = float("inf"), Moved(), dict[Place, int]()
        for each in self._exchanges(target):
            for up in (1, -1):
                numbers = moved(self.tallies, target.tally, each, up, self.settled)
                if numbers is not None and (cost := self._cost(target.tally, each, numbers)) < cheapest:
                    cheapest, chosen, places = cost, numbers, dict(each)
            if not cheapest:
                break
        if not places:
            raise RuntimeError("a small count that no exchange protects")
        self._hide(target.tally, places, chosen)

    def _exchanges(self, target: _Target) -> Iterator[Crossings]:
        for place in filter(None, (target.less, target.place)):
            for each in crossings(self.tallies.parts, place):
                if target.changed_by(each):
                    yield each

    def _cost(self, tally: Tally, places: Crossings, numbers: Moved) -> float:
        hidden = sum(self._loss(tally, place) for place in places if (tally.name, place) not in self.marks)
        return hidden + sum(
            _LESS_SAID for cell, value in numbers.items() if not fits(value, self._mark(cell))
        )

    def _loss(self, tally: Tally, place: Place) -> float:
        """What is missed with the number here; a small one goes in any case."""
        value = tally.values[place]
        if is_small(value):
            return 0.0
        return 1 + value / 10**9 + _PER_TOTAL ** self.tallies.totals_in(place) + (0 if value else _ZERO)

    def _mark(self, cell: Cell) -> str:
        """How the cell is marked if it is hidden."""
        name, place = cell
        return self.marks.get(cell, SMALL if is_small(self.tallies.named[name].values[place]) else WITHHELD)

    def _hide(self, tally: Tally, places: Crossings, numbers: Moved) -> None:
        for name in self.tallies.all_within[tally.name]:
            for place in places:
                self.marks[name, place] = self._mark((name, place))
        for cell, value in numbers.items():
            if not fits(value, self.marks[cell]):
                self.marks[cell] = WITHHELD
