"""What the buttons of a task's card, and of a list of tasks, do."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.forms import flow
from dialogs.forms.submit import FORMS
from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in, show
from domain.permission import is_in_hands_of
from domain.task import TaskKind
from workflows import tasks


def _card(talk: Talk, data: Data) -> Reply:
    return show(talk, talk.desk.records.tasks.get(id_in(data), talk.person))


def _details(talk: Talk, data: Data) -> Reply:
    return show(talk, tasks.open_task(talk.desk, talk.person, id_in(data)), details=True)


def _done(talk: Talk, data: Data) -> Reply:
    return receipt(talk, tasks.mark_done(talk.desk, talk.person, id_in(data)), "receipt.done")


def _take(talk: Talk, data: Data) -> Reply:
    return receipt(talk, tasks.take(talk.desk, talk.person, id_in(data)), "receipt.taken")


def _form(name: str, only_follow_ups: bool = False) -> Verb:
    """Begins a form on a task; shows the task as it is where that no longer fits."""

    def begin(talk: Talk, data: Data) -> Reply:
        found = talk.desk.records.tasks.get(id_in(data), talk.person)
        fits = found.task.kind is TaskKind.FOLLOW_UP or not only_follow_ups
        if not fits or not found.task.is_open or not is_in_hands_of(talk.person, found.task):
            return show(talk, found)
        return talk.show(flow.start(talk, FORMS[name].form, found.task.id, {}))

    return begin


TASK_VERBS: Mapping[str, Verb] = {
    "task.card": _card,
    "task.hide": _card,
    "task.show": _details,
    "task.done": _done,
    "task.take": _take,
    "task.later": _form("later"),
    "task.new_deadline": _form("new_deadline"),
    "task.hand_over": _form("hand_over"),
    "task.not_possible": _form("not_possible", only_follow_ups=True),
}
