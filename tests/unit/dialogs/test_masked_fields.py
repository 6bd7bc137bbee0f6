"""A CPR number is kept in the field that asks for it and nowhere else, in whatever form somebody types it."""

from __future__ import annotations

import pytest

from dialogs.forms.engine import Move, step
from dialogs.forms.form import Field, FieldKind, Form
from dialogs.forms.submit import FORMS
from dialogs.forms.values import clean
from domain.cpr import MASK
from tests.factories import made_up_id
from tests.unit.dialogs.form_surroundings import around

SPELLINGS = ("610190-1234", "6101901234", "610190 1234", "61.01.90-1234", "610190-1DA0")
FIELDS = [
    pytest.param(field, id=f"{name}.{field.name}")
    for name, sent in sorted(FORMS.items())
    for field in sent.form.fields
]


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_of_any_form_keeps_a_number_it_did_not_ask_for(field: Field) -> None:
    for spelling in SPELLINGS:
        for typed in (spelling, f"se {spelling}", f"1,{spelling}"):
            kept, told = clean(field, typed)
            if field.kind is not FieldKind.CPR:
                assert spelling not in kept
                assert (MASK in kept, told) == (True, True)


@pytest.mark.parametrize("kind", [FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.TYPE_AHEAD])
def test_the_id_of_a_choice_is_kept_whatever_figures_it_holds(kind: FieldKind) -> None:
    unlucky = "abcdef0101901234abcdef0101901234"
    for chosen in (unlucky, f"{unlucky}:{unlucky}", f"{unlucky},{made_up_id('other')}"):
        assert clean(Field("field", kind), chosen) == (chosen, False)


@pytest.mark.parametrize("value", ["2026-11-26", "1990-01-01", "10:30", "9.05", "1,2,3,4,5"])
def test_a_day_a_time_and_numbers_of_choices_are_kept(value: str) -> None:
    for kind in (FieldKind.DATE, FieldKind.TIME, FieldKind.CHOICES):
        assert clean(Field("field", kind), value) == (value, False)


EVERY_FORM = [pytest.param(sent.form, id=name) for name, sent in sorted(FORMS.items())]


@pytest.mark.parametrize("form", EVERY_FORM)
def test_whoever_types_one_on_any_page_is_told(form: Form) -> None:
    for page in form.pages:
        for field in page.fields:
            there = step(form, page.name, {}, Move.SAVE, {field.name: "se 610190-1234"}, around(), "")
            assert there.masked is (field.kind is not FieldKind.CPR)
            assert "610190-1234" not in "".join(there.values.values()) or field.kind is FieldKind.CPR
