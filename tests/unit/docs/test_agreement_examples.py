"""What the papers say of agreement files: the example means what is shown; no table is left out."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from shutil import copytree

from dialogs.agreement_words import explain
from dialogs.wording import load_catalogues
from domain.people import Area
from tests.unit.docs.papers import OPERATIONS, ROOT, named
from workflows.agreements import load_agreements

FOLDER = ROOT / "agreements"
TODAY = date(2026, 12, 1)


def test_the_example_of_a_local_agreement_holds_between_its_parties_and_means_what_is_shown(
    tmp_path: Path,
) -> None:
    (example,) = OPERATIONS.blocks("toml")
    copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "local.toml").write_text(example, "utf-8")
    agreements = load_agreements(tmp_path)
    base, local = agreements.get("adults"), agreements.get("local")
    assert agreements.between(Area.ADULTS, local.parties, TODAY) is local
    shown = OPERATIONS.blocks("text")[0].splitlines()
    told = explain(local, base, load_catalogues().speaking("da"))
    assert [line for line in told if line in shown] == shown


def test_every_table_of_an_agreement_is_explained() -> None:
    whole = tomllib.loads((FOLDER / "adults.toml").read_text("utf-8"))
    tables = {name for name, value in whole.items() if isinstance(value, dict) or _is_rows(value)}
    explained = {name for row in OPERATIONS.table("table", "sets") for name in named(row[0])}
    assert explained == tables


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)
