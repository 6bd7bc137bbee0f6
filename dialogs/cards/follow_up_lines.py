"""What was agreed, on the card of the meeting or document it comes from: who, by when, if it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microsoft_teams.cards.core import CardElement

from dialogs.cards.elements import button, buttons, line, plain, quiet, shortened, subheading
from dialogs.wording import Wording
from domain.people import Unit
from domain.task import Task, TaskStatus


def follow_up_lines(
    tasks: Sequence[Task],
    units: Mapping[str, Unit],
    owners: Mapping[str, str],
    wording: Wording,
    *,
    longest: int = 0,
    may_open: bool,
) -> list[CardElement]:
    """`units` and `owners` (their names) by id. The texts only where `longest` says how long they may be."""
    rows: list[CardElement] = [subheading(wording("meeting.follow_ups"))] if tasks else []
    for task in tasks:
        unit = units.get(task.unit_id)
        who = ", ".join(
            part for part in (owners.get(task.owner_id or ""), unit and unit.organisation) if part
        )
        state = wording(f"task.state.{task.status}")
        rows.append(line(wording("meeting.follow_up", who=who, by=wording.day(task.due), state=state)))
        if longest:
            rows.append(quiet(plain(shortened(task.text.reveal(), longest))))
        if task.status is TaskStatus.OPEN and may_open:
            rows.append(buttons([button(wording("meeting.open_task"), "task.show", {"id": task.id})]))
    return rows
