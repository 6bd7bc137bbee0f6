"""Fresh cards for whoever holds one of a task, or of the meeting that lists it."""

from __future__ import annotations

from domain.subject import Subject
from domain.task import Task
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind


def refreshes(desk: Desk, task: Task, *subjects: Subject) -> list[Notice]:
    """One notice per holder of a card of these subjects, because the task has changed."""
    rule = f"task:{task.id}:v{task.version}"
    return [
        Notice(NoticeKind.REFRESH, subject, holder, f"{rule}:{subject.kind}", desk.now)
        for subject in subjects
        for holder in desk.records.posts.holders(subject)
    ]
