"""One fuzzing session: kinds of requests in turn, by dice, for as long as it may take."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.fuzz.explorer import Explorer
from tests.fuzz.http_requests import ask_a_route, send_bytes
from tests.fuzz.target import Verdict, fuzzed

Act = Callable[[], Awaitable[None]]


async def fuzz(folder: Path, channel: str, seed: int, goes_on: Callable[[Verdict], bool]) -> Verdict:
    """Until `goes_on` says no, or something is at fault. The same seed asks the same, as long as the answers
    are the same."""
    dice = random.Random(seed)
    async with fuzzed(folder, channel) as target:
        explorer = Explorer(target, dice)
        acts: dict[Act, int] = {
            explorer.says_something: 4,
            explorer.carries_something_through: 2,
            explorer.presses_something: 10,
            explorer.presses_what_nobody_made: 4,
            explorer.several_press_at_once: 1,
            explorer.sends_an_odd_activity: 6,
            lambda: ask_a_route(target, dice): 6,
            lambda: send_bytes(target, dice): 1,
        }
        weights = list(acts.values())
        while goes_on(target.verdict) and not target.verdict.faults:
            (act,) = dice.choices(list(acts), weights)
            await act()
    return target.verdict
