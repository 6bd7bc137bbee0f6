"""From an order to a published report: settled once, the same ever after, without a small number anywhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from typing import TypeVar
from uuid import uuid4

import pytest

from domain.disclosure.exchange import SMALL
from domain.document import Document
from domain.errors import BadValue, NotAllowed
from domain.forum_report import EVERYWHERE, NOT_TOLD, CountedBy, Figure, ForumReport
from domain.indicators.coercion import COERCION
from domain.indicators.rules import Rules, rules_now, version_of
from domain.indicators.table import INDICATOR
from domain.people import Area, Person
from domain.report_period import ReportPeriod
from domain.settled_quarter import CountedMonth, SettledQuarter
from storage.store import SqlStore
from summaries.press import LEASE, Press, settle_each
from summaries.report import Asked, Settled, make_report
from summaries.settling import Wanted
from tests.factories import (
    NURSE,
    REGION_COORDINATOR,
    a_case,
    a_document,
    a_forum_action,
    a_meeting,
)
from tests.stores import raw
from tests.unit.dialogs.bot_in_process import AGREEMENTS
from tests.unit.dialogs.report_cards import a_report
from workflows.desk import Desk
from workflows.ports import Records
from workflows.ports.reports import ReportFile, ReportOrder, Stage
from workflows.reports import order_report, published_since
from workflows.watching import indicator_gauges

T = TypeVar("T")
LATER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OCTOBER = ReportPeriod(date(2026, 10, 1), 1)
THIRD_QUARTER = ReportPeriod(date(2026, 7, 1), 3)
KEY = "meetings_requested"


class WorkshopHere:
    """Does the work at once, and prints nothing but that it was asked to; fails where it is told to."""

    def __init__(self) -> None:
        self.fails = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self.asked: list[Asked] = []

    async def settle(
        self, jobs: Sequence[tuple[Wanted, Mapping[date, CountedMonth]]]
    ) -> list[SettledQuarter]:
        return settle_each(jobs)

    async def print(
        self, asked: Asked, settled: Settled, language: str
    ) -> tuple[ForumReport, dict[ReportFile, bytes]]:
        self.asked.append(asked)
        if self.meanwhile:
            await self.meanwhile()
        if self.fails:
            raise RuntimeError("the printer is out of ink")
        return make_report(asked, settled), {ReportFile.PDF: language.encode(), ReportFile.WORKBOOK: b"PK"}


class Room:
    """The press, a coordinator, and meetings asked for as they are needed."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.workshop = WorkshopHere()
        self.press = Press(store, self.desk, self.workshop, lambda: LATER)
        self.meetings = 0

    def desk(self, records: Records, now: datetime) -> Desk:
        return Desk(records, now, AGREEMENTS, lambda: uuid4().hex)

    async def at_desk(self, work: Callable[[Desk], T]) -> T:
        return await self.store.run(lambda records: work(self.desk(records, LATER)))

    async def ask_for_meetings(self, number: int, month: int) -> None:
        """All between the one centre and the one municipality of the directory, on the month's second."""

        def ask(records: Records) -> None:
            case = a_case()
            if not self.meetings:
                records.cases.add(case)
            for _ in range(number):
                self.meetings += 1
                at = datetime(2026, month, 2, 9, tzinfo=UTC)
                records.meetings.add(a_meeting(case, f"{self.meetings}", requested_at=at))

        await self.store.run(ask)

    async def order(self, period: ReportPeriod, person: Person = REGION_COORDINATOR) -> ReportOrder:
        return await self.at_desk(lambda desk: order_report(desk, person, period))

    async def made(self, period: ReportPeriod) -> ForumReport:
        order = await self.order(period)
        await self.press.run()
        published = await self.store.run(lambda r: r.reports.published(order.number))
        assert published is not None
        return published

    async def stage(self, number: int) -> Stage:
        order = await self.store.run(lambda r: r.reports.get(number))
        assert order is not None
        return order.stage


