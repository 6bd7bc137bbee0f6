"""Each indicator against a count by hand, on random courses around the days where counting goes wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from statistics import median as exact_median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.admission import Outcome
from domain.discharge_count import DischargeCount
from domain.indicators.facts import Fact
from domain.indicators.indicator import AnyIndicator, Source
from domain.indicators.measure import Measure, Period, Unit
from domain.indicators.recorded import admission_fact, task_fact
from domain.indicators.table import HEADLINE_INDICATOR, INDICATOR, INDICATORS, counted_of, definitions
from domain.indicators.tally import NOTHING_COUNTED, median
from domain.people import Area
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.unit.domain.indicators.by_hand import COUNTS, by_hand
from tests.unit.domain.indicators.histories import History, histories, periods

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
HALF_OF_OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 15))
CASE = f.a_case()


@settings(max_examples=1000)
@given(history=histories, period=periods)
def test_every_indicator_is_what_one_counts_by_hand(history: History, period: Period) -> None:
    """All of each history, since drawing one takes longer than counting it."""
    for indicator in INDICATORS:
        counted = indicator.measure(history.facts(), period)
        assert counted == by_hand(indicator.key, history, period), indicator.key


def test_every_indicator_is_counted_by_hand_too() -> None:
    assert COUNTS.keys() == INDICATOR.keys()
    assert len(INDICATOR) == len(INDICATORS)


@given(history=histories, period=periods, cut=st.integers(0, 30))
def test_tallies_of_parts_add_up_to_that_of_the_whole(history: History, period: Period, cut: int) -> None:
    facts = history.facts()
    for indicator in INDICATORS:
        parts = indicator.tally(facts[:cut], period) + indicator.tally(facts[cut:], period)
        assert parts.measure(indicator.unit) == indicator.measure(facts, period)


@given(history=histories, period=periods)
def test_what_each_record_counts_as_adds_up_to_the_measure(history: History, period: Period) -> None:
    records = [counted_of(fact) for fact in history.facts() if not isinstance(fact, DischargeCount)]
    own = replace(history, counts=())
    for indicator in INDICATORS:
        found = [each[indicator.key] for each in records if indicator.key in each]
        number = sum(each.part for each in found if each.falls_in(period))
        assert number == indicator.measure(own.facts(), period).part


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_the_median_is_the_middle_one(durations: list[int]) -> None:
    assert median(Counter(durations)) == exact_median(durations)


def test_of_nothing_there_is_no_share_and_no_median() -> None:
    assert NOTHING_COUNTED.measure(Unit.SHARE).share is None
    assert NOTHING_COUNTED.measure(Unit.MEDIAN_DAYS) == Measure(0)


def test_a_discharge_nobody_told_the_bot_of_counts_without_an_agreement_once_its_month_is_whole() -> None:
    known = f.an_admission(CASE, discharged_on=date(2026, 10, 5), outcome=Outcome.IN_TIME)
    listed = DischargeCount("centre", "municipality", Area.ADULTS, date(2026, 10, 1), 4, 1)
    facts: list[Fact] = [admission_fact(known, Area.ADULTS), listed]

    assert HEADLINE_INDICATOR.measure(facts, OCTOBER) == Measure(1, 4)
    assert HEADLINE_INDICATOR.measure(facts, HALF_OF_OCTOBER) == Measure(1, 1)


@pytest.mark.parametrize("indicator", INDICATORS, ids=list(INDICATOR))
def test_a_missing_list_is_said_of_those_figures_only_that_count_lists(indicator: AnyIndicator) -> None:
    measured = indicator.measure([], OCTOBER, complete_denominator=False)

    assert measured.complete_denominator is not indicator.counts_imported


def test_what_is_withdrawn_after_its_day_was_missed_all_the_same() -> None:
    task = f.a_task(f.a_meeting(CASE), kind=TaskKind.FOLLOW_UP, due=date(2026, 10, 5))
    withdrawn = replace(task, status=TaskStatus.WITHDRAWN, ended_on=date(2026, 10, 6))
    in_time = replace(withdrawn, ended_on=date(2026, 10, 5))

    missed = INDICATOR["follow_ups_overdue_municipality"]
    assert missed.measure([task_fact(withdrawn, "ward", Area.ADULTS)], OCTOBER) == Measure(1)
    assert missed.measure([task_fact(in_time, "ward", Area.ADULTS)], OCTOBER) == Measure(0)


def test_a_change_of_a_definition_shows_in_the_value_of_them_all() -> None:
    assert definitions().split()[0] == "discharges_with_agreement_in_time:1"
    assert {indicator.source for indicator in INDICATORS} == set(Source)
