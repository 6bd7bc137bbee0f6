"""What happened on a case: one record per change, the case's timeline and the source of every figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.sensitive import NOTHING, Sensitive


@dataclass(frozen=True)
class CaseEvent:
    id: str
    case_id: str
    subject_id: str
    """The meeting or task that changed."""
    kind: str
    """An action's name: `meeting.accept_time`, `task.done`."""
    at: datetime
    person_id: str | None
    """Who did it; None for time itself."""
    unit_id: str | None
    status: str
    """The subject's status afterwards."""
    reason: Sensitive[str] = NOTHING
