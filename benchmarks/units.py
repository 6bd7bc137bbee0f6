"""Units of work per second: what a step of the guided form asks of storage on SQLite, and nothing else.

`python -m benchmarks.units` runs 64 callers at once. It only prints: a figure depends on the machine, and
processor time per unit is the one that depends on it least. The whole turn is in `benchmarks.run`.
"""

from __future__ import annotations

import asyncio
import gc
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from benchmarks.guided_server import fill, now
from benchmarks.identity import TENANT_ID, draft_id, user_id
from domain.people import Sector
from storage.sealing.encryption import KeyRing
from storage.store import SqlStore, open_store
from workflows.ports import Records

CALLERS = 64
UNITS = 3000
ROUNDS = 3
ANSWER = secrets.token_bytes(6000)
"""As long as the card of a form's page."""


@dataclass(frozen=True)
class Figures:
    per_second: float
    processor_seconds: float
    """Per unit of work, of all threads."""
    median: float
    """Seconds a caller waits."""


def step(number: int) -> Callable[[Records], None]:
    """What one click on the form reads and writes."""
    keys = (secrets.token_hex(32), secrets.token_hex(32))

    def work(records: Records) -> None:
        known = records.effects.answer_to(keys)
        person = records.directory.person_by_account(TENANT_ID, user_id(number))
        if known is not None or person is None:
            raise LookupError("a step nobody took, by somebody who was imported")
        draft = records.drafts.get(draft_id(number), person.id)
        if draft is None:
            raise LookupError("a draft that was filled in is not there")
        for organisation in records.directory.organisations(Sector.MUNICIPALITY):
            for unit in records.directory.units_of(organisation.id):
                records.directory.staff_of(unit.id)
        records.drafts.save(replace(draft, version=draft.version + 1, updated_at=now()))
        records.effects.record(keys, ANSWER, now())

    return work


async def measure(store: SqlStore, numbers: Iterator[int]) -> Figures:
    waits: list[float] = []

    async def call() -> None:
        for _ in range(UNITS // CALLERS):
            asked = time.perf_counter()
            await store.run(step(next(numbers)))
            waits.append(time.perf_counter() - asked)

    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(call() for _ in range(CALLERS)))
    took, used = time.perf_counter() - began, time.process_time() - used
    return Figures(len(waits) / took, used / len(waits), statistics.median(waits))


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-db-") as folder:
        keys = KeyRing({"k": secrets.token_bytes(32)}, "k")
        store = open_store(f"sqlite:///{folder}/bench.db", keys, secrets.token_bytes(32))
        await fill(store)
        gc.collect()
        gc.freeze()
        numbers = iter(range(1_000_000_000))
        for _ in range(ROUNDS):
            figures = await measure(store, numbers)
            print(
                f"{figures.per_second:6.0f} units/s  {figures.processor_seconds * 1e6:5.0f} µs of processor"
                f"  median wait {figures.median * 1e3:5.1f} ms"
            )
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
