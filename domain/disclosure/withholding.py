"""What of a table of counts is not passed on, so that no small count can be worked out of the rest.

A count from 1 to 4 is hidden, and so is one that leaves 1 to 4: of the count it is part of, or of a total
along any axis. So is one that is all of the count it is part of, where that would tell it of each one there
(`Tally.all_tells`). Then, for each of these, an exchange (`exchange.py`) that changes it is chosen, the one
that costs least to hide, and its cells are hidden with it. Hiding more later never spoils an exchange chosen
earlier, so one round is enough. What was passed on before (`settled`) stays as it was and is respected: an
exchange never moves a number that was shown.

There always is one. Taking the totals along every axis, the numbers moved are the count itself and sums that
hold it; moving up is barred only where the count is all of what it is part of, moving down only at nothing.
What is all of it moves down, and so do the totals that hold it.
Of a month that was settled before, the same exchange holds with the quarter as second place, which was never
shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.disclosure.counts import Cell, Place, Tallies, Tally
from domain.disclosure.exchange import SHOWN, SMALL, WITHHELD, Box, Moved, boxes, fits, is_small, moved

_PER_TOTAL = 4.0
_ZERO = 5.0
"""What is missed: four times as much for each axis along which a number is a total, more with a zero than
with another part. Among equals the exchange is taken that lets most small ones be called small."""


def marks(tallies: Tallies, settled: Mapping[Cell, str] | None = None) -> dict[Cell, str]:
    """The hidden cells with their marks. `settled` has the cells that were passed on before, with their mark
    or `SHOWN`; these come out as they went in."""
    hiding = _Hiding(tallies, settled or {})
    for tally in tallies.outermost_first:
        for target in _small(tallies, tally):
            hiding.protect(target)
    return {
        (name, place): mark
        for name, hidden in hiding.marks.items()
        for place, mark in zip(tallies.places, hidden, strict=True)
        if mark
    }


@dataclass(frozen=True)
class _Target:
    """What must not be told: a count, or what a part leaves of the total along an axis."""

    tally: Tally
    at: int
    less: int | None = None
    """The part that leaves a small count of the total `at`."""


def _small(tallies: Tallies, tally: Tally) -> Iterator[_Target]:
    """The small ones, single parts first: what hides these often hides totals too."""
    numbers = {place: number for number, place in enumerate(tallies.places)}
    around = tallies.named.get(tally.within)
    own, left = tally.by_number, None
    if around:
        left = [all_ - part for all_, part in zip(around.by_number, own, strict=True)]
    for place in sorted(tallies.places, key=tallies.totals_in):
        at = numbers[place]
        if _tells(tally, own[at], left[at] if left else None):
            yield _Target(tally, at)
        for total in (numbers[each] for each in _totals_over(tallies, place)):
            if _tells(tally, own[total] - own[at], left[total] - left[at] if left else None):
                yield _Target(tally, total, less=at)


def _tells(tally: Tally, part: int, left: int | None) -> bool:
    """Whether this part of the count tells too much; `left` is the rest of what that one is part of."""
    if is_small(part) or left is None:
        return is_small(part)
    return is_small(left) or (tally.all_tells and part > 0 and left == 0)


def _totals_over(tallies: Tallies, place: Place) -> Iterator[Place]:
    """The totals that the place is part of, along one axis each."""
    for axis, size in enumerate(tallies.parts):
        if place[axis] != size:
            yield (*place[:axis], size, *place[axis + 1 :])


class _Hiding:
    """What is hidden so far, place by place in the order of their numbers."""

    def __init__(self, tallies: Tallies, settled: Mapping[Cell, str]) -> None:
        places, names = tallies.places, tallies.named
        self.tallies = tallies
        self.marks = {name: [settled.get((name, place), SHOWN) for place in places] for name in names}
        self._settled: dict[str, list[str | None]] = {
            name: [settled.get((name, place)) for place in places] for name in names if settled
        }
        self._loss = {
            tally.name: [self._missed(tally, n) for n in range(len(places))] for tally in tallies.all
        }
        self._chosen = 0
        self._changing: dict[tuple[str, int], set[int]] = {}
        """The numbers of the chosen exchanges of a count that move it at a place."""

    def protect(self, target: _Target) -> None:
        """Hide what the cheapest exchange that changes the target moves. That all were it may have been told
        before it was hidden: then there is none any more."""
        if self._is_protected(target):
            return
        loss = self._loss[target.tally.name]
        found = list(self._boxes(target))
        costs = [sum(map(loss.__getitem__, box.corners)) for box in found]
        for _, box in sorted(zip(costs, found, strict=True), key=lambda pair: pair[0]):
            numbers = self._best(target.tally, box)
            if numbers is not None:
                self._hide(target.tally, box, numbers)
                return
        if not (target.tally.all_tells and self._settled):
            raise RuntimeError("a small count that no exchange protects")

    def _is_protected(self, target: _Target) -> bool:
        """Whether an exchange of this count that was chosen before changes the target too."""
        name = target.tally.name
        none = set[int]()
        less = none if target.less is None else self._changing.get((name, target.less), none)
        return self._changing.get((name, target.at), none) != less

    def _boxes(self, target: _Target) -> Iterator[Box]:
        """Those that change the target: of a part and its total one moves, not both alike."""
        every = boxes(self.tallies.parts)
        yield from (box for box in every[target.at] if target.less not in box.corners)
        if target.less is not None:
            yield from (box for box in every[target.less] if target.at not in box.corners)

    def _best(self, tally: Tally, box: Box) -> Moved | None:
        """The exchange in one direction or the other; None where neither can be."""
        both = (moved(self.tallies, tally, box, up, self._settled) for up in (1, -1))
        return min(filter(None, both), key=lambda numbers: self._less_said(box, numbers), default=None)

    def _less_said(self, box: Box, numbers: Moved) -> int:
        """How many small ones could not be called small any more."""
        return sum(
            not fits(value, self._mark(name, at))
            for name, values in numbers.items()
            for at, value in zip(box.corners, values, strict=True)
        )

    def _missed(self, tally: Tally, at: int) -> float:
        """What is missed with the number here; a small one goes in any case."""
        value = tally.by_number[at]
        if is_small(value) or self.marks[tally.name][at]:
            return 0.0
        totals = self.tallies.totals_in(self.tallies.places[at])
        return 1 + value / 10**9 + _PER_TOTAL**totals + (0 if value else _ZERO)

    def _mark(self, name: str, at: int) -> str:
        """How the number is marked if it is hidden."""
        small = is_small(self.tallies.named[name].by_number[at])
        return self.marks[name][at] or (SMALL if small else WITHHELD)

    def _hide(self, tally: Tally, box: Box, numbers: Moved) -> None:
        self._chosen += 1
        for name in self.tallies.all_within[tally.name]:
            for at in box.corners:
                self.marks[name][at] = self._mark(name, at)
                self._loss[name][at] = 0.0
        for at in box.corners:
            self._changing.setdefault((tally.name, at), set()).add(self._chosen)
        for name, values in numbers.items():
            for at, value in zip(box.corners, values, strict=True):
                if not fits(value, self.marks[name][at]):
                    self.marks[name][at] = WITHHELD
