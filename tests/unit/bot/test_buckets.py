"""Token buckets: what they let through, how they fill, and that they cannot grow without end."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.buckets import Buckets
from tests.integration.bot.bot_room import Clock


def test_a_minutes_worth_comes_at_once_and_then_as_many_as_flow_in() -> None:
    clock = Clock()
    buckets = Buckets(60, clock)
    assert [buckets.take("a") for _ in range(60)] == [0.0] * 60
    assert buckets.take("a") == 1.0
    clock.advance(seconds=0.5)
    assert buckets.take("a") == 0.5
    clock.advance(seconds=0.5)
    assert (buckets.take("a"), buckets.take("a")) == (0.0, 1.0)


def test_each_key_has_its_own() -> None:
    buckets = Buckets(1, Clock())
    assert (buckets.take("a"), buckets.take("b")) == (0.0, 0.0)
    assert buckets.take("a") == 60.0


def test_looking_takes_nothing() -> None:
    buckets = Buckets(1, Clock())
    assert [buckets.wait("a") for _ in range(3)] == [0.0] * 3
    assert (buckets.take("a"), buckets.wait("a")) == (0.0, 60.0)


def test_the_longest_untouched_is_forgotten() -> None:
    buckets = Buckets(1, Clock(), most=2)
    for key in ("a", "b", "a", "c"):
        buckets.take(key)
    assert buckets.wait("a") == 60.0
    assert buckets.wait("b") == 0.0


def test_a_clock_set_back_neither_fills_nor_empties() -> None:
    clock = Clock()
    buckets = Buckets(2, clock)
    buckets.take("a")
    clock.advance(hours=-1)
    assert (buckets.take("a"), buckets.take("a")) == (0.0, 30.0)


@given(st.integers(1, 50), st.lists(st.floats(0, 20), max_size=200))
def test_no_span_of_time_lets_more_through_than_a_minutes_worth_and_what_flows_in(
    per_minute: int, pauses: list[float]
) -> None:
    clock = Clock()
    buckets, begun, passed = Buckets(per_minute, clock), clock.now, 0
    for pause in pauses:
        clock.now += timedelta(seconds=pause)
        passed += buckets.take("a") == 0.0
        minutes = (clock.now - begun).total_seconds() / 60
        assert passed <= per_minute * (1 + minutes) + 1e-6
