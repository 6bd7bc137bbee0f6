"""What a careful colleague writes in each document: every part filled in, and nobody real in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.parts import PARTS, Part, PartKind
from tests.factories import NOW

SECTION_13C = LegalBasis(Basis.SECTION_13C)
CONSENT = LegalBasis(Basis.CONSENT, ConsentFrom.CITIZEN, NOW.date())
"""Given by the citizen on the day of the test."""

DAYS = {
    "expected_discharge": "2026-12-04",
    "earliest_start": "2026-12-01",
    "ready_on": "2026-12-03",
    "first_follow_up": "2026-12-11",
    "ends_on": "2027-06-04",
    "offered_on": "2026-11-19",
    "next_meeting": "2027-05-03",
}
CHOICES = {"setting": "admission", "housing": "own_home", "follow_up_every": "14"}
PSYCHOLOGIST = "Psykolog Demo"
AGREED = "Borgeren har aftalt det med teamet"
_WRITTEN = {PartKind.CONTACT: "Kontakt Demo, 00 00 00 00", PartKind.TEXT: "Bostøtten, hver uge"}
ALL_TEXTS = (PSYCHOLOGIST, AGREED, *_WRITTEN.values())
"""Every sentence that nobody may see in a notification or in a log."""


def whole_parts(kind: DocumentKind, **changes: str) -> dict[str, str]:
    """Every part of the document filled in."""
    return {part.name: _written(part) for part in PARTS[kind]} | changes


def whole_text(kind: DocumentKind, basis: LegalBasis = SECTION_13C, **changes: str) -> DocumentContent:
    return DocumentContent(whole_parts(kind, **changes), basis)


def consented(kind: DocumentKind, **changes: Any) -> DocumentContent:
    """The same, shared because the citizen said yes today."""
    return replace(whole_text(kind), basis=replace(CONSENT, **changes))


def _written(part: Part) -> str:
    if part.kind is PartKind.DAY:
        return DAYS[part.name]
    if part.kind is PartKind.CHOICE:
        return CHOICES[part.name]
    if part.name == "private_parties":
        return PSYCHOLOGIST
    return _WRITTEN.get(part.kind, f"{AGREED} ({part.name})")
