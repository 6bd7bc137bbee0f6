"""What the joint report's cards show, looked up."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.cards.report_card import ActionLine, ReportMenu, ReportView, action_lines, report_card
from dialogs.report_words import period_name
from dialogs.talk import Talk
from domain.forum_action import ForumAction
from domain.report_period import ReportPeriod, last_month, last_quarter
from workflows.chat import Card, Message
from workflows.ports.reports import ReportOrder, Stage
from workflows.reports import centres_without_list

EARLIER = 5
"""Published reports on the menu."""


def report_menu(talk: Talk, said: ReportPeriod | None) -> ReportMenu:
    """The period that was said, else the last quarter and the last month."""
    today = talk.desk.today
    suggested = (said,) if said else (last_quarter(today), last_month(today))
    missing = centres_without_list(talk.desk, suggested[0])
    return ReportMenu(suggested, missing, talk.desk.records.reports.latest(EARLIER))


def report_view(talk: Talk, order: ReportOrder) -> ReportView:
    if order.stage is not Stage.READY:
        return ReportView(order, None, ())
    records = talk.desk.records
    actions = records.forum_actions.open()
    return ReportView(order, records.reports.published(order.number), lines_of(talk, actions))


def lines_of(talk: Talk, actions: Iterable[ForumAction]) -> tuple[ActionLine, ...]:
    actions = tuple(actions)
    found = (talk.desk.records.directory.person(each.owner_id) for each in actions)
    return action_lines(actions, {person.id: person.name for person in found if person})


def report_shown(talk: Talk, order: ReportOrder, note: str = "") -> Card:
    return report_card(report_view(talk, order), talk.desk.today, talk.wording, note)


def report_message(talk: Talk, order: ReportOrder) -> Message:
    """The report's card as it is now."""
    return Message(report_summary(talk, order), report_shown(talk, order))


def report_summary(talk: Talk, order: ReportOrder) -> str:
    """What a notification or a preview shows."""
    return talk.wording("forum.summary", period=period_name(talk.wording, order.period))
