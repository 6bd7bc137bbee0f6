"""A case's history for one person: what happened, to which document, when and by whom.

Never a reason, a text, a unit or a citizen: only the kind of event, and who of which organisation.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.history_lines import EVENTS_TOLD, HistoryLine
from domain.case import Case
from domain.event import CaseEvent
from domain.people import Person
from workflows.desk import Desk


def history_of(desk: Desk, viewer: Person, case: Case, names: Mapping[str, str]) -> tuple[HistoryLine, ...]:
    """Newest first; `names` are those of the case's documents, by id. Raises `NotFound` for who has no
    relation to the case."""
    events = desk.records.events.of_case(case.id, viewer)
    people: dict[tuple[str | None, str | None], str] = {}
    lines: list[HistoryLine] = []
    for event in reversed(events):
        if event.kind in EVENTS_TOLD:
            key = (event.person_id, event.unit_id)
            who = people[key] if key in people else people.setdefault(key, _who(desk, event))
            lines.append(HistoryLine(event.kind, event.at, who, names.get(event.subject_id, "")))
    return tuple(lines)


def _who(desk: Desk, event: CaseEvent) -> str:
    """Name and organisation, the organisation alone for who has left; empty where time itself acted."""
    directory = desk.records.directory
    person = directory.person(event.person_id) if event.person_id else None
    unit = directory.unit(event.unit_id) if event.unit_id else None
    return ", ".join(part for part in (person and person.name, unit and unit.organisation) if part)
