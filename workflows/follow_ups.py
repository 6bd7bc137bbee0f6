"""Follow-ups: who does what by when, from minutes, from a document's own parts, or agreed later on.

Each belongs to a unit of the case, and to a person where one is named. A series opens its next one when the
one before is done. What a document's parts ask for ends with the document; what people agreed stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.case import Case
from domain.document import Document
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import BadValue
from domain.people import Person
from domain.permission import check_step
from domain.sensitive import NOTHING, Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus, withdrawn
from workflows.card_refresh import refreshes
from workflows.desk import Desk
from workflows.ports import Clockwork, DocumentOnCase
from workflows.record_keeping import record

PLANNED: dict[DocumentKind, str] = {
    DocumentKind.DISCHARGE_AGREEMENT: "first_follow_up",
    DocumentKind.COORDINATION_PLAN: "first_follow_up",
    DocumentKind.INTERVENTION_PLAN: "next_meeting",
}
"""The part whose day becomes a follow-up when the document comes into force."""
ACTING_MUNICIPALITY = "acting_municipality"
"""The part of a follow-up that asks which municipality acts for a citizen without a home."""


ADD = "task.add"


@dataclass(frozen=True)
class AgreedRow:
    """One agreed task: a unit's, and a person's where one is named."""

    text: Sensitive[str]
    unit_id: str
    owner_id: str | None
    due: date
    """Local day."""
    every_days: int = 0
    """Calendar days to the next of a series; 0 for a single one."""
    until: date | None = None
    """Local day of the last one at the latest."""


def follow_up(desk: Desk, case: Case, subject: Subject, row: AgreedRow, part: str = "") -> Task:
    """The row as an open task, not stored yet.

    Raises `BadValue` for a day in the past, a unit that is not party to the case, an owner who does not work
    in the unit, or a series without an end.
    """
    if row.due < desk.today:
        raise BadValue("minutes.due_in_past", "a follow-up's day lies in the past")
    unit = desk.records.directory.unit(row.unit_id)
    if unit is None or unit.id not in case.unit_ids:
        raise BadValue("minutes.unknown_owner", "a follow-up belongs to a unit on the case")
    owner = desk.records.directory.person(row.owner_id) if row.owner_id else None
    if row.owner_id and (owner is None or not owner.works_in(unit.id)):
        raise BadValue("minutes.unknown_owner", "a follow-up's owner works in its unit")
    if row.every_days and (row.until is None or row.until < row.due):
        raise BadValue("follow_up.until_missing")
    return Task(
        id=desk.new_id(),
        case_id=case.id,
        case_number=case.number,
        subject=subject,
        kind=TaskKind.FOLLOW_UP,
        unit_id=unit.id,
        sector=unit.sector,
        owner_id=row.owner_id,
        due=row.due,
        opened_at=desk.now,
        text=row.text,
        part=part,
        every_days=row.every_days,
        until=row.until,
    )


def add_follow_up(
    desk: Desk, caller: Person, document_id: str, row: AgreedRow, part: str = ""
) -> DocumentOnCase:
    """Agree on one more thing about a document, or one `part` of it. Raises `BadValue` as `follow_up`."""
    found = desk.records.documents.get(document_id, caller)
    check_step(caller, ADD, found.case)
    subject = Subject(SubjectKind.DOCUMENT, document_id)
    task = follow_up(desk, found.case, subject, row, part)
    desk.records.tasks.add(task)
    record(desk, caller, found.case, Subject(SubjectKind.TASK, task.id), "add", task.status)
    desk.tell(refreshes(desk, task, subject))
    return found


def plan_follow_ups(desk: Desk, found: DocumentOnCase) -> None:
    """Open the follow-up a document asks for once it is in force; end it where the document has ended."""
    document = found.document
    part = PLANNED.get(document.kind)
    if part is None:
        return
    subject = Subject(SubjectKind.DOCUMENT, document.id)
    tasks = [t for t in desk.records.tasks.of_case(document.case_id, Clockwork()) if t.subject == subject]
    earlier = [task for task in tasks if task.part == part]
    if document.status is Status.IN_FORCE or not document.is_live:
        for task in earlier:
            if task.is_open:
                ended = withdrawn(task, desk.now)
                desk.records.tasks.save(ended)
                desk.tell(refreshes(desk, ended, Subject(SubjectKind.TASK, task.id)))
    if document.status is Status.IN_FORCE:
        row = _planned(found.case, document, part)
        begun = any(task.status is TaskStatus.DONE for task in earlier)
        due = _next_day(row, desk.today, begun) if row else None
        if row and due:
            desk.records.tasks.add(follow_up(desk, found.case, subject, _on(row, due), part))


def _on(row: AgreedRow, due: date) -> AgreedRow:
    """The row from this day on; once only where its series would be over by then."""
    if row.until is not None and row.until < due:
        return replace(row, due=due, every_days=0, until=None)
    return replace(row, due=due)


def _next_day(row: AgreedRow, today: date, begun: bool) -> date | None:
    """The day asked for, or the next of its series; a first day missed is made up for today.

    None where the one follow-up, or the last of the series, has been done.
    """
    day = row.due
    if begun and day <= today:
        if not row.every_days:
            return None
        while day <= today:
            day += timedelta(days=row.every_days)
        return day if row.until is None or day <= row.until else None
    return max(day, today)


def _planned(case: Case, document: Document, part: str) -> AgreedRow | None:
    """The row a document's parts ask for, of the sector that wrote it."""
    parts = document.content.reveal().parts
    day = day_in(parts.get(part, ""))
    if day is None:
        return None
    every = _days(parts.get("follow_up_every", "")) if part == "first_follow_up" else 0
    until = day_in(parts.get("ends_on", "")) if every else None
    if until is None or until < day:
        every, until = 0, None
    return AgreedRow(NOTHING, case.unit_in(document.author.sector), None, day, every, until)


def day_in(text: str) -> date | None:
    """None where the part is empty, or says in words why there is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(text: str) -> int:
    """0 where the part is empty, or says in words how often."""
    return int(text) if text.isdecimal() else 0
