"""The citizen's remark is added to a case, a document or minutes, where nothing is corrected.

By those who manage the case, also once it is closed; both sectors are told that there is one. What it says is
read under the details of what it is about, and erased with that, though not before it stands in the journals:
it must be entered with a text (`domain/journal.py`), so on a case that holds none it is refused.
"""

from __future__ import annotations

from datetime import date

from domain.case import Case
from domain.errors import BadValue
from domain.people import Person
from domain.permission import check_step
from domain.remark import ABOUT, Remark, remarks_beside
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from workflows.cases import change_case
from workflows.desk import Desk
from workflows.journal import settle_journals, texts_of
from workflows.ports import Clockwork

REMARK = "remark"


def add_remark(desk: Desk, caller: Person, case_id: str, about: Subject, text: str, made_on: date) -> Case:
    """Write down what the citizen said on that local day.

    Raises as `check_step`, and `BadValue` for a day to come, no text, what is not on this case, or where
    there is nothing with which it would be entered in a journal.
    """
    case = desk.records.cases.get(case_id, caller)
    check_step(caller, f"case.{REMARK}", case)
    if not text.strip():
        raise BadValue("remark.missing")
    if made_on > desk.today:
        raise BadValue("remark.in_future")
    if about not in remarkable(desk, case):
        raise BadValue("remark.not_on_case")
    if not any(each.unit_ids for each in texts_of(desk, case)):
        raise BadValue("remark.nothing_for_journals")
    remark = Remark(desk.new_id(), case.id, about, Sensitive(text), made_on, desk.now, caller.id)
    desk.records.remarks.add(remark)
    changed = change_case(desk, caller, case, REMARK)
    settle_journals(desk, changed)
    return changed


def remarkable(desk: Desk, case: Case) -> tuple[Subject, ...]:
    """The case as a whole, its documents and its meetings."""
    documents = desk.records.documents.of_case(case.id, Clockwork())
    meetings = desk.records.meetings.of_case(case.id, Clockwork())
    of_case, of_document, of_meeting = ABOUT
    return (
        Subject(of_case, case.id),
        *(Subject(of_document, each.id) for each in documents),
        *(Subject(of_meeting, each.id) for each in meetings),
    )


def remarks_on(desk: Desk, caller: Person, case: Case, kind: SubjectKind, id_: str) -> tuple[Remark, ...]:
    """What is read beside this document or meeting, by whoever may open its details. Oldest first."""
    return remarks_beside(desk.records.remarks.of_case(case.id, caller), Subject(kind, id_))
