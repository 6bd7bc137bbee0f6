"""A scan and a claim cost the same however many tasks and messages wait for a later day, on PostgreSQL.

What SQLite reads stands in `test_query_plans.py`. PostgreSQL decides by how many rows there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Table, event, text

from storage.people.directory import KnownDirectory
from storage.records import SqlRecords
from storage.schema.chat_tables import outbox
from storage.schema.tables import tasks
from storage.sealing.encryption import Cipher, CprLookup
from tests import factories as f
from tests.contract.databases import looking_at
from tests.stores import KEYS, LOOKUP_KEY, Postgres
from workflows.ports import Clockwork, Records

WAITING = 100_000
DUE = 50
PAGE = 20
TOMORROW = f.NOW + timedelta(days=1)
ROW_ID = "lpad(to_hex(n), 32, '0')"
CASE = f.a_case()
MEETING = f.a_meeting(CASE)
TASK = f.a_task(MEETING)
LEASE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def much_waits(postgres: Postgres) -> Iterator[Connection]:
    """A database with a hundred thousand tasks and messages for tomorrow, and fifty of each for now."""
    with postgres.database() as url, looking_at(url) as connection:
        records = records_over(connection)
        records.cases.add(CASE)
        records.meetings.add(MEETING)
        for number in range(DUE):
            records.tasks.add(replace(TASK, id=f.made_up_id(f"due {number}")))
        records.outbox.queue([f.a_notice(f"due {number}") for number in range(DUE)], f.NOW)
        # What the copies refer to need not be looked up a hundred thousand times.
        connection.execute(text("SET session_replication_role = replica"))
        add_waiting(connection, tasks, {"id": ROW_ID, "look_at": ":later"})
        add_waiting(connection, outbox, {"id": ROW_ID, "rule": ROW_ID, "not_before": ":later"})
        connection.execute(text("ANALYZE tasks, outbox"))
        connection.commit()
        yield connection


def add_waiting(connection: Connection, table: Table, own: Mapping[str, str]) -> None:
    """A hundred thousand copies of one of the table's rows, but for what each has of its own."""
    names = [column.name for column in table.columns]
    values = ", ".join(own.get(name, name) for name in names)
    one = f"(SELECT * FROM {table.name} LIMIT 1) AS one"
    copies = f"SELECT {values} FROM {one}, generate_series(1, {WAITING}) AS n"
    connection.execute(text(f"INSERT INTO {table.name} ({', '.join(names)}) {copies}"), {"later": TOMORROW})


def records_over(connection: Connection) -> SqlRecords:
    return SqlRecords(connection, Cipher(KEYS), CprLookup(LOOKUP_KEY), KnownDirectory())


def rows_read(connection: Connection, question: Callable[[Records], object]) -> int:
    """How many rows of tasks and outbox PostgreSQL touches to answer it; afterwards nothing has changed."""
    sent: list[tuple[str, Any]] = []

    def remember(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        sent.append((statement, values))

    with undone(connection):
        event.listen(connection, "before_cursor_execute", remember)
        try:
            question(records_over(connection))
        finally:
            event.remove(connection, "before_cursor_execute", remember)
    return sum(touched(step) for each in sent for step in steps_of(connection, *each))


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    with connection.begin_nested() as savepoint:
        yield
        savepoint.rollback()


def steps_of(connection: Connection, statement: str, values: Any) -> Iterator[dict[str, Any]]:
    """Each step of the plan, with what it really did."""
    one = values[0] if isinstance(values, list) else values
    with undone(connection):
        explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", one)
        plans = [explained.scalar_one()[0]["Plan"]]
    while plans:
        step = plans.pop()
        plans += step.get("Plans", [])
        yield step


def touched(step: dict[str, Any]) -> int:
    if step.get("Relation Name") not in {"tasks", "outbox"} and "Index Name" not in step:
        return 0
    passed_over = step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
    rows: float = (step["Actual Rows"] + passed_over) * step["Actual Loops"]
    return round(rows)


QUESTIONS: dict[str, Callable[[Records], object]] = {
    "tasks to look at": lambda r: r.tasks.to_look_at(f.NOW, PAGE, Clockwork()),
    "tasks to look at later": lambda r: r.tasks.look_again([(TASK, TOMORROW)]),
    "what to send": lambda r: r.outbox.claim(f.NOW, LEASE, PAGE),
    "what got stuck": lambda r: r.outbox.stranded(f.NOW, PAGE),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_only_a_page_is_read_whatever_else_waits(much_waits: Connection, question: str) -> None:
    assert rows_read(much_waits, QUESTIONS[question]) <= 4 * PAGE


@pytest.mark.parametrize("table", ["tasks", "outbox"])
def test_what_is_counted_is_what_is_read(much_waits: Connection, table: str) -> None:
    """So that a plan this test does not understand is not taken for a good one."""
    whole = text(f"SELECT count(*) FROM {table}")
    assert rows_read(much_waits, lambda _: much_waits.execute(whole)) >= WAITING
