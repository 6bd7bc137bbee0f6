"""The short forms: minutes in rows, a reason, a question, a later day."""

from __future__ import annotations

import pytest

from dialogs.forms import small_forms
from dialogs.forms.engine import REVIEW, Move, page_faults, shown_pages, step
from dialogs.forms.form import Form
from tests.unit.dialogs.form_surroundings import around

WROTE = {"minutes": "Vi aftalte støtte i hjemmet."}
ROW = {"text_1": "Ring til borgeren", "owner_1": "voksne:sara", "due_1": "2026-11-27"}


def faults(form: Form, values: dict[str, str], page: int = 0) -> dict[str, str]:
    found = page_faults(form, form.pages[page], values, around())
    return {fault.field: fault.key for fault in found}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({}, {}),
        (ROW, {}),
        ({"text_2": "Ring"}, {"owner_2": "minutes.owner_missing", "due_2": "minutes.due_missing"}),
        ({"owner_3": "voksne:"}, {"text_3": "minutes.text_missing", "due_3": "minutes.due_missing"}),
        ({"due_1": "2026-11-27"}, {"text_1": "minutes.text_missing", "owner_1": "minutes.owner_missing"}),
        ({**ROW, "due_1": "2026-11-20"}, {}),
        ({**ROW, "due_1": "2026-11-19"}, {"due_1": "minutes.due_in_past"}),
        ({**ROW, "owner_1": "en anden"}, {"owner_1": "field.not_a_choice"}),
        ({**ROW, "due_1": "snart"}, {"due_1": "field.not_a_date"}),
    ],
)
def test_a_row_of_the_minutes_is_whole_or_empty(row: dict[str, str], found: dict[str, str]) -> None:
    assert faults(small_forms.MINUTES, {**WROTE, **row}) == found


def test_more_rows_have_a_page_of_their_own_when_asked_for() -> None:
    def shown(values: dict[str, str]) -> list[str]:
        return [page.name for page in shown_pages(small_forms.MINUTES, values, around())]

    assert shown(WROTE) == ["minutes"]
    assert shown({**WROTE, "more_rows": "no"}) == ["minutes"]
    assert shown({**WROTE, "more_rows": "yes"}) == ["minutes", "more"]


def test_rows_on_the_second_page_keep_the_same_rule() -> None:
    values = {**WROTE, "more_rows": "yes", "text_6": "Ring"}
    found = {"owner_6": "minutes.owner_missing", "due_6": "minutes.due_missing"}
    assert faults(small_forms.MINUTES, values, page=1) == found


def test_rows_that_were_taken_back_are_not_sent() -> None:
    values = {**WROTE, "more_rows": "no", "text_4": "Ring", "owner_4": "voksne:", "due_4": "2026-11-27"}
    there = step(small_forms.MINUTES, REVIEW, values, Move.SEND, {}, around())
    assert there.complete == {"minutes": WROTE["minutes"], "more_rows": "no"}


@pytest.mark.parametrize(
    ("form", "values", "found"),
    [
        (small_forms.ASK, {}, {"question": "field.required"}),
        (small_forms.ASK, {"question": "?" * 1001}, {"question": "field.too_long"}),
        (small_forms.ANSWER, {"answer": "Ja"}, {}),
        (small_forms.CANCEL, {}, {"reason": "field.required"}),
        (small_forms.MOVE, {"reason": "Sygdom"}, {
            "day_1": "field.required", "time_1": "field.required", "duration": "field.required",
        }),
        (small_forms.PROPOSE_TIMES, {"day_1": "2026-11-25", "time_1": "10:00", "duration": "30"}, {}),
        (small_forms.LATER, {"until": "2026-11-20"}, {"until": "task.later_in_past"}),
        (small_forms.LATER, {"until": "2026-11-21"}, {}),
        (small_forms.NEW_DEADLINE, {"due": "2026-11-19", "reason": "Ferie"}, {"due": "task.due_in_past"}),
        (small_forms.NEW_DEADLINE, {"due": "2026-11-20", "reason": "Ferie"}, {}),
        (small_forms.NEW_DEADLINE, {"due": "2026-11-20"}, {"reason": "field.required"}),
        (small_forms.HAND_OVER, {"owner": "voksne:"}, {}),
        (small_forms.HAND_OVER, {}, {"owner": "field.required"}),
    ],
)  # fmt: skip
def test_each_small_form_asks_for_what_it_needs(
    form: Form, values: dict[str, str], found: dict[str, str]
) -> None:
    assert faults(form, values) == found
