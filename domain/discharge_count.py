"""How many discharges a centre says it had in a month, and how many of them the bot knew of.

What the bot never heard of is the difference: the discharges nobody could be reminded about. Only counts
are kept, never whose discharge it was.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from domain.people import Area


@dataclass(frozen=True)
class DischargeCount:
    centre_id: str
    """Id of the organisation that discharged."""
    municipality_id: str
    """Id of the organisation that receives."""
    area: Area
    month: date
    """Its first day."""
    listed: int
    known: int
    """Never more than listed."""

    @property
    def unheard(self) -> int:
        return self.listed - self.known


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
