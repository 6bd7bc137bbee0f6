"""The joint report in the chat: which period, how far it is, what it says first, and where the files are.

It shows published figures only. Names on it are those of staff who answer for an action of the forum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import (
    Tone,
    banner,
    button,
    buttons,
    card,
    entry,
    heading,
    line,
    link,
    plain,
    quiet,
    subheading,
)
from dialogs.goal_words import standing
from dialogs.report_paper import headline_answer
from dialogs.report_words import area_name, change, period_name, short_text, value_of
from dialogs.wording import Wording
from domain.forum_action import ForumAction
from domain.forum_report import ForumReport
from domain.indicators.discharges import HEADLINE
from domain.indicators.table import INDICATOR
from domain.report_period import ReportPeriod
from workflows.chat import Card
from workflows.handouts import HANDOUT_LIFETIME
from workflows.ports.reports import UNDER_WAY, ReportFile, ReportOrder, Stage

WORK_STEPS = (Stage.COUNTING, Stage.PRINTING)
SHOWN_ACTIONS = 8


@dataclass(frozen=True)
class ActionLine:
    """An action and its owner's name; empty for somebody the directory no longer knows."""

    action: ForumAction
    owner: str


@dataclass(frozen=True)
class ReportMenu:
    """What can be asked for."""

    suggested: tuple[ReportPeriod, ...]
    """Periods that are over, the most likely first."""
    without_list: tuple[str, ...]
    """Names of the centres whose list is missing for the first of them."""
    published: tuple[ReportOrder, ...]


@dataclass(frozen=True)
class ReportView:
    order: ReportOrder
    published: ForumReport | None
    actions: tuple[ActionLine, ...]


def report_menu_card(menu: ReportMenu, wording: Wording, note: str = "") -> Card:
    body: list[CardElement] = [heading(wording("forum.card.title"))]
    if note:
        body.append(banner(note, "warning"))
    body.append(line(wording("forum.card.about")))
    if menu.without_list:
        missing = wording("forum.card.without_list", names=plain(", ".join(menu.without_list)))
        body.append(banner(missing, "warning"))
    make = [_make(period, wording, first=not n) for n, period in enumerate(menu.suggested)]
    body.append(buttons(make))
    body.append(quiet(wording("forum.card.own_period")))
    if menu.published:
        body.append(subheading(wording("forum.card.earlier")))
        body.append(buttons([_open(each, wording) for each in menu.published]))
    return card(body, language=wording.language)


def _open(order: ReportOrder, wording: Wording) -> Action:
    return button(_name(order, wording), "report.card", {"number": order.number})


def _make(period: ReportPeriod, wording: Wording, first: bool) -> Action:
    data = {"first": period.first.isoformat(), "months": period.months}
    title = wording("forum.card.make", period=period_name(wording, period))
    return button(title, "report.make", data, "positive") if first else button(title, "report.make", data)


def _name(order: ReportOrder, wording: Wording) -> str:
    return wording("forum.card.name", number=order.number, period=period_name(wording, order.period))


def report_card(view: ReportView, today: date, wording: Wording, note: str = "", tone: Tone = "good") -> Card:
    order = view.order
    body: list[CardElement] = [heading(_name(order, wording))]
    if note:
        body.append(banner(note, tone))
    if order.stage in UNDER_WAY:
        body += [*_progress(order.stage, wording), quiet(wording("forum.card.wait"))]
        return card(body, language=wording.language)
    if order.stage is not Stage.READY or view.published is None:
        body.append(banner(wording(f"forum.card.{order.stage}"), "warning"))
        return card(body, [_make(order.period, wording, first=True)], wording.language)
    body += list(_headlines(view.published, wording))
    body.append(buttons(_files(order, wording)))
    body += _actions(view, today, wording)
    return card(body, language=wording.language)


