"""A joint report of one quarter with made-up figures, and every card that shows one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

from dialogs.cards.report_card import (
    SHOWN_ACTIONS,
    ActionLine,
    ReportMenu,
    ReportView,
    action_card,
    file_link_card,
    report_card,
    report_menu_card,
)
from dialogs.wording import Wording
from domain.disclosure.exchange import SMALL, WITHHELD
from domain.effect_goals import AgreedGoals, EffectGoals
from domain.forum_action import ForumAction
from domain.forum_report import (
    EVERYWHERE,
    AreaReport,
    CountedBy,
    Figure,
    FigureRow,
    ForumReport,
    NotedAction,
    Party,
)
from domain.indicators.discharges import HEADLINE
from domain.indicators.measure import Unit
from domain.indicators.table import INDICATOR
from domain.people import Area
from domain.report_period import TREND, ReportPeriod
from domain.reported import READINGS
from domain.sensitive import Sensitive
from tests.factories import NOW, REGION_COORDINATOR, made_up_id
from workflows.chat import Card
from workflows.ports.reports import ReportFile, ReportOrder, Stage

QUARTER = ReportPeriod(date(2026, 7, 1), 3)
MADE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CENTRES = (Party("amager", "Psykiatrisk Center Amager"), Party("glostrup", "Psykiatrisk Center Glostrup"))
MUNICIPALITIES = (Party("dragør", "Dragør Kommune"), Party("hvidovre", "Hvidovre Kommune"))
GOALS = {HEADLINE: 0.8, "days_to_meeting": 9.0, "minutes_in_time": 0.5, "discharges_missing": 0}

COUNTED_BY = (
    CountedBy("0a1b2c3d", tuple(date(2026, month, 1) for month in (4, 5, 6, 7, 8, 9))),
    CountedBy("9f8e7d6c", (date(2025, 11, 1), date(2026, 3, 1)), ("minutes_in_time", "gp_involved")),
    CountedBy("5b4a3f2e", (date(2025, 10, 1),)),
    CountedBy("", (date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1))),
)


def a_figure(key: str, period: int) -> Figure:
    """A little more in each period of the trend."""
    match INDICATOR[key].unit:
        case Unit.SHARE:
            return Figure(part=20 + period, whole=40)
        case Unit.MEDIAN_DAYS:
            return Figure(part=12, days=9.5)
    return Figure(part=20 + period)


def an_area_report(area: Area = Area.ADULTS, centres: tuple[Party, ...] = CENTRES) -> AreaReport:
    """Of Dragør at Amager nothing may be told."""
    places = product([EVERYWHERE, *(p.id for p in centres)], [EVERYWHERE, *(p.id for p in MUNICIPALITIES)])
    rows = [
        FigureRow(reading.indicator, centre, other, _figures(reading.indicator, (centre, other)))
        for (centre, other), reading in product(places, READINGS)
    ]
    pairs = frozenset((centre.id, other.id) for centre, other in product(centres, MUNICIPALITIES))
    goals = EffectGoals((AgreedGoals(GOALS, pairs),))
    return AreaReport(area, centres, MUNICIPALITIES, tuple(rows), goals, COUNTED_BY)


def _figures(key: str, place: tuple[str, str]) -> tuple[Figure, ...]:
    if place == ("amager", "dragør"):
        return (Figure(SMALL if INDICATOR[key].unit is Unit.COUNT else WITHHELD),) * TREND
    return tuple(a_figure(key, period) for period in range(TREND))


def a_report(number: int = 7, period: ReportPeriod = QUARTER, mark: str = "Alle") -> ForumReport:
    buc = (Party("buc", "Børne- og Ungdomspsykiatrisk Center"),)
    return ForumReport(
        number=number,
        period=period,
        cut_off=MADE,
        definitions="0a1b2c3d",
        indicators=tuple(reading.indicator for reading in READINGS),
        areas=(an_area_report(), an_area_report(Area.CHILDREN, buc)),
        actions=(
            NotedAction(f"{mark} enheder får en liste", "Karl Demo", date(2026, 10, 1), date(2026, 9, 28)),
            NotedAction(f"{mark} afsnit får et oplæg", "Kirsten Demo", date(2026, 11, 1)),
            NotedAction(f"{mark} breve bliver kortere", "Karl Demo", date(2026, 12, 1)),
        ),
    )


def an_order(stage: Stage = Stage.READY, number: int = 7) -> ReportOrder:
    return ReportOrder(number, QUARTER, REGION_COORDINATOR.id, "da", NOW, stage, made_at=MADE)


def an_action(name: str = "first", mark: str = "Alle", longest: bool = False) -> ForumAction:
    text = (mark * 500)[:500] if longest else f"{mark} enheder får en liste"
    return ForumAction(
        made_up_id(f"action {name}"),
        Sensitive(text),
        REGION_COORDINATOR.id,
        date(2026, 12, 1),
        NOW,
        REGION_COORDINATOR.id,
        report_number=7,
    )


def report_cards(mark: str, wording: Wording, longest: bool = False) -> Iterator[Card]:
    today = NOW.date()
    orders = tuple(an_order(number=number) for number in range(5))
    yield report_menu_card(ReportMenu((QUARTER,), ("Psykiatrisk Center Amager",), orders), wording, "Note")
    yield report_menu_card(ReportMenu((QUARTER, ReportPeriod(date(2026, 10, 1), 1)), (), ()), wording)
    for stage in set(Stage) - {Stage.READY}:
        yield report_card(ReportView(an_order(stage), None, ()), today, wording)
    lines = tuple(
        ActionLine(an_action(str(n), mark, longest), f"{mark} navn" if n else "")
        for n in range(SHOWN_ACTIONS + 2)
    )
    for actions in ((), lines[:1], lines):
        view = ReportView(an_order(), a_report(mark=mark), actions)
        yield report_card(view, today, wording, "Note")
    for which in ReportFile:
        yield file_link_card(an_order(), which, "https://example.invalid/file/0", wording)
    yield action_card(lines[1], today, wording)
    done = ActionLine(replace(lines[1].action, done_on=today), lines[1].owner)
    yield action_card(done, today, wording, "Note")
