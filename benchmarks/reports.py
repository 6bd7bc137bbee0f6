"""`python -m benchmarks.reports --cases 200000`: the joint report of a quarter, and turns while it is made.

The same made-up cases as in `summaries.py`. A coordinator orders the report, which nobody has asked for
before, so five quarters in both areas are counted and settled for it; then once more, when all is settled. It
prints how long each took from the order to both files, the most memory one of its processes held, and how
long turns took alone and meanwhile."""

from __future__ import annotations

import asyncio
import resource
import time
from datetime import date
from pathlib import Path

from benchmarks.figures import Goal
from benchmarks.run import verdicts
from benchmarks.summaries import NOW, Around, filled, on_cases, p99, turns
from commands.report_workshop import ReportWorkshop
from domain.report_period import ReportPeriod
from summaries.press import Press
from workflows.ports.reports import ReportFile
from workflows.reports import order_report

QUARTER = ReportPeriod(date(2026, 7, 1), 3)
KIBIBYTE = 1024
MEGABYTE = 10**6


async def made(around: Around, press: Press) -> float:
    """Seconds from the order to the published report."""
    begun = time.perf_counter()
    order = await around.store.run(
        lambda records: order_report(around.desk(records, NOW), around.coordinator, QUARTER)
    )
    await press.run()
    taken = time.perf_counter() - begun
    pdf = await around.store.run(lambda records: records.reports.file(order.number, ReportFile.PDF))
    if pdf is None:
        raise SystemExit("the report was not made")
    return taken


def most_memory() -> float:
    """Megabytes that the largest process begun from this one has held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KIBIBYTE / MEGABYTE


def processor_time() -> float:
    """Seconds; on a busy machine the clock tells of others too."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def measure(file: Path, cases: int) -> None:
    async with filled(file, cases) as around:
        press = Press(around.store, around.desk, ReportWorkshop(), lambda: NOW)
        alone = await turns(around)
        first = asyncio.create_task(made(around, press))
        busy = await turns(around)
        seconds = await first
        again = await made(around, press)
        print(f"quarter report with PDF and Excel: {seconds:.1f} s with turns meanwhile, again {again:.1f} s")
        print(f"processor time of both reports' own processes: {processor_time():.1f} s")
        print(f"most memory of a process: {most_memory():.0f} MB")
        print(
            f"turns alone: p99 {p99(alone) * 1000:.1f} ms, while a report is made {p99(busy) * 1000:.1f} ms"
        )
        goals = (
            Goal("a quarter report with both files", seconds, 10.0, "s", below=True),
            Goal("the most memory of a process", most_memory(), 500.0, "MB", below=True),
            Goal("p99 of turns meanwhile", p99(busy), 0.25, "s", below=True),
        )
        print("\n".join(verdicts(goals)))


if __name__ == "__main__":
    on_cases(measure, __doc__)
