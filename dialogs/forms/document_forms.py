"""A form for each kind of document: to send it, and to change it later. Made from its parts and one table.

The table says which parts stand on which page, the citizen's own words first. A document on a new case begins
with the citizen; every document ends with the legal basis, unless one is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.forms.basis_page import BASIS_PAGE
from dialogs.forms.citizen_pages import RECEIVER_PAGE, citizen_pages
from dialogs.forms.form import Answers, Check, Fault, Field, FieldKind, Form, Page, Surroundings, in_order
from dialogs.forms.law_pages import REQUIRED_BY, law_pages, wants_guidance
from dialogs.forms.part_days import WHEN_CHANGED, WHEN_WRITTEN, DayRule, day_faults
from dialogs.forms.part_fields import lacks_of, part_field
from domain.document_kind import FAMILY, DocumentKind, Family
from domain.parts import PARTS

Pages = Mapping[str, tuple[str, ...]]
"""The names of each page's parts."""

_EVERYDAY_AND_TEAM: Pages = {
    "everyday": ("housing", "medication_responsible", "warning_signs", "crisis_plan"),
    "team": ("contact_psychiatry", "contact_municipality", "contact_gp", "relatives", "private_parties"),
    "keeping": ("supervisor", "if_not_kept", "first_follow_up", "follow_up_every"),
    "ending": ("ends_on", "revision", "copies_to"),
}

PAGES: Mapping[DocumentKind, Pages] = {
    DocumentKind.EARLY_NOTICE: {
        "wish": ("citizens_wish", "function_level", "asked_to_look_at"),
        "admission": ("setting", "expected_discharge", "contact_psychiatry"),
    },
    DocumentKind.MUNICIPAL_STATUS: {
        "state": ("present_state", "usual_functioning", "current_support"),
        "effort": ("earliest_start", "contact_municipality"),
    },
    DocumentKind.DISCHARGE_NOTICE: {
        "discharge": ("expected_discharge", "needs", "course"),
        "watch": ("warning_signs", "medication_responsible"),
    },
    DocumentKind.READINESS_NOTICE: {
        "ready": ("ready_on", "promised", "still_missing"),
    },
    DocumentKind.DISCHARGE_AGREEMENT: {
        "wish": ("citizens_wish", "treatment_offers", "social_offers"),
        **_EVERYDAY_AND_TEAM,
    },
    DocumentKind.COORDINATION_PLAN: {
        "wish": ("citizens_wish", "offered_on", "treatment_offers", "social_offers"),
        **_EVERYDAY_AND_TEAM,
    },
    DocumentKind.INTERVENTION_PLAN: {
        "wish": ("citizens_wish", "goals", "interventions"),
        "team": ("contact_psychiatry", "contact_municipality", "next_meeting"),
    },
}

ASKS_THE_LAW = {DocumentKind.DISCHARGE_NOTICE: "watch"}
"""The page of a document that also asks whether an agreement is required."""
REASON = Field("reason", FieldKind.TEXT, max_length=500)


def document_form(kind: DocumentKind) -> Form:
    """The form that sends a document on a new case, or on one that is there."""
    law = law_pages(wants_guidance) if kind in ASKS_THE_LAW else ()
    parts = _part_pages(kind, WHEN_WRITTEN, asks_the_law=True)
    pages = (*citizen_pages(kind), RECEIVER_PAGE, *parts, *law, BASIS_PAGE)
    return Form(kind.value, pages, check=_when_sent(kind), document=kind, texts=FAMILY[kind].value)


def revision_form(kind: DocumentKind) -> Form:
    """The form that changes a document: its parts as they are, and why they are changed."""
    pages = (*_part_pages(kind, WHEN_CHANGED), Page("reason", (REASON,)))
    texts = f"revised_{FAMILY[kind]}"
    return Form(revision_name(kind), pages, check=_when_sent(kind), document=kind, texts=texts)


def revision_name(kind: DocumentKind) -> str:
    return f"revise_{kind}"


def _when_sent(kind: DocumentKind) -> Check:
    if FAMILY[kind] is Family.NOTICE:
        return in_order
    return lacks_of(kind, [part.name for part in PARTS[kind]])


def _part_pages(
    kind: DocumentKind, rules: Mapping[str, tuple[DayRule, ...]], *, asks_the_law: bool = False
) -> tuple[Page, ...]:
    pages = []
    for name, names in PAGES[kind].items():
        asked = tuple(part_field(kind, each) for each in names)
        if asks_the_law and ASKS_THE_LAW.get(kind) == name:
            asked = (*asked, REQUIRED_BY)
        pages.append(Page(name, asked, check=_page_check(kind, rules, names)))
    return tuple(pages)


def _page_check(
    kind: DocumentKind, rules: Mapping[str, tuple[DayRule, ...]], names: tuple[str, ...]
) -> Check:
    days = day_faults(rules, names)
    lacks = lacks_of(kind, names) if FAMILY[kind] is Family.NOTICE else in_order

    def check(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
        return (*days(answers, around), *lacks(answers, around))

    return check


DOCUMENT_FORMS: Mapping[DocumentKind, Form] = {kind: document_form(kind) for kind in DocumentKind}
REVISION_FORMS: Mapping[DocumentKind, Form] = {kind: revision_form(kind) for kind in DocumentKind}
