"""Figures: what is counted at each step is what the records come to, and what a count from scratch finds."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from domain.admission import Outcome
from domain.discharge_count import DischargeCount
from domain.indicators.discharges import HEADLINE
from domain.indicators.facts import Fact
from domain.indicators.measure import Group, Period
from domain.indicators.table import INDICATOR, INDICATORS
from domain.indicators.tally import Tally
from domain.people import Area
from storage.store import SqlStore
from tests import factories as f
from tests.contract.random_courses import Course, a_course
from tests.stores import raw, stored
from workflows.ports import FiguresAsked, Records, Tallied

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
A_WEEK = Period(date(2026, 10, 19), date(2026, 10, 25))
EVER = Period(date(2020, 1, 1), date(2030, 1, 1))
HERE = (f.NURSE.home.organisation_id, f.CASEWORKER.home.organisation_id)
ROWS = "SELECT * FROM counted ORDER BY record_id, indicator"


async def told(store: SqlStore, seed: int) -> list[Course]:
    """A few courses, their steps in any order, each in a transaction of its own."""
    courses = [a_course(seed, number) for number in range(4)]
    for course in courses:
        await store.run(course.begin)
    random = Random(seed)
    for _ in range(60):
        await store.run(random.choice(courses).go_on)
    return courses


async def figures(store: SqlStore, period: Period, area: Area, *unit_ids: str) -> Tallied:
    asked = FiguresAsked(period, area, frozenset(unit_ids) if unit_ids else None)
    return await store.run(lambda r: r.figures.of(asked))


def total(tallied: Tallied, key: str) -> Tally:
    return sum((own.get(key, Tally()) for own in tallied.by_group.values()), Tally())


def in_area(courses: list[Course], area: Area) -> list[Fact]:
    return [fact for course in courses if area.covers(course.case.area) for fact in course.facts()]


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_counted_step_by_step_is_what_the_records_come_to(store: SqlStore, seed: int) -> None:
    courses = await told(store, seed)
    for period in (EVER, OCTOBER, A_WEEK):
        for area in Area:
            found = await figures(store, period, area)
            for indicator in INDICATORS:
                assert total(found, indicator.key) == indicator.tally(in_area(courses, area), period)


@pytest.mark.parametrize("seed", range(9))
async def test_counted_anew_it_comes_to_the_same(store: SqlStore, url: str, seed: int) -> None:
    await told(store, seed)
    before = raw(url, ROWS)
    records = await store.recount(anew=True)

    assert raw(url, ROWS) == before
    assert len(before) > records > 16


@pytest.mark.parametrize("seed", range(9))
async def test_when_hands_change_what_counted_on_days_before_stays_where_it_was(
    store: SqlStore, seed: int
) -> None:
    for course in await told(store, seed):
        for _ in range(3):
            past = Period(EVER.first, course.today - timedelta(days=1))
            before = [await figures(store, past, area) for area in Area]
            await store.run(course.changes_hands)
            assert [await figures(store, past, area) for area in Area] == before


async def test_what_was_lost_is_counted_again_and_what_was_counted_wrongly_put_right(
    store: SqlStore, url: str
) -> None:
    await told(store, 1)
    before = raw(url, ROWS)
    raw(url, "DELETE FROM counted WHERE indicator LIKE 'd%'")
    raw(url, "UPDATE counted SET part = part + 1")
    await store.recount(anew=True)

    assert raw(url, ROWS) == before


async def test_once_counted_nothing_is_counted_again(store: SqlStore) -> None:
    await told(store, 2)

    assert await store.recount(anew=True) > 0
    assert await store.recount() == 0


async def test_figures_tell_whether_all_is_counted_by_the_definitions_of_now(
    store: SqlStore, url: str
) -> None:
    raw(url, "UPDATE counting SET definitions = 'those of before'")
    assert not (await figures(store, OCTOBER, Area.ADULTS)).is_up_to_date
    assert not await store.run(lambda r: r.figures.is_up_to_date())

    await store.recount()
    assert (await figures(store, OCTOBER, Area.ADULTS)).is_up_to_date
    assert await store.run(lambda r: r.figures.is_up_to_date())


async def test_figures_stay_when_their_case_is_gone(store: SqlStore, url: str) -> None:
    admission = f.an_admission(f.a_case(), discharged_on=date(2026, 10, 5))
    await stored(store, f.a_case(), admission)
    before = raw(url, ROWS)
    raw(url, "DELETE FROM admissions")
    await store.recount(anew=True)

    assert raw(url, ROWS) == before != []


async def test_a_group_is_a_municipality_with_a_centre_in_an_area(store: SqlStore) -> None:
    await stored(store, f.a_case(), f.a_meeting(f.a_case()))
    found = await figures(store, EVER, Area.BOTH)

    assert set(found.by_group) == {Group(*HERE, Area.ADULTS)}
    assert (await figures(store, EVER, Area.CHILDREN)).by_group == {}


async def test_a_units_figures_are_of_what_concerns_it(store: SqlStore) -> None:
    await stored(store, f.a_case(), f.a_meeting(f.a_case()))

    for unit in (f.NURSE.home, f.CASEWORKER.home):
        assert total(await figures(store, EVER, Area.BOTH, unit.id), "meetings_requested") == Tally(1)
    assert (await figures(store, EVER, Area.BOTH, f.OUTSIDER.home.id)).by_group == {}


async def test_what_concerns_two_of_the_units_counts_once(store: SqlStore) -> None:
    await stored(store, f.a_case(), f.a_meeting(f.a_case()))

    both = await figures(store, EVER, Area.BOTH, f.NURSE.home.id, f.CASEWORKER.home.id)
    assert total(both, "meetings_requested") == Tally(1)
    none = FiguresAsked(EVER, Area.BOTH, frozenset())
    assert (await store.run(lambda r: r.figures.of(none))).by_group == {}


async def test_a_centres_list_comes_with_the_figures_of_whole_months(store: SqlStore) -> None:
    count = DischargeCount(*HERE, Area.ADULTS, OCTOBER.first, 7, 4)
    await store.run(lambda r: r.discharge_counts.replace([count]))

    assert (await figures(store, OCTOBER, Area.ADULTS)).counts == (count,)
    assert (await figures(store, OCTOBER, Area.CHILDREN)).counts == ()
    assert (await figures(store, A_WEEK, Area.ADULTS)).counts == ()


@pytest.mark.parametrize("outcome", [Outcome.MISSING, Outcome.NOT_REQUIRED])
async def test_a_discharge_registered_after_its_list_is_not_counted_twice(
    store: SqlStore, outcome: Outcome
) -> None:
    await store.run(
        lambda r: r.discharge_counts.replace([DischargeCount(*HERE, Area.ADULTS, OCTOBER.first, 3, 1)])
    )
    await stored(store, f.a_case())
    left = []
    for number in range(5):
        day = OCTOBER.last - timedelta(number)
        await stored(store, f.an_admission(f.a_case(), f"stay {number}", discharged_on=day, outcome=outcome))
        (count,) = (await figures(store, OCTOBER, Area.ADULTS)).counts
        left.append(count.unheard)

    assert left == [2, 1, 0, 0, 0]


async def test_a_discharge_of_another_place_area_or_month_is_not_on_the_list(store: SqlStore) -> None:
    other = DischargeCount(HERE[0], f.OUTSIDER.home.organisation_id, Area.ADULTS, OCTOBER.first, 3, 0)
    lists = [other, replace(other, municipality_id=HERE[1], area=Area.CHILDREN)]
    september = replace(other, municipality_id=HERE[1], month=date(2026, 9, 1))
    await store.run(lambda r: r.discharge_counts.replace([*lists, september]))
    await stored(store, f.a_case(), f.an_admission(f.a_case(), discharged_on=OCTOBER.first))
    autumn = Period(date(2026, 9, 1), OCTOBER.last)

    assert [count.unheard for count in (await figures(store, autumn, Area.BOTH)).counts] == [3, 3, 3]


async def test_what_a_transaction_has_not_committed_is_not_in_its_figures(store: SqlStore) -> None:
    case = f.a_case()
    asked = FiguresAsked(EVER, Area.BOTH)

    def work(records: Records) -> Tallied:
        records.cases.add(case)
        records.meetings.add(f.a_meeting(case))
        return records.figures.of(asked)

    assert (await store.run(work)).by_group == {}
    assert total(await figures(store, EVER, Area.BOTH), "meetings_requested") == Tally(1)


async def test_others_write_while_figures_are_read(store: SqlStore) -> None:
    await stored(store, f.a_case())
    reads = [figures(store, OCTOBER, area) for area in Area for _ in range(3)]
    meetings = [f.a_meeting(f.a_case(), f"meeting {n}", requested_at=f.NOW - timedelta(n)) for n in range(9)]
    await asyncio.gather(*reads, *(stored(store, meeting) for meeting in meetings))

    assert total(await figures(store, EVER, Area.BOTH), "meetings_requested") == Tally(9)


async def test_every_figure_has_its_definition(store: SqlStore, url: str) -> None:
    await told(store, 0)

    keys = {str(row[0]) for row in raw(url, "SELECT DISTINCT indicator FROM counted")}
    assert keys <= INDICATOR.keys()
    assert HEADLINE in keys
