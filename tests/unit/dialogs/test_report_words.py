"""What the joint report says of its figures and of the forum's actions, as sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dialogs.goal_words import goals_apart, standing
from dialogs.indicator_words import title_of
from dialogs.report_book import report_book
from dialogs.report_grids import by_group
from dialogs.report_paper import action_lines, reading_notes, report_paper
from dialogs.wording import load_catalogues
from domain.disclosure.exchange import SMALL, WITHHELD
from domain.effect_goals import AgreedGoals, EffectGoals
from domain.forum_report import NOT_TOLD, AreaReport, Figure, NotedAction
from domain.indicators.discharges import HEADLINE
from domain.indicators.table import INDICATOR
from tests.unit.dialogs.report_cards import a_report, an_area_report

DANISH = load_catalogues().speaking("da")


def test_the_action_of_somebody_who_left_is_a_former_colleagues() -> None:
    action = NotedAction("Alle enheder får en liste", "", date(2026, 12, 1))
    (line,) = action_lines(replace(a_report(), actions=(action,)), DANISH)
    assert line.startswith("Alle enheder får en liste (en tidligere kollega, senest ")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("discharges_with_agreement_in_time", 0.796, "Lige under målet på 80 %."),
        ("discharges_with_agreement_in_time", 0.794, "1 procentpoint under målet på 80 %."),
        ("discharges_with_agreement_in_time", 0.8, "Målet på 80 % er nået."),
    ],
)
def test_what_is_short_of_the_goal_by_less_than_is_shown_is_just_below_it(
    key: str, value: float, said: str
) -> None:
    goals = EffectGoals((AgreedGoals({key: 0.8}, frozenset({("amager", "hvidovre")})),))
    assert standing(DANISH, INDICATOR[key], value, goals) == said


def test_months_counted_by_older_rules_are_named_with_what_these_counted_otherwise() -> None:
    notes = [note for note in reading_notes(a_report(), DANISH) if note.startswith("Voksne")]
    assert notes == [
        (
            "Voksne: november 2025 og marts 2026 er talt efter udgave 9f8e7d6c. "
            "Den tæller »Referater skrevet inden fristen« og »Netværksmøder med egen læge« på en anden måde."
        ),
        "Voksne: oktober 2025 er talt efter udgave 5b4a3f2e, som tæller rapportens tal på samme måde.",
        "Voksne: 3. kvartal 2025 er talt, før reglernes udgave blev gemt sammen med tallene.",
    ]
    sheet = report_book(a_report(), DANISH).areas[0]
    noted = {curve.title for curve in sheet.curves if curve.note}
    assert noted == {"Referater skrevet inden fristen", "Netværksmøder med egen læge"}


def with_goals(*agreed: AgreedGoals) -> AreaReport:
    return replace(an_area_report(), goals=EffectGoals(agreed))


AMAGER, GLOSTRUP = (
    {(centre, other) for other in ("dragør", "hvidovre")} for centre in ("amager", "glostrup")
)


def test_goals_that_are_not_the_same_everywhere_are_told_apart_by_place() -> None:
    hvidovre = frozenset({("amager", "hvidovre"), ("glostrup", "hvidovre")})
    apart = with_goals(
        AgreedGoals({HEADLINE: 0.8}, frozenset(AMAGER | GLOSTRUP) - hvidovre),
        AgreedGoals({HEADLINE: 0.9}, hvidovre - {("glostrup", "hvidovre")}),
        AgreedGoals({}, frozenset({("glostrup", "hvidovre")})),
    )
    assert goals_apart(DANISH, INDICATOR[HEADLINE], apart) == (
        "Mål: ikke sat for Hvidovre Kommune med Psykiatrisk Center Glostrup; "
        "mindst 90 % for Hvidovre Kommune med Psykiatrisk Center Amager; for resten mindst 80 %."
    )
    whole = with_goals(
        AgreedGoals({HEADLINE: 0.8}, frozenset(AMAGER | GLOSTRUP) - hvidovre),
        AgreedGoals({HEADLINE: 0.9}, hvidovre - {("glostrup", "hvidovre")}),
        AgreedGoals({HEADLINE: 0.9}, frozenset({("glostrup", "hvidovre")})),
    )
    assert "for Dragør Kommune; for resten" in goals_apart(DANISH, INDICATOR[HEADLINE], whole)
    assert goals_apart(DANISH, INDICATOR[HEADLINE], an_area_report()) == ""


def test_what_has_several_goals_is_held_against_none_and_says_so_everywhere() -> None:
    apart = with_goals(
        AgreedGoals({HEADLINE: 0.8}, frozenset(AMAGER)), AgreedGoals({HEADLINE: 0.9}, frozenset(GLOSTRUP))
    )
    report = replace(a_report(), areas=(apart,))
    (part,) = report_paper(report, DANISH).areas
    told = "Mål: mindst 80 % for Dragør Kommune med Psykiatrisk Center Amager"
    assert part.plot.goal is None
    assert told in part.plot.note
    assert told in part.plot.alternative
    assert part.standing.startswith("Målet er ikke det samme alle steder.")

    book = report_book(report, DANISH)
    assert told in book.areas[0].curves[0].note
    centre, key, goal = 5, 7, -2
    by_centre = {
        row[centre]: row[goal] for row in book.data if row[key] == title_of(DANISH, INDICATOR[HEADLINE])
    }
    assert by_centre == {"I alt": None, "Psykiatrisk Center Amager": 0.8, "Psykiatrisk Center Glostrup": 0.9}


def told_only_of(*municipalities: str) -> AreaReport:
    """Nothing of the headline may be told of any other municipality, at any centre."""
    area = an_area_report()
    hidden = {party.id for party in area.municipalities} - {*municipalities}
    rows = (
        replace(row, figures=(NOT_TOLD,) * len(row.figures)) if row.municipality_id in hidden else row
        for row in area.rows
    )
    return replace(area, rows=tuple(rows))


@pytest.mark.parametrize(
    ("told", "rows", "note"),
    [
        ({"hvidovre"}, ["Hvidovre Kommune", "I alt"], "Holdt tilbage (*): Dragør Kommune."),
        (
            set[str](),
            ["I alt"],
            "For de enkelte kommuner er tallene holdt tilbage (*): Dragør Kommune og Hvidovre Kommune.",
        ),
        ({"dragør", "hvidovre"}, ["Dragør Kommune", "Hvidovre Kommune", "I alt"], ""),
    ],
    ids=["of some", "of none", "of all"],
)
def test_of_whom_nothing_may_be_told_is_named_below_the_table_and_has_no_row_of_marks(
    told: set[str], rows: list[str], note: str
) -> None:
    area = told_only_of(*told)
    grid = by_group(replace(a_report(), areas=(area,)), area, INDICATOR[HEADLINE], DANISH)
    assert [row[0] for row in grid.rows[1:]] == rows
    assert note in grid.note
    assert ("(*)" in grid.note) is bool(note)


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Figure(SMALL), "Ikke endnu"),
        (Figure(WITHHELD), ""),
        (Figure(part=0), "Ja"),
        (Figure(part=7), "Ikke endnu"),
    ],
    ids=["one to four", "withheld", "none", "seven"],
)
def test_a_number_from_one_to_four_has_not_reached_a_goal_of_none(figure: Figure, reached: str) -> None:
    area = an_area_report()
    rows = (
        replace(row, figures=(*row.figures[:-1], figure)) if row.indicator == "discharges_missing" else row
        for row in area.rows
    )
    report = replace(a_report(), areas=(replace(area, rows=tuple(rows)),))
    (part,) = report_paper(report, DANISH).areas
    title = title_of(DANISH, INDICATOR["discharges_missing"])
    assert [row[-1] for row in part.keys.rows if row[0] == title] == [reached]
