"""The use cases of a document: send it, read it, ask, answer, sign, return, change, withdraw, end.

Each checks everything before the first write, then stores the change, the tasks it asks for, the event, the
audit entry and the messages together. What the citizen says to an agreement is `citizens_word.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.case import Case
from domain.completeness import missing_parts
from domain.document import Document, DocumentContent, changed_parts, signed_by, with_new_text
from domain.document_kind import FAMILY, DocumentKind
from domain.document_steps import FIRST_STATUS, Action, Side
from domain.errors import BadValue, NotAllowed
from domain.people import Person
from domain.permission import Permission, check_permission, check_step, is_permitted
from domain.sensitive import Sensitive
from workflows.cases import check_case_basis, is_withdrawn, keep_case, other_side, own_side
from workflows.desk import Desk
from workflows.document_steps import (
    SEND,
    act,
    asking,
    check_may_act,
    keep_version,
    record_document,
    writing,
)
from workflows.ports import DocumentOnCase


def send(
    desk: Desk, caller: Person, case: Case, kind: DocumentKind, content: Sensitive[DocumentContent]
) -> DocumentOnCase:
    """Send a document to the case's other side; an agreement goes to both for sign-off.

    Raises `NotAllowed` for the sector that does not start this kind, `BadValue` where the agreement does not
    use it, a required part is missing, or the legal basis does not hold.
    """
    check_step(caller, "document.send", case, kind=kind)
    author = own_side(caller, case)
    written = content.reveal()
    check_complete(desk, case, kind, written.parts)
    check_case_basis(desk, case, written.basis)
    case = keep_case(desk, caller, case)
    document = Document(
        id=desk.new_id(),
        case_id=case.id,
        case_number=case.number,
        kind=kind,
        status=FIRST_STATUS[FAMILY[kind]],
        author=author,
        receiver=other_side(desk, caller, case),
        asked_at=desk.now,
        content=content,
    )
    desk.records.documents.add(document)
    found = DocumentOnCase(case, document)
    keep_version(desk, caller, document)
    record_document(desk, caller, found, SEND)
    return found


def check_complete(desk: Desk, case: Case, kind: DocumentKind, parts: Mapping[str, str]) -> None:
    """Raise `BadValue` where the agreement does not use the document, or a part it requires is missing."""
    rule = desk.agreements.get(case.agreement_id).rule(kind)
    if rule is None:
        raise BadValue("document.not_in_use")
    if missing_parts(kind, parts, rule.required):
        raise BadValue("document.incomplete")


def open_document(desk: Desk, caller: Person, document_id: str) -> DocumentOnCase:
    """The document with its text, after an access check; the look is logged with the basis it rests on.

    Raises `BadValue` for the receiving side once the consent it was shared on has been withdrawn.
    """
    found = desk.records.documents.get(document_id, caller)
    check_permission(caller, Permission.OPEN_DETAILS, found.case)
    basis = found.document.content.reveal().basis
    if is_withdrawn(found.case, basis) and found.document.side_of(caller) is not Side.AUTHOR:
        raise BadValue("basis.withdrawn")
    desk.audit(caller, "read", f"document:{document_id}", found.case.id, basis.basis)
    return found


def take_document(desk: Desk, caller: Person, document_id: str) -> DocumentOnCase:
    """The document for a file of the caller's own; else as `open_document`. Raises `NotAllowed` for who may
    only look at it."""
    found = desk.records.documents.get(document_id, caller)
    if not is_permitted(caller, Permission.TAKE_FILE, found.case):
        raise NotAllowed("looking at a document is not taking it along")
    return open_document(desk, caller, document_id)


def acknowledge(desk: Desk, caller: Person, document_id: str) -> DocumentOnCase:
    """The receiving sector has read it (kvittering)."""
    return act(desk, caller, document_id, Action.ACKNOWLEDGE, lambda d: d)


def ask(desk: Desk, caller: Person, document_id: str, question: str) -> DocumentOnCase:
    return act(desk, caller, document_id, Action.ASK, asking(desk, question=question, answer=""))


def answer(desk: Desk, caller: Person, document_id: str, answer: str) -> DocumentOnCase:
    return act(desk, caller, document_id, Action.ANSWER, writing(answer=answer))


def sign(desk: Desk, caller: Person, document_id: str, content_version: int) -> DocumentOnCase:
    """Sign for the caller's side (godkendelse).

    Raises `BadValue` when that is not the present version, `NotAllowed` without the role that signs.
    """
    found = desk.records.documents.get(document_id, caller)
    document, side = found.document, found.document.side_of(caller)
    check_may_act(caller, found, Action.SIGN)
    check_version(document, content_version)
    return act(
        desk, caller, document_id, Action.SIGN, lambda d: signed_by(d, side or Side.AUTHOR, caller, desk.now)
    )


def check_version(document: Document, content_version: int) -> None:
    """Raise `BadValue` when what somebody agreed to is no longer the present version."""
    if content_version != document.content_version:
        raise BadValue("document.older_version")


def return_with(desk: Desk, caller: Person, document_id: str, reason: str) -> DocumentOnCase:
    """Send an agreement back with a comment. Whoever had signed signs again."""

    def returned(document: Document) -> Document:
        return replace(asking(desk, reason=reason)(document), signatures=())

    return act(desk, caller, document_id, Action.RETURN, returned, reason)


def withdraw(desk: Desk, caller: Person, document_id: str, reason: str) -> DocumentOnCase:
    return act(desk, caller, document_id, Action.WITHDRAW, writing(reason=reason), reason)


def end(desk: Desk, caller: Person, document_id: str, reason: str) -> DocumentOnCase:
    """The agreement has run its course, or is given up, as it says itself."""
    return act(desk, caller, document_id, Action.END, writing(reason=reason), reason)


def revise(
    desk: Desk, caller: Person, document_id: str, base: int, parts: Mapping[str, str], reason: str
) -> DocumentOnCase:
    """A new version of the text, begun from version `base`; nobody has signed or acknowledged it yet.

    Raises `BadValue` when somebody changed it meanwhile, nothing is changed, or a required part is missing.
    """
    found = desk.records.documents.get(document_id, caller)
    document = found.document
    if base != document.content_version:
        raise BadValue("document.changed_meanwhile")
    if not changed_parts(document.content.reveal().parts, parts):
        raise BadValue("document.nothing_changed")
    check_complete(desk, found.case, document.kind, parts)

    def rewritten(before: Document) -> Document:
        return with_new_text(writing(reason=reason)(before), parts, desk.now)

    revised = act(desk, caller, document_id, Action.REVISE, rewritten, reason)
    keep_version(desk, caller, revised.document)
    return revised


def changes_since(desk: Desk, caller: Person, document_id: str, base: int) -> tuple[str, ...]:
    """The names of the parts that differ between version `base` and the present one."""
    before = desk.records.documents.version_of(document_id, base, caller).content.reveal()
    now = desk.records.documents.get(document_id, caller).document.content.reveal()
    return changed_parts(before.parts, now.parts)
