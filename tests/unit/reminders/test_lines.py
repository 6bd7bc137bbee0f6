"""Lines: each person's messages in order, several people's at once, never more than there is room for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from reminders.lines import Lines


@dataclass
class Counter:
    """Hands each thing over when its gate is opened; says what is being handed over."""

    now: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)

    async def hand_over(self, thing: str) -> None:
        self.now.append(thing)
        await self.gates.setdefault(thing, asyncio.Event()).wait()
        self.now.remove(thing)
        self.done.append(thing)

    async def open(self, *things: str) -> None:
        for thing in things:
            self.gates.setdefault(thing, asyncio.Event()).set()
        await settle()


async def settle() -> None:
    """Until whoever can go on has."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_one_persons_come_in_order_and_several_peoples_at_once() -> None:
    counter = Counter()
    lines = Lines(counter.hand_over, most=9)
    for whose, thing in [("a", "a1"), ("a", "a2"), ("b", "b1")]:
        lines.add(whose, thing)
    await settle()
    assert counter.now == ["a1", "b1"]
    await counter.open("a1")
    assert sorted(counter.now) == ["a2", "b1"]
    await counter.open("b1", "a2")
    await lines.end()
    assert counter.done == ["a1", "a2", "b1"] or counter.done == ["a1", "b1", "a2"]


async def test_who_wants_room_waits_for_others_to_end() -> None:
    counter = Counter()
    lines = Lines(counter.hand_over, most=3)
    assert await lines.room(2) == 3
    for whose in ("a", "b"):
        lines.add(whose, whose)
    waiting = asyncio.create_task(lines.room(2))
    await settle()
    assert not waiting.done()
    await counter.open("a")
    assert await waiting == 2
    await counter.open("b")
    await lines.end()


async def test_what_stands_behind_can_be_taken_out_and_makes_room() -> None:
    counter = Counter()
    lines = Lines(counter.hand_over, most=4)
    for whose, thing in [("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1")]:
        lines.add(whose, thing)
    await settle()
    assert lines.take_out("a") == ["a2", "a3"]
    assert await lines.room(2) == 2
    lines.add("b", "b2")
    assert lines.take_out_all() == ["b2"]
    await counter.open("a1", "b1")
    await lines.end()
    assert counter.done == ["a1", "b1"]


async def test_nothing_under_way_has_ended_at_once() -> None:
    await Lines(Counter().hand_over, most=1).end()
