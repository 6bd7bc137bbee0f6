"""The same words on other days: a weekday said on that day, the turn of the year, a Saturday."""

from datetime import date, datetime

import pytest

from dialogs.understanding import OpenQuestion as Q
from dialogs.understanding import understand
from domain.local_time import COPENHAGEN
from tests.unit.understanding.parties import NAMES

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=COPENHAGEN)
THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=COPENHAGEN)
SATURDAY = datetime(2026, 11, 21, 8, 0, tzinfo=COPENHAGEN)
NEW_YEARS_EVE = datetime(2026, 12, 31, 8, 0, tzinfo=COPENHAGEN)
LEAP_YEARS_EVE = datetime(2027, 12, 30, 8, 0, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("now", "said", "day"),
    [
        (SATURDAY, "næste torsdag", date(2026, 11, 26)),
        (THURSDAY, "næste onsdag", date(2026, 12, 2)),
        (THURSDAY, "fredag", date(2026, 11, 27)),
        (THURSDAY, "i dag torsdag", date(2026, 11, 26)),
        (MONDAY, "denne torsdag", date(2026, 11, 26)),
        (MONDAY, "nu på torsdag", date(2026, 11, 26)),
        (NEW_YEARS_EVE, "i morgen", date(2027, 1, 1)),
        (NEW_YEARS_EVE, "4/1", date(2027, 1, 4)),
        (NEW_YEARS_EVE, "den 4.", date(2027, 1, 4)),
        (NEW_YEARS_EVE, "mandag uge 1", date(2027, 1, 4)),
        (LEAP_YEARS_EVE, "29. februar", date(2028, 2, 29)),
    ],
)
def test_a_certain_day_is_filled_in(now: datetime, said: str, day: date) -> None:
    meaning = understand(f"netværksmøde {said}", NAMES, now)
    assert (meaning.day, meaning.open_questions) == (day, ())


@pytest.mark.parametrize(
    ("now", "said", "possible", "question"),
    [
        (THURSDAY, "torsdag", (date(2026, 11, 26), date(2026, 12, 3)), Q.WHICH_DAY),
        (MONDAY, "næste torsdag", (date(2026, 11, 26), date(2026, 12, 3)), Q.WHICH_DAY),
        (SATURDAY, "om to uger", (), Q.WHICH_DAY),
        (MONDAY, "29/2", (), Q.DAY_DOES_NOT_EXIST),
        (NEW_YEARS_EVE, "den 32.", (), Q.DAY_DOES_NOT_EXIST),
        (NEW_YEARS_EVE, "uge 52", (), Q.DAY_IN_PAST),
        (NEW_YEARS_EVE, "30/12", (), Q.DAY_IN_PAST),
        (MONDAY, "fredag d. 26/11", (date(2026, 11, 26),), Q.WEEKDAY_DISAGREES),
        (MONDAY, "uge 49 d. 26/11", (date(2026, 11, 26),), Q.WHICH_DAY),
        (MONDAY, "i morgen fredag", (date(2026, 11, 24), date(2026, 11, 27)), Q.WHICH_DAY),
        (MONDAY, "uge 49 eller uge 50", (), Q.WHICH_DAY),
        (MONDAY, "om 999 uger", (), Q.WHICH_DAY),
        (MONDAY, "torsdag d. 19/11", (), Q.DAY_IN_PAST),
    ],
)
def test_an_uncertain_day_is_asked_about(
    now: datetime, said: str, possible: tuple[date, ...], question: Q
) -> None:
    meaning = understand(f"netværksmøde {said}", NAMES, now)
    assert (meaning.day, meaning.possible_days, meaning.open_questions) == (None, possible, (question,))
