"""What the two buttons about the own journal do, on a document's card and on a meeting's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in
from domain.people import Person
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.journal import MARK, TAKE_BACK, OnCase, mark_in_journal, take_back_mark

Say = Callable[[Desk, Person, Subject], OnCase]


def _verb(kind: SubjectKind, say: Say, key: str) -> Verb:
    def do(talk: Talk, data: Data) -> Reply:
        return receipt(talk, say(talk.desk, talk.person, Subject(kind, id_in(data))), key)

    return do


JOURNAL_VERBS: Mapping[str, Verb] = {
    f"{kind}.{action}": _verb(kind, say, key)
    for kind in (SubjectKind.DOCUMENT, SubjectKind.MEETING)
    for action, say, key in (
        (MARK, mark_in_journal, "receipt.journaled"),
        (TAKE_BACK, take_back_mark, "receipt.journal_undone"),
    )
}
