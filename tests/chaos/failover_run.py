"""Failover on PostgreSQL: the replica that holds the claims at due time is killed, and another delivers them.

Time is the system's here. The survivor runs under the product's own clock, whose tick belongs to what a
person waits for.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.application import Connection
from bot.configuration import LoopbackChannel
from reminders.clock import Ticking
from storage.store import open_store
from tests.chaos.board import Board
from tests.chaos.book import Book
from tests.chaos.connector import serve_for_ever
from tests.chaos.outbox import fill, rows_of
from tests.chaos.points import Point, Stroke
from tests.chaos.processes import changes, end, running
from tests.chaos.replica import Surroundings, delivery_of, live, log_to
from tests.stores import KEYS, LOOKUP_KEY

_LOOK_AGAIN = 0.01


@dataclass(frozen=True)
class Failover:
    rows: int
    lease: timedelta
    deliver_every: timedelta
    longest: float = 90
    """Seconds after which the survivor has failed to deliver."""


@dataclass(frozen=True)
class Delivered:
    held: int
    """Claims the dead one held."""
    states: frozenset[str]
    accepted: int
    labelled: int
    seconds: float
    """From the kill until the last row was sent."""


def take_over(url: str, folder: Path, plan: Failover) -> Delivered:
    """Run it, in a process with one thread."""
    around, board = Surroundings(url, folder, plan.lease), Board(1)
    around.book.touch()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        fill(url, plan.rows, f"http://127.0.0.1:{listening.getsockname()[1]}", board.now())
        with running(lambda: serve_for_ever(listening, 0, {}, around.book)):
            return _killed_with_claims(around, board, plan)


def _killed_with_claims(around: Surroundings, board: Board, plan: Failover) -> Delivered:
    """It is stopped first, so that it is sure to hold its claims when the other begins."""
    stroke = Stroke(Point.CLAIMED, 1, signal.SIGSTOP)
    with running(lambda: live(0, [stroke], around, board)) as holder:
        _until_stopped(holder, time.monotonic() + plan.longest)
        held = [row.state for row in rows_of(around.url)].count("claimed")
        with running(lambda: _survive(around, board, plan)):
            killed_at = time.monotonic()
            end(holder)
            _until_sent(around.url, killed_at + plan.longest)
            seconds = time.monotonic() - killed_at
    marks = Book(around.book).marks()
    labelled = sum(times for mark, times in marks.items() if mark.is_repeat)
    states = frozenset(row.state for row in rows_of(around.url))
    return Delivered(held, states, marks.total(), labelled, seconds)


def _until_stopped(process: int, until: float) -> None:
    while not any(change.process == process and change.is_stopped for change in changes()):
        assert time.monotonic() < until, "the replica did not claim anything"
        time.sleep(_LOOK_AGAIN)


def _until_sent(url: str, until: float) -> None:
    while {row.state for row in rows_of(url)} != {"sent"}:
        assert time.monotonic() < until, "the survivor did not deliver"
        time.sleep(_LOOK_AGAIN)


def _survive(around: Surroundings, board: Board, plan: Failover) -> None:
    log_to(around.log)
    asyncio.run(_keep_delivering(around, board, plan))


async def _keep_delivering(around: Surroundings, board: Board, plan: Failover) -> None:
    store = open_store(around.url, KEYS, LOOKUP_KEY)
    async with Connection(LoopbackChannel(frozenset({"any"})), board.now) as connection:
        delivery = delivery_of(store, connection.messenger, board, around)
        ticking = Ticking(_scans_nothing, delivery.begin, timedelta(hours=1), plan.deliver_every)
        ticking.start()
        await asyncio.Event().wait()


async def _scans_nothing() -> None:
    return None
