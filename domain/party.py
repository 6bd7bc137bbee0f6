"""One side of a meeting or a document: a unit and, once somebody has taken it on, a person."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Sector


@dataclass(frozen=True)
class Party:
    unit_id: str
    sector: Sector
    person_id: str | None = None
