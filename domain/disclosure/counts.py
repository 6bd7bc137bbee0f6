"""Counts in a table with totals along every axis, and how one count is part of another.

An axis has a place for each of its parts (a centre, a municipality, a month) and a last one for their total,
so a table that is whole holds every number a reader could add up from it. A count may be part of another at
each place: the discharges with an agreement, of all discharges there. And what counts mean may tell a reader
that some come to at least as much as others: who was explained has a reason among those given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
class AtLeast:
    """What a reader knows beside the numbers: these counts come to at least as much as those."""

    these: frozenset[str]
    those: frozenset[str]
    open_at: frozenset[Place] = frozenset()
    """Where the reader does not know it; totals among them."""

    @cached_property
    def named(self) -> frozenset[str]:
        return self.these | self.those

    def more(self, name: str) -> int:
        """What one more in this count adds to the room between the two."""
        return (name in self.these) - (name in self.those)


@dataclass(frozen=True)
class Tallies:
    """Counts of one table; `parts` is how many parts each axis has beside its total."""

    parts: tuple[int, ...]
    all: tuple[Tally, ...]
    known: tuple[AtLeast, ...] = ()

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

    @cached_property
    def together(self) -> dict[str, tuple[frozenset[str], ...]]:
        """By each count the sets in which it may move, itself alone first. Where `known` speaks of it, it may
        take along what it is part of, and what is part of it and spoken of too."""
        return {name: self._together(name) for name in self.named}

    @cached_property
    def room(self) -> tuple[tuple[AtLeast, dict[int, int]], ...]:
        """How much more these are than those, by the numbers of the places where that is known. What is less
        than those in spite of it, is not held against anybody."""
        numbered = [(n, place) for n, place in enumerate(self.places)]
        return tuple(
            (each, {n: self._room(each, n) for n, place in numbered if place not in each.open_at})
            for each in self.known
        )

    def totals_in(self, place: Place) -> int:
        """Along how many axes the place is a total."""
        return sum(at == size for at, size in zip(place, self.parts, strict=True))

    def _depth(self, tally: Tally) -> int:
        return 1 + self._depth(self.named[tally.within]) if tally.within else 0

    def _together(self, name: str) -> tuple[frozenset[str], ...]:
        spoken_of = frozenset(each for known in self.known for each in known.named)
        if name not in spoken_of:
            return (frozenset({name}),)
        outwards = [name, *self._around(name)]
        inwards = [each for each in self.all_within[name] if each in spoken_of]
        sets = (
            frozenset({*outwards[:outer], *inwards[:inner]})
            for outer, inner in product(range(1, len(outwards) + 1), range(1, len(inwards) + 1))
        )
        return tuple(sorted(sets, key=len))

    def _around(self, name: str) -> Iterator[str]:
        """What it is part of, and what that is part of."""
        while name := self.named[name].within:
            yield name

    def _room(self, known: AtLeast, at: int) -> int:
        room = sum(known.more(name) * self.named[name].by_number[at] for name in known.named)
        return max(room, 0)

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
