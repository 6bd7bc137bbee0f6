"""What the bot says unasked: one `Notice` per decision, written in the transaction that decides it.

A notice names kind, subject and recipient and nothing else; its card is made when it is sent, from what
is true then. The triple (rule, occurrence, recipient) is decided once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from domain.local_time import at_local
from domain.subject import Subject, SubjectKind


class NoticeKind(StrEnum):
    MEETING = "meeting"
    """The meeting's card, because something happened that this person should know."""
    DOCUMENT = "document"
    """A document's card, for the same reason."""
    ADMISSION = "admission"
    """An admission's card: a date, an assessment, a discharge."""
    CASE = "case"
    """The case's card: consent withdrawn, closed, another municipality."""
    REMINDER = "reminder"
    """A task's card, because its deadline is near, here or past."""
    ESCALATION = "escalation"
    """A task is overdue in somebody else's hands: case number and task type only."""
    DIGEST = "digest"
    """One morning's reminders and escalations, all in one message."""
    WEEK = "week"
    """The weekly overview of figures."""
    REFRESH = "refresh"
    """Bring the cards this person already has up to date; no message of its own."""
    FORUM_ACTION = "forum_action"
    """An action of the operations forum is due soon, due, or late."""
    CONTINUE = "continue"
    """Go on in the personal chat with what was begun in a group."""
    EMERGENCY = "emergency"
    """To leaders, at once: somebody has asked for emergency access, or got it."""
    SEARCHES = "searches"
    """To leaders: somebody has looked up as many citizens without a case as one may in an hour."""


STAYS_AS_IT_IS = frozenset({NoticeKind.CONTINUE, NoticeKind.WEEK, NoticeKind.EMERGENCY, NoticeKind.SEARCHES})
"""Their cards are answers of their moment: none is brought up to date, and none takes another's place."""
DAY_BEGINS = time(0)
FOR_UNIT = " unit"
"""Ends the detail of a reminder that goes to a unit because the one it was for cannot be reached."""

NO_LONGER_TRUE = "no longer true"
"""Why a notice was dropped when its turn came. Should it be decided again, it goes out after all."""
NO_ADDRESS = "no address: the person's tenant has not met the bot"
"""Why a notice waits that nobody knows where to send."""
OUTSIDE_HOURS = "outside the recipient's working hours"
"""Why a notice waits that came at night or on a day off."""
ACTED_ON = "acted on"
"""Why it is known that a notice was sent, where the channel did not say so."""


@dataclass(frozen=True)
class Notice:
    kind: NoticeKind
    subject: Subject
    recipient_id: str
    rule: str
    """What decided it, e.g. `task:<id>:2026-11-27:overdue`. Ids and dates only."""
    occurrence: datetime
    """UTC; the moment the rule came due."""
    detail: str = ""
    """A word the card needs beside its subject, e.g. the reminder kind. Never personal."""
    gathered_on: date | None = None
    """The local day whose morning message it goes out with; None for a message of its own."""
    waits_until: datetime | None = None
    """UTC; when it is to go out, where that is decided ahead. Not part of what was decided once."""


def digest_of(recipient_id: str, day: date) -> Notice:
    """The person's one message of that local day's morning."""
    subject = Subject(SubjectKind.PERSON, recipient_id)
    return Notice(NoticeKind.DIGEST, subject, recipient_id, f"digest:{day}", at_local(day, DAY_BEGINS))


class State(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    GATHERED = "gathered"
    """Goes out with its recipient's morning message, whose own row says how that went."""
    DROPPED = "dropped"
    """No longer true when its turn came, so not sent."""


@dataclass(frozen=True)
class Outgoing:
    """A notice on its way."""

    id: str
    notice: Notice
    state: State
    attempts: int
    not_before: datetime
    """UTC."""
    repeats: bool = field(default=False)
    """Whether this is the one labelled repeat of a send nobody could vouch for."""
    why: str = ""
    """Why it waits, is uncertain or dead."""
    queued_at: datetime | None = None
    """UTC; None for one that was made by hand."""
    claims: int = 0
    """How often it has been claimed: tells the holder's claim from every other."""


@dataclass(frozen=True)
class Post:
    """A card of ours that stands in somebody's chat and is kept up to date."""

    person_id: str
    subject: Subject
    conversation_id: str
    activity_id: str
    posted_at: datetime
