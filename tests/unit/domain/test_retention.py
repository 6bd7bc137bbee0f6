"""When something may be erased: never early, never without every mark, never while the case is held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document_kind import DocumentKind
from domain.retention import (
    DEFAULT_DOCUMENTS,
    KeptCase,
    KeptRecord,
    Retention,
    Waits,
    case_waits,
    longest,
    record_waits,
    records_due,
)
from domain.subject import Subject, SubjectKind
from tests.factories import made_up_id

CLOSED = date(2026, 1, 10)
NOTICE = KeptRecord(
    Subject(SubjectKind.DOCUMENT, made_up_id("notice")), days=90, rule="early_notice", in_journals=True
)
CASE = KeptCase(made_up_id("case"), CLOSED, held=False, last_deadline=None, records=(NOTICE,), days=365)


def after(days: int) -> date:
    return CLOSED + timedelta(days=days)


@pytest.mark.parametrize(
    ("case", "record", "day", "expected"),
    [
        (CASE, NOTICE, after(89), Waits.NOT_YET),
        (CASE, NOTICE, after(90), None),
        (CASE, replace(NOTICE, in_journals=False), after(90), Waits.NOT_IN_JOURNAL),
        (replace(CASE, held=True), NOTICE, after(9000), Waits.HELD),
        (replace(CASE, closed_on=None), NOTICE, after(9000), Waits.OPEN),
        (replace(CASE, last_deadline=after(30)), NOTICE, after(119), Waits.NOT_YET),
        (replace(CASE, last_deadline=after(30)), NOTICE, after(120), None),
        (replace(CASE, last_deadline=after(-30)), NOTICE, after(90), None),
        (replace(CASE, days=30), NOTICE, after(30), None),
    ],
)
def test_a_document_waits_for_its_own_period(
    case: KeptCase, record: KeptRecord, day: date, expected: Waits | None
) -> None:
    assert record_waits(case, record, day) is expected


def test_the_case_waits_for_the_last_mark_of_what_is_left_on_it() -> None:
    unmarked = replace(CASE, records=(NOTICE, replace(NOTICE, in_journals=False)))
    assert case_waits(CASE, after(364)) is Waits.NOT_YET
    assert case_waits(CASE, after(365)) is None
    assert case_waits(unmarked, after(365)) is Waits.NOT_IN_JOURNAL
    assert case_waits(replace(CASE, records=()), after(365)) is None


def test_every_kind_of_document_has_a_period_within_the_cases() -> None:
    assert set(DEFAULT_DOCUMENTS) == set(DocumentKind)
    assert max(*DEFAULT_DOCUMENTS.values(), Retention().meetings) <= Retention().case


def test_what_belongs_to_no_agreement_is_kept_as_long_as_the_longest_says() -> None:
    assert longest([14, 30, 7]) == 30


records = st.builds(
    lambda days, marked: replace(NOTICE, days=days, in_journals=marked), st.integers(1, 400), st.booleans()
)
cases = st.builds(
    KeptCase,
    case_id=st.just("case"),
    closed_on=st.none() | st.just(CLOSED),
    held=st.booleans(),
    last_deadline=st.none() | st.integers(-50, 50).map(after),
    records=st.lists(records, max_size=5).map(tuple),
    days=st.integers(1, 400),
)


@given(case=cases, day=st.integers(-10, 900).map(after))
def test_nothing_is_erased_early_unmarked_open_or_held_back(case: KeptCase, day: date) -> None:
    for record in records_due(case, day):
        assert record.in_journals
        assert case.closed_on is not None
        assert not case.held
        end = max(case.closed_on, case.last_deadline or date.min)
        assert (day - end).days >= min(record.days, case.days)
    if case_waits(case, day) is None:
        assert all(record.in_journals for record in case.records)
        assert set(records_due(case, day)) == set(case.records)


@given(case=cases, day=st.integers(-10, 900).map(after))
def test_what_may_be_erased_may_be_so_on_every_later_day(case: KeptCase, day: date) -> None:
    later = day + timedelta(days=1)
    assert set(records_due(case, day)) <= set(records_due(case, later))
    assert case_waits(case, day) is not None or case_waits(case, later) is None
