"""Counts in a table with totals along every axis, and how one count is part of another.

An axis has a place for each of its parts (a centre, a municipality, a month) and a last one for their total,
so a table that is whole holds every number a reader could add up from it. A count may be part of another at
each place: the discharges with an agreement, of all discharges there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

Place = tuple[int, ...]
"""One number for each axis; the total of an axis is its last."""
Cell = tuple[str, Place]
"""The name of a count, and where."""


@dataclass(frozen=True)
class Tally:
    """One count at every place, totals among them."""

    name: str
    values: Mapping[Place, int]
    within: str = ""
    """The name of the count that this one is part of everywhere; empty where it stands alone."""
    all_tells: bool = False
    """Whether it must not be told either that it is all of what it is part of: so it would be of each."""

    @cached_property
    def by_number(self) -> list[int]:
        """The values in the order of `places_of`."""
        return [self.values[place] for place in sorted(self.values)]


@dataclass(frozen=True)
class Tallies:
    """Counts of one table; `parts` is how many parts each axis has beside its total."""

    parts: tuple[int, ...]
    all: tuple[Tally, ...]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return places_of(self.parts)

    @cached_property
    def named(self) -> dict[str, Tally]:
        return {tally.name: tally for tally in self.all}

    @cached_property
    def outermost_first(self) -> tuple[Tally, ...]:
        """Each after the count it is part of."""
        return tuple(sorted(self.all, key=lambda tally: self._depth(tally)))

    @cached_property
    def parts_of(self) -> dict[str, tuple[Tally, ...]]:
        return {name: tuple(t for t in self.all if t.within == name) for name in self.named}

    @cached_property
    def all_within(self) -> dict[str, tuple[str, ...]]:
        """The count itself and every count within it, however deep."""
        return {name: self._all_within(name) for name in self.named}

    def totals_in(self, place: Place) -> int:
        """Along how many axes the place is a total."""
        return sum(at == size for at, size in zip(place, self.parts, strict=True))

    def _depth(self, tally: Tally) -> int:
        return 1 + self._depth(self.named[tally.within]) if tally.within else 0

    def _all_within(self, name: str) -> tuple[str, ...]:
        deeper = (each for part in self.parts_of[name] for each in self._all_within(part.name))
        return (name, *deeper)


def places_of(parts: tuple[int, ...]) -> tuple[Place, ...]:
    """Every place of a table, in their own order; their numbers are the positions in it."""
    return tuple(product(*(range(size + 1) for size in parts)))


def with_totals(parts: tuple[int, ...], inner: Mapping[Place, int]) -> dict[Place, int]:
    """The values at every place, from those where nothing is a total; what is not given is 0."""
    whole = dict(inner)
    for axis, size in enumerate(parts):
        for place in product(*(range(n + (earlier < axis)) for earlier, n in enumerate(parts))):
            total = (*place[:axis], size, *place[axis + 1 :])
            whole[total] = whole.get(total, 0) + whole.setdefault(place, 0)
    return whole


def tally(
    name: str,
    parts: tuple[int, ...],
    inner: Mapping[Place, int],
    within: str = "",
    *,
    all_tells: bool = False,
) -> Tally:
    return Tally(name, with_totals(parts, inner), within, all_tells)


def rows_tally(name: str, rows: Sequence[Sequence[int]]) -> Tally:
    """A table of rows and columns."""
    inner: dict[Place, int] = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    return tally(name, (len(rows), len(rows[0])), inner)
