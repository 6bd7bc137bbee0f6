"""An exchange: one more here, one fewer there, so that every total of the table still adds up.

Along each axis an exchange takes two places: two parts, of which one gains what the other loses, or a part
and the total, which move together. The cells where these cross, two to the power of the number of axes, move
by one. If all of them are hidden and their moved numbers fit how they are marked, no reader can tell the
table from the moved one, by whatever calculation: a number that differs between the two cannot be worked out.
That every small count differs in some exchange is seen to in `withholding.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from domain.disclosure.counts import Cell, Place, Tallies, Tally

SHOWN = ""
SMALL = "<5"
WITHHELD = "*"
SMALLEST_SHOWN = 5

Crossings = Mapping[Place, int]
"""Each place that moves, and whether by one up or down."""
Moved = dict[Cell, int]
"""The numbers there would be after an exchange."""


def is_small(value: int) -> bool:
    return 0 < value < SMALLEST_SHOWN


def fits(value: int, mark: str) -> bool:
    """Whether a hidden number may be this one, as far as its mark tells."""
    return is_small(value) if mark == SMALL else value >= 0


@lru_cache(maxsize=2**12)
def crossings(parts: tuple[int, ...], place: Place) -> tuple[Crossings, ...]:
    """Every choice of a second place along each axis; the place itself moves up."""
    others = [[at for at in range(size + 1) if at != own] for own, size in zip(place, parts, strict=True)]
    return tuple(_crossed(parts, place, second) for second in product(*others))


def _crossed(parts: tuple[int, ...], place: Place, second: Place) -> Crossings:
    """The corners of the box between two places. A step to another part turns the sign, one to or from the
    total does not."""
    corners: dict[Place, int] = {(): 1}
    for own, other, size in zip(place, second, parts, strict=True):
        sign = 1 if size in (own, other) else -1
        corners = {
            (*corner, at): step * (sign if at == other else 1)
            for corner, step in corners.items()
            for at in (own, other)
        }
    return corners


def moved(
    tallies: Tallies, tally: Tally, places: Crossings, up: int, settled: Mapping[Cell, str]
) -> Moved | None:
    """The numbers after the exchange, or None where it cannot be: below nothing, more than the count it is
    part of, or against what was passed on before (`settled`). Where a count within it would be more than what
    is left, that moves along."""
    numbers: Moved = {}
    around = tallies.named.get(tally.within)
    for place, step in places.items():
        value = tally.values[place] + step * up
        mark = settled.get((tally.name, place), WITHHELD)
        if mark == SHOWN or not fits(value, mark) or (around and value > around.values[place]):
            return None
        numbers[tally.name, place] = value
    for part in tallies.parts_of[tally.name]:
        if any(part.values[place] > numbers[tally.name, place] for place in places):
            alone = Tally(part.name, part.values)  # what it leaves of the whole stays as it is
            along = moved(tallies, alone, places, up, settled)
            if along is None:
                return None
            numbers |= along
    return numbers
