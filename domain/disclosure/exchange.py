"""An exchange: one more here, one fewer there, so that every total of the table still adds up.

Along each axis an exchange takes two places: two parts, of which one gains what the other loses, or a part
and the total, which move together. The cells where these cross, two to the power of the number of axes, move
by one: they are the corners of a box. If all of them are hidden and their moved numbers fit how they are
marked, no reader can tell the table from the moved one, by whatever calculation: a number that differs
between the two cannot be worked out. That every small count differs in some exchange is seen to in
`withholding.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from domain.disclosure.counts import Place, Tallies, Tally, places_of

SHOWN = ""
SMALL = "<5"
WITHHELD = "*"
SMALLEST_SHOWN = 5

Moved = dict[str, list[int]]
"""The numbers there would be after an exchange at the corners of its box, by the names of the counts."""
Settled = Mapping[str, Sequence[str | None]]
"""How the places of each count were passed on before; None where one was not."""


def is_small(value: int) -> bool:
    return 0 < value < SMALLEST_SHOWN


def fits(value: int, mark: str) -> bool:
    """Whether a hidden number may be this one, as far as its mark tells."""
    return is_small(value) if mark == SMALL else value >= 0


@dataclass(frozen=True)
class Box:
    corners: tuple[int, ...]
    """Numbers of places, as `places_of` orders them."""
    steps: tuple[int, ...]
    """Whether each moves by one up or down."""


@lru_cache(maxsize=16)
def boxes(parts: tuple[int, ...]) -> tuple[tuple[Box, ...], ...]:
    """For each place of a table, the boxes it is a corner of; it moves up itself."""
    places = places_of(parts)
    numbers = {place: number for number, place in enumerate(places)}
    return tuple(tuple(_boxes_at(parts, place, numbers)) for place in places)


def _boxes_at(parts: tuple[int, ...], place: Place, numbers: Mapping[Place, int]) -> list[Box]:
    others = [[at for at in range(size + 1) if at != own] for own, size in zip(place, parts, strict=True)]
    found = []
    for second in product(*others):
        corners = _crossed(parts, place, second)
        found.append(Box(tuple(numbers[corner] for corner in corners), tuple(corners.values())))
    return found


def _crossed(parts: tuple[int, ...], place: Place, second: Place) -> dict[Place, int]:
    """The corners between two places. A step to another part turns the sign, one to or from the total does
    not."""
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
    tallies: Tallies, names: frozenset[str], box: Box, up: int, settled: Settled, *, heeding: bool = True
) -> Moved | None:
    """The numbers after an exchange of these counts, or None where it cannot be: below nothing, more than the
    count it is part of, against what was passed on before or, where that is heeded, against what is known of
    the counts beside. Where a count within them would be more than what is left, that moves along, and what
    it leaves of the whole stays as it is."""
    found: Moved = {}
    left = list(names)
    while left:
        tally = tallies.named[left.pop()]
        numbers = [tally.by_number[at] + step * up for at, step in zip(box.corners, box.steps, strict=True)]
        marks = settled.get(tally.name)
        if min(numbers) < 0 or (marks and not _allowed(numbers, box, marks)):
            return None
        found[tally.name] = numbers
        inside = (part for part in tallies.parts_of[tally.name] if part.name not in found)
        left += [part.name for part in inside if part.name not in left and _exceeds(part, box, numbers)]
    if any(_bursts(tallies, name, box, found) for name in found):
        return None
    return found if not heeding or _has_room(tallies, box, up, found) else None


def _exceeds(tally: Tally, box: Box, numbers: Sequence[int]) -> bool:
    return any(tally.by_number[at] > n for at, n in zip(box.corners, numbers, strict=True))


def _bursts(tallies: Tallies, name: str, box: Box, found: Moved) -> bool:
    """Whether it would be more than what it is part of and that did not move with it."""
    around = tallies.named.get(tallies.named[name].within)
    if around is None or around.name in found:
        return False
    return any(n > around.by_number[at] for n, at in zip(found[name], box.corners, strict=True))


def _has_room(tallies: Tallies, box: Box, up: int, found: Moved) -> bool:
    """Whether what is known of the counts beside the numbers stays true."""
    for known, room in tallies.room:
        more = up * sum(known.more(name) for name in found)
        corners = zip(box.corners, box.steps, strict=True)
        if more and any(at in room and room[at] + step * more < 0 for at, step in corners):
            return False
    return True


def _allowed(numbers: Sequence[int], box: Box, marks: Sequence[str | None]) -> bool:
    """Whether nothing that was shown moves, and what was marked still fits its mark."""
    settled = ((n, marks[at]) for n, at in zip(numbers, box.corners, strict=True))
    return all(mark is None or (mark != SHOWN and fits(n, mark)) for n, mark in settled)
