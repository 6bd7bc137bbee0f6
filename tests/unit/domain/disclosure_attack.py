"""Somebody with every report, paper and a pencil: what they can work out of the numbers that were passed on.

They know the rules but not the numbers. The unknowns are how many are in each month, centre and municipality,
those within the inner count and those outside it apart. All that was shown are equations, all marks are
bounds. Linear algebra tells what the equations fix; narrowing of the bounds, what their limits fix beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from domain.disclosure.exchange import SHOWN, SMALL

Atom = tuple[int, int, int, bool]
"""Month since the first, centre, municipality, and whether within the inner count."""
Sum = frozenset[Atom]
OUTER, INNER = "outer", "inner"
_NO_LIMIT = 10**6


@dataclass(frozen=True)
class World:
    """The true numbers, which the attacker does not have."""

    centres: int
    municipalities: int
    months: int
    numbers: Mapping[Atom, int]

    def value(self, what: Sum) -> int:
        return sum(self.numbers[atom] for atom in what)

    def sum(self, name: str, centre: int, municipality: int, months: range) -> Sum:
        """The atoms of a count; the total of an axis is its last place."""
        centres = range(self.centres) if centre == self.centres else [centre]
        municipalities = range(self.municipalities) if municipality == self.municipalities else [municipality]
        inside = [True] if name == INNER else [True, False]
        return frozenset(product(months, centres, municipalities, inside))

    def groups(self) -> Iterator[tuple[int, int]]:
        return product(range(self.centres + 1), range(self.municipalities + 1))

    def small_ones(self) -> Iterator[Sum]:
        """Every count from 1 to 4 that any report of whole months could hold, or leave of what it shows."""
        for (c, m), first in product(self.groups(), range(self.months)):
            for last in range(first, self.months):
                outer = self.sum(OUTER, c, m, range(first, last + 1))
                inner = self.sum(INNER, c, m, range(first, last + 1))
                yield from (each for each in (outer, inner, outer - inner) if 0 < self.value(each) < 5)

    def all_of_it(self) -> Iterator[Sum]:
        """What is left outside the inner count, wherever that is nothing and the inner count is not."""
        for (c, m), first in product(self.groups(), range(self.months)):
            for last in range(first, self.months):
                outer, inner = (self.sum(name, c, m, range(first, last + 1)) for name in (OUTER, INNER))
                if self.value(inner) and not self.value(outer - inner):
                    yield outer - inner


@dataclass(frozen=True)
class Known:
    """What the attacker has: sums with their marks, and the numbers of those that are shown."""

    world: World
    marks: Mapping[Sum, str]

    def recovered(self) -> list[Sum]:
        """The small counts that are no longer secret."""
        return self._worked_out(self.world.small_ones())

    def known_of_each(self) -> list[Sum]:
        """Where it is no longer secret that all of the outer count are within the inner one."""
        return self._worked_out(self.world.all_of_it())

    def _worked_out(self, secrets: Iterable[Sum]) -> list[Sum]:
        fixed, bounds = self._fixed(), self._bounds()
        return [each for each in secrets if fixed(each) or self._narrowed(bounds, each)]

    def _shown(self) -> list[Sum]:
        return [each for each, mark in self.marks.items() if mark == SHOWN]

    def _fixed(self) -> Callable[[Sum], bool]:
        """Whether the equations leave one value only: it lies in the span of what is shown."""
        atoms = sorted(self.world.numbers)
        rows = np.array([[atom in each for atom in atoms] for each in self._shown()], dtype=float)
        if not len(rows):
            return lambda what: False
        _, sizes, span = np.linalg.svd(rows, full_matrices=False)
        basis = span[sizes > 1e-9]

        def fixed(what: Sum) -> bool:
            vector = np.array([atom in what for atom in atoms], dtype=float)
            return bool(np.allclose(vector @ basis.T @ basis, vector, atol=1e-7))

        return fixed

    def _bounds(self) -> dict[Atom, tuple[int, int]]:
        """Each atom's lowest and highest number, narrowed until nothing gives way."""
        bounds = dict.fromkeys(self.world.numbers, (0, _NO_LIMIT))
        limits = {each: self._limits(each, mark) for each, mark in self.marks.items()}
        while any(_narrow(bounds, each, *limit) for each, limit in limits.items()):
            pass
        return bounds

    def _limits(self, what: Sum, mark: str) -> tuple[int, int]:
        if mark == SHOWN:
            return self.world.value(what), self.world.value(what)
        return (1, 4) if mark == SMALL else (0, _NO_LIMIT)

    def _narrowed(self, bounds: dict[Atom, tuple[int, int]], what: Sum) -> bool:
        return all(bounds[atom][0] == bounds[atom][1] for atom in what)


def _narrow(bounds: dict[Atom, tuple[int, int]], what: Sum, low: int, high: int) -> bool:
    least, most = (sum(bounds[atom][end] for atom in what) for end in (0, 1))
    before = [bounds[atom] for atom in what]
    for atom in what:
        own_least, own_most = bounds[atom]
        bounds[atom] = (
            max(own_least, low - (most - own_most)),
            min(own_most, high - (least - own_least)),
        )
    return before != [bounds[atom] for atom in what]
