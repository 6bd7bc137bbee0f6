"""An event loop whose time jumps to the next timer as soon as nobody has anything to do: hours pass at once.

Nothing in it may wait for what happens outside the loop, such as another thread; the store it comes with is
in memory and answers on the spot.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from storage.databases.migrate import upgrade
from storage.sealing.encryption import Cipher, CprLookup
from storage.store import SqlStore
from tests.stores import KEYS, LOOKUP_KEY

T = TypeVar("T")


class _JumpingSelector(selectors.DefaultSelector):
    time = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            raise RuntimeError("everybody waits, and for nothing that time would bring")
        self.time += timeout
        return super().select(0)


class SimulatedTime(asyncio.SelectorEventLoop):
    """Begins at 0 seconds."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.time


def in_simulated_time(live: Callable[[SimulatedTime], Coroutine[Any, Any, T]]) -> T:
    with asyncio.Runner(loop_factory=SimulatedTime) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, SimulatedTime)
        return runner.run(live(loop))


class InMemory:
    """SQLite without a file and without a thread: a unit of work is done when it is asked for."""

    def __init__(self) -> None:
        self._engine = create_engine("sqlite://", poolclass=StaticPool)
        event.listen(self._engine, "connect", _take_over_transactions)
        event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))

    async def transaction(self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            return work(connection)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.transaction(work)

    async def migrate(self) -> None:
        await self.transaction(upgrade)

    async def tidy(self) -> None:
        """Nothing was ever written to a file."""

    async def close(self) -> None:
        self._engine.dispose()


def _take_over_transactions(connection: Any, _record: object) -> None:
    connection.isolation_level = None


@asynccontextmanager
async def in_memory() -> AsyncIterator[SqlStore]:
    store = SqlStore(InMemory(), Cipher(KEYS), CprLookup(LOOKUP_KEY))
    await store.start()
    try:
        yield store
    finally:
        await store.close()
