"""Who is in touch on a case for their unit, and somebody else in their place, on one case or all of theirs.

The contact person is whoever was named last for the unit on the case's documents and meetings, also when they
have left since. What is over keeps the name it had.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.case import Case
from domain.errors import BadValue
from domain.party import Party
from domain.people import Person
from domain.subject import Subject, SubjectKind
from domain.task import handed_to
from workflows.cases import managed_case, own_side
from workflows.desk import Desk
from workflows.ports import Clockwork
from workflows.record_keeping import record
from workflows.tasks import news_of_handing_over
from workflows.telling import tell


def contact_of(desk: Desk, case: Case, unit_id: str) -> str | None:
    """The id of the unit's contact person on the case's live documents and open meetings, the newest first;
    None while nobody has taken it on."""
    named = (p.person_id for p in _parties(desk, case) if p.unit_id == unit_id and p.person_id)
    return next(named, None)


def cases_of_contact(desk: Desk, caller: Person, case: Case) -> tuple[Case, ...]:
    """The open cases of the caller's unit with the same contact person as this one, which comes first."""
    unit_id = own_side(caller, case).unit_id
    contact_id = contact_of(desk, case, unit_id)
    if contact_id is None:
        return (case,)
    naming = desk.records.cases.open_naming(contact_id, unit_id, caller)
    others = (each for each in naming if each.id != case.id)
    return (case, *(each for each in others if contact_of(desk, each, unit_id) == contact_id))


def change_contact(desk: Desk, caller: Person, case_id: str, person_id: str, all_cases: bool) -> Case:
    """Put a colleague in the contact person's place, with the open tasks that were theirs on the case.

    `all_cases`: on every open case of the unit where it was the same person. Raises `BadValue` for a closed
    case, somebody who does not work in the unit, or a case on which nothing is going on.
    """
    case = managed_case(desk, caller, case_id, "change_contact")
    side = own_side(caller, case)
    former = replace(side, person_id=contact_of(desk, case, side.unit_id))
    person = desk.records.directory.person(person_id)
    if person is None or not person.works_in(side.unit_id) or person.id == former.person_id:
        raise BadValue("case.no_other_contact")
    if not any(party.unit_id == side.unit_id for party in _parties(desk, case)):
        raise BadValue("case.nothing_going_on")
    others = cases_of_contact(desk, caller, case)[1:] if all_cases else ()
    for each in others:
        _change(desk, caller, each, former, person)
    return _change(desk, caller, case, former, person)


def _parties(desk: Desk, case: Case) -> tuple[Party, ...]:
    """The sides of what is going on, newest first of each."""
    documents = desk.records.documents.of_case(case.id, Clockwork())
    meetings = desk.records.meetings.of_case(case.id, Clockwork())
    return (
        *(party for d in documents if d.is_live for party in (d.author, d.receiver)),
        *(party for m in meetings if m.is_open for party in (m.inviter, m.receiver)),
    )


def _change(desk: Desk, caller: Person, case: Case, former: Party, person: Person) -> Case:
    changed = replace(case, version=case.version + 1)
    desk.records.cases.save(changed)
    touched = [
        *_documents_changed(desk, case, former, person),
        *_meetings_changed(desk, case, former, person),
    ]
    _hand_over_tasks(desk, caller, case, former, person)
    subject = Subject(SubjectKind.CASE, case.id)
    record(desk, caller, changed, subject, "change_contact", "open")
    tell(desk, caller, subject, changed.version, (), also=(person,))
    for each, version in touched:
        tell(desk, caller, each, version, ())
    return changed


def _documents_changed(
    desk: Desk, case: Case, former: Party, person: Person
) -> Iterable[tuple[Subject, int]]:
    for document in desk.records.documents.of_case(case.id, Clockwork()):
        author, receiver = (_named(p, former, person) for p in (document.author, document.receiver))
        if document.is_live and (author, receiver) != (document.author, document.receiver):
            changed = replace(document, author=author, receiver=receiver, version=document.version + 1)
            desk.records.documents.save(changed)
            yield Subject(SubjectKind.DOCUMENT, changed.id), changed.version


def _meetings_changed(desk: Desk, case: Case, former: Party, person: Person) -> Iterable[tuple[Subject, int]]:
    for meeting in desk.records.meetings.of_case(case.id, Clockwork()):
        inviter, receiver = (_named(p, former, person) for p in (meeting.inviter, meeting.receiver))
        if meeting.is_open and (inviter, receiver) != (meeting.inviter, meeting.receiver):
            changed = replace(meeting, inviter=inviter, receiver=receiver, version=meeting.version + 1)
            desk.records.meetings.save(changed)
            yield Subject(SubjectKind.MEETING, changed.id), changed.version


def _named(party: Party, former: Party, person: Person) -> Party:
    """The side with the new person where it named the former one."""
    return replace(party, person_id=person.id) if party == former else party


def _hand_over_tasks(desk: Desk, caller: Person, case: Case, former: Party, person: Person) -> None:
    if former.person_id is None:
        return
    for task in desk.records.tasks.owned_by(former.person_id, (former.unit_id,), caller):
        if task.case_id == case.id:
            given = handed_to(task, task.unit_id, task.sector, person.id, desk.now)
            desk.records.tasks.save(given)
            desk.tell(news_of_handing_over(desk, caller, given))
