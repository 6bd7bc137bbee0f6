"""Hands a file out by a link that one person can use, once, for a short time.

A link identifies nobody, so it opens nothing by itself: who follows it signs in with their organisation, and
must be the person it was made for, still on the staff and, where the file is about a case, still with access
to it. The content is stored sealed, and forgotten when it is fetched or its time is over; of the token only
a digest is kept. Addresses, signing in and pages do not belong here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from domain.errors import NotFound
from domain.people import Person
from workflows.desk import Desk
from workflows.ports.handouts import Handout, KeptHandout

HANDOUT_LIFETIME = timedelta(minutes=30)
"""Long enough to sign in, also where that asks for a second factor; short enough that a link left lying in a
chat is worth nothing. Who was too late asks for the file anew."""
UNKNOWN = "unknown"
"""The actor in the audit log where nobody in the directory is known to have asked."""


class Refusal(StrEnum):
    """Why a link gives nothing."""

    GONE = "gone"
    """Its time is over, it never was, or the person lost access: the answer is the same."""
    USED = "used"
    WRONG_PERSON = "wrong_person"


@dataclass(frozen=True)
class Account:
    """Who signed in: the tenant, and the person's object id there."""

    tenant_id: str
    user_id: str


@dataclass(frozen=True)
class Expected:
    """A file that waits, and whom it waits for."""

    person: Person
    name: str


def hand_out(desk: Desk, person: Person, file: Handout) -> str:
    """Keep the file for the person; the token of the link. It is stored nowhere and cannot be found again."""
    token = desk.new_id() + desk.new_id()
    kept = KeptHandout(
        id=desk.new_id(),
        digest=_digest(token),
        person_id=person.id,
        name=file.name,
        content_type=file.content_type,
        purpose=file.purpose,
        case_id=file.case_id,
        created_at=desk.now,
        expires_at=desk.now + HANDOUT_LIFETIME,
    )
    desk.records.handouts.add(kept, file.content)
    desk.audit(person, "hand_out", f"handout:{kept.id}", file.case_id, purpose=file.purpose)
    return token


def expected(desk: Desk, token: str) -> Expected | Refusal:
    """Whom the link is for, before anybody has signed in. This uses nothing up."""
    kept = desk.records.handouts.find(_digest(token))
    refusal = _why_not(desk, kept)
    person = desk.records.directory.person(kept.person_id) if kept else None
    if kept is None or refusal is not None or person is None:
        return _refuse(desk, kept, None, refusal or Refusal.GONE)
    return Expected(person, kept.name)


def recognise(desk: Desk, token: str, account: Account) -> Expected | Refusal:
    """Whether the link is for who signed in. This uses nothing up; a refusal is logged."""
    return _recognised(desk, desk.records.handouts.find(_digest(token)), account)


def _recognised(desk: Desk, kept: KeptHandout | None, account: Account) -> Expected | Refusal:
    person = desk.records.directory.person_by_account(account.tenant_id, account.user_id)
    if kept is None or person is None or person.id != kept.person_id:
        why = Refusal.GONE if kept is None else Refusal.WRONG_PERSON
        return _refuse(desk, kept, person, why)
    refusal = _why_not(desk, kept)
    if refusal is not None or not _may_still(desk, person, kept):
        return _refuse(desk, kept, person, refusal or Refusal.GONE)
    return Expected(person, kept.name)


def fetch(desk: Desk, token: str, account: Account) -> Handout | Refusal:
    """The file, once. Everything is checked anew; of several at once, one gets it."""
    kept = desk.records.handouts.find(_digest(token))
    known = _recognised(desk, kept, account)
    if isinstance(known, Refusal):
        return known
    content = desk.records.handouts.take(_digest(token), desk.now)
    if kept is None or content is None:
        return _refuse(desk, kept, known.person, Refusal.USED)
    desk.audit(known.person, "fetch", f"handout:{kept.id}", kept.case_id, purpose=kept.purpose)
    return Handout(kept.name, kept.content_type, content, kept.purpose, kept.case_id)


def _why_not(desk: Desk, kept: KeptHandout | None) -> Refusal | None:
    if kept is None:
        return Refusal.GONE
    if kept.fetched_at is not None:
        return Refusal.USED
    return Refusal.GONE if desk.now >= kept.expires_at else None


def _may_still(desk: Desk, person: Person, kept: KeptHandout) -> bool:
    if kept.case_id is None:
        return True
    try:
        desk.records.cases.get(kept.case_id, person)
    except NotFound:
        return False
    return True


def _refuse(desk: Desk, kept: KeptHandout | None, actor: Person | None, why: Refusal) -> Refusal:
    """A token that belongs to nothing is not logged: anybody can make one up."""
    if kept is not None:
        by_whom = replace(desk, unattended=UNKNOWN)
        by_whom.audit(actor, "refuse", f"handout:{kept.id}", kept.case_id, why=str(why))
    return why


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
