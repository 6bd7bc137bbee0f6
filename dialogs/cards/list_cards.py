"""Lists: my cases, our tasks, a case's status. Case numbers and task types only; a button opens each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, buttons, card, heading, line, quiet, subheading
from dialogs.cards.history_lines import HistoryLine, history_lines
from dialogs.cards.meeting_card import MeetingView, status_line
from dialogs.wording import Wording
from domain.task import Task, TaskKind
from workflows.chat import Card


@dataclass(frozen=True)
class TaskLine:
    task: Task
    owner: str
    """The owner's name; empty while nobody has it."""


def cases_card(views: Sequence[MeetingView], more: int, actions: Sequence[Action], wording: Wording) -> Card:
    body: list[CardElement] = [heading(wording("cases.title"))]
    if not views:
        body.append(line(wording("cases.none")))
    for view in views:
        body.append(subheading(wording("cases.case", number=view.case.number)))
        body.append(line(status_line(view, wording)))
        body.append(buttons([button(wording("meeting.see"), "meeting.card", {"id": view.meeting.id})]))
    if more:
        body.append(quiet(wording.count("cases.more", more)))
    return card(body, actions, wording.language)


def tasks_card(
    lines: Sequence[TaskLine], more: int, today: date, actions: Sequence[Action], wording: Wording
) -> Card:
    body: list[CardElement] = [heading(wording("tasks.title"))]
    if not lines:
        body.append(line(wording("tasks.none")))
    for each in lines:
        task = each.task
        what = wording("task.title", what=wording(f"task.kind.{task.kind}"), number=task.case_number)
        late = "tasks.overdue" if task.is_overdue(today) else "tasks.due"
        who = each.owner or wording("tasks.nobody")
        body.append(line(wording(late, what=what, by=wording.day(task.due), who=who)))
        ids = {"id": task.id if task.kind is TaskKind.FOLLOW_UP else task.meeting_id}
        verb = "task.card" if task.kind is TaskKind.FOLLOW_UP else "meeting.card"
        body.append(buttons([button(wording("tasks.open"), verb, ids)]))
    if more:
        body.append(quiet(wording.count("tasks.more", more)))
    return card(body, actions, wording.language)


def status_card(
    number: str,
    views: Sequence[MeetingView],
    history: Mapping[str, Sequence[HistoryLine]],
    wording: Wording,
) -> Card:
    """`history` is by meeting id, newest first."""
    body: list[CardElement] = [heading(wording("status.title", number=number))]
    for view in views:
        body.append(line(status_line(view, wording)))
        body.append(buttons([button(wording("meeting.see"), "meeting.card", {"id": view.meeting.id})]))
        body += history_lines(history.get(view.meeting.id, ()), wording)
    return card(body, (), wording.language)
