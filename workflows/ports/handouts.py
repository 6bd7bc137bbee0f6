"""Files that wait for one person to fetch them by a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,70}\.[a-z]{3,4}")
CONTENT_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By the ending of a file's name."""


@dataclass(frozen=True)
class Handout:
    """A file made ready for one person.

    `name` is shown and stored as it is, so it says what kind of file it is and at most a case number: small
    letters, digits and hyphens, and an ending that `CONTENT_TYPES` knows. `purpose` is a word for the log,
    such as `report`. `case_id` names the case it is about, whose readers alone may fetch it; None where it
    is about none, or several. Raises `ValueError`.
    """

    name: str
    content_type: str
    content: bytes = field(repr=False)
    purpose: str
    case_id: str | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError("a file's name has small letters, digits and hyphens, and an ending")
        if CONTENT_TYPES.get(self.name.rpartition(".")[2]) != self.content_type:
            raise ValueError("the content type is not that of the name's ending")
        if not self.content:
            raise ValueError("the file is empty")


@dataclass(frozen=True)
class KeptHandout:
    """What is known of a file that waits, or waited: everything but its content."""

    id: str
    digest: str
    """SHA-256 of the link's token, which itself is not stored."""
    person_id: str
    name: str
    content_type: str
    purpose: str
    case_id: str | None
    created_at: datetime
    expires_at: datetime
    fetched_at: datetime | None = None


class Handouts(Protocol):
    def add(self, kept: KeptHandout, content: bytes) -> None: ...

    def find(self, digest: str) -> KeptHandout | None: ...

    def take(self, digest: str, now: datetime) -> bytes | None:
        """The content, which is forgotten with this; None where it was taken before or is too old."""

    def expire(self, now: datetime) -> int:
        """Forget those whose time is over; returns how many."""
