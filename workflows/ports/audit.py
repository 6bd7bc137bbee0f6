"""The log of who did what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class AuditEntry:
    """Who did what to what, when, and on what basis. Ids only; free text is encrypted."""

    at: datetime
    actor_id: str
    action: str
    subject: str
    case_id: str | None = None
    basis: str = ""
    detail: dict[str, str] = field(default_factory=dict)


class AuditLog(Protocol):
    def write(self, entry: AuditEntry) -> None: ...
