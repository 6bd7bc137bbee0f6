"""What the import of a centre's discharges answers: counts that may be passed on, or what to correct."""

from __future__ import annotations

from datetime import date

from dialogs.discharge_report import import_refusal, import_report
from dialogs.wording import load_catalogues
from workflows.discharge_file import COUNT_COLUMNS, LIST_COLUMNS, DischargesRefused, FileFault
from workflows.discharge_import import ImportedMonth, MunicipalityTotal
from workflows.discharge_values import Wrong

DANISH, ENGLISH = (load_catalogues().speaking(language) for language in ("da", "en"))


def imported(*totals: tuple[str, int, int], holds_unnamed: bool = False) -> ImportedMonth:
    return ImportedMonth(
        date(2026, 11, 1), tuple(MunicipalityTotal(*total) for total in totals), holds_unnamed
    )


def test_the_month_is_told_as_a_whole_and_by_municipality() -> None:
    month = imported(("Albertslund Kommune", 12, 12), ("Hvidovre Kommune", 30, 25))
    assert import_report(DANISH, month).splitlines() == [
        "Læst 42 udskrivninger: 37 kendte, 5 som Brobygger ikke har hørt om.",
        "Albertslund Kommune: 12 udskrivninger, 12 kendte, 0 som Brobygger ikke har hørt om.",
        "Hvidovre Kommune: 30 udskrivninger, 25 kendte, 5 som Brobygger ikke har hørt om.",
    ]


def test_a_small_count_is_not_told_nor_what_would_tell_it() -> None:
    told = import_report(ENGLISH, imported(("Hvidovre Kommune", 30, 28))).splitlines()
    assert told[0] == "Read 30 discharges: * known, <5 that Brobygger has not heard of."
    assert told[-1] == "* is not shown, because a small number could be worked out from it."


def test_lines_without_a_number_are_explained() -> None:
    *_, last = import_report(DANISH, imported(("Hvidovre Kommune", 30, 20), holds_unnamed=True)).splitlines()
    assert last.startswith("Linjer uden CPR-nummer kan ikke genkendes")


def test_a_refusal_names_each_line_in_order_with_its_column_and_remedy() -> None:
    faults = [FileFault(4, "cpr", Wrong.CPR), FileFault(2, "", Wrong.TWICE)]
    assert import_refusal(DANISH, DischargesRefused(faults)).splitlines() == [
        "Intet er importeret. Ret dette:",
        "linje 2: står allerede i en tidligere linje: behold den ene",
        "linje 4: cpr: er ikke et CPR-nummer: det har ti tegn, og de første seks er en dato",
    ]


def test_a_wrong_header_is_answered_with_the_two_right_ones() -> None:
    for wording in (DANISH, ENGLISH):
        told = import_refusal(wording, DischargesRefused([FileFault(1, "", Wrong.HEADER)]))
        assert ";".join(LIST_COLUMNS) in told
        assert ";".join(COUNT_COLUMNS) in told
