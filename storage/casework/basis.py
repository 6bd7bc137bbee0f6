"""The legal basis of a sealed content, as it stands in its JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.legal_basis import Basis, ConsentFrom, LegalBasis


def read_basis(stored: dict[str, Any]) -> LegalBasis:
    giver, day = stored["consent_from"], stored["consent_on"]
    return LegalBasis(
        basis=Basis(stored["basis"]),
        consent_from=None if giver is None else ConsentFrom(giver),
        consent_on=None if day is None else date.fromisoformat(day),
        other=stored["other"],
    )
