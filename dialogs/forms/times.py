"""Proposed times as fields: up to three days with an hour each, and how long; shared by several forms."""

from __future__ import annotations

from datetime import timedelta

from dialogs.forms.form import Answers, Fault, Field, FieldKind, Surroundings, always, never
from domain.local_time import at_local, local
from domain.network_meeting import MeetingTime

MOST_TIMES = 3
FURTHEST = timedelta(days=366)

TIME_FIELDS: tuple[Field, ...] = (
    *(
        field
        for n in range(1, MOST_TIMES + 1)
        for field in (
            Field(f"day_{n}", FieldKind.DATE, always if n == 1 else never),
            Field(f"time_{n}", FieldKind.TIME, always if n == 1 else never),
        )
    ),
    Field("duration", FieldKind.CHOICE, choices="durations", default="60"),
)


def proposed_times(answers: Answers) -> tuple[MeetingTime, ...]:
    """The times given in full, in order, each once."""
    minutes = int(answers["duration"])
    starts = {
        at_local(answers[f"day_{n}"], answers[f"time_{n}"])
        for n in range(1, MOST_TIMES + 1)
        if f"day_{n}" in answers and f"time_{n}" in answers
    }
    return tuple(MeetingTime(start, minutes) for start in sorted(starts))


def check_proposed_times(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    faults = []
    for n in range(1, MOST_TIMES + 1):
        day, time = answers.get(f"day_{n}"), answers.get(f"time_{n}")
        if day and not time:
            faults.append(Fault(f"time_{n}", "field.time_missing"))
        elif time and not day:
            faults.append(Fault(f"day_{n}", "field.day_missing"))
        elif day and time and at_local(day, time) <= around.now:
            faults.append(Fault(f"day_{n}", "field.time_in_past"))
        elif day and day - around.today > FURTHEST:
            faults.append(Fault(f"day_{n}", "field.too_far_ahead"))
    return tuple(faults)


def time_values(times: tuple[MeetingTime, ...]) -> dict[str, str]:
    """Earlier proposed times as typed values, to start from."""
    values: dict[str, str] = {}
    for n, time in enumerate(times[:MOST_TIMES], start=1):
        start = local(time.start)
        values |= {
            f"day_{n}": f"{start:%Y-%m-%d}",
            f"time_{n}": f"{start:%H:%M}",
            "duration": str(time.minutes),
        }
    return values
