"""An admission: how its discharge counts, and what both sectors are asked for before and after."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from domain.admission import (
    ASKS_FOR_AGREEMENT,
    STATUS_AFTER,
    Admission,
    AdmissionStatus,
    DischargeKind,
    Outcome,
)
from domain.admission import outcome_of as outcome
from domain.admission_tasks import KINDS, TASKS_OF_STATUS, wanted_tasks
from domain.discharge_law import Answers, assess
from domain.people import Sector
from domain.sensitive import Sensitive
from domain.task import TaskKind
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import an_agreement

PLAIN = Calendar(lambda day: False)
TODAY = f.NOW.date()
"""A Friday."""
WEDNESDAY, FRIDAY = date(2026, 12, 2), date(2026, 12, 4)
REQUIRED = Sensitive(assess(Answers(True, None, True), 40, f.NURSE.id, f.NOW))
NOT_REQUIRED = Sensitive(assess(Answers(False, False, True), 40, f.NURSE.id, f.NOW))
VOLUNTARY = Sensitive(assess(Answers(False, False, True, True), 40, f.NURSE.id, f.NOW))
REGION, MUNICIPALITY = Sector.REGION, Sector.MUNICIPALITY
K = TaskKind


def an_admission(**changes: Any) -> Admission:
    return f.an_admission(f.a_case(), **changes)


def discharged(**changes: Any) -> Admission:
    ends = {"discharged_on": FRIDAY, "discharge_kind": DischargeKind.PLANNED, "assessment": REQUIRED}
    return an_admission(**{**ends, **changes})


def asked(admission: Admission, *, in_force: bool = False) -> list[tuple[TaskKind, Sector, date]]:
    wanted = wanted_tasks(admission, in_force, an_agreement(), PLAIN)
    return [(each.kind, each.party.sector, each.due) for each in wanted]


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        (FRIDAY - timedelta(days=1), Outcome.IN_TIME),
        (FRIDAY, Outcome.IN_TIME),
        (FRIDAY + timedelta(days=1), Outcome.LATE),
        (None, Outcome.MISSING),
    ],
)
def test_a_discharge_counts_by_the_day_its_agreement_came_into_force(
    signed: date | None, expected: Outcome
) -> None:
    assert outcome(discharged(), signed) is expected


def test_a_reason_explains_a_discharge_without_an_agreement_and_never_one_signed_late() -> None:
    explained = discharged(reason=Sensitive("Borgeren rejste hjem samme dag"))
    assert outcome(explained, None) is Outcome.EXPLAINED
    assert outcome(explained, FRIDAY + timedelta(days=3)) is Outcome.LATE


@pytest.mark.parametrize("kind", DischargeKind)
def test_a_transfer_or_a_death_asks_for_no_agreement(kind: DischargeKind) -> None:
    asks = kind in (DischargeKind.PLANNED, DischargeKind.OWN_REQUEST)
    assert (kind in ASKS_FOR_AGREEMENT) is asks
    assert outcome(discharged(discharge_kind=kind), None) is (
        Outcome.MISSING if asks else Outcome.NOT_REQUIRED
    )


def test_a_discharge_nobody_assessed_counts_as_one_in_the_target_group() -> None:
    assert outcome(discharged(assessment=Sensitive(None)), None) is Outcome.MISSING


@pytest.mark.parametrize("assessment", [NOT_REQUIRED, VOLUNTARY])
def test_where_none_is_required_none_is_missing(assessment: Any) -> None:
    assert outcome(discharged(assessment=assessment), None) is Outcome.NOT_REQUIRED


def test_who_is_still_admitted_has_no_discharge_to_count() -> None:
    assert outcome(an_admission(assessment=REQUIRED), None) is Outcome.NOT_REQUIRED


def test_only_a_discharge_whose_agreement_is_missing_stays_open() -> None:
    assert set(STATUS_AFTER) == set(Outcome)
    still_open = {o for o in Outcome if discharged(status=STATUS_AFTER[o]).is_open}
    assert still_open == {Outcome.MISSING}


def test_without_a_date_the_ward_is_asked_for_it_and_for_nothing_else() -> None:
    assert asked(an_admission()) == [(K.SET_DISCHARGE_DATE, REGION, date(2026, 11, 24))]
    assert asked(an_admission(assessment=REQUIRED)) == asked(an_admission())


def test_with_a_date_and_no_assessment_the_ward_is_asked_for_one_and_both_see_the_day_itself() -> None:
    assert asked(an_admission(expected_on=FRIDAY)) == [
        (K.CONFIRM_DISCHARGE, REGION, FRIDAY),
        (K.ASSESS, REGION, WEDNESDAY),
        (K.AGREEMENT_BY_DISCHARGE, REGION, FRIDAY),
        (K.AGREEMENT_BY_DISCHARGE, MUNICIPALITY, FRIDAY),
    ]


def test_a_required_agreement_is_ready_two_working_days_before_and_both_see_the_day_itself() -> None:
    assert asked(an_admission(expected_on=FRIDAY, assessment=REQUIRED)) == [
        (K.CONFIRM_DISCHARGE, REGION, FRIDAY),
        (K.MAKE_AGREEMENT, REGION, WEDNESDAY),
        (K.AGREEMENT_BY_DISCHARGE, REGION, FRIDAY),
        (K.AGREEMENT_BY_DISCHARGE, MUNICIPALITY, FRIDAY),
    ]


@pytest.mark.parametrize("assessment", [REQUIRED, NOT_REQUIRED, VOLUNTARY])
def test_once_it_is_in_force_or_not_required_only_the_discharge_is_left_to_confirm(assessment: Any) -> None:
    admission = an_admission(expected_on=FRIDAY, assessment=assessment)
    assert asked(admission, in_force=True) == [(K.CONFIRM_DISCHARGE, REGION, FRIDAY)]


@pytest.mark.parametrize(("days", "discharge"), [(-3, TODAY), (0, TODAY), (1, TODAY + timedelta(days=1))])
def test_no_deadline_lies_before_the_day_it_was_set(days: int, discharge: date) -> None:
    admission = an_admission(expected_on=TODAY + timedelta(days=days), assessment=REQUIRED)
    assert {due for _, _, due in asked(admission)} == {TODAY, discharge}


def test_a_discharge_on_a_monday_wants_the_agreement_on_the_thursday_before() -> None:
    admission = an_admission(expected_on=date(2026, 11, 30), assessment=REQUIRED)
    assert (K.MAKE_AGREEMENT, REGION, date(2026, 11, 26)) in asked(admission)


def test_after_a_discharge_without_one_both_sectors_are_asked_why() -> None:
    missing = discharged(status=AdmissionStatus.WITHOUT_AGREEMENT)
    both = [(K.EXPLAIN_DISCHARGE, REGION, TODAY), (K.EXPLAIN_DISCHARGE, MUNICIPALITY, TODAY)]
    assert asked(missing) == both
    unassessed = discharged(status=AdmissionStatus.WITHOUT_AGREEMENT, assessment=Sensitive(None))
    assert asked(unassessed) == [(K.ASSESS, REGION, TODAY), *both]


def test_once_nothing_is_missing_nobody_is_asked() -> None:
    assert asked(discharged(status=AdmissionStatus.DISCHARGED)) == []


def test_an_open_admission_always_asks_somebody_and_for_what_its_status_names() -> None:
    for status, expected, assessment, there in product(
        AdmissionStatus, (None, FRIDAY), (Sensitive(None), REQUIRED, NOT_REQUIRED), (True, False)
    ):
        admission = an_admission(status=status, expected_on=expected, assessment=assessment)
        kinds = {kind for kind, _, _ in asked(admission, in_force=there)}
        assert kinds <= TASKS_OF_STATUS[status]
        assert bool(kinds) is admission.is_open
    assert set(TASKS_OF_STATUS) == set(AdmissionStatus)
    assert frozenset().union(*TASKS_OF_STATUS.values()) == KINDS
