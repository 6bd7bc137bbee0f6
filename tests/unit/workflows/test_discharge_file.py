"""A centre's file of discharges: one whole month, or every fault with its line and no value repeated."""

from __future__ import annotations

from datetime import date

import pytest

from domain.people import Area
from tests.factories import a_cpr
from workflows.discharge_file import (
    COUNT_COLUMNS,
    LIST_COLUMNS,
    DischargesRefused,
    ListedDischarge,
    MonthlyCount,
    read_discharges,
)

TODAY = date(2026, 11, 20)
CENTRE, MUNICIPALITY = "Psykiatrisk Center Glostrup", "Hvidovre Kommune"
LISTED = {
    "centre": CENTRE,
    "municipality": MUNICIPALITY,
    "area": "adults",
    "discharged_on": "2026-11-03",
    "cpr": "610190-4321",
}
COUNTED = {
    "centre": CENTRE,
    "municipality": MUNICIPALITY,
    "area": "children",
    "month": "2026-11",
    "discharges": "7",
}
A_CHILDS = "610110-4321"
WITHOUT_AGE = "010190-UKB1"


def as_csv(*records: dict[str, str], delimiter: str = ";") -> bytes:
    lines = [list(records[0]), *(list(record.values()) for record in records)]
    return "".join(delimiter.join(line) + "\r\n" for line in lines).encode()


