"""Who hears instead of somebody who cannot be reached: the rest of their unit's inbox, and its leaders.

Same rule, same occurrence: whoever was told already is not told again. An escalation, a refresh and an
answer to the person themselves have no stand-in.
"""

from __future__ import annotations

from dataclasses import replace

from domain.errors import NotFound
from workflows.notice import FOR_UNIT, Notice, NoticeKind, Outgoing
from workflows.ports import Clockwork, Records
from workflows.recipients import inbox_and_leaders_of


def stand_ins(records: Records, outgoing: Outgoing) -> list[Notice]:
    """The same notice, once for each of the others; of a morning message, all that it carries."""
    if outgoing.notice.kind is not NoticeKind.DIGEST:
        return _given_on(records, outgoing.notice)
    carried = records.outbox.carried_by(outgoing.id)
    return [notice for each in carried for notice in _given_on(records, each.notice)]


def _given_on(records: Records, notice: Notice) -> list[Notice]:
    unit_id = _unit_of(records, notice)
    if unit_id is None:
        return []
    people = inbox_and_leaders_of(records.directory, unit_id)
    given = replace(notice, detail=_for_unit(notice))
    return [replace(given, recipient_id=p.id) for p in people if p.id != notice.recipient_id]


def _unit_of(records: Records, notice: Notice) -> str | None:
    """The recipient's unit, as far as the notice is about its work."""
    clock, subject = Clockwork(), notice.subject
    try:
        match notice.kind:
            case NoticeKind.REMINDER:
                return records.tasks.get(subject.id, clock).task.unit_id
            case NoticeKind.MEETING:
                case = records.meetings.get(subject.id, clock).case
            case NoticeKind.DOCUMENT:
                case = records.documents.get(subject.id, clock).case
            case NoticeKind.ADMISSION:
                case = records.admissions.get(subject.id, clock).case
            case NoticeKind.CASE:
                case = records.cases.get(subject.id, clock)
            case _:
                return None
    except NotFound:
        return None
    person = records.directory.person(notice.recipient_id)
    return next((unit for unit in case.unit_ids if person and person.works_in(unit)), None)


def _for_unit(notice: Notice) -> str:
    kind = notice.detail.removesuffix(FOR_UNIT)
    return f"{kind}{FOR_UNIT}" if notice.kind is NoticeKind.REMINDER else notice.detail
