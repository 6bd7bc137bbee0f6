"""After something was done: the record's card with one line on what happened, kept true from then on.

The card takes the place of the one that was clicked, lastingly, so it is remembered as a post, and later
changes update it in place.
"""

from __future__ import annotations

from dialogs.cards.meeting_card import meeting_card
from dialogs.cards.task_card import task_card
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.views import meeting_view, task_view
from domain.network_meeting import NetworkMeeting
from domain.task import Task
from workflows.notice import Post, Subject, SubjectKind
from workflows.ports import MeetingOnCase, TaskOnCase


def meeting_receipt(talk: Talk, found: MeetingOnCase, key: str) -> Reply:
    keep(talk, Subject(SubjectKind.MEETING, found.meeting.id), changed=True)
    view = meeting_view(talk.desk, talk.person, found, talk.wording.language, talk.calendar_link)
    values = {"receiver": view.receiver_unit.organisation, "number": found.case.number}
    card = meeting_card(view, talk.wording, note=talk.wording(key, **values))
    return talk.show(card, lasting=meeting_summary(talk, found.meeting))


def task_receipt(talk: Talk, found: TaskOnCase, key: str) -> Reply:
    keep(talk, Subject(SubjectKind.TASK, found.task.id), changed=True)
    view = task_view(talk.desk, talk.person, found)
    card = task_card(view, talk.wording, note=talk.wording(key, number=found.case.number))
    return talk.show(card, lasting=task_summary(talk, found.task))


def meeting_summary(talk: Talk, meeting: NetworkMeeting) -> str:
    """What a notification or a preview of the meeting's card shows."""
    return talk.wording(f"notice.meeting.{meeting.status}", number=meeting.case_number)


def task_summary(talk: Talk, task: Task, key: str = "notice.reminder") -> str:
    """What a notification or a preview of the task's card shows."""
    return talk.wording(key, what=talk.wording(f"task.kind.{task.kind}"), number=task.case_number)


def holds_card(talk: Talk, subject: Subject) -> bool:
    """Whether the clicked message is the subject's card, whatever stands in its place just now."""
    posts = talk.desk.records.posts.of(talk.person.id, subject)
    return talk.clicked is not None and talk.clicked.activity_id in {post.activity_id for post in posts}


def keep(talk: Talk, subject: Subject, changed: bool = False) -> None:
    """Remember that the clicked message now holds this subject's card, as of now where a change was made:
    the refresh that the same change asks for then leaves the receipt alone."""
    if talk.clicked is None:
        return
    posts, message = talk.desk.records.posts, talk.clicked.activity_id
    if changed or all(post.activity_id != message for post in posts.of(talk.person.id, subject)):
        chat = talk.clicked.conversation_id
        posts.record(Post(talk.person.id, subject, chat, message, talk.desk.now))
