"""The use cases of a network meeting: request it, answer, agree on a time, move, cancel, write minutes.

Each loads, asks the rules, and in one transaction stores the change, the tasks it asks for, the event, the
audit entry and the messages. Wording and cards do not belong here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.case import Case
from domain.errors import BadValue
from domain.meeting_tasks import ENDS_AS_DONE, wanted_tasks
from domain.network_meeting import (
    Action,
    MeetingContent,
    MeetingTime,
    NetworkMeeting,
    Side,
    Status,
    check_times,
    future_times,
    transition,
)
from domain.people import Person
from domain.permission import Permission, check_permission, check_step
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from workflows.cases import check_case_basis, is_withdrawn, keep_case, other_side, own_side
from workflows.desk import Desk
from workflows.journal import settle_journals
from workflows.ports import Caller, Clockwork, MeetingOnCase
from workflows.record_keeping import record
from workflows.settling import settle
from workflows.telling import tell

Change = Callable[[NetworkMeeting], NetworkMeeting]


@dataclass(frozen=True)
class MeetingRequest:
    content: Sensitive[MeetingContent]
    times: tuple[MeetingTime, ...]


def request_meeting(desk: Desk, caller: Person, case: Case, request: MeetingRequest) -> MeetingOnCase:
    """Ask the case's other side for a meeting.

    Raises `NotAllowed`, `BadValue` (the basis, a consent that was withdrawn) or `NothingLeft`.
    """
    check_step(caller, "meeting.request", case)
    receiver = other_side(desk, caller, case)
    basis = request.content.reveal().basis
    check_case_basis(desk, case, basis)
    check_times(request.times, desk.now)
    agreement = desk.agreements.get(case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    case = keep_case(desk, caller, case)
    meeting = NetworkMeeting(
        id=desk.new_id(),
        case_id=case.id,
        case_number=case.number,
        status=Status.REQUESTED,
        inviter=own_side(caller, case),
        receiver=receiver,
        requested_at=desk.now,
        find_time_by=calendar.shift(desk.today, agreement.deadlines.find_time),
        proposed=request.times,
        content=request.content,
    )
    desk.records.meetings.add(meeting)
    on_case = MeetingOnCase(case, meeting)
    record_meeting(desk, caller, on_case, "request", (Side.RECEIVER,), basis=basis.basis)
    return on_case


def open_details(desk: Desk, caller: Person, meeting_id: str) -> MeetingOnCase:
    """The meeting with everything in it, after an access check; the look is logged.

    Raises `BadValue` for all but the inviting side once the consent it was shared on has been withdrawn.
    """
    found = desk.records.meetings.get(meeting_id, caller)
    check_permission(caller, Permission.OPEN_DETAILS, found.case)
    basis = found.meeting.content.reveal().basis
    if is_withdrawn(found.case, basis) and found.meeting.side_of(caller) is not Side.INVITER:
        raise BadValue("basis.withdrawn")
    desk.audit(caller, "read", f"meeting:{meeting_id}", found.case.id, basis.basis)
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


def check_may_act(caller: Person, found: MeetingOnCase, action: Action) -> None:
    """Raise as `check_step`. Whether it fits the status and the caller's side is asked of `transition`."""
    check_step(caller, f"meeting.{action}", found.case)


def _act(
    desk: Desk, caller: Person, meeting_id: str, action: Action, change: Change, reason: str = ""
) -> MeetingOnCase:
    found = desk.records.meetings.get(meeting_id, caller)
    check_may_act(caller, found, action)
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
    case, meeting = on_case.case, on_case.meeting
    subject = Subject(SubjectKind.MEETING, meeting.id)
    agreement = desk.agreements.get(case.agreement_id)
    wanted = wanted_tasks(meeting, agreement, desk.agreements.calendar(agreement.id))
    settle(desk, case, subject, wanted, ENDS_AS_DONE.get(meeting.status, frozenset()))
    settle_journals(desk, case)
    record(desk, person, case, subject, action, meeting.status, reason=reason, basis=basis)
    tell(desk, person, subject, meeting.version, [meeting.party(side) for side in tells])
