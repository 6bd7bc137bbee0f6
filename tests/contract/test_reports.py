"""Joint reports in the database: made by one at a time, kept as they were published; the same on both."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.forum_action import action_done
from domain.forum_report import Party
from domain.indicators.tally import Tally
from domain.people import Area
from domain.report_period import ReportPeriod
from domain.settled_quarter import CountedMonth, SettledQuarter
from storage.store import SqlStore
from tests.factories import A_LEASE, NOW, REGION_COORDINATOR, a_forum_action
from tests.stores import raw
from tests.unit.dialogs.report_cards import QUARTER, a_report
from workflows.ports import Conflict
from workflows.ports.reports import LeaseLost, ReportFile, ReportOrder, Stage

JULY = ReportPeriod(date(2026, 7, 1), 1)
FILES = {ReportFile.PDF: b"%PDF", ReportFile.WORKBOOK: b"PK"}


def a_quarter() -> SettledQuarter:
    tallies = {("c", "m"): {"meetings_held": Tally(3), "days_to_meeting": Tally(3, 0, {9: 3})}}
    month = CountedMonth(NOW, tallies, frozenset({"c"}), {"meetings_held": 1, "days_to_meeting": 2})
    empty = SettledQuarter(Area.ADULTS, JULY.first, (Party("c", "Et center"),), (Party("m", "En kommune"),))
    return empty.with_months({JULY.first: month}).settled(JULY)


async def ordered(store: SqlStore) -> ReportOrder:
    return await store.run(lambda r: r.reports.order(QUARTER, REGION_COORDINATOR.id, "da", NOW))


async def test_what_is_settled_is_read_as_it_was_saved(store: SqlStore) -> None:
    quarter = a_quarter()
    await store.run(lambda r: r.settled_quarters.save(quarter, 0))
    assert await store.run(lambda r: r.settled_quarters.get(Area.ADULTS, JULY.first)) == quarter
    assert await store.run(lambda r: r.settled_quarters.get(Area.CHILDREN, JULY.first)) is None


async def test_who_settles_what_somebody_else_has_settled_meanwhile_does_not_overwrite_it(
    store: SqlStore,
) -> None:
    quarter = a_quarter()
    await store.run(lambda r: r.settled_quarters.save(quarter, 0))
    await store.run(lambda r: r.settled_quarters.save(replace(quarter, version=2), 1))
    with pytest.raises(Conflict):
        await store.run(lambda r: r.settled_quarters.save(replace(quarter, version=3), 1))


async def test_who_settles_a_quarter_first_is_told_where_somebody_else_was_before_them(
    store: SqlStore,
) -> None:
    quarter = a_quarter()
    await store.run(lambda r: r.settled_quarters.save(quarter, 0))
    with pytest.raises(Conflict):
        await store.run(lambda r: r.settled_quarters.save(quarter, 0))


async def test_the_counts_that_are_settled_cannot_be_read_from_the_table(store: SqlStore, url: str) -> None:
    await store.run(lambda r: r.settled_quarters.save(a_quarter(), 0))
    ((content,),) = raw(url, "SELECT content FROM settled_quarters")
    assert isinstance(content, bytes)
    assert b"meetings_held" not in content


async def test_reports_are_numbered_from_one(store: SqlStore) -> None:
    assert [(await ordered(store)).number for _ in range(3)] == [1, 2, 3]
    first = await store.run(lambda r: r.reports.get(1))
    assert first == ReportOrder(1, QUARTER, REGION_COORDINATOR.id, "da", NOW)
    assert await store.run(lambda r: r.reports.get(4)) is None


async def claimed(store: SqlStore, at: timedelta) -> ReportOrder | None:
    return await store.run(lambda r: r.reports.claim(NOW + at, A_LEASE))


async def test_a_report_is_made_by_one_at_a_time_and_again_once_the_lease_is_over(store: SqlStore) -> None:
    await ordered(store)

    first = await claimed(store, timedelta(0))
    assert first is not None
    assert first.attempts == 1
    assert await claimed(store, timedelta(0)) is None
    second = await claimed(store, A_LEASE)
    assert second is not None
    assert second.attempts == 2
    await store.run(lambda r: r.reports.move(second, Stage.FAILED))
    assert await claimed(store, 2 * A_LEASE) is None


async def test_who_stood_still_past_the_lease_changes_nothing_of_what_another_makes(
    store: SqlStore,
) -> None:
    await ordered(store)
    slow, quick = await claimed(store, timedelta(0)), await claimed(store, A_LEASE)
    assert slow is not None
    assert quick is not None
    with pytest.raises(LeaseLost):
        await store.run(lambda r: r.reports.move(slow, Stage.FAILED))
    with pytest.raises(LeaseLost):
        await store.run(lambda r: r.reports.publish(slow, a_report(1), {ReportFile.PDF: b"slow"}))
    await store.run(lambda r: r.reports.publish(quick, a_report(1), FILES))
    with pytest.raises(LeaseLost):
        await store.run(lambda r: r.reports.move(quick, Stage.FAILED))
    assert await store.run(lambda r: r.reports.file(1, ReportFile.PDF)) == b"%PDF"
    (latest,) = await store.run(lambda r: r.reports.latest(5))
    assert latest.stage is Stage.READY


async def test_a_published_report_is_read_as_it_was_published(store: SqlStore) -> None:
    order = await ordered(store)
    report = a_report(order.number)
    assert await store.run(lambda r: r.reports.published(1)) is None
    await store.run(lambda r: r.reports.publish(order, report, FILES))
    assert await store.run(lambda r: r.reports.published(1)) == replace(report, actions=())
    assert await store.run(lambda r: r.reports.file(1, ReportFile.PDF)) == b"%PDF"
    assert await store.run(lambda r: r.reports.file(1, ReportFile.WORKBOOK)) == b"PK"
    (latest,) = await store.run(lambda r: r.reports.latest(5))
    assert (latest.stage, latest.made_at) == (Stage.READY, report.cut_off)


async def test_a_report_of_before_had_the_same_goals_everywhere_and_kept_no_rules(
    store: SqlStore, url: str
) -> None:
    order = await ordered(store)
    await store.run(lambda r: r.reports.claim(NOW, A_LEASE))
    claimed = await store.run(lambda r: r.reports.get(order.number))
    assert claimed is not None
    await store.run(lambda r: r.reports.publish(claimed, a_report(order.number), FILES))
    ((text,),) = raw(url, "SELECT figures FROM forum_reports")
    figures = json.loads(str(text))
    for area in figures["areas"]:
        del area["counted_by"]
        area["goals"] = {"minutes_in_time": 0.5}
    raw(url, f"UPDATE forum_reports SET figures = '{json.dumps(figures)}'")

    published = await store.run(lambda r: r.reports.published(order.number))
    assert published is not None
    (adults, _) = published.areas
    assert adults.goals.within("amager", "hvidovre").of("minutes_in_time") == 0.5
    assert adults.counted_by == ()


async def test_published_figures_name_nobody(store: SqlStore, url: str) -> None:
    order = await ordered(store)
    report = a_report(order.number)
    await store.run(lambda r: r.reports.publish(order, report, FILES))
    ((figures,),) = raw(url, "SELECT figures FROM forum_reports")
    assert isinstance(figures, str)
    assert "Karl Demo" not in figures
    assert "enheder får en liste" not in figures


async def test_an_action_is_open_until_it_is_done_and_then_remembered_since(store: SqlStore) -> None:
    action, today = a_forum_action(), NOW.date()
    await store.run(lambda r: r.forum_actions.add(action))
    assert await store.run(lambda r: r.forum_actions.open()) == (action,)
    done = action_done(action, today)
    await store.run(lambda r: r.forum_actions.save(done))
    assert await store.run(lambda r: r.forum_actions.open()) == ()
    assert await store.run(lambda r: r.forum_actions.get(action.id)) == done
    assert await store.run(lambda r: r.forum_actions.since(today)) == (done,)
    assert await store.run(lambda r: r.forum_actions.since(today + timedelta(days=1))) == ()
    with pytest.raises(Conflict):
        await store.run(lambda r: r.forum_actions.save(done))
