"""`python -m benchmarks.summaries --cases 200000`: figures of three years of made-up cases, turns meanwhile.

A SQLite file is filled once, in a folder that goes away with the run (or stays, where one is named). Then
each figure is asked for through the product and by a plain SQL query over the records themselves, side by
side: what it came to and how long it took. At last units of work that write run at a steady pace, first
alone and then while weekly overviews are made one after another. It only prints.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from uuid import uuid4

from benchmarks.figures import Goal
from benchmarks.run import verdicts
from demo.generate import generate
from demo.server import DIRECTORY
from dialogs.notices import NoticeRenderer
from dialogs.wording import load_catalogues
from domain.indicators.measure import Measure, Period
from domain.indicators.table import INDICATOR
from domain.people import Area, Person
from domain.subject import Subject, SubjectKind
from storage.store import SqlStore
from tests.stores import opened
from workflows.agreements import Agreements, load_agreements
from workflows.desk import Desk
from workflows.directory_import import read_directory
from workflows.figures import figures_of_area
from workflows.notice import Notice, NoticeKind, Outgoing, State
from workflows.ports import AuditEntry, Records
from workflows.weeks import monday_of, readers, told_at, weeks_told

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
"""A Monday, half past seven in Copenhagen."""
SEED = 1
RATE = 40.0
SECONDS = 8.0
ASKED = 5
"""How often each figure is asked for; the median is shown."""
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


@dataclass(frozen=True)
class Plain:
    """A figure by hand, over the records themselves: part and whole."""

    key: str
    query: str


BY_HAND = (
    Plain(
        "discharges_with_agreement_in_time",
        "SELECT sum(a.outcome = 'in_time') + 0, count(*) + (SELECT coalesce(sum(listed - known), 0) "
        "FROM discharge_counts WHERE area = 'adults' AND month BETWEEN :first AND :last AND :whole) "
        "FROM admissions a JOIN cases c ON c.id = a.case_id WHERE c.area = 'adults' "
        "AND a.discharged_on BETWEEN :first AND :last AND a.outcome <> 'not_required'",
    ),
    Plain(
        "meeting_time_found_in_time",
        "SELECT sum(t.status = 'done' AND t.ended_on <= t.due), count(*) FROM tasks t JOIN cases c "
        "ON c.id = t.case_id WHERE c.area = 'adults' AND t.kind = 'find_time' "
        "AND t.due BETWEEN :first AND :last AND NOT (t.status = 'withdrawn' AND t.ended_on <= t.due)",
    ),
    Plain(
        "follow_ups_done_in_time_municipality",
        "SELECT sum(t.status = 'done' AND t.ended_on <= t.due), count(*) FROM tasks t JOIN cases c "
        "ON c.id = t.case_id WHERE c.area = 'adults' AND t.kind = 'follow_up' AND t.sector = 'municipality' "
        "AND t.due BETWEEN :first AND :last AND NOT (t.status = 'withdrawn' AND t.ended_on <= t.due)",
    ),
)


@dataclass(frozen=True)
class Around:
    """A filled store, and what asks it."""

    store: SqlStore
    file: Path
    agreements: Agreements
    coordinator: Person

    def desk(self, records: Records, now: datetime) -> Desk:
        return Desk(records, now, self.agreements, lambda: uuid4().hex)


async def fill(store: SqlStore, agreements: Agreements, cases: int) -> None:
    with DIRECTORY.open(encoding="utf-8") as lines:
        rows = read_directory(lines)
    await store.run(lambda records: records.directory.replace(rows))
    begun = time.perf_counter()

    def told(so_far: int) -> None:
        if so_far % 20_000 == 0 or so_far == cases:
            print(f"  {so_far} cases after {time.perf_counter() - begun:.0f} s", flush=True)

    events = await generate(store, agreements, cases, SEED, NOW, told)
    print(f"  {cases} cases with {events} events")


async def ask(around: Around, period: Period) -> tuple[dict[str, Measure], float]:
    """The figures of adults in the period, and the seconds they took."""

    def work(records: Records) -> dict[str, Measure]:
        figures = figures_of_area(around.desk(records, NOW), around.coordinator, Area.ADULTS, period)
        return {each.key: figures.measure(INDICATOR[each.key]) for each in BY_HAND}

    seconds, found = [], dict[str, Measure]()
    for _ in range(ASKED):
        begun = time.perf_counter()
        found = await around.store.run(work)
        seconds.append(time.perf_counter() - begun)
    return found, median(seconds)


def ask_plainly(around: Around, plain: Plain, period: Period) -> tuple[Measure, float]:
    values = {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "whole": period.is_whole_months,
    }
    with closing(sqlite3.connect(around.file)) as file:
        begun = time.perf_counter()
        part, whole = file.execute(plain.query, values).fetchone()
        return Measure(part or 0, whole), time.perf_counter() - begun


async def weekly(around: Around, person: Person) -> float:
    """Seconds until the person's weekly card is made."""
    renderer = NoticeRenderer(around.desk, load_catalogues(), lambda meeting_id: meeting_id)

    def work(records: Records) -> bool:
        moment = told_at(around.desk(records, NOW), person, monday_of(NOW.date()))
        notice = Notice(NoticeKind.WEEK, Subject(SubjectKind.PERSON, person.id), person.id, "week", moment)
        outgoing = Outgoing(uuid4().hex, notice, State.SENDING, 0, NOW)
        return renderer(records, outgoing, NOW) is not None

    begun = time.perf_counter()
    if not await around.store.run(work):
        raise RuntimeError("there was nothing to tell")
    return time.perf_counter() - begun


