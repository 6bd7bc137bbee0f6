"""`python -m benchmarks.planning`: the scan and the outbox with 100,000 waiting, against a loop by hand.

Ten thousand tasks are due and all others wait for another day. Planning is from a due task to a row in the
outbox, with the rules, the recipients and the decryption in between; delivery is claim, begin and finish, in
the transactions and as many at once as the real one has, without a channel. Rounds of ours and of the plain
loop (`by_hand.py`) take turns on one database, and with those on another where nothing waits; the medians are
shown. It only prints. PostgreSQL runs without fsync here: what is measured is the work and not the disk.
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from benchmarks.by_hand import ByHand
from benchmarks.figures import Goal, ratio
from benchmarks.run import verdicts
from domain.local_time import at_local
from domain.preferences import PersonPreferences
from domain.task import TaskKind
from reminders.deliver import LEASE, MOST_UNDER_WAY
from reminders.scan import PAGE, Scan, plan_page
from storage.store import SqlStore
from tests import factories as f
from tests.agreements import AT_EIGHT, in_force
from tests.stores import running_postgres, sqlite_url, staffed, stored
from workflows.desk import Desk
from workflows.notice import Outgoing
from workflows.outbox_states import Event
from workflows.ports import Records

ALL, DUE = 100_000, 10_000
ROUNDS = 3
PAGES = 8
"""Of tasks planned in a round, by each."""
BATCHES = 60
BATCH = 20
"""Of messages delivered in a round, by each."""
CASES = 500
DAY = f.NOW.date() + timedelta(days=3)
"""A Monday."""
NOW = at_local(DAY, AT_EIGHT.at)
LATER = NOW + timedelta(days=1)
AGREEMENTS = in_force()


def desk(records: Records, now: datetime) -> Desk:
    return Desk(records, now, AGREEMENTS, lambda: uuid4().hex)


async def fill(store: SqlStore, by_hand: ByHand, waiting: int) -> None:
    """The tasks and messages; those that wait are copies of one, since nobody reads them."""
    cases = [f.a_case(f"26-{1001 + n}") for n in range(CASES)]
    meetings = [f.a_meeting(case) for case in cases]
    await stored(store, *cases, *meetings)
    for first in range(0, DUE, CASES):
        await stored(store, *(
            f.a_task(meeting, f"no. {first}", kind=TaskKind.FOLLOW_UP, due=DAY, owner_id=f.CASEWORKER.id)
            for meeting in meetings
        ))  # fmt: skip
    await store.run(lambda records: records.outbox.queue([f.a_notice("waits")], LATER))
    each_alone = PersonPreferences(f.CASEWORKER.id, one_by_one=True)
    await store.run(lambda records: records.preferences.save(each_alone))
    own = {"id": _name(by_hand), "rule": _name(by_hand)}
    _copy(by_hand, "tasks", {"id": own["id"], "look_at": "?"}, waiting)
    _copy(by_hand, "outbox", own, waiting)


def _name(by_hand: ByHand) -> str:
    return "printf('%032x', n)" if by_hand.is_sqlite else "lpad(to_hex(n), 32, '0')"


def _copy(by_hand: ByHand, table: str, own: dict[str, str], times: int) -> None:
    """Copies of the first row, but for what each has of its own."""
    names = [column[0] for column in by_hand.run(f"SELECT * FROM {table} LIMIT 0").description]
    values = ", ".join(own.get(name, name) for name in names)
    numbers = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)"
    given = [by_hand.moment(LATER)] if "?" in values else []
    one = f"(SELECT * FROM {table} LIMIT 1) AS one"
    if times:
        by_hand.run(
            f"INSERT INTO {table} ({', '.join(names)}) {numbers} SELECT {values} FROM {one}, numbers",
            [times, *given],
        )
    if not by_hand.is_sqlite:
        by_hand.run(f"ANALYZE {table}")


async def plan_ours(store: SqlStore) -> int:
    for _ in range(PAGES):
        await store.run(lambda records: plan_page(desk(records, NOW), timedelta(0)))
    return PAGES * PAGE


async def plan_by_hand(by_hand: ByHand) -> int:
    return sum(by_hand.plan_page(NOW, LATER, PAGE) for _ in range(PAGES))


async def deliver_ours(store: SqlStore) -> int:
    return sum([await _deliver_batch(store) for _ in range(BATCHES)])


async def _deliver_batch(store: SqlStore) -> int:
    """As `reminders.deliver` does, but that nothing is shown or sent."""
    claimed = await store.run(lambda records: records.outbox.claim(NOW, LEASE, BATCH))
    free = asyncio.Semaphore(MOST_UNDER_WAY)

    async def send(outgoing: Outgoing) -> None:
        async with free:
            await store.run(lambda records: records.outbox.begin_sending(outgoing, NOW, LEASE))
            await store.run(lambda records: records.outbox.settle(outgoing, Event.ARRIVED))

    async with asyncio.TaskGroup() as group:
        for outgoing in claimed:
            group.create_task(send(outgoing))
    return len(claimed)


async def deliver_by_hand(by_hand: ByHand) -> int:
    return sum(by_hand.deliver_batch(NOW, NOW + LEASE, BATCH) for _ in range(BATCHES))


@dataclass
class Rates:
    """Rows per second, a figure for each round."""

    ours: list[float] = field(default_factory=list)
    by_hand: list[float] = field(default_factory=list)

    @property
    def times_slower(self) -> float:
        return ratio(median(self.by_hand), median(self.ours))


async def rate(work: Awaitable[int], expected: int) -> float:
    began = time.perf_counter()
    rows = await work
    took = time.perf_counter() - began
    if rows != expected:
        raise SystemExit(f"{rows} rows were found where {expected} were due")
    return rows / took


def _one_after_the_other(first: float, second: float) -> float:
    return 1 / (1 / first + 1 / second)


@dataclass
class Race:
    """Ours and the loop by hand on one database, with so many rows that wait."""

    waiting: int
    store: SqlStore
    by_hand: ByHand
    planning: Rates = field(default_factory=Rates)
    delivery: Rates = field(default_factory=Rates)

    @property
    def whole_way(self) -> Rates:
        """Of rows that are planned and then delivered, one after the other."""
        ours = zip(self.planning.ours, self.delivery.ours, strict=True)
        by_hand = zip(self.planning.by_hand, self.delivery.by_hand, strict=True)
        return Rates(
            [_one_after_the_other(*both) for both in ours], [_one_after_the_other(*b) for b in by_hand]
        )

    async def plan(self) -> None:
        self.planning.ours.append(await rate(plan_ours(self.store), PAGES * PAGE))
        self.planning.by_hand.append(await rate(plan_by_hand(self.by_hand), PAGES * PAGE))

    async def deliver(self) -> None:
        self.delivery.ours.append(await rate(deliver_ours(self.store), BATCHES * BATCH))
        self.delivery.by_hand.append(await rate(deliver_by_hand(self.by_hand), BATCHES * BATCH))


async def measure(new_url: Callable[[], str]) -> list[Race]:
    """With nothing waiting and with all the others, in turns."""
    async with AsyncExitStack() as stack:
        races = []
        for waiting in (0, ALL - DUE):
            url = new_url()
            store = await stack.enter_async_context(staffed(url))
            by_hand = stack.enter_context(closing(ByHand(url)))
            await fill(store, by_hand, waiting)
            races.append(Race(waiting, store, by_hand))
        gc.collect()
        for _ in range(ROUNDS):
            for race in races:
                await race.plan()
        for race in races:
            await Scan(race.store, desk).run(NOW)
        for _ in range(ROUNDS):
            for race in races:
                await race.deliver()
    return races


def urls(stack: ExitStack) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each kind of database, and a way to make a new one of it."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-planning-")))

    def new_folder() -> Path:
        made = folder / uuid4().hex
        made.mkdir()
        return made

    yield "SQLite", lambda: sqlite_url(new_folder())
    server = stack.enter_context(running_postgres())
    yield "PostgreSQL", lambda: stack.enter_context(server.database(migrated=False))


def line(name: str, rates: Rates) -> str:
    ours, by_hand = median(rates.ours), median(rates.by_hand)
    return f"{name:<46}{ours:>12.0f}{by_hand:>12.0f}{rates.times_slower:>10.2f}"


def table(database: str, race: Race) -> Iterator[str]:
    title = f"{database}, {DUE:,} due, {race.waiting:,} waiting"
    yield f"{title:<46}{'rows/s':>12}{'by hand':>12}{'x slower':>10}"
    yield line("plan: task to outbox", race.planning)
    yield line("deliver: claim, begin, finish", race.delivery)
    yield line("the whole way: plan and deliver", race.whole_way)
    yield ""


def goals(database: str, few: Race, many: Race) -> Iterator[Goal]:
    yield Goal(f"{database}: deliver, by hand / ours", many.delivery.times_slower, 2, "x", below=True)
    yield Goal(
        f"{database}: plan and deliver, by hand / ours", many.whole_way.times_slower, 2, "x", below=True
    )
    plan = ratio(median(few.planning.ours), median(many.planning.ours))
    yield Goal(f"{database}: plan, {many.waiting:,} waiting / none", plan, 1.5, "x", below=True)
    deliver = ratio(median(few.delivery.ours), median(many.delivery.ours))
    yield Goal(f"{database}: deliver, {many.waiting:,} waiting / none", deliver, 1.5, "x", below=True)


def main() -> None:
    reached: list[Goal] = []
    with ExitStack() as stack:
        for database, new_url in urls(stack):
            few, many = asyncio.run(measure(new_url))
            print(*table(database, few), *table(database, many), sep="\n")
            reached += goals(database, few, many)
    print(*verdicts(reached), sep="\n")


if __name__ == "__main__":
    main()
