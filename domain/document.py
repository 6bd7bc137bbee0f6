"""The documents the sectors send each other: a notice is read, an agreement is signed.

A notice (orientering, varsling, færdigmelding) is sent by one side and acknowledged by the other, which may
ask. An agreement (udskrivningsaftale, koordinationsplan, koordinerende indsatsplan) is signed by both sides,
both the same version; any change after that makes a new version and asks again. Every step is a row of
`TRANSITIONS` in `document_steps.py`; where a signature or the citizen's answer leads is `standing`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.document_kind import FAMILY, DocumentKind, Family
from domain.document_steps import (
    LIVE,
    ONLY_FOR,
    TRANSITIONS,
    WHOSE_TURN,
    Action,
    Side,
    Status,
    Transition,
)
from domain.errors import NotAllowed, WrongStatus
from domain.legal_basis import LegalBasis
from domain.party import Party
from domain.people import Person, Sector
from domain.sensitive import Sensitive


@dataclass(frozen=True)
class Signature:
    sector: Sector
    person_id: str
    at: datetime
    """UTC."""
    content_version: int


@dataclass(frozen=True)
class CitizenAgreement:
    """That the citizen agreed to this very version: when, how, and who witnessed it."""

    content_version: int
    on: date
    how: str
    witness: str


@dataclass(frozen=True)
class Copy:
    """A copy that was handed over or sent: to whom, how, of which version."""

    content_version: int
    on: date
    to: str
    how: str


@dataclass(frozen=True)
class PrivateAnswer:
    """What a private health person (a psychologist, a private residence) said to this version."""

    content_version: int
    on: date
    name: str
    """As the part `private_parties` names them."""
    agrees: bool


@dataclass(frozen=True)
class DocumentContent:
    """What the parties wrote: personal, stored encrypted, shown only in a details view."""

    parts: Mapping[str, str]
    """By the names in `domain/parts.py`; a day is written as ISO, a choice as its value."""
    basis: LegalBasis
    question: str = ""
    answer: str = ""
    reason: str = ""
    """Why it was returned, changed, withdrawn or ended last."""
    citizen: CitizenAgreement | None = None
    copies: tuple[Copy, ...] = ()
    private_answers: tuple[PrivateAnswer, ...] = ()


@dataclass(frozen=True)
class DocumentVersion:
    """One version of a document's text, kept for good."""

    number: int
    written_by: str
    """A person's id."""
    written_at: datetime
    """UTC."""
    content: Sensitive[DocumentContent]


@dataclass(frozen=True)
class Document:
    id: str
    case_id: str
    case_number: str
    kind: DocumentKind
    status: Status
    author: Party
    receiver: Party
    asked_at: datetime
    """UTC; when the present version was sent, returned or asked about: the deadline of what is next runs
    from here."""
    content: Sensitive[DocumentContent]
    content_version: int = 1
    """What is signed. Rises with each change of the text."""
    signatures: tuple[Signature, ...] = field(default=())
    """Of the present version only; earlier ones stand in the case's events."""
    acknowledged_at: datetime | None = None
    in_force_at: datetime | None = None
    replaced_by: str | None = None
    """The coordination plan that took its place."""
    version: int = 1
    """Rises with each step, for whoever changes it at the same time."""

    @property
    def family(self) -> Family:
        return FAMILY[self.kind]

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    def party(self, side: Side) -> Party:
        return self.author if side is Side.AUTHOR else self.receiver

    def side_of(self, person: Person) -> Side | None:
        """The side whose unit the person works in, or None."""
        for side in Side:
            if person.works_in(self.party(side).unit_id):
                return side
        return None

    def has_signed(self, side: Side) -> bool:
        return any(s.sector is self.party(side).sector for s in self.signatures)


def waits_for(document: Document) -> tuple[Side, ...]:
    """The sides that have something to do now."""
    if document.status is Status.SIGNING:
        return tuple(side for side in Side if not document.has_signed(side))
    turn = WHOSE_TURN[document.status]
    return (turn,) if turn else ()


