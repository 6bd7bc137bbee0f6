"""By which rules figures were counted: the version of each indicator's rule, and of all of them together.

Settled months keep the rules of their day, so a report may hold months that were counted by different ones,
and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from domain.indicators.table import INDICATORS

Rules = Mapping[str, int]
"""The version of each indicator's rule, by its key."""

COUNTED_BEFORE = frozenset(
    {
        "agreements_completed",
        "agreements_in_force",
        "days_to_meeting",
        "deadlines_missed_municipality",
        "deadlines_missed_region",
        "delays_citizen",
        "delays_no_common_time",
        "delays_offer",
        "delays_other",
        "delays_other_sector",
        "delays_staffing",
        "delays_sudden",
        "discharges_explained",
        "discharges_in_target_group",
        "discharges_missing",
        "discharges_registered",
        "discharges_signed_late",
        "discharges_with_agreement_in_time",
        "escalations_to_coordinators",
        "escalations_to_leaders",
        "follow_ups_done_in_time_municipality",
        "follow_ups_done_in_time_region",
        "follow_ups_due_municipality",
        "follow_ups_due_region",
        "follow_ups_overdue_municipality",
        "follow_ups_overdue_region",
        "gp_involved",
        "homeless_at_discharge",
        "meeting_time_found_in_time",
        "meetings_held",
        "meetings_requested",
        "minutes_in_time",
        "notices_acknowledged_in_time",
        "notices_sent",
        "plans_in_force",
        "readmissions",
        "relatives_involved",
    }
)
"""The keys of the indicators there were while it was not kept yet by which rules a month was counted. None is
ever added: one that came later was not counted then."""


def rules_now() -> dict[str, int]:
    return {indicator.key: indicator.version for indicator in INDICATORS}


def version_of(rules: Rules) -> str:
    """Eight letters that change with any of them; empty where they are not known."""
    if not rules:
        return ""
    text = " ".join(f"{key}:{version}" for key, version in rules.items())
    return hashlib.sha256(text.encode()).hexdigest()[:8]
