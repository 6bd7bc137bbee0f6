"""The pages that begin a new case: who it is about, with which organisation and unit, under which agreement.

A form about a case that is there already passes them over: all of it is known.
"""

from __future__ import annotations

from dialogs.forms.form import (
    Answers,
    Fault,
    Field,
    FieldKind,
    Known,
    Page,
    Surroundings,
    is_unknown,
    never,
)
from domain.agreement import area_for_age
from domain.document_kind import DocumentKind
from domain.people import Area

BY_AGE = "by_age"
NEW_CASE = is_unknown(Known.CASE)
RECEIVER = Field("receiver_unit", FieldKind.CHOICE, choices="receiver_units", shown=NEW_CASE)


def age(answers: Answers, around: Surroundings) -> int | None:
    """The citizen's age today; None while nobody knows it, or the number does not tell."""
    cpr = answers.get("cpr")
    return cpr.age_on(around.today) if cpr else around.age


def chosen_area(answers: Answers, around: Surroundings) -> Area | None:
    """The agreement chosen by staff, else by the citizen's age; None while neither is known."""
    choice = answers.get("agreement", BY_AGE)
    return area_for_age(age(answers, around)) if choice == BY_AGE else Area(choice)


def _overrides(answers: Answers, around: Surroundings) -> bool:
    """Whether staff chose against the age. Where the age is unknown they choose, and there is no why."""
    if not NEW_CASE(answers, around):
        return False
    by_age = area_for_age(age(answers, around))
    return by_age is not None and chosen_area(answers, around) is not by_age


def _check_citizen(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    if chosen_area(answers, around) is None:
        return (Fault("agreement", "field.agreement_age_unknown"),)
    if around.agreement(answers) is None:
        return (Fault("other_organisation", "meeting.no_agreement"),)
    if not around.choices("receiver_units", answers):
        return (Fault("other_organisation", "field.no_unit_for_area"),)
    return ()


def citizen_pages(document: DocumentKind | None = None) -> tuple[Page, ...]:
    """The pages about the citizen; where they begin a document, the agreement must use it."""

    def check(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
        faults = _check_citizen(answers, around)
        agreement = around.agreement(answers)
        if faults or document is None or agreement is None or agreement.rule(document):
            return faults
        return (Fault("other_organisation", "document.not_in_use"),)

    citizen = (
        Field("cpr", FieldKind.CPR, max_length=20),
        Field("citizen_name", FieldKind.TEXT, max_length=100),
        Field("other_organisation", FieldKind.TYPE_AHEAD, choices="other_organisations"),
        Field("agreement", FieldKind.CHOICE, never, choices="agreements", default=BY_AGE),
    )
    return (
        Page("citizen", citizen, NEW_CASE, check),
        Page("override", (Field("override_reason", FieldKind.TEXT, max_length=300),), _overrides),
    )


def _several_receivers(answers: Answers, around: Surroundings) -> bool:
    return NEW_CASE(answers, around) and len(around.choices(RECEIVER.choices, answers)) > 1


RECEIVER_PAGE = Page("receiver", (RECEIVER,), _several_receivers)
"""Which unit gets it; not asked where the organisation has only one."""
