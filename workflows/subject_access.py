"""Everything on one citizen, gathered for the citizen (the General Data Protection Regulation, article 15).

A controller hands out what it is party to: a leader what stands on the cases of the units they lead, the
operator all of one organisation's. Of the log each hands out what its own staff and the bot itself did; how
much others did is counted, so that the citizen knows whom to ask. Who of its own staff searched for the
citizen is told as well, by the operator also where there is no case at all. Gathering is a search, handing
out an extract; both are logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.admission import Admission
from domain.case import Case, Citizen
from domain.cpr import Cpr
from domain.document import Document, DocumentVersion
from domain.event import CaseEvent
from domain.journal import JournalMark
from domain.legal_basis import rests_on_withdrawn_consent
from domain.network_meeting import NetworkMeeting
from domain.people import Person, Unit
from domain.permission import Permission, check_permission, is_permitted
from domain.remark import Remark
from domain.sensitive import NOTHING
from domain.task import Task
from workflows.desk import Desk
from workflows.outbox_care import OPERATOR_ID
from workflows.ports import Caller, Clockwork, LoggedEntry
from workflows.searching import A_CITIZEN, log_search, search_citizen

EXTRACT = "extract"


@dataclass(frozen=True, repr=False)
class DocumentFile:
    document: Document
    versions: tuple[DocumentVersion, ...]
    """Oldest first; none where it rests on a consent that was withdrawn, and somebody else wrote it."""


@dataclass(frozen=True, repr=False)
class CaseFile:
    """All that stands on one case, as one controller has it."""

    case: Case
    documents: tuple[DocumentFile, ...]
    meetings: tuple[NetworkMeeting, ...]
    closed_meetings: frozenset[str]
    """Ids of the meetings whose contents the controller may no longer open, as with a document's versions."""
    admissions: tuple[Admission, ...]
    tasks: tuple[Task, ...]
    events: tuple[CaseEvent, ...]
    marks: tuple[JournalMark, ...]
    remarks: tuple[Remark, ...]
    log: tuple[LoggedEntry, ...]
    logged_elsewhere: Mapping[str, int]
    """By the organisation's id, how many entries others' staff have made."""


@dataclass(frozen=True, repr=False)
class SubjectFile:
    """What one controller has on one citizen."""

    organisation: str
    made_at: datetime
    """UTC."""
    citizen: Citizen
    """As on the newest case; without a name where there is none."""
    cases: tuple[CaseFile, ...]
    """Newest first."""
    searches: tuple[LoggedEntry, ...] = ()
    """What its staff searched for or asked for in vain, oldest first: these are on no case."""


def find_for(desk: Desk, caller: Person, cpr: Cpr) -> tuple[Case, ...]:
    """The citizen's cases of the units the caller leads, newest first. A search like any other: raises as
    `search_citizen`."""
    return _to_hand_out(caller, search_citizen(desk, caller, cpr))


def find_beside(desk: Desk, caller: Person, case: Case) -> tuple[Case, ...]:
    """The same from one of the cases, which is no search. Raises as `check_permission` for `EXTRACT`."""
    check_permission(caller, Permission.EXTRACT, case)
    return _to_hand_out(caller, desk.records.cases.of_citizen(case.citizen.cpr, caller))


def gather_for(desk: Desk, caller: Person, case_id: str) -> SubjectFile:
    """All on the citizen of this case from every case of the units the caller leads. Raises as
    `check_permission` for `EXTRACT`."""
    theirs = find_beside(desk, caller, desk.records.cases.get(case_id, caller))
    units = {m.unit.id for m in caller.memberships if caller.leads(m.unit.id)}
    return _gather(desk, caller, theirs[0].citizen, theirs, caller.home.organisation_id, units)


