"""`python -m benchmarks.audit_cost`: what the audit log costs a turn, on SQLite and on PostgreSQL.

A turn's work in storage (a remembered answer looked for, a draft read and saved, the answer remembered) is
done with an entry of the log and without one: one turn after the other, and 40 turns a second as they come.
Meanwhile the sealer works as with every tick, four times a second. Shown are the time a turn waits, and of
the turns with an entry the time the entry itself takes within the transaction. It only prints. PostgreSQL
runs without fsync here: what is measured is the work and not the disk.
"""

from __future__ import annotations

import asyncio
import gc
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from benchmarks.figures import Goal, percentile
from benchmarks.planning import urls
from benchmarks.run import verdicts
from reminders.sealing import Sealing
from storage.records import SqlRecords
from storage.store import SqlStore
from tests import factories as f
from tests.stores import staffed, stored
from workflows.ports import Records

ROUNDS = 6
TURNS = 320
"""In a round, of each kind."""
CASES = 200
DRAFTS = 64
RATE = 40
"""Turns in a second, where they come by themselves."""
SEALING_SECONDS = 0.25
KEPT = timedelta(days=5 * 366)
MOST_MILLISECONDS = 5.0
ANSWER = secrets.token_bytes(6000)
"""As long as the card of a form's page."""


Work = Callable[[Records], None]


@dataclass
class Waits:
    """Seconds, one for each turn."""

    without: list[float] = field(default_factory=list)
    with_entry: list[float] = field(default_factory=list)
    entry: list[float] = field(default_factory=list)
    """The entry's own part of the turns with one."""


def turn(number: int, entries: list[float] | None) -> Work:
    """A turn's work; with an entry whose time is added to `entries`."""
    keys = (secrets.token_hex(32), secrets.token_hex(32))
    draft_id = f.made_up_id(f"draft {number % DRAFTS}")

    def work(records: Records) -> None:
        records.effects.answer_to(keys)
        records.directory.person_by_account(f.NURSE.tenant_id, f.NURSE.user_id)
        draft = records.drafts.get(draft_id, f.NURSE.id)
        if draft is None:
            raise LookupError("a draft that was filled in is not there")
        records.drafts.save(replace(draft, version=draft.version + 1))
        records.effects.record(keys, ANSWER, f.NOW)
        if entries is not None:
            _log(records, number, entries)

    return work


def _log(records: Records, number: int, entries: list[float]) -> None:
    began = time.perf_counter()
    case_id = f.made_up_id(f"case {number % CASES}")
    entry = f.an_entry(
        case_id=case_id,
        basis="consent",
        organisation_id=f.NURSE.home.organisation_id,
        detail={"why": "x" * 40},
    )
    records.audit.write(entry)
    if isinstance(records, SqlRecords):
        records.finish()  # else the entry would be written after the clock is read
    entries.append(time.perf_counter() - began)


async def one_after_the_other(store: SqlStore, works: Iterator[Work], seen: list[float]) -> None:
    for work in works:
        await _timed(store, work, seen)


async def as_they_come(store: SqlStore, works: Iterator[Work], seen: list[float]) -> None:
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(_timed(store, work, seen))
            await asyncio.sleep(1 / RATE)


async def _timed(store: SqlStore, work: Work, seen: list[float]) -> None:
    asked = time.perf_counter()
    await store.run(work)
    seen.append(time.perf_counter() - asked)


WAYS: dict[str, Callable[[SqlStore, Iterator[Work], list[float]], Awaitable[None]]] = {
    "one after the other": one_after_the_other,
    f"{RATE} a second": as_they_come,
}


async def measure_round(store: SqlStore, way: str, waits: Waits, turns: int) -> None:
    for seen, entries in ((waits.without, None), (waits.with_entry, waits.entry)):
        await WAYS[way](store, (turn(number, entries) for number in range(turns)), seen)


async def keep_sealing(store: SqlStore) -> None:
    while True:
        await Sealing(store, KEPT).run(f.NOW)
        await asyncio.sleep(SEALING_SECONDS)


async def measure(url: str, rounds: int = ROUNDS, turns: int = TURNS) -> dict[str, Waits]:
    """By the way the turns come."""
    every = {way: Waits() for way in WAYS}
    async with staffed(url) as store:
        for number in range(DRAFTS):
            draft = f.a_draft(id=f.made_up_id(f"draft {number}"), subject_id=str(number))
            await stored(store, draft)
        sealing = asyncio.create_task(keep_sealing(store))
        await measure_round(store, "one after the other", Waits(), turns)  # to warm up
        gc.collect()
        for _ in range(rounds):
            for way, waits in every.items():
                await measure_round(store, way, waits, turns)
        sealing.cancel()
        with suppress(asyncio.CancelledError):
            await sealing
    return every


def _milliseconds(seconds: list[float], share: float) -> float:
    return percentile(seconds, share) * 1000


def table(database: str, way: str, waits: Waits) -> Iterator[str]:
    title = f"{database}, {way}"
    yield f"{title:<46}{'p50 ms':>10}{'p99 ms':>10}"
    for name, seconds in (
        ("a turn's work without an entry", waits.without),
        ("the same with one", waits.with_entry),
        ("of that: the entry", waits.entry),
    ):
        yield f"{name:<46}{_milliseconds(seconds, 0.5):>10.2f}{_milliseconds(seconds, 0.99):>10.2f}"
    yield ""


def goals(database: str, way: str, waits: Waits) -> Iterator[Goal]:
    entry = _milliseconds(waits.entry, 0.99)
    yield Goal(f"{database}, {way}: the entry, p99", entry, MOST_MILLISECONDS, "ms", below=True)


def main() -> None:
    reached: list[Goal] = []
    with ExitStack() as stack:
        for database, new_url in urls(stack):
            for way, waits in asyncio.run(measure(new_url())).items():
                print(*table(database, way, waits), sep="\n")
                reached += goals(database, way, waits)
    print(*verdicts(reached), sep="\n")


if __name__ == "__main__":
    main()
