"""From a notice to its message, made at the last moment from what is true then.

A notice whose reason is gone - done, moved, handed over, put off - becomes None and is not sent. The
summary, which a notification shows, holds case number and task type only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.access_notices import emergency_told, searches_told
from dialogs.cards.digest_card import unit_tasks_button
from dialogs.cards.erased_card import erased_card
from dialogs.cards.form_card import note_card
from dialogs.cards.overtaken_card import overtaken_card
from dialogs.cards.report_card import action_card
from dialogs.commands import COMMANDS, READING_INTENTS
from dialogs.going_on import said_in
from dialogs.mornings import morning_message
from dialogs.once import mark_of_notice, marked_message
from dialogs.report_views import lines_of, report_message
from dialogs.subjects import card_of, case_of, find, summary_of, version_of
from dialogs.talk import CalendarLink, Talk
from dialogs.task_messages import task_message
from dialogs.turn import ChatKind
from dialogs.understanding import Intent, Understanding
from dialogs.views import overdue_days
from dialogs.weeks import week_message
from dialogs.wording import Catalogues
from domain.errors import BrobyggerError, NotFound
from domain.people import Person
from domain.permission import Permission, is_permitted
from domain.reminder import ESCALATIONS, Reminder, ReminderKind, reminders_due
from domain.subject import Subject, SubjectKind
from workflows.chat import Card, Message
from workflows.desk import Desk, MakeDesk
from workflows.emergency import OVER, with_emergencies
from workflows.notice import FOR_UNIT, FROM_GROUP, NoticeKind, Outgoing
from workflows.ports import Clockwork, Origin, Records, Source, TaskOnCase
from workflows.reaching import hearing
from workflows.recipients import inbox_and_leaders_of, people_of_task
from workflows.reminded import reminded
from workflows.reports import may_report

HANDED = "handed"


@dataclass(frozen=True)
class NoticeRenderer:
    """Implements the delivery's `Render` port."""

    desk: MakeDesk
    catalogues: Catalogues
    calendar_link: CalendarLink

    def __call__(self, records: Records, outgoing: Outgoing, now: datetime) -> Message | None:
        talk = self._talk(records, outgoing, now)
        if talk is None:
            return None
        message = _rendered(talk, outgoing)
        if message is None:
            return None
        if outgoing.repeats:
            message = Message(talk.wording("notice.repeat", summary=message.summary), message.card)
        return marked_message(message, mark_of_notice(outgoing.id))

    def overtaken(self, records: Records, outgoing: Outgoing, now: datetime) -> Message | None:
        """What an earlier card of the subject says once the new one has been sent."""
        talk, subject = self._talk(records, outgoing, now), outgoing.notice.subject
        if talk is None:
            return None
        if subject.kind in _BESIDE_CASES:
            return None
        if subject.kind is SubjectKind.PERSON:
            title, text = talk.wording("digest.overtaken.title"), talk.wording("digest.overtaken.text")
            actions = [unit_tasks_button(talk.wording)] if talk.person.works else []
            return Message(title, note_card(title, text, talk.wording, actions))
        if _is_gone(records, subject):
            return None
        number = case_of(find(records, subject, Clockwork())).number
        return Message(talk.wording("meeting.overtaken", number=number), overtaken_card(number, talk.wording))

    def _talk(self, records: Records, outgoing: Outgoing, now: datetime) -> Talk | None:
        person = records.directory.person(outgoing.notice.recipient_id)
        if person is None:
            return None
        return Talk(self.desk(records, now), person, self.catalogues, self.calendar_link)


def _rendered(talk: Talk, outgoing: Outgoing) -> Message | None:
    """Of a record that has been erased nothing is told, but where its card stands, that it is gone."""
    try:
        return _RENDERERS[outgoing.notice.kind](talk, outgoing)
    except NotFound:
        if not _is_gone(talk.desk.records, outgoing.notice.subject):
            raise
    if outgoing.notice.kind is not NoticeKind.REFRESH:
        return None
    return Message(talk.wording("erased.title"), erased_card(talk.wording), is_last=True)


def _is_gone(records: Records, subject: Subject) -> bool:
    if subject.kind is SubjectKind.PERSON:
        return False
    try:
        find(records, subject, Clockwork())
    except NotFound:
        return True
    return False


