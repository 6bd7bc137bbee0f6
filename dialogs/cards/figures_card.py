"""The card of figures: the headline, what else there is to know, where time is lost, and a way further down.

Counts of whole days, by organisation and never by person. A client without charts shows the same as a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, buttons, card, entry, heading, line, quiet, subheading
from dialogs.cards.figure_elements import bars, figure_rows, large
from dialogs.goal_words import goal_line, standing
from dialogs.indicator_words import bare_measure_text, definition_of, source_of, title_of
from dialogs.period_words import period_text
from dialogs.understanding.periods import month_of, quarter_of
from dialogs.wording import Wording
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Period, Unit
from domain.indicators.table import HEADLINE_INDICATOR, INDICATOR
from domain.people import AUTHORITIES, Sector
from workflows.chat import Card
from workflows.figures import Figures

SHOWN = (
    "discharges_in_target_group",
    "discharges_signed_late",
    "discharges_explained",
    "discharges_missing",
    "homeless_at_discharge",
    "meetings_requested",
    "meeting_time_found_in_time",
    "meetings_held",
    "days_to_meeting",
    "notices_sent",
    "notices_acknowledged_in_time",
    "follow_ups_done_in_time_region",
    "follow_ups_done_in_time_municipality",
    "escalations_to_leaders",
    "escalations_to_coordinators",
    "gp_involved",
    "relatives_involved",
    "readmissions",
)
"""Beside the headline, in this order."""
SHOWN_GROUPS = 10


@dataclass(frozen=True)
class GroupLine:
    """A municipality with a centre, and how many deadlines passed unmet there."""

    name: str
    region: int
    municipality: int
    data: Mapping[str, object]
    """What its button names."""

    def missed(self, sector: Sector) -> int:
        return self.region if sector is Sector.REGION else self.municipality


@dataclass(frozen=True)
class FiguresView:
    whose: str
    """An area or a unit, in words."""
    places: tuple[str, ...]
    """Municipality and centre, where the figures are of one."""
    figures: Figures
    asked: Period
    lost: tuple[GroupLine, ...]
    data: Mapping[str, object]
    """What a button to these very figures names."""
    today: date
    other: tuple[tuple[str, Mapping[str, object]], ...] = ()
    """The reader's other areas or units."""


def figures_card(view: FiguresView, wording: Wording) -> Card:
    body = _top(view, wording)
    if not any(view.figures.tallies.values()):
        body.append(line(wording("figures.nothing")))
        return card(body, _footer(view, wording), wording.language)
    body += headline(view.figures, wording)
    body.append(figure_rows(_rows(view.figures, wording)))
    body += _lost(view, wording)
    return card(body, _footer(view, wording), wording.language)


def _top(view: FiguresView, wording: Wording) -> list[CardElement]:
    body: list[CardElement] = [
        heading(wording("figures.title", period=period_text(wording, view.asked))),
        quiet(" · ".join((view.whose, *view.places))),
    ]
    if view.figures.period != view.asked:
        body.append(quiet(wording("figures.until", day=wording.day(view.figures.period.last))))
    return body + still_counting(view.figures, wording)


def still_counting(figures: Figures, wording: Wording) -> list[CardElement]:
    """Said where some of it may not be counted yet."""
    return [] if figures.is_up_to_date else [quiet(wording("figures.still_counting"))]


def headline(figures: Figures, wording: Wording) -> list[CardElement]:
    """With how it stands against its goal, and the label that says where a list is missing, of it and what
    else is counted from lists."""
    measure = figures.measure(HEADLINE_INDICATOR)
    label = [] if measure.complete_denominator else [quiet(wording("figures.known_only"))]
    title = subheading(title_of(wording, HEADLINE_INDICATOR))
    if measure.share is None:
        return [title, line(wording("figures.no_discharges")), *label]
    against = standing(wording, HEADLINE_INDICATOR, measure.share, figures.goals)
    shown = large(bare_measure_text(wording, HEADLINE_INDICATOR, measure))
    return [title, shown, *([line(against)] if against else []), *label]


