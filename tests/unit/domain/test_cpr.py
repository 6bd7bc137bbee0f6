"""The CPR number: which are accepted, what they tell of the birth date, and that none is ever shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as oracle
from stdnum.exceptions import InvalidComponent

from domain.case import Citizen
from domain.cpr import Cpr, CprKind
from domain.errors import BadValue
from domain.sensitive import Sensitive
from tests.unit.domain.strategies import birth_parts

TODAY = date(2026, 11, 20)


def parsed(text: str) -> Cpr:
    return Cpr.parse(text, TODAY)


def refusal(text: str) -> str:
    with pytest.raises(BadValue) as refused:
        parsed(text)
    return refused.value.key


@given(birth_parts)
def test_a_number_is_read_as_the_register_reads_it(digits: str) -> None:
    try:
        born = oracle.get_birth_date(digits)
    except InvalidComponent:
        assert refusal(digits) == "cpr.date"
        return
    if born > TODAY:
        assert refusal(digits) == "cpr.future"
        return
    number = parsed(digits)
    assert (number.digits, number.kind, number.born) == (digits, CprKind.ORDINARY, born)


@given(st.dates(date(1937, 1, 1), date(1999, 12, 31)), st.integers(0, 3999), st.booleans())
def test_a_formatted_number_is_read_back_as_itself(born: date, serial: int, replacement: bool) -> None:
    number = parsed(f"{born.day + 60 * replacement:02d}{born:%m%y}{serial:04d}")
    assert number.born == born
    assert number.formatted() == f"{number.digits[:6]}-{number.digits[6:]}"
    assert parsed(number.formatted()) == number


@pytest.mark.parametrize(
    ("year", "seventh", "born"),
    [
        ("00", "0", 1900),
        ("99", "3", 1999),
        ("36", "4", 2000 + 36),
        ("37", "4", 1937),
        ("26", "9", 2026),
        ("99", "9", 1999),
        ("25", "5", 2025),
        ("57", "8", 2057),
        ("58", "5", 1858),
        ("99", "8", 1899),
    ],
)
def test_the_seventh_digit_and_the_year_tell_the_century(year: str, seventh: str, born: int) -> None:
    number = Cpr.parse(f"6101{year}{seventh}000", date(2099, 1, 1))
    assert number.born == date(born, 1, 1)


def test_modulus_11_is_not_asked_for() -> None:
    assert oracle.checksum("0101904321") != 0
    assert parsed("010190-4321").born == date(1990, 1, 1)


@pytest.mark.parametrize(
    "text",
    ["610190-4321", "6101904321", "610190 4321", "61 01 90 4321", "61.01.90-4321", "  610190-4321 "],
)
def test_every_way_staff_write_a_number_is_the_same_number(text: str) -> None:
    assert parsed(text) == Cpr("6101904321", CprKind.REPLACEMENT, date(1990, 1, 1))


@pytest.mark.parametrize("dash", ["-", "‐", "‑", "–", "—"])
def test_a_dash_that_a_word_processor_made_longer_is_still_a_hyphen(dash: str) -> None:
    assert parsed(f"610190{dash}4321").digits == "6101904321"


@pytest.mark.parametrize("day", ["61", "75", "91"])
def test_a_day_raised_by_sixty_is_a_replacement_number_that_holds_the_birth_date(day: str) -> None:
    number = parsed(f"{day}0190-4321")
    assert (number.kind, number.born) == (CprKind.REPLACEMENT, date(1990, 1, int(day) - 60))


@pytest.mark.parametrize("text", ["010190-AB12", "010190-ab12", "610190-1DA0", "010190ABCD"])
def test_a_replacement_number_with_letters_holds_no_birth_date(text: str) -> None:
    number = parsed(text)
    assert (number.kind, number.born, number.age_on(TODAY)) == (CprKind.REPLACEMENT, None, None)
    assert parsed(number.formatted()) == number
    assert number.digits == number.digits.upper()


@pytest.mark.parametrize(
    "text",
    ["", "1", "610190-432", "610190-43210", "x10190-4321", "610190--4321", "A10190-4321", "610190-43-21"],
)
def test_what_has_not_ten_characters_is_refused_for_its_length(text: str) -> None:
    assert refusal(text) == "cpr.length"


@pytest.mark.parametrize(
    "text", ["٦١٠١٩٠-٤٣٢١", "６１０１９０４３２１", "610190-1\u017f00", "610190-1\u212a00"]
)
def test_digits_and_letters_of_other_alphabets_are_no_cpr_number(text: str) -> None:
    assert refusal(text) == "cpr.length"


@pytest.mark.parametrize(
    "text", ["000190-4321", "320190-4321", "600190-4321", "920190-4321", "011390-4321", "290291-4321"]
)
def test_what_is_no_date_is_refused_for_its_date(text: str) -> None:
    assert refusal(text) == "cpr.date"


@pytest.mark.parametrize("text", ["300290-AB12", "290223-AB12", "013190-AB12"])
def test_letters_do_not_excuse_an_impossible_date(text: str) -> None:
    assert refusal(text) == "cpr.date"


def test_a_leap_day_is_a_date_in_a_number_with_letters() -> None:
    assert parsed("290224-AB12").born is None


def test_nobody_is_born_tomorrow() -> None:
    assert parsed("201126-5000").born == TODAY
    assert refusal("211126-5000") == "cpr.future"


def test_age_turns_on_the_birthday() -> None:
    number = parsed("611108-5000")
    assert number.age_on(date(2026, 10, 31)) == 17
    assert number.age_on(date(2026, 11, 1)) == 18


def test_who_is_born_on_a_leap_day_grows_older_on_the_first_of_march() -> None:
    number = parsed("890208-5000")
    assert number.age_on(date(2026, 2, 28)) == 17
    assert number.age_on(date(2026, 3, 1)) == 18


@given(birth_parts)
def test_a_number_never_shows_itself(digits: str) -> None:
    number = Cpr(digits, CprKind.ORDINARY, None)
    citizen = Citizen(number, Sensitive("Asta Opdigtet"))
    for shown in (repr(number), str(number), f"{number}", repr(citizen), str([number])):
        assert digits not in shown
        assert digits[6:] not in shown
        assert "Asta" not in shown


def test_a_refusal_never_repeats_what_was_typed() -> None:
    for text in ("610190-43210", "320190-4321", "211126-5000"):
        with pytest.raises(BadValue) as refused:
            parsed(text)
        assert not any(part in str(refused.value) for part in (text, text[:6], text[7:]))
        assert refused.value.__cause__ is None
