"""What of the indicators is passed on in the joint report, and how their counts are part of one another.

Small numbers are hidden count by count (`disclosure/`), so every relation by which one count tells another
stands here: what is part of what, and that two indicators share a denominator. Where counts divide a whole
between them (in time, late, explained, missing), the rest after each is a count of its own, each within the
one before: so a small one is hidden and the larger ones above it, the headline first, can still be shown. An
indicator is read from one count, or from what one leaves of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.delay import DelayReason
from domain.disclosure.calendar import Known
from domain.disclosure.counts import Place
from domain.indicators.coercion import COERCION
from domain.indicators.discharges import HEADLINE, REGISTERED
from domain.indicators.tally import NOTHING_COUNTED, Tally
from domain.people import AUTHORITIES, Sector

Tallied = Mapping[str, Tally]
"""What the indicators come to, by their keys, in one group and month."""


@dataclass(frozen=True)
class Term:
    """The numerator or the denominator of an indicator, added or taken away."""

    indicator: str
    whole: bool = False
    sign: int = 1

    def of(self, tallied: Tallied) -> int:
        found = tallied.get(self.indicator, NOTHING_COUNTED)
        return self.sign * (found.whole if self.whole else found.part)


@dataclass(frozen=True)
class ReportedCount:
    name: str
    terms: tuple[Term, ...]
    within: str = ""
    """The count it is part of."""
    all_tells: bool = False
    """Whether it must not be told either that it is all of that one."""

    def of(self, tallied: Tallied) -> int:
        return sum(term.of(tallied) for term in self.terms)


@dataclass(frozen=True)
class Reading:
    """How an indicator is read: `count` less `but`, of `whole` where it is a share."""

    indicator: str
    count: str
    but: str = ""
    whole: str = ""

    @property
    def counts(self) -> tuple[str, ...]:
        return tuple(name for name in (self.count, self.but, self.whole) if name)

    @cached_property
    def indicators(self) -> frozenset[str]:
        """The keys of those by which these are counted."""
        return frozenset(term.indicator for name in self.counts for term in COUNT[name].terms)


def part(indicator: str, sign: int = 1) -> Term:
    return Term(indicator, sign=sign)


def whole(indicator: str) -> Term:
    return Term(indicator, whole=True)


_NOT_IN_TIME = (whole(HEADLINE), part(HEADLINE, -1))
_WITHOUT = (*_NOT_IN_TIME, part("discharges_signed_late", -1))
_UNEXPLAINED = (*_WITHOUT, part("discharges_explained", -1))
_ALONE = (
    "agreements_in_force",
    "plans_in_force",
    "meetings_requested",
    "notices_sent",
    "escalations_to_leaders",
    "escalations_to_coordinators",
)
_SHARES = (
    "agreements_completed",
    "meeting_time_found_in_time",
    "minutes_in_time",
    "notices_acknowledged_in_time",
    "readmissions",
)
"""Shares whose denominator is no other indicator's."""
_OF_MEETINGS_HELD = ("gp_involved", "relatives_involved")


def _of_sector(sector: Sector) -> tuple[ReportedCount, ...]:
    due, done, overdue = (
        f"{name}_{sector}" for name in ("follow_ups_due", "follow_ups_done_in_time", "follow_ups_overdue")
    )
    return (
        ReportedCount(due, (part(due),)),
        ReportedCount(f"{due}_not_done", (whole(done), part(done, -1)), due),
        ReportedCount(overdue, (part(overdue),), f"{due}_not_done"),
    )


