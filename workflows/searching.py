"""Looks for a citizen's cases by CPR number, for somebody who may see only their own.

Every search is logged with a keyed hash of the number as its criterion, sealed, also one that finds nothing.
One that finds a case, or begins one, is logged on it: when the case is erased, nobody can read from the log
whose it was, nor from what else was done at that moment.
Whether the citizen has a case with others shows nowhere: not in the answer, and not in the work it takes. Who
looks up many citizens without being on a case of theirs is stopped for a while, and their leaders are told.
"""

from __future__ import annotations

from datetime import timedelta

from domain.case import Case
from domain.cpr import Cpr
from domain.errors import TooManySearches
from domain.local_time import at_local
from domain.people import Person
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.notice import DAY_BEGINS, Notice, NoticeKind
from workflows.reaching import agreement_for, hearing
from workflows.recipients import leaders_of

A_CITIZEN = "citizen"
"""The subject in the log; which one stands in what is sealed."""
WINDOW = timedelta(hours=1)
SHOWN_BACK = timedelta(days=7)
"""How far back a leader sees how many citizens their staff have looked up."""
KEPT = timedelta(days=30)


def search_citizen(desk: Desk, caller: Person, cpr: Cpr) -> tuple[Case, ...]:
    """The citizen's cases the caller has a relation to. Raises `TooManySearches`."""
    found = desk.records.cases.of_citizen(cpr, caller)
    citizen = log_search(desk, caller, cpr, len(found), found[0] if found else None)
    if not found:
        count_search(desk, caller, citizen)
    return found


def log_search(desk: Desk, caller: Person | None, cpr: Cpr, found: int, on: Case | None) -> str:
    """The keyed hash under which the search was logged, `on` the newest case it led to; without a caller it
    was whoever runs the command."""
    citizen = desk.records.cases.hash_of(cpr)
    desk.audit(caller, "search", A_CITIZEN, on.id if on else None, citizen=citizen, found=str(found))
    return citizen


def count_search(desk: Desk, caller: Person, citizen: str) -> None:
    """Count a citizen the caller has no case with; the leaders hear when it was the last one for now.

    Raises `TooManySearches` for one more than that.
    """
    most = agreement_for(desk, caller.home).citizens_per_hour
    others = desk.records.searches.others(caller.id, citizen, desk.now - WINDOW)
    if others >= most:
        raise TooManySearches(citizen)
    desk.records.searches.add(caller.id, citizen, desk.now)
    if others + 1 == most:
        _tell_leaders(desk, caller, most)


def _tell_leaders(desk: Desk, caller: Person, citizens: int) -> None:
    """Once a day at most."""
    unit_id, subject = caller.home.id, Subject(SubjectKind.PERSON, caller.id)
    rule, today = f"searches:{caller.id}", at_local(desk.today, DAY_BEGINS)
    desk.tell(
        [
            Notice(NoticeKind.SEARCHES, subject, leader.id, rule, today, str(citizens))
            for leader in hearing(desk, leaders_of(desk.records.directory, unit_id), unit_id)
            if leader.id != caller.id
        ]
    )
