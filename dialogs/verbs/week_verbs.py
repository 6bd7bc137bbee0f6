"""What a button of the weekly card does: the card stays, and what is opened stands below in a message."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.figures_card import SHOWN, definitions_card
from dialogs.figures import scope_in, show_figures
from dialogs.subjects import log_look
from dialogs.talk import Talk
from dialogs.task_messages import task_message
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in
from dialogs.weeks import late_task
from domain.errors import NotFound
from domain.indicators.discharges import HEADLINE
from domain.permission import Permission, is_permitted
from domain.reminder import ReminderKind
from workflows.chat import Card, Message


def _late(talk: Talk, data: Data) -> Reply:
    """The task's own card for who is on the case; else its number, in whose hands it is and how late."""
    found = late_task(talk, id_in(data))
    if found is None:
        raise NotFound("a task that is late no more, or nobody else's to know")
    log_look(talk, found)
    on_case = is_permitted(talk.person, Permission.SEE_STATUS, found.case)
    return _below(talk, task_message(talk, found, "" if on_case else ReminderKind.COORDINATORS))


def _figures(talk: Talk, data: Data) -> Reply:
    return _answer(talk, show_figures(talk, scope_in(data)))


def _definitions(talk: Talk, data: Data) -> Reply:
    return _answer(talk, definitions_card((HEADLINE, *SHOWN), scope_in(data).data(), talk.wording))


def _answer(talk: Talk, shown: Card) -> Reply:
    return _below(talk, Message(talk.wording("answer.summary"), shown))


def _below(talk: Talk, message: Message) -> Reply:
    return Reply(messages=(message,), notice=talk.wording("digest.below"))


WEEK_VERBS: Mapping[str, Verb] = {
    "week.late": _late,
    "week.figures": _figures,
    "week.definitions": _definitions,
}
"""All of them only read."""
