"""The sealed part of an admission as JSON: the assessment, homelessness, why there was no agreement, and
whether it began by coercion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from domain.admission import Admission
from domain.discharge_law import Answers, Assessment, Paragraph, Requirement
from domain.document_kind import DocumentKind


def to_json(admission: Admission) -> bytes:
    """Raises `ValueError` for an assessment made at a moment without a time zone."""
    assessment = admission.assessment.reveal()
    if assessment is not None and assessment.at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return orjson.dumps(
        {
            "assessment": assessment,
            "homeless": admission.homeless,
            "reason": admission.reason.reveal(),
            "coercive": admission.coercive,
        }
    )


@dataclass(frozen=True, repr=False)
class AdmissionContent:
    assessment: Assessment | None
    homeless: bool
    reason: str
    coercive: bool | None


def from_json(text: bytes) -> AdmissionContent:
    """Earlier versions did not ask about coercion."""
    stored = orjson.loads(text)
    assessment = stored["assessment"]
    return AdmissionContent(
        None if assessment is None else _assessment(assessment),
        stored["homeless"],
        stored["reason"],
        stored.get("coercive"),
    )


def _assessment(stored: dict[str, Any]) -> Assessment:
    document = stored["document"]
    return Assessment(
        answers=Answers(**stored["answers"]),
        requirement=Requirement(stored["requirement"]),
        paragraph=Paragraph(stored["paragraph"]),
        document=None if document is None else DocumentKind(document),
        by=stored["by"],
        at=datetime.fromisoformat(stored["at"]).astimezone(UTC),
        version=stored["version"],
    )
