"""Which of the joint report's indicators stand where: on the first page, and together as a theme.

Every indicator of the report is on one theme's page; a test sees to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.delay import DelayReason
from domain.indicators.discharges import HEADLINE

KEY_FIGURES = (
    "discharges_missing",
    "agreements_completed",
    "meeting_time_found_in_time",
    "days_to_meeting",
    "notices_acknowledged_in_time",
    "follow_ups_done_in_time_region",
    "follow_ups_done_in_time_municipality",
)
"""On the first page, below the headline."""


@dataclass(frozen=True)
class Page:
    name: str
    plots: tuple[str, ...]
    by_group: tuple[str, ...]
    """Shown for each municipality and centre."""
    others: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.plots, *self.by_group, *self.others)))


PAGES = (
    Page(
        "discharges",
        plots=(HEADLINE, "readmissions"),
        by_group=(HEADLINE,),
        others=(
            "discharges_in_target_group",
            "discharges_signed_late",
            "discharges_explained",
            "discharges_missing",
            "homeless_at_discharge",
            "coercive_admissions",
        ),
    ),
    Page(
        "agreements",
        plots=("agreements_completed", "agreements_in_force"),
        by_group=("agreements_completed",),
        others=("plans_in_force",),
    ),
    Page(
        "meetings",
        plots=("meeting_time_found_in_time", "days_to_meeting"),
        by_group=("meeting_time_found_in_time",),
        others=(
            "meetings_requested",
            "meetings_held",
            "minutes_in_time",
            "gp_involved",
            "relatives_involved",
        ),
    ),
    Page(
        "notices",
        plots=("notices_acknowledged_in_time", "notices_sent"),
        by_group=("notices_acknowledged_in_time",),
    ),
    Page(
        "follow_ups",
        plots=("follow_ups_done_in_time_region", "follow_ups_done_in_time_municipality"),
        by_group=("follow_ups_done_in_time_municipality",),
        others=(
            "follow_ups_due_region",
            "follow_ups_overdue_region",
            "follow_ups_due_municipality",
            "follow_ups_overdue_municipality",
        ),
    ),
    Page(
        "delays",
        plots=("escalations_to_leaders", "escalations_to_coordinators"),
        by_group=("escalations_to_coordinators",),
        others=tuple(f"delays_{reason}" for reason in DelayReason),
    ),
)
