"""What a use case has on its desk: the records of one transaction, the time, the agreements, new ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.local_time import local_day
from domain.people import Person
from workflows.agreements import Agreements
from workflows.notice import Notice
from workflows.ports import BY_THE_CLOCK, AuditEntry, Records, Source

CLOCK_ID = "clock"
"""The actor where time itself acted."""


def emergency_basis(access_id: str) -> str:
    """The basis in the audit log of what was done under this emergency access."""
    return f"emergency:{access_id}"


@dataclass(frozen=True)
class Desk:
    records: Records
    now: datetime
    """UTC."""
    agreements: Agreements
    new_id: Callable[[], str]
    unattended: str = CLOCK_ID
    """The actor in the audit log where no person acted."""
    source: Source = BY_THE_CLOCK
    """From where what is done here comes, for the audit log."""
    told: list[Notice] = field(default_factory=list, compare=False, repr=False)
    """What was decided to tell in this transaction."""

    @property
    def today(self) -> date:
        return local_day(self.now)

    def audit(
        self,
        actor: Person | None,
        action: str,
        subject: str,
        case_id: str | None = None,
        basis: str = "",
        **detail: str,
    ) -> None:
        """Log it; `case_id` is None for what is on no case. What somebody does on a case in an emergency
        rests on that, whatever else it would rest on."""
        access_id = actor.emergencies.get(case_id) if actor and case_id else None
        entry = AuditEntry(
            at=self.now,
            actor_id=actor.id if actor else self.unattended,
            action=action,
            subject=subject,
            case_id=case_id,
            basis=emergency_basis(access_id) if access_id else basis,
            detail=detail,
            source=self.source,
            organisation_id=actor.home.organisation_id if actor else "",
        )
        self.records.audit.write(entry)

    def tell(self, notices: list[Notice]) -> None:
        self.told.extend(notices)
        if notices:
            self.records.outbox.queue(notices, self.now)


MakeDesk = Callable[[Records, datetime], Desk]
"""Lays out a desk for one transaction, at a moment (UTC)."""
