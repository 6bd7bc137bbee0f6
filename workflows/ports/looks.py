"""Looks at what is not one's own: emergency access to a case, and searches that found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from domain.emergency import EmergencyAccess
from workflows.ports.callers import Caller


class EmergencyAccesses(Protocol):
    def add(self, access: EmergencyAccess) -> None: ...

    def get(self, access_id: str, caller: Caller) -> EmergencyAccess:
        """With its reason. Raises `NotFound` like `Cases.by_number`."""

    def held_by(self, person_id: str, now: datetime) -> Mapping[str, str]:
        """Those that hold at `now`: the access's id by the case's, the latest where there are several."""


class CitizenSearches(Protocol):
    """Searches by CPR number that found nothing for who searched: by whom, when, for whom as a keyed hash."""

    def others(self, person_id: str, citizen: str, since: datetime) -> int:
        """How many citizens but this one the person has searched for since. Another transaction that asks
        this of the same person waits until this one has ended."""

    def add(self, person_id: str, citizen: str, at: datetime) -> None: ...

    def citizens(self, person_ids: Iterable[str], since: datetime) -> Mapping[str, int]:
        """How many different citizens each of them has searched for since, of those who have."""

    def forget(self, before: datetime) -> int: ...
