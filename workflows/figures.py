"""What happened in a period, as one may see it: a coordinator the own area's, a leader the own units'.

Figures are of whole days, until yesterday, so that they are the same all day. Coordinators see the groups
whose organisations an agreement binds together with the one they coordinate the area for, in the period;
leaders what concerns their units. These counts are not suppressed: they stay in the chat, and every
look is logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.discharge_count import DischargeCount
from domain.effect_goals import NO_GOALS, EffectGoals
from domain.errors import BadValue, NotAllowed
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Group, Measure, Period
from domain.indicators.table import INDICATORS
from domain.indicators.tally import NOTHING_COUNTED, Tally, added
from domain.people import AREAS, AUTHORITIES, Area, Organisation, Person
from domain.permission import Setting, check_may_set, units_with
from workflows.desk import Desk
from workflows.effect_goals import goals_between, goals_with
from workflows.ports import FiguresAsked, Tallied


@dataclass(frozen=True)
class Figures:
    """A period's tallies by group, and of which groups a centre's own list is missing."""

    period: Period
    tallies: Mapping[Group, Mapping[str, Tally]]
    unlisted: bool
    """Whether nothing is known of what the bot was never told: the period is no whole months."""
    months_listed: frozenset[tuple[str, date]] = frozenset()
    """Of which centre and month a list was imported."""
    is_up_to_date: bool = True
    """Not so while the bot counts anew: some may be missing."""
    centres: frozenset[str] = frozenset()
    """Whose lists belong to them, also where nothing is counted of a centre: its list may be missing."""
    goals: EffectGoals = NO_GOALS
    """In force at the period's end, between those whose figures they are."""

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(sorted(self.tallies))

    def within(self, centre_id: str, municipality_id: str) -> Figures:
        """Those of one place only; an empty id stands for all centres, or all municipalities."""
        own = {
            group: tallied
            for group, tallied in self.tallies.items()
            if centre_id in ("", group.centre_id) and municipality_id in ("", group.municipality_id)
        }
        centres = frozenset({centre_id}) if centre_id else self.centres
        return replace(
            self, tallies=own, centres=centres, goals=self.goals.within(centre_id, municipality_id)
        )

    def measure(self, indicator: AnyIndicator) -> Measure:
        """What the indicator comes to in all the groups, taken together."""
        found = (own.get(indicator.key) for own in self.tallies.values())
        total = added(each for each in found if each)
        return total.measure(indicator.unit, self._is_complete() or not indicator.counts_imported)

    def _is_complete(self) -> bool:
        if self.unlisted or not self.centres:
            return False
        months = self.period.whole_months()
        return all((centre, month) in self.months_listed for centre in self.centres for month in months)


def areas_seen(person: Person) -> tuple[Area, ...]:
    """The areas whose figures the person sees: of a coordinator for both, each of the two."""
    own = [unit.area for unit in units_with(person, Setting.FIGURES_OF_AREA)]
    return tuple(area for area in AREAS if any(each.covers(area) for each in own))


def figures_of_area(desk: Desk, caller: Person, area: Area, period: Period) -> Figures:
    """What the cluster's groups of the area come to. Raises `NotAllowed` for who does not coordinate it, and
    `BadValue` where no day of the period is over."""
    if area not in areas_seen(caller):
        raise NotAllowed("the figures of another area")
    over = whole_days(period, desk.today)
    tallied = desk.records.figures.of(FiguresAsked(over, area))
    bound = parties_with(desk, caller, area, over)
    parties = frozenset(each.id for each in bound)
    seen = {group: own for group, own in tallied.by_group.items() if _between(group, parties)}
    _log(desk, caller, f"figures:{area}", over)
    lists = tuple(count for count in tallied.counts if _between(count, parties))
    regions, municipalities = ([each for each in bound if each.sector is sector] for sector in AUTHORITIES)
    goals = goals_between(desk, area, regions, municipalities, over.last)
    centres = frozenset(each.id for each in regions)
    found = of_tallied(over, replace(tallied, by_group=seen, counts=lists), centres)
    return replace(found, goals=goals)


def figures_of_units(desk: Desk, caller: Person, unit_ids: frozenset[str], period: Period) -> Figures:
    """What concerns these units, taken together. Raises as `figures_of_area`, for who does not lead each."""
    for unit_id in unit_ids:
        check_may_set(caller, Setting.FIGURES_OF_UNIT, unit_id)
    over = whole_days(period, desk.today)
    tallied = desk.records.figures.of(FiguresAsked(over, Area.BOTH, unit_ids))
    for unit_id in sorted(unit_ids):
        _log(desk, caller, f"figures:{unit_id}", over)
    led = (unit for unit in units_with(caller, Setting.FIGURES_OF_UNIT) if unit.id in unit_ids)
    goals = goals_with(desk, led, over.last)
    return Figures(over, tallied.by_group, unlisted=True, is_up_to_date=tallied.is_up_to_date, goals=goals)


def whole_days(period: Period, today: date) -> Period:
    """The days of the period that are over. Raises `BadValue` where none is."""
    over = period.until(today - timedelta(days=1))
    if over is None:
        raise BadValue("figures.in_future")
    return over


def of_tallied(period: Period, tallied: Tallied, centres: frozenset[str]) -> Figures:
    """With what the lists of these centres tell of, beside what the records do."""
    tallies = {group: dict(own) for group, own in tallied.by_group.items()}
    listing = [indicator for indicator in INDICATORS if indicator.counts_imported]
    for count in tallied.counts:
        own = tallies.setdefault(Group(count.centre_id, count.municipality_id, count.area), {})
        for indicator in listing:
            own[indicator.key] = own.get(indicator.key, NOTHING_COUNTED) + indicator.tally([count], period)
    listed = frozenset((count.centre_id, count.month) for count in tallied.counts)
    return Figures(period, tallies, not period.is_whole_months, listed, tallied.is_up_to_date, centres)


def parties_with(desk: Desk, person: Person, area: Area, period: Period) -> tuple[Organisation, ...]:
    """The organisations that an agreement on the area, in force on some day of the period, binds together
    with one for which the person coordinates that area."""
    units = units_with(person, Setting.FIGURES_OF_AREA)
    own = {unit.organisation for unit in units if unit.area.covers(area)}
    binding = (
        each
        for each in desk.agreements.all
        if each.area is area and each.is_in_force(period.first, period.last)
    )
    names = {name for each in binding if own & {*each.parties} for name in each.parties}
    directory = desk.records.directory
    known = (each for sector in AUTHORITIES for each in directory.organisations(sector))
    return tuple(each for each in known if each.name in names)


def _between(group: Group | DischargeCount, parties: frozenset[str]) -> bool:
    return group.centre_id in parties and group.municipality_id in parties


def _log(desk: Desk, caller: Person, subject: str, period: Period) -> None:
    desk.audit(caller, "figures", subject, first=str(period.first), last=str(period.last))
