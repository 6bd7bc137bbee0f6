"""Open cases that nobody closes: both units are asked to, or to write why the case must be open.

Both of the two, because neither knows whether the other still works on it; a second municipality closes
nothing and is not asked. One answer is enough: with it the tasks of both end. Whether a case is one of these
is `domain/idle.py`'s to say, each night anew, so that what has happened meanwhile takes the question back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from domain.case import Case
from domain.document import Document
from domain.document_steps import Status
from domain.errors import NotFound, WrongStatus
from domain.idle import NOT_OF_THE_COURSE, Course, is_idle
from domain.local_time import at_local, local_day
from domain.party import Party
from domain.people import AUTHORITIES, Person
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from domain.wanted import Wanted
from workflows.cases import change_case, check_reason, managed_case
from workflows.desk import Desk
from workflows.follow_ups import day_in
from workflows.ports import Clockwork
from workflows.settling import settle

STAY_OPEN = "stay_open"


def quiet_since(desk: Desk) -> datetime:
    """A case on which something has happened at this moment (UTC) or later is none of these."""
    shortest = min(agreement.retention.idle for agreement in desk.agreements.all)
    return at_local(desk.today - timedelta(days=shortest - 1), time(0))


def settle_idle(desk: Desk, case_id: str) -> bool:
    """Ask the case's units, or ask them no longer; returns whether they are asked. Raises `NotFound` where
    its agreement's file is gone."""
    case = _open_case(desk, case_id)
    if case is None:
        return False
    tasks = desk.records.tasks.of_case(case.id, Clockwork())
    kept = desk.agreements.get(case.agreement_id).retention
    idle = is_idle(_course(desk, case, tasks), kept.idle, desk.today)
    _settle(desk, case, _wanted(desk, case, tasks) if idle else ())
    return idle


def stay_open(desk: Desk, caller: Person, case_id: str, reason: str) -> Case:
    """The case must be open, and why: both sectors are told, and neither is asked for another period.

    Raises `BadValue` without a reason or for a closed case, `WrongStatus` where nobody was asked.
    """
    case = managed_case(desk, caller, case_id, STAY_OPEN)
    check_reason(reason)
    if not _asked(desk.records.tasks.open_of(_subject(case), Clockwork())):
        raise WrongStatus("nobody was asked whether the case must be open")
    changed = change_case(desk, caller, case, STAY_OPEN, reason)
    _settle(desk, changed, (), frozenset({TaskKind.CLOSE_CASE}))
    return changed


def _open_case(desk: Desk, case_id: str) -> Case | None:
    try:
        case = desk.records.cases.get(case_id, Clockwork())
    except NotFound:
        return None
    return case if case.is_open else None


def _course(desk: Desk, case: Case, tasks: Iterable[Task]) -> Course:
    events = desk.records.events.of_case(case.id, Clockwork())
    happened = (local_day(each.at) for each in events if each.kind not in NOT_OF_THE_COURSE)
    return Course(
        last_event_on=max(happened, default=local_day(case.opened_at)),
        deadlines=tuple(t.due for t in tasks if t.is_open and t.kind is not TaskKind.CLOSE_CASE),
        agreements_until=tuple(_until(desk.records.documents.of_case(case.id, Clockwork()))),
    )


def _until(documents: Iterable[Document]) -> Iterable[date]:
    in_force = (each.content.reveal().parts for each in documents if each.status is Status.IN_FORCE)
    days = (day_in(parts.get("ends_on", "")) for parts in in_force)
    return (day for day in days if day)


def _wanted(desk: Desk, case: Case, tasks: Iterable[Task]) -> tuple[Wanted, ...]:
    """Who was asked already keeps the deadline of then."""
    within = desk.agreements.get(case.agreement_id).retention.close_within
    new, asked = desk.agreements.calendar(case.agreement_id).shift(desk.today, within), _asked(tasks)
    units = (Party(case.unit_in(sector), sector) for sector in AUTHORITIES)
    return tuple(Wanted(TaskKind.CLOSE_CASE, unit, asked.get(unit.unit_id, new)) for unit in units)


def _asked(tasks: Iterable[Task]) -> dict[str, date]:
    """The deadlines of those who are asked, by unit."""
    return {t.unit_id: t.due for t in tasks if t.is_open and t.kind is TaskKind.CLOSE_CASE}


def _settle(
    desk: Desk, case: Case, wanted: Iterable[Wanted], fulfilled: frozenset[TaskKind] = frozenset()
) -> None:
    settle(desk, case, _subject(case), wanted, fulfilled)


def _subject(case: Case) -> Subject:
    return Subject(SubjectKind.CASE, case.id)
