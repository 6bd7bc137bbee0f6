"""A task's own card as a message: reminded of, late in somebody's hands, or as it is once it has ended."""

from __future__ import annotations

from dialogs.cards.task_card import escalation_card, task_card
from dialogs.subjects import task_summary
from dialogs.talk import Talk
from dialogs.views import task_view
from domain.reminder import ESCALATIONS
from workflows.chat import Message
from workflows.ports import TaskOnCase


def task_message(talk: Talk, found: TaskOnCase, kind: str = "") -> Message:
    """`kind` is that of the reminder, as the notice's detail has it; it is said of an open task only."""
    view = task_view(talk.desk, talk.person, found)
    if kind in ESCALATIONS and found.task.is_open:
        summary = task_summary(talk, found, "notice.escalation")
        return Message(summary, escalation_card(view, talk.wording, kind))
    reminder = kind if found.task.is_open else ""
    return Message(task_summary(talk, found), task_card(view, talk.wording, reminder=reminder))
