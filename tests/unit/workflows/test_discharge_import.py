"""A centre's own discharges: what the bot knows of them, what it ends by them, and what it never heard of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.admission import Admission, AdmissionStatus, DischargeKind, Outcome
from domain.case import Citizen
from domain.cpr import Cpr
from domain.discharge_count import DischargeCount
from domain.document_kind import DocumentKind
from domain.document_steps import Status as DocumentStatus
from domain.people import Area
from domain.sensitive import Sensitive
from domain.task import TaskKind
from tests import factories as f
from tests.office import CLOCK, Office, told
from tests.stores import raw, stored
from workflows.discharge_file import DischargeFile, DischargesRefused, ListedDischarge, MonthlyCount
from workflows.discharge_import import ImportedMonth, MunicipalityTotal, import_discharges
from workflows.notice import NoticeKind

MONTH = date(2026, 11, 1)
HVIDOVRE, ALBERTSLUND = "Hvidovre Kommune", "Albertslund Kommune"
CENTRE = "Psykiatrisk Center Glostrup"
DAY = date(2026, 11, 12)
BEFORE = f.NOW - timedelta(days=30)
OTHER_CITIZEN = Citizen(f.a_cpr("620388-1234"), Sensitive("Bent Opdigtet"))


def a_line(cpr: Cpr | None = None, on: date = DAY, line: int = 2, **changes: Any) -> ListedDischarge:
    row = ListedDischarge(line, CENTRE, HVIDOVRE, Area.ADULTS, on, cpr or f.a_cpr())
    return replace(row, **changes)


def a_list(*rows: ListedDischarge) -> DischargeFile:
    return DischargeFile(MONTH, listed=rows)


def counts(discharges: int, municipality: str = HVIDOVRE) -> DischargeFile:
    row = MonthlyCount(2, CENTRE, municipality, Area.ADULTS, MONTH, discharges)
    return DischargeFile(MONTH, counted=(row,))


async def admitted(office: Office, number: str = "26-1001", **changes: Any) -> Admission:
    """The citizen of a case has been in the ward for a month, unless `changes` say otherwise."""
    citizen = changes.pop("citizen", f.a_citizen())
    case = f.a_case(number, citizen=citizen)
    admission = f.an_admission(case, **({"admitted_at": BEFORE} | changes))
    await stored(office.store, case, admission)
    return admission


async def discharged(office: Office, on: date, number: str = "26-1001", **changes: Any) -> Admission:
    ended = {"status": AdmissionStatus.DISCHARGED, "discharged_on": on, "outcome": Outcome.IN_TIME}
    return await admitted(office, number, discharge_kind=DischargeKind.PLANNED, **(ended | changes))


async def now(office: Office, admission: Admission) -> Admission:
    return (await office.store.run(lambda r: r.admissions.get(admission.id, CLOCK))).admission


async def events_of(office: Office) -> list[tuple[object, ...]]:
    return raw(office.url, "SELECT kind FROM events")


async def kept(office: Office) -> list[tuple[int, int]]:
    """Listed and known of each stored count."""
    found: Iterable[DischargeCount] = await office.store.run(lambda r: r.discharge_counts.of_month(MONTH))
    return [(count.listed, count.known) for count in found]


async def refused(office: Office, file: DischargeFile) -> list[tuple[int, str, str]]:
    with pytest.raises(DischargesRefused) as error:
        await office.does(import_discharges, file)
    return [(fault.line, fault.column, fault.wrong.value) for fault in error.value.faults]


async def test_a_discharge_the_bot_never_heard_of_is_counted(office: Office) -> None:
    imported = await office.does(import_discharges, a_list(a_line()))
    assert imported == ImportedMonth(MONTH, (MunicipalityTotal(HVIDOVRE, 1, 0),), holds_unnamed=False)
    assert await kept(office) == [(1, 0)]


async def test_an_admission_that_goes_on_is_ended_and_both_sectors_see_that_the_agreement_is_missing(
    office: Office,
) -> None:
    admission = await admitted(office)
    imported = await office.does(import_discharges, a_list(a_line()))
    ended = await now(office, admission)
    assert imported.totals == (MunicipalityTotal(HVIDOVRE, 1, 1),)
    assert (ended.status, ended.discharged_on) == (AdmissionStatus.WITHOUT_AGREEMENT, DAY)
    assert (ended.discharge_kind, ended.outcome) == (DischargeKind.PLANNED, Outcome.MISSING)
    tasks = await office.store.run(lambda r: r.tasks.of_case(admission.case_id, CLOCK))
    assert {(task.kind, task.unit_id) for task in tasks} >= {(TaskKind.EXPLAIN_DISCHARGE, f.NURSE.home.id)}
    assert office.news() >= told(NoticeKind.ADMISSION, f.NURSE, f.CASEWORKER)


@pytest.mark.parametrize("coercive", [True, False, None])
async def test_what_the_list_says_of_coercion_is_kept_on_the_admission_it_ends(
    office: Office, coercive: bool | None
) -> None:
    admission = await admitted(office)
    await office.does(import_discharges, a_list(a_line(coercive=coercive)))
    assert (await now(office, admission)).coercive is coercive


async def test_of_a_discharge_known_before_it_is_kept_and_nobody_is_told(office: Office) -> None:
    admission = await discharged(office, DAY)
    await office.does(import_discharges, a_list(a_line(coercive=True)))
    assert (await now(office, admission)).coercive is True
    assert office.news() == set()
    assert (await events_of(office)) == []


async def test_a_list_without_the_column_leaves_what_the_ward_has_said(office: Office) -> None:
    admission = await discharged(office, DAY, coercive=True)
    await office.does(import_discharges, a_list(a_line()))
    assert await now(office, admission) == admission


async def test_an_admission_with_an_agreement_in_force_ends_with_nothing_missing(office: Office) -> None:
    case = f.a_case()
    agreement = f.a_document(
        case, kind=DocumentKind.DISCHARGE_AGREEMENT, status=DocumentStatus.IN_FORCE, in_force_at=BEFORE
    )
    admission = f.an_admission(case, admitted_at=BEFORE)
    await stored(office.store, case, agreement, admission)
    await office.does(import_discharges, a_list(a_line()))
    ended = await now(office, admission)
    assert (ended.status, ended.outcome) == (AdmissionStatus.DISCHARGED, Outcome.IN_TIME)


async def test_the_import_stands_in_the_log_as_who_did_it(office: Office) -> None:
    admission = await admitted(office)
    await office.does(import_discharges, a_list(a_line()))
    assert office.audited() == [
        ("import", "search", "citizen"),
        ("import", "admission.discharge", f"admission:{admission.id}"),
        ("import", "import", "discharges:2026-11"),
    ]


@pytest.mark.parametrize("apart", [-4, -3, 0, 3, 4])
async def test_a_discharge_is_known_up_to_three_days_from_its_day(office: Office, apart: int) -> None:
    admission = await discharged(office, DAY + timedelta(days=apart))
    await office.does(import_discharges, a_list(a_line()))
    assert await kept(office) == [(1, int(abs(apart) <= 3))]
    assert await now(office, admission) == admission


async def test_a_discharge_long_ago_without_an_agreement_answers_for_no_new_one(office: Office) -> None:
    await discharged(office, DAY - timedelta(days=20), status=AdmissionStatus.WITHOUT_AGREEMENT)
    await office.does(import_discharges, a_list(a_line()))
    assert await kept(office) == [(1, 0)]


async def test_an_admission_begun_after_the_discharge_goes_on(office: Office) -> None:
    admission = await admitted(office, admitted_at=f.NOW)
    await office.does(import_discharges, a_list(a_line()))
    assert await kept(office) == [(1, 0)]
    assert await now(office, admission) == admission


async def test_another_citizens_admission_goes_on(office: Office) -> None:
    admission = await admitted(office, citizen=OTHER_CITIZEN)
    await office.does(import_discharges, a_list(a_line()))
    assert await kept(office) == [(1, 0)]
    assert await now(office, admission) == admission


async def test_an_admission_answers_for_one_line_only_the_nearest_end_first(office: Office) -> None:
    await discharged(office, DAY, "26-1001")
    going_on = await admitted(office, "26-1002")
    lines = a_line(on=DAY + timedelta(days=1)), a_line(on=DAY + timedelta(days=2), line=3)
    await office.does(import_discharges, a_list(*lines))
    assert await kept(office) == [(2, 2)]
    assert (await now(office, going_on)).discharged_on == DAY + timedelta(days=2)


async def test_two_discharges_and_one_admission_leave_one_unheard_of(office: Office) -> None:
    await discharged(office, DAY)
    lines = a_line(), a_line(on=DAY + timedelta(days=2), line=3)
    await office.does(import_discharges, a_list(*lines))
    assert await kept(office) == [(2, 1)]


async def test_a_line_without_a_number_counts_as_unheard_of_and_is_told(office: Office) -> None:
    await admitted(office)
    imported = await office.does(import_discharges, a_list(replace(a_line(), cpr=None)))
    assert (imported.totals, imported.holds_unnamed) == ((MunicipalityTotal(HVIDOVRE, 1, 0),), True)


async def test_importing_the_month_again_replaces_it_and_ends_nothing_twice(office: Office) -> None:
    admission = await admitted(office)
    other = a_line(OTHER_CITIZEN.cpr, line=3, municipality=ALBERTSLUND)
    await office.does(import_discharges, a_list(a_line(), other))
    ended = await now(office, admission)
    assert sorted(await kept(office)) == [(1, 0), (1, 1)]
    await office.does(import_discharges, a_list(a_line()))
    assert await kept(office) == [(1, 1)]
    assert await now(office, admission) == ended


@pytest.mark.parametrize(("counted", "known"), [(5, 2), (2, 2), (1, 1), (0, 0)])
async def test_of_counts_as_many_are_known_as_the_bot_has_discharges_of_the_month(
    office: Office, counted: int, known: int
) -> None:
    await discharged(office, date(2026, 11, 1), "26-1001")
    await discharged(office, date(2026, 11, 30), "26-1002", citizen=OTHER_CITIZEN)
    await discharged(office, date(2026, 10, 31), "26-1003")
    await discharged(office, date(2026, 12, 1), "26-1004")
    await admitted(office, "26-1005")
    imported = await office.does(import_discharges, counts(counted))
    assert imported.totals == (MunicipalityTotal(HVIDOVRE, counted, known),)


async def test_counts_of_one_municipality_know_nothing_of_anothers(office: Office) -> None:
    await discharged(office, DAY)
    await office.does(import_discharges, counts(6, ALBERTSLUND))
    assert await kept(office) == [(6, 0)]


async def test_names_are_found_whatever_their_capitals_and_blanks(office: Office) -> None:
    await admitted(office)
    await office.does(
        import_discharges,
        a_list(a_line(centre="psykiatrisk center  GLOSTRUP", municipality="hvidovre kommune")),
    )
    assert await kept(office) == [(1, 1)]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"centre": "Psykiatrisk Center Nord"}, ("centre", "no_centre")),
        ({"centre": HVIDOVRE}, ("centre", "not_a_centre")),
        ({"municipality": "Lilleby Kommune"}, ("municipality", "no_municipality")),
        ({"municipality": CENTRE}, ("municipality", "not_a_municipality")),
    ],
)
async def test_an_organisation_that_is_not_there_is_named_and_nothing_is_imported(
    office: Office, change: dict[str, Any], fault: tuple[str, str]
) -> None:
    admission = await admitted(office)
    before = office.everything()
    assert await refused(office, a_list(a_line(), a_line(OTHER_CITIZEN.cpr, line=3, **change))) == [
        (3, *fault)
    ]
    assert await kept(office) == []
    assert office.everything() == before
    assert await now(office, admission) == admission


async def test_no_number_is_kept_of_a_discharge_nobody_heard_of(office: Office) -> None:
    await office.does(import_discharges, a_list(a_line()))
    tables = [str(name) for (name,) in raw(office.url, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [repr(raw(office.url, f"SELECT * FROM {table}")) for table in tables]
    assert f.a_cpr().digits not in "".join(rows)
    assert raw(office.url, "SELECT * FROM cases") == []


async def test_two_cases_of_a_citizen_end_the_one_of_the_named_municipality(office: Office) -> None:
    case = f.a_case("26-1002", municipality_unit_id=f.OUTSIDER.home.id)
    named = f.an_admission(case, admitted_at=BEFORE)
    other = await admitted(office)
    await stored(office.store, case, named)
    await office.does(import_discharges, a_list(a_line(municipality=ALBERTSLUND)))
    assert (await now(office, named)).discharged_on == DAY
    assert await now(office, other) == other
