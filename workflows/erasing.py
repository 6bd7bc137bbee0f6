"""Erases what has been kept as long as the agreement says: documents and minutes, then the case itself.

Whether something may be erased is `domain/retention.py`'s to say, asked again in the transaction that erases.
Each erasure is logged with the rule it rests on, and the cards of what is gone are replaced where they stand.
The log itself stays: what it says of a case that is gone names the citizen no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.agreement import Agreement
from domain.case import Case
from domain.errors import NotFound
from domain.local_time import local_day
from domain.network_meeting import NetworkMeeting
from domain.retention import KeptCase, KeptRecord, case_waits, longest, records_due
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from workflows.desk import Desk
from workflows.journal import settle_journals, waiting_for_journals
from workflows.notice import Notice, NoticeKind
from workflows.ports import Clockwork
from workflows.record_keeping import record

ERASE, ERASED = "erase", "erased"
CASE_RULE, MEETING_RULE = "case", "meeting"
Lacking = frozenset[Subject]
"""What still waits for a journal."""


@dataclass(frozen=True)
class Erased:
    """What was erased."""

    cases: int = 0
    records: int = 0
    """Documents, and meetings with their minutes, of cases that stay."""

    def __add__(self, other: Erased) -> Erased:
        return Erased(self.cases + other.cases, self.records + other.records)


def kept_case(desk: Desk, case: Case) -> KeptCase:
    """The case as the rule sees it. Raises `NotFound` where its agreement's file is gone."""
    agreement = desk.agreements.get(case.agreement_id)
    lacking = waiting_for_journals(desk, case)
    return KeptCase(
        case_id=case.id,
        closed_on=local_day(case.closed_at) if case.closed_at else None,
        held=case.hold is not None,
        last_deadline=_last_deadline(desk, case),
        records=tuple(_records(desk, case, agreement, lacking)),
        days=agreement.retention.case,
    )


def _last_deadline(desk: Desk, case: Case) -> date | None:
    """Of what people agreed to do and have not done; what only the bot asks for prolongs nothing."""
    tasks = desk.records.tasks.of_case(case.id, Clockwork())
    return max((t.due for t in tasks if t.is_open and t.kind is TaskKind.FOLLOW_UP), default=None)


def _records(desk: Desk, case: Case, agreement: Agreement, lacking: Lacking) -> Iterable[KeptRecord]:
    kept = agreement.retention
    for document in desk.records.documents.of_case(case.id, Clockwork()):
        subject = Subject(SubjectKind.DOCUMENT, document.id)
        yield KeptRecord(subject, kept.documents[document.kind], document.kind, subject not in lacking)
    for meeting in desk.records.meetings.of_case(case.id, Clockwork()):
        yield _kept_meeting(meeting, kept.meetings, lacking)


def _kept_meeting(meeting: NetworkMeeting, days: int, lacking: Lacking) -> KeptRecord:
    subject = Subject(SubjectKind.MEETING, meeting.id)
    return KeptRecord(subject, days, MEETING_RULE, subject not in lacking)


def may_be_due(desk: Desk, case: Case) -> bool:
    """Whether it is worth looking at: false while not even the shortest period has passed since it was
    closed. Raises as `kept_case`."""
    kept = desk.agreements.get(case.agreement_id).retention
    shortest = min(*kept.documents.values(), kept.meetings, kept.case)
    closed = local_day(case.closed_at) if case.closed_at else date.max
    return case.hold is None and closed <= desk.today - timedelta(days=shortest)


def erase_due(desk: Desk, case_id: str) -> Erased:
    """Erase what is due of one case, and ask again for what is missing in the journals. Erases nothing of a
    case that is gone, or of which nothing can be due. Raises as `kept_case`, and as the records where
    something cannot be opened or erased."""
    try:
        case = desk.records.cases.get(case_id, Clockwork())
    except NotFound:
        return Erased()
    if not may_be_due(desk, case):
        return Erased()
    kept = kept_case(desk, case)
    if case_waits(kept, desk.today) is None:
        _erase_case(desk, case, kept)
        return Erased(cases=1)
    due = records_due(kept, desk.today)
    for each in due:
        _erase(desk, each.subject)
        record(desk, None, case, each.subject, ERASE, ERASED, basis=_rule(each.rule, each.days))
    settle_journals(desk, case)
    return Erased(records=len(due))


def _erase_case(desk: Desk, case: Case, kept: KeptCase) -> None:
    """What the log holds of it can no longer be opened. The entry that says so names no case, to be read."""
    subject = Subject(SubjectKind.CASE, case.id)
    _erase(desk, subject)
    desk.records.audit.forget_case_key(case.id, desk.now)
    desk.audit(None, f"case.{ERASE}", f"case:{case.id}", None, _rule(CASE_RULE, kept.days))


def _rule(name: str, days: int) -> str:
    return f"retention: {name} {days} days"


def _erase(desk: Desk, subject: Subject) -> None:
    posts, erasure = desk.records.posts, desk.records.erasure
    traces = erasure.traces_of(subject)
    standing = [(trace, holder) for trace in traces for holder in posts.holders(trace)]
    erasure.erase(traces)
    desk.tell([_gone(desk.now, trace, holder) for trace, holder in standing])


def _gone(now: datetime, trace: Subject, holder: str) -> Notice:
    """Brings the holder's card up to date: there is nothing left to show."""
    return Notice(NoticeKind.REFRESH, trace, holder, f"erased:{trace.name}", now)


def erase_messages(desk: Desk, limit: int) -> int:
    """Forget messages that have gone, as many as `limit`; returns how many. Those of all agreements are kept
    as long as the one that keeps them longest says."""
    days = longest(agreement.retention.messages for agreement in desk.agreements.all)
    return desk.records.erasure.erase_messages(desk.now - timedelta(days=days), limit)
