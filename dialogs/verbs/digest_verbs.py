"""What a button of the morning's card does: the card stays, and shows what has become of it."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.mornings import morning_message
from dialogs.receipts import keep, receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in
from domain.subject import Subject, SubjectKind
from workflows import tasks
from workflows.ports import TaskOnCase


def _done(talk: Talk, data: Data) -> Reply:
    """A follow-up that has ended already, or is somebody else's by now, is only shown as it is."""
    found = talk.desk.records.tasks.get(id_in(data), talk.person)
    if not found.task.is_open or not tasks.may_change(talk.person, found.task):
        return _morning(talk, found, "digest.ended_before")
    return _morning(talk, tasks.mark_done(talk.desk, talk.person, found.task.id), "receipt.done")


def _morning(talk: Talk, found: TaskOnCase, key: str) -> Reply:
    """The morning's card with a line on what happened; the task's own where there is none any more."""
    morning = talk.desk.records.outbox.last_morning(talk.person.id)
    note = talk.wording(key, number=found.case.number)
    message = morning_message(talk, morning, note) if morning else None
    if message is None or message.card is None:
        return receipt(talk, found, key)
    keep(talk, Subject(SubjectKind.PERSON, talk.person.id), changed=True)
    return talk.show(message.card, lasting=message.summary)


DIGEST_VERBS: Mapping[str, Verb] = {"digest.done": _done}