def _rows(figures: Figures, wording: Wording) -> list[tuple[str, str, str]]:
    """Each with its goal; without shares and medians of which there is nothing to measure."""
    measured = [(INDICATOR[key], figures.measure(INDICATOR[key])) for key in SHOWN]
    told = (
        (indicator, measure)
        for indicator, measure in measured
        if indicator.unit is Unit.COUNT or measure.whole or measure.days is not None
    )
    return [
        (
            title_of(wording, each),
            bare_measure_text(wording, each, measure),
            goal_line(wording, each, each.value_of(measure), figures.goals),
        )
        for each, measure in told
    ]


def _lost(view: FiguresView, wording: Wording) -> list[CardElement]:
    body: list[CardElement] = [subheading(wording("figures.lost.title"))]
    if not view.lost:
        return [*body, line(wording("figures.lost.none"))]
    missed = {sector: sum(each.missed(sector) for each in view.lost) for sector in AUTHORITIES}
    names = {sector: wording(f"figures.sector.{sector}") for sector in AUTHORITIES}
    body.append(bars(wording("figures.lost.chart"), [(names[each], missed[each]) for each in AUTHORITIES]))
    down = [
        button(
            wording("figures.lost.open", sector=names[each]),
            "figures.sector",
            {**view.data, "kind": each.value},
        )
        for each in AUTHORITIES
        if missed[each]
    ]
    return [*body, buttons(down)]


def sector_card(view: FiguresView, sector: Sector, wording: Wording) -> Card:
    """Where, in one sector's hands, deadlines passed unmet: by municipality and centre, most first."""
    lines = sorted(
        (each for each in view.lost if each.missed(sector)),
        key=lambda each: (-each.missed(sector), each.name),
    )
    body = _top(view, wording)
    body.append(subheading(wording(f"figures.lost.of_{sector}")))
    if not lines:
        body.append(line(wording("figures.lost.none")))
    for n, each in enumerate(lines[:SHOWN_GROUPS]):
        text = wording("figures.lost.line", name=each.name, n=each.missed(sector))
        body.append(
            entry(line(text), [button(wording("figures.open"), "figures.show", each.data)], first=n == 0)
        )
    if len(lines) > SHOWN_GROUPS:
        body.append(quiet(wording.count("figures.lost.more", len(lines) - SHOWN_GROUPS)))
    back = button(wording("figures.back"), "figures.show", view.data)
    return card(body, [back], wording.language)


def definitions_card(keys: Sequence[str], data: Mapping[str, object], wording: Wording) -> Card:
    """What each figure means, to the word, and what asks for it."""
    body: list[CardElement] = [heading(wording("figures.definitions.title"))]
    for indicator in (INDICATOR[key] for key in keys):
        body += _definition(indicator, wording)
    return card(body, [button(wording("figures.back"), "figures.show", data)], wording.language)


def _definition(indicator: AnyIndicator, wording: Wording) -> list[CardElement]:
    source = wording("figures.definitions.source", source=source_of(wording, indicator))
    return [subheading(title_of(wording, indicator)), line(definition_of(wording, indicator)), quiet(source)]


def _footer(view: FiguresView, wording: Wording) -> list[Action]:
    """The period before, the month and the quarter around it, the reader's other figures, the definitions."""
    first = view.asked.first
    length = view.asked.last - first + timedelta(days=1)
    before = _whole_before(view.asked) or Period(first - length, first - timedelta(days=1))
    actions = [_to(view, wording("figures.before"), before)]
    wider = (("figures.month", month_of(first)), ("figures.quarter", quarter_of(first)))
    actions += [_to(view, wording(key), period) for key, period in wider if period != view.asked]
    actions += [button(name, "figures.show", data) for name, data in view.other[:2]]
    return [*actions, button(wording("figures.definitions.open"), "figures.definitions", view.data)]


def _whole_before(asked: Period) -> Period | None:
    """The month or the quarter before a month or a quarter, which are not equally long."""
    yesterday = asked.first - timedelta(days=1)
    whole = next((each for each in (month_of, quarter_of) if each(asked.first) == asked), None)
    return whole(yesterday) if whole else None


def _to(view: FiguresView, title: str, period: Period) -> Action:
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return button(title, "figures.show", {**view.data, **days})
