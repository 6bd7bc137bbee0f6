"""Waiting for something to become true, with a deadline and never a fixed time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE = 30.0
"""Seconds; many times what the slowest machine needs."""
_LOOK_AGAIN = 0.02


async def until(is_so: Callable[[], object], what: str) -> None:
    """Return as soon as `is_so`. Fails naming `what` when it never comes."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while not is_so():
        assert loop.time() < deadline, f"it did not happen in {PATIENCE:.0f} seconds: {what}"
        await asyncio.sleep(_LOOK_AGAIN)
