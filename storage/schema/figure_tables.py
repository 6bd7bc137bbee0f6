"""What is counted: of each record, in which indicator it counts, where and on which day. No personal data.

The rows follow from the records and from the definitions in `domain/indicators/`; from these they can be made
anew.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table

from domain.people import Area
from storage.schema.columns import id_of, key, metadata, one_of, words

counted = Table(
    "counted",
    metadata,
    key("record_id"),
    Column("indicator", String, primary_key=True),
    Column("day", Date, nullable=False),
    id_of("centre_id"),
    id_of("municipality_id"),
    id_of("region_unit_id"),
    id_of("municipality_unit_id"),
    words("area"),
    Column("part", Integer, nullable=False),
    Column("whole", Integer, nullable=False),
    Column("days", Integer),
    one_of("area", Area),
    sqlite_with_rowid=False,
)
Index(
    "ix_counted_by_day",
    counted.c.indicator,
    counted.c.day,
    counted.c.centre_id,
    counted.c.municipality_id,
    counted.c.area,
    counted.c.part,
    counted.c.whole,
    counted.c.days,
)
"""Holds all that the figures of an area need, so that the table itself is not read for them."""

counting = Table(
    "counting",
    metadata,
    key("definitions"),
    id_of("table_name", optional=True),
    id_of("after", optional=True),
)
"""One row: by which definitions `counted` was made and, while it is being made anew, how far that is."""
