"""Long reads beside the transaction: a unit of work that wants one is run again when the answer is there.

On SQLite all units of work share one thread, and a read of many rows would let all of them wait. So what
reads many asks here: the unit of work is undone, the read is made on a connection of its own, and when the
unit of work runs again it finds the answer. What is read so was committed before, and does not change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

T = TypeVar("T")
Read = Callable[[Connection], T]
MOST_READS = 50
"""In one unit of work; more would be a loop."""


class ReadApart(BaseException):
    """Read this first. No `Exception`, so that nobody on the way takes it for a failure."""

    def __init__(self, question: Hashable, read: Read[Any]) -> None:
        super().__init__("a read of its own is wanted")
        self.question = question
        self.read = read


class Apart:
    """What one unit of work has had read so far, through all its runs."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def answer(self, question: Hashable, read: Read[T]) -> T:
        """Raises `ReadApart` where it is not known yet."""
        if question not in self._known:
            if len(self._known) == MOST_READS:
                raise RuntimeError("a unit of work wants to read without end")
            raise ReadApart(question, read)
        return cast(T, self._known[question])

    def keep(self, question: Hashable, answer: Any) -> None:
        self._known[question] = answer
