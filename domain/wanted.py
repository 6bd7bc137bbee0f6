"""A task that the state of a record asks for, before anybody has opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.party import Party
from domain.task import Task, TaskKind


@dataclass(frozen=True)
class Wanted:
    kind: TaskKind
    party: Party
    due: date
    """Local day."""


def matches(task: Task, wanted: Wanted) -> bool:
    """Whether an open task already is the wanted one."""
    return task.kind is wanted.kind and task.unit_id == wanted.party.unit_id and task.due == wanted.due
