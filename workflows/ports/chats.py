"""What lies in chats: drafts, answers already given, and where our cards are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.retention import Retention
from domain.subject import Subject
from workflows.notice import Post


@dataclass(frozen=True)
class Draft:
    """A form somebody has begun: their answers so far. One per person, form and subject."""

    id: str
    person_id: str
    form: str
    subject_id: str
    page: str
    values: dict[str, Any]
    """As typed, JSON-able, stored encrypted."""
    version: int
    updated_at: datetime

    def __repr__(self) -> str:
        return f"Draft({self.form}, page={self.page}, version={self.version})"


DRAFT_LIFETIME = timedelta(days=Retention.drafts)
"""Where no agreement says otherwise."""


class Drafts(Protocol):
    def get(self, draft_id: str, person_id: str) -> Draft | None: ...

    def is_of_another(self, draft_id: str, person_id: str) -> bool:
        """Whether there is such a draft and it is somebody else's."""

    def of(self, person_id: str, form: str, subject_id: str) -> Draft | None: ...

    def latest(self, person_id: str) -> Draft | None: ...

    def save(self, draft: Draft) -> None:
        """Insert, or replace the stored version before; else `Conflict`."""

    def delete(self, draft_id: str) -> None: ...

    def expire(self, before: datetime) -> int:
        """Delete drafts untouched since; returns how many."""


class Effects(Protocol):
    """Answers already given, so that the same activity or click twice changes nothing twice."""

    def answer_to(self, keys: Sequence[str]) -> bytes | None: ...

    def record(self, keys: Sequence[str], answer: bytes, at: datetime) -> None: ...

    def forget(self, before: datetime) -> int: ...


class Posts(Protocol):
    def record(self, post: Post) -> None: ...

    def replace(self, post: Post) -> None:
        """Record it as the only card of ours that its message holds for the person."""

    def of(self, person_id: str, subject: Subject) -> tuple[Post, ...]:
        """Newest first."""

    def holders(self, subject: Subject) -> tuple[str, ...]:
        """Ids of the people with a live card of the subject."""

    def drop(self, post: Post) -> None: ...
