"""A collaboration agreement as the rules see it: deadlines, reminder times, escalation, guidance.

Everything the parties may set themselves comes in here as data, read from `agreements/*.toml`; no rule
in code holds one of these numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from domain.document_kind import DocumentKind
from domain.people import Area, Role
from domain.retention import Retention
from domain.working_hours import WorkingHours


@dataclass(frozen=True)
class Deadlines:
    """In working days, unless the name says otherwise."""

    acknowledge: int
    find_time: int
    minutes: int
    sign_off: int
    """To sign, to mend what was returned, and to get the citizen's agreement."""
    agreement_before: int
    """How long before the expected discharge a required agreement or plan is complete."""
    first_follow_up_days: int
    """Calendar days after discharge to the first follow-up."""
    next_meeting_months: int
    """Most months from one meeting about an intervention plan to the next."""


@dataclass(frozen=True)
class ReminderTimes:
    at: time
    """Local time of day at which reminders are sent."""
    working_days_before: int
    leader_after: int
    """Working days overdue before the owner's own leader is told."""
    coordinators_after: int
    """Working days overdue before both sectors' coordinators are told."""
    ask_date_every: int
    """Working days between two questions for the expected day of discharge."""
    urgent: frozenset[str] = frozenset()
    """Kinds of task and document that never wait for the morning's message, each told by itself."""
    urgent_at_any_hour: bool = False
    """Whether these are told outside working hours too."""


@dataclass(frozen=True)
class Guidance:
    """A short answer to "hvad siger aftalen om ...?", with the official page."""

    topic_da: str
    topic_en: str
    words: tuple[str, ...]
    text_da: str
    text_en: str
    link: str


class Receiver(StrEnum):
    """Who in the receiving unit is told that a document has come.

    Coordinators are not among them: of a case that is not theirs they see no document.
    """

    INBOX = "inbox"
    """The unit's inbox, until somebody has taken the matter on."""
    LEADERS = "leaders"
    SIGNATORIES = "signatories"
    """Who signs for the unit: its leaders where it has no signatories."""


@dataclass(frozen=True)
class DocumentRule:
    """How the parties use one of the documents."""

    kind: DocumentKind
    required: tuple[str, ...]
    """Names of the parts without which it cannot be sent."""
    name_da: str = ""
    """What this agreement calls it, where that is not its usual name."""
    name_en: str = ""
    receivers: tuple[Receiver, ...] = (Receiver.INBOX,)
    """Told when it comes, beside whoever in the unit has taken the matter on."""


@dataclass(frozen=True)
class EmergencyRule:
    """Who may look at a case in an emergency without being on it. As it stands here, nobody."""

    roles: frozenset[Role] = frozenset()
    units: frozenset[str] = frozenset()
    """Full names of the units in which these roles count; empty for all units of the parties."""


CITIZENS_PER_HOUR = 15


@dataclass(frozen=True)
class Agreement:
    id: str
    name_da: str
    name_en: str
    area: Area
    valid_from: date
    valid_to: date | None
    parties: tuple[str, ...]
    """Names of the organisations the agreement binds, as the directory spells them."""
    extra_holidays: tuple[str, ...]
    """Days that are holidays here beyond the public ones, as MM-DD."""
    deadlines: Deadlines
    reminders: ReminderTimes
    hours: WorkingHours
    """When a unit is at work that has not said otherwise itself."""
    guidance: tuple[Guidance, ...]
    documents: tuple[DocumentRule, ...]
    """The documents in use."""
    emergency: EmergencyRule = EmergencyRule()
    citizens_per_hour: int = CITIZENS_PER_HOUR
    """How many different citizens one person may look up in an hour without being on a case of theirs."""
    goals: Mapping[str, float] = field(default_factory=dict)
    """The effect goals by the keys of the indicators: of a share from 0 to 1, else a number."""
    retention: Retention = field(default_factory=Retention)
    extends: str = ""
    """The id of the agreement it overrides in single values; empty where it stands alone."""

    def rule(self, kind: DocumentKind) -> DocumentRule | None:
        """How the document is used; None where this agreement does not use it."""
        return next((rule for rule in self.documents if rule.kind is kind), None)

    def is_in_force(self, first: date, last: date) -> bool:
        """On some day from the first to the last, both included."""
        return self.valid_from <= last and (self.valid_to is None or first <= self.valid_to)

    def binds(self, organisation: str, day: date) -> bool:
        return self.is_in_force(day, day) and organisation in self.parties


ADULT_AGE = 18
TRANSITION_AGE = 16
"""From 16 the municipality prepares the transition to adulthood (barnets lov § 122)."""


def area_for_age(age: int | None) -> Area | None:
    """Adults from 18, else children and youth; None when the age is unknown and staff must choose."""
    if age is None:
        return None
    return Area.ADULTS if age >= ADULT_AGE else Area.CHILDREN


def shows_transition_hint(age: int | None) -> bool:
    """A 16-17-year-old's case shows the hint on the transition from youth to adult."""
    return age is not None and TRANSITION_AGE <= age < ADULT_AGE
