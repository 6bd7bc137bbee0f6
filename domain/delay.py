"""Why something came late, as those say who answer for it: a choice from a list, so that it can be counted.

What they write beside it in their own words stays on the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DelayReason(StrEnum):
    OTHER_SECTOR = "other_sector"
    """Waits for the other sector."""
    NO_COMMON_TIME = "no_common_time"
    CITIZEN = "citizen"
    """The citizen's wish or state."""
    OFFER = "offer"
    """A home, a place or another offer was not ready."""
    STAFFING = "staffing"
    SUDDEN = "sudden"
    """The discharge came suddenly: at the citizen's own request, or because a bed was needed."""
    OTHER = "other"


@dataclass(frozen=True)
class Delay:
    reason: DelayReason
    on: date
    """The local day on which it was said."""
