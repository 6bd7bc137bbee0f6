"""After something was done: the record's card with one line on what happened, kept true from then on.

The card takes the place of the one that was clicked, lastingly, so it is remembered as a post, and later
changes update it in place.
"""

from __future__ import annotations

from dialogs.subjects import Found, card_of, case_of, name_of, subject_of, summary_of
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.views import unit_of
from domain.document_steps import Side as DocumentSide
from domain.network_meeting import Side as MeetingSide
from domain.subject import Subject
from workflows.holding_back import AT_ONCE, all_held_until
from workflows.notice import Post
from workflows.ports import DocumentOnCase, MeetingOnCase


def receipt(talk: Talk, found: Found, key: str, more: str = "") -> Reply:
    """The card with the words of `key` and `more`. They are filled in with the case's `number` and what the
    record knows of `receiver` (the other side's organisation) and `name` (the document's)."""
    keep(talk, subject_of(found), changed=True)
    number = case_of(found).number
    note = talk.wording(key, number=number, receiver=_receiver(talk, found), name=_name(talk, found))
    note = " ".join(part for part in (note, more, _told_later(talk)) if part)
    return talk.show(card_of(talk, found, note=note), lasting=summary_of(talk, found))


def _told_later(talk: Talk) -> str:
    """When those who are told of it will be, where none of them is at work now."""
    news = (told for told in talk.desk.told if told.kind not in AT_ONCE)
    moment = all_held_until(talk.desk, (each for each in news if each.recipient_id != talk.person.id))
    return talk.wording("told.later", when=talk.wording.moment(moment)) if moment else ""


def _receiver(talk: Talk, found: Found) -> str:
    """The organisation of the receiving unit; empty for what has none."""
    match found:
        case MeetingOnCase():
            return unit_of(talk.desk, found.meeting.party(MeetingSide.RECEIVER).unit_id).organisation
        case DocumentOnCase():
            return unit_of(talk.desk, found.document.party(DocumentSide.RECEIVER).unit_id).organisation
    return ""


def _name(talk: Talk, found: Found) -> str:
    return name_of(talk, found.case, found.document.kind) if isinstance(found, DocumentOnCase) else ""


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
    post = Post(talk.person.id, subject, talk.clicked.conversation_id, message, talk.desk.now)
    if changed:
        posts.replace(post)  # the card that stood there is gone, also for its own subject's refreshes
    elif all(each.activity_id != message for each in posts.of(talk.person.id, subject)):
        posts.record(post)
