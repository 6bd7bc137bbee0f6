"""What makes the audit log evidence: seals over batches of it, their anchors, and the end of its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workflows.ports.audit import LoggedEntry


@dataclass(frozen=True)
class Seal:
    """The seal over a batch of entries; it holds the hash of the one before."""

    number: int
    total: int
    """Entries under this and all earlier seals, those whose time is over included."""
    hash: bytes


@dataclass(frozen=True)
class Expired:
    """What was deleted because its time was over."""

    last: int
    """Number of the newest batch whose entries are gone; those of all before it are gone too."""
    entries: int


class Seals(Protocol):
    def seal(self, now: datetime) -> int:
        """Put a seal over entries that have none; how many, 0 where there is none left, or another replica
        is at it. An entry is written without one and may wait for it until the next tick."""

    def newest(self) -> Seal | None: ...

    def waiting_since(self) -> datetime | None:
        """When the oldest entry that has no seal yet was written; None where none waits."""

    def expire(self, before: datetime, now: datetime) -> Expired | None:
        """Delete the entries of some of the oldest batches that hold nothing written since `before`; None
        where there is none. Their seals stay, and so does all that is under them."""

    def written_between(self, start: datetime, end: datetime) -> Mapping[str, Sequence[int]]:
        """Numbers of the sealed entries written from `start` to before `end`, by the actor's organisation;
        under an empty id those where no member of staff acted."""

    def entries(self, numbers: Sequence[int]) -> tuple[LoggedEntry, ...]:
        """These entries, opened, oldest first."""


class Anchors(Protocol):
    """Where the newest seal is written down outside the database."""

    def append(self, seal: Seal, at: datetime) -> str:
        """Write the seal down for good; returns what proves that it was the bot. Raises `OSError`."""

    def last_at(self) -> datetime | None:
        """When a seal was written down last (UTC); None where none ever was. Raises `OSError`."""
