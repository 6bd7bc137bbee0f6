"""Whatever is typed: no error, a bounded time, no day in the past, and never a CPR number shown."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.understanding import OpenQuestion, Understanding, understand
from domain.local_time import local_day
from tests.unit.understanding.parties import NAMES, TUESDAY_MORNING
from tests.unit.understanding.test_sentences import ALL

_WORDS = sorted({word for sentence in ALL for word in sentence.text.split()})
_MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
_SENTENCES = st.lists(st.sampled_from(_WORDS) | st.text(max_size=6), max_size=12).map(" ".join)


def _digits_apart(first_day: date, serial: int) -> str:
    """A made-up replacement number: the first digit of the day raised by 6."""
    written = first_day.strftime("%d%m%y")
    return f"{int(written[0]) + 6}{written[1:]}{serial:04}"


_REPLACEMENT_NUMBERS = st.builds(
    _digits_apart, st.dates(date(1940, 1, 1), date(1999, 12, 31)), st.integers(0, 3999)
)


@given(st.text(max_size=300) | _SENTENCES, _MOMENTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_an_error_and_no_day_lies_in_the_past(text: str, now: datetime) -> None:
    meaning = understand(text, NAMES, now)
    assert all(day >= local_day(now) for day in (*meaning.possible_days, *filter(None, [meaning.day])))
    assert meaning.day is None or meaning.week is None
    assert (meaning.intent is None) or not meaning.possible_intents
    assert bool(meaning.possible_intents) == (OpenQuestion.WHICH_INTENT in meaning.open_questions)


@given(
    _SENTENCES,
    _REPLACEMENT_NUMBERS,
    st.sampled_from(["{}{}{}{}", "{}{}{}-{}", "{}{}{} {}", "{} {} {} {}"]),
    _SENTENCES,
)
@settings(max_examples=200, deadline=None)
def test_no_part_of_what_was_understood_shows_a_cpr_number(
    before: str, number: str, form: str, after: str
) -> None:
    typed = form.format(number[:2], number[2:4], number[4:6], number[6:])
    meaning = understand(f"{before} x {typed} x {after}", NAMES, TUESDAY_MORNING)
    shown = re.sub(r"[^0-9]", "", repr(meaning) + str(meaning))
    assert number not in shown
    assert typed not in repr(meaning)


@pytest.mark.parametrize(
    "flood",
    [
        "netværksmøde ",
        "1",
        "12 ",
        "10-11.",
        "kl. 10 ",
        "d. 3/12 ",
        "torsdagg ",
        "hvidovver ",
        "61 01 90 ",
        "cpr ",
        "é",
        " ",
        "ikke ",
    ],
)
def test_ten_thousand_characters_take_a_bounded_effort(flood: str) -> None:
    text = flood * (10_000 // len(flood))
    assert isinstance(understand(text, NAMES, TUESDAY_MORNING), Understanding)
    # What lies past the limit is not read at all.
    beyond = understand("x " * 5_000 + "nyt netværksmøde", NAMES, TUESDAY_MORNING)
    assert beyond == Understanding()


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        understand("hej", NAMES, datetime(2026, 11, 24, 9, 0))


def test_the_day_is_copenhagens_and_not_utcs() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert understand("netværksmøde i morgen", NAMES, late).day == date(2026, 11, 26)
    assert understand("netværksmøde i morgen", NAMES, late - timedelta(hours=1)).day == date(2026, 11, 25)
