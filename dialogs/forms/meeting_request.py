"""The request for a network meeting: the citizen, the citizen's own wish first, who, on what basis, when.

Its pages in the order of "Det begynder med Borgeren": who it is about, what the citizen wishes, then the
common purpose and team, then the legal basis and times.
"""

from __future__ import annotations

from dialogs.forms.form import Answers, Fault, Field, FieldKind, Form, Page, Surroundings, never
from dialogs.forms.times import TIME_FIELDS, check_proposed_times
from domain.agreement import area_for_age
from domain.errors import BadValue
from domain.legal_basis import Basis, ConsentFrom, LegalBasis, check_basis
from domain.people import Area

BY_AGE = "by_age"
NAME = "meeting_request"

CONSENT = {
    "consent_citizen": ConsentFrom.CITIZEN,
    "consent_parental_authority": ConsentFrom.PARENTAL_AUTHORITY,
    "consent_both": ConsentFrom.BOTH,
}
BASES = (*CONSENT, Basis.SECTION_13C, Basis.OTHER)
"""One choice says both the basis and, for consent, who gave it."""
BASIS_FAULTS = {"basis.consent_in_future": "consent_on"}
"""At which field a fault of the legal basis is shown, when it is not the basis itself."""


def age(answers: Answers, around: Surroundings) -> int | None:
    cpr = answers.get("cpr")
    return cpr.age_on(around.today) if cpr else None


def chosen_area(answers: Answers, around: Surroundings) -> Area | None:
    """The agreement chosen by staff, else by the citizen's age; None while neither is known."""
    choice = answers.get("agreement", BY_AGE)
    return area_for_age(age(answers, around)) if choice == BY_AGE else Area(choice)


def _overrides(answers: Answers, around: Surroundings) -> bool:
    """Whether staff chose against the age. Where the age is unknown they choose, and there is no why."""
    by_age = area_for_age(age(answers, around))
    return by_age is not None and chosen_area(answers, around) is not by_age


def _check_citizen(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    if chosen_area(answers, around) is None:
        return (Fault("agreement", "field.agreement_age_unknown"),)
    if not around.choices("agreement_between", answers):
        return (Fault("other_organisation", "meeting.no_agreement"),)
    if not around.choices("receiver_units", answers):
        return (Fault("other_organisation", "field.no_unit_for_area"),)
    return ()


def legal_basis(answers: Answers) -> LegalBasis:
    giver = CONSENT.get(answers["basis"])
    if giver is not None:
        return LegalBasis(Basis.CONSENT, giver, answers.get("consent_on"))
    basis = Basis(answers["basis"])
    return LegalBasis(basis, other=answers.get("basis_other", "") if basis is Basis.OTHER else "")


def _check_basis(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    try:
        check_basis(legal_basis(answers), age(answers, around), around.today)
    except BadValue as bad:
        return (Fault(BASIS_FAULTS.get(bad.key, "basis"), bad.key),)
    return ()


def _is_consent(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("basis") in CONSENT


def _is_other(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("basis") == Basis.OTHER


def _relatives_take_part(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("relatives_wish") == "yes"


FORM = Form(
    NAME,
    (
        Page(
            "citizen",
            (
                Field("cpr", FieldKind.CPR, max_length=20),
                Field("citizen_name", FieldKind.TEXT, max_length=100),
                Field("other_organisation", FieldKind.TYPE_AHEAD, choices="other_organisations"),
                Field("agreement", FieldKind.CHOICE, never, choices="agreements", default=BY_AGE),
            ),
            check=_check_citizen,
        ),
        Page(
            "override",
            (Field("override_reason", FieldKind.TEXT, max_length=300),),
            shown=_overrides,
        ),
        Page(
            "wish",
            (
                Field("citizens_wish", FieldKind.LONG_TEXT, max_length=2000),
                Field("purpose", FieldKind.LONG_TEXT, max_length=2000),
                Field("agenda", FieldKind.LONG_TEXT, never, max_length=2000),
            ),
        ),
        Page(
            "participants",
            (
                Field("receiver_unit", FieldKind.CHOICE, choices="receiver_units"),
                Field("gp", FieldKind.TEXT, never, max_length=150),
                Field("relatives_wish", FieldKind.CHOICE, choices="relatives_wish"),
                Field("relatives", FieldKind.TEXT, _relatives_take_part, max_length=200),
                Field("others", FieldKind.TEXT, never, max_length=200),
            ),
        ),
        Page(
            "basis",
            (
                Field("basis", FieldKind.CHOICE, choices="bases"),
                Field("consent_on", FieldKind.DATE, _is_consent),
                Field("basis_other", FieldKind.TEXT, _is_other, max_length=500),
            ),
            check=_check_basis,
        ),
        Page(
            "times",
            (
                Field("method", FieldKind.CHOICE, choices="methods"),
                Field("place", FieldKind.TEXT, never, max_length=200),
                *TIME_FIELDS,
            ),
            check=check_proposed_times,
        ),
    ),
)