def gather_all(desk: Desk, cpr: Cpr, units: Sequence[Unit]) -> SubjectFile | None:
    """The same for a whole organisation, for the operator; None where it has nothing on the citizen, and
    nobody there has searched for them. That it was looked for is logged either way."""
    desk, ids = replace(desk, unattended=OPERATOR_ID), {unit.id for unit in units}
    cases = desk.records.erasure.between(cpr, sorted(ids))
    log_search(desk, None, cpr, len(cases), cases[0] if cases else None)
    citizen = cases[0].citizen if cases else Citizen(cpr, NOTHING)
    found = _gather(desk, None, citizen, cases, units[0].organisation_id, ids)
    return found if found.cases or found.searches else None


def _to_hand_out(caller: Person, cases: Iterable[Case]) -> tuple[Case, ...]:
    return tuple(case for case in cases if is_permitted(caller, Permission.EXTRACT, case))


def _gather(
    desk: Desk,
    person: Person | None,
    citizen: Citizen,
    cases: Sequence[Case],
    organisation_id: str,
    units: set[str],
) -> SubjectFile:
    organisation = desk.records.directory.organisation(organisation_id)
    caller: Caller = person or Clockwork()
    files = tuple(_case_file(desk, caller, case, organisation_id, units) for case in cases)
    numbers = [case.number for case in cases]
    searches = desk.records.audit.beside_cases(organisation_id, citizen.cpr, numbers)
    for case in cases:
        desk.audit(person, EXTRACT, f"case:{case.id}", case.id)
    if searches and not cases:
        desk.audit(person, EXTRACT, A_CITIZEN, citizen=desk.records.cases.hash_of(citizen.cpr))
    name = organisation.name if organisation else ""
    return SubjectFile(name, desk.now, citizen, files, searches)


def _case_file(desk: Desk, caller: Caller, case: Case, organisation_id: str, units: set[str]) -> CaseFile:
    records, id_ = desk.records, case.id
    logged = records.audit.of_case(id_, caller)
    by = [(entry, _organisation_of(desk, entry)) for entry in logged]
    own = tuple(entry for entry, theirs in by if theirs in ("", organisation_id))
    elsewhere = [theirs for _, theirs in by if theirs not in ("", organisation_id)]
    meetings = records.meetings.of_case(id_, caller)
    return CaseFile(
        case=case,
        documents=tuple(
            DocumentFile(each, _versions(desk, caller, case, each, units))
            for each in records.documents.of_case(id_, caller)
        ),
        meetings=meetings,
        closed_meetings=frozenset(each.id for each in meetings if _is_closed(case, each, units)),
        admissions=tuple(_own(each, units) for each in records.admissions.of_case(id_, caller)),
        tasks=records.tasks.of_case(id_, caller),
        events=records.events.of_case(id_, caller),
        marks=records.journal.of_case(id_, caller),
        remarks=records.remarks.of_case(id_, caller),
        log=own,
        logged_elsewhere={other: elsewhere.count(other) for other in sorted(set(elsewhere))},
    )


def _own(admission: Admission, units: set[str]) -> Admission:
    """Without what the ward has registered for itself, where it is none of these units."""
    return admission if admission.region.unit_id in units else replace(admission, coercive=None)


def _organisation_of(desk: Desk, entry: LoggedEntry) -> str:
    """Whose staff made it: what older entries do not say, the directory does. Empty where the bot made it
    itself, or somebody the directory does not know."""
    if entry.organisation_id:
        return entry.organisation_id
    person = desk.records.directory.person(entry.actor_id)
    return person.home.organisation_id if person else ""


def _versions(
    desk: Desk, caller: Caller, case: Case, document: Document, units: set[str]
) -> tuple[DocumentVersion, ...]:
    basis = document.content.reveal().basis
    withdrawn = rests_on_withdrawn_consent(basis, case.consent_withdrawn_on)
    if withdrawn and document.author.unit_id not in units:
        return ()
    numbers = range(1, document.content_version + 1)
    return tuple(desk.records.documents.version_of(document.id, number, caller) for number in numbers)


def _is_closed(case: Case, meeting: NetworkMeeting, units: set[str]) -> bool:
    basis = meeting.content.reveal().basis
    withdrawn = rests_on_withdrawn_consent(basis, case.consent_withdrawn_on)
    return withdrawn and meeting.inviter.unit_id not in units
