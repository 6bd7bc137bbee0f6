"""What a scan and a delivery ask of the database, written by hand as a plain loop over the driver.

It has the same transactions and the same tables, and nothing else: no rules, no decryption, no classes, no
event loop. What our own code takes beyond it is the price of those.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_PAGE = "SELECT id, due, owner_id, version FROM tasks WHERE look_at <= ? ORDER BY look_at, id LIMIT ?"
_QUEUE = """
    INSERT INTO outbox (id, kind, subject_kind, subject_id, recipient_id, rule, occurrence, detail, state,
                        attempts, not_before, repeats, why, queued_at)
    VALUES (?, 'reminder', 'task', ?, ?, ?, ?, 'on_day', 'pending', 0, ?, ?, '', ?)
    ON CONFLICT DO NOTHING"""
_LATER = "UPDATE tasks SET look_at = ? WHERE id = ? AND version = ?"

_FREE = "UPDATE outbox SET state = 'pending', lease_until = NULL WHERE state = 'claimed' AND lease_until <= ?"
_CLAIM = """
    UPDATE outbox SET state = 'claimed', lease_until = ?, claims = claims + 1 WHERE id IN (
        SELECT id FROM outbox WHERE state = 'pending' AND not_before <= ?
        ORDER BY not_before, id LIMIT ? {locking})
    RETURNING *"""
_BEGIN = """
    UPDATE outbox SET state = 'sending', lease_until = ?, attempts = attempts + 1
    WHERE id = ? AND state = 'claimed'"""
_FINISH = """
    UPDATE outbox SET state = 'sent', lease_until = NULL, why = ''
    WHERE id = ? AND state NOT IN ('sent', 'dead', 'dropped')"""


class ByHand:
    """A plain connection to the store's database. On SQLite as durable as the store's own."""

    def __init__(self, url: str) -> None:
        self._connection: Any
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            self._connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA busy_timeout = 10000")
        else:
            self._connection = psycopg.connect(url, autocommit=True)
        self._claim = _CLAIM.format(locking="" if self.is_sqlite else "FOR UPDATE SKIP LOCKED")

    def close(self) -> None:
        self._connection.close()

    def moment(self, moment: datetime) -> Any:
        """As the store keeps it."""
        return (moment - _EPOCH) // timedelta(microseconds=1) if self.is_sqlite else moment

    def run(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self._connection.execute(self._worded(statement), values)

    def plan_page(self, now: datetime, later: datetime, size: int) -> int:
        """Queue a reminder for each task of a page and put it off; returns how many there were."""
        at = self.moment(now)
        self._begin()
        page = self.run(_PAGE, (at, size)).fetchall()
        rows = [
            (uuid4().hex, task, owner, f"task:{task}:{due}:on_day", at, at, False, at)
            for task, due, owner, _ in page
        ]
        self._run_many(_QUEUE, rows)
        self._run_many(_LATER, [(self.moment(later), task, version) for task, *_, version in page])
        self.run("COMMIT")
        return len(page)

    def deliver_batch(self, now: datetime, until: datetime, size: int) -> int:
        """Claim, and for each begin and finish, each in its own transaction; returns how many there were."""
        at, lease = self.moment(now), self.moment(until)
        self._begin()
        self.run(_FREE, (at,))
        claimed = self.run(self._claim, (lease, at, size)).fetchall()
        self.run("COMMIT")
        for outgoing_id, *_ in claimed:
            for statement, values in ((_BEGIN, (lease, outgoing_id)), (_FINISH, (outgoing_id,))):
                self._begin()
                self.run(statement, values)
                self.run("COMMIT")
        return len(claimed)

    def _begin(self) -> None:
        self.run("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")

    def _run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        self._connection.cursor().executemany(self._worded(statement), rows)

    def _worded(self, statement: str) -> str:
        return statement if self.is_sqlite else statement.replace("?", "%s")
