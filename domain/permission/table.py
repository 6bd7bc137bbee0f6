"""Who may do what with a case, as one table: relation × role × sector, by permission; and which permission
each step asks for.

A step is permitted to whom all of its rule holds for. `docs/permissions.md` is this file written out, with
each kind of document in a column: a reader of either has read the whole of it. What else binds a step stands
with what it is about: its side and status (`document_steps.py`, `network_meeting.py`), whose hands a task is
in and who holds a case back (`check.py`), a legal basis that still holds (`is_withdrawn` in
`workflows/cases.py`). What a role gives beside any case is `beside.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.document_kind import DocumentKind
from domain.people import AUTHORITIES, Role, Sector
from domain.permission.relation import Relation


class Permission(StrEnum):
    OPEN_DETAILS = "open_details"
    SEE_STATUS = "see_status"
    START = "start"
    ANSWER_REQUEST = "answer_request"
    CHANGE_MEETING = "change_meeting"
    WRITE_MINUTES = "write_minutes"
    WORK_ON_TASK = "work_on_task"
    AGREE_FOLLOW_UP = "agree_follow_up"
    WRITE_DOCUMENT = "write_document"
    ANSWER_DOCUMENT = "answer_document"
    SIGN = "sign"
    ANSWER_FOR_ADMISSION = "answer_for_admission"
    EXPLAIN_DISCHARGE = "explain_discharge"
    MARK_JOURNALED = "mark_journaled"
    EXTRACT = "extract"
    HOLD_CASE = "hold_case"
    MANAGE_CASE = "manage_case"
    TAKE_FILE = "take_file"
    HEAR_OVERDUE = "hear_overdue"
    HEAR_MOVED = "hear_moved"


@dataclass(frozen=True)
class Rule:
    what: str
    relations: frozenset[Relation]
    roles: frozenset[Role] | None = None
    """In the unit one acts for, or where none is meant in any unit of the case; None: whichever one has."""
    sector: Sector | None = None
    """Whose unit on the case one works in; None: either."""
    while_restricted: bool = False
    """For all whom the rule gives it; what is not is for the leaders of its units alone while the case is
    restricted: the rest have numbers and kinds left."""


_R = Relation
_OWN = frozenset({_R.OWN_UNIT})
_PARTY = _OWN | {_R.SECOND_MUNICIPALITY}
_READERS = _PARTY | {_R.PARTICIPANT}
_LOOKERS = _READERS | {_R.EMERGENCY}
SIGNING = frozenset({Role.SIGNATORY, Role.LEADER})
LEADING = frozenset({Role.LEADER})

RULES: Mapping[Permission, Rule] = {
    Permission.OPEN_DETAILS: Rule("read what stands on the case, and about whom", _LOOKERS),
    Permission.SEE_STATUS: Rule(
        "see numbers, kinds, statuses and deadlines", _LOOKERS, while_restricted=True
    ),
    Permission.START: Rule("send a document, or ask for a meeting", _OWN),
    Permission.ANSWER_REQUEST: Rule("answer for a meeting", _OWN),
    Permission.CHANGE_MEETING: Rule("move or cancel it", _OWN),
    Permission.WRITE_MINUTES: Rule("write its minutes", _OWN),
    Permission.WORK_ON_TASK: Rule("do a task that is in their hands", _READERS, while_restricted=True),
    Permission.AGREE_FOLLOW_UP: Rule("agree on a follow-up beside a document", _OWN),
    Permission.WRITE_DOCUMENT: Rule("change or withdraw one, and note what was said to it", _OWN),
    Permission.ANSWER_DOCUMENT: Rule("acknowledge, ask, return", _OWN),
    Permission.SIGN: Rule("sign the newest version, for the unit they answer for", _OWN, roles=SIGNING),
    Permission.ANSWER_FOR_ADMISSION: Rule(
        "assess whether an agreement is required, set the expected day, record the discharge",
        _OWN,
        sector=Sector.REGION,
    ),
    Permission.EXPLAIN_DISCHARGE: Rule("say why there was no agreement", _OWN),
    Permission.MARK_JOURNALED: Rule("say that it stands in the own unit's journal", _PARTY),
    Permission.EXTRACT: Rule("take everything on the citizen out, for the citizen", _PARTY, roles=LEADING),
    Permission.HOLD_CASE: Rule("restrict the case, keep it from erasure, let it go", _OWN, roles=LEADING),
    Permission.MANAGE_CASE: Rule(
        "close it, change who is on it, correct the citizen, read why somebody was there", _OWN
    ),
    Permission.TAKE_FILE: Rule("get a document as a file of one's own", _READERS),
    Permission.HEAR_OVERDUE: Rule(
        "hear its number, the kind of task, in whose hands and how late, when it is escalated",
        _READERS | {_R.COORDINATOR},
        while_restricted=True,
    ),
    Permission.HEAR_MOVED: Rule(
        "hear that the case with this number is another's now", _OWN | {_R.FORMER}, while_restricted=True
    ),
}

_REGION, _EITHER = frozenset({Sector.REGION}), frozenset(AUTHORITIES)
STARTED_BY: Mapping[DocumentKind, frozenset[Sector]] = {
    DocumentKind.EARLY_NOTICE: _REGION,
    DocumentKind.MUNICIPAL_STATUS: frozenset({Sector.MUNICIPALITY}),
    DocumentKind.DISCHARGE_NOTICE: _REGION,
    DocumentKind.READINESS_NOTICE: _REGION,
    DocumentKind.DISCHARGE_AGREEMENT: _REGION,
    DocumentKind.COORDINATION_PLAN: _REGION,
    DocumentKind.INTERVENTION_PLAN: _EITHER,  # psychiatry or substance-abuse treatment
}
"""The sector of who writes a document; the other one receives it. A meeting either asks for."""


def _steps(record: str, permission: Permission, *steps: str) -> dict[str, Permission]:
    return {f"{record}.{step}": permission for step in steps}


_P = Permission
STEPS: Mapping[str, Permission] = {
    **_steps("case", _P.MANAGE_CASE, "close", "stay_open", "withdraw_consent", "change_contact"),
    **_steps("case", _P.MANAGE_CASE, "correct", "remark"),
    **_steps("case", _P.MANAGE_CASE, "change_municipality", "add_municipality", "remove_municipality"),
    **_steps("case", _P.HOLD_CASE, "restrict", "keep", "let_go"),
    **_steps("meeting", _P.START, "request"),
    **_steps("meeting", _P.ANSWER_REQUEST, "acknowledge", "accept_time", "propose_times", "ask", "answer"),
    **_steps("meeting", _P.CHANGE_MEETING, "move", "cancel"),
    **_steps("meeting", _P.WRITE_MINUTES, "write_minutes"),
    **_steps("meeting", _P.MARK_JOURNALED, "journal", "journal_undo"),
    **_steps("document", _P.START, "send"),
    **_steps("document", _P.ANSWER_DOCUMENT, "acknowledge", "ask", "return"),
    **_steps("document", _P.SIGN, "sign"),
    **_steps("document", _P.WRITE_DOCUMENT, "answer", "revise", "withdraw", "end", "hand_over_copy"),
    **_steps("document", _P.WRITE_DOCUMENT, "citizen_agrees", "citizen_declines", "private_answer"),
    **_steps("document", _P.MARK_JOURNALED, "journal", "journal_undo"),
    **_steps("admission", _P.ANSWER_FOR_ADMISSION, "assess", "set_date", "discharge", "correct_discharge"),
    **_steps("admission", _P.EXPLAIN_DISCHARGE, "explain"),
    **_steps("task", _P.AGREE_FOLLOW_UP, "add"),
    **_steps("task", _P.WORK_ON_TASK, "done", "not_possible", "take", "snooze", "new_deadline", "hand_over"),
}
"""What each step on a case asks for, by the name of its event."""

NOBODYS: Mapping[str, str] = {
    "case.open": "the first document or meeting of a course, by whom `start_case` lets",
    "case.emergency": "given to whom the case's agreement names, and who asked",
    "case.erase": "the night, when the time is over",
    "document.erase": "the night, when the time is over",
    "meeting.erase": "the night, when the time is over",
    "meeting.time_passes": "time itself",
    "admission.begin": "follows from a document, or from the assessment",
    "admission.homeless": "follows from a document, or from the discharge",
    "admission.housed": "follows from a document, or from the discharge",
    "admission.ready": "follows from a document",
    "admission.signed_late": "follows from a document",
    "admission.coercion": "told by the centre's own list",
}
"""Steps that nobody takes by themselves, and where they come from."""
