"""A paper with the parts of every document; made-up people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from workflows.paper import Paper, Section

PRINTED_AT = datetime(2026, 6, 3, 8, 30, tzinfo=UTC)


def a_paper(**changed: Any) -> Paper:
    paper = Paper(
        language="da",
        title="Udskrivningsaftale",
        case_number="26-1001",
        printed_at=PRINTED_AT,
        subtitle="Psykiatriloven § 13 a, version 2",
        facts=(
            ("Borger", "Asta Opdigtet"),
            ("CPR-nummer", "610190-4321"),
            ("Bolig på udskrivningsdagen", "Egen bolig"),
        ),
        sections=(
            Section("Borgerens egne ord", "Jeg vil bo for mig selv.\n\nOg sove om natten."),
            Section("Behandlingstilbud", "Samtaler i ambulatoriet hver anden uge."),
        ),
        signatures=("Psykiatrisk Center Glostrup: Ada Prøve", "Hvidovre Kommune: Bo Prøve"),
        footer="Udskrevet fra Brobygger onsdag 3. juni 2026.",
    )
    return replace(paper, **changed)