COUNTS: tuple[ReportedCount, ...] = (
    ReportedCount("discharges", (whole(HEADLINE),)),
    ReportedCount("not_in_time", _NOT_IN_TIME, "discharges"),
    ReportedCount("without", _WITHOUT, "not_in_time"),
    ReportedCount("unexplained", _UNEXPLAINED, "without"),
    ReportedCount("missing", (part("discharges_missing"),), "unexplained"),
    ReportedCount("homeless", (part("homeless_at_discharge"),), "discharges"),
    ReportedCount("coercion_known", (whole(COERCION),), "discharges"),
    ReportedCount("coercive", (part(COERCION),), "coercion_known", all_tells=True),
    *(ReportedCount(key, (part(key),)) for key in _ALONE),
    ReportedCount("meetings_held", (part("meetings_held"),)),
    *(ReportedCount(key, (part(key),), "meetings_held") for key in _OF_MEETINGS_HELD),
    *(
        count
        for key in _SHARES
        for count in (
            ReportedCount(f"{key}_of", (whole(key),)),
            ReportedCount(key, (part(key),), f"{key}_of"),
        )
    ),
    *(count for sector in AUTHORITIES for count in _of_sector(sector)),
    *(ReportedCount(f"delays_{reason}", (part(f"delays_{reason}"),)) for reason in DelayReason),
)

COUNT = {count.name: count for count in COUNTS}
_REASONS = frozenset(f"delays_{reason}" for reason in DelayReason)


def known_of_reasons() -> Known:
    """Who discharged without an agreement and was explained has a reason among those given: the definitions
    say so. Where the report shows no reason, nobody was explained."""
    return Known(_REASONS | {"unexplained"}, frozenset({"without"}))


def known_of_lists(listed: frozenset[tuple[Place, int]]) -> Known:
    """Where no centre's list tells of more, all who are without agreement and reason are known to the bot.
    `listed`: the places and months of which there is a list."""
    return Known(frozenset({"missing"}), frozenset({"unexplained"}), listed)


def _readings_of(sector: Sector) -> tuple[Reading, ...]:
    due = f"follow_ups_due_{sector}"
    return (
        Reading(due, due),
        Reading(f"follow_ups_done_in_time_{sector}", due, but=f"{due}_not_done", whole=due),
        Reading(f"follow_ups_overdue_{sector}", f"follow_ups_overdue_{sector}"),
    )


def _share(key: str) -> Reading:
    return Reading(key, key, whole=f"{key}_of")


READINGS: tuple[Reading, ...] = (
    Reading(HEADLINE, "discharges", but="not_in_time", whole="discharges"),
    Reading("discharges_in_target_group", "discharges"),
    Reading("discharges_signed_late", "not_in_time", but="without"),
    Reading("discharges_explained", "without", but="unexplained"),
    Reading("discharges_missing", "missing"),
    Reading("homeless_at_discharge", "homeless"),
    Reading(COERCION, "coercive", whole="coercion_known"),
    Reading("agreements_in_force", "agreements_in_force"),
    Reading("plans_in_force", "plans_in_force"),
    _share("agreements_completed"),
    Reading("meetings_requested", "meetings_requested"),
    _share("meeting_time_found_in_time"),
    Reading("meetings_held", "meetings_held"),
    Reading("days_to_meeting", "meetings_held"),
    _share("minutes_in_time"),
    Reading("notices_sent", "notices_sent"),
    _share("notices_acknowledged_in_time"),
    *(reading for sector in AUTHORITIES for reading in _readings_of(sector)),
    Reading("escalations_to_leaders", "escalations_to_leaders"),
    Reading("escalations_to_coordinators", "escalations_to_coordinators"),
    *(Reading(f"delays_{reason}", f"delays_{reason}") for reason in DelayReason),
    *(Reading(key, key, whole="meetings_held") for key in _OF_MEETINGS_HELD),
    _share("readmissions"),
)
"""In the order in which the report has them."""
NOT_REPORTED = frozenset({REGISTERED, *(f"deadlines_missed_{sector}" for sector in AUTHORITIES)})
"""Each discharge and each deadline in them is in another indicator too, in ways that would tell the small
ones."""
MEDIANS = frozenset({"days_to_meeting"})
"""Read with a median, which is told where its count is."""
