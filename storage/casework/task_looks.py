"""When the scan looks at a task again: `tasks.look_at`, which every open task has and no ended one.

It only saves looking in vain and is no part of the task, so its `version` does not count it. Whatever can
change what a task's reminders are, or who hears of them, marks the task to be looked at by the next scan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, update

from domain.task import Task, TaskStatus
from storage.schema.tables import tasks

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Has always come."""

_OPEN = tasks.c.status == TaskStatus.OPEN.value
_MARK_ALL = update(tasks).where(_OPEN, tasks.c.look_at.is_distinct_from(AT_ONCE)).values(look_at=AT_ONCE)
_MARK_CASE = update(tasks).where(_OPEN, tasks.c.case_id == bindparam("case")).values(look_at=AT_ONCE)
_MARK_UNITS = (
    update(tasks)
    .where(_OPEN, tasks.c.unit_id.in_(bindparam("units", expanding=True)))
    .values(look_at=AT_ONCE)
)
_LATER = (
    update(tasks)
    .where(tasks.c.id == bindparam("task"), tasks.c.version == bindparam("seen"))
    .values(look_at=bindparam("moment"))
)


def first_look(task: Task) -> datetime | None:
    """For a task that is new or has changed."""
    return AT_ONCE if task.is_open else None


def mark_all(connection: Connection) -> None:
    connection.execute(_MARK_ALL)


def mark_case(connection: Connection, case_id: str) -> None:
    connection.execute(_MARK_CASE, {"case": case_id})


def mark_units(connection: Connection, unit_ids: Collection[str]) -> None:
    if unit_ids:
        connection.execute(_MARK_UNITS, {"units": sorted(unit_ids)})


def look_again(connection: Connection, looked_at: Iterable[tuple[Task, datetime]]) -> None:
    """At the moment beside it, each that has not changed since it was read."""
    # In the order of ids, so that two scans cannot wait for each other in a ring.
    in_order = sorted(looked_at, key=lambda pair: pair[0].id)
    if in_order:
        rows = [{"task": task.id, "seen": task.version, "moment": moment} for task, moment in in_order]
        connection.execute(_LATER, rows)
