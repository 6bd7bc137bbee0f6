"""Once, at a start: what is not counted by the definitions as they are now is counted while the bot runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger(__name__)


async def count_what_is_not(recount: Callable[[], Awaitable[int]], counted: Callable[[], None]) -> None:
    """`recount` counts what is not, and returns how many records that were; `counted` is called when nothing
    is left, for who waits for it."""
    try:
        records = await recount()
    except Exception as error:  # noqa: BLE001 - figures may wait; the bot may not
        log.error("figures_not_counted", error=type(error).__name__)
        return
    counted()
    if records:
        log.info("figures_counted", records=records)