@pytest.fixture
def room(store: SqlStore) -> Room:
    return Room(store)


def asked_for(report: ForumReport) -> Figure:
    (adults,) = (area for area in report.areas if area.area is Area.ADULTS)
    return adults.row(KEY).latest


async def test_a_report_says_what_was_counted_and_is_kept(room: Room) -> None:
    await room.ask_for_meetings(12, 10)
    report = await room.made(OCTOBER)
    assert asked_for(report) == Figure(part=12, is_complete=False)
    assert await room.stage(1) is Stage.READY
    assert await room.store.run(lambda r: r.reports.file(1, ReportFile.PDF)) == b"da"


async def test_while_figures_are_counted_anew_nothing_is_settled_and_the_report_waits(
    room: Room, url: str
) -> None:
    await room.ask_for_meetings(12, 10)
    raw(url, "DELETE FROM counted")
    raw(url, "UPDATE counting SET definitions = 'those of before'")
    order = await room.order(OCTOBER)
    await room.press.run()
    assert await room.stage(order.number) is order.stage
    assert raw(url, "SELECT count(*) FROM settled_quarters") == [(0,)]

    await room.store.recount()
    await room.press.run()
    published = await room.store.run(lambda r: r.reports.published(order.number))
    assert published is not None
    assert asked_for(published).part == 12


async def test_a_small_count_is_in_no_report(room: Room) -> None:
    await room.ask_for_meetings(3, 10)
    assert asked_for(await room.made(OCTOBER)) == Figure(SMALL)


async def with_older_rules(room: Room, rules: Rules) -> None:
    """All that is settled was counted by these."""

    def change(desk: Desk) -> None:
        for area, first in product((Area.ADULTS, Area.CHILDREN), (date(2026, 4, 1), date(2026, 7, 1))):
            quarter = desk.records.settled_quarters.get(area, first)
            assert quarter is not None
            months = {n: replace(month, rules=rules) for n, month in quarter.months.items()}
            older = replace(quarter, months=months, version=quarter.version + 1)
            desk.records.settled_quarters.save(older, quarter.version)

    await room.at_desk(change)


async def test_months_settled_earlier_keep_the_rules_they_were_counted_by_and_the_report_says_so(
    room: Room,
) -> None:
    for month in (9, 10):
        await room.ask_for_meetings(12, month)
    await room.made(ReportPeriod(date(2026, 9, 1), 1))
    older = {**rules_now(), KEY: 0}
    await with_older_rules(room, older)
    report = await room.made(OCTOBER)

    assert report.definitions == version_of(rules_now())
    for area in report.areas:
        assert area.counted_by == (
            CountedBy(report.definitions, (date(2026, 10, 1),)),
            CountedBy(version_of(older), tuple(date(2026, n, 1) for n in (6, 7, 8, 9)), (KEY,)),
        )


async def test_what_no_rule_counted_then_is_not_told_as_none(room: Room) -> None:
    for month in (9, 10):
        await room.ask_for_meetings(12, month)
    await room.made(ReportPeriod(date(2026, 9, 1), 1))
    await with_older_rules(room, {key: version for key, version in rules_now().items() if key != KEY})
    (adults, _) = (await room.made(OCTOBER)).areas

    *before, now = adults.row(KEY).figures
    assert before == [NOT_TOLD] * 4
    assert now.part == 12
    assert adults.row("meetings_held").figures[-2].is_shown


async def test_what_was_counted_while_no_rules_were_kept_is_told_and_what_came_later_is_not_told_as_none(
    room: Room,
) -> None:
    for month in (7, 8, 9):
        await room.ask_for_meetings(12, month)
    await room.made(ReportPeriod(date(2026, 7, 1), 1))
    await with_older_rules(room, {})
    (adults, _) = (await room.made(ReportPeriod(date(2026, 7, 1), 3))).areas

    assert adults.row(KEY).latest.part == 36
    assert adults.row(COERCION).latest == NOT_TOLD


