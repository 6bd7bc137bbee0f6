"""The case number: a year and a running number, recognised as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case import case_number, parse_case_number


def test_a_case_number_is_the_year_and_a_running_number() -> None:
    assert case_number(2026, 1042) == "26-1042"
    assert case_number(2005, 1001) == "05-1001"


@pytest.mark.parametrize("text", ["26-1042", " 26-1042. ", "26 1042", "261042", "26 - 1042", "26–1042"])
def test_a_case_number_is_recognised_as_people_write_it(text: str) -> None:
    assert parse_case_number(text) == "26-1042"


@pytest.mark.parametrize("text", ["", "26", "26-104", "26-1042999", "sag 26-1042", "6101904321", "26/1042"])
def test_something_else_is_no_case_number(text: str) -> None:
    assert parse_case_number(text) is None


@given(st.integers(2000, 2099), st.integers(1001, 999_999))
def test_every_case_number_is_recognised_as_itself(year: int, running: int) -> None:
    number = case_number(year, running)
    assert parse_case_number(number) == number
