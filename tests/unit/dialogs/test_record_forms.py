"""The short forms about a document, an admission, a case and a task: what each asks for, and of when."""

from __future__ import annotations

import pytest

from dialogs.forms import record_forms as r
from dialogs.forms.engine import page_faults
from dialogs.forms.form import Form, Known
from tests.unit.dialogs.form_surroundings import on_a_case

REASONS = [
    r.DOCUMENT_RETURN, r.DOCUMENT_WITHDRAW, r.DOCUMENT_END, r.EXPLAIN_DISCHARGE, r.NOT_POSSIBLE,
]  # fmt: skip
AGREED = {"on": "2026-11-20", "how": "Mundtligt", "witness": "Nora Demo"}
COPY = {"copy_to": "citizen", "on": "2026-11-20", "how": "På papir"}
ROW = {"text": "Ring", "owner": "voksne:", "due": "2026-11-27", "follow_up_every": "0"}
LEFT = {"on": "2026-11-20", "discharge_kind": "planned", "homeless": "no"}


def faults(form: Form, values: dict[str, str], *known: Known) -> dict[str, str]:
    found = page_faults(form, form.pages[0], values, on_a_case(*known))
    return {fault.field: fault.key for fault in found}


@pytest.mark.parametrize("form", REASONS)
def test_what_is_undone_or_returned_has_a_reason(form: Form) -> None:
    assert faults(form, {}) == {"reason": "field.required"}
    assert faults(form, {"reason": "x" * 501}) == {"reason": "field.too_long"}
    assert faults(form, {"reason": "Forkert borger"}) == {}


@pytest.mark.parametrize(
    ("form", "values", "found"),
    [
        (r.DOCUMENT_ASK, {}, {"question": "field.required"}),
        (r.DOCUMENT_ASK, {"question": "Hvornår?"}, {}),
        (r.DOCUMENT_ANSWER, {"answer": "I morgen"}, {}),
        (r.CITIZEN_AGREES, {}, dict.fromkeys(("on", "how", "witness"), "field.required")),
        (r.CITIZEN_AGREES, AGREED, {}),
        (r.CITIZEN_AGREES, {**AGREED, "on": "2026-11-21"}, {"on": "document.day_in_future"}),
        (r.CITIZEN_DECLINES, {"offered_on": "2026-11-20", "reason": "Vil ikke"}, {}),
        (r.CITIZEN_DECLINES, {"offered_on": "2026-11-21", "reason": "Vil ikke"},
         {"offered_on": "document.day_in_future"}),
        (r.HAND_OVER_COPY, COPY, {}),
        (r.HAND_OVER_COPY, {**COPY, "copy_to": "gp"}, {}),
        (r.HAND_OVER_COPY, {**COPY, "copy_to": "relatives"}, {"to_name": "field.required"}),
        (r.HAND_OVER_COPY, {**COPY, "on": "2026-11-21"}, {"on": "document.day_in_future"}),
        (r.FOLLOW_UP, ROW, {}),
        (r.FOLLOW_UP, {**ROW, "due": "2026-11-19"}, {"due": "minutes.due_in_past"}),
        (r.FOLLOW_UP, {**ROW, "follow_up_every": "14"}, {"until": "follow_up.until_missing"}),
        (r.FOLLOW_UP, {**ROW, "follow_up_every": "14", "until": "2026-11-26"},
         {"until": "follow_up.until_missing"}),
        (r.FOLLOW_UP, {**ROW, "follow_up_every": "14", "until": "2027-02-01"}, {}),
        (r.DISCHARGE_DATE, {"expected_on": "2026-11-20"}, {}),
        (r.DISCHARGE_DATE, {"expected_on": "2026-11-19"}, {"expected_on": "admission.date_in_past"}),
        (r.DISCHARGED, LEFT, {}),
        (r.DISCHARGED, {**LEFT, "on": "2026-11-21"}, {"on": "admission.discharge_in_future"}),
        (r.DISCHARGED, {**LEFT, "coercive": "yes"}, {}),
        (r.DISCHARGED, {**LEFT, "homeless": ""}, {"homeless": "field.required"}),
        (r.WITHDRAW_CONSENT, {"on": "2026-11-20"}, {}),
        (r.WITHDRAW_CONSENT, {"on": "2026-11-21"}, {"on": "basis.consent_in_future"}),
    ],
)  # fmt: skip
def test_each_form_asks_for_what_it_needs(form: Form, values: dict[str, str], found: dict[str, str]) -> None:
    assert faults(form, values) == found


def test_a_case_with_something_open_is_closed_with_a_reason() -> None:
    assert faults(r.CLOSE_CASE, {}) == {}
    assert faults(r.CLOSE_CASE, {}, Known.OPEN_MATTERS) == {"reason": "case.reason_missing"}
    assert faults(r.CLOSE_CASE, {"reason": "Flyttet"}, Known.OPEN_MATTERS) == {}
