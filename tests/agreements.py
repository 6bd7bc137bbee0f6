"""An agreement for tests: the deadlines and reminder times everybody knows, each free to be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from domain.agreement import Agreement, Deadlines, DocumentRule, Guidance, ReminderTimes
from domain.document_kind import DocumentKind
from domain.parts import PARTS
from domain.people import Area
from domain.working_hours import WEEKDAYS, WorkingHours
from workflows.agreements import Agreements
from workflows.holidays import calendar_of

DEADLINES = Deadlines(
    acknowledge=1,
    find_time=5,
    minutes=2,
    sign_off=2,
    agreement_before=2,
    first_follow_up_days=7,
    next_meeting_months=6,
)
AT_EIGHT = ReminderTimes(
    at=time(8), working_days_before=2, leader_after=2, coordinators_after=4, ask_date_every=2
)
OFFICE_HOURS = WorkingHours(WEEKDAYS, time(7), time(17))
PARTIES = ("Psykiatrisk Center Glostrup", "Hvidovre Kommune", "Albertslund Kommune")


def a_rule(kind: DocumentKind, **changes: Any) -> DocumentRule:
    """The document is in use, and every part of it but the private parties is required."""
    required = tuple(part.name for part in PARTS[kind] if part.name != "private_parties")
    return replace(DocumentRule(kind, required), **changes)


def an_agreement(**changes: Any) -> Agreement:
    agreement = Agreement(
        id="adults",
        name_da="Samarbejdsaftale om voksne",
        name_en="Agreement on adults",
        area=Area.ADULTS,
        valid_from=date(2023, 1, 1),
        valid_to=None,
        parties=PARTIES,
        extra_holidays=("06-05", "12-24", "12-31"),
        deadlines=DEADLINES,
        reminders=AT_EIGHT,
        hours=OFFICE_HOURS,
        guidance=(
            Guidance(
                "Frister", "Deadlines", ("frist",), "Fem arbejdsdage.", "Five days.", "https://example.dk/"
            ),
        ),
        documents=tuple(a_rule(kind) for kind in DocumentKind),
    )
    return replace(agreement, **changes)


def in_force(*agreements: Agreement) -> Agreements:
    """These agreements with their calendars; the adults' alone when none is named."""
    every = agreements or (an_agreement(),)
    return Agreements(every, {agreement.id: calendar_of(agreement) for agreement in every})
