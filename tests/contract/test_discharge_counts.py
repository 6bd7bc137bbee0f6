"""What centres count: a row per municipality, area and month, replaced whole; and how a citizen's admissions
are found for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.admission import AdmissionStatus, DischargeKind
from domain.case import Citizen
from domain.discharge_count import DischargeCount
from domain.people import Area
from domain.sensitive import Sensitive
from storage.store import SqlStore
from tests import factories as f
from tests.stores import stored
from workflows.ports import AdmissionOnCase, Caller, Clockwork

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
COUNT = DischargeCount(
    centre_id=f.NURSE.home.organisation_id,
    municipality_id=f.CASEWORKER.home.organisation_id,
    area=Area.ADULTS,
    month=NOVEMBER,
    listed=14,
    known=9,
)
CHILDREN = replace(COUNT, area=Area.CHILDREN, listed=3, known=0)
ELSEWHERE = replace(COUNT, municipality_id=f.OUTSIDER.home.organisation_id)
LATER = replace(COUNT, month=DECEMBER)
OTHER_CITIZEN = Citizen(f.a_cpr("620388-1234"), Sensitive("Bent Opdigtet"))


async def replaced(store: SqlStore, *counts: DischargeCount) -> None:
    await store.run(lambda r: r.discharge_counts.replace(counts))


async def of_month(store: SqlStore, month: date = NOVEMBER) -> set[DischargeCount]:
    return set(await store.run(lambda r: r.discharge_counts.of_month(month)))


async def ended(store: SqlStore, number: str, on: date | None, **changes: Citizen) -> AdmissionOnCase:
    """A case whose admission ended on the day, or goes on."""
    case = f.a_case(number, **changes)
    admission = f.an_admission(case)
    if on:
        admission = replace(
            admission,
            status=AdmissionStatus.WITHOUT_AGREEMENT,
            discharged_on=on,
            discharge_kind=DischargeKind.PLANNED,
        )
    await stored(store, case, admission)
    return AdmissionOnCase(case, admission)


async def test_each_municipality_area_and_month_has_its_own_count(store: SqlStore) -> None:
    await replaced(store, COUNT, CHILDREN, ELSEWHERE, LATER)
    assert await of_month(store) == {COUNT, CHILDREN, ELSEWHERE}
    assert await of_month(store, DECEMBER) == {LATER}


async def test_a_month_of_a_centre_is_replaced_whole_and_others_stay(store: SqlStore) -> None:
    other_centre = replace(COUNT, centre_id=f.OUTSIDER.home.organisation_id)
    await replaced(store, COUNT, CHILDREN, ELSEWHERE, LATER, other_centre)
    corrected = replace(COUNT, listed=15)
    await replaced(store, corrected)
    assert await of_month(store) == {corrected, other_centre}
    assert await of_month(store, DECEMBER) == {LATER}


async def test_replacing_by_nothing_changes_nothing(store: SqlStore) -> None:
    await replaced(store, COUNT)
    await replaced(store)
    assert await of_month(store) == {COUNT}


@pytest.mark.parametrize("known", [-1, 15])
async def test_no_more_are_known_than_listed(store: SqlStore, known: int) -> None:
    with pytest.raises(IntegrityError):
        await replaced(store, replace(COUNT, known=known))
    assert await of_month(store) == set()


async def test_a_citizens_admissions_are_found_by_number_newest_first(store: SqlStore) -> None:
    first = await ended(store, "26-1001", date(2026, 11, 12))
    await ended(store, "26-1002", None, citizen=OTHER_CITIZEN)
    case = f.a_case("26-1003")
    second = AdmissionOnCase(case, f.an_admission(case, admitted_at=f.NOW + timedelta(days=1)))
    await stored(store, second.case, second.admission)
    found = await store.run(lambda r: r.admissions.of_citizen(f.a_cpr(), Clockwork()))
    assert found == (second, first)


async def test_discharges_are_found_by_day_both_days_included(store: SqlStore) -> None:
    last = await ended(store, "26-1001", date(2026, 11, 30))
    first = await ended(store, "26-1002", date(2026, 11, 1))
    await ended(store, "26-1003", date(2026, 12, 1))
    await ended(store, "26-1004", date(2026, 10, 31))
    await ended(store, "26-1005", None)
    found = await store.run(
        lambda r: r.admissions.discharged_between(NOVEMBER, date(2026, 11, 30), Clockwork())
    )
    assert found == (first, last)


@pytest.mark.parametrize(
    ("caller", "many"), [(Clockwork(), 1), (f.NURSE, 1), (f.OUTSIDER, 0), (f.REGION_COORDINATOR, 0)]
)
async def test_an_outsider_finds_no_admissions(store: SqlStore, caller: Caller, many: int) -> None:
    await ended(store, "26-1001", date(2026, 11, 12))
    by_number = await store.run(lambda r: r.admissions.of_citizen(f.a_cpr(), caller))
    by_day = await store.run(lambda r: r.admissions.discharged_between(NOVEMBER, DECEMBER, caller))
    assert (len(by_number), len(by_day)) == (many, many)
