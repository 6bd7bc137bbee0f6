"""A database as version 0003 left it, with rows in it: what the newest version must be able to take over."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Boolean, Connection, Date, LargeBinary, column, make_url, table

from domain.case import Case
from domain.event import CaseEvent
from domain.network_meeting import NetworkMeeting
from domain.task import Task
from storage.casework.meeting_content import to_json
from storage.databases.migrate import upgrade
from storage.databases.postgres import PostgresDatabase
from storage.databases.sqlite import SqliteDatabase
from storage.people.directory_import import replace_directory
from storage.schema.identity import outgoing_id
from storage.schema.moment import Moment
from storage.sealing.encryption import CprLookup
from tests.factories import DIRECTORY
from tests.stores import KEYS, LOOKUP_KEY
from workflows.notice import Notice, Post, State


class EarlierCipher:
    """Seals as versions did that bound a value to its table, column and row, but to no database."""

    def seal(self, table: str, column: str, row_id: str, plaintext: bytes) -> bytes:
        key_id, nonce = KEYS.current.encode(), os.urandom(12)
        sealed = AESGCM(KEYS.keys[KEYS.current]).encrypt(
            nonce, plaintext, f"{table}\0{column}\0{row_id}".encode()
        )
        return bytes((1, len(key_id))) + key_id + nonce + sealed

    def seal_text(self, table: str, column: str, row_id: str, text: str) -> bytes:
        return self.seal(table, column, row_id, text.encode())


CIPHER = EarlierCipher()
_TYPES: dict[type[Any], Any] = {
    datetime: Moment(),
    date: Date(),
    bytes: LargeBinary(),
    bool: Boolean(),
}


async def at_0003(url: str, write: Callable[[Connection], None]) -> None:
    """Migrate the empty database to 0003, with the made-up directory, and let `write` fill it."""

    def work(connection: Connection) -> None:
        upgrade(connection, "0003")
        replace_directory(connection, DIRECTORY)
        write(connection)

    kind = SqliteDatabase if url.startswith("sqlite") else PostgresDatabase
    database = kind(make_url(url))
    try:
        await database.transaction(work)
    finally:
        await database.close()


def insert(connection: Connection, into: str, /, **values: Any) -> None:
    columns = [column(key, _TYPES.get(type(value))) for key, value in values.items()]
    connection.execute(table(into, *columns).insert(), values)


def insert_case(connection: Connection, case: Case) -> None:
    cpr = case.citizen.cpr
    parts = orjson.dumps([cpr.digits, cpr.kind, None if cpr.born is None else cpr.born.isoformat()])
    insert(
        connection,
        "cases",
        id=case.id,
        number=case.number,
        cpr_hash=CprLookup(LOOKUP_KEY).hash(cpr),
        cpr=CIPHER.seal("cases", "cpr", case.id, parts),
        name=CIPHER.seal_text("cases", "name", case.id, case.citizen.name.reveal()),
        override_reason=CIPHER.seal_text("cases", "override_reason", case.id, case.override_reason.reveal()),
        area=str(case.area),
        agreement_id=case.agreement_id,
        region_unit_id=case.region_unit_id,
        municipality_unit_id=case.municipality_unit_id,
        opened_at=case.opened_at,
    )
    for person_id in case.participants:
        insert(connection, "case_people", case_id=case.id, person_id=person_id)


def insert_meeting(connection: Connection, meeting: NetworkMeeting) -> None:
    """One that has no agreed time yet."""
    content = to_json(meeting.content.reveal(), meeting.proposed)
    insert(
        connection,
        "meetings",
        id=meeting.id,
        case_id=meeting.case_id,
        status=str(meeting.status),
        inviter_unit_id=meeting.inviter.unit_id,
        inviter_sector=str(meeting.inviter.sector),
        inviter_person_id=meeting.inviter.person_id,
        receiver_unit_id=meeting.receiver.unit_id,
        receiver_sector=str(meeting.receiver.sector),
        requested_at=meeting.requested_at,
        find_time_by=meeting.find_time_by,
        invitation=meeting.invitation,
        content=CIPHER.seal("meetings", "content", meeting.id, content),
        version=meeting.version,
    )


def insert_task(connection: Connection, task: Task) -> None:
    """Of the meeting it is about."""
    insert(
        connection,
        "tasks",
        id=task.id,
        case_id=task.case_id,
        meeting_id=task.subject.id,
        kind=str(task.kind),
        unit_id=task.unit_id,
        sector=str(task.sector),
        owner_id=task.owner_id,
        due=task.due,
        opened_at=task.opened_at,
        text=CIPHER.seal_text("tasks", "text", task.id, task.text.reveal()),
        reason=CIPHER.seal_text("tasks", "reason", task.id, task.reason.reveal()),
        status=str(task.status),
        remind_from=task.remind_from,
        version=task.version,
    )


def insert_event(connection: Connection, event: CaseEvent) -> None:
    insert(
        connection,
        "events",
        id=event.id,
        case_id=event.case_id,
        subject_id=event.subject_id,
        kind=event.kind,
        at=event.at,
        person_id=event.person_id,
        unit_id=event.unit_id,
        status=event.status,
        reason=CIPHER.seal_text("events", "reason", event.id, event.reason.reveal()),
    )


def insert_post(connection: Connection, post: Post) -> None:
    insert(
        connection,
        "posts",
        person_id=post.person_id,
        subject_kind=str(post.subject.kind),
        subject_id=post.subject.id,
        conversation_id=post.conversation_id,
        activity_id=post.activity_id,
        posted_at=post.posted_at,
    )


def insert_notice(connection: Connection, notice: Notice) -> None:
    """One that waits to be sent."""
    insert(
        connection,
        "outbox",
        id=outgoing_id(notice),
        kind=str(notice.kind),
        subject_kind=str(notice.subject.kind),
        subject_id=notice.subject.id,
        recipient_id=notice.recipient_id,
        rule=notice.rule,
        occurrence=notice.occurrence,
        detail=notice.detail,
        state=str(State.PENDING),
        attempts=0,
        not_before=notice.occurrence,
        repeats=False,
        why="",
        queued_at=notice.occurrence,
    )
