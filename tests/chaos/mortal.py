"""The product's store and messenger with the named points marked on them: whoever passes one may be struck.

A transaction is known by what it asks of the outbox, so nothing here depends on who asks, or in which order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from tests.chaos.book import Book, Mark
from tests.chaos.points import Fate, Point
from workflows.chat import Address, Message, Messenger, Outcome
from workflows.ports import Outbox, Records, Store

T = TypeVar("T")
_LOOK_AGAIN = 0.001

_INTENT = (Point.INTENT_WRITTEN, Point.INTENT)
_OUTCOME = (Point.OUTCOME_WRITTEN, Point.OUTCOME)
POINTS_OF: Mapping[str, tuple[Point | None, Point]] = {
    "claim": (None, Point.CLAIMED),
    "begin_sending": _INTENT,
    "settle": _OUTCOME,
}
"""By the outbox's method: the points before and after the commit of its transaction."""


class _Watched:
    """An outbox that notes which of the methods did something."""

    def __init__(self, outbox: Outbox, done: set[str]) -> None:
        self._outbox = outbox
        self._done = done

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._outbox, name)
        if name not in POINTS_OF:
            return method

        def watched(*args: Any, **named: Any) -> Any:
            result = method(*args, **named)
            if result or result is None:  # else it changed no row
                self._done.add(name)
            return result

        return watched


@dataclass(frozen=True)
class MortalStore:
    store: Store
    fate: Fate

    async def run(self, work: Callable[[Records], T]) -> T:
        done: set[str] = set()

        def marked(records: Records) -> T:
            done.clear()
            records.outbox = cast(Outbox, _Watched(records.outbox, done))
            result = work(records)
            for before in {POINTS_OF[name][0] for name in done}:
                if before is not None:
                    self.fate.pass_by(before)
            return result

        result = await self.store.run(marked)
        for after in {POINTS_OF[name][1] for name in done}:
            self.fate.pass_by(after)
        return result


@dataclass(frozen=True)
class MortalMessenger:
    messenger: Messenger
    fate: Fate
    book: Book

    async def post(self, address: Address, message: Message) -> Outcome:
        self.fate.pass_by(Point.LEAVING)
        if self.fate.is_met_at(Point.ACCEPTED):
            outcome = await self._accepted_and_not_answered(address, Mark.read(message.summary))
        else:
            outcome = await self.messenger.post(address, message)
        self.fate.pass_by(Point.ANSWERED)
        return outcome

    async def update(self, address: Address, activity_id: str, message: Message) -> Outcome:
        return await self.messenger.update(address, activity_id, message)

    async def _accepted_and_not_answered(self, address: Address, mark: Mark) -> Outcome:
        """Struck when the connector, which holds its answer back, has written the message down."""
        self.book.catch_up()
        held = replace(mark, is_held=True).message()
        sending = asyncio.create_task(self.messenger.post(address, held))
        while not self.book.has_news_of(mark.row) and not sending.done():
            await asyncio.sleep(_LOOK_AGAIN)
        self.fate.strike()
        return await sending
