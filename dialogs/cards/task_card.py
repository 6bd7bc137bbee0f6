"""A task's card, its reminder and its escalation.

Closed, it holds case number, task type and deadline. What was agreed is shown on request. Somebody the
escalation reaches, who is not on the case, sees number, task type, sector and how late it is: no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import Tone, banner, button, buttons, card, facts, heading
from dialogs.cards.task_lines import CARD_OF, late_text
from dialogs.wording import Wording
from domain.people import Person, Unit
from domain.task import Task, TaskKind, TaskStatus
from workflows.chat import Card

REMINDER_TONES: dict[str, Tone] = {
    "before": "accent",
    "on_day": "warning",
    "overdue": "attention",
    "handed": "accent",
}
ENDED_TONES: dict[TaskStatus, Tone] = {
    TaskStatus.DONE: "good",
    TaskStatus.WITHDRAWN: "default",
    TaskStatus.NOT_POSSIBLE: "warning",
}
OF_FOLLOW_UPS = ("later", "new_deadline", "hand_over", "not_possible")


@dataclass(frozen=True)
class TaskView:
    """Everything a task's card may show one person, looked up beforehand."""

    task: Task
    unit: Unit
    owner: Person | None
    may_change: bool
    on_case: bool
    overdue_days: int
    """Working days past the deadline; 0 if not overdue."""
    may_take: bool = False
    """Whether the viewer may take it over: nobody's, or a colleague's of the same unit."""
    meets_at: datetime | None = None
    """When the meeting begins, for the task of taking part in it. UTC."""
    may_manage: bool = False
    """Whether the viewer may close the case."""


def task_title(view: TaskView, wording: Wording) -> str:
    return wording("task.title", what=wording(f"task.kind.{view.task.kind}"), number=view.task.case_number)


def task_card(
    view: TaskView,
    wording: Wording,
    details: bool = False,
    reminder: str = "",
    note: str = "",
    tone: Tone = "good",
) -> Card:
    task = view.task
    body: list[CardElement] = [heading(task_title(view, wording))]
    if note:
        body.append(banner(note, tone))
    if task.status is not TaskStatus.OPEN:
        body.append(banner(wording(f"task.ended.{task.status}"), ENDED_TONES[task.status]))
    elif reminder:
        body.append(banner(_reminder_text(view, wording, reminder), REMINDER_TONES[reminder]))
    body.append(facts(_facts(view, wording, details)))
    actions = _actions(view, wording)
    if actions:
        body.append(buttons(actions))
    return card(body, _footer(view, wording, details), wording.language)


def _reminder_text(view: TaskView, wording: Wording, reminder: str) -> str:
    of_meeting = f"task.reminder.meeting_{reminder}"
    if view.meets_at and wording.has(of_meeting):
        return wording(of_meeting, when=wording.moment(view.meets_at))
    return wording(f"task.reminder.{reminder}", by=wording.day(view.task.due))


def escalation_card(view: TaskView, wording: Wording, to: str) -> Card:
    """For a leader or a coordinator: late, in whose hands, and since when."""
    task = view.task
    values = {"organisation": view.unit.organisation, "by": wording.day(task.due)}
    late = late_text(view.overdue_days, wording)
    body: list[CardElement] = [
        heading(task_title(view, wording)),
        banner(wording(f"task.escalation.{to}", late=late, **values), "attention"),
    ]
    actions: list[Action] = []
    if view.on_case:
        actions.append(button(wording("task.show_task"), "task.show", {"id": task.id}))
        actions.append(_open_subject(view, wording))
    return card(body, actions, wording.language)


def _facts(view: TaskView, wording: Wording, details: bool) -> list[tuple[str, str]]:
    task = view.task
    owner = view.owner.name if view.owner and details else ""
    rows = [
        (wording("task.deadline"), "" if view.meets_at else wording.day(task.due)),
        (wording("task.unit"), view.unit.full_name if details else view.unit.organisation),
        (wording("task.owner"), owner),
    ]
    if task.remind_from and task.is_open:
        rows.append((wording("task.reminded_again"), wording.day(task.remind_from)))
    if task.every_days:
        rows.append((wording("task.series"), _series(task, wording)))
    if details:
        rows.append((wording("task.agreed"), task.text.reveal() or _part(task, wording)))
        ended = task.status is TaskStatus.NOT_POSSIBLE
        reason = "task.why_not_possible" if ended else "task.new_deadline_reason"
        rows.append((wording(reason), task.reason.reveal()))
    return rows


def _series(task: Task, wording: Wording) -> str:
    if task.until is None:
        return wording("task.every", days=task.every_days)
    return wording("task.every_until", days=task.every_days, until=wording.day_and_year(task.until))


def _part(task: Task, wording: Wording) -> str:
    """What a document's own part asks for, where nobody wrote a text."""
    key = f"part.{task.part}.label"
    return wording(key) if task.part and wording.has(key) else ""


def _actions(view: TaskView, wording: Wording) -> list[Action]:
    """What the viewer may do about it."""
    task = view.task
    ids: dict[str, object] = {"id": task.id, "version": task.version}
    if not task.is_open or not view.may_change:
        return []
    if task.kind is TaskKind.CLOSE_CASE:
        return [*_answers(view, wording), *_about_any(view, ids, wording)]
    if task.kind is not TaskKind.FOLLOW_UP:
        return [_open_subject(view, wording, first=True), *_about_any(view, ids, wording)]
    done = button(wording("task.action.done"), "task.done", ids, "positive")
    others = [button(wording(f"task.action.{name}"), f"task.{name}", ids) for name in OF_FOLLOW_UPS]
    return [done, *others, *_take(view, ids, wording)]


def _answers(view: TaskView, wording: Wording) -> list[Action]:
    """Of a case that nobody closes; who cannot answer, because it is restricted, is shown the case."""
    ids: dict[str, object] = {"id": view.task.case_id}
    answers: list[Action] = [
        button(wording("case.action.close"), "case.close", ids, "positive"),
        button(wording("case.action.stay_open"), "case.stay_open", ids),
    ]
    return [*(answers if view.may_manage else ()), button(wording("case.see"), "case.card", ids)]


def _about_any(view: TaskView, ids: dict[str, object], wording: Wording) -> list[Action]:
    return [button(wording("task.action.later"), "task.later", ids), *_take(view, ids, wording)]


def _take(view: TaskView, ids: dict[str, object], wording: Wording) -> list[Action]:
    return [button(wording("task.action.take"), "task.take", ids)] if view.may_take else []


def _open_subject(view: TaskView, wording: Wording, first: bool = False) -> Action:
    """Opens the meeting, document or admission the task comes from."""
    subject = view.task.subject
    title = wording(f"task.open.{subject.kind}")
    return button(title, CARD_OF[subject.kind], {"id": subject.id}, "positive" if first else "default")


def _footer(view: TaskView, wording: Wording, details: bool) -> list[Action]:
    task = view.task
    if not view.on_case or task.kind is not TaskKind.FOLLOW_UP:
        return []
    key = "meeting.hide" if details else "task.details"
    verb = "task.hide" if details else "task.show"
    return [button(wording(key), verb, {"id": task.id}), _open_subject(view, wording)]
