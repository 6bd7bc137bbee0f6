"""Counts as they may be passed on: one from 1 to 4 is never shown, nor told by those around it.

A small count shows as `<5`. Where it could still be worked out from the totals, or because the numbers leave
only one possibility, further counts show as `*` until it cannot. What a count means does not belong here.
"""

from __future__ import annotations

from collections.abc import Sequence

SMALL = "<5"
WITHHELD = "*"
_SMALLEST_SHOWN = 5
_ENDLESS = 10**9

Cell = tuple[int, int]
Table = dict[Cell, int]
Bounds = dict[Cell, tuple[int, int]]


def published(rows: Sequence[Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    """The counts as text, with each row's total as its last value and the totals of all rows as last row."""
    full = [[*row, sum(row)] for row in rows]
    full.append([sum(column) for column in zip(*full, strict=True)])
    table = {(r, c): value for r, row in enumerate(full) for c, value in enumerate(row)}
    marks = {cell: SMALL for cell, value in table.items() if 0 < value < _SMALLEST_SHOWN}
    while _tells(table, marks):
        marks[_next_to_withhold(table, marks)] = WITHHELD
    return tuple(
        tuple(marks.get((r, c), str(value)) for c, value in enumerate(row)) for r, row in enumerate(full)
    )


def _tells(table: Table, marks: dict[Cell, str]) -> bool:
    """Whether only one value fits some small count, given everything that is shown."""
    bounds = {cell: _bounds_shown(value, marks.get(cell)) for cell, value in table.items()}
    lines = _lines(table)
    while any(_narrow(line, bounds) for line in lines):
        pass
    small = (cell for cell, value in table.items() if 0 < value < _SMALLEST_SHOWN)
    return any(bounds[cell][0] == bounds[cell][1] for cell in small)


def _bounds_shown(value: int, mark: str | None) -> tuple[int, int]:
    if mark is None:
        return value, value
    return (1, _SMALLEST_SHOWN - 1) if mark == SMALL else (0, _ENDLESS)


def _lines(table: Table) -> list[list[Cell]]:
    """Every row and every column, its total last."""
    rows, columns = (range(1 + max(cell[axis] for cell in table)) for axis in (0, 1))
    return [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]


def _narrow(line: list[Cell], bounds: Bounds) -> bool:
    """Draw from one line, whose parts add up to its total; whether anything became narrower."""
    *parts, total = line
    low, high = (sum(bounds[part][end] for part in parts) for end in (0, 1))
    before = [bounds[cell] for cell in line]
    for part in parts:
        at_least = bounds[total][0] - (high - bounds[part][1])
        at_most = bounds[total][1] - (low - bounds[part][0])
        bounds[part] = max(bounds[part][0], at_least), min(bounds[part][1], at_most)
    bounds[total] = max(bounds[total][0], low), min(bounds[total][1], high)
    return before != [bounds[cell] for cell in line]


def _next_to_withhold(table: Table, marks: dict[Cell, str]) -> Cell:
    """What is missed least of what helps most: where a row or column hides one count only, that one is told
    by its total. A part goes before a total, a small one before a large, zero last."""
    last_row, last_column = max(table)
    alone = [line for line in _lines(table) if sum(cell in marks for cell in line) == 1]
    shown = [cell for cell in table if cell not in marks] or [cell for cell in marks if marks[cell] == SMALL]

    def missed(cell: Cell) -> tuple[int, bool, bool, int, Cell]:
        total = cell[0] == last_row or cell[1] == last_column
        helps = sum(cell in line for line in alone)
        return -helps, table[cell] == 0, total, table[cell], cell

    return min(shown, key=missed)
