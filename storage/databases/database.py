"""What `store.py` needs of a database: run a function over a connection in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class Database(Protocol):
    async def transaction(self, work: Callable[[Connection], T]) -> T:
        """Commit what `work` does, or roll back and raise what it raises."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` reads of what is committed, beside the transactions. It can change nothing."""

    async def migrate(self) -> None:
        """Bring the tables up to date. Whoever else migrates at the same time waits, then finds it done."""

    async def tidy(self) -> None:
        """See to it that what was deleted is gone from where it was written, as far as the database can."""

    async def close(self) -> None: ...
