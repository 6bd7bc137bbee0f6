"""The morning's message: looked up from what was gathered for it, as things are now.

One reminder alone is that reminder's own card, with everything one can do about it; several are lines of one
card. What has ended since it was sent says so, and what the reader may no longer see is left out.
"""

from __future__ import annotations

from datetime import date

from dialogs.cards.digest_card import DigestLine, DigestView, digest_card
from dialogs.subjects import name_of
from dialogs.talk import Talk
from dialogs.task_messages import task_message
from dialogs.views import task_view
from domain.errors import NotFound
from domain.local_time import local_day
from domain.most_important import MOST, most_important
from domain.permission import Permission, Setting, has_setting, is_permitted
from domain.reminder import ESCALATIONS, ReminderKind
from domain.subject import SubjectKind
from domain.task import TaskKind
from workflows.chat import Message
from workflows.notice import Outgoing
from workflows.ports import Clockwork, TaskOnCase
from workflows.preferences import covered_by, staff_reached
from workflows.reminded import reminded
from workflows.undelivered import told_of_undelivered, undelivered_legal

Told = tuple[TaskOnCase, str]
"""A task and the kind of reminder of it."""


def morning_message(talk: Talk, morning: Outgoing, note: str = "") -> Message | None:
    """The message of that morning; None when there is nothing in it."""
    told, undelivered, unreachable = _told(talk, morning), _undelivered(talk), _unreachable(talk)
    if not told and not undelivered:
        return None
    if len(told) == 1 and not (note or undelivered or unreachable):
        return task_message(talk, *told[0])
    lines = _lines(talk, told)
    view = DigestView(
        day=local_day(morning.not_before),
        lines=lines,
        undelivered=undelivered,
        unreachable=unreachable,
        covered=tuple((away.person.name, away.until) for away in covered_by(talk.desk, talk.person)),
        works=talk.person.works,
        important=_important(talk, lines),
    )
    return Message(_summary(talk, lines, len(undelivered)), digest_card(view, talk.wording, note))


def _important(talk: Talk, lines: tuple[DigestLine, ...]) -> tuple[str, ...]:
    """Ids of the three most important of the reader's own; none where there are no more than three."""
    own = [line.task for line in lines if line.reminder not in ESCALATIONS and line.task.is_open]
    found = most_important(own, talk.desk.today) if len(own) > MOST else ()
    return tuple(task.id for task in found)


def _undelivered(talk: Talk) -> tuple[tuple[str, str], ...]:
    """For a coordinator: number and task type of what the law asks for on the cases of their area."""
    if not has_setting(talk.person, Setting.UNDELIVERED_OF_AREA):
        return ()
    return tuple(
        (found.case.number, talk.wording(f"task.kind.{found.task.kind}"))
        for found in undelivered_legal(talk.desk)
        if talk.person in told_of_undelivered(talk.desk, found)
    )


def _unreachable(talk: Talk) -> tuple[str, ...]:
    """For a leader: the names of those in their units the bot cannot write to."""
    if not has_setting(talk.person, Setting.REMINDERS_OF_UNIT):
        return ()
    return tuple(person.name for person, _since in staff_reached(talk.desk, talk.person).unreachable)


def _told(talk: Talk, morning: Outgoing) -> list[Told]:
    """What goes out with it; and where that is anything, what was told earlier to be late and still is: that
    is told once, and this message takes the place of the one it stood in."""
    outbox = talk.desk.records.outbox
    new = [(each.notice.subject.id, each.notice.detail) for each in outbox.carried_by(morning.id)]
    earlier = outbox.still_escalated(talk.person.id, talk.desk.today) if new else ()
    ids = {task_id for task_id, _ in new}
    both = (*new, *(pair for pair in earlier if pair[0] not in ids))
    found = ((_task(talk, task_id), kind) for task_id, kind in both)
    return [(task, kind) for task, kind in found if task and _may_know(talk, task, kind)]


def _task(talk: Talk, task_id: str) -> TaskOnCase | None:
    try:
        return talk.desk.records.tasks.get(task_id, Clockwork())
    except NotFound:
        return None


def _may_know(talk: Talk, found: TaskOnCase, kind: str) -> bool:
    if is_permitted(talk.person, Permission.SEE_STATUS, found.case):
        return True
    return kind in ESCALATIONS and talk.person in reminded(talk.desk, found, ReminderKind(kind))


def _lines(talk: Talk, told: list[Told]) -> tuple[DigestLine, ...]:
    lines = (_line(talk, found, kind) for found, kind in told)
    return tuple(sorted(lines, key=_most_pressing))


def _document(talk: Talk, found: TaskOnCase) -> str:
    subject = found.task.subject
    if subject.kind is not SubjectKind.DOCUMENT or found.task.kind is TaskKind.FOLLOW_UP:
        return ""
    document = talk.desk.records.documents.get(subject.id, Clockwork()).document
    return name_of(talk, found.case, document.kind)


def _most_pressing(line: DigestLine) -> tuple[bool, date, str, str]:
    """What is still open first, then by deadline."""
    task = line.task
    return not task.is_open, task.due, task.case_number, task.id


def _line(talk: Talk, found: TaskOnCase, kind: str) -> DigestLine:
    view = task_view(talk.desk, talk.person, found)
    return DigestLine(
        task=found.task,
        reminder=kind,
        organisation=view.unit.organisation,
        overdue_days=view.overdue_days,
        on_case=view.on_case,
        may_change=view.may_change,
        about=_document(talk, found) if view.on_case else "",
        meets_at=view.meets_at,
    )


def _summary(talk: Talk, lines: tuple[DigestLine, ...], undelivered: int) -> str:
    """A number of tasks, how many of them late, and no more: it is shown in a notification."""
    still_open = sum(each.task.is_open for each in lines) + undelivered
    if not still_open:
        return talk.wording("notice.digest_done")
    late = sum(each.is_late for each in lines)
    if late == still_open:
        return talk.wording.count("notice.digest_all_late", late)
    summary = talk.wording.count("notice.digest", still_open)
    return talk.wording("notice.digest_late", overview=summary, n=late) if late else summary
