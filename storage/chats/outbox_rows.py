"""A notice as a row of the outbox, and a row as the notice on its way. No statement is made here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from domain.subject import Subject, SubjectKind
from storage.schema.identity import outgoing_id
from workflows.notice import Notice, NoticeKind, Outgoing, State


def new_row(notice: Notice, now: datetime, carried_by: str | None = None) -> dict[str, Any]:
    """`carried_by` is the id of the morning message it goes out with."""
    return {
        "id": outgoing_id(notice),
        "kind": notice.kind,
        "subject_kind": notice.subject.kind,
        "subject_id": notice.subject.id,
        "recipient_id": notice.recipient_id,
        "rule": notice.rule,
        "occurrence": notice.occurrence,
        "detail": notice.detail,
        "state": State.GATHERED if carried_by else State.PENDING,
        "claims": 0,
        "attempts": 0,
        "not_before": max(now, notice.waits_until or now),
        "lease_until": None,
        "repeats": False,
        "why": "",
        "queued_at": now,
        "carried_by": carried_by,
    }


def read(row: Row[Any]) -> Outgoing:
    notice = Notice(
        kind=NoticeKind(row.kind),
        subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
        recipient_id=row.recipient_id,
        rule=row.rule,
        occurrence=row.occurrence,
        detail=row.detail,
    )
    return Outgoing(
        id=row.id,
        notice=notice,
        state=State(row.state),
        attempts=row.attempts,
        not_before=row.not_before,
        repeats=row.repeats,
        why=row.why,
        queued_at=row.queued_at,
        claims=row.claims,
    )