def _shown(talk: Talk, outgoing: Outgoing) -> Message | None:
    """The record's closed card as it is now; None for who may no longer see it."""
    found = find(talk.desk.records, outgoing.notice.subject, Clockwork())
    if not is_permitted(talk.person, Permission.SEE_STATUS, case_of(found)):
        return None
    return Message(summary_of(talk, found), card_of(talk, found))


def _news(talk: Talk, outgoing: Outgoing) -> Message | None:
    """The card as it is now; of several that were kept back only the last goes out."""
    records, notice = talk.desk.records, outgoing.notice
    version = version_of(find(records, notice.subject, Clockwork()))
    if not notice.rule.endswith(f":v{version}") and records.outbox.holds_later(notice):
        return None
    return _shown(talk, outgoing) or _left(talk, outgoing)


def _left(talk: Talk, outgoing: Outgoing) -> Message | None:
    """To the unit that had the case until today and no longer sees it: that, and nothing of its contents."""
    if outgoing.notice.kind is not NoticeKind.CASE:
        return None
    case = case_of(find(talk.desk.records, outgoing.notice.subject, Clockwork()))
    if not is_permitted(talk.person, Permission.HEAR_MOVED, case):
        return None
    number = case.number
    title, text = talk.wording("notice.case.moved", number=number), talk.wording("case.moved_text")
    return Message(title, note_card(title, text, talk.wording))


def _reminder(talk: Talk, outgoing: Outgoing) -> Message | None:
    found = _open_task(talk, outgoing)
    if found is None:
        return None
    detail = outgoing.notice.detail
    kind = detail.removesuffix(FOR_UNIT)
    if talk.person not in _told_of(talk.desk, found, detail):
        return None
    if not is_permitted(talk.person, Permission.SEE_STATUS, found.case):
        return None
    if kind != HANDED and not _is_newest(talk.desk, found, kind, outgoing.notice.occurrence):
        return None
    return task_message(talk, found, kind)


def _told_of(desk: Desk, found: TaskOnCase, detail: str) -> tuple[Person, ...]:
    """Who hears of it as things are now."""
    directory, task = desk.records.directory, found.task
    if detail.endswith(FOR_UNIT):
        return inbox_and_leaders_of(directory, task.unit_id)
    if detail == HANDED:
        return hearing(desk, people_of_task(directory, task), task.unit_id)
    return reminded(desk, found, ReminderKind(detail))


