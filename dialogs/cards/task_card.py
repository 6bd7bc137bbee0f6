"""A task's card, its reminder and its escalation.

Closed, it holds case number, task type and deadline. What was agreed is shown on request. Somebody the
escalation reaches, who is not on the case, sees number, task type, sector and how late it is: no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import Tone, banner, button, card, facts, heading
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
    meets_at: datetime | None = None
    """When the meeting begins, for the task of taking part in it. UTC."""


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
        ended: Tone = "good" if task.status is TaskStatus.DONE else "default"
        body.append(banner(wording(f"task.ended.{task.status}"), ended))
    elif reminder:
        body.append(banner(_reminder_text(view, wording, reminder), REMINDER_TONES[reminder]))
    body.append(facts(_facts(view, wording, details)))
    return card(body, _actions(view, wording, details), wording.language)


def _reminder_text(view: TaskView, wording: Wording, reminder: str) -> str:
    of_meeting = f"task.reminder.meeting_{reminder}"
    if view.meets_at and wording.has(of_meeting):
        return wording(of_meeting, when=wording.moment(view.meets_at))
    return wording(f"task.reminder.{reminder}", by=wording.day(view.task.due))


def escalation_card(view: TaskView, wording: Wording, to: str) -> Card:
    """For a leader or a coordinator: late, in whose hands, and since when."""
    task = view.task
    values = {"organisation": view.unit.organisation, "by": wording.day(task.due)}
    late = wording.count("task.overdue_by", view.overdue_days)
    body: list[CardElement] = [
        heading(task_title(view, wording)),
        banner(wording(f"task.escalation.{to}", late=late, **values), "attention"),
    ]
    actions: list[Action] = []
    if view.on_case:
        actions.append(button(wording("task.show_task"), "task.show", {"id": task.id}))
        actions.append(button(wording("meeting.see"), "meeting.card", {"id": task.meeting_id}))
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
    if details:
        rows.append((wording("task.agreed"), task.text.reveal()))
        rows.append((wording("task.new_deadline_reason"), task.reason.reveal()))
    return rows


def _actions(view: TaskView, wording: Wording, details: bool) -> list[Action]:
    task = view.task
    ids = {"id": task.id, "version": task.version}
    actions: list[Action] = []
    if task.is_open and view.may_change:
        if task.kind is TaskKind.FOLLOW_UP:
            actions.append(button(wording("task.action.done"), "task.done", ids, "positive"))
        if task.kind is not TaskKind.FOLLOW_UP:
            actions.append(
                button(wording("meeting.see"), "meeting.card", {"id": task.meeting_id}, "positive")
            )
        actions.append(button(wording("task.action.later"), "task.later", ids))
        if task.kind is TaskKind.FOLLOW_UP:
            actions.append(button(wording("task.action.new_deadline"), "task.new_deadline", ids))
            actions.append(button(wording("task.action.hand_over"), "task.hand_over", ids))
    if view.on_case and task.kind is TaskKind.FOLLOW_UP:
        key = "meeting.hide" if details else "task.details"
        verb = "task.hide" if details else "task.show"
        actions.append(button(wording(key), verb, {"id": task.id}))
    return actions
