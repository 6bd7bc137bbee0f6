"""What may be passed on: no count from 1 to 4, and none by which one could be worked out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.small_counts import SMALL, WITHHELD, published

Rows = list[list[int]]
SMALL_COUNTS = range(1, 5)


def with_totals(rows: Rows) -> Rows:
    full = [[*row, sum(row)] for row in rows]
    return [*full, [sum(column) for column in zip(*full, strict=True)]]


def fits(shown: str, value: int) -> bool:
    return shown == WITHHELD or (value in SMALL_COUNTS if shown == SMALL else shown == str(value))


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([[37, 5]], [["37", "5", "42"], ["37", "5", "42"]]),
        ([[37, 0]], [["37", "0", "37"], ["37", "0", "37"]]),
        ([[37, 3]], [["*", "<5", "40"], ["*", "<5", "40"]]),
        ([[3, 0]], [["<5", "0", "<5"], ["<5", "0", "<5"]]),
        ([[28, 2], [9, 3]], [["*", "<5", "30"], ["*", "<5", "12"], ["37", "5", "42"]]),
        ([[28, 2], [40, 20]], [["*", "<5", "30"], ["*", "*", "60"], ["68", "22", "90"]]),
    ],
    ids=[
        "nothing small",
        "zero is no small count",
        "its complement goes with it",
        "a small total is small",
        "two small ones hide each other",
        "a second municipality goes with the only small one",
    ],
)
def test_a_small_count_is_not_shown_nor_what_would_tell_it(rows: Rows, shown: list[list[str]]) -> None:
    assert published(rows) == tuple(map(tuple, shown))


def test_two_small_counts_whose_total_would_tell_both_are_not_both_called_small() -> None:
    assert published([[4, 4]])[0] == (WITHHELD, SMALL, "8")


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=1, max_size=2))
def test_every_small_count_could_also_be_another(rows: Rows) -> None:
    shown, true = published(rows), with_totals(rows)
    possible: dict[tuple[int, int], set[int]] = {}
    for values in product(range(12), repeat=2 * len(rows)):
        guess = with_totals([list(values[start : start + 2]) for start in range(0, len(values), 2)])
        cells = [(r, c) for r, row in enumerate(guess) for c in range(len(row))]
        if all(fits(shown[r][c], guess[r][c]) for r, c in cells):
            for r, c in cells:
                possible.setdefault((r, c), set()).add(guess[r][c])
    for (r, c), values_left in possible.items():
        assert true[r][c] not in SMALL_COUNTS or len(values_left) > 1
    assert not {str(count) for count in SMALL_COUNTS} & {cell for row in shown for cell in row}
