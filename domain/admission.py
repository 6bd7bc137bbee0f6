"""An admission and its end: the discharge is an event, with or without the agreement the law asks for.

While it lasts, somebody answers for an expected date; where an agreement or a plan is required, both sectors
are reminded until one is in force. A discharge without one stays open and visible to both until one is signed
late or a reason is given. A transfer or a death asks for no agreement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.delay import DelayReason
from domain.discharge_law import Assessment, Requirement
from domain.party import Party
from domain.sensitive import NOTHING, Sensitive


class AdmissionStatus(StrEnum):
    ADMITTED = "admitted"
    WITHOUT_AGREEMENT = "without_agreement"
    """Discharged, though a required agreement or plan is not in force."""
    DISCHARGED = "discharged"
    """Discharged, and nothing is missing: in force before, signed late, explained, or not required."""


class DischargeKind(StrEnum):
    PLANNED = "planned"
    OWN_REQUEST = "own_request"
    TRANSFERRED = "transferred"
    DEAD = "dead"


ASKS_FOR_AGREEMENT = frozenset({DischargeKind.PLANNED, DischargeKind.OWN_REQUEST})


class Outcome(StrEnum):
    """How a discharge in the target group ended; the report's headline counts `IN_TIME`."""

    IN_TIME = "in_time"
    LATE = "late"
    EXPLAINED = "explained"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"


STATUS_AFTER: dict[Outcome, AdmissionStatus] = {
    Outcome.IN_TIME: AdmissionStatus.DISCHARGED,
    Outcome.LATE: AdmissionStatus.DISCHARGED,
    Outcome.EXPLAINED: AdmissionStatus.DISCHARGED,
    Outcome.MISSING: AdmissionStatus.WITHOUT_AGREEMENT,
    Outcome.NOT_REQUIRED: AdmissionStatus.DISCHARGED,
}
"""Where the discharge leaves the admission."""

NOT_ASSESSED: Sensitive[Assessment | None] = Sensitive(None)


@dataclass(frozen=True)
class Admission:
    id: str
    case_id: str
    case_number: str
    region: Party
    municipality: Party
    admitted_at: datetime
    """UTC; when the bot first heard of it."""
    since: date
    """Local day on which its date, assessment or end was written last; no deadline lies before it."""
    status: AdmissionStatus = AdmissionStatus.ADMITTED
    expected_on: date | None = None
    """Local day of the expected discharge; None while nobody knows it."""
    assessment: Sensitive[Assessment | None] = NOT_ASSESSED
    """The latest answer to whether an agreement is required; earlier ones stand in the events."""
    homeless: bool = False
    discharged_on: date | None = None
    discharge_kind: DischargeKind | None = None
    outcome: Outcome | None = None
    reason: Sensitive[str] = NOTHING
    """Why a discharge went without the agreement."""
    delay: DelayReason | None = None
    """The same as a choice from a list, for counting."""
    readmitted_after: int | None = None
    """Calendar days since the citizen's last discharge that the bot knows of, on any case; None without."""
    coercive: bool | None = None
    """Whether it began as a coercive admission ("tvangsindlæggelse", psykiatriloven chapter 3); None where
    the ward has not said. For the ward and for counting, never for the other sector."""
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.status is not AdmissionStatus.DISCHARGED

    @property
    def is_assessed(self) -> bool:
        return self.assessment.reveal() is not None

    @property
    def requires_agreement(self) -> bool:
        """Whether an agreement or a plan must be there before discharge, as far as anyone has assessed."""
        assessment = self.assessment.reveal()
        return assessment is not None and assessment.requirement is Requirement.REQUIRED


def days_since_discharge(others: Iterable[Admission], day: date) -> int | None:
    """Calendar days from the last time the citizen was discharged, on the day or before; None where none is
    known. A transfer is no discharge."""
    home = (each.discharged_on for each in others if each.discharge_kind in ASKS_FOR_AGREEMENT)
    last = max((left for left in home if left and left <= day), default=None)
    return (day - last).days if last else None


def outcome_of(admission: Admission, in_force_on: date | None) -> Outcome:
    """How the discharge stands when the case's agreement came into force on this local day, if ever.

    A discharge that nobody assessed counts as one in the target group: silence must not hide it.
    """
    if admission.discharged_on is None or admission.discharge_kind not in ASKS_FOR_AGREEMENT:
        return Outcome.NOT_REQUIRED
    if admission.is_assessed and not admission.requires_agreement:
        return Outcome.NOT_REQUIRED
    if in_force_on is not None:
        return Outcome.IN_TIME if in_force_on <= admission.discharged_on else Outcome.LATE
    return Outcome.EXPLAINED if admission.reason.reveal() else Outcome.MISSING
