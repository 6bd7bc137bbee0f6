"""Whatever the bot would read as a CPR number, it would also mask, and nothing beside it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.understanding.numbers import take_numbers
from dialogs.understanding.words import cleaned
from domain.cpr import MASK, mask_cpr

TODAY = date(2026, 11, 24)
PARTS = st.builds(
    lambda born, serial: (f"{born.day + 60}", f"{born:%m}", f"{born:%y}", serial[:2], serial[2:]),
    st.dates(date(1940, 1, 1), date(1999, 12, 31)),
    st.sampled_from(["1234", "0001", "3999", "ab12", "1DA0"]),
)
BETWEEN = ["", " ", "  ", "-", ".", "/", "–", "−", "\u00a0", " - ", " – ", "\u200b", "\t", "\n", "- ", "--"]
SEPARATORS = st.tuples(*[st.sampled_from(BETWEEN)] * 3, st.sampled_from(["", " "]))
AROUND = st.sampled_from(["", "CPR ", "cpr-nr. ", "Borger: ", "netværksmøde for ", "sag 26-1042, "])
AFTER = st.sampled_from(["", ".", ", torsdag kl. 10", " i Hvidovre", "\n"])


def _read(typed: str) -> bool:
    return take_numbers(cleaned(typed), TODAY)[0].cpr is not None


@given(PARTS, SEPARATORS, AROUND, AFTER, st.booleans())
@settings(max_examples=1500, deadline=None)
def test_every_number_that_is_read_is_masked(
    parts: tuple[str, ...], separators: tuple[str, ...], before: str, after: str, wide: bool
) -> None:
    number = "".join(part + gap for part, gap in zip(parts, (*separators, ""), strict=True))
    if wide:
        number = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in number)
    if _read(before + number + after):
        assert mask_cpr(before + number + after) == (before + MASK + after, True)


@pytest.mark.parametrize(
    "spelling",
    ["610190-1234", "6101 90 1234", "610190 12 34", "61.01.90-1234", "610190/1234", "610190-1DA0"],
)
def test_each_way_of_writing_a_number_is_both_read_and_masked(spelling: str) -> None:
    assert _read(f"CPR {spelling}")
    assert mask_cpr(f"CPR {spelling}") == (f"CPR {MASK}", True)
