"""An admission until its end: who is asked for what by when, so that no discharge comes unprepared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.admission import AdmissionStatus, DischargeKind
from domain.admission_tasks import KINDS
from domain.discharge_law import Paragraph, Requirement
from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotAllowed, NotFound
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office, told
from tests.texts import whole_parts, whole_text
from tests.unit.workflows.ward import (
    ADMISSION,
    ASSESS,
    BY_DISCHARGE,
    CONFIRM,
    EXPECTED,
    MAKE,
    MUNICIPALITY,
    NO_DATE,
    NOT_REQUIRED,
    NOTICE,
    PLAN,
    REQUIRED,
    TODAY,
    TUESDAY,
    WARD,
    admitted,
    asked_for,
    assessed,
    current,
    events_of,
    sign_plan,
)
from workflows.admissions import assess_case, lacks_agreement, set_expected_date
from workflows.citizens_word import hand_over_copy
from workflows.discharges import Discharge, explain_discharge, record_discharge
from workflows.documents import acknowledge, answer, ask, revise
from workflows.notice import NoticeKind


async def test_an_early_notice_begins_an_admission_and_whom_it_tells_itself_gets_one_message(
    office: Office,
) -> None:
    found = await office.sent(NOTICE)
    admission = await current(office, found)
    assert (admission.status, admission.expected_on, admission.admitted_at) == (
        AdmissionStatus.ADMITTED,
        EXPECTED,
        office.now,
    )
    assert (admission.region.unit_id, admission.municipality.unit_id) == (WARD, MUNICIPALITY)
    assert admission.version == 1
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER) | told(ADMISSION, f.COLLEAGUE)
    assert await asked_for(office, admission) == {CONFIRM, ASSESS} | BY_DISCHARGE
    assert await events_of(office, admission) == ["admission.begin", "admission.set_date"]
    assert office.audited()[-1] == (f.NURSE.id, "admission.set_date", f"admission:{admission.id}")


@pytest.mark.parametrize("kind", [DocumentKind.DISCHARGE_NOTICE, DocumentKind.READINESS_NOTICE])
async def test_the_other_notices_of_the_ward_tell_of_one_too(office: Office, kind: DocumentKind) -> None:
    found = await office.sent(kind)
    assert (await current(office, found)).status is AdmissionStatus.ADMITTED


@pytest.mark.parametrize(
    ("kind", "caller"),
    [
        (DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER),
        (DocumentKind.DISCHARGE_AGREEMENT, f.NURSE),
        (PLAN, f.NURSE),
        (DocumentKind.INTERVENTION_PLAN, f.NURSE),
    ],
)
async def test_other_documents_begin_none(office: Office, kind: DocumentKind, caller: Any) -> None:
    found = await office.sent(kind, caller)
    assert await office.admissions(found.case.id) == ()


async def test_an_early_notice_about_an_outpatient_begins_none(office: Office) -> None:
    found = await admitted(office, setting="outpatient")
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    assert await office.admissions(found.case.id) == ()


async def test_an_early_notice_corrected_to_an_admission_begins_one(office: Office) -> None:
    found = await admitted(office, setting="outpatient")
    corrected = whole_parts(NOTICE, setting="admission")
    await office.does(revise, f.NURSE, found.document.id, 1, corrected, "Er blevet indlagt")
    assert (await current(office, found)).expected_on == EXPECTED


async def test_while_nobody_knows_the_date_the_ward_is_asked_for_it(office: Office) -> None:
    found = await admitted(office, expected_discharge=NO_DATE)
    admission = await current(office, found)
    assert admission.expected_on is None
    assert await asked_for(office, admission) == {(TaskKind.SET_DISCHARGE_DATE, WARD, TUESDAY)}
    dated = await office.does(set_expected_date, f.COLLEAGUE, admission.id, EXPECTED)
    assert (dated.admission.expected_on, dated.admission.version) == (EXPECTED, 2)
    assert office.news() == told(ADMISSION, f.NURSE, f.CASEWORKER)
    assert await asked_for(office, admission) == {CONFIRM, ASSESS} | BY_DISCHARGE
    assert await asked_for(office, admission, TaskStatus.DONE) == {
        (TaskKind.SET_DISCHARGE_DATE, WARD, TUESDAY)
    }


async def test_a_later_notice_moves_the_date(office: Office) -> None:
    found = await admitted(office)
    office.now += timedelta(days=3)
    notice = DocumentKind.DISCHARGE_NOTICE
    await office.sent(notice, content=whole_text(notice, expected_discharge="2026-12-11"))
    admission = await current(office, found)
    assert (admission.expected_on, admission.since) == (date(2026, 12, 11), office.now.date())
    assert len(await office.admissions(found.case.id)) == 1


async def test_whom_a_notice_tells_of_a_new_date_has_the_admission_s_card_brought_up_to_date(
    office: Office,
) -> None:
    found = await admitted(office)
    await office.hold(Subject(SubjectKind.ADMISSION, (await current(office, found)).id), f.CASEWORKER)
    notice = DocumentKind.DISCHARGE_NOTICE
    await office.sent(notice, content=whole_text(notice, expected_discharge="2026-12-11"))
    assert office.news() == (
        told(NoticeKind.DOCUMENT, f.CASEWORKER)
        | told(NoticeKind.REFRESH, f.CASEWORKER)
        | told(ADMISSION, f.COLLEAGUE)
    )


async def test_answering_an_older_notice_does_not_bring_its_date_back(office: Office) -> None:
    found = await admitted(office)
    admission = await current(office, found)
    await office.does(set_expected_date, f.NURSE, admission.id, date(2026, 12, 11))
    copy = (1, TODAY, "citizen", "På papir")
    await office.does(hand_over_copy, f.NURSE, found.document.id, *copy)
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    await office.does(ask, f.CASEWORKER, found.document.id, "Hvornår?")
    await office.does(answer, f.NURSE, found.document.id, "Se datoen")
    assert (await current(office, found)).expected_on == date(2026, 12, 11)


async def test_a_date_has_not_passed_when_it_is_set(office: Office) -> None:
    admission = await current(office, await admitted(office))
    values = (f.NURSE, admission.id, TODAY - timedelta(days=1))
    refusal = await office.refuses(set_expected_date, *values)
    assert (type(refusal), refusal.key) == (BadValue, "admission.date_in_past")
    today = await office.does(set_expected_date, f.NURSE, admission.id, TODAY)
    assert {due for _, _, due in await asked_for(office, today.admission)} == {TODAY}


async def test_a_required_agreement_is_due_two_working_days_before_and_seen_by_both_on_the_day(
    office: Office,
) -> None:
    found = await admitted(office)
    on_case = await office.does(assess_case, f.NURSE, found.case.id, REQUIRED)
    admission = on_case.admission
    answered = admission.assessment.reveal()
    assert answered is not None
    assert (answered.requirement, answered.paragraph, answered.version, answered.by, answered.at) == (
        Requirement.REQUIRED,
        Paragraph.SECTION_13A_1,
        1,
        f.NURSE.id,
        office.now,
    )
    assert office.news() == told(ADMISSION, f.COLLEAGUE, f.CASEWORKER)
    assert await asked_for(office, admission) == {CONFIRM, MAKE} | BY_DISCHARGE
    assert await asked_for(office, admission, TaskStatus.DONE) == {ASSESS}
    assert (await current(office, found)) == admission


async def test_a_changed_answer_is_a_new_version_and_what_it_no_longer_asks_for_is_ended(
    office: Office,
) -> None:
    admission = await assessed(office)
    changed = await office.does(assess_case, f.COLLEAGUE, admission.case_id, NOT_REQUIRED)
    answered = changed.admission.assessment.reveal()
    assert answered is not None
    assert (answered.version, answered.requirement) == (2, Requirement.NOT_REQUIRED)
    assert await asked_for(office, admission) == {CONFIRM}


async def test_where_nobody_told_of_an_admission_the_assessment_begins_one(office: Office) -> None:
    found = await admitted(office, setting="outpatient")
    on_case = await office.does(assess_case, f.NURSE, found.case.id, REQUIRED)
    assert (on_case.admission.version, on_case.admission.expected_on) == (1, None)
    assert await office.admissions(found.case.id) == (on_case.admission,)


async def test_a_plan_in_force_ends_what_was_asked_for_it(office: Office) -> None:
    admission = await assessed(office)
    await sign_plan(office)
    assert await asked_for(office, admission) == {CONFIRM}
    assert MAKE in await asked_for(office, admission, TaskStatus.DONE)


async def test_a_plan_changed_again_is_asked_for_again(office: Office) -> None:
    admission = await assessed(office)
    plan = await sign_plan(office)
    changed = whole_parts(PLAN, social_offers="Bostøtte hver dag")
    await office.does(revise, f.CASEWORKER, plan.document.id, 1, changed, "Mere støtte")
    assert await asked_for(office, admission) == {CONFIRM, MAKE} | BY_DISCHARGE


async def test_a_readiness_notice_without_an_agreement_is_told_to_both(office: Office) -> None:
    admission = await assessed(office)
    await office.sent(DocumentKind.READINESS_NOTICE)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER) | told(
        ADMISSION, f.COLLEAGUE, f.CASEWORKER
    )
    assert (await events_of(office, admission))[-1] == "admission.ready"
    assert await asked_for(office, admission) == {CONFIRM, MAKE} | BY_DISCHARGE


async def test_a_readiness_notice_with_an_agreement_in_force_is_one_message_to_the_municipality(
    office: Office,
) -> None:
    await assessed(office)
    await sign_plan(office)
    await office.sent(DocumentKind.READINESS_NOTICE)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER) | told(ADMISSION, f.COLLEAGUE)


async def test_that_a_document_says_homeless_at_discharge_is_a_warning_of_its_own_to_both(
    office: Office,
) -> None:
    await assessed(office)
    await office.sent(PLAN, content=whole_text(PLAN, housing="homeless"))
    assert office.news() >= told(ADMISSION, f.COLLEAGUE, f.CASEWORKER) | told(
        NoticeKind.DOCUMENT, f.CASEWORKER
    )


Use = tuple[Callable[..., Any], tuple[Any, ...]]
OF_AN_ADMISSION: tuple[Use, ...] = (
    (set_expected_date, (EXPECTED,)),
    (record_discharge, (Discharge(TODAY, DischargeKind.PLANNED, homeless=False),)),
    (explain_discharge, ("Udskrev sig selv",)),
)


def by_name(value: object) -> str:
    return value[0].__name__ if isinstance(value, tuple) else ""


@pytest.mark.parametrize("use", OF_AN_ADMISSION, ids=by_name)
async def test_for_an_outsider_there_is_no_admission(office: Office, use: Use) -> None:
    admission = await assessed(office)
    for outsider in (f.OUTSIDER, f.REGION_COORDINATOR):
        assert type(await office.refuses(use[0], outsider, admission.id, *use[1])) is NotFound
    await office.store.run(lambda r: r.cases.add_participant(admission.case_id, f.OUTSIDER.id))
    assert type(await office.refuses(use[0], f.OUTSIDER, admission.id, *use[1])) is NotFound


async def test_an_outsider_assesses_nothing(office: Office) -> None:
    admission = await assessed(office)
    refusal = await office.refuses(assess_case, f.OUTSIDER, admission.case_id, REQUIRED)
    assert type(refusal) is NotFound


async def test_the_ward_answers_for_the_admission_and_not_the_municipality(office: Office) -> None:
    admission = await assessed(office)
    for use_case, values in OF_AN_ADMISSION[:2]:
        refusal = await office.refuses(use_case, f.CASEWORKER, admission.id, *values)
        assert type(refusal) is NotAllowed
    refusal = await office.refuses(assess_case, f.CASEWORKER, admission.case_id, REQUIRED)
    assert type(refusal) is NotAllowed


async def test_no_deadline_lies_in_the_past_when_it_is_opened(office: Office) -> None:
    """The date is known the day before: what should have been ready earlier is due today."""
    found = await admitted(office, expected_discharge=NO_DATE)
    admission = await current(office, found)
    office.now += timedelta(days=12)
    await office.does(set_expected_date, f.NURSE, admission.id, date(2026, 12, 3))
    await office.does(assess_case, f.NURSE, found.case.id, REQUIRED)
    tasks = await office.tasks_of(Subject(SubjectKind.ADMISSION, admission.id))
    assert {t.kind for t in tasks} <= KINDS
    assert min(t.due for t in tasks) == date(2026, 12, 2)


async def test_an_agreement_lost_at_the_last_moment_is_asked_for_from_today(office: Office) -> None:
    """Its own deadline has passed already, and no deadline lies in the past when it is set."""
    admission = await assessed(office)
    plan = await sign_plan(office)
    office.now += timedelta(days=13)
    changed = whole_parts(PLAN, social_offers="Bostøtte hver dag")
    await office.does(revise, f.CASEWORKER, plan.document.id, 1, changed, "Mere støtte")
    today = date(2026, 12, 3)
    assert (
        await asked_for(office, admission)
        == {
            CONFIRM,
            (TaskKind.MAKE_AGREEMENT, WARD, today),
        }
        | BY_DISCHARGE
    )


async def test_whether_a_case_lacks_its_agreement_is_told_at_any_time(office: Office) -> None:
    found = await admitted(office, setting="outpatient")
    lacks = [await office.does(lacks_agreement, found.case)]
    await office.sent(DocumentKind.DISCHARGE_NOTICE)
    lacks.append(await office.does(lacks_agreement, found.case))
    for answers in (NOT_REQUIRED, REQUIRED):
        await office.does(assess_case, f.NURSE, found.case.id, answers)
        lacks.append(await office.does(lacks_agreement, found.case))
    await sign_plan(office)
    lacks.append(await office.does(lacks_agreement, found.case))
    assert lacks == [False, True, False, True, False]


async def test_an_assessment_leaves_the_question_for_a_date_where_it_was(office: Office) -> None:
    found = await admitted(office, expected_discharge=NO_DATE)
    before = await office.tasks_of(Subject(SubjectKind.ADMISSION, (await current(office, found)).id))
    office.now += timedelta(days=4)
    admission = (await office.does(assess_case, f.NURSE, found.case.id, REQUIRED)).admission
    after = await office.tasks_of(Subject(SubjectKind.ADMISSION, admission.id))
    assert [task.kind for task in before] == [TaskKind.SET_DISCHARGE_DATE]
    assert after == before
