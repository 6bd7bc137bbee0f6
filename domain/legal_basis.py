"""The legal basis (hjemmel) for sharing: every document records one.

Psykiatriloven § 13 c allows sharing that is necessary to make and supervise an agreement or plan, with
or without consent. Outside that, consent or another stated basis is needed. From 15 years the young
person consents; below 15 the holder of parental authority does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import BadValue


class Basis(StrEnum):
    CONSENT = "consent"
    SECTION_13C = "section_13c"
    OTHER = "other"


class ConsentFrom(StrEnum):
    CITIZEN = "citizen"
    PARENTAL_AUTHORITY = "parental_authority"
    BOTH = "both"


CONSENT_AGE = 15


@dataclass(frozen=True)
class LegalBasis:
    basis: Basis
    consent_from: ConsentFrom | None = None
    consent_on: date | None = None
    other: str = ""


def check_basis(basis: LegalBasis, age: int | None, today: date) -> None:
    """Raise `BadValue` when the basis is incomplete, or consent was given by the wrong person or later."""
    if basis.basis is Basis.OTHER and not basis.other.strip():
        raise BadValue("basis.other_needs_text")
    if basis.basis is not Basis.CONSENT:
        return
    if basis.consent_from is None:
        raise BadValue("basis.consent_needs_giver")
    if basis.consent_on is None:
        raise BadValue("basis.consent_needs_date")
    if basis.consent_on > today:
        raise BadValue("basis.consent_in_future")
    if age is not None and age < CONSENT_AGE and basis.consent_from is ConsentFrom.CITIZEN:
        raise BadValue("basis.under_15")
    if age is not None and age >= CONSENT_AGE and basis.consent_from is ConsentFrom.PARENTAL_AUTHORITY:
        raise BadValue("basis.from_15")


def rests_on_withdrawn_consent(basis: LegalBasis, withdrawn_on: date | None) -> bool:
    """Whether the basis is a consent given before consent was withdrawn, if it was, on that local day.
    § 13 c stands without consent."""
    if withdrawn_on is None or basis.basis is not Basis.CONSENT or basis.consent_on is None:
        return False
    return basis.consent_on <= withdrawn_on
