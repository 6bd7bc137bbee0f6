"""Admissions: stored whole, changed one version at a time, shown to nobody without a relation to the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.admission import Admission, AdmissionStatus, DischargeKind, Outcome
from domain.delay import DelayReason
from domain.discharge_law import Answers, Assessment, assess
from domain.party import Party
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from storage.casework.admission_content import from_json
from storage.store import SqlStore
from tests import factories as f
from tests.contract.fields import changed_fields, fields_but
from tests.contract.refusals import refusals
from tests.stores import raw, stored
from workflows.ports import AdmissionOnCase, Clockwork, Conflict, Records

CLOCK = Clockwork()
LATER = f.NOW + timedelta(hours=1, microseconds=1)
ANSWERS = (
    Answers(support=True, will_not_seek=None, takes_part=True),
    Answers(support=None, will_not_seek=True, takes_part=False),
    Answers(support=False, will_not_seek=False, takes_part=None, wishes_agreement=True),
    Answers(support=False, will_not_seek=False, takes_part=None),
)
OUTSIDERS = (f.OUTSIDER, f.REGION_COORDINATOR, f.ADMINISTRATOR)


def assessed(answers: Answers) -> Sensitive[Assessment | None]:
    return Sensitive(assess(answers, 36, f.NURSE.id, LATER, version=2))


async def with_an_admission(store: SqlStore) -> AdmissionOnCase:
    found = AdmissionOnCase(case := f.a_case(), f.an_admission(case))
    await stored(store, found.case, found.admission)
    return found


async def test_an_admission_nobody_has_assessed_comes_back_as_it_was_stored(store: SqlStore) -> None:
    found = await with_an_admission(store)
    assert await store.run(lambda r: r.admissions.get(found.admission.id, f.CASEWORKER)) == found


async def test_everything_about_an_admission_may_change(store: SqlStore) -> None:
    case, admission = (found := await with_an_admission(store)).case, found.admission
    changed = replace(
        admission,
        region=Party(f.CASEWORKER.home.id, Sector.REGION, f.COLLEAGUE.id),
        municipality=Party(f.OUTSIDER.home.id, Sector.MUNICIPALITY, f.OUTSIDER.id),
        since=date(2026, 11, 24),
        status=AdmissionStatus.WITHOUT_AGREEMENT,
        expected_on=date(2026, 11, 27),
        assessment=assessed(ANSWERS[0]),
        homeless=True,
        coercive=False,
        discharged_on=date(2026, 11, 28),
        discharge_kind=DischargeKind.OWN_REQUEST,
        outcome=Outcome.EXPLAINED,
        reason=Sensitive("Rejste før lægen nåede frem: æøå"),
        delay=DelayReason.SUDDEN,
        readmitted_after=12,
        version=2,
    )
    fixed = ("id", "case_id", "case_number", "admitted_at")
    assert changed_fields(admission, changed) == fields_but(Admission, *fixed)
    await store.run(lambda r: r.admissions.save(changed))
    assert await store.run(lambda r: r.admissions.get(admission.id, CLOCK)) == AdmissionOnCase(case, changed)
    back = replace(admission, version=3)
    await store.run(lambda r: r.admissions.save(back))
    assert await store.run(lambda r: r.admissions.get(admission.id, CLOCK)) == AdmissionOnCase(case, back)


def test_what_was_sealed_before_anybody_was_asked_of_coercion_says_nothing_of_it() -> None:
    content = from_json(b'{"assessment": null, "homeless": true, "reason": ""}')
    assert (content.homeless, content.coercive) == (True, None)


@pytest.mark.parametrize("answers", ANSWERS)
async def test_an_assessment_comes_back_as_it_was_answered(store: SqlStore, answers: Answers) -> None:
    case = f.a_case()
    admission = f.an_admission(case, assessment=assessed(answers))
    await stored(store, case, admission)
    found = await store.run(lambda r: r.admissions.get(admission.id, f.NURSE))
    assert found.admission.assessment.reveal() == assessed(answers).reveal()


@pytest.mark.parametrize("kind", DischargeKind)
@pytest.mark.parametrize("outcome", Outcome)
async def test_a_discharge_of_every_kind_may_end_in_every_way(
    store: SqlStore, kind: DischargeKind, outcome: Outcome
) -> None:
    case = f.a_case()
    admission = f.an_admission(
        case,
        status=AdmissionStatus.DISCHARGED,
        discharged_on=date(2026, 12, 1),
        discharge_kind=kind,
        outcome=outcome,
    )
    await stored(store, case, admission)
    assert (await store.run(lambda r: r.admissions.get(admission.id, CLOCK))).admission == admission


@pytest.mark.parametrize("version", [1, 3])
async def test_a_stale_version_is_refused(store: SqlStore, version: int) -> None:
    admission = (await with_an_admission(store)).admission
    with pytest.raises(Conflict):
        await store.run(lambda r: r.admissions.save(replace(admission, version=version, homeless=True)))
    assert (await store.run(lambda r: r.admissions.get(admission.id, CLOCK))).admission == admission


@pytest.mark.parametrize("caller", OUTSIDERS)
async def test_an_outsider_gets_the_same_answer_as_for_no_admission(store: SqlStore, caller: Person) -> None:
    case, admission = (found := await with_an_admission(store)).case, found.admission
    for_theirs = await refusals(store, *asked(admission.id, case.id, caller))
    assert for_theirs == await refusals(store, *asked("0" * 32, "0" * 32, caller))


def asked(admission_id: str, case_id: str, caller: Person) -> tuple[Callable[[Records], object], ...]:
    return (
        lambda r: r.admissions.get(admission_id, caller),
        lambda r: r.admissions.of_case(case_id, caller),
    )


async def test_a_case_lists_its_admissions_newest_first(store: SqlStore) -> None:
    case, first = (found := await with_an_admission(store)).case, found.admission
    readmitted = f.an_admission(case, "readmitted", admitted_at=f.NOW + timedelta(days=30))
    elsewhere = f.a_case("26-1002")
    await stored(store, readmitted, elsewhere, f.an_admission(elsewhere))
    assert await store.run(lambda r: r.admissions.of_case(case.id, f.CASEWORKER)) == (readmitted, first)


async def test_reports_can_count_discharges_without_a_key(store: SqlStore, url: str) -> None:
    case = f.a_case()
    admission = f.an_admission(
        case, expected_on=date(2026, 11, 27), discharged_on=date(2026, 11, 28), outcome=Outcome.LATE
    )
    await stored(store, case, admission)
    [row] = raw(url, "SELECT status, expected_on, discharged_on, outcome FROM admissions")
    assert tuple(map(str, row)) == ("admitted", "2026-11-27", "2026-11-28", "late")


async def test_an_assessment_at_an_unknown_moment_is_refused(store: SqlStore) -> None:
    case = f.a_case()
    assessment = assess(ANSWERS[0], 36, f.NURSE.id, f.NOW.replace(tzinfo=None))
    with pytest.raises(Exception, match="time zone"):
        await stored(store, case, f.an_admission(case, assessment=Sensitive(assessment)))
