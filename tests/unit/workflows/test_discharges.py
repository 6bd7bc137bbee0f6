"""The discharge itself: with its agreement or without, signed late or explained, and what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.admission import AdmissionStatus, DischargeKind, Outcome
from domain.document_kind import DocumentKind
from domain.errors import BadValue
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office, told
from tests.stores import raw
from tests.texts import whole_parts, whole_text
from tests.unit.workflows.ward import (
    ADMISSION,
    EXPECTED,
    EXPLAIN,
    MUNICIPALITY,
    NO_DATE,
    NOT_REQUIRED,
    NOTICE,
    PLAN,
    REQUIRED,
    TODAY,
    WARD,
    admitted,
    asked_for,
    assessed,
    current,
    events_of,
    leaves,
    sign_plan,
)
from workflows.admissions import assess_case, set_expected_date
from workflows.cases import close_case
from workflows.discharges import Discharge, correct_discharge, explain_discharge, record_discharge
from workflows.documents import acknowledge, end, revise, sign, withdraw
from workflows.follow_ups import ACTING_MUNICIPALITY


async def test_discharged_with_a_plan_in_force_it_was_in_time(office: Office) -> None:
    admission = await assessed(office)
    await sign_plan(office)
    after = await leaves(office, admission)
    assert (after.status, after.outcome, after.discharged_on) == (
        AdmissionStatus.DISCHARGED,
        Outcome.IN_TIME,
        EXPECTED,
    )
    assert await asked_for(office, admission) == set()


@pytest.mark.parametrize("kind", [DischargeKind.PLANNED, DischargeKind.OWN_REQUEST])
async def test_discharged_without_one_it_stays_open_and_both_are_asked(
    office: Office, kind: DischargeKind
) -> None:
    admission = await assessed(office)
    after = await leaves(office, admission, kind)
    assert (after.status, after.outcome) == (AdmissionStatus.WITHOUT_AGREEMENT, Outcome.MISSING)
    assert after.is_open
    assert office.news() == told(ADMISSION, f.COLLEAGUE, f.CASEWORKER)
    assert await asked_for(office, admission) == EXPLAIN


@pytest.mark.parametrize("kind", [DischargeKind.TRANSFERRED, DischargeKind.DEAD])
async def test_a_transfer_or_a_death_asks_for_no_agreement(office: Office, kind: DischargeKind) -> None:
    after = await leaves(office, await assessed(office), kind)
    assert (after.status, after.outcome) == (AdmissionStatus.DISCHARGED, Outcome.NOT_REQUIRED)
    assert await asked_for(office, after) == set()


async def test_discharged_where_none_was_required_nothing_is_missing(office: Office) -> None:
    after = await leaves(office, await assessed(office, NOT_REQUIRED))
    assert (after.status, after.outcome) == (AdmissionStatus.DISCHARGED, Outcome.NOT_REQUIRED)


async def test_a_discharge_nobody_assessed_counts_as_one_without_an_agreement(office: Office) -> None:
    found = await admitted(office)
    after = await leaves(office, await current(office, found))
    assert (after.status, after.outcome) == (AdmissionStatus.WITHOUT_AGREEMENT, Outcome.MISSING)
    assert await asked_for(office, after) == EXPLAIN | {(TaskKind.ASSESS, WARD, EXPECTED)}


async def test_assessed_afterwards_as_not_required_it_is_finished(office: Office) -> None:
    found = await admitted(office)
    after = await leaves(office, await current(office, found))
    settled = (await office.does(assess_case, f.NURSE, found.case.id, NOT_REQUIRED)).admission
    assert (settled.status, settled.outcome) == (AdmissionStatus.DISCHARGED, Outcome.NOT_REQUIRED)
    assert await asked_for(office, after) == set()


async def test_assessed_afterwards_as_required_it_goes_on_missing(office: Office) -> None:
    found = await admitted(office)
    await leaves(office, await current(office, found))
    settled = (await office.does(assess_case, f.NURSE, found.case.id, REQUIRED)).admission
    assert (settled.status, settled.outcome) == (AdmissionStatus.WITHOUT_AGREEMENT, Outcome.MISSING)
    assert await asked_for(office, settled) == EXPLAIN


async def test_signed_late_it_counts_as_late(office: Office) -> None:
    admission = await leaves(office, await assessed(office))
    office.now += timedelta(days=3)
    plan = await sign_plan(office)
    late = await current(office, plan)
    assert (late.status, late.outcome) == (AdmissionStatus.DISCHARGED, Outcome.LATE)
    assert (await events_of(office, admission))[-1] == "admission.signed_late"
    assert await asked_for(office, admission) == set()
    assert {kind for kind, _, _ in await asked_for(office, admission, TaskStatus.DONE)} >= {
        TaskKind.EXPLAIN_DISCHARGE
    }


@pytest.mark.parametrize("caller", [f.NURSE, f.CASEWORKER], ids=["ward", "municipality"])
async def test_a_reason_given_by_either_sector_explains_it(office: Office, caller: Any) -> None:
    admission = await leaves(office, await assessed(office))
    office.news()
    explained = (
        await office.does(explain_discharge, caller, admission.id, "Udskrev sig selv om natten")
    ).admission
    assert (explained.status, explained.outcome) == (AdmissionStatus.DISCHARGED, Outcome.EXPLAINED)
    assert explained.reason.reveal() == "Udskrev sig selv om natten"
    assert await asked_for(office, admission) == set()
    assert told(ADMISSION, f.COLLEAGUE) <= office.news()
    events = await office.store.run(lambda r: r.events.of_case(admission.case_id, f.NURSE))
    assert (events[-1].kind, events[-1].reason.reveal()) == (
        "admission.explain",
        "Udskrev sig selv om natten",
    )


@pytest.mark.parametrize("reason", ["", "  "])
async def test_an_empty_reason_explains_nothing(office: Office, reason: str) -> None:
    admission = await leaves(office, await assessed(office))
    refusal = await office.refuses(explain_discharge, f.NURSE, admission.id, reason)
    assert (type(refusal), refusal.key) == (BadValue, "case.reason_missing")


async def test_a_discharge_to_come_is_not_recorded(office: Office) -> None:
    admission = await assessed(office)
    values = (
        f.NURSE,
        admission.id,
        Discharge(TODAY + timedelta(days=1), DischargeKind.PLANNED, homeless=False),
    )
    refusal = await office.refuses(record_discharge, *values)
    assert (type(refusal), refusal.key) == (BadValue, "admission.discharge_in_future")


async def test_homeless_at_discharge_is_told_to_both_at_once(office: Office) -> None:
    admission = await assessed(office)
    after = await leaves(office, admission, homeless=True)
    assert after.homeless
    assert (await events_of(office, admission))[-2:] == ["admission.discharge", "admission.homeless"]
    assert office.news() == told(ADMISSION, f.COLLEAGUE, f.CASEWORKER)


@pytest.mark.parametrize("kind", [DocumentKind.DISCHARGE_AGREEMENT, PLAN])
async def test_homeless_in_the_agreement_raises_the_flag_to_both_at_once(
    office: Office, kind: DocumentKind
) -> None:
    admission = await assessed(office)
    plan = await office.sent(kind, content=whole_text(kind, housing="homeless"))
    assert (await current(office, plan)).homeless
    assert told(ADMISSION, f.COLLEAGUE, f.CASEWORKER) <= office.news()
    assert (await events_of(office, admission))[-1] == "admission.homeless"
    after = await leaves(office, admission, homeless=True)
    assert after.homeless
    assert (await events_of(office, admission)).count("admission.homeless") == 1


async def test_a_homeless_citizen_s_agreement_that_is_withdrawn_raises_no_flag(office: Office) -> None:
    found = await office.sent(PLAN, content=whole_text(PLAN, housing="homeless"))
    await admitted(office)
    await office.does(withdraw, f.NURSE, found.document.id, "Forkert")
    assert not (await current(office, found)).homeless


async def test_a_new_text_with_a_home_takes_the_flag_down_until_the_discharge(office: Office) -> None:
    admission = await assessed(office)
    plan = await office.sent(PLAN, content=whole_text(PLAN, housing="homeless"))
    with_home = whole_parts(PLAN, housing="own_home")
    await office.does(revise, f.NURSE, plan.document.id, 1, with_home, "Har fået bolig")
    assert not (await current(office, plan)).homeless
    assert (await events_of(office, admission))[-2:] == ["admission.homeless", "admission.housed"]
    await leaves(office, admission, homeless=True)
    changed = {**with_home, "crisis_plan": "Ring til teamet"}
    await office.does(revise, f.NURSE, plan.document.id, 2, changed, "Ny kriseplan")
    assert (await current(office, plan)).homeless


async def test_what_the_ward_answers_at_the_discharge_takes_the_flag_down(office: Office) -> None:
    admission = await assessed(office)
    plan = await office.sent(PLAN, content=whole_text(PLAN, housing="homeless"))
    await leaves(office, admission, homeless=False)
    assert (await events_of(office, admission))[-2:] == ["admission.discharge", "admission.housed"]
    await office.does(sign, f.NURSE_LEADER, plan.document.id, 1)
    assert not (await current(office, plan)).homeless


async def test_a_discharge_that_was_recorded_wrongly_is_corrected_and_both_are_told(office: Office) -> None:
    admission = await assessed(office)
    await leaves(office, admission, homeless=True)
    office.now += timedelta(days=3)
    await sign_plan(office)
    (late,) = await office.admissions(admission.case_id)
    assert (late.outcome, late.discharged_on) == (Outcome.LATE, EXPECTED)
    signed_on = office.now.date()
    right = Discharge(signed_on, DischargeKind.OWN_REQUEST, homeless=False, coercive=True)
    after = (await office.does(correct_discharge, f.COLLEAGUE, admission.id, right)).admission
    assert (after.outcome, after.status) == (Outcome.IN_TIME, AdmissionStatus.DISCHARGED)
    assert (after.discharged_on, after.discharge_kind) == (signed_on, DischargeKind.OWN_REQUEST)
    assert (after.homeless, after.coercive) == (False, True)
    assert (await events_of(office, admission))[-2:] == ["admission.correct_discharge", "admission.housed"]
    assert office.news() == told(ADMISSION, f.NURSE, f.CASEWORKER)


async def test_a_correction_may_find_that_the_agreement_is_missing_or_was_never_asked_for(
    office: Office,
) -> None:
    admission = await leaves(office, await assessed(office), DischargeKind.TRANSFERRED)
    planned = Discharge(EXPECTED, DischargeKind.PLANNED, homeless=False)
    after = (await office.does(correct_discharge, f.NURSE, admission.id, planned)).admission
    assert (after.outcome, await asked_for(office, admission)) == (Outcome.MISSING, EXPLAIN)
    dead = replace(planned, kind=DischargeKind.DEAD)
    after = (await office.does(correct_discharge, f.NURSE, admission.id, dead)).admission
    assert (after.outcome, await asked_for(office, admission)) == (Outcome.NOT_REQUIRED, set())


async def test_nothing_is_corrected_before_the_discharge_nor_on_a_closed_case(office: Office) -> None:
    admission = await assessed(office, NOT_REQUIRED)
    said = Discharge(EXPECTED, DischargeKind.PLANNED, homeless=False)
    refusal = await office.refuses(correct_discharge, f.NURSE, admission.id, said)
    assert (type(refusal), refusal.key) == (BadValue, "admission.over")
    await leaves(office, admission)
    ahead = replace(said, on=EXPECTED + timedelta(days=1))
    refusal = await office.refuses(correct_discharge, f.NURSE, admission.id, ahead)
    assert refusal.key == "admission.discharge_in_future"
    await office.does(close_case, f.NURSE, admission.case_id, "Forløbet er slut")
    refusal = await office.refuses(correct_discharge, f.NURSE, admission.id, said)
    assert (type(refusal), refusal.key) == (BadValue, "case.closed")


async def test_a_re_admission_after_a_discharge_is_a_new_admission(office: Office) -> None:
    former = await leaves(office, await assessed(office, NOT_REQUIRED))
    office.now += timedelta(days=10)
    found = await office.sent(NOTICE, content=whole_text(NOTICE, expected_discharge="2027-01-08"))
    newest, oldest = await office.admissions(found.case.id)
    assert (oldest, newest.status) == (former, AdmissionStatus.ADMITTED)
    assert (newest.expected_on, newest.is_assessed) == (date(2027, 1, 8), False)


async def test_the_agreement_of_the_admission_before_does_not_count_for_a_re_admission(
    office: Office,
) -> None:
    admission = await assessed(office)
    await sign_plan(office)
    await leaves(office, admission)
    office.now += timedelta(days=10)
    await office.sent(NOTICE, content=whole_text(NOTICE, expected_discharge=NO_DATE))
    again = (await office.does(assess_case, f.NURSE, admission.case_id, REQUIRED)).admission
    dated = await office.does(set_expected_date, f.NURSE, again.id, date(2027, 1, 8))
    kinds = {kind for kind, _, _ in await asked_for(office, dated.admission)}
    assert {TaskKind.MAKE_AGREEMENT, TaskKind.AGREEMENT_BY_DISCHARGE} <= kinds
    await sign_plan(office)
    kinds = {kind for kind, _, _ in await asked_for(office, dated.admission)}
    assert kinds == {TaskKind.CONFIRM_DISCHARGE}


async def test_answering_or_correcting_a_notice_after_the_discharge_begins_no_admission(
    office: Office,
) -> None:
    found = await admitted(office)
    await office.does(assess_case, f.NURSE, found.case.id, NOT_REQUIRED)
    await leaves(office, await current(office, found))
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    corrected = whole_parts(NOTICE, function_level="Klarer sig selv")
    await office.does(revise, f.NURSE, found.document.id, 1, corrected, "Rettelse")
    await office.does(withdraw, f.NURSE, found.document.id, "Fejl")
    assert len(await office.admissions(found.case.id)) == 1


async def test_a_plan_that_ends_after_the_discharge_changes_nothing_about_it(office: Office) -> None:
    admission = await assessed(office)
    plan = await sign_plan(office)
    after = await leaves(office, admission)
    await office.does(end, f.NURSE, plan.document.id, "Forløbet er slut")
    assert await current(office, plan) == after


async def test_an_admission_ends_once_and_only_a_missing_agreement_is_explained(office: Office) -> None:
    admission = await assessed(office, NOT_REQUIRED)
    refusal = await office.refuses(explain_discharge, f.NURSE, admission.id, "Fordi")
    assert refusal.key == "admission.over"
    await leaves(office, admission)
    today = office.now.date()
    for use_case, values in (
        (set_expected_date, (today,)),
        (record_discharge, (Discharge(today, DischargeKind.PLANNED, homeless=False),)),
        (explain_discharge, ("Fordi",)),
    ):
        refusal = await office.refuses(use_case, f.NURSE, admission.id, *values)
        assert (type(refusal), refusal.key) == (BadValue, "admission.over")


async def test_the_kept_admission_s_assessment_and_reason_are_shown_by_no_repr(office: Office) -> None:
    admission = await leaves(office, await assessed(office))
    explained = replace(admission, reason=Sensitive("Udskrev sig selv"))
    assert "Udskrev" not in repr(explained)
    assert "13a" not in repr(explained.assessment)


async def test_a_homeless_citizen_s_acting_municipality_is_the_municipality_s_to_find_out(
    office: Office,
) -> None:
    admission = await assessed(office)
    await leaves(office, admission, homeless=True)
    tasks = await office.tasks_of(Subject(SubjectKind.ADMISSION, admission.id))
    (task,) = [task for task in tasks if task.kind is TaskKind.FOLLOW_UP]
    assert (task.unit_id, task.due, task.part) == (MUNICIPALITY, date(2026, 12, 7), ACTING_MUNICIPALITY)


async def test_who_acts_is_asked_once_and_no_more_when_the_flag_is_down(office: Office) -> None:
    admission = await assessed(office)
    await leaves(office, admission, homeless=True)
    about = Subject(SubjectKind.ADMISSION, admission.id)
    for homeless, open_ones in ((False, 0), (True, 1), (False, 0)):
        said = Discharge(EXPECTED, DischargeKind.PLANNED, homeless)
        await office.does(correct_discharge, f.NURSE, admission.id, said)
        tasks = await office.tasks_of(about)
        assert sum(task.part == ACTING_MUNICIPALITY for task in tasks) == open_ones


async def test_of_coercion_alone_nobody_is_told_and_no_history_tells(office: Office) -> None:
    admission = await assessed(office)
    await leaves(office, admission)
    office.news()
    before = await events_of(office, admission)
    said = Discharge(EXPECTED, DischargeKind.PLANNED, homeless=False, coercive=True)
    after = (await office.does(correct_discharge, f.NURSE, admission.id, said)).admission
    assert after.coercive is True
    assert (await office.admissions(admission.case_id))[0] == after
    assert office.news() == set()
    assert await events_of(office, admission) == before
    logged = raw(office.url, "SELECT actor_id FROM audit WHERE action = 'admission.coercion'")
    assert logged == [(f.NURSE.id,)]


async def test_a_correction_that_changes_nothing_is_none(office: Office) -> None:
    admission = await leaves(office, await assessed(office))
    said = Discharge(EXPECTED, DischargeKind.PLANNED, homeless=False)
    refusal = await office.refuses(correct_discharge, f.NURSE, admission.id, said)
    assert (type(refusal), refusal.key) == (BadValue, "admission.nothing_corrected")
