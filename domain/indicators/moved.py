"""A citizen who moves takes the case along, and leaves behind what was counted before.

What counts on a day counts for the municipality that had the case on that day: a deadline for the one whose
it was when it passed, a notice for the one it was sent to. So nothing of a past period changes places when
the case does, and no municipality answers for days on which it did not have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.case import Moved
from domain.indicators.facts import Place


def place_on(place: Place, day: date, moves: Sequence[Moved], unit_id: str) -> Place:
    """Where a fact counts that counts on this local day. `moves` are the case's, oldest first; `unit_id` is
    the municipality's unit that has it now. What is of a unit that never had the case stays there, like a
    second municipality's tasks."""
    had = [*(move.unit_id for move in moves), unit_id]
    if not moves or place.municipality_unit_id not in had:
        return place
    at = len(had) - 1 - had[::-1].index(place.municipality_unit_id)
    while at and day < moves[at - 1].until:
        at -= 1
    return replace(place, municipality_unit_id=had[at])
