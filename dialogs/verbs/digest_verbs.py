"""What a button of the morning's card does: the card stays, and shows what has become of it.

What is opened from it stands below in a message of its own, so that one can come back to the overview.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.commands import answer_words
from dialogs.mornings import morning_message
from dialogs.receipts import keep, receipt
from dialogs.subjects import find, look, summary_of
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.understanding import Intent, Understanding
from dialogs.verbs.clicked import Data, Verb, id_in
from domain.errors import NotFound
from domain.permission import is_in_hands_of
from domain.subject import Subject, SubjectKind
from workflows import tasks
from workflows.chat import Message
from workflows.ports import TaskOnCase


def _open(talk: Talk, data: Data) -> Reply:
    found = find(talk.desk.records, Subject(_kind_in(data), id_in(data)), talk.person)
    return _below(talk, Message(summary_of(talk, found), look(talk, found)))


def _answer(intent: Intent) -> Verb:
    def answer(talk: Talk, _data: Data) -> Reply:
        card = answer_words(talk, Understanding(intent=intent))
        return _below(talk, Message(talk.wording("answer.summary"), card))

    return answer


def _below(talk: Talk, message: Message) -> Reply:
    return Reply(messages=(message,), notice=talk.wording("digest.below"))


def _kind_in(data: Data) -> SubjectKind:
    """Raises `NotFound` for a card that does not say what is to be opened."""
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in set(SubjectKind):
        raise NotFound("a card that names no kind of record")
    return SubjectKind(kind)


def _done(talk: Talk, data: Data) -> Reply:
    """A follow-up that has ended already, or is somebody else's by now, is only shown as it is."""
    found = talk.desk.records.tasks.get(id_in(data), talk.person)
    if not found.task.is_open or not is_in_hands_of(talk.person, found.task):
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


DIGEST_VERBS: Mapping[str, Verb] = {
    "digest.open": _open,
    "digest.done": _done,
    "digest.unit_tasks": _answer(Intent.UNIT_TASKS),
    "digest.settings": _answer(Intent.SETTINGS),
}
