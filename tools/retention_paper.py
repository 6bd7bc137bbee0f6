"""Writes how long everything is kept into `docs/privatliv/slettefrister.md`, from the agreements' own data.

`--check` changes nothing and fails when the file is not what the data say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dialogs.agreement_words import kept
from dialogs.wording import Wording, load_catalogues
from domain.agreement import Agreement
from reminders.scan import ANSWERS_KEPT
from settings import Settings
from tools.written_out import write_or_check
from workflows.agreements import load_agreements
from workflows.handouts import HANDOUT_LIFETIME
from workflows.searching import KEPT as SEARCHES_KEPT

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "privatliv" / "slettefrister.md"
HEAD = """# Slettefrister

Lavet af `python -m tools.retention_paper` ud fra samarbejdsaftalernes data (`agreements/`). Ret
fristerne dér, og kør den
så igen; `make check` sammenligner. En lokal aftale kan have andre frister: `app.py agreements check`
siger, hvilke.

Fristerne regnes fra den dag, forløbet er slut: den dag sagen blev lukket, eller den sidste aftalte
opfølgnings dag, hvis den
ligger senere. Intet slettes, mens sagen er åben, begrænset eller bevares, eller før hver part har
markeret, at det står i
dens egen journal, også en anden kommune, der har været med. Hver sletning står i loggen.
"""
PROMISES = (
    (
        "Intet slettes for tidligt, uden mærke, på en åben sag eller en, der holdes tilbage",
        "tests/unit/domain/test_retention.py::test_nothing_is_erased_early_unmarked_open_or_held_back",
    ),
    (
        "En anden kommune, der har været med, ventes der på som på de andre",
        "tests/unit/workflows/test_second_journal.py::test_nothing_it_took_part_in_is_erased_before_it_has_marked_it",
    ),
    (
        "Borgerens bemærkning slettes ikke, før parterne har ført den i journalen, heller ikke en sen",
        "tests/unit/workflows/test_remarks.py::test_nobody_erases_it_before_both_have_it_in_their_journals",
    ),
    (
        "Det samme holder for det, der faktisk bliver slettet",
        "tests/unit/workflows/test_erasing.py::test_nothing_is_erased_before_both_have_it_in_their_journals",
    ),
    (
        "En sag, ingen lukker, spørges begge parter om, og deres ledere får besked",
        "tests/unit/reminders/test_idling.py::test_the_units_are_reminded_and_then_their_leaders_and_coordinators",
    ),
    (
        "Med sagen forsvinder alt, der står på den; kun loggen og det, der er talt, bliver",
        "tests/contract/test_erasure.py::test_of_an_erased_case_only_the_log_is_left",
    ),
    (
        "Det slettede kan heller ikke læses i databasens filer (SQLite)",
        "tests/contract/test_erasure.py::test_erased_values_are_gone_from_the_files",
    ),
    (
        "Kortene i chatten siger bagefter, at det er slettet",
        "tests/unit/reminders/test_erasing.py::test_the_card_of_what_is_erased_says_so_and_is_then_let_go",
    ),
    (
        "Loggen kan bagefter ikke sige, hvis sag det var, heller ikke ud fra det, der blev søgt på",
        "tests/unit/workflows/test_erasing.py::test_no_entry_that_opens_says_whose_an_erased_case_was",
    ),
    (
        "En sletning står i loggen med sin regel og uden navn",
        "tests/unit/workflows/test_erasing.py::test_what_is_erased_is_logged_by_pseudonym_with_the_rule",
    ),
    (
        "Fristerne er aftalens",
        "tests/unit/workflows/test_erasing.py::test_the_periods_are_the_agreements",
    ),
)


def paper() -> str:
    wording = load_catalogues().speaking("da")
    agreements = load_agreements(ROOT / "agreements").all
    parts = [HEAD, *(_of_agreement(agreement, wording) for agreement in agreements), _beside(), _promises()]
    return "\n".join(parts)


def _of_agreement(agreement: Agreement, wording: Wording) -> str:
    lines = (f"- {sentence}" for _, sentence in kept(agreement, wording))
    return "\n".join([f"## {agreement.name_da}\n", *lines, ""])


def _beside() -> str:
    """What no agreement sets."""
    log_years = Settings.model_fields["log_years"].default
    return f"""## Uden for aftalerne

- Svar, der huskes, for at intet sker to gange, slettes efter {ANSWERS_KEPT.days} dage.
- En fil, der ligger klar til at blive hentet med et link, slettes, når den er hentet, og senest efter
  {HANDOUT_LIFETIME.seconds // 60} minutter.
- Loggen bevares i {log_years} år, eller hvad `BROBYGGER_LOG_YEARS` siger, og slettes så i hele bundter.
  Det, den siger om sagen, kan ingen læse, fra sagen er slettet. Hvem der har søgt forgæves på et
  CPR-nummer, kan stadig siges til den, der kender nummeret, så borgeren kan få det at vide: nummeret står
  som en nøglet hash og er krypteret.
- Søgninger, der intet fandt, tælles i {SEARCHES_KEPT.days} dage, så en leder kan se, hvor mange det er.
  De står med den nøglede hash.
- Det, der er talt til statistikken, bliver: hvilken dag, mellem hvilke enheder, og hvad det talte som.
  Der står ingen borger.
- Rapporter til driftsforum indeholder ingen borger og bliver.
- Medarbejderlisten følger importen; den, der er holdt op, bliver stående som inaktiv, fordi gamle sager
  nævner vedkommende.
- Sikkerhedskopier: **[parternes frist]**. De rummer det, der er slettet siden, og skal derfor ikke
  bevares længere end nødvendigt.
"""


def _promises() -> str:
    rows = (f"| {promise} | `{proof}` |" for promise, proof in PROMISES)
    return "\n".join(["## Løfter", "", "| Løfte | Bevis |", "|---|---|", *rows, ""])


def main(arguments: list[str]) -> int:
    return write_or_check(TARGET, paper(), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