def transition(document: Document, action: Action, side: Side | None) -> Transition:
    """The row that lets `side` do `action` now.

    Raises `WrongStatus` when nobody can do it in this status or to this kind, or that side has signed
    already; `NotAllowed` when only the other side can.
    """
    rows = [t for t in TRANSITIONS if t.start is document.status and t.action is action]
    if not rows or document.kind not in ONLY_FOR.get(action, frozenset(DocumentKind)):
        raise WrongStatus(f"{action} does not fit a {document.kind} that is {document.status}")
    row = next((row for row in rows if row.by is side), None)
    if row is None or side is None:
        raise NotAllowed(f"{action} is for the other side while the {document.kind} is {document.status}")
    if action is Action.SIGN and document.has_signed(side):
        raise WrongStatus("that side has signed this version already")
    return row


def actions_for(document: Document, side: Side | None) -> tuple[Action, ...]:
    """What `side` can do now, in the order of the table."""
    found = (t.action for t in TRANSITIONS if t.start is document.status and t.by is side)
    return tuple(action for action in dict.fromkeys(found) if _can(document, action, side))


def _can(document: Document, action: Action, side: Side | None) -> bool:
    try:
        transition(document, action, side)
    except (NotAllowed, WrongStatus):
        return False
    return True


def standing(document: Document) -> Status:
    """Where an agreement stands by its signatures: waiting for one, signed by both, or in force.

    An udskrivningsaftale is in force only when the citizen's agreement to this same version is recorded
    and a copy of it handed over (psykiatriloven § 13 a).
    """
    if document.status not in (Status.SIGNING, Status.SIGNED):
        return document.status
    if not all(document.has_signed(side) for side in Side):
        return Status.SIGNING
    if document.kind is not DocumentKind.DISCHARGE_AGREEMENT:
        return Status.IN_FORCE
    return Status.IN_FORCE if citizen_agreed(document) and copy_handed_over(document) else Status.SIGNED


def citizen_agreed(document: Document) -> bool:
    citizen = document.content.reveal().citizen
    return citizen is not None and citizen.content_version == document.content_version


CITIZEN = "citizen"
"""The `to` of a copy that the citizen got."""


def copy_handed_over(document: Document) -> bool:
    copies = document.content.reveal().copies
    return any(c.to == CITIZEN and c.content_version == document.content_version for c in copies)


def signed_by(document: Document, side: Side, person: Person, now: datetime) -> Document:
    signature = Signature(document.party(side).sector, person.id, now, document.content_version)
    return replace(document, signatures=(*document.signatures, signature))


def with_new_text(document: Document, parts: Mapping[str, str], now: datetime) -> Document:
    """The next version of the text. Nobody has signed, acknowledged or agreed to it yet."""
    content = replace(document.content.reveal(), parts=dict(parts), question="", answer="", citizen=None)
    return replace(
        document,
        content=Sensitive(content),
        content_version=document.content_version + 1,
        signatures=(),
        acknowledged_at=None,
        in_force_at=None,
        asked_at=now,
    )


def another_party(document: Document, former_unit_id: str, new: Party, now: datetime) -> Document:
    """The document with another unit in the place of one side's, because the citizen has moved.

    What the former unit signed, it signed for itself: an agreement waits for the new one's signature.
    """
    side = Side.AUTHOR if document.author.unit_id == former_unit_id else Side.RECEIVER
    author = new if side is Side.AUTHOR else document.author
    receiver = new if side is Side.RECEIVER else document.receiver
    moved = replace(document, author=author, receiver=receiver, version=document.version + 1)
    if not document.has_signed(side):
        return moved
    others = tuple(s for s in document.signatures if s.sector is not new.sector)
    return replace(moved, signatures=others, status=Status.SIGNING, in_force_at=None, asked_at=now)


def changed_parts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the parts that differ, in the order of the newer text."""
    return tuple(name for name in {**after, **before} if before.get(name, "") != after.get(name, ""))


_BETWEEN_NAMES = re.compile(r"[\n;,]| og | and ")


def private_parties(parts: Mapping[str, str]) -> tuple[str, ...]:
    """The private health persons with a part in the agreement, by name; they are asked, and may be silent."""
    names = (name.strip(" .") for name in _BETWEEN_NAMES.split(parts.get("private_parties", "")))
    return tuple(dict.fromkeys(name for name in names if name))


def answer_of(document: Document, name: str) -> PrivateAnswer | None:
    """What a private party said last to the present version; None while they are silent."""
    answers = (
        each
        for each in reversed(document.content.reveal().private_answers)
        if each.name == name and each.content_version == document.content_version
    )
    return next(answers, None)
