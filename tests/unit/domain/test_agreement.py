"""Whom an agreement binds and when, and which of the two a citizen's age chooses."""

from __future__ import annotations

from datetime import date

import pytest

from domain.agreement import area_for_age, shows_transition_hint
from domain.people import Area
from tests.agreements import an_agreement

GLOSTRUP = "Psykiatrisk Center Glostrup"


@pytest.mark.parametrize(
    ("age", "area"),
    [(0, Area.CHILDREN), (17, Area.CHILDREN), (18, Area.ADULTS), (90, Area.ADULTS), (None, None)],
)
def test_age_chooses_the_agreement(age: int | None, area: Area | None) -> None:
    assert area_for_age(age) is area


@pytest.mark.parametrize(("age", "shown"), [(None, False), (15, False), (16, True), (17, True), (18, False)])
def test_a_16_or_17_year_old_s_case_shows_the_hint_on_growing_up(age: int | None, shown: bool) -> None:
    assert shows_transition_hint(age) is shown


@pytest.mark.parametrize(
    ("day", "binds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_an_agreement_binds_its_parties_from_its_first_to_its_last_day(day: date, binds: bool) -> None:
    agreement = an_agreement(valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    assert agreement.binds(GLOSTRUP, day) is binds


def test_an_agreement_without_an_end_binds_for_good_and_nobody_else() -> None:
    agreement = an_agreement()
    assert agreement.binds(GLOSTRUP, date(2090, 1, 1))
    assert not agreement.binds("Roskilde Kommune", date(2026, 1, 1))
