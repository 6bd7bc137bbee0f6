"""The words for figures ("ugens tal") and for the joint report, read together with the other
tables; the period is `periods.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.understanding.concepts import Concept

FIGURE_WORDS: Mapping[Concept, tuple[str, ...]] = MappingProxyType({
    Concept.FIGURES: (
        "tal", "tallene", "nøgletal", "nøgletallene", "statistik", "statistikken", "figures", "key figures",
        "statistics", "weekly numbers", "numbers for",
    ),
    Concept.JOINT_REPORT: (
        "rapport", "rapporten", "rapporter", "driftsforum", "driftsforums", "driftsforumsrapport",
        "driftsforumrapport", "afrapportering", "report", "reports", "joint report", "operations forum",
    ),
    Concept.NOTHING: ("tal med", "tal om", "tal til", "i tale", "tal sammen", "talk to"),
})  # fmt: skip
