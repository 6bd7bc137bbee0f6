"""Looks at what is not one's own: emergency accesses, and searches that found nothing.

As `tables.py`. A search is no more than a keyed hash of whom it was for, and is forgotten after a month.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from storage.schema.columns import id_of, key, metadata, sealed
from storage.schema.moment import Moment

emergency_accesses = Table(
    "emergency_accesses",
    metadata,
    key(),
    id_of("person_id", "people.id"),
    id_of("case_id", "cases.id"),
    id_of("unit_id", "units.id"),
    Column("begins", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
    sealed("reason"),
    Index(None, "person_id", "ends"),
    Index(None, "case_id"),
)

citizen_searches = Table(
    "citizen_searches",
    metadata,
    key("person_id", "people.id"),
    Column("at", Moment, primary_key=True),
    Column("cpr_hash", String(64), primary_key=True),
    Index(None, "at"),
)
