"""A sample of the log in words: who, when, what on which case; nothing of a citizen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs.log_report import sample_report
from dialogs.wording import load_catalogues
from tests import factories as f
from workflows.log_sample import Drawn, LogSample, OfOrganisation
from workflows.ports import BY_THE_CLOCK, LoggedEntry, Origin, Source

DANISH, ENGLISH = (load_catalogues().speaking(language) for language in ("da", "en"))
LOOK = LoggedEntry(
    number=4711,
    at=f.NOW,
    actor_id=f.NURSE.id,
    action="read",
    subject="meeting:1",
    case_id="a case",
    source=Source(Origin.CHAT, "personal", f.NURSE.tenant_id, "activity"),
    organisation_id=f.NURSE.home.organisation_id,
    is_erased=False,
    basis="section_13c",
    detail={"criterion": f.CITIZEN_NAME},
)


def report(*drawn: Drawn, name: str = "Psykiatrisk Center Glostrup", language: str = "da") -> list[str]:
    sample = LogSample(date(2026, 11, 1), f.NOW, (OfOrganisation(name, 40, drawn),))
    return sample_report(load_catalogues().speaking(language), sample).splitlines()


def test_an_entry_says_who_when_what_on_which_case_on_what_basis_and_from_where() -> None:
    lines = report(Drawn(LOOK, f.NURSE, "26-1001"))
    assert lines[:-2] == [
        "Stikprøve af loggen for november 2026, trukket fredag 20. november kl. 10.00",
        "",
        "Psykiatrisk Center Glostrup: 1 af 40 poster",
        "",
        "  Post 4711, fredag 20. november kl. 10.00",
        "  Nora Demo, Sygeplejerske (Psykiatrisk Center Glostrup, Afsnit 1)",
        "  Læsning: et netværksmøde, sag 26-1001",
        "  Grundlag: psykiatriloven § 13 c",
        "  Fra: Teams, den personlige chat med Brobygger",
    ]
    assert lines[-1].startswith("Spørg lederen ved hver post")
    assert f.CITIZEN_NAME not in str(lines)


def test_in_english_where_that_is_asked_for() -> None:
    assert report(Drawn(LOOK, f.NURSE, "26-1001"), language="en")[6:9] == [
        "  Read: a network meeting, case 26-1001",
        "  Basis: section 13 c of the Danish psychiatry act",
        "  From: Teams, the personal chat with Brobygger",
    ]


def test_of_an_erased_case_it_says_that_it_is_and_what_is_left() -> None:
    gone = replace(LOOK, is_erased=True, basis="", detail={})
    lines = report(Drawn(gone, None, None))
    assert lines[5:9] == [
        f"  En medarbejder, der ikke længere er på listen (id {f.NURSE.id})",
        "  Læsning: et netværksmøde på en sag, der er slettet",
        "  Grundlag og begrundelse er slettet sammen med sagen.",
        "  Fra: Teams, den personlige chat med Brobygger",
    ]


def test_what_is_on_no_case_and_what_is_of_another_version_is_told_as_far_as_it_is_known() -> None:
    other = replace(
        LOOK, action="earlier.word", subject="elsewhere", case_id=None, basis="", source=BY_THE_CLOCK
    )
    lines = report(Drawn(other, f.NURSE, None), name="")
    assert lines[2] == "En organisation, der ikke længere er på medarbejderlisten: 1 af 40 poster"
    assert lines[6:8] == [
        "  earlier.word: noget, der ikke hører til en bestemt sag",
        "  Fra: Brobygger selv",
    ]


def test_a_month_without_entries_says_so() -> None:
    text = sample_report(DANISH, LogSample(date(2026, 12, 1), f.NOW, ()))
    assert "Ingen medarbejdere har poster i loggen den måned." in text
    assert "No staff have entries" in sample_report(ENGLISH, LogSample(date(2026, 12, 1), f.NOW, ()))
