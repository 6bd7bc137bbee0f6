"""In a group chat or a channel others read along: no personal data, no form, no list.

The bot answers there with case number and task type at most, and goes on in the personal chat.
"""

from __future__ import annotations

from dialogs.commands import COMMANDS
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.understanding import Intent, Understanding
from domain.errors import NotFound
from workflows.chat import Message
from workflows.notice import Notice, NoticeKind, Subject, SubjectKind

ANSWERED_HERE = frozenset({Intent.GREETING, Intent.THANKS, None})


def answer_in_group(talk: Talk, said: Understanding, activity_id: str) -> Reply:
    """One line in the group, and the rest where only the person reads."""
    if said.intent in ANSWERED_HERE:
        return _line(talk, "group.help")
    if said.intent is Intent.NEW_MEETING:
        COMMANDS[said.intent](talk, said)
    go_on = Intent.RESUME if said.intent is Intent.NEW_MEETING else said.intent
    number = said.case_number or ""
    talk.desk.tell(
        [
            Notice(
                NoticeKind.CONTINUE,
                Subject(SubjectKind.PERSON, talk.person.id),
                talk.person.id,
                f"group:{activity_id}",
                talk.desk.now,
                f"{go_on} {number}".strip(),
            )
        ]
    )
    if said.cpr:
        return _line(talk, "group.continue_and_no_cpr")
    if number and _may_see(talk, number):
        return _line(talk, "group.case", number=number)
    return _line(talk, "group.continue")


def _may_see(talk: Talk, number: str) -> bool:
    try:
        talk.desk.records.cases.by_number(number, talk.person)
    except NotFound:
        return False
    return True


def _line(talk: Talk, key: str, **values: object) -> Reply:
    return Reply(messages=(Message(talk.wording(key, **values)),))
