"""The use cases of a network meeting: request it, answer, agree on a time, move, cancel, write minutes.

Each loads, asks the rules, and in one transaction stores the change, the tasks it asks for, the event, the
audit entry and the messages. Wording and cards do not belong here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.case import Case, Citizen
from domain.cpr import Cpr
from domain.errors import BadValue, NotAllowed
from domain.event import CaseEvent
from domain.legal_basis import check_basis
from domain.local_time import local
from domain.network_meeting import (
    Action,
    MeetingContent,
    MeetingTime,
    NetworkMeeting,
    Party,
    Side,
    Status,
    check_times,
    future_times,
    transition,
)
from domain.people import Area, Person, Sector, Unit
from domain.permission import Permission, check_permission, may_start_case
from domain.sensitive import NOTHING, Sensitive
from workflows.desk import Desk
from workflows.meeting_tasks import settle_tasks
from workflows.notice import Notice, NoticeKind, Subject, SubjectKind
from workflows.ports import Caller, Clockwork, MeetingOnCase
from workflows.recipients import inbox_of, people_of_party

_PERMISSIONS = {Action.MOVE: Permission.CHANGE_MEETING, Action.CANCEL: Permission.CHANGE_MEETING}
Change = Callable[[NetworkMeeting], NetworkMeeting]


@dataclass(frozen=True)
class MeetingRequest:
    cpr: Cpr
    citizen_name: Sensitive[str]
    area: Area
    override_reason: Sensitive[str]
    receiver_unit_id: str
    content: Sensitive[MeetingContent]
    times: tuple[MeetingTime, ...]


def request_meeting(desk: Desk, caller: Person, request: MeetingRequest) -> MeetingOnCase:
    """Open a case with a meeting request and tell the receiving unit.

    Raises `NotAllowed`, `BadValue` (no agreement between the two, the basis, the receiver) or `NothingLeft`.
    """
    if not may_start_case(caller):
        raise NotAllowed("only frontline staff and leaders start a case")
    receiver = _receiver(desk, caller, request.receiver_unit_id)
    agreement = desk.agreements.between(
        request.area, (caller.home.organisation, receiver.organisation), desk.today
    )
    if agreement is None:
        raise BadValue("meeting.no_agreement", "no agreement in force binds both organisations")
    if not receiver.area.covers(request.area) or not inbox_of(desk.records.directory, receiver.id):
        raise BadValue("field.no_unit_for_area", "the unit has nobody for citizens of this age")
    basis = request.content.reveal().basis
    check_basis(basis, request.cpr.age_on(desk.today), desk.today)
    check_times(request.times, desk.now)
    calendar = desk.agreements.calendar(agreement.id)
    case = _new_case(desk, caller, receiver, request, agreement.id)
    meeting = NetworkMeeting(
        id=desk.new_id(),
        case_id=case.id,
        case_number=case.number,
        status=Status.REQUESTED,
        inviter=Party(caller.home.id, caller.sector, caller.id),
        receiver=Party(receiver.id, receiver.sector),
        requested_at=desk.now,
        find_time_by=calendar.shift(desk.today, agreement.deadlines.find_time),
        proposed=request.times,
        content=request.content,
    )
    desk.records.cases.add(case)
    desk.records.meetings.add(meeting)
    on_case = MeetingOnCase(case, meeting)
    record_meeting(desk, caller, on_case, "request", (Side.RECEIVER,), basis=basis.basis)
    return on_case


def _receiver(desk: Desk, caller: Person, unit_id: str) -> Unit:
    unit = desk.records.directory.unit(unit_id)
    if unit is None or unit.sector is not caller.sector.opposite:
        raise BadValue("meeting.receiver_other_sector", "the receiver is a unit of the other sector")
    return unit


def _new_case(desk: Desk, caller: Person, receiver: Unit, request: MeetingRequest, agreement_id: str) -> Case:
    units = {caller.sector: caller.home.id, receiver.sector: receiver.id}
    return Case(
        id=desk.new_id(),
        number=desk.records.cases.next_number(local(desk.now).year),
        citizen=Citizen(request.cpr, request.citizen_name),
        area=request.area,
        agreement_id=agreement_id,
        override_reason=request.override_reason,
        region_unit_id=units[Sector.REGION],
        municipality_unit_id=units[Sector.MUNICIPALITY],
        participants=frozenset(),
        opened_at=desk.now,
    )


def open_details(desk: Desk, caller: Person, meeting_id: str) -> MeetingOnCase:
    """The meeting with everything in it, after an access check; the look is logged."""
    found = desk.records.meetings.get(meeting_id, caller)
    check_permission(caller, Permission.OPEN_DETAILS, found.case)
    basis = found.meeting.content.reveal().basis.basis
    desk.audit(caller, "read", f"meeting:{meeting_id}", found.case.id, basis)
    return found


def acknowledge(desk: Desk, caller: Person, meeting_id: str) -> MeetingOnCase:
    """The receiving sector has seen it (kvittering)."""
    return _act(desk, caller, meeting_id, Action.ACKNOWLEDGE, lambda m: m)


def accept_time(desk: Desk, caller: Person, meeting_id: str, start: datetime) -> MeetingOnCase:
    """Agree on one of the proposed times. Raises `BadValue` when it is not among them or has passed."""

    def agree(meeting: NetworkMeeting) -> NetworkMeeting:
        chosen = [t for t in future_times(meeting, desk.now) if t.start == start]
        if not chosen:
            raise BadValue("meeting.time_gone", "that time is not proposed, or has passed")
        return replace(meeting, agreed=chosen[0], invitation=meeting.invitation + 1)

    return _act(desk, caller, meeting_id, Action.ACCEPT_TIME, agree)


def propose_times(
    desk: Desk, caller: Person, meeting_id: str, times: tuple[MeetingTime, ...]
) -> MeetingOnCase:
    check_times(times, desk.now)
    return _act(desk, caller, meeting_id, Action.PROPOSE_TIMES, lambda m: replace(m, proposed=times))


def ask_for_more(desk: Desk, caller: Person, meeting_id: str, question: str) -> MeetingOnCase:
    return _act(desk, caller, meeting_id, Action.ASK, writing(question=question, answer=""))


def answer_question(desk: Desk, caller: Person, meeting_id: str, answer: str) -> MeetingOnCase:
    return _act(desk, caller, meeting_id, Action.ANSWER, writing(answer=answer))


def move(
    desk: Desk, caller: Person, meeting_id: str, reason: str, times: tuple[MeetingTime, ...]
) -> MeetingOnCase:
    """Give up the agreed time with a reason and propose new ones. A new deadline to find a time runs."""
    check_times(times, desk.now)
    found = desk.records.meetings.get(meeting_id, caller)
    agreement = desk.agreements.get(found.case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    by = calendar.shift(desk.today, agreement.deadlines.find_time)
    write = writing(reason=reason)

    def moved(meeting: NetworkMeeting) -> NetworkMeeting:
        later = meeting.invitation + 1
        return replace(write(meeting), proposed=times, agreed=None, find_time_by=by, invitation=later)

    return _act(desk, caller, meeting_id, Action.MOVE, moved, reason)


def cancel(desk: Desk, caller: Person, meeting_id: str, reason: str) -> MeetingOnCase:
    write = writing(reason=reason)

    def cancelled(meeting: NetworkMeeting) -> NetworkMeeting:
        later = meeting.invitation + (meeting.agreed is not None)
        return replace(write(meeting), proposed=(), invitation=later)

    return _act(desk, caller, meeting_id, Action.CANCEL, cancelled, reason)


def time_passed(desk: Desk, found: MeetingOnCase) -> MeetingOnCase:
    """The agreed time is over: ask the inviter for minutes. Time's own action, from the scan."""
    return apply_action(desk, Clockwork(), found, Action.TIME_PASSES, lambda m: m)


