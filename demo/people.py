"""The people one can be in the demo, read from the same directory file that the bot imports.

A person's id in a chat ("29:…") is derived from their object id, so it is the same after a restart. Who may
do what is the bot's business and not decided here.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECTOR_ORDER = ("region", "municipality", "practice")


@dataclass(frozen=True)
class Person:
    """A made-up member of staff, in their own organisation's tenant."""

    user_id: str
    """Object id in the tenant."""
    name: str
    title: str
    role: str
    organisation: str
    sector: str
    unit: str
    tenant_id: str
    email: str

    @property
    def account_id(self) -> str:
        """The id the person has in chats with the bot."""
        return "29:1" + _digest(self.user_id)


class People:
    """Everybody in the directory file, found by object id or by chat id."""

    def __init__(self, everybody: tuple[Person, ...]) -> None:
        self._everybody = everybody
        self._by_id = {person.user_id: person for person in everybody}
        self._by_id.update((person.account_id, person) for person in everybody)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._everybody)

    def find(self, any_id: str) -> Person | None:
        """The person with this object id or chat id, if there is one."""
        return self._by_id.get(any_id)

    def of_organisation(self, organisation: str) -> tuple[Person, ...]:
        return tuple(person for person in self._everybody if person.organisation == organisation)


def read_people(file: Path) -> People:
    """Read the directory file (CSV with a header). Raises `KeyError` when a column is missing."""
    with file.open(encoding="utf-8", newline="") as lines:
        return People(tuple(_person(row) for row in csv.DictReader(lines)))


def _person(row: dict[str, str]) -> Person:
    return Person(
        user_id=row["user_id"],
        name=row["person"],
        title=row["title"],
        role=row["role"],
        organisation=row["organisation"],
        sector=row["sector"],
        unit=row["unit"],
        tenant_id=row["tenant_id"],
        email=row["email"],
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
