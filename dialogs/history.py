"""A case's history for one person: what happened, when and by whom, looked up for the cards.

Never a reason, a text, a unit or a citizen: only the kind of event, and who of which organisation.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.history_lines import EVENTS_TOLD, HistoryLine
from domain.case import Case
from domain.event import CaseEvent
from domain.people import Person
from workflows.desk import Desk


def history_of(desk: Desk, viewer: Person, case: Case) -> Mapping[str, tuple[HistoryLine, ...]]:
    """By meeting id, newest first. Raises `NotFound` for who has no relation to the case."""
    records = desk.records
    meeting_of = {task.id: task.meeting_id for task in records.tasks.of_case(case.id, viewer)}
    lines: dict[str, list[HistoryLine]] = {}
    for event in reversed(records.events.of_case(case.id, viewer)):
        if event.kind in EVENTS_TOLD:
            meeting_id = meeting_of.get(event.subject_id, event.subject_id)
            lines.setdefault(meeting_id, []).append(HistoryLine(event.kind, event.at, _who(desk, event)))
    return {meeting_id: tuple(found) for meeting_id, found in lines.items()}


def _who(desk: Desk, event: CaseEvent) -> str:
    """Name and organisation, the organisation alone for who has left; empty where time itself acted."""
    directory = desk.records.directory
    person = directory.person(event.person_id) if event.person_id else None
    unit = directory.unit(event.unit_id) if event.unit_id else None
    return ", ".join(part for part in (person and person.name, unit and unit.organisation) if part)
