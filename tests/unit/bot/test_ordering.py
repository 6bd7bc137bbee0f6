"""Turns of one person in one chat, one at a time."""

from __future__ import annotations

import asyncio

import pytest

from bot.ordering import OneAtATime


async def test_those_with_the_same_key_run_in_the_order_they_came() -> None:
    queue, steps, go = OneAtATime(), [], asyncio.Event()

    async def run(number: int) -> None:
        async with queue.place("chat"):
            steps.append(f"{number} in")
            await go.wait()
            steps.append(f"{number} out")

    tasks = [asyncio.create_task(run(number)) for number in range(3)]
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(*tasks)
    assert steps == ["0 in", "0 out", "1 in", "1 out", "2 in", "2 out"]


async def test_those_with_different_keys_do_not_wait_for_each_other() -> None:
    queue = OneAtATime()
    async with queue.place("one"), queue.place("other"):
        assert len(queue) == 2


async def test_nothing_is_remembered_when_nobody_waits_even_after_errors_and_cancellation() -> None:
    queue = OneAtATime()
    with pytest.raises(LookupError):
        async with queue.place("chat"):
            raise LookupError
    async with queue.place("chat"):
        waiting = asyncio.create_task(_enter(queue))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
        assert len(queue) == 1
    assert len(queue) == 0


async def _enter(queue: OneAtATime) -> None:
    async with queue.place("chat"):
        raise AssertionError("it was cancelled while it waited")
