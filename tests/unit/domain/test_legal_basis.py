"""The legal basis for sharing: what each needs, and who may consent at which age."""

from __future__ import annotations

from datetime import date

import pytest

from domain.errors import BadValue
from domain.legal_basis import Basis, ConsentFrom, LegalBasis, check_basis

TODAY = date(2026, 11, 20)
CITIZEN, PARENT, BOTH = ConsentFrom.CITIZEN, ConsentFrom.PARENTAL_AUTHORITY, ConsentFrom.BOTH


def consent(giver: ConsentFrom | None, day: date | None = TODAY) -> LegalBasis:
    return LegalBasis(Basis.CONSENT, giver, day)


@pytest.mark.parametrize(
    ("basis", "age", "key"),
    [
        (LegalBasis(Basis.OTHER), 40, "basis.other_needs_text"),
        (LegalBasis(Basis.OTHER, other="  "), None, "basis.other_needs_text"),
        (consent(None), 40, "basis.consent_needs_giver"),
        (consent(CITIZEN, None), 40, "basis.consent_needs_date"),
        (consent(CITIZEN, date(2026, 11, 21)), 40, "basis.consent_in_future"),
        (consent(CITIZEN), 14, "basis.under_15"),
        (consent(PARENT), 15, "basis.from_15"),
        (consent(PARENT), 40, "basis.from_15"),
    ],
)
def test_an_incomplete_basis_or_the_wrong_giver_is_refused(
    basis: LegalBasis, age: int | None, key: str
) -> None:
    with pytest.raises(BadValue) as refused:
        check_basis(basis, age, TODAY)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("basis", "age"),
    [
        (LegalBasis(Basis.SECTION_13C), 40),
        (LegalBasis(Basis.SECTION_13C), 3),
        (LegalBasis(Basis.OTHER, other="Værgemål"), 40),
        (consent(CITIZEN), 15),
        (consent(CITIZEN, date(2020, 1, 1)), 40),
        (consent(PARENT), 14),
        (consent(BOTH), 14),
        (consent(BOTH), 15),
        (consent(CITIZEN), None),
        (consent(PARENT), None),
    ],
)
def test_a_complete_basis_from_the_right_giver_is_accepted(basis: LegalBasis, age: int | None) -> None:
    check_basis(basis, age, TODAY)