async def write(around: Around, n: int) -> float:
    """Seconds of a unit of work as a turn makes it: an answer remembered and an entry in the log."""

    def work(records: Records) -> None:
        records.effects.record([f"turn {n} {uuid4().hex}"], b"answer", NOW)
        records.audit.write(AuditEntry(NOW, around.coordinator.id, "read", "task:1"))

    begun = time.perf_counter()
    await around.store.run(work)
    return time.perf_counter() - begun


async def turns(around: Around) -> list[float]:
    """At a steady pace, whoever is still waiting."""
    waiting = []
    begun = time.perf_counter()
    for n in range(int(RATE * SECONDS)):
        await asyncio.sleep(max(begun + n / RATE - time.perf_counter(), 0))
        waiting.append(asyncio.create_task(write(around, n)))
    return sorted(await asyncio.gather(*waiting))


async def turns_meanwhile(around: Around, people: list[Person]) -> tuple[list[float], int]:
    """The same while each of these people's weekly cards is made, again and again; how many were."""
    made = 0

    async def make() -> None:
        nonlocal made
        while True:
            await weekly(around, people[made % len(people)])
            made += 1

    making = asyncio.create_task(make())
    found = await turns(around)
    making.cancel()
    return found, made


def p99(sorted_seconds: list[float]) -> float:
    return sorted_seconds[int(len(sorted_seconds) * 0.99)]


def shown(measure: Measure) -> str:
    return f"{measure.part} of {measure.whole}"


async def compare(around: Around, name: str, period: Period) -> bool:
    """Print each figure by both ways; whether they are the same."""
    found, seconds = await ask(around, period)
    print(f"{name}: all {len(INDICATOR)} figures in {seconds * 1000:.0f} ms")
    same = True
    for plain in BY_HAND:
        measure, by_hand = ask_plainly(around, plain, period)
        ours = found[plain.key]
        agrees = (ours.part, ours.whole) == (measure.part, measure.whole)
        same = same and agrees
        word = "the same" if agrees else f"NOT the same: {shown(measure)}"
        print(f"  {plain.key:40} {shown(ours):>16}   plain SQL in {by_hand * 1000:5.0f} ms: {word}")
    return same


@asynccontextmanager
async def filled(file: Path, cases: int) -> AsyncIterator[Around]:
    """The file's database, with made-up cases where it had none, as a coordinator for adults sees it."""
    agreements = load_agreements(ROOT / "agreements")
    async with opened(f"sqlite:///{file}") as store:
        if not await store.run(lambda records: records.directory.coordinators(Area.ADULTS)):
            print(f"Filling {cases} cases:")
            await fill(store, agreements, cases)
        await store.recount()  # as a bot does at its start: no report is made before
        people = await store.run(lambda records: records.directory.coordinators(Area.ADULTS))
        yield Around(store, file, agreements, people[0])


async def measure(file: Path, cases: int) -> None:
    async with filled(file, cases) as around:
        store = around.store
        all_readers = await store.run(lambda r: list(readers(around.desk(r, NOW))))
        week, _ = weeks_of(around.coordinator)
        same = [await compare(around, "week", week), await compare(around, "quarter", QUARTER)]
        digests = sorted([await weekly(around, around.coordinator) for _ in range(ASKED)])
        alone = await turns(around)
        busy, made = await turns_meanwhile(around, all_readers)
        print(f"weekly overview of a coordinator: {median(digests):.3f} s, the slowest {digests[-1]:.3f} s")
        print(f"turns alone: p99 {p99(alone) * 1000:.1f} ms")
        print(f"turns while {made} overviews were made: p99 {p99(busy) * 1000:.1f} ms")
        goals = (
            Goal("a weekly overview", max(digests), 1.0, "s", below=True),
            Goal("p99 of turns meanwhile", p99(busy), 0.25, "s", below=True),
            Goal("figures that are those of plain SQL", sum(same), len(same), "of 2"),
        )
        print("\n".join(verdicts(goals)))


def weeks_of(person: Person) -> tuple[Period, Period]:
    """The week that its overview tells of, and the one before."""
    subject = Subject(SubjectKind.PERSON, person.id)
    return weeks_told(Notice(NoticeKind.WEEK, subject, person.id, "week", NOW))


def on_cases(measure: Callable[[Path, int], Coroutine[object, object, None]], about: str | None) -> None:
    """Run it on a file of as many cases as the command line says; one that is there is not filled again."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, help="where the database is kept; else it is thrown away")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(measure(folder / "brobygger.db", given.cases))


if __name__ == "__main__":
    on_cases(measure, __doc__)
