"""Sliding windows: never more within any stretch than its rate says, and no later than that asks for."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminders.limits import TEAMS, Rate
from reminders.windows import Windows
from tests.factories import NOW

SECOND = timedelta(seconds=1)
CHAT = (Rate(3, SECOND), Rate(5, 10 * SECOND))


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_no_stretch_holds_more_than_its_rate_says(pauses: list[int]) -> None:
    chat, now, left = Windows(*CHAT), NOW, []
    for pause in pauses:
        now = chat.open_at("chat", now + timedelta(milliseconds=pause))
        chat.take("chat", now)
        left.append(now)
    for rate in CHAT:
        for first, beyond in zip(left, left[rate.requests :], strict=False):
            assert beyond - first >= rate.within


def test_requests_leave_at_once_as_long_as_they_fit() -> None:
    chat = Windows(*CHAT)
    left = []
    for _ in range(6):
        left.append(chat.open_at("chat", NOW))
        chat.take("chat", left[-1])
    assert left == [NOW] * 3 + [NOW + SECOND] * 2 + [NOW + 10 * SECOND]
    assert chat.open_at("another chat", NOW) == NOW


def test_one_that_waits_has_its_moment_already() -> None:
    tenant = Windows(Rate(2, SECOND))
    tenant.take("tenant", NOW + SECOND)
    tenant.take("tenant", NOW)
    assert tenant.open_at("tenant", NOW) == NOW + SECOND


def test_a_closed_chat_opens_when_it_was_said_to() -> None:
    chat = Windows(*CHAT)
    chat.close("chat", NOW + 5 * SECOND)
    chat.close("chat", NOW + SECOND)
    assert chat.open_at("chat", NOW) == NOW + 5 * SECOND
    assert chat.open_at("chat", NOW + 6 * SECOND) == NOW + 6 * SECOND


def test_what_no_window_needs_any_more_is_forgotten() -> None:
    chat = Windows(*CHAT, most_keys=2)
    for n in range(3):
        chat.take("full", NOW)
        chat.take(f"chat {n}", NOW + n * timedelta(minutes=1))
    assert chat.open_at("full", NOW) == NOW


def test_teams_own_limits_are_kept_with_something_to_spare() -> None:
    teams = [(50, 1), (7, 1), (60, 30)]
    ours = [TEAMS.tenant, *TEAMS.chat]
    for (requests, seconds), rate in zip(teams, ours, strict=True):
        assert rate.requests == requests
        assert 1 < rate.within / timedelta(seconds=seconds) <= 1.05
