"""After something was done: the record's card with one line on what happened, kept true from then on.

The card stays where it was clicked, so it is remembered as a post, and later changes update it in place.
"""

from __future__ import annotations

from dialogs.cards.meeting_card import meeting_card
from dialogs.cards.task_card import task_card
from dialogs.talk import Talk
from dialogs.views import meeting_view, task_view
from workflows.chat import Card
from workflows.notice import Post, Subject, SubjectKind
from workflows.ports import MeetingOnCase, TaskOnCase


def meeting_receipt(talk: Talk, found: MeetingOnCase, key: str) -> Card:
    keep(talk, Subject(SubjectKind.MEETING, found.meeting.id), changed=True)
    view = meeting_view(talk.desk, talk.person, found, talk.wording.language, talk.calendar_link)
    values = {"receiver": view.receiver_unit.organisation, "number": found.case.number}
    return meeting_card(view, talk.wording, note=talk.wording(key, **values))


def task_receipt(talk: Talk, found: TaskOnCase, key: str) -> Card:
    keep(talk, Subject(SubjectKind.TASK, found.task.id), changed=True)
    view = task_view(talk.desk, talk.person, found)
    return task_card(view, talk.wording, note=talk.wording(key, number=found.case.number))


def keep(talk: Talk, subject: Subject, changed: bool = False) -> None:
    """Remember that the clicked message now holds this subject's card, as of now where a change was made:
    the refresh that the same change asks for then leaves the receipt alone."""
    if talk.clicked is None:
        return
    posts, message = talk.desk.records.posts, talk.clicked.activity_id
    if changed or all(post.activity_id != message for post in posts.of(talk.person.id, subject)):
        chat = talk.clicked.conversation_id
        posts.record(Post(talk.person.id, subject, chat, message, talk.desk.now))
