"""Reads all there is of something, however much: a page in each transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from workflows.ports import Records, Store

T = TypeVar("T")
PAGE = 50


async def pages(
    store: Store, read: Callable[[Records, T | None], tuple[T, ...]]
) -> AsyncIterator[tuple[T, ...]]:
    """`read` gives the page after one that was read already, from the first where there is none yet, and an
    empty one in the end."""
    last: T | None = None

    def next_page(records: Records) -> tuple[T, ...]:
        return read(records, last)

    while page := await store.run(next_page):
        yield page
        last = page[-1]