def writing(**texts: str) -> Change:
    """A change that writes these texts of the meeting's content and touches nothing else."""

    def write(meeting: NetworkMeeting) -> NetworkMeeting:
        content = meeting.content.reveal()
        kept = {name: getattr(content, name) for name in texts}
        if any(not isinstance(value, str) for value in kept.values()):
            raise TypeError("only the content's texts are written this way")
        return replace(meeting, content=Sensitive(replace(content, **texts)))  # type: ignore[arg-type]

    return write


def _act(
    desk: Desk, caller: Person, meeting_id: str, action: Action, change: Change, reason: str = ""
) -> MeetingOnCase:
    found = desk.records.meetings.get(meeting_id, caller)
    check_permission(caller, _PERMISSIONS.get(action, Permission.ANSWER_REQUEST), found.case)
    return apply_action(desk, caller, found, action, change, reason)


def apply_action(
    desk: Desk, caller: Caller, found: MeetingOnCase, action: Action, change: Change, reason: str = ""
) -> MeetingOnCase:
    person = caller if isinstance(caller, Person) else None
    side = found.meeting.side_of(person) if person else Side.CLOCK
    row = transition(found.meeting, action, side)
    changed = replace(change(found.meeting), status=row.end, version=found.meeting.version + 1)
    if person and side is Side.RECEIVER:
        changed = _taken_on(changed, person, desk)
    desk.records.meetings.save(changed)
    on_case = MeetingOnCase(found.case, changed)
    basis = changed.content.reveal().basis.basis
    record_meeting(desk, person, on_case, action, row.tells, reason=reason, basis=basis)
    return on_case


