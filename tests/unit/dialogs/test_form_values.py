"""What was typed into one field, and what it means."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.forms.form import Field, FieldKind
from dialogs.forms.values import answers_so_far, clean, understand_value
from domain.cpr import MASK, Cpr
from domain.errors import BadValue
from tests.unit.dialogs.form_surroundings import OF_AGE, around

SHORT = Field("field", FieldKind.TEXT, max_length=10)
OWNER = Field("field", FieldKind.CHOICE, choices="task_owners")
DAYS = Field("field", FieldKind.CHOICES, choices="weekdays")
PLACE = Field("field", FieldKind.TYPE_AHEAD, choices="other_organisations")


def field_of(kind: FieldKind) -> Field:
    return Field("field", kind, choices="methods")


def meaning(field: Field, raw: str) -> Any:
    return understand_value(field, raw, {}, around())


@pytest.mark.parametrize(
    ("field", "raw", "means"),
    [
        (SHORT, "10 tegn ok", "10 tegn ok"),
        (field_of(FieldKind.LONG_TEXT), "Første linje\nanden", "Første linje\nanden"),
        (field_of(FieldKind.CPR), " 610190 4321 ", Cpr.parse(OF_AGE, around().today)),
        (PLACE, "hvidovre", "hvidovre"),
        (PLACE, "HVIDOVRE kommune", "hvidovre"),
        (OWNER, "voksne:sara", "voksne:sara"),
        (DAYS, "1", ("1",)),
        (DAYS, "4,1,2,1", ("1", "2", "4")),
        (DAYS, " Dag 3 , 5,", ("3", "5")),
        (field_of(FieldKind.DATE), "2026-11-27", date(2026, 11, 27)),
        (field_of(FieldKind.DATE), "1900-01-01", date(1900, 1, 1)),
        (field_of(FieldKind.TIME), "10:30", time(10, 30)),
        (field_of(FieldKind.TIME), "9.05", time(9, 5)),
        (field_of(FieldKind.TIME), "10:30:00", time(10, 30)),
    ],
)
def test_a_value_is_understood_as_its_kind(field: Field, raw: str, means: object) -> None:
    assert meaning(field, raw) == means


@pytest.mark.parametrize(
    ("field", "raw", "key"),
    [
        (SHORT, "11 tegn, nej", "field.too_long"),
        (field_of(FieldKind.CPR), "610190-432", "cpr.length"),
        (field_of(FieldKind.CPR), "613990-4321", "cpr.date"),
        (PLACE, "Hvid", "field.not_a_choice"),
        (OWNER, "en anden:", "field.not_a_choice"),
        (DAYS, "1,8", "field.not_a_choice"),
        (DAYS, " , ", "field.none_chosen"),
        (field_of(FieldKind.DATE), "27. november", "field.not_a_date"),
        (field_of(FieldKind.DATE), "2026-02-30", "field.not_a_date"),
        (field_of(FieldKind.DATE), "0001-01-01", "field.not_a_date"),
        (field_of(FieldKind.DATE), "9999-12-31", "field.not_a_date"),
        (field_of(FieldKind.TIME), "10", "field.not_a_time"),
        (field_of(FieldKind.TIME), "25:00", "field.not_a_time"),
        (field_of(FieldKind.TIME), "ti:tyve", "field.not_a_time"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_reason(field: Field, raw: str, key: str) -> None:
    with pytest.raises(BadValue) as refused:
        meaning(field, raw)
    assert refused.value.key == key


@pytest.mark.parametrize("raw", [None, 7, True, 1.5, ["tekst"], {"tekst": 1}, [None], b"tekst"])
@pytest.mark.parametrize("kind", FieldKind)
def test_anything_but_text_counts_as_empty(kind: FieldKind, raw: object) -> None:
    assert clean(field_of(kind), raw) == ("", False)


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.LONG_TEXT])
@pytest.mark.parametrize(
    "written", ["610190-4321", "6101904321", "61 01 90 4321", "610190 - 4321", "61.01.90-4321"]
)
def test_a_cpr_in_free_text_is_masked_however_it_is_written(kind: FieldKind, written: str) -> None:
    assert clean(field_of(kind), f"Søster til {written}.") == (f"Søster til {MASK}.", True)


def test_no_part_of_a_cpr_is_left_where_a_long_text_is_cut() -> None:
    kept, masked = clean(SHORT, "x" * 15 + " 610190-4321")
    assert masked
    assert "6101" not in kept


def test_a_cpr_in_its_own_field_is_kept() -> None:
    assert clean(field_of(FieldKind.CPR), f" {OF_AGE} ") == (OF_AGE, False)


def test_control_characters_are_left_out_and_lines_kept() -> None:
    assert clean(field_of(FieldKind.LONG_TEXT), "Et\x00 \x1b[31mord\n\tto\x7f") == ("Et [31mord\n\tto", False)


def test_a_phone_number_and_a_case_number_are_no_cpr() -> None:
    text = "Ring 20 12 34 56 om sag 26-1042"
    assert clean(field_of(FieldKind.TEXT), text) == (text, False)


@given(raw=st.text(max_size=3000), kind=st.sampled_from(FieldKind))
def test_any_text_is_kept_short_and_understood_or_refused(raw: str, kind: FieldKind) -> None:
    field = field_of(kind)
    kept, _ = clean(field, raw)
    assert len(kept) <= 2 * field.max_length
    assert "\0" not in kept
    found = answers_so_far((field,), {"field": kept}, around())
    assert found == {} or kept
