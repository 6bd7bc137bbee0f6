"""Fresh cards for whoever holds one of a task, of the record that lists it, or has it in a morning's card."""

from __future__ import annotations

from datetime import timedelta

from domain.subject import Subject, SubjectKind
from domain.task import Task
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind

KEPT_TRUE = timedelta(days=4)
"""How long a morning's card is brought up to date: over a long weekend. A newer one takes its place."""


def refreshes(desk: Desk, task: Task, *subjects: Subject) -> list[Notice]:
    """One notice per holder of a card of these subjects, because the task has changed."""
    rule, posts = f"task:{task.id}:v{task.version}", desk.records.posts
    told = desk.records.outbox.gathered_about(Subject(SubjectKind.TASK, task.id), desk.now - KEPT_TRUE)
    mornings = [Subject(SubjectKind.PERSON, person_id) for person_id in told]
    return [
        Notice(NoticeKind.REFRESH, subject, holder, f"{rule}:{subject.kind}", desk.now)
        for subject in (*subjects, *mornings)
        for holder in posts.holders(subject)
    ]
