"""Indicators in words: names, definitions and what they came to."""

from __future__ import annotations

import pytest

from dialogs.indicator_words import definition_of, measure_text, percent_of, source_of, title_of
from dialogs.wording import Wording, load_catalogues
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Measure
from domain.indicators.table import HEADLINE_INDICATOR, INDICATOR, INDICATORS

DANISH = load_catalogues().speaking("da")
ENGLISH = load_catalogues().speaking("en")
COUNT, DAYS = INDICATOR["meetings_held"], INDICATOR["days_to_meeting"]


@pytest.mark.parametrize("wording", [DANISH, ENGLISH], ids=["da", "en"])
def test_no_two_indicators_are_called_the_same(wording: Wording) -> None:
    for said in (title_of, definition_of):
        texts = [said(wording, indicator) for indicator in INDICATORS]
        assert len(set(texts)) == len(texts)
    assert all(source_of(wording, indicator) for indicator in INDICATORS)


@pytest.mark.parametrize(
    ("indicator", "measure", "danish", "english"),
    [
        (HEADLINE_INDICATOR, Measure(12, 19), "63 % (12 af 19)", "63% (12 of 19)"),
        (
            HEADLINE_INDICATOR,
            Measure(12, 19, complete_denominator=False),
            "63 % (12 af 19), kun sager kendt af botten",
            "63% (12 of 19), only what the bot knows of",
        ),
        (HEADLINE_INDICATOR, Measure(0, 0), "ingen at måle", "nothing to measure"),
        (COUNT, Measure(14), "14", "14"),
        (DAYS, Measure(2, days=9.5), "9,5 dage", "9.5 days"),
        (COUNT, Measure(1204), "1.204", "1,204"),
        (HEADLINE_INDICATOR, Measure(1204, 2408), "50 % (1.204 af 2.408)", "50% (1,204 of 2,408)"),
        (DAYS, Measure(1, days=1.0), "1 dag", "1 day"),
        (DAYS, Measure(0), "ingen at måle", "nothing to measure"),
    ],
    ids=[
        "share",
        "known only",
        "no share",
        "count",
        "half days",
        "thousands",
        "of thousands",
        "one day",
        "no days",
    ],
)
def test_what_an_indicator_came_to(
    indicator: AnyIndicator, measure: Measure, danish: str, english: str
) -> None:
    assert measure_text(DANISH, indicator, measure) == danish
    assert measure_text(ENGLISH, indicator, measure) == english


@pytest.mark.parametrize(("share", "percent"), [(0.0, 0), (0.001, 1), (0.626, 63), (0.999, 99), (1.0, 100)])
def test_all_and_nothing_are_said_only_where_it_is_all_or_nothing(share: float, percent: int) -> None:
    assert percent_of(share) == percent
