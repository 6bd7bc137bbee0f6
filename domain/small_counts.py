"""A table of counts as it may be passed on: one from 1 to 4 is never shown, nor told by those around it.

A small count shows as `<5`. What could tell it shows as `*`. Which these are is decided in `disclosure/`;
what a count means does not belong here.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.disclosure.counts import Tallies, rows_tally
from domain.disclosure.exchange import SMALL, WITHHELD
from domain.disclosure.withholding import marks

__all__ = ["SMALL", "WITHHELD", "published"]

_NAME = "counted"


def published(rows: Sequence[Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    """The counts as text, with each row's total as its last value and the totals of all rows as last row.
    One row at least, all of one length."""
    tally = rows_tally(_NAME, rows)
    hidden = marks(Tallies((len(rows), len(rows[0])), (tally,)))
    return tuple(
        tuple(hidden.get((_NAME, (r, c)), str(tally.values[r, c])) for c in range(len(rows[0]) + 1))
        for r in range(len(rows) + 1)
    )
