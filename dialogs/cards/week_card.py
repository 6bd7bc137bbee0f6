"""The weekly card: the headline, what changed, where time is lost, what went well, which cases are late.

Organisations and counts, case numbers and kinds of task; no citizen, no member of staff.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import banner, button, card, entry, heading, line, quiet, subheading
from dialogs.cards.figure_elements import bars
from dialogs.cards.figures_card import headline, still_counting
from dialogs.cards.task_lines import late_text
from dialogs.goal_words import goal_line
from dialogs.indicator_words import bare_measure_text, title_of
from dialogs.period_words import period_text
from dialogs.wording import Wording
from domain.effect_goals import EffectGoals
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Measure, Period
from domain.indicators.table import HEADLINE_INDICATOR
from domain.task import TaskKind
from workflows.chat import Card
from workflows.figures import Figures
from workflows.weekly import Change

SHOWN_LATE, SHOWN_LOST = 8, 5
_TONES = {True: "better", False: "worse", None: "other"}


@dataclass(frozen=True)
class LateLine:
    task_id: str
    number: str
    kind: TaskKind
    organisation: str
    late: int
    """Working days past its deadline."""


@dataclass(frozen=True)
class WeekSection:
    """One area, or one unit."""

    whose: str
    now: Figures
    before: Figures
    changes: tuple[Change, ...]
    lost: tuple[tuple[str, int, int], ...]
    """Municipality and centre, and how many deadlines each sector missed there."""
    well: tuple[tuple[AnyIndicator, Measure], ...]
    data: Mapping[str, object]
    """What a button to all of its figures names."""

    @property
    def holds_anything(self) -> bool:
        return any(self.now.tallies.values()) or any(self.before.tallies.values())

    @property
    def is_worth_telling(self) -> bool:
        """That nothing happened is not known before everything is counted."""
        return self.holds_anything or not self.now.is_up_to_date


@dataclass(frozen=True)
class WeekView:
    week: Period
    sections: tuple[WeekSection, ...]
    late: tuple[LateLine, ...]
    of_own_units: bool = False
    """A leader's, and not of an area."""


def week_card(view: WeekView, wording: Wording) -> Card:
    body: list[CardElement] = [heading(wording("week.title", period=period_text(wording, view.week)))]
    for section in view.sections:
        body += _section(section, wording, named=len(view.sections) > 1)
    body += _late(view, wording)
    return card(body, _footer(view, wording), wording.language)


def _section(section: WeekSection, wording: Wording, named: bool) -> list[CardElement]:
    words = heading if named else quiet
    body: list[CardElement] = [words(section.whose), *still_counting(section.now, wording)]
    if not section.holds_anything:
        return [*body, line(wording("figures.nothing"))]
    body += headline(section.now, wording)
    changed = [_change(each, section.now.goals, wording) for each in section.changes]
    body += _listed(wording("week.changed"), changed)
    body += _lost(section, wording)
    well = [
        wording(
            "week.well_line", title=title_of(wording, each), measure=bare_measure_text(wording, each, measure)
        )
        for each, measure in section.well
    ]
    if well:
        body += [subheading(wording("week.well")), banner("\n\n".join(well), "good")]
    return body


def _listed(title: str, texts: list[str]) -> list[CardElement]:
    return [subheading(title), *map(line, texts)] if texts else []


def _change(change: Change, goals: EffectGoals, wording: Wording) -> str:
    """With its goal; that of the headline stands above."""
    values = {
        "title": title_of(wording, change.indicator),
        "now": bare_measure_text(wording, change.indicator, change.now),
        "before": bare_measure_text(wording, change.indicator, change.before),
    }
    text = wording(f"week.change.{_TONES[change.is_better]}", **values)
    if change.indicator is HEADLINE_INDICATOR:
        return text
    goal = goal_line(wording, change.indicator, change.indicator.value_of(change.now), goals)
    return f"{text} {goal}" if goal else text


def _lost(section: WeekSection, wording: Wording) -> list[CardElement]:
    body: list[CardElement] = [subheading(wording("figures.lost.title"))]
    if not section.lost:
        return [*body, line(wording("figures.lost.none"))]
    region = sum(each[1] for each in section.lost)
    municipality = sum(each[2] for each in section.lost)
    body.append(line(wording("week.lost_by_sector", region=region, municipality=municipality)))
    shown = [(name, by_region + by_other) for name, by_region, by_other in section.lost[:SHOWN_LOST]]
    body.append(bars(wording("figures.lost.chart"), shown))
    more = len(section.lost) - SHOWN_LOST
    return [*body, quiet(wording.count("figures.lost.more", more))] if more > 0 else body


def _late(view: WeekView, wording: Wording) -> list[CardElement]:
    """The case numbers that are late now, a button each."""
    late = view.late
    if not late:
        return []
    why = wording("week.late_own" if view.of_own_units else "week.late_why")
    body: list[CardElement] = [subheading(wording("week.late")), quiet(why)]
    for n, each in enumerate(late[:SHOWN_LATE]):
        see = button(wording("week.see"), "week.late", {"id": each.task_id})
        body.append(entry(line(_late_line(each, view.of_own_units, wording)), [see], first=n == 0))
    if len(late) > SHOWN_LATE:
        body.append(quiet(wording("week.more_late", n=len(late) - SHOWN_LATE)))
    return body


def _late_line(each: LateLine, own: bool, wording: Wording) -> str:
    """What is late and how much; of a coordinator's also with whom."""
    what = wording("task.title", what=wording(f"task.kind.{each.kind}"), number=each.number)
    late = late_text(each.late, wording)
    if own:
        return wording("digest.line.leader", what=what, late=late)
    return wording("digest.line.coordinators", what=what, organisation=each.organisation, late=late)


def _footer(view: WeekView, wording: Wording) -> list[Action]:
    actions: list[Action] = []
    for section in view.sections[:3]:
        title = wording("week.all_of", whose=section.whose) if len(view.sections) > 1 else wording("week.all")
        actions.append(button(title, "week.figures", section.data))
    return [*actions, button(wording("figures.definitions.open"), "week.definitions", view.sections[0].data)]
