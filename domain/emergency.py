"""Emergency access (værdispring): a look at a case one is not on, because waiting would do harm.

Only whom the case's agreement names may ask, and says why. It gives a look and nothing else, ends by itself
after 24 hours, and whoever leads the case's units is told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.agreement import Agreement
from domain.errors import BadValue
from domain.people import Person
from domain.sensitive import Sensitive

LASTS = timedelta(hours=24)
SHORTEST_REASON = 20
"""Characters: shorter than that nobody can judge it afterwards."""


@dataclass(frozen=True)
class EmergencyAccess:
    id: str
    person_id: str
    case_id: str
    unit_id: str
    """Where the person worked when they asked."""
    begins: datetime
    """UTC."""
    reason: Sensitive[str]

    @property
    def ends(self) -> datetime:
        """UTC; from then on it no longer holds."""
        return self.begins + LASTS


def names(agreement: Agreement, person: Person, day: date) -> bool:
    """Whether the agreement lets the person look at its cases in an emergency, by role and unit."""
    rule = agreement.emergency
    return any(
        membership.role in rule.roles
        and (not rule.units or membership.unit.full_name in rule.units)
        and agreement.binds(membership.unit.organisation, day)
        for membership in person.memberships
    )


def check_emergency_reason(reason: str) -> None:
    """Raise `BadValue` for one that is too short to be judged."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadValue("emergency.reason_too_short")
