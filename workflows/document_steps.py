"""One step of a document: checked against the table, stored, and everything that follows from it.

What follows is the same for every step: the tasks the new state asks for, the event, the audit entry, the
messages, the follow-ups, and what the case's admission makes of it. The use cases are `documents.py` and
`citizens_word.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.document import Document, DocumentVersion, actions_for, standing, transition, waits_for
from domain.document_steps import Action, Side, Status
from domain.document_tasks import ENDS_AS_DONE, wanted_tasks
from domain.people import Person
from domain.permission import check_step, may_take_step
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from workflows.admissions import follow_document
from workflows.cases import check_case_basis
from workflows.desk import Desk
from workflows.follow_ups import plan_follow_ups
from workflows.journal import settle_journals
from workflows.ports import DocumentOnCase
from workflows.recipients import receivers_of, signers_of
from workflows.record_keeping import record
from workflows.settling import settle
from workflows.telling import tell

Change = Callable[[Document], Document]
SEND = "send"


def writing(**texts: str) -> Change:
    """A change that writes these texts of the document's content and touches nothing else."""

    def write(document: Document) -> Document:
        content = replace(document.content.reveal(), **texts)  # type: ignore[arg-type]
        return replace(document, content=Sensitive(content))

    return write


def asking(desk: Desk, **texts: str) -> Change:
    """The same, where something is asked of the other side from now on."""
    return lambda document: replace(writing(**texts)(document), asked_at=desk.now)


def check_may_act(caller: Person, found: DocumentOnCase, action: Action) -> None:
    """Raise as `check_step`. Whether it fits the status and the caller's side is asked of `transition`."""
    check_step(caller, f"document.{action}", found.case, unit_id=_unit_of(caller, found.document))


def open_actions(person: Person, found: DocumentOnCase) -> tuple[Action, ...]:
    """What fits the status and is the person's to do, in the order of the table."""
    document, unit_id = found.document, _unit_of(person, found.document)
    fitting = actions_for(document, document.side_of(person))
    return tuple(
        action
        for action in fitting
        if may_take_step(person, f"document.{action}", found.case, unit_id=unit_id)
    )


def _unit_of(person: Person, document: Document) -> str:
    """The unit for which the person acts; empty for who works for neither side."""
    side = document.side_of(person)
    return document.party(side).unit_id if side else ""


def act(
    desk: Desk, caller: Person, document_id: str, action: Action, change: Change, reason: str = ""
) -> DocumentOnCase:
    """Do one step of the table: check it, store it, and let everyone concerned know."""
    found = desk.records.documents.get(document_id, caller)
    check_may_act(caller, found, action)
    before = found.document
    side = before.side_of(caller)
    row = transition(before, action, side)
    if action is Action.REVISE:
        check_case_basis(desk, found.case, before.content.reveal().basis)
    changed = replace(change(before), status=row.end, version=before.version + 1)
    if side is Side.RECEIVER:
        changed = _taken_on(changed, caller, action, desk)
    changed = _standing(desk, changed)
    desk.records.documents.save(changed)
    after = DocumentOnCase(found.case, changed)
    record_document(desk, caller, after, action, row.tells, reason=reason, before=before.status)
    return after


def _standing(desk: Desk, document: Document) -> Document:
    status = standing(document)
    if status is Status.SIGNED and document.status is not status:  # from now on the citizen is asked
        document = replace(document, asked_at=desk.now)
    in_force = desk.now if status is Status.IN_FORCE and document.in_force_at is None else None
    return replace(document, status=status, in_force_at=document.in_force_at or in_force)


def _taken_on(document: Document, caller: Person, action: Action, desk: Desk) -> Document:
    """Whoever answers first for the receiving unit becomes its contact person; a notice is then read.

    Not who only signs: the chief physician or the manager does not take the course on by that.
    """
    receiver = document.receiver
    if receiver.person_id is None and action is not Action.SIGN:
        receiver = replace(receiver, person_id=caller.id)
    return replace(document, receiver=receiver, acknowledged_at=document.acknowledged_at or desk.now)


def keep_version(desk: Desk, caller: Person, document: Document) -> None:
    version = DocumentVersion(document.content_version, caller.id, desk.now, document.content)
    desk.records.documents.keep_version(document.id, version)


def record_document(
    desk: Desk,
    person: Person | None,
    found: DocumentOnCase,
    action: str,
    tells: tuple[Side, ...] = (),
    reason: str = "",
    before: Status | None = None,
) -> None:
    """`tells` are the sides the step's row names. `before` is the status it had; None for a document that is
    new, which those its agreement names are told of."""
    case, document = found.case, found.document
    subject = Subject(SubjectKind.DOCUMENT, document.id)
    settle_document(desk, found)
    basis = document.content.reveal().basis.basis
    record(desk, person, case, subject, action, document.status, reason=reason, basis=basis)
    parties = [document.party(side) for side in tells]
    also = [*_receivers(desk, found, action), *_asked_to_sign(desk, document, action)]
    told = tell(desk, person, subject, document.version, parties, also=also)
    if document.status is not before:
        plan_follow_ups(desk, found)
    follow_document(desk, person, found, told, is_new_text=action in (SEND, Action.REVISE))


def settle_document(desk: Desk, found: DocumentOnCase) -> None:
    case, document = found.case, found.document
    agreement = desk.agreements.get(case.agreement_id)
    wanted = wanted_tasks(document, agreement, desk.agreements.calendar(agreement.id))
    fulfilled = ENDS_AS_DONE.get(document.status, frozenset())
    if not document.signatures:  # a new version: what was to be signed before never was
        fulfilled -= {TaskKind.SIGN}
    settle(desk, case, Subject(SubjectKind.DOCUMENT, document.id), wanted, fulfilled)
    settle_journals(desk, case)


def _receivers(desk: Desk, found: DocumentOnCase, action: str) -> tuple[Person, ...]:
    """Those in the receiving unit whom the agreement wants told of a document that has just come."""
    if action != SEND:
        return ()
    rule = desk.agreements.get(found.case.agreement_id).rule(found.document.kind)
    receivers = rule.receivers if rule else ()
    return receivers_of(desk.records.directory, found.document.receiver, receivers)


def _asked_to_sign(desk: Desk, document: Document, action: str) -> list[Person]:
    """Those who sign, of each side that has not, when a version to sign has just come."""
    if document.status is not Status.SIGNING or action not in (SEND, Action.REVISE):
        return []
    units = [document.party(side).unit_id for side in waits_for(document)]
    return [person for unit_id in units for person in signers_of(desk.records.directory, unit_id)]
