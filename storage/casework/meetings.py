"""Network meetings. What the parties wrote and the proposed times are sealed together as one value."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from domain.errors import NotFound
from domain.network_meeting import MeetingTime, NetworkMeeting, Status
from domain.party import Party
from domain.people import Sector
from domain.sensitive import Sensitive
from storage.casework.access import check_may_read, may_read
from storage.casework.cases import CASE_COLUMNS, SqlCases, read_case
from storage.casework.counting import Counting
from storage.casework.meeting_content import from_json, to_json
from storage.schema.tables import cases, meetings
from storage.sealing.encryption import Cipher
from workflows.ports import Caller, Conflict, MeetingOnCase

_ON_CASE = select(*meetings.c, *CASE_COLUMNS).join_from(meetings, cases)
_BY_ID = _ON_CASE.where(meetings.c.id == bindparam("meeting"))
_OVER_BY = (
    _ON_CASE.where(meetings.c.status == Status.SCHEDULED.value, meetings.c.agreed_end <= bindparam("now"))
    .order_by(meetings.c.agreed_end, meetings.c.id)
    .limit(bindparam("limit"))
)
_OF_CASE = (
    select(*meetings.c, cases.c.number)
    .join_from(meetings, cases)
    .where(meetings.c.case_id == bindparam("case"))
    .order_by(meetings.c.requested_at.desc(), meetings.c.id)
)
ADD = insert(meetings)
_SAVE = update(meetings).where(
    meetings.c.id == bindparam("meeting"), meetings.c.version == bindparam("before")
)


class SqlMeetings:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases, counting: Counting) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_
        self._counting = counting

    def get(self, meeting_id: str, caller: Caller) -> MeetingOnCase:
        row = self._connection.execute(_BY_ID, {"meeting": meeting_id}).mappings().one_or_none()
        if row is None:
            raise NotFound()
        case = check_may_read(caller, read_case(row, self._cipher))
        return MeetingOnCase(case, read_meeting(row, self._cipher))

    def of_case(self, case_id: str, caller: Caller) -> tuple[NetworkMeeting, ...]:
        self._cases.get(case_id, caller)
        rows = self._connection.execute(_OF_CASE, {"case": case_id}).mappings()
        return tuple(read_meeting(row, self._cipher) for row in rows)

    def add(self, meeting: NetworkMeeting) -> None:
        self._connection.execute(ADD, self.row_of(meeting))
        self._counting.note(meeting)

    def save(self, meeting: NetworkMeeting) -> None:
        which = {"meeting": meeting.id, "before": meeting.version - 1}
        if self._connection.execute(_SAVE, {**which, **self._changing(meeting)}).rowcount != 1:
            raise Conflict("the meeting has changed meanwhile")
        self._counting.note(meeting)

    def over_by(self, now: datetime, limit: int, caller: Caller) -> tuple[MeetingOnCase, ...]:
        rows = self._connection.execute(_OVER_BY, {"now": now, "limit": limit}).mappings()
        found = (MeetingOnCase(read_case(row, self._cipher), read_meeting(row, self._cipher)) for row in rows)
        return tuple(each for each in found if may_read(caller, each.case))

    def row_of(self, meeting: NetworkMeeting) -> dict[str, Any]:
        """Of one that is new."""
        fixed = {
            "id": meeting.id,
            "case_id": meeting.case_id,
            "requested_at": meeting.requested_at,
        }
        return {**fixed, **self._changing(meeting)}

    def _changing(self, meeting: NetworkMeeting) -> dict[str, Any]:
        agreed = meeting.agreed
        content = to_json(meeting.content.reveal(), meeting.proposed)
        return {
            "status": meeting.status,
            "inviter_unit_id": meeting.inviter.unit_id,
            "inviter_sector": meeting.inviter.sector,
            "inviter_person_id": meeting.inviter.person_id,
            "receiver_unit_id": meeting.receiver.unit_id,
            "receiver_sector": meeting.receiver.sector,
            "receiver_person_id": meeting.receiver.person_id,
            "acknowledged_at": meeting.acknowledged_at,
            "find_time_by": meeting.find_time_by,
            "agreed_start": None if agreed is None else agreed.start,
            "agreed_minutes": None if agreed is None else agreed.minutes,
            "agreed_end": None if agreed is None else agreed.end,
            "invitation": meeting.invitation,
            "content": self._cipher.seal("meetings", "content", meeting.id, content),
            "version": meeting.version,
        }


def read_meeting(row: RowMapping, cipher: Cipher) -> NetworkMeeting:
    meeting_id, start = row[meetings.c.id], row[meetings.c.agreed_start]
    content, proposed = from_json(cipher.open("meetings", "content", meeting_id, row[meetings.c.content]))
    return NetworkMeeting(
        id=meeting_id,
        case_id=row[meetings.c.case_id],
        case_number=row[cases.c.number],
        status=Status(row[meetings.c.status]),
        inviter=Party(
            row[meetings.c.inviter_unit_id],
            Sector(row[meetings.c.inviter_sector]),
            row[meetings.c.inviter_person_id],
        ),
        receiver=Party(
            row[meetings.c.receiver_unit_id],
            Sector(row[meetings.c.receiver_sector]),
            row[meetings.c.receiver_person_id],
        ),
        requested_at=row[meetings.c.requested_at],
        find_time_by=row[meetings.c.find_time_by],
        proposed=proposed,
        content=Sensitive(content),
        agreed=None if start is None else MeetingTime(start, row[meetings.c.agreed_minutes]),
        acknowledged_at=row[meetings.c.acknowledged_at],
        version=row[meetings.c.version],
        invitation=row[meetings.c.invitation],
    )
