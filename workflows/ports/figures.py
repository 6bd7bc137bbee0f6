"""What happened, added up: the figures' way into the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.discharge_count import DischargeCount
from domain.indicators.measure import Group, Period
from domain.indicators.tally import Tally
from domain.people import Area


@dataclass(frozen=True)
class FiguresAsked:
    period: Period
    area: Area
    """Cases of which area; `BOTH` for all."""
    unit_ids: frozenset[str] | None = None
    """Where only what concerns one of these units is wanted."""


@dataclass(frozen=True)
class Tallied:
    by_group: Mapping[Group, Mapping[str, Tally]]
    """By the indicators' keys, as far as the records tell; what there is none of is left out."""
    counts: tuple[DischargeCount, ...]
    """What the centres' own lists tell of the period's whole months, in all groups of the area, held against
    what the bot has registered by now."""
    is_up_to_date: bool = True
    """As `Figures.is_up_to_date`, when it was read."""


class Figures(Protocol):
    def is_up_to_date(self) -> bool:
        """Whether everything stored is counted by the definitions as they are now: not so while it is counted
        anew after an upgrade, when figures may lack some of it."""

    def of(self, asked: FiguresAsked) -> Tallied:
        """What is counted on the period's days. It is read beside the transaction, from what was committed
        before, so that nobody waits for it; the unit of work is run again once it is there."""
