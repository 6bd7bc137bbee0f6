"""CPR numbers typed into free text are masked however they are written; other numbers stay."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cpr import MASK, mask_cpr
from tests.unit.domain.strategies import birth_parts

SPELLINGS = [
    "610190-4321",
    "6101904321",
    "610190 4321",
    "610190 - 4321",
    "610190–4321",
    "610190—4321",
    "610190‑4321",
    "610190\u00a04321",
    "610190  4321",
    "61 01 90 4321",
    "61 01 90-4321",
    "61.01.90-4321",
    "61.01.90 4321",
    "61-01-90-4321",
    "61/01/90-4321",
    "610119904321",
    "61011990-4321",
    "61.01.1990-4321",
    "01.01.1990 4321",
    "61.01.904321",
    "6101 90 4321",
    "6101-90-4321",
    "610190 43 21",
    "610190.4321",
    "610190 / 4321",
    "610190−4321",
    "610190\t4321",
    "610190\u200b4321",
    "61\u202f01\u202f90\u202f4321",
    "６１０１９０－４３２１",
    "610190-AB12",
    "610190-1da0",
    "6101901DA0",
    "610190 1DA0",
    "610190_4321",
    "610190--4321",
    "610190 -- 4321",
    "610190 (4321)",
    "61 01 90 43 21",
    "61.01.90.4321",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_number_is_masked_however_it_is_written(spelling: str) -> None:
    assert mask_cpr(spelling) == (MASK, True)
    assert mask_cpr(f"Borger ({spelling}), bor i Hvidovre.") == (f"Borger ({MASK}), bor i Hvidovre.", True)


@pytest.mark.parametrize(
    "text",
    [
        "Sagen er 26-1042",
        "26-1042 og 26-1043",
        "sag 26-104217",
        "Ring på 12 34 56 78 eller 12345678",
        "+45 38 64 50 00",
        "004538645000",
        "tlf. 3864 5000",
        "torsdag den 26.11.2026 kl. 10.30",
        "26-11-2026 kl. 10:30",
        "2026-11-26 10:30",
        "uge 48, 45 minutter, stue 12",
        "EAN 5798001234567",
        "990190-4321",
        "011390-4321",
        "010190-Hvidovre",
        "den 010126 kort",
        "26-1012 26-1013",
        "03122026",
        "den 03122026 1030",
        "26.11.2026 1030-1130",
        "03-12.12 2026",
        "kl. 10 12.10 2026",
        "20 11 20 26",
        "den 010126 30 minutter",
        "den 010126 uge4",
        "010126 (kort)",
        "+45 20 11 20 26",
        "26.11.26 kl. 10",
        "",
    ],
)
def test_case_numbers_telephone_numbers_and_days_stay(text: str) -> None:
    assert mask_cpr(text) == (text, False)


def test_every_number_of_a_text_is_masked() -> None:
    text = "Mor 610190-4321, barn 620290-4321 og 010190-AB12; sag 26-1042"
    assert mask_cpr(text) == (f"Mor {MASK}, barn {MASK} og {MASK}; sag 26-1042", True)


def test_a_time_of_day_before_a_number_stays() -> None:
    assert mask_cpr("kl. 10.10 610190-4321") == (f"kl. 10.10 {MASK}", True)


prose = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=30)
joins = st.sampled_from(["", "-", " ", " - ", "–", "\u00a0"])
valid = birth_parts.filter(lambda digits: digits[:2] != "00")


@given(prose, valid, joins, prose)
def test_no_ten_digits_are_left_of_a_number_in_any_text(
    before: str, digits: str, join: str, after: str
) -> None:
    masked, found = mask_cpr(f"{before} {digits[:6]}{join}{digits[6:]} {after}")
    assert found
    assert not re.search(r"\d{4}", masked)


@given(st.lists(st.one_of(valid, prose), max_size=6))
def test_masking_twice_is_masking_once(parts: list[str]) -> None:
    once, _ = mask_cpr(" ".join(parts))
    assert mask_cpr(once) == (once, False)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1001, 99999))
def test_a_case_number_beside_a_day_stays(day: date, running: int) -> None:
    text = f"{day:%d.%m.%Y}, sag {day:%y}-{running}"
    assert mask_cpr(text) == (text, False)
