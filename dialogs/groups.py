"""In a group chat or a channel others read along: no personal data, no form, no list.

The bot answers there with case number and task type at most, and goes on in the personal chat. Whoever wrote
a CPR number there is asked to delete the message, whatever else was said and whatever comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.commands import BEGINNING_INTENTS, CHANGING_INTENTS, COMMANDS
from dialogs.going_on import detail_of
from dialogs.subjects import log_look
from dialogs.talk import Talk
from dialogs.turn import ChatKind, Reply, TextSaid, Turn
from dialogs.understanding import Intent, Understanding
from dialogs.wording import Wording
from domain.cpr import mask_cpr
from domain.errors import NotFound
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from workflows.chat import Message
from workflows.notice import FROM_GROUP, Notice, NoticeKind

ANSWERED_HERE = frozenset({Intent.GREETING, Intent.THANKS, None})
SHOWN_AFTER: Mapping[Intent, Intent] = {
    **dict.fromkeys(BEGINNING_INTENTS, Intent.RESUME),
    Intent.DANISH: Intent.HELP,
    Intent.ENGLISH: Intent.HELP,
    Intent.BACK: Intent.SETTINGS,
}
"""What the personal chat shows of a command that changes something: the change itself is made here."""
WHERE_NONE_BEGAN: Mapping[Intent, Intent] = {
    Intent.AWAY: Intent.SETTINGS,
    Intent.UNIT_HOURS: Intent.SETTINGS,
}
"""What it shows of one that was to begin a form and did not; of the others it shows the cases, since it was
not said on which."""


def answer_in_group(talk: Talk, said: Understanding, text: str, activity_id: str) -> Reply:
    """One line in the group, and the rest where only the person reads."""
    if said.intent is None or said.intent in ANSWERED_HERE:
        return _line(talk, "group.no_cpr" if holds_number(text) else "group.help")
    shown, number = said.intent, said.case_number or ""
    if said.intent in CHANGING_INTENTS:
        talk, shown = _change(talk, said, said.intent)
    _go_on(talk, detail_of(shown, said), activity_id)
    if holds_number(text):
        return _line(talk, "group.continue_and_no_cpr")
    kinds = _open_kinds(talk, number) if number else None
    if kinds is None:
        return _line(talk, "group.continue")
    if not kinds:
        return _line(talk, "group.case_without_tasks", number=number)
    tasks = ", ".join(_within_a_sentence(talk.wording(f"task.kind.{kind}")) for kind in kinds)
    return _line(talk, "group.case", number=number, tasks=tasks)


def holds_number(text: str) -> bool:
    """Whether something in it would be masked as a CPR number: a doubtful one, or one of several, too."""
    return mask_cpr(text)[1]


def asked_to_delete(turn: Turn, wording: Wording) -> tuple[Message, ...]:
    """A line beside a refusal, for who wrote a number where others read along; a stranger, too."""
    if turn.chat.kind is ChatKind.PERSONAL or not isinstance(turn.event, TextSaid):
        return ()
    return (Message(wording("group.no_cpr")),) if holds_number(turn.event.text) else ()


def _change(talk: Talk, said: Understanding, intent: Intent) -> tuple[Talk, Intent]:
    """Make the change, and go on as the person the directory knows then; what it shows is not for here."""
    records = talk.desk.records
    before = records.drafts.latest(talk.person.id)
    COMMANDS[intent](talk, said)
    begun = records.drafts.latest(talk.person.id) != before
    shown = SHOWN_AFTER[intent]
    person = records.directory.person(talk.person.id) or talk.person
    if shown is Intent.RESUME and not begun:
        shown = WHERE_NONE_BEGAN.get(intent, Intent.STATUS)
    return replace(talk, person=person), shown


def _go_on(talk: Talk, what: str, activity_id: str) -> None:
    person, now = talk.person.id, talk.desk.now
    subject = Subject(SubjectKind.PERSON, person)
    talk.desk.tell([Notice(NoticeKind.CONTINUE, subject, person, f"{FROM_GROUP}{activity_id}", now, what)])


def _open_kinds(talk: Talk, number: str) -> tuple[TaskKind, ...] | None:
    """The kinds of the case's open tasks by due day; None where the person may not see the case."""
    records = talk.desk.records
    try:
        case = records.cases.by_number(number, talk.person)
    except NotFound:
        return None
    log_look(talk, case)
    return tuple(dict.fromkeys(t.kind for t in records.tasks.of_case(case.id, talk.person) if t.is_open))


def _within_a_sentence(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _line(talk: Talk, key: str, **values: object) -> Reply:
    return Reply(messages=(Message(talk.wording(key, **values)),))
