"""What becomes of an action written down from a joint report: the report's card says that it is noted."""

from __future__ import annotations

from dialogs.forms.form import Answers
from dialogs.forms.report_forms import FORUM_ACTION
from dialogs.forms.sent import Sent
from dialogs.receipts import keep
from dialogs.report_views import report_shown, report_summary
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.subject import Subject, SubjectKind
from workflows.forum_actions import decide_action
from workflows.reports import find_report


def _begin(talk: Talk, number: str) -> dict[str, str]:
    """Raises `NotAllowed` for who does not coordinate."""
    find_report(talk.desk, talk.person, int(number))
    return {}


def _decide(talk: Talk, number: str, answers: Answers) -> Reply:
    order = find_report(talk.desk, talk.person, int(number))
    decide_action(talk.desk, talk.person, order.number, answers["text"], answers["owner"], answers["due"])
    keep(talk, Subject(SubjectKind.REPORT, number), changed=True)
    card = report_shown(talk, order, talk.wording("forum.action.noted"))
    return talk.show(card, lasting=report_summary(talk, order))


REPORT_SENT: tuple[Sent, ...] = (Sent(FORUM_ACTION, _decide, None, _begin),)
