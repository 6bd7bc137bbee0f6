"""The rules of the request for a network meeting: agreement by age, consent, who takes part, when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogs.forms.basis_page import legal_basis
from dialogs.forms.citizen_pages import chosen_area
from dialogs.forms.engine import begin, page_faults, shown_pages
from dialogs.forms.meeting_request import FORM
from dialogs.forms.times import proposed_times, time_values
from dialogs.forms.values import answers_so_far
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.network_meeting import MeetingTime
from domain.people import Area
from tests.factories import NOW
from tests.unit.dialogs.form_surroundings import CHILD, NO_AGE, OF_AGE, around

FOURTEEN, FIFTEEN_TODAY, SEVENTEEN, EIGHTEEN_TODAY = (
    "611211-4000",
    "801111-4000",
    "610109-4000",
    "801108-4000",
)
"""On 20 November 2026."""
CITIZEN = {
    "cpr": OF_AGE,
    "citizen_name": "Asta Opdigtet",
    "other_organisation": "hvidovre",
    "agreement": "by_age",
}


def faults(page: str, values: dict[str, str]) -> dict[str, str]:
    """Which field of the page says what."""
    found = next(each for each in FORM.pages if each.name == page)
    return {fault.field: fault.key for fault in page_faults(FORM, found, values, around())}


def area(values: dict[str, str]) -> Area | None:
    return chosen_area(answers_so_far(FORM.fields, values, around()), around())


def shown(values: dict[str, str]) -> list[str]:
    return [page.name for page in shown_pages(FORM, values, around())]


def test_the_form_begins_with_the_citizen_and_the_citizens_own_wish() -> None:
    assert begin(FORM, {}, around()).page == "citizen"
    assert shown({})[1] == "wish"
    assert FORM.pages[2].fields[0].name == "citizens_wish"


@pytest.mark.parametrize(
    ("cpr", "choice", "expected"),
    [
        (OF_AGE, "by_age", Area.ADULTS),
        (EIGHTEEN_TODAY, "by_age", Area.ADULTS),
        (SEVENTEEN, "by_age", Area.CHILDREN),
        (CHILD, "by_age", Area.CHILDREN),
        (CHILD, "", Area.CHILDREN),
        (CHILD, "adults", Area.ADULTS),
        (OF_AGE, "children", Area.CHILDREN),
        (NO_AGE, "by_age", None),
        (NO_AGE, "adults", Area.ADULTS),
        ("", "by_age", None),
    ],
)
def test_the_citizens_age_chooses_the_agreement_unless_staff_do(
    cpr: str, choice: str, expected: Area | None
) -> None:
    assert area({"cpr": cpr, "agreement": choice}) is expected


@pytest.mark.parametrize(
    ("cpr", "choice", "asked"),
    [
        (OF_AGE, "by_age", False),
        (OF_AGE, "adults", False),
        (OF_AGE, "children", True),
        (SEVENTEEN, "adults", True),
        (CHILD, "children", False),
        (NO_AGE, "by_age", False),
        (NO_AGE, "adults", False),
    ],
)
def test_another_agreement_than_the_age_points_to_asks_why(cpr: str, choice: str, asked: bool) -> None:
    values = {"cpr": cpr, "agreement": choice}
    assert ("override" in shown(values)) is asked
    if asked:
        assert faults("override", values) == {"override_reason": "field.required"}
        assert faults("override", {**values, "override_reason": "Fylder 18 om en uge"}) == {}


def test_an_age_the_number_does_not_tell_asks_which_agreement() -> None:
    assert faults("citizen", {**CITIZEN, "cpr": NO_AGE}) == {"agreement": "field.agreement_age_unknown"}
    assert faults("citizen", {**CITIZEN, "cpr": NO_AGE, "agreement": "adults"}) == {}


def test_an_organisation_without_a_unit_for_the_age_is_told_at_once() -> None:
    assert faults("citizen", CITIZEN) == {}
    assert faults("citizen", {**CITIZEN, "cpr": CHILD}) == {"other_organisation": "field.no_unit_for_area"}
    assert faults("citizen", {**CITIZEN, "other_organisation": "dragør"}) == {
        "other_organisation": "field.no_unit_for_area"
    }


def test_everything_about_the_citizen_is_asked_for() -> None:
    missing = dict.fromkeys(("cpr", "citizen_name", "other_organisation"), "field.required")
    assert faults("citizen", {}) == missing


CONSENTS = [
    (OF_AGE, "consent_citizen", {}),
    (OF_AGE, "consent_both", {}),
    (OF_AGE, "consent_parental_authority", {"basis": "basis.from_15"}),
    (EIGHTEEN_TODAY, "consent_citizen", {}),
    (SEVENTEEN, "consent_citizen", {}),
    (SEVENTEEN, "consent_both", {}),
    (SEVENTEEN, "consent_parental_authority", {"basis": "basis.from_15"}),
    (FIFTEEN_TODAY, "consent_citizen", {}),
    (FIFTEEN_TODAY, "consent_parental_authority", {"basis": "basis.from_15"}),
    (FOURTEEN, "consent_citizen", {"basis": "basis.under_15"}),
    (FOURTEEN, "consent_parental_authority", {}),
    (FOURTEEN, "consent_both", {}),
    (NO_AGE, "consent_citizen", {}),
    (NO_AGE, "consent_parental_authority", {}),
]


@pytest.mark.parametrize(("cpr", "basis", "found"), CONSENTS)
def test_from_15_the_young_person_consents_and_below_the_parental_authority(
    cpr: str, basis: str, found: dict[str, str]
) -> None:
    assert faults("basis", {"cpr": cpr, "basis": basis, "consent_on": "2026-11-20"}) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, {"basis": "field.required"}),
        ({"basis": "consent_citizen"}, {"consent_on": "field.required"}),
        ({"basis": "consent_citizen", "consent_on": "2026-11-21"}, {"consent_on": "basis.consent_in_future"}),
        ({"basis": "other"}, {"basis_other": "field.required"}),
        ({"basis": "other", "basis_other": "Værgemål"}, {}),
        ({"basis": "section_13c"}, {}),
        ({"basis": "section_13c", "consent_on": "i går"}, {"consent_on": "field.not_a_date"}),
    ],
)
def test_a_basis_is_stated_in_full(values: dict[str, str], found: dict[str, str]) -> None:
    assert faults("basis", {"cpr": OF_AGE, **values}) == found


def test_the_basis_is_recorded_as_it_was_given() -> None:
    answers = answers_so_far(FORM.fields, {"basis": "consent_both", "consent_on": "2026-11-20"}, around())
    assert legal_basis(answers) == LegalBasis(Basis.CONSENT, ConsentFrom.BOTH, NOW.date())
    assert legal_basis({"basis": "other", "basis_other": "Værgemål"}) == LegalBasis(
        Basis.OTHER, other="Værgemål"
    )
    assert legal_basis({"basis": "section_13c"}) == LegalBasis(Basis.SECTION_13C)


@pytest.mark.parametrize(
    ("wish", "relatives", "found"),
    [
        ("yes", "", {"relatives": "field.required"}),
        ("yes", "En søster", {}),
        ("no", "", {}),
        ("not_asked", "", {}),
        ("", "", {"relatives_wish": "field.required"}),
    ],
)
def test_relatives_are_named_only_where_the_citizen_wishes_them(
    wish: str, relatives: str, found: dict[str, str]
) -> None:
    values = {**CITIZEN, "receiver_unit": "voksne", "relatives_wish": wish, "relatives": relatives}
    assert faults("participants", values) == found


def test_a_unit_of_another_organisation_is_no_receiver() -> None:
    values = {**CITIZEN, "cpr": CHILD, "receiver_unit": "voksne", "relatives_wish": "no"}
    assert faults("participants", values) == {"receiver_unit": "field.not_a_choice"}


FIRST = {"day_1": "2026-11-25", "time_1": "10:00", "duration": "60", "method": "video"}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, {}),
        ({"time_1": ""}, {"time_1": "field.required"}),
        ({"day_1": ""}, {"day_1": "field.required"}),
        ({"duration": ""}, {"duration": "field.required"}),
        ({"duration": "61"}, {"duration": "field.not_a_choice"}),
        ({"method": ""}, {"method": "field.required"}),
        ({"day_2": "2026-11-26"}, {"time_2": "field.time_missing"}),
        ({"time_3": "10:00"}, {"day_3": "field.day_missing"}),
        ({"day_1": "2026-11-20", "time_1": "10:00"}, {"day_1": "field.time_in_past"}),
        ({"day_1": "2026-11-20", "time_1": "10:01"}, {}),
        ({"day_1": "2026-11-19"}, {"day_1": "field.time_in_past"}),
        ({"day_1": "1900-01-01", "time_1": "00:00"}, {"day_1": "field.time_in_past"}),
        ({"day_2": "2027-11-21", "time_2": "10:00"}, {}),
        ({"day_2": "2027-11-22", "time_2": "10:00"}, {"day_2": "field.too_far_ahead"}),
        ({"day_2": "2199-12-31", "time_2": "23:59"}, {"day_2": "field.too_far_ahead"}),
        (
            {"day_1": "2026-11-19", "day_2": "2026-11-26", "time_3": "10:00"},
            {"day_1": "field.time_in_past", "time_2": "field.time_missing", "day_3": "field.day_missing"},
        ),
    ],
)
def test_each_proposed_time_is_whole_and_within_a_year(values: dict[str, str], found: dict[str, str]) -> None:
    assert faults("times", {**FIRST, **values}) == found


def test_the_same_time_twice_is_one_and_times_stand_in_order() -> None:
    values = {
        **FIRST,
        "day_2": "2026-11-25", "time_2": "10.00",
        "day_3": "2026-11-24", "time_3": "09:00",
    }  # fmt: skip
    answers = answers_so_far(FORM.fields, values, around())
    assert proposed_times(answers) == (
        MeetingTime(datetime(2026, 11, 24, 8, tzinfo=UTC), 60),
        MeetingTime(datetime(2026, 11, 25, 9, tzinfo=UTC), 60),
    )


def test_earlier_times_are_written_as_they_would_be_typed() -> None:
    times = (MeetingTime(datetime(2026, 7, 1, 8, tzinfo=UTC), 45),)
    assert time_values(times) == {"day_1": "2026-07-01", "time_1": "10:00", "duration": "45"}
    assert time_values(()) == {}
