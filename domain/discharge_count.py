"""How many discharges a centre says it had in a month, and how many of them the bot knows of.

What the bot never heard of is the difference: the discharges nobody could be reminded about. Only counts
are kept, never whose discharge it was, so nobody can tell whether one that is registered after the list was
imported stands on it. It is taken to: what the bot knows of by now is never unheard of as well.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
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
    """When the list was imported, or by now (`by_now`); never more than listed."""

    @property
    def unheard(self) -> int:
        return self.listed - self.known

    def by_now(self, registered: int) -> DischargeCount:
        """With what the bot has registered of the same centre, municipality, area and month so far. What was
        found on the list stays known: its day may lie in the next month."""
        return replace(self, known=min(self.listed, max(self.known, registered)))


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
