"""The staff: who they are, where they are reached, and what they have asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.people import Area, Organisation, Person, Sector, Unit
from domain.preferences import PersonPreferences, UnitPreferences
from workflows.chat import Address


@dataclass(frozen=True)
class DirectoryRow:
    """One line of a directory import: a person's membership of a unit."""

    organisation: str
    sector: Sector
    tenant_id: str
    unit: str
    area: Area
    person: str
    title: str
    user_id: str
    email: str
    phone: str
    role: str
    receives: bool


class Directory(Protocol):
    def person(self, person_id: str) -> Person | None: ...

    def person_by_account(self, tenant_id: str, user_id: str) -> Person | None: ...

    def set_language(self, person_id: str, language: str) -> None: ...

    def organisation(self, organisation_id: str) -> Organisation | None: ...

    def organisations(self, sector: Sector) -> tuple[Organisation, ...]:
        """In the order of their names."""

    def unit(self, unit_id: str) -> Unit | None: ...

    def units_of(self, organisation_id: str) -> tuple[Unit, ...]: ...

    def staff_of(self, unit_id: str) -> tuple[Person, ...]:
        """Everyone with a membership of the unit, in the order of their names."""

    def coordinators(self, area: Area) -> tuple[Person, ...]:
        """Coordinators, of both sectors, whose area covers this one."""

    def replace(self, rows: Sequence[DirectoryRow]) -> None:
        """Make the directory hold exactly these memberships. Ids of organisations, units and people that
        stay are kept; people without a row are inactive and no longer found, never deleted."""


class Addresses(Protocol):
    def of(self, person_id: str) -> Address | None:
        """Where the person is reached. One who has not met the bot gets an address without a conversation,
        with the service URL and bot last seen in their tenant; None where the tenant is unknown too."""

    def remember(self, person_id: str, address: Address) -> None: ...

    def forget(self, person_id: str) -> None: ...

    def mark_unreachable(self, person_id: str, at: datetime) -> None:
        """They cannot be written to, since `at` if that was not known before; `remember` ends it."""

    def unreachable(self, person_ids: Iterable[str]) -> dict[str, datetime]:
        """Those of them who cannot be written to, and since when (UTC)."""


class Preferences(Protocol):
    def of(self, person_id: str) -> PersonPreferences: ...

    def save(self, chosen: PersonPreferences) -> None: ...

    def among(self, person_ids: Iterable[str]) -> tuple[PersonPreferences, ...]:
        """What those of them have asked for who have asked for anything."""

    def of_unit(self, unit_id: str) -> UnitPreferences: ...

    def save_unit(self, chosen: UnitPreferences) -> None: ...
