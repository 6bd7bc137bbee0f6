"""What a tick does is done step by step, and no step waits for another to succeed.

A fault in what reminds must not keep what is erased at night from being erased, nor the log from its seals.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import structlog

log = structlog.get_logger(__name__)

Step = Callable[[], Awaitable[object]]


class StepsFailed(Exception):
    """Some of the steps failed, and the log names each; all the others were done."""


async def each_step(steps: Mapping[str, Step]) -> None:
    """Do every step, in this order. Raises `StepsFailed` in the end, where one or more failed."""
    failed = [name for name, step in steps.items() if not await _is_done(name, step)]
    if failed:
        raise StepsFailed(", ".join(failed))


async def _is_done(name: str, step: Step) -> bool:
    try:
        await step()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the others are done
        log.error("step_failed", step=name, error=type(error).__name__)
        return False
    return True
