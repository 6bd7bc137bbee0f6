"""The page on the legal basis for sharing; passed over where a basis on the case still holds."""

from __future__ import annotations

from dialogs.forms.citizen_pages import age
from dialogs.forms.form import Answers, Fault, Field, FieldKind, Known, Page, Surroundings, is_unknown
from domain.agreement import ADULT_AGE
from domain.errors import BadValue
from domain.legal_basis import Basis, ConsentFrom, LegalBasis, check_basis

CONSENT = {
    "consent_citizen": ConsentFrom.CITIZEN,
    "consent_parental_authority": ConsentFrom.PARENTAL_AUTHORITY,
    "consent_both": ConsentFrom.BOTH,
}
BASES = (*CONSENT, Basis.SECTION_13C, Basis.OTHER)
"""One choice says both the basis and, for consent, who gave it."""
OF_AN_ADULT = ("consent_citizen", Basis.SECTION_13C, Basis.OTHER)
"""Nobody has the parental authority over an adult."""
BASIS_FAULTS = {"basis.consent_in_future": "consent_on"}
"""At which field a fault of the legal basis is shown, when it is not the basis itself."""


def bases_for(age: int | None) -> tuple[str, ...]:
    """What is offered at that age in years; everything where it is not known."""
    return OF_AN_ADULT if age is not None and age >= ADULT_AGE else BASES


def legal_basis(answers: Answers) -> LegalBasis:
    giver = CONSENT.get(answers["basis"])
    if giver is not None:
        return LegalBasis(Basis.CONSENT, giver, answers.get("consent_on"))
    basis = Basis(answers["basis"])
    return LegalBasis(basis, other=answers.get("basis_other", "") if basis is Basis.OTHER else "")


def _check_basis(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    try:
        check_basis(legal_basis(answers), age(answers, around), around.today)
    except BadValue as bad:
        return (Fault(BASIS_FAULTS.get(bad.key, "basis"), bad.key),)
    return ()


def _is_consent(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("basis") in CONSENT


def _is_other(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("basis") == Basis.OTHER


BASIS_PAGE = Page(
    "basis",
    (
        Field("basis", FieldKind.CHOICE, choices="bases"),
        Field("consent_on", FieldKind.DATE, _is_consent),
        Field("basis_other", FieldKind.TEXT, _is_other, max_length=500),
    ),
    shown=is_unknown(Known.BASIS),
    check=_check_basis,
)