def _progress(stage: Stage, wording: Wording) -> Iterator[CardElement]:
    """Each step with a sign in front: done, under way, still to come."""
    now = WORK_STEPS.index(stage) if stage in WORK_STEPS else -1
    for number, step in enumerate(WORK_STEPS):
        state = "done" if number < now else "now" if number == now else "later"
        yield line(wording(f"forum.step_is.{state}", text=wording(f"forum.step.{step}")))


def _headlines(report: ForumReport, wording: Wording) -> Iterator[CardElement]:
    indicator = INDICATOR[HEADLINE]
    for area in report.areas:
        row = area.row(HEADLINE)
        shown = short_text(wording, indicator, row.latest)
        answer = headline_answer(row.latest, wording)
        yield subheading(area_name(wording, area))
        has_share = row.latest.share is not None
        yield line(wording("forum.card.headline", figure=shown, text=answer) if has_share else answer)
        against = standing(wording, indicator, value_of(indicator, row.latest), area.goals)
        since = change(wording, indicator, *row.figures[-2:])
        if against or since:
            yield quiet(" ".join(each for each in (against, since) if each))


def _files(order: ReportOrder, wording: Wording) -> list[Action]:
    ids = {"number": order.number}
    return [
        button(wording("forum.card.pdf"), "report.pdf", ids, "positive"),
        button(wording("forum.card.workbook"), "report.workbook", ids),
        button(wording("forum.card.decide"), "report.decide", ids),
    ]


def _actions(view: ReportView, today: date, wording: Wording) -> list[CardElement]:
    shown: list[CardElement] = [subheading(wording("forum.card.actions"))]
    if not view.actions:
        return [*shown, quiet(wording("forum.card.no_actions"))]
    for number, each in enumerate(view.actions[:SHOWN_ACTIONS]):
        ids = {"id": each.action.id, "number": view.order.number}
        done = [button(wording("forum.card.done"), "report.action_done", ids)]
        shown.append(entry(line(action_text(each, today, wording)), done, first=not number))
    more = len(view.actions) - SHOWN_ACTIONS
    return [*shown, quiet(wording.count("forum.card.more_actions", more))] if more > 0 else shown


def action_text(each: ActionLine, today: date, wording: Wording) -> str:
    action = each.action
    how = wording("forum.actions.late" if action.is_late(today) else "forum.actions.open")
    owner = plain(each.owner) or wording("colleagues.a_former")
    due = wording.day_and_year(action.due)
    return wording("forum.actions.line", text=plain(action.text.reveal()), owner=owner, due=due, how=how)


def file_link_card(order: ReportOrder, which: ReportFile, url: str, wording: Wording) -> Card:
    """The link, which opens once and for the person who asked."""
    minutes = int(HANDOUT_LIFETIME.total_seconds() // 60)
    return card(
        [
            heading(_name(order, wording)),
            line(wording("forum.card.link_text", minutes=minutes)),
        ],
        [
            link(wording(f"forum.card.open_{which}"), url),
            button(wording("forum.card.back"), "report.card", {"number": order.number}),
        ],
        wording.language,
    )


def action_card(each: ActionLine, today: date, wording: Wording, note: str = "") -> Card:
    """An action, to its owner."""
    body: list[CardElement] = [heading(wording("forum.action.title"))]
    if note:
        body.append(banner(note, "good"))
    if each.action.done_on:
        done = wording("forum.actions.done", day=wording.day(each.action.done_on))
        body += [line(plain(each.action.text.reveal())), quiet(wording("forum.action.is_done", how=done))]
        return card(body, language=wording.language)
    body.append(line(action_text(each, today, wording)))
    finish = button(wording("forum.card.done"), "forum_action.done", {"id": each.action.id}, "positive")
    return card(body, [finish], wording.language)


def action_lines(actions: Sequence[ForumAction], names: dict[str, str]) -> tuple[ActionLine, ...]:
    return tuple(ActionLine(action, names.get(action.owner_id, "")) for action in actions)
