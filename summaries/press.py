"""Makes the reports that were asked for, one after another, while turns go on.

An order lies in the database and is claimed for a while, so a report is made also where the process that
began it was killed, and by one replica only: who stood still past the lease gives up, quietly. What is slow -
deciding what may be told, printing - runs in a process of its own; the transactions before and after are
short. How far it is can be read off the order, and cards that show it are brought up to date."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

import structlog

from domain.forum_report import ForumReport, NotedAction
from domain.indicators.rules import rules_now
from domain.people import Area
from domain.report_period import first_of_quarter
from domain.settled_quarter import CountedMonth, SettledQuarter
from summaries.report import Asked, Settled
from summaries.settling import Wanted, count_month, is_empty, settle, wanted
from workflows.desk import Desk, MakeDesk
from workflows.effect_goals import goals_between
from workflows.ports import Conflict, Store
from workflows.ports.reports import LeaseLost, ReportFile, ReportOrder, Stage
from workflows.reports import move_on, published_since, tell_of_stage

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=5)
"""Far longer than a report takes."""
MOST_ATTEMPTS = 3
Counted = Mapping[tuple[Area, date], CountedMonth]
Files = Mapping[ReportFile, bytes]
T = TypeVar("T")


class Workshop(Protocol):
    """Where the slow work is done; what comes back is what the functions of this package give."""

    async def settle(
        self, jobs: Sequence[tuple[Wanted, Mapping[date, CountedMonth]]]
    ) -> list[SettledQuarter]:
        """As `settling.settle` of each."""

    async def print(self, asked: Asked, settled: Settled, language: str) -> tuple[ForumReport, Files]:
        """As `report.make_report`, and the report as files."""


@dataclass
class Press:
    store: Store
    desk: MakeDesk
    workshop: Workshop
    now: Callable[[], datetime]
    told: Callable[[], None] = lambda: None
    """Called when something was queued to be sent."""
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to make what is asked for; needs a running loop."""
        self._woken.set()
        self._running = asyncio.create_task(self._keep_making())

    def wake(self) -> None:
        """Something may have been asked for."""
        self._woken.set()

    async def stop(self) -> None:
        """What is under way is given up; its order is claimed again once the lease is over."""
        if self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _keep_making(self) -> None:
        while True:
            try:
                async with asyncio.timeout(LEASE.total_seconds()):
                    await self._woken.wait()
            except TimeoutError:
                pass  # an order whose maker was killed is found once its lease is over
            self._woken.clear()
            try:
                await self.run()
            except Exception as error:  # noqa: BLE001 - the order keeps its stage and is tried again
                log.error("report_failed", error=type(error).__name__)

    async def run(self) -> None:
        """Make everything that waits, once there is nothing left to count: what a report settles, it settles
        for good."""
        while order := await self._at_desk(next_order):
            with suppress(LeaseLost):  # it stood still for too long: another makes it, and theirs counts
                await self._make(order)

    async def _make(self, order: ReportOrder) -> None:
        if order.attempts > MOST_ATTEMPTS:
            return await self._move(order, Stage.FAILED)
        try:
            await self._move(order, Stage.COUNTING)
            settled = await self._settled(order)
            if settled is None:
                return await self._move(order, Stage.EMPTY)
            await self._move(order, Stage.PRINTING)
            asked = await self._at_desk(lambda desk: asked_for(desk, order, settled))
            report, files = await self.workshop.print(asked, settled, order.language)
            await self._publish(order, report, files)
        except LeaseLost:
            raise
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the person is told
            log.error("report_failed", report=order.number, error=type(error).__name__)
            await self._move(order, Stage.FAILED)

    async def _settled(self, order: ReportOrder) -> Settled | None:
        """Everything the report needs; None where there was nothing in its period."""
        while True:
            found = await self._at_desk(lambda desk: wanted(desk, order.period))
            counted = await self._counted(found)
            if is_empty(counted, found, order.period):
                return None
            jobs = [(each, _of(counted, each)) for each in found if not each.is_settled]
            fresh = await self.workshop.settle(jobs) if jobs else []
            before = {_key(each.quarter): each.quarter.version for each, _ in jobs}
            try:
                await self._at_desk(partial(_keep, fresh=fresh, before=before))
            except Conflict:
                continue  # another report has settled some of it meanwhile: begin with what it says
            return {_key(each.quarter): each.quarter for each in found} | {_key(each): each for each in fresh}

    async def _counted(self, found: list[Wanted]) -> Counted:
        """A transaction for each month, so that none is long."""
        counted: dict[tuple[Area, date], CountedMonth] = {}
        for each in found:
            for month in each.months:
                area = each.quarter.area
                counted[area, month] = await self._at_desk(partial(count_month, area=area, month=month))
        return counted

    async def _publish(self, order: ReportOrder, report: ForumReport, files: Files) -> None:
        def publish(desk: Desk) -> None:
            desk.records.reports.publish(order, report, files)
            desk.audit(None, "report.publish", f"report:{report.number}", definitions=report.definitions)
            tell_of_stage(desk, report.number, Stage.READY)

        await self._at_desk(publish)
        self.told()

    async def _move(self, order: ReportOrder, stage: Stage) -> None:
        await self._at_desk(lambda desk: move_on(desk, order, stage))
        self.told()

    async def _at_desk(self, work: Callable[[Desk], T]) -> T:
        return await self.store.run(lambda records: work(self.desk(records, self.now())))


def next_order(desk: Desk) -> ReportOrder | None:
    """Claimed; none while figures are counted anew."""
    if not desk.records.figures.is_up_to_date():
        return None
    return desk.records.reports.claim(desk.now, LEASE)


def asked_for(desk: Desk, order: ReportOrder, settled: Settled) -> Asked:
    """The goals in force at the period's end, and the actions decided before."""
    last = order.period.last
    latest = {area: quarter for (area, first), quarter in settled.items() if first == first_of_quarter(last)}
    return Asked(
        number=order.number,
        period=order.period,
        cut_off=desk.now,
        rules=rules_now(),
        goals={
            area: goals_between(desk, area, quarter.centres, quarter.municipalities, last)
            for area, quarter in latest.items()
        },
        actions=tuple(_noted(desk, order)),
    )


def _noted(desk: Desk, order: ReportOrder) -> list[NotedAction]:
    """What is open, and what was done since the report before."""
    found = desk.records.forum_actions.since(published_since(desk, order.number))
    return [
        NotedAction(each.text.reveal(), _name_of(desk, each.owner_id), each.due, each.done_on)
        for each in found
    ]


def _name_of(desk: Desk, person_id: str) -> str:
    """Empty where they have left."""
    person = desk.records.directory.person(person_id)
    return person.name if person else ""


def _of(counted: Counted, each: Wanted) -> dict[date, CountedMonth]:
    return {month: counted[each.quarter.area, month] for month in each.months}


def _key(quarter: SettledQuarter) -> tuple[Area, date]:
    return quarter.area, quarter.first


def _keep(desk: Desk, fresh: Sequence[SettledQuarter], before: Mapping[tuple[Area, date], int]) -> None:
    for each in fresh:
        desk.records.settled_quarters.save(each, before[_key(each)])


def settle_each(jobs: Sequence[tuple[Wanted, Mapping[date, CountedMonth]]]) -> list[SettledQuarter]:
    """All of these; what a workshop calls."""
    return [settle(each, counted) for each, counted in jobs]
