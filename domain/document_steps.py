"""How documents move: every status, every step, who may take it and who is told of it, as tables.

Where a signature or the citizen's answer leads is `standing` in `document.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.document_kind import BEFORE_DISCHARGE, DocumentKind, Family


class Status(StrEnum):
    SENT = "sent"
    QUESTION_ASKED = "question_asked"
    ACKNOWLEDGED = "acknowledged"
    SIGNING = "signing"
    RETURNED = "returned"
    SIGNED = "signed"
    """By both sides; the citizen's agreement or the handing over of a copy is missing."""
    IN_FORCE = "in_force"
    """Complete: signed by both, and agreed by the citizen where the law asks it."""
    REPLACED = "replaced"
    """The citizen will not take part: a coordination plan took its place."""
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


FIRST_STATUS: dict[Family, Status] = {Family.NOTICE: Status.SENT, Family.AGREEMENT: Status.SIGNING}
"""Where a document of the family begins."""


class Action(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    ANSWER = "answer"
    SIGN = "sign"
    RETURN = "return"
    REVISE = "revise"
    """Correct a notice, or change an agreement: a new version."""
    CITIZEN_AGREES = "citizen_agrees"
    CITIZEN_DECLINES = "citizen_declines"
    HAND_OVER_COPY = "hand_over_copy"
    """To the citizen, or to somebody without Teams by the organisation's own secure post."""
    PRIVATE_ANSWER = "private_answer"
    """What a private health person with a part in it said, as the ward records it."""
    END = "end"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    AUTHOR = "author"
    RECEIVER = "receiver"

    @property
    def other(self) -> Side:
        return Side.RECEIVER if self is Side.AUTHOR else Side.AUTHOR


WHOSE_TURN: dict[Status, Side | None] = {
    Status.SENT: Side.RECEIVER,
    Status.QUESTION_ASKED: Side.AUTHOR,
    Status.ACKNOWLEDGED: None,
    Status.SIGNING: Side.RECEIVER,  # and the author, until that side has signed: `waits_for`
    Status.RETURNED: Side.AUTHOR,
    Status.SIGNED: Side.AUTHOR,
    Status.IN_FORCE: None,
    Status.REPLACED: None,
    Status.ENDED: None,
    Status.WITHDRAWN: None,
}
"""Who owns the next step; None where nobody has to do anything more about the document itself."""

LIVE = frozenset(Status) - {Status.REPLACED, Status.ENDED, Status.WITHDRAWN}
"""The document still says something; the others are kept for the trace."""


@dataclass(frozen=True)
class Transition:
    start: Status
    action: Action
    by: Side
    end: Status
    tells: tuple[Side, ...]
    """Who gets a message of their own; everybody's earlier card is brought up to date in any case."""


def _rows() -> tuple[Transition, ...]:
    s, a, author, receiver = Status, Action, Side.AUTHOR, Side.RECEIVER
    both = (author, receiver)
    of_notices = (
        Transition(s.SENT, a.ACKNOWLEDGE, receiver, s.ACKNOWLEDGED, ()),
        *(Transition(at, a.ASK, receiver, s.QUESTION_ASKED, (author,)) for at in (s.SENT, s.ACKNOWLEDGED)),
        Transition(s.QUESTION_ASKED, a.ANSWER, author, s.ACKNOWLEDGED, (receiver,)),
        *(
            Transition(at, act, author, end, (receiver,))
            for at in (s.SENT, s.QUESTION_ASKED, s.ACKNOWLEDGED)
            for act, end in ((a.REVISE, s.SENT), (a.WITHDRAW, s.WITHDRAWN))
        ),
    )
    unsigned, signed = (s.SIGNING, s.RETURNED), (s.SIGNED, s.IN_FORCE)
    of_agreements = (
        *(Transition(s.SIGNING, a.SIGN, side, s.SIGNING, (side.other,)) for side in both),
        *(Transition(at, a.RETURN, side, s.RETURNED, both) for at in (s.SIGNING, s.SIGNED) for side in both),
        *(Transition(at, a.REVISE, side, s.SIGNING, both) for at in (*unsigned, *signed) for side in both),
        *(Transition(at, a.CITIZEN_AGREES, author, at, (receiver,)) for at in (s.SIGNING, s.SIGNED)),
        *(
            Transition(at, a.PRIVATE_ANSWER, author, at, (receiver,))
            for at in (s.SIGNING, s.SIGNED, s.IN_FORCE)
        ),
        *(Transition(at, a.CITIZEN_DECLINES, author, s.REPLACED, (receiver,)) for at in (*unsigned, *signed)),
        *(Transition(at, a.WITHDRAW, author, s.WITHDRAWN, (receiver,)) for at in (*unsigned, s.SIGNED)),
        *(Transition(s.IN_FORCE, a.END, side, s.ENDED, both) for side in both),
    )
    copies = tuple(
        Transition(at, a.HAND_OVER_COPY, side, at, (side.other,))
        for at in Status
        if at in LIVE and at is not s.RETURNED
        for side in both
    )
    return (*of_notices, *of_agreements, *copies)


TRANSITIONS = _rows()

ONLY_FOR: dict[Action, frozenset[DocumentKind]] = {
    Action.CITIZEN_AGREES: frozenset({DocumentKind.DISCHARGE_AGREEMENT}),
    Action.CITIZEN_DECLINES: frozenset({DocumentKind.DISCHARGE_AGREEMENT}),
    Action.PRIVATE_ANSWER: BEFORE_DISCHARGE,
}
"""Actions that only some kinds know; § 13 b asks for no agreement by the citizen."""
