"""The day something happened on: told for certain, or left to be asked."""

from datetime import date

import pytest

from dialogs.understanding.day_mentions import take_days
from dialogs.understanding.past_day import past_day
from dialogs.understanding.words import cleaned

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("i dag", date(2026, 11, 24)),
        ("i morges", date(2026, 11, 24)),
        ("i går", date(2026, 11, 23)),
        ("i aftes", date(2026, 11, 23)),
        ("i forgårs", date(2026, 11, 22)),
        ("i mandags", date(2026, 11, 23)),
        ("i tirsdags", date(2026, 11, 17)),
        ("sidste fredag", date(2026, 11, 20)),
        ("fredag d. 20/11", date(2026, 11, 20)),
        ("den 3.", date(2026, 11, 3)),
        ("20. november", date(2026, 11, 20)),
        ("1/9", date(2026, 9, 1)),
        ("15-01-2026", date(2026, 1, 15)),
    ],
)
def test_a_day_that_can_be_no_other_is_told(said: str, day: date) -> None:
    assert past_day(take_days(cleaned(said))[0], TUESDAY) == day


@pytest.mark.parametrize(
    "said",
    [
        "fredag",
        "på mandag",
        "i morgen",
        "3/12",
        "1/8",
        "den 30.",
        "31/9",
        "25-11-2026",
        "onsdag d. 20/11",
        "i går eller i forgårs",
        "sidste uge",
        "uge 47",
        "i november",
        "om to uger",
        "uden dag",
    ],
)
def test_a_day_that_may_be_another_is_not_told(said: str) -> None:
    assert past_day(take_days(cleaned(said))[0], TUESDAY) is None


def test_across_new_year_a_date_is_that_of_the_old_year() -> None:
    assert past_day(take_days("30/12")[0], date(2027, 1, 4)) == date(2026, 12, 30)
