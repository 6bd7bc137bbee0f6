"""What a tick does, and in which order.

The log is sealed first, while the least is new. Then the reminders, which people wait for. What is done once
a night comes last: it may take minutes in a large database, and nothing of it is worth a late reminder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from reminders.steps import each_step

ORDER = ("sealing", "scan", "erasing", "idling")


class Timed(Protocol):
    async def run(self, now: datetime, /) -> object:
        """At every tick (UTC)."""


async def tick(parts: Mapping[str, Timed], now: Callable[[], datetime]) -> None:
    """Run each of the parts of `ORDER`, by its name, at the moment (UTC) it begins. Raises as `each_step`."""
    await each_step({name: partial(_run, parts[name], now) for name in ORDER})


async def _run(part: Timed, now: Callable[[], datetime]) -> object:
    return await part.run(now())