def _is_newest(desk: Desk, found: TaskOnCase, kind: str, occurrence: datetime) -> bool:
    """Whether the reminder is the one due now, not one kept back until a later one came due."""
    agreement = desk.agreements.get(found.case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    due = reminders_due(found.task, agreement.reminders, calendar, desk.now)
    return Reminder(ReminderKind(kind), occurrence) in due


def _escalation(talk: Talk, outgoing: Outgoing) -> Message | None:
    found = _open_task(talk, outgoing)
    if found is None:
        return None
    to = ReminderKind(outgoing.notice.detail)
    if talk.person not in reminded(talk.desk, found, to):
        return None
    if not is_permitted(talk.person, Permission.HEAR_OVERDUE, found.case):
        return None
    return task_message(talk, found, to)


def _open_task(talk: Talk, outgoing: Outgoing) -> TaskOnCase | None:
    """The task, if it is still open with the deadline the notice was about."""
    found = talk.desk.records.tasks.get(outgoing.notice.subject.id, Clockwork())
    handed = outgoing.notice.detail.removesuffix(FOR_UNIT) == HANDED
    about_this_deadline = handed or str(found.task.due) in outgoing.notice.rule
    return found if found.task.is_open and about_this_deadline else None


def _forum_action(talk: Talk, outgoing: Outgoing) -> Message | None:
    """To its owner while it is open, and afterwards only where a card of theirs shows it."""
    action = talk.desk.records.forum_actions.get(outgoing.notice.subject.id)
    reminds = outgoing.notice.kind is NoticeKind.FORUM_ACTION
    if action is None or (reminds and not (action.is_open and str(action.due) in outgoing.notice.rule)):
        return None
    (each,) = lines_of(talk, [action])
    return Message(talk.wording("forum.action.title"), action_card(each, talk.desk.today, talk.wording))


def _report(talk: Talk, outgoing: Outgoing) -> Message | None:
    order = talk.desk.records.reports.get(int(outgoing.notice.subject.id))
    return report_message(talk, order) if order and may_report(talk.person) else None


def _refresh(talk: Talk, outgoing: Outgoing) -> Message | None:
    beside_cases = _BESIDE_CASES.get(outgoing.notice.subject.kind)
    if beside_cases:
        return beside_cases(talk, outgoing)
    if outgoing.notice.subject.kind is SubjectKind.PERSON:
        morning = talk.desk.records.outbox.last_morning(talk.person.id)
        return morning_message(talk, morning) if morning else None
    if outgoing.notice.subject.kind is not SubjectKind.TASK:
        return _shown(talk, outgoing) or _closed(talk, outgoing)
    found = talk.desk.records.tasks.get(outgoing.notice.subject.id, Clockwork())
    if not is_permitted(talk.person, Permission.SEE_STATUS, found.case):
        reached = [each for each in ESCALATIONS if talk.person in reminded(talk.desk, found, each)]
        if not reached:
            return _closed(talk, outgoing)
        if overdue_days(talk.desk, found.case.agreement_id, found.task):
            return task_message(talk, found, reached[0])
    return task_message(talk, found)


def _closed(talk: Talk, outgoing: Outgoing) -> Message | None:
    """In the place of an earlier card, for who is on the case no more: that, and nothing of the record. Who
    looks at it in an emergency just now keeps the card until that is over, or the case is restricted."""
    case = case_of(find(talk.desk.records, outgoing.notice.subject, Clockwork()))
    if is_permitted(with_emergencies(talk.desk, talk.person), Permission.OPEN_DETAILS, case):
        return None
    title, text = talk.wording("closed.title"), talk.wording("closed.text")
    if outgoing.notice.detail == OVER:
        title, text = talk.wording("emergency.over.title"), talk.wording("emergency.over.text")
    return Message(title, note_card(title, text, talk.wording), is_last=True)


def _continue(talk: Talk, outgoing: Outgoing) -> Message | None:
    """What was asked for in a group, answered where only the person reads."""
    said = said_in(outgoing.notice.detail)
    if said.intent not in READING_INTENTS:
        return None
    return Message(talk.wording("group.summary"), _answered(_asked_there(talk, outgoing), said))


def _asked_there(talk: Talk, outgoing: Outgoing) -> Talk:
    """For the log it comes from the group, where the person asked, and not from the clock."""
    asked = outgoing.notice.rule.removeprefix(FROM_GROUP)
    source = Source(Origin.CHAT, ChatKind.GROUP, talk.person.tenant_id, asked)
    return replace(talk, desk=replace(talk.desk, source=source))


def _answered(talk: Talk, said: Understanding) -> Card:
    try:
        return COMMANDS[Intent(said.intent or Intent.HELP)](talk, said)
    except BrobyggerError as refused:
        return note_card(talk.wording("error.title"), talk.wording(refused.key), talk.wording)


_BESIDE_CASES: Mapping[SubjectKind, Callable[[Talk, Outgoing], Message | None]] = {
    SubjectKind.REPORT: _report,
    SubjectKind.FORUM_ACTION: _forum_action,
}

_RENDERERS: Mapping[NoticeKind, Callable[[Talk, Outgoing], Message | None]] = {
    NoticeKind.MEETING: _news,
    NoticeKind.DOCUMENT: _news,
    NoticeKind.ADMISSION: _news,
    NoticeKind.CASE: _news,
    NoticeKind.REMINDER: _reminder,
    NoticeKind.ESCALATION: _escalation,
    NoticeKind.DIGEST: morning_message,
    NoticeKind.WEEK: week_message,
    NoticeKind.REFRESH: _refresh,
    NoticeKind.FORUM_ACTION: _forum_action,
    NoticeKind.CONTINUE: _continue,
    NoticeKind.EMERGENCY: emergency_told,
    NoticeKind.SEARCHES: searches_told,
}
