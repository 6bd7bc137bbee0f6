"""What the law asks for and nobody was told for certain: coordinators see it in their morning's message.

A reminder that is uncertain or dead counts for its task, as does one whose morning's message is. It ends when
the task ends, or when whoever runs the service has sent or dropped the message.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

from domain.errors import NotFound
from domain.local_time import at_local, local, local_day
from domain.people import Person
from domain.task import REMINDED
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind, Outgoing, digest_of
from workflows.ports import Clockwork, TaskOnCase
from workflows.reaching import agreement_for, morning_from

LOOKED_BACK = timedelta(days=14)
_MOST = 200


def undelivered_legal(desk: Desk) -> tuple[TaskOnCase, ...]:
    """The open tasks, each once, by deadline."""
    found = {each.task.id: each for row in _reminders(desk) if (each := _open_and_legal(desk, row))}
    return tuple(sorted(found.values(), key=lambda each: (each.task.due, each.task.id)))


def tell_of_undelivered(desk: Desk) -> None:
    """See to it that the coordinators get their next morning's message, as long as there is something."""
    coordinators = {
        person
        for found in undelivered_legal(desk)
        for person in desk.records.directory.coordinators(found.case.area)
    }
    desk.tell([_next_morning(desk, person) for person in sorted(coordinators, key=lambda each: each.id)])


def _reminders(desk: Desk) -> Iterator[Outgoing]:
    for row in desk.records.outbox.undelivered(desk.now - LOOKED_BACK, _MOST):
        if row.notice.kind is NoticeKind.DIGEST:
            yield from desk.records.outbox.carried_by(row.id)
        elif row.notice.kind in (NoticeKind.REMINDER, NoticeKind.ESCALATION):
            yield row


def _open_and_legal(desk: Desk, row: Outgoing) -> TaskOnCase | None:
    try:
        found = desk.records.tasks.get(row.notice.subject.id, Clockwork())
    except NotFound:
        return None
    return found if found.task.is_open and REMINDED[found.task.kind].legal else None


def _next_morning(desk: Desk, person: Person) -> Notice:
    """The message of the person's next morning at work: this day's only before the reminders are out."""
    at = agreement_for(desk, person.home).reminders.at
    tomorrow = at_local(desk.today + timedelta(days=1), time(0))
    first = desk.now if local(desk.now).time() < at else tomorrow
    return digest_of(person.id, local_day(morning_from(desk, person, first, timedelta(0))))
