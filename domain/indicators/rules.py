"""By which rules figures were counted: the version of each indicator's rule, and of all of them together.

Settled months keep the rules of their day, so a report may hold months that were counted by different ones,
and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from domain.indicators.table import INDICATORS

Rules = Mapping[str, int]
"""The version of each indicator's rule, by its key."""


def rules_now() -> dict[str, int]:
    return {indicator.key: indicator.version for indicator in INDICATORS}


def version_of(rules: Rules) -> str:
    """Eight letters that change with any of them; empty where they are not known."""
    if not rules:
        return ""
    text = " ".join(f"{key}:{version}" for key, version in rules.items())
    return hashlib.sha256(text.encode()).hexdigest()[:8]
