"""A message ready to go, made in one transaction from what is true then, and what its arrival means.

A change may be committed while a message is under way; the parcel remembers which version of its subject it
shows, so that the card can be brought up to date once it stands. Nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.case import Case
from domain.errors import NotFound
from domain.subject import Subject, SubjectKind
from workflows.chat import Address, Message, Sent
from workflows.notice import STAYS_AS_IT_IS, Notice, NoticeKind, Outgoing, Post
from workflows.ports import Clockwork, Records
from workflows.ports.reports import Stage

Render = Callable[[Records, Outgoing, datetime], Message | None]
"""The card of a notice from what is true now; None when there is nothing left to say."""

Version = tuple[int, ...]


@dataclass(frozen=True)
class Parcel:
    """Where, what, and which earlier cards it replaces or overtakes."""

    address: Address
    message: Message
    earlier: tuple[Post, ...]
    overtaken: Message | None
    version: Version
    """Of the subject, as the message shows it."""
    send_before: datetime
    """When the lease ends: from then on another may send it, so whoever wakes up later must not."""

    def opening_anew(self) -> Parcel:
        """The same to the person, in whichever chat Teams opens for them now."""
        return replace(self, address=replace(self.address, conversation_id=None))


def cards_to_change(records: Records, notice: Notice) -> tuple[Post, ...]:
    """The recipient's earlier cards of the subject. What stays as it is has none, and is none to change."""
    if notice.kind in STAYS_AS_IT_IS:
        return ()
    earlier = records.posts.of(notice.recipient_id, notice.subject)
    if notice.kind is not NoticeKind.REFRESH:
        return earlier
    # The card that was clicked shows the change already, with a line on what was done.
    return tuple(post for post in earlier if post.posted_at != notice.occurrence)


def version_of(records: Records, subject: Subject) -> Version:
    """Changes with whatever the subject's card shows: its own tasks, an admission's agreement too, and a
    case's everything."""
    clock = Clockwork()
    try:
        match subject.kind:
            case SubjectKind.PERSON:
                return ()
            case SubjectKind.REPORT:
                order = records.reports.get(int(subject.id))
                return (order.attempts, list(Stage).index(order.stage)) if order else ()
            case SubjectKind.FORUM_ACTION:
                action = records.forum_actions.get(subject.id)
                return (action.version,) if action else ()
            case SubjectKind.TASK:
                return (records.tasks.get(subject.id, clock).task.version,)
            case SubjectKind.MEETING:
                meeting = records.meetings.get(subject.id, clock).meeting
                return (meeting.version, *_tasks(records, meeting.case_id))
            case SubjectKind.DOCUMENT:
                document = records.documents.get(subject.id, clock).document
                return (document.version, *_tasks(records, document.case_id))
            case SubjectKind.ADMISSION:
                admission = records.admissions.get(subject.id, clock).admission
                documents = _documents(records, admission.case_id)
                return (admission.version, *_tasks(records, admission.case_id), *documents)
            case SubjectKind.CASE:
                return _whole(records, records.cases.get(subject.id, clock))
    except NotFound:
        return ()


def _tasks(records: Records, case_id: str) -> Version:
    return tuple(task.version for task in records.tasks.of_case(case_id, Clockwork()))


def _documents(records: Records, case_id: str) -> Version:
    return tuple(document.version for document in records.documents.of_case(case_id, Clockwork()))


def _whole(records: Records, case: Case) -> Version:
    clock = Clockwork()
    return (
        case.version,
        *_tasks(records, case.id),
        *_documents(records, case.id),
        *(admission.version for admission in records.admissions.of_case(case.id, clock)),
        *(meeting.version for meeting in records.meetings.of_case(case.id, clock)),
    )


def arrived(records: Records, notice: Notice, parcel: Parcel, sent: Sent, now: datetime) -> None:
    """Remember the card and the chat; queue a refresh where the subject changed on the way."""
    if parcel.address.conversation_id is None:
        met = replace(parcel.address, conversation_id=sent.conversation_id)
        records.addresses.remember(notice.recipient_id, met)
    if not sent.activity_id or notice.kind in STAYS_AS_IT_IS:
        return
    records.posts.record(
        Post(notice.recipient_id, notice.subject, sent.conversation_id, sent.activity_id, now)
    )
    if version_of(records, notice.subject) != parcel.version:
        # A refresh leaves a card from its own moment alone, so this one comes a moment later.
        later = now + timedelta(microseconds=1)
        refresh = Notice(
            NoticeKind.REFRESH, notice.subject, notice.recipient_id, f"{notice.rule}:moved", later
        )
        records.outbox.queue([refresh], now)
