"""The three most important of somebody's own tasks ("dine tre vigtigste"), by rule, comparing no people.

First what the law asks for and is due today or late, then what else is late, then what is due today, then the
rest; among equals the earlier deadline, then the case number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.task import REMINDED, Task

MOST = 3


def most_important(tasks: Iterable[Task], today: date) -> tuple[Task, ...]:
    """At most three of those that are open."""
    still_open = (task for task in tasks if task.is_open)
    return tuple(sorted(still_open, key=lambda task: _pressing(task, today))[:MOST])


def _pressing(task: Task, today: date) -> tuple[bool, bool, bool, date, str, str]:
    legal = REMINDED[task.kind].legal and task.due <= today
    return not legal, task.due >= today, task.due > today, task.due, task.case_number, task.id
