"""The use cases of emergency access (værdispring): ask for it, see what one has, read why somebody had it.

Asking says nothing of whether there is such a case: the answer is the same, and the asker's own leaders
hear of it either way. Where there is one whose agreement names the asker, they may look at it for 24 hours,
and the leaders of its units are told at once. A restricted case is not opened that way.
Who asked and found nothing has left a trace all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.case import Case
from domain.cpr import Cpr, mask_cpr
from domain.emergency import EmergencyAccess, check_emergency_reason, names
from domain.errors import BadValue, NotFound
from domain.people import Person
from domain.permission import RULES, Permission, check_permission, relation
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk, emergency_basis
from workflows.notice import Notice, NoticeKind
from workflows.ports import Clockwork
from workflows.reaching import hearing
from workflows.recipients import inbox_of, leaders_of
from workflows.record_keeping import record
from workflows.searching import count_search, log_search
from workflows.telling import tell

OVER = "over"
"""The detail of what closes a card when the access is over."""
ASKED = "asked"
"""Begins the detail of what the asker's own leaders are told; the rest is the case number they wrote."""


@dataclass(frozen=True)
class Sought:
    """The case, as far as the asker knows it: by its number or by the citizen's."""

    number: str = ""
    cpr: Cpr | None = None


@dataclass(frozen=True)
class Held:
    case: Case
    access: EmergencyAccess


def may_ask(desk: Desk, person: Person) -> bool:
    """Whether any agreement names the person: this says nothing of any case."""
    return bool(_naming(desk, person))


def with_emergencies(desk: Desk, person: Person) -> Person:
    """The person, with the cases they may look at in an emergency just now: while the case's own agreement
    still names them."""
    naming = _naming(desk, person)
    if not naming:
        return person
    held = desk.records.emergencies.held_by(person.id, desk.now).items()
    own = {case_id: access_id for case_id, access_id in held if _agreement_of(desk, case_id) in naming}
    return replace(person, emergencies=own) if own else person


def _naming(desk: Desk, person: Person) -> frozenset[str]:
    """The ids of the agreements that name the person today."""
    return frozenset(each.id for each in desk.agreements.all if names(each, person, desk.today))


def _agreement_of(desk: Desk, case_id: str) -> str:
    return desk.records.cases.get(case_id, Clockwork()).agreement_id


def check_may_ask(desk: Desk, caller: Person) -> None:
    """Raise `BadValue` for whom no agreement names."""
    if not may_ask(desk, caller):
        raise BadValue("emergency.not_named")


def ask_for_access(desk: Desk, caller: Person, sought: Sought, reason: str) -> None:
    """Let the caller look at the case from now on, where there is one that is not theirs already.

    Raises `BadValue` for whom no agreement names and for too short a reason, and `TooManySearches`.
    """
    check_may_ask(desk, caller)
    check_emergency_reason(reason)
    masked, _ = mask_cpr(reason)
    cases = _cases_sought(desk, caller, sought)
    desk.audit(caller, "emergency.ask", f"person:{caller.id}", number=sought.number)
    naming = _naming(desk, caller)
    for case in cases:
        if case.agreement_id in naming and not case.is_restricted:
            _grant(desk, caller, case, Sensitive(masked))
    _tell_own_leaders(desk, caller, sought.number)


def held_now(desk: Desk, caller: Person) -> tuple[Held, ...]:
    """What the caller may look at in an emergency, by case number."""
    records, held = desk.records, caller.emergencies.items()
    found = (Held(records.cases.get(c, caller), records.emergencies.get(a, caller)) for c, a in held)
    return tuple(sorted(found, key=lambda each: each.case.number))


def open_reason(desk: Desk, caller: Person, access_id: str) -> Held:
    """Why somebody looked at the case, for its own units; the look is logged. Raises `NotFound`."""
    access = desk.records.emergencies.get(access_id, caller)
    case = desk.records.cases.get(access.case_id, caller)
    check_permission(caller, Permission.MANAGE_CASE, case)
    desk.audit(caller, "read", f"emergency:{access.id}", case.id)
    return Held(case, access)


def _cases_sought(desk: Desk, caller: Person, sought: Sought) -> tuple[Case, ...]:
    """With that number, or the citizen's open ones, whoever's they are; without those the caller is on."""
    found = _of_citizen(desk, caller, sought.cpr) if sought.cpr else _with_number(desk, sought.number)
    on_case = RULES[Permission.OPEN_DETAILS].relations
    return tuple(case for case in found if relation(caller, case) not in on_case)


def close_when_over(desk: Desk, caller: Person, case: Case, subject: Subject) -> None:
    """The card of the subject that the caller now looks at says, once the access is over, that it is, and
    nothing else any more. Decided with the look, so that only the clock is needed to close it."""
    access = desk.records.emergencies.get(caller.emergencies[case.id], caller)
    rule = f"{emergency_basis(access.id)}:{subject.name}"
    over = Notice(NoticeKind.REFRESH, subject, caller.id, rule, access.ends, OVER, waits_until=access.ends)
    desk.tell([over])


def _of_citizen(desk: Desk, caller: Person, cpr: Cpr) -> Iterable[Case]:
    """It counts as a search that found nothing, whatever there is."""
    every = desk.records.cases.of_citizen(cpr, Clockwork())
    count_search(desk, caller, log_search(desk, caller, cpr, 0, every[0] if every else None))
    return (case for case in every if case.is_open)


def _with_number(desk: Desk, number: str) -> Iterable[Case]:
    try:
        return (desk.records.cases.by_number(number, Clockwork()),)
    except NotFound:
        return ()


def _grant(desk: Desk, caller: Person, case: Case, reason: Sensitive[str]) -> None:
    access = EmergencyAccess(desk.new_id(), caller.id, case.id, caller.home.id, desk.now, reason)
    desk.records.emergencies.add(access)
    subject, status = Subject(SubjectKind.CASE, case.id), "open" if case.is_open else "closed"
    basis = emergency_basis(access.id)
    record(desk, caller, case, subject, "emergency", status, reason=reason.reveal(), basis=basis)
    tell(desk, caller, subject, case.version, (), rule=basis)  # the case's timeline, where it stands open
    people = [leader for unit_id in case.unit_ids for leader in _answerable(desk, unit_id)]
    _tell(desk, caller, dict.fromkeys(people), basis, access.id)


def _answerable(desk: Desk, unit_id: str) -> tuple[Person, ...]:
    """Who leads the unit, or hears for it where nobody does."""
    directory = desk.records.directory
    return hearing(desk, leaders_of(directory, unit_id) or inbox_of(directory, unit_id), unit_id)


def _tell_own_leaders(desk: Desk, caller: Person, number: str) -> None:
    rule = f"{ASKED}:{caller.id}"
    _tell(desk, caller, _looking_after(desk, caller), rule, f"{ASKED} {number}".strip())


def _looking_after(desk: Desk, caller: Person) -> tuple[Person, ...]:
    """Who else leads the caller's unit; where nobody does, the coordinators of their sector and area."""
    directory, home = desk.records.directory, caller.home
    others = tuple(each for each in leaders_of(directory, home.id) if each.id != caller.id)
    if others:
        return hearing(desk, others, home.id)
    return hearing(desk, [each for each in directory.coordinators(home.area) if each.sector is home.sector])


def _tell(desk: Desk, caller: Person, people: Iterable[Person], rule: str, detail: str) -> None:
    subject = Subject(SubjectKind.PERSON, caller.id)
    desk.tell(
        [
            Notice(NoticeKind.EMERGENCY, subject, person.id, rule, desk.now, detail)
            for person in people
            if person.id != caller.id
        ]
    )