def faults(content: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(DischargesRefused) as refused:
        read_discharges(content, TODAY)
    return [(fault.line, fault.column, fault.wrong.value) for fault in refused.value.faults]


def test_a_list_has_a_line_for_each_discharge() -> None:
    stated = read_discharges(as_csv(LISTED), TODAY)
    assert stated.listed == (
        ListedDischarge(2, CENTRE, MUNICIPALITY, Area.ADULTS, date(2026, 11, 3), a_cpr()),
    )
    assert (stated.month, stated.counted) == (date(2026, 11, 1), ())


def test_counts_have_a_line_for_each_municipality_and_area() -> None:
    stated = read_discharges(as_csv(COUNTED, COUNTED | {"area": "adults", "discharges": "0"}), TODAY)
    month = date(2026, 11, 1)
    assert stated.counted == (
        MonthlyCount(2, CENTRE, MUNICIPALITY, Area.CHILDREN, month, 7),
        MonthlyCount(3, CENTRE, MUNICIPALITY, Area.ADULTS, month, 0),
    )
    assert (stated.month, stated.listed) == (month, ())


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_commas_or_semicolons_part_the_values(delimiter: str, start: bytes) -> None:
    stated = read_discharges(start + as_csv(LISTED, delimiter=delimiter), TODAY)
    assert [row.municipality for row in stated.rows] == [MUNICIPALITY]


def test_capitals_in_the_header_blanks_empty_lines_and_further_columns_do_not_matter() -> None:
    content = as_csv({name.upper(): f" {value} " for name, value in LISTED.items()} | {"note": ""})
    (row,) = read_discharges(content + b"\r\n;;;;;\r\n", TODAY).listed
    assert (row.centre, row.on) == (CENTRE, date(2026, 11, 3))


@pytest.mark.parametrize("written", ["2026-11-03", "03-11-2026", "3.11.2026"])
def test_a_day_may_be_written_as_a_danish_spreadsheet_saves_it(written: str) -> None:
    (row,) = read_discharges(as_csv(LISTED | {"discharged_on": written}), TODAY).listed
    assert row.on == date(2026, 11, 3)


@pytest.mark.parametrize(("cpr", "area"), [("610190-4321", Area.ADULTS), (A_CHILDS, Area.CHILDREN)])
def test_the_age_on_the_day_tells_the_area_where_it_is_empty(cpr: str, area: Area) -> None:
    (row,) = read_discharges(as_csv(LISTED | {"area": "", "cpr": cpr}), TODAY).listed
    assert row.area is area


def test_an_area_that_is_written_wins_over_the_age() -> None:
    (row,) = read_discharges(as_csv(LISTED | {"area": "children"}), TODAY).listed
    assert row.area is Area.CHILDREN


@pytest.mark.parametrize(
    ("written", "read"), [("yes", True), ("Ja", True), ("no", False), ("NEJ", False), (" ", None)]
)
def test_a_list_may_say_whether_a_stay_began_by_coercion(written: str, read: bool | None) -> None:
    (row,) = read_discharges(as_csv(LISTED | {"coercive": written}), TODAY).listed
    assert row.coercive is read


def test_what_is_neither_yes_nor_no_is_a_fault_of_its_line() -> None:
    assert faults(as_csv(LISTED | {"coercive": "måske"})) == [(2, "coercive", "yes_or_no")]


def test_discharges_without_a_number_may_be_alike_for_they_are_several_citizens() -> None:
    unnamed = LISTED | {"cpr": ""}
    assert [row.cpr for row in read_discharges(as_csv(unnamed, unnamed), TODAY).listed] == [None, None]


def test_a_citizen_may_be_discharged_twice_in_a_month() -> None:
    again = LISTED | {"discharged_on": "2026-11-19"}
    assert len(read_discharges(as_csv(LISTED, again), TODAY).listed) == 2


@pytest.mark.parametrize(
    ("row", "column", "value", "wrong"),
    [
        (LISTED, "centre", "", "empty"),
        (LISTED, "municipality", "  ", "empty"),
        (LISTED, "municipality", "x" * 201, "long"),
        (LISTED, "area", "old", "area"),
        (LISTED, "area", "both", "area"),
        (LISTED, "discharged_on", "", "empty"),
        (LISTED, "discharged_on", "2026-11-31", "day"),
        (LISTED, "discharged_on", "11/03/2026", "day"),
        (LISTED, "discharged_on", "i mandags", "day"),
        (LISTED, "discharged_on", "2026-11-21", "ahead"),
        (LISTED, "cpr", "10190-4321", "cpr"),
        (LISTED, "cpr", "713190-4321", "cpr"),
        (LISTED, "cpr", "ukendt", "cpr"),
        (COUNTED, "area", "", "empty"),
        (COUNTED, "month", "", "empty"),
        (COUNTED, "month", "nov-26", "month"),
        (COUNTED, "month", "2026-13", "month"),
        (COUNTED, "month", "11-2026", "month"),
        (COUNTED, "month", "2026-12", "ahead"),
        (COUNTED, "discharges", "", "empty"),
        (COUNTED, "discharges", "-1", "number"),
        (COUNTED, "discharges", "<5", "number"),
        (COUNTED, "discharges", "7,5", "number"),
        (COUNTED, "discharges", "syv", "number"),
    ],
)
def test_a_fault_names_line_and_column(row: dict[str, str], column: str, value: str, wrong: str) -> None:
    other = row | {"municipality": "Albertslund Kommune"}
    assert faults(as_csv(other, row | {column: value})) == [(3, column, wrong)]


@pytest.mark.parametrize("cpr", ["", WITHOUT_AGE], ids=["no number", "a number without a birth date"])
def test_without_a_number_that_tells_the_age_the_area_is_asked_for(cpr: str) -> None:
    assert faults(as_csv(LISTED | {"area": "", "cpr": cpr})) == [(2, "area", "area_untold")]


def test_every_fault_of_every_line_is_told_at_once_in_the_order_of_lines() -> None:
    content = as_csv(LISTED, LISTED, LISTED | {"area": "x", "cpr": "1"}, LISTED | {"centre": ""})
    assert faults(content) == [
        (3, "", "twice"),
        (4, "area", "area"),
        (4, "cpr", "cpr"),
        (5, "centre", "empty"),
    ]


def test_no_value_is_repeated_in_a_refusal() -> None:
    with pytest.raises(DischargesRefused) as refused:
        read_discharges(as_csv(LISTED | {"cpr": "713190-4321", "area": "610190-4321"}), TODAY)
    assert "4321" not in f"{refused.value} {refused.value.faults} {refused.value.__context__}"


def test_a_read_list_does_not_show_its_numbers() -> None:
    assert "4321" not in repr(read_discharges(as_csv(LISTED), TODAY))


@pytest.mark.parametrize("written", ["6101904321", "610190 4321", "610190-4321"])
def test_the_same_discharge_twice_is_named_however_the_number_is_written(written: str) -> None:
    assert faults(as_csv(LISTED, LISTED | {"cpr": written})) == [(3, "", "twice")]


def test_the_same_count_twice_is_named_whatever_it_says() -> None:
    again = COUNTED | {"municipality": "hvidovre  kommune", "discharges": "9"}
    assert faults(as_csv(COUNTED, again)) == [(3, "", "twice")]


@pytest.mark.parametrize(("row", "column"), [(LISTED, "discharged_on"), (COUNTED, "month")])
def test_lines_outside_the_month_of_most_are_named(row: dict[str, str], column: str) -> None:
    earlier = {column: row[column].replace("2026-11", "2026-10"), "municipality": "Albertslund Kommune"}
    later = {column: row[column].replace("03", "04"), "municipality": "Tårnby Kommune"}
    assert faults(as_csv(row | earlier, row, row | later)) == [(2, column, "other_month")]


@pytest.mark.parametrize("columns", [LIST_COLUMNS, COUNT_COLUMNS])
def test_a_header_alone_states_nothing(columns: tuple[str, ...]) -> None:
    assert faults(";".join(columns).encode()) == [(2, "", "no_rows")]


@pytest.mark.parametrize("content", [b"", b"\r\n", b"navn;dato\r\nNora;2026-11-03\r\n"])
def test_a_file_without_any_of_the_columns_is_told_the_two_headers(content: bytes) -> None:
    assert faults(content) == [(1, "", "header")]


def test_a_header_of_both_kinds_or_with_a_column_twice_is_refused() -> None:
    assert faults(as_csv(LISTED | COUNTED)) == [(1, "", "header")]
    assert faults(b"centre;" + as_csv(LISTED)) == [(1, "", "header")]


def test_a_missing_column_is_named() -> None:
    assert faults(as_csv({k: v for k, v in LISTED.items() if k != "cpr"})) == [(1, "cpr", "no_column")]
    assert faults(as_csv({k: v for k, v in COUNTED.items() if k != "month"})) == [(1, "month", "no_column")]


@pytest.mark.parametrize(
    "change", [(b";610190-4321", b""), (b"4321", b"4321;;")], ids=["too few", "too many"]
)
def test_a_line_with_too_few_or_too_many_values_is_named(change: tuple[bytes, bytes]) -> None:
    assert faults(as_csv(LISTED).replace(*change)) == [(2, "", "values")]


def test_a_quote_that_is_never_closed_is_named() -> None:
    content = as_csv(LISTED, LISTED).replace(b"Hvidovre", b'"Hvidovre', 1)
    assert faults(content) == [(2, "", "not_csv")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_named_with_the_line_where_it_shows(encoding: str) -> None:
    content = as_csv(LISTED, LISTED | {"municipality": "Tårnby Kommune"}).decode().encode(encoding)
    assert faults(content) == [(3 if encoding == "cp1252" else 1, "", "not_utf8")]
