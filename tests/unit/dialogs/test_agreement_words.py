"""An agreement told in words: one sentence for each value, and what a local one says otherwise is marked."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app import cli
from dialogs.agreement_words import DEADLINES, REMINDERS, explain
from dialogs.wording import load_catalogues
from domain.agreement import Agreement, Deadlines, Receiver, ReminderTimes
from domain.document_kind import DocumentKind
from domain.indicators.measure import Direction
from domain.indicators.table import INDICATORS
from domain.people import AUTHORITIES
from domain.working_hours import ROUND_THE_CLOCK, WorkingHours
from tests.agreements import a_rule, an_agreement
from workflows.agreements import load_agreements

CATALOGUES = load_catalogues()
DANISH = CATALOGUES.speaking("da")
FOLDER = Path(__file__).parents[3] / "agreements"
BASE = an_agreement()
URGENT = replace(BASE.reminders, urgent=frozenset({"sign", "readiness_notice"}))
AT_ANY_HOUR = replace(URGENT, urgent_at_any_hour=True)
LOCAL = replace(BASE, id="hvidovre", extends="adults", deadlines=replace(BASE.deadlines, find_time=3))


def told(agreement: Agreement, base: Agreement | None = None, language: str = "da") -> str:
    return "\n".join(explain(agreement, base, CATALOGUES.speaking(language)))


def test_every_number_an_agreement_sets_has_a_sentence() -> None:
    assert set(DEADLINES) == {field.name for field in fields(Deadlines)}
    assert {*REMINDERS, "at", "urgent", "urgent_at_any_hour"} == {
        field.name for field in fields(ReminderTimes)
    }


def test_what_is_urgent_and_when_a_unit_is_at_work_is_told() -> None:
    assert "Intet haster så meget" in told(BASE)
    assert "En enhed er på arbejde mandag-fredag kl. 07.00-17.00" in told(BASE)
    urgent = told(replace(BASE, reminders=URGENT))
    assert "»Godkend en aftale eller plan« og »Færdigmelding«. Det sendes kun i arbejdstiden." in urgent
    assert "på alle tider af døgnet: »Godkend" in told(replace(BASE, reminders=AT_ANY_HOUR))
    whole_week = replace(BASE, hours=WorkingHours(frozenset({1, 2, 4}), time(8), time(8), holidays=True))
    assert "mandag, tirsdag og torsdag hele døgnet, også på helligdage" in told(whole_week)
    assert "døgnet rundt alle dage" in told(replace(BASE, hours=ROUND_THE_CLOCK))


@pytest.mark.parametrize(
    "sentence",
    [
        "adults.toml – Samarbejdsaftale om voksne",
        "Aftalen gælder fra søndag 1. januar 2023.",
        "Psykiatrisk Center Glostrup, Hvidovre Kommune og Albertslund Kommune.",
        "den 5.6., 24.12. og 31.12.",
        "Der kvitteres for en indkaldelse eller en orientering inden for 1 arbejdsdag.",
        "En tid til et netværksmøde findes inden for 5 arbejdsdage.",
        "skal være klar 2 arbejdsdage før den forventede udskrivning.",
        "Den første opfølgning er 7 dage efter udskrivningen.",
        "senest 6 måneder efter det forrige.",
        "Påmindelser sendes kl. 08.00",
        "Lederen får besked, når en opgave er 2 arbejdsdage forsinket.",
        "spørges afsnittet med 2 arbejdsdage imellem.",
        "hvad aftalen siger om Frister.",
    ],
)
def test_each_value_is_told_in_a_danish_sentence(sentence: str) -> None:
    assert sentence in told(BASE)


def test_no_time_at_all_is_the_day_itself() -> None:
    deadlines = replace(BASE.deadlines, acknowledge=0, agreement_before=0)
    text = told(replace(BASE, deadlines=deadlines))
    assert "Der kvitteres for en indkaldelse eller en orientering samme dag." in text
    assert "skal være klar på dagen for den forventede udskrivning." in text


def test_a_document_is_told_with_what_it_must_hold_under_the_agreement_s_own_name() -> None:
    rules = (
        a_rule(DocumentKind.EARLY_NOTICE, name_da="Underretning", required=("setting", "contact_psychiatry")),
        a_rule(DocumentKind.READINESS_NOTICE, required=()),
    )
    text = told(replace(BASE, documents=rules))
    label = DANISH("part.setting.label")
    assert f"Underretning er i brug og skal indeholde »{label}« og »" in text
    assert f"{DANISH('document.name.readiness_notice')} er i brug, og ingen felter er krævet." in text
    assert f"{DANISH('document.name.intervention_plan')} er ikke i brug." in text


def test_who_receives_a_document_is_told_with_it_and_marked_where_it_differs() -> None:
    notice = DocumentKind.MUNICIPAL_STATUS
    base = replace(BASE, documents=(a_rule(notice),))
    local = replace(LOCAL, documents=(a_rule(notice, receivers=tuple(Receiver), required=()),))
    assert "Når det kommer frem, får modtagerens indbakke besked." in told(base)
    (marked,) = [line for line in explain(local, base, DANISH) if "er i brug" in line]
    assert marked.startswith("  * ")
    assert "ingen felter er krævet. Når det kommer frem, får modtagerens indbakke, ledere og" in marked


def test_an_agreement_that_ends_and_has_no_days_of_its_own_says_so() -> None:
    text = told(replace(BASE, valid_to=date(2026, 12, 31), extra_holidays=()))
    assert "til torsdag 31. december 2026." in text
    assert "på danske helligdage og ikke på andre dage." in text


def test_what_a_local_agreement_says_otherwise_is_marked_with_what_its_base_says() -> None:
    lines = explain(LOCAL, BASE, DANISH)
    (marked,) = [line for line in lines if line.startswith("  * ")]
    assert "findes inden for 3 arbejdsdage. (I adults.toml: En tid" in marked
    assert "findes inden for 5 arbejdsdage.)" in marked
    assert "Bygger på adults.toml" in lines[1]


def test_every_value_that_differs_is_marked() -> None:
    other = replace(
        LOCAL,
        valid_from=date(2026, 1, 1),
        parties=BASE.parties[:2],
        extra_holidays=("05-01",),
        reminders=replace(BASE.reminders, at=time(7, 30), leader_after=1),
        documents=BASE.documents[1:],
    )
    marked = [line for line in explain(other, BASE, DANISH) if line.startswith("  * ")]
    assert len(marked) == 7


def test_the_same_is_told_in_english() -> None:
    text = told(LOCAL, BASE, "en")
    assert "A time for a network meeting is found within 3 working days. (In adults.toml:" in text
    assert "Agreement on adults" in text


def test_the_command_tells_each_file_of_the_folder(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    local = 'extends = "adults"\n[deadlines]\nfind_time_working_days = 3\n'
    (tmp_path / "hvidovre.toml").write_text(local, encoding="utf-8")
    done = CliRunner().invoke(cli, ["agreements", "check", str(tmp_path)])
    assert done.exit_code == 0
    for agreement in load_agreements(tmp_path).all:
        assert f"{agreement.id}.toml – {agreement.name_da}" in done.output
    assert done.output.count("  * ") == 1


def test_the_command_refuses_a_folder_that_contradicts_itself(tmp_path: Path) -> None:
    for name in ("adults", "other"):
        (tmp_path / f"{name}.toml").write_bytes((FOLDER / "adults.toml").read_bytes())
    refused = CliRunner().invoke(cli, ["agreements", "check", str(tmp_path)])
    assert refused.exit_code == 1
    assert "other.toml: parties: " in refused.stderr
    assert "Traceback" not in refused.stderr


def test_effect_goals_are_told_with_which_way_is_better() -> None:
    assert "Aftalen har ingen effektmål." in told(BASE)
    goals = {"days_to_meeting": 9.5, "minutes_in_time": 0.9, "discharges_missing": 0}
    text = told(replace(BASE, goals=goals))
    assert "Effektmål for »Dage fra indkaldelse til netværksmøde«: højst 9,5 dage." in text
    assert "Effektmål for »Referater skrevet inden fristen«: mindst 90 %." in text
    assert "Effektmål for »Udskrivninger uden aftale og uden begrundelse«: 0." in text


def test_a_local_agreements_goals_are_told_beside_those_of_its_base() -> None:
    base = replace(BASE, goals={"days_to_meeting": 9.5, "minutes_in_time": 0.9})
    local = replace(LOCAL, goals={**base.goals, "minutes_in_time": 0.95, "gp_involved": 0.4})
    text = told(local, base)
    assert "  - Effektmål for »Dage fra indkaldelse til netværksmøde«: højst 9,5 dage." in text
    assert (
        "  * Effektmål for »Referater skrevet inden fristen«: mindst 95 %. "
        "(I adults.toml: Effektmål for »Referater skrevet inden fristen«: mindst 90 %.)"
    ) in text
    assert "«: mindst 40 %. (Det siger adults.toml intet om.)" in text


OF_WHAT_CAME_LATE = {
    *("discharges_signed_late", "discharges_explained", "escalations_to_leaders"),
    *(f"{name}_{sector}" for name in ("follow_ups_overdue", "deadlines_missed") for sector in AUTHORITIES),
}
"""Numbers that follow from the goals of what was in time."""


@pytest.mark.parametrize("agreement", load_agreements(FOLDER).all, ids=lambda agreement: str(agreement.id))
def test_every_indicator_for_which_a_goal_makes_sense_has_one_in_the_shipped_agreements(
    agreement: Agreement,
) -> None:
    aimed_at = {each.key for each in INDICATORS if each.direction is not Direction.NEITHER}
    assert set(agreement.goals) == aimed_at - OF_WHAT_CAME_LATE
