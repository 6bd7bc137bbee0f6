"""What people and units have asked for, and who cannot be reached.

As `tables.py`. Working hours stand in four columns that are set together; the days are digits, 1 for Monday.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, String, Table, Time

from domain.preferences import Works
from storage.schema.columns import id_of, key, metadata, one_of, words
from storage.schema.moment import Moment

HOURS = ("days", "begins", "ends", "holidays")
_ALL_OR_NONE = " AND ".join(f"(days IS NULL) = ({column} IS NULL)" for column in HOURS[1:])


def _hours() -> tuple[Column[str], Column[object], Column[object], Column[bool]]:
    return (
        Column("days", String(7)),
        Column("begins", Time),
        Column("ends", Time),
        Column("holidays", Boolean),
    )


preferences = Table(
    "preferences",
    metadata,
    key("person_id", "people.id"),
    words("works"),
    *_hours(),
    Column("one_by_one", Boolean, nullable=False),
    Column("only_legal", Boolean, nullable=False),
    id_of("cover_id", "people.id", optional=True),
    Column("cover_until", Date),
    one_of("works", Works),
    CheckConstraint(_ALL_OR_NONE, name="hours"),
    CheckConstraint("(cover_id IS NULL) = (cover_until IS NULL)", name="cover"),
)

unit_preferences = Table(
    "unit_preferences",
    metadata,
    key("unit_id", "units.id"),
    *_hours(),
    id_of("on_duty_id", "people.id", optional=True),
    CheckConstraint(_ALL_OR_NONE, name="hours"),
)

unreachable = Table(
    "unreachable",
    metadata,
    key("person_id", "people.id"),
    Column("since", Moment, nullable=False),
)