async def test_what_is_registered_after_a_report_is_in_no_later_one_of_the_same_period(room: Room) -> None:
    await room.ask_for_meetings(12, 10)
    before = await room.made(OCTOBER)
    await room.ask_for_meetings(1, 10)
    after = await room.made(OCTOBER)
    assert (before.number, after.number) == (1, 2)
    assert before.areas == after.areas


async def test_the_figures_stay_when_what_they_were_counted_from_is_erased(room: Room, url: str) -> None:
    await room.ask_for_meetings(12, 10)
    before = await room.made(OCTOBER)
    raw(url, "DELETE FROM counted")
    assert (await room.made(OCTOBER)).areas == before.areas
    assert await room.store.run(lambda r: r.reports.published(1)) == before


async def test_a_quarter_tells_no_month_by_what_it_leaves_of_the_others(room: Room) -> None:
    for month, number in ((7, 9), (8, 2), (9, 9)):
        await room.ask_for_meetings(number, month)
    months = [await room.made(ReportPeriod(date(2026, month, 1), 1)) for month in (7, 8, 9)]
    quarter = await room.made(THIRD_QUARTER)
    assert [asked_for(month).is_shown for month in months] == [True, False, True]
    assert not asked_for(quarter).is_shown


async def test_asked_for_as_a_quarter_first_the_quarter_is_shown_and_two_months_are_not(room: Room) -> None:
    for month, number in ((7, 9), (8, 2), (9, 9)):
        await room.ask_for_meetings(number, month)
    quarter = await room.made(THIRD_QUARTER)
    months = [await room.made(ReportPeriod(date(2026, month, 1), 1)) for month in (7, 8, 9)]
    assert asked_for(quarter) == Figure(part=20, is_complete=False)
    assert sum(asked_for(month).is_shown for month in months) == 1


def add(document: Document, records: Records) -> None:
    records.documents.add(document)


async def watched(room: Room, now: datetime = LATER) -> dict[str, Mapping[tuple[str, ...], float]]:
    """The gauges of the indicators by name."""
    gauges = await room.store.run(lambda r: indicator_gauges(r, now))
    return {gauge.name: gauge.values for gauge in gauges}


async def test_whoever_watches_the_service_sees_what_the_quarters_report_tells_and_no_more(
    room: Room,
) -> None:
    await room.ask_for_meetings(20, 7)
    for name in ("first", "second", "third"):
        sent = a_document(a_case(), name, asked_at=datetime(2026, 7, 3, 9, tzinfo=UTC))
        await room.store.run(partial(add, sent))
    report, seen = await room.made(THIRD_QUARTER), await watched(room)
    told = {
        (area.area, row.indicator): value
        for area in report.areas
        for row in area.rows
        if (row.centre_id, row.municipality_id) == (EVERYWHERE, EVERYWHERE)
        and (value := row.latest.value(INDICATOR[row.indicator].unit)) is not None
    }
    shown = [seen[f"indicator_{name}"] for name in ("count", "share", "days")]
    assert {place: value for values in shown for place, value in values.items()} == told
    assert told[Area.ADULTS, KEY] == 20
    assert not [place for place in told if place[1] == "agreements_completed"]
    ended = datetime(2026, 9, 30, 22, tzinfo=UTC).timestamp()
    assert seen["indicators_until_timestamp_seconds"][Area.ADULTS,] == ended
    assert seen["indicators_lists_complete"][Area.ADULTS,] == 0


async def test_a_small_count_is_in_no_gauge(room: Room) -> None:
    await room.ask_for_meetings(3, 7)
    await room.made(THIRD_QUARTER)
    assert (Area.ADULTS, KEY) not in (await watched(room))["indicator_count"]


async def test_nothing_is_watched_of_what_no_report_has_told_as_a_quarter(room: Room) -> None:
    await room.ask_for_meetings(20, 7)
    await room.made(ReportPeriod(date(2026, 7, 1), 1))
    assert not any((await watched(room)).values())


