"""A centre's count of a month beside what the bot has registered: none counts twice, and none comes back."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.discharge_count import DischargeCount
from domain.people import Area

NUMBERS = st.integers(0, 50)
COUNTS = st.tuples(NUMBERS, NUMBERS).map(
    lambda two: DischargeCount("centre", "municipality", Area.ADULTS, date(2026, 10, 1), max(two), min(two))
)


@given(count=COUNTS, registered=NUMBERS)
def test_registered_and_unheard_of_together_are_never_more_than_there_can_have_been(
    count: DischargeCount, registered: int
) -> None:
    assert registered + count.by_now(registered).unheard <= max(count.listed, registered)


@given(count=COUNTS, registered=NUMBERS)
def test_what_was_found_on_the_list_stays_known(count: DischargeCount, registered: int) -> None:
    assert 0 <= count.by_now(registered).unheard <= count.unheard


@given(count=COUNTS, registered=NUMBERS)
def test_one_more_registered_takes_the_place_of_one_unheard_of_at_most(
    count: DischargeCount, registered: int
) -> None:
    before, after = (count.by_now(number).unheard for number in (registered, registered + 1))
    assert before - 1 <= after <= before
