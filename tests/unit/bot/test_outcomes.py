"""What a refusal of the channel means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.outcomes import refusal, retry_after
from workflows.chat import NotSent, Refusal

NOW = datetime(2026, 5, 28, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (403, Refusal.UNREACHABLE),
        (404, Refusal.UNREACHABLE),
        (429, Refusal.BUSY),
        (400, Refusal.REJECTED),
        (401, Refusal.REJECTED),
        (413, Refusal.REJECTED),
        (302, Refusal.REJECTED),
    ],
)
def test_the_status_says_why_nothing_was_accepted(status: int, why: Refusal) -> None:
    assert refusal(status, {}, NOW) == NotSent(why)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("0", timedelta()),
        ("30", timedelta(seconds=30)),
        ("999999999999", timedelta(days=1)),
        ("Thu, 28 May 2026 10:00:20 GMT", timedelta(seconds=20)),
        ("Thu, 28 May 2026 09:00:00 GMT", timedelta()),
        ("Thu, 28 May 2026 10:00:20 -0000", timedelta(seconds=20)),
        ("Thu, 99 May 2026 10:00:20 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, wait: timedelta | None) -> None:
    assert retry_after(header, NOW) == wait
