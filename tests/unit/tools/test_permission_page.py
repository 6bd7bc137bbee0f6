"""The page of permissions: as the tables say, every permission, step, kind and role on it."""

from __future__ import annotations

from itertools import product

import pytest

from domain.document_kind import BEFORE_DISCHARGE, FAMILY, DocumentKind, Family
from domain.document_steps import Action, Side
from domain.permission import NOBODYS, STEPS, Permission, Setting
from tests.unit.docs.papers import ROOT, Paper, named
from tools.permission_page import TARGET, main, page, sides_of


def test_the_file_is_what_the_tables_say() -> None:
    assert TARGET.read_text(encoding="utf-8") == page()
    assert main(["--check"]) == 0


def test_everything_has_its_row_once() -> None:
    rows = [line.split("|")[1].strip() for line in page().splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(f"`{name}`" for name in (*Permission, *STEPS, *NOBODYS, *Setting))


def test_every_step_is_said_of_every_kind_of_document() -> None:
    rows = Paper(ROOT / "docs" / "permissions.md").table("step", "asks for", *DocumentKind)
    listed = {
        (named(row[0])[0], kind): who for row in rows for kind, who in zip(DocumentKind, row[2:], strict=True)
    }
    steps = [step for step in STEPS if step.startswith("document.")]
    assert set(listed) == set(product(steps, DocumentKind))
    assert all(listed.values())
    assert listed["document.send", DocumentKind.EARLY_NOTICE] == "region"
    assert listed["document.acknowledge", DocumentKind.EARLY_NOTICE] == "municipality"
    assert listed["document.acknowledge", DocumentKind.MUNICIPAL_STATUS] == "region"
    assert listed["document.send", DocumentKind.INTERVENTION_PLAN] == "either"
    assert listed["document.withdraw", DocumentKind.INTERVENTION_PLAN] == "author"
    assert listed["document.sign", DocumentKind.EARLY_NOTICE] == "-"


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_notice_is_acknowledged_and_an_agreement_signed_by_both(kind: DocumentKind) -> None:
    notice = FAMILY[kind] is Family.NOTICE
    assert sides_of(kind, Action.ACKNOWLEDGE) == (frozenset({Side.RECEIVER}) if notice else frozenset())
    assert sides_of(kind, Action.SIGN) == (frozenset() if notice else frozenset(Side))
    asked = kind is DocumentKind.DISCHARGE_AGREEMENT
    assert sides_of(kind, Action.CITIZEN_AGREES) == (frozenset({Side.AUTHOR}) if asked else frozenset())
    assert bool(sides_of(kind, Action.PRIVATE_ANSWER)) is (kind in BEFORE_DISCHARGE)
