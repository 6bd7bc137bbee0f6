"""What of a table of counts is not passed on, so that no small count can be worked out of the rest.

A count from 1 to 4 is hidden, and so is one that leaves 1 to 4: of the count it is part of, or of a total
along any axis. So is one that is all of the count it is part of, where that would tell it of each one there
(`Tally.all_tells`). Then, for each of these, an exchange (`exchange.py`) that changes it is chosen, the one
that costs least to hide, and its cells are hidden with it. Hiding more later never spoils an exchange chosen
earlier, so one round is enough. What was passed on before (`settled`) stays as it was and is respected: an
exchange never moves a number that was shown.

There always is one. Taking the totals along every axis, the numbers moved are the count itself and sums that
hold it; moving up is barred only where the count is all of what it is part of, moving down only at nothing.
What is all of it moves down, and so do the totals that hold it. Where a reader knows more of a count than its
numbers (`Tallies.known`), what it is part of moves with it, so that what is left between them stays.
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
    rest: bool = False
    """Whether it is what the count leaves of the one it is part of, and not the count itself."""


def _small(tallies: Tallies, tally: Tally) -> Iterator[_Target]:
    """The small ones, single parts first: what hides these often hides totals too."""
    numbers = {place: number for number, place in enumerate(tallies.places)}
    around = tallies.named.get(tally.within)
    own, left = tally.by_number, None
    if around:
        left = [all_ - part for all_, part in zip(around.by_number, own, strict=True)]
    for place in sorted(tallies.places, key=tallies.totals_in):
        at = numbers[place]
        for rest in _telling(tally, own[at], left[at] if left else None):
            yield _Target(tally, at, rest=rest)
        for total in (numbers[each] for each in _totals_over(tallies, place)):
            for rest in _telling(tally, own[total] - own[at], left[total] - left[at] if left else None):
                yield _Target(tally, total, at, rest)


def _telling(tally: Tally, part: int, left: int | None) -> Iterator[bool]:
    """Whether this part of the count tells too much (False), and the rest of what that is part of (True)."""
    if is_small(part):
        yield False
    if left is not None and (is_small(left) or (tally.all_tells and part > 0 and left == 0)):
        yield True


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
        self._moving: dict[tuple[str, int], set[int]] = {}
        """The same with those that moved it along with another."""

    def protect(self, target: _Target) -> None:
        """Hide what the cheapest exchange that changes the target moves. Something may have been told before
        it was hidden, that all were it or by counts beside: then there is none any more."""
        if self._is_protected(target):
            return
        if any(self._protect(target, heeding) for heeding in self._ways):
            return
        if not (target.tally.all_tells and self._settled):
            raise RuntimeError("a small count that no exchange protects")

    def _protect(self, target: _Target, heeding: bool) -> bool:
        for names, box in self._by_cost(target):
            numbers = self._best(target, names, box, heeding)
            if numbers is not None:
                self._hide(names, box, numbers)
                return True
        return False

    def _by_cost(self, target: _Target) -> list[tuple[frozenset[str], Box]]:
        """The exchanges that change the target, the cheapest first."""
        found = [(names, box) for names in self._sets(target) for box in self._boxes(target)]
        costs = [
            sum(sum(map(self._loss[name].__getitem__, box.corners)) for name in names) for names, box in found
        ]
        return [each for _, each in sorted(zip(costs, found, strict=True), key=lambda pair: pair[0])]

    def _sets(self, target: _Target) -> list[frozenset[str]]:
        """Those in which the count moves; for what it leaves of the one around it, one of the two alone."""
        own, together = target.tally.name, self.tallies.together
        if not target.rest:
            return list(together[own])
        around = target.tally.within
        sets = dict.fromkeys((*together[own], *together[around]))
        return [names for names in sets if (own in names) != (around in names)]

    @property
    def _ways(self) -> tuple[bool, ...]:
        """Whether what is known of the counts beside is heeded: in vain, perhaps, where it was not before."""
        return (True, False) if self._settled else (True,)

    def _is_protected(self, target: _Target) -> bool:
        """Whether an exchange that was chosen before changes the target too."""
        less = set[int]() if target.less is None else self._that_change(target, target.less)
        return self._that_change(target, target.at) != less

    def _that_change(self, target: _Target, at: int) -> set[int]:
        """The numbers of the exchanges that change the count here, or what it leaves of the one around it."""
        none = set[int]()
        own, around = (target.tally.name, at), (target.tally.within, at)
        if not target.rest:
            return self._changing.get(own, none)
        one_alone = self._moving.get(own, none) ^ self._moving.get(around, none)
        return one_alone & (self._changing.get(own, none) | self._changing.get(around, none))

    def _boxes(self, target: _Target) -> Iterator[Box]:
        """Those that change the target: of a part and its total one moves, not both alike."""
        every = boxes(self.tallies.parts)
        yield from (box for box in every[target.at] if target.less not in box.corners)
        if target.less is not None:
            yield from (box for box in every[target.less] if target.at not in box.corners)

    def _best(self, target: _Target, names: frozenset[str], box: Box, heeding: bool) -> Moved | None:
        """The exchange in one direction or the other; None where neither can be."""
        own, around = target.tally.name, target.tally.within
        both = (moved(self.tallies, names, box, up, self._settled, heeding=heeding) for up in (1, -1))
        can = (each for each in both if each and not (target.rest and own in each and around in each))
        return min(can, key=lambda numbers: self._less_said(box, numbers), default=None)

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

    def _hide(self, names: frozenset[str], box: Box, numbers: Moved) -> None:
        """Only those of `names` that could be moved for their own sake in this set count as changed: what had
        to move along may not have to another time."""
        self._chosen += 1
        for name in names:
            if names in self.tallies.together[name]:
                for at in box.corners:
                    self._changing.setdefault((name, at), set()).add(self._chosen)
        for name in {each for moving in numbers for each in self.tallies.all_within[moving]}:
            for at in box.corners:
                self.marks[name][at] = self._mark(name, at)
                self._loss[name][at] = 0.0
        for name, values in numbers.items():
            for at, value in zip(box.corners, values, strict=True):
                self._moving.setdefault((name, at), set()).add(self._chosen)
                if not fits(value, self.marks[name][at]):
                    self.marks[name][at] = WITHHELD