def _taken_on(meeting: NetworkMeeting, person: Person, desk: Desk) -> NetworkMeeting:
    """Whoever answers first for the receiving unit becomes its contact person, and has acknowledged."""
    receiver = meeting.receiver
    if receiver.person_id is None:
        receiver = replace(receiver, person_id=person.id)
    return replace(meeting, receiver=receiver, acknowledged_at=meeting.acknowledged_at or desk.now)


def record_meeting(
    desk: Desk,
    person: Person | None,
    on_case: MeetingOnCase,
    action: str,
    tells: tuple[Side, ...],
    reason: str = "",
    basis: str = "",
) -> None:
    meeting = on_case.meeting
    settle_tasks(desk, on_case)
    desk.records.events.append(
        CaseEvent(
            id=desk.new_id(),
            case_id=on_case.case.id,
            subject_id=meeting.id,
            kind=f"meeting.{action}",
            at=desk.now,
            person_id=person.id if person else None,
            unit_id=person.home.id if person else None,
            status=meeting.status,
            reason=Sensitive(reason) if reason else NOTHING,
        )
    )
    desk.audit(person, f"meeting.{action}", f"meeting:{meeting.id}", on_case.case.id, basis)
    desk.tell(_notices(desk, person, meeting, tells))


def _notices(
    desk: Desk, actor: Person | None, meeting: NetworkMeeting, tells: tuple[Side, ...]
) -> list[Notice]:
    """A message to each side that is told, and fresh cards for everyone who holds one already."""
    subject = Subject(SubjectKind.MEETING, meeting.id)
    rule = f"meeting:{meeting.id}:v{meeting.version}"
    told = {p.id for side in tells for p in people_of_party(desk.records.directory, meeting.party(side))}
    if actor:
        told.discard(actor.id)
    holders = set(desk.records.posts.holders(subject)) - told
    return [
        *(Notice(NoticeKind.MEETING, subject, id_, rule, desk.now) for id_ in sorted(told)),
        *(Notice(NoticeKind.REFRESH, subject, id_, rule, desk.now) for id_ in sorted(holders)),
    ]
