"""Tells the two sectors: a message to those concerned, and fresh cards for everyone who holds one already."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from domain.party import Party
from domain.people import Person
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind
from workflows.reaching import hearing
from workflows.recipients import people_of_party

_NEWS: dict[SubjectKind, NoticeKind] = {
    SubjectKind.MEETING: NoticeKind.MEETING,
    SubjectKind.DOCUMENT: NoticeKind.DOCUMENT,
    SubjectKind.ADMISSION: NoticeKind.ADMISSION,
    SubjectKind.CASE: NoticeKind.CASE,
}


def tell(
    desk: Desk,
    actor: Person | None,
    subject: Subject,
    version: int,
    parties: Iterable[Party],
    also: Iterable[Person] = (),
    rule: str = "",
    heard: Collection[str] = (),
) -> frozenset[str]:
    """A message of their own to the people of `parties`, but not to `actor`, who has the answer already.

    `also` are told beside the parties. `rule` says what decided it, where that is not the subject's own new
    version. `heard` are the ids of those whom another card tells in the same transaction: this one is only
    brought up to date for them. Returns the ids of those who are told.
    """
    rule = rule or f"{subject.name}:v{version}"
    told = {person.id for party in parties for person in _hearing_for(desk, party)}
    told |= {person.id for person in also}
    told -= {*heard, *({actor.id} if actor else ())}
    holders = set(desk.records.posts.holders(subject)) - told
    news = _NEWS[subject.kind]
    desk.tell(
        [
            *(Notice(news, subject, id_, rule, desk.now) for id_ in sorted(told)),
            *(Notice(NoticeKind.REFRESH, subject, id_, rule, desk.now) for id_ in sorted(holders)),
        ]
    )
    return frozenset(told)


def _hearing_for(desk: Desk, party: Party) -> tuple[Person, ...]:
    return hearing(desk, people_of_party(desk.records.directory, party), party.unit_id)
