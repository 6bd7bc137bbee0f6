"""An admission on the way to its discharge, told step by step, and what it asks of whom."""

from __future__ import annotations

from datetime import date, timedelta

from domain.admission import Admission, DischargeKind
from domain.discharge_law import Answers
from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office
from tests.texts import SECTION_13C, whole_parts
from workflows.admissions import assess_case
from workflows.discharges import Discharge, record_discharge
from workflows.documents import sign
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

NOTICE, PLAN = DocumentKind.EARLY_NOTICE, DocumentKind.COORDINATION_PLAN
ADMISSION = NoticeKind.ADMISSION
TODAY, EXPECTED, READY = date(2026, 11, 20), date(2026, 12, 4), date(2026, 12, 2)
TUESDAY = date(2026, 11, 24)
REQUIRED = Answers(support=True, will_not_seek=None, takes_part=True)
NOT_REQUIRED = Answers(support=False, will_not_seek=False, takes_part=None, wishes_agreement=False)
WARD, MUNICIPALITY = f.NURSE.home.id, f.CASEWORKER.home.id
LEADERS = (f.NURSE_LEADER, f.CASEWORKER_LEADER)
NO_DATE = "Ikke relevant, fordi datoen ikke er kendt endnu"


async def admitted(office: Office, **parts: str) -> DocumentOnCase:
    """An early notice has told of the admission, and its messages have been read."""
    content = DocumentContent(whole_parts(NOTICE, **parts), SECTION_13C)
    found = await office.sent(NOTICE, content=content)
    office.news()
    return found


async def current(office: Office, found: DocumentOnCase) -> Admission:
    return (await office.admissions(found.case.id))[0]


async def assessed(office: Office, answers: Answers = REQUIRED) -> Admission:
    found = await admitted(office)
    on_case = await office.does(assess_case, f.NURSE, found.case.id, answers)
    office.news()
    return on_case.admission


async def leaves(
    office: Office,
    admission: Admission,
    kind: DischargeKind = DischargeKind.PLANNED,
    *,
    homeless: bool = False,
) -> Admission:
    """The citizen is discharged on the expected day, and the ward says so."""
    office.now += timedelta(days=14)
    values = (admission.id, Discharge(EXPECTED, kind, homeless))
    return (await office.does(record_discharge, f.NURSE, *values)).admission


async def sign_plan(office: Office) -> DocumentOnCase:
    found = await office.sent(PLAN)
    for leader in LEADERS:
        found = await office.does(sign, leader, found.document.id, 1)
    office.news()
    return found


async def asked_for(
    office: Office, admission: Admission, status: TaskStatus = TaskStatus.OPEN
) -> set[tuple[TaskKind, str, date]]:
    tasks = await office.tasks_of(Subject(SubjectKind.ADMISSION, admission.id), status)
    return {(task.kind, task.unit_id, task.due) for task in tasks}


async def events_of(office: Office, admission: Admission) -> list[str]:
    return [kind for kind, _ in await office.events(admission) if kind.startswith("admission.")]


CONFIRM = (TaskKind.CONFIRM_DISCHARGE, WARD, EXPECTED)
ASSESS = (TaskKind.ASSESS, WARD, READY)
MAKE = (TaskKind.MAKE_AGREEMENT, WARD, READY)
BY_DISCHARGE = {(TaskKind.AGREEMENT_BY_DISCHARGE, unit, EXPECTED) for unit in (WARD, MUNICIPALITY)}
EXPLAIN = {(TaskKind.EXPLAIN_DISCHARGE, unit, EXPECTED) for unit in (WARD, MUNICIPALITY)}
