"""Writes down what happened on a case: the event both sectors see, and the audit entry."""

from __future__ import annotations

from domain.case import Case
from domain.event import CaseEvent
from domain.people import Person
from domain.sensitive import NOTHING, Sensitive
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind


def record(
    desk: Desk,
    person: Person | None,
    case: Case,
    subject: Subject,
    action: str,
    status: str,
    *,
    reason: str = "",
    basis: str = "",
) -> None:
    """`person` is None where time itself acted; the kind of event is the subject's kind and the action."""
    kind = f"{subject.kind}.{action}"
    event = CaseEvent(
        id=desk.new_id(),
        case_id=case.id,
        subject_id=subject.id,
        kind=kind,
        at=desk.now,
        person_id=person.id if person else None,
        unit_id=person.home.id if person else None,
        status=status,
        reason=Sensitive(reason) if reason else NOTHING,
    )
    desk.records.events.append(event)
    desk.audit(person, kind, subject.name, case.id, basis)
    if subject.kind is not SubjectKind.CASE:
        desk.tell(_fresh_case_cards(desk, case, event.id))


def _fresh_case_cards(desk: Desk, case: Case, event_id: str) -> list[Notice]:
    """Whoever has the case's timeline open sees what has just happened on it."""
    timeline = Subject(SubjectKind.CASE, case.id)
    holders = desk.records.posts.holders(timeline)
    return [Notice(NoticeKind.REFRESH, timeline, id_, f"event:{event_id}", desk.now) for id_ in holders]
