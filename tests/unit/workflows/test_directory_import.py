"""The staff directory's file: all of it, or every fault with its line and what to do about it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from domain.people import Area, Sector
from workflows.directory_import import COLUMNS, ImportRefused, read_directory

DEMO = Path(__file__).parents[3] / "demo" / "directory.csv"
NORA = {
    "organisation": "Psykiatrisk Center Glostrup",
    "sector": "region",
    "tenant_id": "00000000-0000-0000-0000-00000000000A",
    "unit": "Afsnit 1",
    "area": "adults",
    "person": "Nora Demo",
    "title": "Sygeplejerske",
    "user_id": "00000000-0000-0000-0000-0000000000B1",
    "email": "nora@example.invalid",
    "phone": "+45 00 00 00 00",
    "role": "frontline",
    "receives": "ja",
}
LENE = NORA | {
    "person": "Lene Demo",
    "user_id": "00000000-0000-0000-0000-0000000000B2",
    "email": "lene@example.invalid",
    "role": "leader",
    "receives": "no",
}


def as_csv(*records: dict[str, str]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def faults(text: str) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        read_directory(lines(text))
    assert str(refused.value).splitlines() == [str(fault) for fault in refused.value.faults]
    return [str(fault) for fault in refused.value.faults]


def test_a_line_is_one_membership() -> None:
    nora, lene = read_directory(lines(as_csv(NORA, LENE)))
    assert (nora.organisation, nora.sector, nora.area) == (
        "Psykiatrisk Center Glostrup",
        Sector.REGION,
        Area.ADULTS,
    )
    assert (nora.tenant_id, nora.user_id) == (NORA["tenant_id"].lower(), NORA["user_id"].lower())
    assert (nora.role, nora.receives, lene.role, lene.receives) == ("frontline", True, "leader", False)


def test_the_demo_s_directory_is_in_order() -> None:
    with DEMO.open(encoding="utf-8-sig", newline="") as file:
        assert len(read_directory(file)) > 10


def test_spaces_around_and_capitals_in_a_choice_do_not_matter() -> None:
    (row,) = read_directory(
        lines(as_csv(NORA | {"sector": " Region ", "receives": "NEJ", "person": " Nora "}))
    )
    assert (row.sector, row.receives, row.person) == (Sector.REGION, False, "Nora")


def test_a_file_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    text = as_csv(NORA | {"unit": 'Afsnit 1, "Haven"'}).replace("\n", "\r\n").replace("\r\r", "\r")
    file = tmp_path / "staff.csv"
    file.write_bytes(text.encode("utf-8-sig"))
    with file.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = read_directory(opened)
    assert row.unit == 'Afsnit 1, "Haven"'


def test_columns_may_come_in_any_order_and_with_others() -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["note", *reversed(COLUMNS)])
    writer.writeheader()
    writer.writerow(NORA | {"note": ""})
    assert len(read_directory(lines(text.getvalue()))) == 1


@pytest.mark.parametrize(
    ("column", "value", "remedy"),
    [
        ("organisation", "", "is empty: fill it in"),
        ("unit", "   ", "is empty: fill it in"),
        ("person", "", "is empty: fill it in"),
        ("title", "", "is empty: fill it in"),
        ("sector", "practice", "must be one of region, municipality"),
        ("area", "old", "must be one of adults, children, both"),
        ("role", "boss", "must be one of frontline, leader, signatory, coordinator, administrator"),
        ("receives", "maybe", "must be one of yes, ja, no, nej"),
        ("tenant_id", "12", "must be an id from Entra, like 00000000-0000-0000-0000-000000000000"),
        ("user_id", "", "must be an id from Entra, like 00000000-0000-0000-0000-000000000000"),
        ("email", "nora at home", "must be an e-mail address"),
        ("phone", "spørg i receptionen", "must be a phone number"),
        ("phone", "12", "must be a phone number"),
        ("title", "x" * 201, "is longer than 200 characters: shorten it"),
    ],
)
def test_a_fault_names_line_column_and_remedy_and_repeats_no_value(
    column: str, value: str, remedy: str
) -> None:
    (fault,) = faults(as_csv(LENE, NORA | {column: value}))
    assert fault == f"line 3: {column}: {remedy}"


def test_every_fault_of_every_line_is_told_at_once() -> None:
    found = faults(as_csv(NORA | {"sector": "x", "phone": ""}, LENE, LENE | {"area": ""}))
    assert [fault.rsplit(":", 1)[0] for fault in found] == [
        "line 2: sector",
        "line 2: phone",
        "line 4: area",
    ]


def test_a_missing_column_is_named() -> None:
    text = as_csv(NORA).replace("phone,", "", 1)
    assert faults(text) == ["line 1: phone: add this column to the header"]


def test_an_empty_file_lacks_every_column() -> None:
    assert len(faults("")) == len(COLUMNS)


def test_a_header_alone_holds_nobody() -> None:
    assert faults(as_csv()) == ["line 2: the file: holds nobody: add a line for each membership"]


@pytest.mark.parametrize("change", [(",ja", ""), (",ja", ",ja,nej")], ids=["too few", "too many"])
def test_a_line_with_too_few_or_too_many_values_is_named(change: tuple[str, str]) -> None:
    found = faults(as_csv(LENE, NORA).replace(*change))
    assert found == ["line 3: the line: has not 12 values: check its commas"]


def test_a_quote_that_is_never_closed_is_named() -> None:
    found = faults(as_csv(NORA, LENE).replace("Lene Demo", '"Lene Demo'))
    assert found == ["line 3: the line: is not CSV: check its quotes and commas"]


def test_a_broken_header_is_named_like_any_other_line() -> None:
    found = faults('"organisation,sector\n')
    assert found == ["line 1: the line: is not CSV: check its quotes and commas"]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"sector": "municipality"}, "organisation"),
        ({"tenant_id": "00000000-0000-0000-0000-00000000000C"}, "organisation"),
        ({"area": "both"}, "unit"),
        ({"user_id": NORA["user_id"], "unit": "Afsnit 2"}, "person"),
    ],
)
def test_what_contradicts_an_earlier_line_is_named(change: dict[str, str], column: str) -> None:
    found = faults(as_csv(NORA, LENE | change))
    assert found == [f"line 3: {column}: is described differently in an earlier line: make them agree"]


def test_the_same_unit_twice_is_named_in_both_lines() -> None:
    found = faults(as_csv(NORA, NORA | {"role": "leader"}))
    assert found == [f"line {n}: person: has this unit twice: keep one line" for n in (2, 3)]


def test_a_person_may_work_in_two_units() -> None:
    assert len(read_directory(lines(as_csv(NORA, NORA | {"unit": "Afsnit 2"})))) == 2


def test_a_contradiction_is_found_at_its_own_line_past_empty_lines_and_long_values() -> None:
    header, *rest = lines(as_csv(NORA | {"title": "Syge-\nplejerske"}, LENE | {"area": "both"}))
    text = "".join([header, "\n", *rest])
    assert faults(text) == ["line 5: unit: is described differently in an earlier line: make them agree"]
