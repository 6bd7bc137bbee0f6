"""What a person, and a unit for all who work there, have asked for: when and how the bot writes to them.

A person's own hours hold before the unit's, and the unit's before the agreement's. Who works shifts has no
hours that anybody could count on: they are written to in the unit's hours, and the unit hears of their
deadlines too. Whoever is away has a colleague hear instead, up to and with a day. Reminders can be turned off
for all but what the law asks for; the leader sees that they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.working_hours import WorkingHours


class Works(StrEnum):
    """When a person is at work."""

    AS_UNIT = "as_unit"
    FIXED = "fixed"
    SHIFTS = "shifts"


@dataclass(frozen=True)
class Cover:
    """A colleague who hears instead of somebody who is away."""

    person_id: str
    until: date
    """The last local day, included."""


@dataclass(frozen=True)
class PersonPreferences:
    """One person's. As they stand here before anybody has chosen."""

    person_id: str
    works: Works = Works.AS_UNIT
    hours: WorkingHours | None = None
    """Set where `works` is FIXED."""
    one_by_one: bool = False
    """Each reminder by itself, rather than all of a morning in one."""
    only_legal: bool = False
    """Reminded only of what the law asks for."""
    cover: Cover | None = None

    def covered_on(self, day: date) -> str | None:
        """Id of the colleague who hears instead on this local day."""
        return self.cover.person_id if self.cover and day <= self.cover.until else None


@dataclass(frozen=True)
class UnitPreferences:
    """One unit's, set by its leader."""

    unit_id: str
    hours: WorkingHours | None = None
    """None where the agreement's hours hold."""
    on_duty: str | None = None
    """Id of who hears of a deadline whose owner is not at work before it; None for the unit's inbox."""
