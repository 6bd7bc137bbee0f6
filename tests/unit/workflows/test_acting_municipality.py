"""Which municipality acts for a citizen without a home is found out by the one on the case, by a day."""

from __future__ import annotations

from datetime import date

from domain.admission import Admission, DischargeKind
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from tests import factories as f
from tests.office import Office
from tests.texts import whole_text
from tests.unit.workflows.ward import MUNICIPALITY, PLAN, assessed, leaves
from workflows.follow_ups import ACTING_MUNICIPALITY
from workflows.moving import change_municipality
from workflows.tasks import mark_done


async def asked(office: Office, admission: Admission) -> list[Task]:
    tasks = await office.tasks_of(Subject(SubjectKind.ADMISSION, admission.id))
    return [task for task in tasks if task.kind is TaskKind.FOLLOW_UP]


async def test_the_flag_asks_the_municipality_once_and_until_it_is_found_out(office: Office) -> None:
    admission = await assessed(office)
    await office.sent(PLAN, content=whole_text(PLAN, housing="homeless"))
    (task,) = await asked(office, admission)
    assert (task.part, task.unit_id, task.owner_id) == (ACTING_MUNICIPALITY, MUNICIPALITY, None)
    assert task.due == date(2026, 11, 23)
    assert (f.NURSE.id, "add", f"task:{task.id}") in office.audited()
    await leaves(office, admission, homeless=True)
    assert await asked(office, admission) == [task]
    await office.does(mark_done, f.CASEWORKER, task.id)
    assert await asked(office, admission) == []


async def test_the_question_goes_with_the_case_to_another_municipality(office: Office) -> None:
    admission = await leaves(office, await assessed(office), homeless=True)
    await office.does(change_municipality, f.CASEWORKER, admission.case_id, f.OUTSIDER.home.id, "Flyttet")
    (task,) = await asked(office, admission)
    assert task.unit_id == f.OUTSIDER.home.id


async def test_nobody_is_asked_who_acts_for_the_dead(office: Office) -> None:
    admission = await leaves(office, await assessed(office), DischargeKind.DEAD, homeless=True)
    assert admission.homeless
    assert await asked(office, admission) == []
