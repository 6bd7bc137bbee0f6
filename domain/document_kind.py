"""The kinds of document, and which family each belongs to. Who starts which is `permission/table.py`."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    EARLY_NOTICE = "early_notice"
    MUNICIPAL_STATUS = "municipal_status"
    DISCHARGE_NOTICE = "discharge_notice"
    READINESS_NOTICE = "readiness_notice"
    DISCHARGE_AGREEMENT = "discharge_agreement"
    COORDINATION_PLAN = "coordination_plan"
    INTERVENTION_PLAN = "intervention_plan"


class Family(StrEnum):
    NOTICE = "notice"
    AGREEMENT = "agreement"


FAMILY: dict[DocumentKind, Family] = {
    DocumentKind.EARLY_NOTICE: Family.NOTICE,
    DocumentKind.MUNICIPAL_STATUS: Family.NOTICE,
    DocumentKind.DISCHARGE_NOTICE: Family.NOTICE,
    DocumentKind.READINESS_NOTICE: Family.NOTICE,
    DocumentKind.DISCHARGE_AGREEMENT: Family.AGREEMENT,
    DocumentKind.COORDINATION_PLAN: Family.AGREEMENT,
    DocumentKind.INTERVENTION_PLAN: Family.AGREEMENT,
}

BEFORE_DISCHARGE = frozenset({DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN})
"""The two the law asks for before discharge (psykiatriloven §§ 13 a and 13 b)."""
