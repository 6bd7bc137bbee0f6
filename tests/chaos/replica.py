"""One replica: the product's delivery over the product's store and messenger, in a process of its own.

Forked from a process that has imported everything, since a thousand of them die in one run. What the product
would learn from its settings comes from `Surroundings`; only the points where it is struck are added.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.application import Connection
from bot.configuration import LoopbackChannel
from reminders.deliver import LEASE, Delivery
from storage.store import open_store
from tests.chaos.board import Board
from tests.chaos.book import Book, Mark
from tests.chaos.mortal import MortalMessenger, MortalStore
from tests.chaos.points import Fate, Stroke
from tests.fakes import at_any_hour
from tests.stores import KEYS, LOOKUP_KEY
from workflows.chat import Message, Messenger
from workflows.notice import Outgoing
from workflows.ports import Records, Store

TIMEOUT = timedelta(seconds=0.5)
"""Of one send: long for a loopback connector that answers, short for one that does not."""
ROOM = 20
"""Messages under way at once: few, so that many replicas get to hold some."""
_LOOK_AGAIN, _RESTS = 0.002, 0.05


@dataclass(frozen=True)
class Surroundings:
    url: str
    """Of the database."""
    folder: Path
    """Holds the connector's book, the strokes that fell and the replicas' log."""
    lease: timedelta = LEASE

    @property
    def book(self) -> Path:
        return self.folder / "accepted"

    @property
    def strokes(self) -> Path:
        return self.folder / "strokes"

    @property
    def log(self) -> Path:
        return self.folder / "replicas.log"


def delivery_of(store: Store, messenger: Messenger, board: Board, around: Surroundings) -> Delivery:
    """It does not wait for its turn: how fast messages leave is not what is tried here."""
    return Delivery(
        store,
        messenger,
        _marked,
        _nothing,
        at_any_hour,
        board.now,
        around.lease,
        sleep_until=_at_once,
        most=ROOM,
    )


def live(replica: int, strokes: Iterable[Stroke], around: Surroundings, board: Board) -> None:
    """Deliver until struck."""
    log_to(around.log)
    fate = Fate(strokes, around.strokes, lambda: board.is_somebody_asleep)
    asyncio.run(_deliver(replica, fate, around, board))


def log_to(file: Path) -> None:
    log = file.open("a", encoding="utf-8", buffering=1)
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.PrintLoggerFactory(log)
    )
    sys.stderr = log


async def _deliver(replica: int, fate: Fate, around: Surroundings, board: Board) -> None:
    store = MortalStore(open_store(around.url, KEYS, LOOKUP_KEY), fate)
    async with Connection(LoopbackChannel(frozenset({"any"})), board.now, TIMEOUT) as connection:
        messenger = MortalMessenger(connection.messenger, fate, Book(around.book))
        delivery = delivery_of(store, messenger, board, around)
        while True:
            winding = board.winding
            taken = await _one_round(delivery)
            board.did_a_round(replica)
            if not taken:
                board.found_nothing(replica, winding)
                await _rest(board, winding)


async def _one_round(delivery: Delivery) -> int:
    """As the product's clock does it: a round that fails is followed by another. Once nothing is due, what
    was begun is seen to its end."""
    try:
        return await delivery.begin() or await delivery.run()
    except Exception as error:  # noqa: BLE001
        structlog.get_logger().error("delivery_failed", error=type(error).__name__)
        return 1


async def _rest(board: Board, winding: int) -> None:
    """Until the clock is wound, or a little while: other replicas make rows due, too."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _RESTS
    while board.winding == winding and loop.time() < until:
        await asyncio.sleep(_LOOK_AGAIN)


async def _at_once(_moment: datetime) -> None:
    return None


def _marked(_records: Records, outgoing: Outgoing, _now: datetime) -> Message:
    return Mark.of(outgoing).message()


def _nothing(_records: Records, _outgoing: Outgoing, _now: datetime) -> None:
    return None
