"""Words that several cards of a case share: a contact person, a legal basis, a side's task."""

from __future__ import annotations

from dialogs.wording import Wording
from domain.legal_basis import LegalBasis
from domain.people import Person, Unit


def contact(person: Person | None, unit: Unit) -> str:
    return f"{person.name}, {person.title}, {unit.full_name}, {person.phone}" if person else unit.full_name


def basis_text(basis: LegalBasis, wording: Wording) -> str:
    """Why the information may be shared; for consent also who gave it and when."""
    if basis.consent_from is None or basis.consent_on is None:
        return wording(f"choice.bases.{basis.basis}")
    given = wording(f"choice.bases.consent_{basis.consent_from}")
    return f"{given}, {wording.day_and_year(basis.consent_on)}"
