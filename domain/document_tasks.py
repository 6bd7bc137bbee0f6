"""The tasks a document asks for in each status: who must read, answer, sign, mend or get the citizen's word.

Deadlines run from when the present version was sent, returned or asked about.
"""

from __future__ import annotations

from dataclasses import replace

from domain.agreement import Agreement
from domain.document import Document, waits_for
from domain.document_steps import Status
from domain.local_time import local_day
from domain.task import TaskKind
from domain.wanted import Wanted
from domain.working_days import Calendar

TASK_OF_STATUS: dict[Status, TaskKind | None] = {
    Status.SENT: TaskKind.READ_NOTICE,
    Status.QUESTION_ASKED: TaskKind.ANSWER_QUESTION,
    Status.ACKNOWLEDGED: None,  # read, and nothing asked
    Status.SIGNING: TaskKind.SIGN,
    Status.RETURNED: TaskKind.REVISE,
    Status.SIGNED: TaskKind.CITIZENS_AGREEMENT,
    Status.IN_FORCE: None,  # what is left to do are its follow-ups
    Status.REPLACED: None,  # the plan that took its place has its own
    Status.ENDED: None,
    Status.WITHDRAWN: None,
}
"""What is asked of the sides a status waits for (`waits_for`)."""

ENDS_AS_DONE: dict[Status, frozenset[TaskKind]] = {
    Status.ACKNOWLEDGED: frozenset({TaskKind.READ_NOTICE, TaskKind.ANSWER_QUESTION}),
    Status.QUESTION_ASKED: frozenset({TaskKind.READ_NOTICE}),
    Status.SIGNING: frozenset({TaskKind.REVISE, TaskKind.SIGN}),
    Status.SIGNED: frozenset({TaskKind.SIGN}),
    Status.IN_FORCE: frozenset({TaskKind.SIGN, TaskKind.CITIZENS_AGREEMENT}),
}
"""Which tasks a status fulfils; a task that ends otherwise was withdrawn."""

_IN_ACKNOWLEDGEMENT_TIME = frozenset({TaskKind.READ_NOTICE, TaskKind.ANSWER_QUESTION})


def wanted_tasks(document: Document, agreement: Agreement, calendar: Calendar) -> tuple[Wanted, ...]:
    kind = TASK_OF_STATUS[document.status]
    if kind is None:
        return ()
    deadlines = agreement.deadlines
    days = deadlines.acknowledge if kind in _IN_ACKNOWLEDGEMENT_TIME else deadlines.sign_off
    due = calendar.shift(local_day(document.asked_at), days)
    parties = (document.party(side) for side in waits_for(document))
    if kind is TaskKind.SIGN:  # whoever signs for the unit, not whoever wrote it
        parties = (replace(party, person_id=None) for party in parties)
    return tuple(Wanted(kind, party, due) for party in parties)