async def test_until_a_report_tells_the_last_quarter_the_one_before_is_watched(room: Room) -> None:
    await room.ask_for_meetings(20, 7)
    await room.ask_for_meetings(9, 10)
    await room.made(THIRD_QUARTER)
    in_january = datetime(2027, 1, 5, 9, tzinfo=UTC)
    assert (await watched(room, in_january))["indicator_count"][Area.ADULTS, KEY] == 20
    in_april = datetime(2027, 4, 5, 9, tzinfo=UTC)
    assert not any((await watched(room, in_april)).values())


async def test_where_there_was_nothing_no_report_is_published_and_nothing_settled(
    room: Room, url: str
) -> None:
    await room.order(OCTOBER)
    await room.press.run()
    assert await room.stage(1) is Stage.EMPTY
    assert raw(url, "SELECT count(*) FROM settled_quarters") == [(0,)]


async def test_a_report_that_cannot_be_printed_says_so_and_the_next_is_made(room: Room) -> None:
    await room.ask_for_meetings(12, 10)
    room.workshop.fails = True
    await room.order(OCTOBER)
    await room.press.run()
    assert await room.stage(1) is Stage.FAILED
    room.workshop.fails = False
    assert asked_for(await room.made(OCTOBER)).part == 12


async def claim_and_vanish(room: Room, at: datetime) -> None:
    await room.store.run(lambda r: r.reports.claim(at, timedelta(minutes=1)))


async def test_a_report_whose_maker_keeps_being_killed_is_given_up(room: Room) -> None:
    await room.ask_for_meetings(12, 10)
    await room.order(OCTOBER)
    for hours in range(3):
        await claim_and_vanish(room, LATER - timedelta(hours=9 - hours))
    await room.press.run()
    assert await room.stage(1) is Stage.FAILED


@pytest.mark.parametrize("fails", [False, True], ids=["made", "failed"])
async def test_who_stood_still_while_another_claimed_the_report_leaves_it_to_them(
    room: Room, fails: bool
) -> None:
    await room.ask_for_meetings(12, 10)
    room.workshop.fails = fails
    room.workshop.meanwhile = lambda: claim_and_vanish(room, LATER + LEASE)
    await room.order(OCTOBER)
    await room.press.run()
    assert await room.stage(1) is Stage.PRINTING
    assert await room.store.run(lambda r: r.reports.published(1)) is None


async def test_the_next_report_begins_with_what_the_forum_decided(room: Room) -> None:
    await room.ask_for_meetings(12, 10)
    await room.store.run(lambda r: r.forum_actions.add(a_forum_action()))
    await room.made(OCTOBER)
    (asked,) = room.workshop.asked
    assert [(each.text, each.owner) for each in asked.actions] == [
        ("Alle afsnit skriver en dato", REGION_COORDINATOR.name)
    ]
    assert asked.goals[Area.ADULTS].of("discharges_with_agreement_in_time") == 0.8


async def test_a_report_made_late_begins_where_the_one_before_it_ended(room: Room) -> None:
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    orders = [await room.order(OCTOBER) for _ in range(4)]

    def publish_all_but_the_second(desk: Desk) -> None:
        for order in (orders[0], *orders[2:]):
            made = replace(a_report(order.number), cut_off=late + timedelta(days=order.number - 1))
            desk.records.reports.publish(order, made, {})

    await room.at_desk(publish_all_but_the_second)
    since = await room.at_desk(lambda desk: [published_since(desk, number) for number in (1, 2, 4)])
    assert since == [date.min, date(2026, 11, 19), date(2026, 11, 21)]


async def test_only_coordinators_ask_for_a_report(room: Room) -> None:
    with pytest.raises(NotAllowed):
        await room.order(OCTOBER, NURSE)


async def test_a_month_that_is_not_over_is_not_reported(room: Room) -> None:
    with pytest.raises(BadValue):
        await room.order(ReportPeriod(date(2026, 11, 1), 1))
