"""What a refusal of the channel means: nothing was accepted, and why.

The status decides, one table. `Retry-After` is seconds or an HTTP date (RFC 9110, section 10.2.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from workflows.chat import NotSent, Refusal

REFUSALS: Mapping[int, Refusal] = {
    403: Refusal.UNREACHABLE,
    404: Refusal.UNREACHABLE,
    429: Refusal.BUSY,
}
"""All other 4xx, and redirects, are `REJECTED`."""
LONGEST_WAIT = timedelta(days=1)


def refusal(status: int, headers: Mapping[str, str], now: datetime) -> NotSent:
    """The outcome for a 3xx or 4xx. `now` is aware."""
    why = REFUSALS.get(status, Refusal.REJECTED)
    return NotSent(why, retry_after(headers.get("Retry-After"), now) if why is Refusal.BUSY else None)


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """How long to wait, never negative, at most a day; None when the channel does not say."""
    text = (header or "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_WAIT)
