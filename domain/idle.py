"""When an open case is one that nobody closes: nothing happens on it any more, and nothing is to come.

Every period of `retention.py` runs from the closing, so such a case would stay for good. After as many
days as the agreement says its units are asked to close it, or to write why it must be open; with that reason
the days begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

NOT_OF_THE_COURSE = frozenset(
    {
        *(f"task.{step}" for step in ("take", "snooze", "hand_over")),
        *(f"case.{step}" for step in ("emergency", "change_contact", "restrict", "keep", "let_go")),
    }
)
"""Events that move nothing on the course: a question that is put off or handed on is not answered, and that
others look after the case, or may open it, does not say that it goes on."""


@dataclass(frozen=True)
class Course:
    """An open case as this rule sees it. Local days."""

    last_event_on: date
    deadlines: tuple[date, ...]
    """Of all that is still to be done on it."""
    agreements_until: tuple[date, ...]
    """The last days of the agreements and plans in force. One that names no day is seen by its follow-ups."""


def is_idle(course: Course, days: int, today: date) -> bool:
    """Whether nothing has happened for so many calendar days, and nothing is to come. What is late is no
    reason to wait: others are told of that already."""
    if course.last_event_on + timedelta(days=days) > today:
        return False
    return all(day < today for day in (*course.deadlines, *course.agreements_until))
