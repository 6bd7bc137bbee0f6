"""Many planners at once: processes that run the product's scan over the same due tasks, day after day.

What must be decided is told here day by day and in no other way: the inbox is reminded on the day and on
each working day after it, the leader is told after two, both coordinators after four. Each planner goes
through all days at its own pace, so some are days ahead of others.
"""

from __future__ import annotations

import asyncio
import os
import time as clock
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from domain.local_time import at_local
from domain.task import Task
from reminders.scan import Scan
from storage.store import open_store
from tests import factories as f
from tests.agreements import in_force
from tests.chaos.processes import end, forked
from tests.chaos.replica import log_to
from tests.stores import KEYS, LOOKUP_KEY, raw, staffed, stored
from workflows.desk import Desk
from workflows.ports import Records

DUE = date(2026, 11, 27)
"""A Friday."""
DAYS = tuple(DUE + timedelta(days=n) for n in (0, 3, 4, 5, 6))
"""Friday to Thursday, without the weekend."""
_DECIDED_BY_EACH = len(DAYS) + 3 + 2
"""By each planner for each task: the leader is told on three of the days, both coordinators on one."""
_APART = timedelta(minutes=1)
"""The planners' clocks."""
_AT_ONCE = 500


@dataclass(frozen=True)
class Planners:
    number: int
    tasks: int


@dataclass(frozen=True)
class Planned:
    """What the planners came to."""

    faults: dict[str, int]
    """How many of each kind; none where all went well."""
    rows: int
    decided: int
    """By all planners together, most of them decided already by another."""
    seconds: float


def plan_at_once(url: str, folder: Path, planners: Planners) -> Planned:
    """Run it, in a process with one thread. The database at `url` may be empty."""
    task = f.a_task(f.a_meeting(f.a_case()), due=DUE)
    tasks = [replace(task, id=f.made_up_id(f"task {number}")) for number in range(planners.tasks)]
    asyncio.run(_fill(url, tasks))
    began = clock.monotonic()
    log = folder / "planners.log"
    log.touch()
    failed = sum(_statuses(url, planners.number, log)) + log.read_text("utf-8").count("\n")
    seconds = clock.monotonic() - began
    found, expected = Counter(_found(url)), set(_expected(tasks))
    faults = {
        "decided twice": sum(times > 1 for times in found.values()),
        "not decided": len(expected - found.keys()),
        "made up": len(found.keys() - expected),
        "planners that failed": failed,
    }
    decided = planners.number * len(tasks) * _DECIDED_BY_EACH
    return Planned({what: n for what, n in faults.items() if n}, found.total(), decided, seconds)


Decision = tuple[str, str, str, str]
"""Task, local day, kind of reminder, person."""


def _expected(tasks: list[Task]) -> Iterator[Decision]:
    for task in tasks:
        for day in DAYS:
            yield task.id, str(day), "on_day" if day == DUE else "overdue", f.CASEWORKER.id
        yield task.id, str(DAYS[2]), "leader", f.CASEWORKER_LEADER.id
        for coordinator in (f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR):
            yield task.id, str(DAYS[4]), "coordinators", coordinator.id


def _found(url: str) -> Iterator[Decision]:
    for subject, occurrence, detail, person in raw(
        url,
        "SELECT subject_id, occurrence, detail, recipient_id FROM outbox "
        "WHERE kind NOT IN ('digest', 'week')",
    ):
        moment = occurrence if isinstance(occurrence, datetime) else _moment(occurrence)
        yield str(subject), str(moment.date()), str(detail), str(person)


def _moment(microseconds: object) -> datetime:
    return datetime(1970, 1, 1) + timedelta(microseconds=int(str(microseconds)))


async def _fill(url: str, tasks: list[Task]) -> None:
    case = f.a_case()
    async with staffed(url) as store:
        await stored(store, case, f.a_meeting(case))
        for first in range(0, len(tasks), _AT_ONCE):
            await stored(store, *tasks[first : first + _AT_ONCE])


def _statuses(url: str, number: int, log: Path) -> Iterator[int]:
    """The statuses of all planners, which begin together when all are there."""
    gate, open_gate = os.pipe()
    with ExitStack() as left_behind:
        processes = [forked(lambda n=n: _plan(url, n, log, gate, open_gate)) for n in range(number)]  # type: ignore[misc]
        for process in processes:
            left_behind.callback(end, process)
        os.close(gate)
        os.close(open_gate)
        for process in processes:
            yield os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0


def _plan(url: str, number: int, log: Path, gate: int, open_gate: int) -> None:
    log_to(log)
    os.close(open_gate)
    os.read(gate, 1)  # ends when nobody holds the gate shut any more
    asyncio.run(_scan_all_days(url, number))


async def _scan_all_days(url: str, number: int) -> None:
    agreements = in_force()

    def desk(records: Records, now: datetime) -> Desk:
        return Desk(records, now, agreements, lambda: uuid4().hex)

    store = open_store(url, KEYS, LOOKUP_KEY)
    for day in DAYS:
        await Scan(store, desk).run(at_local(day, time(8)) + number * _APART)
    await store.close()
