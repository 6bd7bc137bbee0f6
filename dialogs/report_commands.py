"""The command for the operations forum's joint report: which period, or one that was made before."""

from __future__ import annotations

from dialogs.cards.report_card import report_menu_card
from dialogs.report_views import report_menu, report_shown
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from domain.errors import BadValue
from domain.report_period import ReportPeriod, between, check_period
from workflows.chat import Card
from workflows.reports import check_may_report, find_report


def joint_report(talk: Talk, said: Understanding) -> Card:
    """Raises `NotAllowed` for who does not coordinate, and `NotFound` for a number that no report has."""
    check_may_report(talk.person)
    if said.report_number is not None:
        return report_shown(talk, find_report(talk.desk, talk.person, said.report_number))
    try:
        period = _period(talk, said)
    except BadValue as wrong:
        return report_menu_card(report_menu(talk, None), talk.wording, talk.wording(wrong.key))
    return report_menu_card(report_menu(talk, period), talk.wording)


def _period(talk: Talk, said: Understanding) -> ReportPeriod | None:
    """Raises `BadValue` for one that cannot be reported."""
    if said.period_unclear:
        raise BadValue("forum.wrong.unclear")
    if said.period is None:
        return None
    period = between(said.period.first, said.period.last)
    check_period(period, talk.desk.today)
    return period
