"""What every form says: a title on each page, a reason for each question, the document's own name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.cards.form_card import form_card
from dialogs.cards.sheet import field_text, form_title, page_title
from dialogs.forms.document_forms import DOCUMENT_FORMS, REVISION_FORMS
from dialogs.forms.engine import Step
from dialogs.forms.form import Form, Known
from dialogs.forms.receive_documents import DOCUMENT_SENT
from dialogs.forms.receive_revisions import REVISION_SENT
from dialogs.forms.submit import FORMS
from dialogs.wording import Wording
from domain.document_kind import DocumentKind
from tests.agreements import a_rule, an_agreement
from tests.factories import a_draft
from tests.unit.dialogs.bot_in_process import CATALOGUES, DANISH
from tests.unit.dialogs.card_reading import inputs_of, parts_of, text_of
from tests.unit.dialogs.form_surroundings import on_a_case
from workflows.chat import Card

BOTH = pytest.mark.parametrize("wording", CATALOGUES.by_language.values(), ids=["da", "en"])
UNDERRETNING = an_agreement(documents=(a_rule(DocumentKind.EARLY_NOTICE, name_da="Underretning"),))


def page_card(form: Form, page: str, **values: str) -> Card:
    draft = a_draft(form=form.name)
    return form_card(form, draft, Step(page, values), on_a_case(), DANISH)


@BOTH
@pytest.mark.parametrize("name", FORMS)
def test_every_page_of_every_form_has_a_title(name: str, wording: Wording) -> None:
    form = FORMS[name].form
    assert all(page_title(wording, form, page) for page in form.pages)
    assert form_title(wording, form)


@BOTH
def test_every_question_about_a_document_says_why_it_is_asked(wording: Wording) -> None:
    silent = {
        (sent.form.name, field.name)
        for sent in (*DOCUMENT_SENT, *REVISION_SENT)
        for field in sent.form.fields
        if not field_text(wording, sent.form, field, "why")
    }
    assert silent == set()


def test_a_document_is_called_what_the_agreement_calls_it() -> None:
    form = DOCUMENT_FORMS[DocumentKind.EARLY_NOTICE]
    assert form_title(DANISH, form) == "Orientering til kommunen"
    assert form_title(DANISH, form, UNDERRETNING) == "Underretning"
    revision = REVISION_FORMS[DocumentKind.EARLY_NOTICE]
    assert form_title(DANISH, revision, UNDERRETNING) == "Ret: Underretning"
    card = form_card(form, a_draft(), Step("wish", {}), on_a_case(agreement=UNDERRETNING), DANISH)
    assert "Underretning · trin 1 af 3" in text_of(card)


def test_the_early_notice_says_what_it_is_not() -> None:
    card = page_card(DOCUMENT_FORMS[DocumentKind.EARLY_NOTICE], "wish")
    assert "Dette er ikke en underretning efter barnets lov og erstatter den ikke." in text_of(card)


def test_an_agreements_page_counts_what_is_still_missing() -> None:
    form = DOCUMENT_FORMS[DocumentKind.INTERVENTION_PLAN]
    assert DANISH.count("form.lacking", 6) in text_of(page_card(form, "wish"))
    given = {"citizens_wish": "At få ro", "goals": "Arbejde", "interventions": "Jobcenteret"}
    assert DANISH.count("form.lacking", 3) in text_of(page_card(form, "wish", **given))
    nearly = {
        **given,
        "contact_psychiatry": "Nora, tlf. 11 22 33 44",
        "contact_municipality": "Sara, tlf. 11 22 33 44",
    }
    assert DANISH("form.lacking.one") in text_of(page_card(form, "team", **nearly))


def test_a_notice_counts_nothing_and_asks_at_the_field() -> None:
    card = page_card(DOCUMENT_FORMS[DocumentKind.DISCHARGE_NOTICE], "discharge")
    assert not any(DANISH.count("form.lacking", n) in text_of(card) for n in range(1, 6))


def test_only_what_the_agreement_does_not_require_is_marked_as_optional() -> None:
    form = DOCUMENT_FORMS[DocumentKind.DISCHARGE_AGREEMENT]
    labels = {p["id"]: p["label"] for p in parts_of(page_card(form, "team")) if "label" in p}
    optional = {name for name, label in labels.items() if label.endswith("(valgfrit)")}
    assert optional == {"private_parties"}


def test_a_known_assessment_is_not_asked_about_on_the_card() -> None:
    form = DOCUMENT_FORMS[DocumentKind.DISCHARGE_NOTICE]
    draft = a_draft(form=form.name)
    assessed = replace(on_a_case(), known=frozenset({Known.CASE, Known.BASIS, Known.ASSESSMENT}))
    watch = Step("watch", {})
    assert "required_by" in inputs_of(form_card(form, draft, watch, on_a_case(), DANISH))
    assert "required_by" not in inputs_of(form_card(form, draft, watch, assessed, DANISH))
