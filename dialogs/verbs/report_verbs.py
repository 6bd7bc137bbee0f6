"""What the buttons of the joint report's cards do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dialogs.cards.report_card import action_card, file_link_card
from dialogs.forms import flow
from dialogs.forms.report_forms import FORUM_ACTION
from dialogs.forms.values import YEARS
from dialogs.receipts import keep
from dialogs.report_views import lines_of, report_shown, report_summary
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in
from domain.errors import BadValue, NotFound
from domain.report_period import MOST_MONTHS, ReportPeriod
from domain.subject import Subject, SubjectKind
from workflows.forum_actions import finish_action
from workflows.ports.reports import ReportFile, ReportOrder
from workflows.reports import find_report, hand_out_report, order_report

LONGEST_NUMBER = 10**9


def _make(talk: Talk, data: Data) -> Reply:
    """Orders it; the card stays and is kept up to date while it is made."""
    order = order_report(talk.desk, talk.person, _period(data))
    keep(talk, Subject(SubjectKind.REPORT, str(order.number)), changed=True)
    return talk.show(report_shown(talk, order), lasting=report_summary(talk, order))


def _period(data: Data) -> ReportPeriod:
    """Raises `BadValue` for what no button of ours says."""
    first, months = data.get("first"), data.get("months")
    try:
        begins = date.fromisoformat(str(first))
        number = int(str(months))
    except ValueError:
        raise BadValue("forum.wrong.not_whole_months") from None
    if begins.day != 1 or begins.year not in YEARS or not 1 <= number <= MOST_MONTHS:
        raise BadValue("forum.wrong.not_whole_months")
    return ReportPeriod(begins, number)


def _number(data: Data) -> int:
    """Raises `NotFound` for what is no number of a report."""
    number = data.get("number")
    if not isinstance(number, int) or not 0 < number < LONGEST_NUMBER:
        raise NotFound("no such report")
    return number


def _card(talk: Talk, data: Data) -> Reply:
    order = find_report(talk.desk, talk.person, _number(data))
    keep(talk, Subject(SubjectKind.REPORT, str(order.number)))
    return talk.show(report_shown(talk, order))


def _file(which: ReportFile) -> Verb:
    def hand_out(talk: Talk, data: Data) -> Reply:
        order = find_report(talk.desk, talk.person, _number(data))
        token = hand_out_report(talk.desk, talk.person, order.number, which)
        return talk.show(file_link_card(order, which, talk.file_link(token), talk.wording))

    return hand_out


def _decide(talk: Talk, data: Data) -> Reply:
    order = find_report(talk.desk, talk.person, _number(data))
    return talk.show(flow.start(talk, FORUM_ACTION, str(order.number), {}))


def _done_on_report(talk: Talk, data: Data) -> Reply:
    """Done, said from a report's card."""
    finish_action(talk.desk, talk.person, id_in(data))
    return _shown(talk, find_report(talk.desk, talk.person, _number(data)), "forum.action.done")


def _shown(talk: Talk, order: ReportOrder, key: str) -> Reply:
    keep(talk, Subject(SubjectKind.REPORT, str(order.number)), changed=True)
    return talk.show(report_shown(talk, order, talk.wording(key)), lasting=report_summary(talk, order))


def _done(talk: Talk, data: Data) -> Reply:
    """Done, said by its owner."""
    action = finish_action(talk.desk, talk.person, id_in(data))
    keep(talk, Subject(SubjectKind.FORUM_ACTION, action.id), changed=True)
    (each,) = lines_of(talk, [action])
    shown = action_card(each, talk.desk.today, talk.wording, talk.wording("forum.action.done"))
    return talk.show(shown, lasting=talk.wording("forum.action.title"))


REPORT_VERBS: Mapping[str, Verb] = {
    "report.make": _make,
    "report.card": _card,
    "report.pdf": _file(ReportFile.PDF),
    "report.workbook": _file(ReportFile.WORKBOOK),
    "report.decide": _decide,
    "report.action_done": _done_on_report,
    "forum_action.done": _done,
}
ORDERS = frozenset({"report.make"})
"""After these the press has something to make."""
LOOKS = frozenset({"report.card", "report.pdf", "report.workbook"})
"""Verbs that only show something. A link is made anew for each click, and is remembered nowhere."""
