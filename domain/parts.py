"""What each document consists of: its parts, in the order they are asked for, the citizen's own words first.

Which of them are required is the agreement's data (`Agreement.documents`); what counts as filled in is
`domain/completeness.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.document_kind import DocumentKind


class PartKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CONTACT = "contact"
    """A name with a telephone number."""
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class Part:
    name: str
    kind: PartKind = PartKind.LONG_TEXT
    choices: tuple[str, ...] = ()
    max_length: int = 1000


class Housing(StrEnum):
    """The housing situation on the day of discharge; homeless raises a flag to both sectors."""

    OWN_HOME = "own_home"
    RESIDENTIAL_FACILITY = "residential_facility"
    SHELTER = "shelter"
    HOMELESS = "homeless"


class Setting(StrEnum):
    """Where the course takes place; only an admission ends with a discharge."""

    ADMISSION = "admission"
    OUTPATIENT = "outpatient"


class FollowUpEvery(StrEnum):
    """How often a first follow-up is repeated, in calendar days."""

    NONE = "0"
    WEEK = "7"
    FORTNIGHT = "14"
    MONTH = "28"
    QUARTER = "91"


def _contact(name: str) -> Part:
    return Part(name, PartKind.CONTACT, max_length=200)


def _day(name: str) -> Part:
    return Part(name, PartKind.DAY)


def _text(name: str) -> Part:
    return Part(name, PartKind.TEXT, max_length=300)


CITIZENS_WISH = Part("citizens_wish")
EXPECTED_DISCHARGE = _day("expected_discharge")
WARNING_SIGNS = Part("warning_signs")
MEDICATION = _text("medication_responsible")

_AFTER_DISCHARGE = (
    CITIZENS_WISH,
    Part("treatment_offers"),
    Part("social_offers"),
    Part("housing", PartKind.CHOICE, tuple(Housing)),
    _contact("contact_psychiatry"),
    _contact("contact_municipality"),
    _contact("contact_gp"),
    _text("supervisor"),
    Part("if_not_kept"),
    Part("crisis_plan"),
    WARNING_SIGNS,
    MEDICATION,
    _day("first_follow_up"),
    Part("follow_up_every", PartKind.CHOICE, tuple(FollowUpEvery)),
    _day("ends_on"),
    _text("revision"),
    _text("relatives"),
    _text("copies_to"),
    _text("private_parties"),
)

PARTS: dict[DocumentKind, tuple[Part, ...]] = {
    DocumentKind.EARLY_NOTICE: (
        CITIZENS_WISH,
        Part("function_level"),
        Part("asked_to_look_at"),
        Part("setting", PartKind.CHOICE, tuple(Setting)),
        EXPECTED_DISCHARGE,
        _contact("contact_psychiatry"),
    ),
    DocumentKind.MUNICIPAL_STATUS: (
        Part("present_state"),
        Part("usual_functioning"),
        Part("current_support"),
        _day("earliest_start"),
        _contact("contact_municipality"),
    ),
    DocumentKind.DISCHARGE_NOTICE: (
        EXPECTED_DISCHARGE,
        Part("needs"),
        Part("course"),
        WARNING_SIGNS,
        MEDICATION,
    ),
    DocumentKind.READINESS_NOTICE: (
        _day("ready_on"),
        Part("promised"),
        Part("still_missing"),
    ),
    DocumentKind.DISCHARGE_AGREEMENT: _AFTER_DISCHARGE,
    DocumentKind.COORDINATION_PLAN: (*_AFTER_DISCHARGE, _day("offered_on")),
    DocumentKind.INTERVENTION_PLAN: (
        CITIZENS_WISH,
        Part("goals"),
        Part("interventions"),
        _contact("contact_psychiatry"),
        _contact("contact_municipality"),
        _day("next_meeting"),
    ),
}


def part(kind: DocumentKind, name: str) -> Part:
    """Raises `KeyError` for a part the document does not have."""
    return {each.name: each for each in PARTS[kind]}[name]
