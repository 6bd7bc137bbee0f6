"""Takes back what a form proposed from a text that its reader may no longer open.

A consent that is withdrawn leaves what was sent on it with the side that wrote it. A form that was begun
before may hold that text: it is not shown again and not sent on. What the reader has written or changed is
their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from dialogs.known import may_reuse
from dialogs.talk import Talk
from domain.case import Case
from domain.document import Document
from domain.network_meeting import NetworkMeeting

T = TypeVar("T")
Closed = frozenset[tuple[str, str]]
"""A field's name, and the text that it may not hold."""


def closed_values(talk: Talk, case: Case | None) -> Closed:
    """Of each field the texts that a withdrawn consent has closed to the person."""
    if case is None or case.consent_withdrawn_on is None:
        return frozenset()
    records = talk.desk.records
    documents = records.documents.of_case(case.id, talk.person)
    meetings = records.meetings.of_case(case.id, talk.person)
    found = (
        *(pair for each in documents if not may_reuse(talk, case, each) for pair in _parts(talk, each)),
        *(pair for each in meetings if not may_reuse(talk, case, each) for pair in _said(each)),
    )
    return frozenset((name, text.strip()) for name, text in found if text.strip())


def _parts(talk: Talk, document: Document) -> Iterator[tuple[str, str]]:
    """Of every version: an earlier one may have been proposed."""
    for number in range(1, document.content_version + 1):
        version = talk.desk.records.documents.version_of(document.id, number, talk.person)
        yield from version.content.reveal().parts.items()


def _said(meeting: NetworkMeeting) -> Iterator[tuple[str, str]]:
    content = meeting.content.reveal()
    yield "citizens_wish", content.citizens_wish
    yield "relatives", content.relatives
    yield "others", content.others
    yield from ((name, content.gp) for name in ("gp", "contact_gp"))


def without(closed: Closed, values: Mapping[str, T]) -> dict[str, T | str]:
    """The values, those that are closed left empty."""
    return {name: "" if _is_closed(closed, name, value) else value for name, value in values.items()}


def _is_closed(closed: Closed, name: str, value: object) -> bool:
    return isinstance(value, str) and (name, value.strip()) in closed
