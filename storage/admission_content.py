"""The sealed part of an admission as JSON: the assessment, homelessness, and why there was no agreement."""

from __future__ import annotations

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
    reason = admission.reason.reveal()
    return orjson.dumps({"assessment": assessment, "homeless": admission.homeless, "reason": reason})


def from_json(text: bytes) -> tuple[Assessment | None, bool, str]:
    """Assessment, homelessness and reason."""
    stored = orjson.loads(text)
    assessment = stored["assessment"]
    return None if assessment is None else _assessment(assessment), stored["homeless"], stored["reason"]


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
