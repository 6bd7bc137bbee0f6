"""Group commit: units of work that wait at the same time share one transaction on one worker thread.

Each runs in a savepoint of its own, in the order they came, so one that fails is undone alone. Nobody is
answered before the commit has succeeded; if it fails, nothing of any of them is kept and all are told so.
A later one sees what an earlier one of the group did, which is safe because they are kept or lost together.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")
Work = Callable[[Connection], T]
MOST_AT_ONCE = 32
"""So that the first of a group does not wait long for the last, nor does another process for the lock."""


class NotCommitted(Exception):
    """The transaction a unit of work shared with others failed; nothing of it was kept."""


@dataclass(frozen=True)
class Outcome:
    value: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, eq=False)
class Waiting:
    """A unit of work and where its caller, on an event loop, waits for what comes of it."""

    work: Work[Any]
    outcome: asyncio.Future[Outcome]


class GroupCommit:
    """The queue before one connection: `worker` has one thread, and `engine` one connection for it."""

    def __init__(self, engine: Engine, worker: Executor) -> None:
        self._engine = engine
        self._worker = worker
        self._lock = Lock()
        self._waiting: deque[Waiting] = deque()
        self._at_work = False

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, once it is committed. Raises what it raises, or `NotCommitted`.

        A caller who is cancelled no longer waits; the unit of work is run and kept all the same.
        """
        waiting = Waiting(work, asyncio.get_running_loop().create_future())
        self._add(waiting)
        outcome = await waiting.outcome
        if outcome.error is not None:
            raise outcome.error
        value: T = outcome.value
        return value

    def _add(self, waiting: Waiting) -> None:
        with self._lock:
            if not self._at_work:
                self._worker.submit(self._work_off)
                self._at_work = True
            self._waiting.append(waiting)

    def _work_off(self) -> None:
        while group := self._next_group():
            _answer(group, self._commit(group))

    def _next_group(self) -> list[Waiting]:
        """Those who came first. None waits: this visit of the worker ends, and `_add` calls for another."""
        with self._lock:
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
            self._at_work = bool(group)
            return group

    def _commit(self, group: Sequence[Waiting]) -> list[Outcome]:
        try:
            with self._engine.begin() as connection:
                outcomes = [_apart(connection, waiting.work) for waiting in group]
        except Exception as error:  # noqa: BLE001 - it is theirs, whatever it is
            return [Outcome(error=_not_committed(error)) for _ in group]
        return outcomes


def _apart(connection: Connection, work: Work[Any]) -> Outcome:
    """Run it in a savepoint. Raises only where SQLite has given up the whole transaction."""
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT unit_of_work")
    try:
        outcome = Outcome(work(connection))
    except BaseException as error:
        if not driver.in_transaction:
            raise
        driver.execute("ROLLBACK TO unit_of_work")
        outcome = Outcome(error=error)
    driver.execute("RELEASE unit_of_work")
    return outcome


def _not_committed(cause: Exception) -> NotCommitted:
    error = NotCommitted("the transaction was not committed")
    error.__cause__ = cause
    return error


def _answer(group: Sequence[Waiting], outcomes: Sequence[Outcome]) -> None:
    """One call per loop: each wakes it up."""
    pairs = zip(group, outcomes, strict=True)
    for loop, theirs in groupby(pairs, key=lambda pair: pair[0].outcome.get_loop()):
        with suppress(RuntimeError):  # a closed loop: its callers are gone
            loop.call_soon_threadsafe(_deliver, list(theirs))


def _deliver(answered: Sequence[tuple[Waiting, Outcome]]) -> None:
    for waiting, outcome in answered:
        if not waiting.outcome.cancelled():
            waiting.outcome.set_result(outcome)
