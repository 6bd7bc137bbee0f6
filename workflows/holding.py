"""A case is held back: restricted, so that only the leaders of its units open what stands on it, or kept, so
that nothing on it is erased. Both sectors are told. Only a leader of the unit that asked for it changes it or
lets it go again, while that unit is one of the case's two; afterwards a leader of either does.

Restricting is the citizen's right while it is disputed whether what is written is correct or may be used (the
General Data Protection Regulation, article 18). Reminders still go: they hold case numbers and kinds of task
only.
"""

from __future__ import annotations

from dataclasses import replace

from domain.case import Case, Hold, HoldKind
from domain.errors import NotAllowed, WrongStatus
from domain.people import Person
from domain.permission import check_step, is_held_by_others
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from workflows.cases import change_case, check_reason
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind
from workflows.recipients import leaders_of

LET_GO = "let_go"
STEP: dict[HoldKind, str] = {HoldKind.RESTRICTED: "restrict", HoldKind.KEPT: "keep"}


def check_may_hold(caller: Person, case: Case, step: str) -> None:
    """Raise as `check_step`, and `NotAllowed` while the other unit holds it back."""
    check_step(caller, f"case.{step}", case)
    if is_held_by_others(caller, case):
        raise NotAllowed("a leader of the unit that asked for it lets it go")


def hold_case(desk: Desk, caller: Person, case_id: str, kind: HoldKind, reason: str) -> Case:
    """Hold it back in this way, in the place of another of one's own; also once it is closed.

    Raises as `check_may_hold`, and `BadValue` without a reason.
    """
    case = desk.records.cases.get(case_id, caller)
    check_may_hold(caller, case, STEP[kind])
    check_reason(reason)
    hold = Hold(kind, desk.now, _own_unit(caller, case), Sensitive(reason))
    return _changed(desk, caller, replace(case, hold=hold), STEP[kind], reason)


def let_go(desk: Desk, caller: Person, case_id: str, reason: str) -> Case:
    """No longer. Raises as `check_may_hold`, and `WrongStatus` where it is not held back."""
    case = desk.records.cases.get(case_id, caller)
    check_may_hold(caller, case, LET_GO)
    check_reason(reason)
    if case.hold is None:
        raise WrongStatus("the case is not held back")
    return _changed(desk, caller, replace(case, hold=None), LET_GO, reason)


def _own_unit(caller: Person, case: Case) -> str:
    """Of the case's units, the one the caller leads."""
    return next(unit_id for unit_id in case.unit_ids if caller.leads(unit_id))


def _changed(desk: Desk, caller: Person, case: Case, step: str, reason: str) -> Case:
    leaders = [leader for id_ in case.unit_ids for leader in leaders_of(desk.records.directory, id_)]
    changed = change_case(desk, caller, case, step, reason, also=leaders)
    _refresh_what_shows_it(desk, changed)
    return changed


def _refresh_what_shows_it(desk: Desk, case: Case) -> None:
    """Every card of what stands on the case now shows more, or less."""
    rule, posts = f"case:{case.id}:v{case.version}:held", desk.records.posts
    traces = desk.records.erasure.traces_of(Subject(SubjectKind.CASE, case.id))
    desk.tell(
        [
            Notice(NoticeKind.REFRESH, trace, holder, f"{rule}:{trace.id}", desk.now)
            for trace in traces
            if trace.kind is not SubjectKind.CASE
            for holder in posts.holders(trace)
        ]
    )
