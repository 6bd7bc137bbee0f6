"""How long things stay: what is in the journals, what has ended, and what is erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.case import Case
from domain.cpr import Cpr
from domain.journal import JournalMark
from domain.subject import Subject
from workflows.ports.callers import Caller


@dataclass(frozen=True)
class ClosedCase:
    """What there is to be known of it without opening anything."""

    id: str
    number: str
    closed_at: datetime
    """UTC."""


@dataclass(frozen=True)
class OpenCase:
    """As `ClosedCase`."""

    id: str
    number: str
    opened_at: datetime
    """UTC."""


class IdleCases(Protocol):
    """Open cases that nobody closes. Which they are is `domain/idle.py`'s to say; here is where to look."""

    def quiet(self, since: datetime, today: date, after: OpenCase | None, limit: int) -> tuple[OpenCase, ...]:
        """Those on which nothing has happened since and nothing is due today or later, and whose units are
        not asked yet; by when they were opened, those after `after`."""

    def asked(self, after: OpenCase | None, limit: int) -> tuple[OpenCase, ...]:
        """Those whose units are asked, by id."""


class Journal(Protocol):
    def mark(self, mark: JournalMark) -> None:
        """In the place of an earlier mark of the same unit on the same text."""

    def take_back(self, subject: Subject, unit_id: str) -> None: ...

    def of_case(self, case_id: str, caller: Caller) -> tuple[JournalMark, ...]:
        """Oldest first. Raises `NotFound` like `Cases.get`."""


class Erasure(Protocol):
    """Whether something may be erased is `domain/retention.py`'s to say, and is asked before every call here.

    Cards in chats are left: their places are needed to change them, and are dropped when that is done.
    """

    def closed_after(self, case: ClosedCase | None, limit: int) -> tuple[ClosedCase, ...]:
        """Closed cases by when they were closed, those after `case`. Nothing sealed is opened."""

    def between(self, cpr: Cpr, unit_ids: Sequence[str]) -> tuple[Case, ...]:
        """The citizen's cases on which one of these units is, newest first."""

    def traces_of(self, subject: Subject) -> tuple[Subject, ...]:
        """The document or meeting and the tasks that come from it; of a case everything on it."""

    def erase(self, traces: Iterable[Subject]) -> None:
        """These, and all that is about them: versions, events, drafts, messages and marks. A case with the
        citizen on it goes last, with what is left on it."""

    def erase_messages(self, before: datetime, limit: int) -> int:
        """Messages decided before that have gone or were given up, unless they are about a task that is still
        open; returns how many."""
