"""A task as one line of a list: what, by when, in whose hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dialogs.cards.elements import plain
from dialogs.wording import Wording
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind

CARD_OF: dict[SubjectKind, str] = {
    SubjectKind.MEETING: "meeting.card",
    SubjectKind.DOCUMENT: "document.card",
    SubjectKind.ADMISSION: "admission.card",
    SubjectKind.CASE: "case.card",
}
"""The button that opens what a task comes from."""


@dataclass(frozen=True)
class TaskLine:
    task: Task
    owner: str
    """The owner's name; empty while nobody has it."""
    organisation: str = ""
    may_take: bool = False
    """Whether the reader may take it over: nobody's, or a colleague's of the same unit."""


def task_line(each: TaskLine, today: date, wording: Wording, on_case: bool = False) -> str:
    """`on_case`: among one case's own, so without its number and with the organisation that has it."""
    task = each.task
    what = wording(f"task.kind.{task.kind}")
    if not on_case:
        what = wording("task.title", what=what, number=task.case_number)
    who = each.owner or wording("tasks.nobody")
    if on_case:
        who = ", ".join(part for part in (each.owner, each.organisation) if part)
    late = "tasks.overdue" if task.is_overdue(today) else "tasks.due"
    return wording(late, what=what, by=wording.day(task.due), who=plain(who))


def late_text(overdue_days: int, wording: Wording) -> str:
    """How late, in working days; a discharge without its agreement is told of on the day itself."""
    return wording.count("task.overdue_by", overdue_days) if overdue_days else wording("task.due_now")


def opened(task: Task) -> Subject:
    """What is opened to act on the task: a follow-up itself, of any other what it comes from."""
    return Subject(SubjectKind.TASK, task.id) if task.kind is TaskKind.FOLLOW_UP else task.subject


def opens(task: Task) -> tuple[str, str]:
    """Verb and id of the button that does."""
    subject = opened(task)
    return "task.card" if subject.kind is SubjectKind.TASK else CARD_OF[subject.kind], subject.id
