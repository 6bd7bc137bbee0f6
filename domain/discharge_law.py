"""Whether a discharge needs an agreement: the short question path of psykiatriloven §§ 13 a and 13 b.

1. Does the citizen get support under serviceloven part V because of reduced mental function, as the chief
   physician knows? Then an agreement must be made (§ 13 a(1)). Part V concerns adults: under 18 the path
   begins at 2, and support under barnets lov is information only.
2. Must it be assumed that the citizen will not seek the treatment or social offers necessary for their
   health? Then an agreement must be made (§ 13 a(2)).
3. Neither: not required; may be made voluntarily, with consent.
Required and the citizen takes part: udskrivningsaftale. Required and they will not: koordinationsplan
(§ 13 b).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.agreement import ADULT_AGE
from domain.document_kind import DocumentKind


class Requirement(StrEnum):
    REQUIRED = "required"
    VOLUNTARY = "voluntary"
    NOT_REQUIRED = "not_required"


class Paragraph(StrEnum):
    """What the answer rests on."""

    SECTION_13A_1 = "section_13a_1"
    SECTION_13A_2 = "section_13a_2"
    NEITHER = "neither"


@dataclass(frozen=True)
class Answers:
    """What the ward answered; None where the path did not ask."""

    support: bool | None
    """Support under serviceloven part V that the chief physician knows of; under 18, under barnets lov."""
    will_not_seek: bool | None
    takes_part: bool | None
    """Whether the citizen takes part; None while nobody has asked them."""
    wishes_agreement: bool | None = None
    """Where nothing is required: the citizen wants an agreement and consents to it."""


@dataclass(frozen=True)
class Assessment:
    answers: Answers
    requirement: Requirement
    paragraph: Paragraph
    document: DocumentKind | None
    """Which document to make; None where none is."""
    by: str
    """A person's id."""
    at: datetime
    """UTC."""
    version: int = 1


def paragraph_of(answers: Answers, age: int | None) -> Paragraph:
    """An unknown age is treated as an adult's: the stricter of the two."""
    adult = age is None or age >= ADULT_AGE
    if adult and answers.support:
        return Paragraph.SECTION_13A_1
    return Paragraph.SECTION_13A_2 if answers.will_not_seek else Paragraph.NEITHER


def assess(answers: Answers, age: int | None, by: str, at: datetime, version: int = 1) -> Assessment:
    paragraph = paragraph_of(answers, age)
    if paragraph is not Paragraph.NEITHER:
        declined = answers.takes_part is False
        kind = DocumentKind.COORDINATION_PLAN if declined else DocumentKind.DISCHARGE_AGREEMENT
        return Assessment(answers, Requirement.REQUIRED, paragraph, kind, by, at, version)
    if answers.wishes_agreement:
        kind = DocumentKind.DISCHARGE_AGREEMENT
        return Assessment(answers, Requirement.VOLUNTARY, paragraph, kind, by, at, version)
    return Assessment(answers, Requirement.NOT_REQUIRED, paragraph, None, by, at, version)
