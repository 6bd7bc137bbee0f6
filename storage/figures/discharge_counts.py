"""What centres count as their discharges of a month, and how many of these the bot knew of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select

from domain.discharge_count import DischargeCount
from domain.people import Area
from storage.schema.document_tables import discharge_counts

_FORGET = delete(discharge_counts).where(
    discharge_counts.c.centre_id == bindparam("centre"), discharge_counts.c.month == bindparam("of")
)
_ADD = insert(discharge_counts)
_OF_MONTH = (
    select(discharge_counts)
    .where(discharge_counts.c.month == bindparam("of"))
    .order_by(discharge_counts.c.centre_id, discharge_counts.c.municipality_id, discharge_counts.c.area)
)


class SqlDischargeCounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, counts: Sequence[DischargeCount]) -> None:
        for centre, month in sorted({(count.centre_id, count.month) for count in counts}):
            self._connection.execute(_FORGET, {"centre": centre, "of": month})
        if counts:
            self._connection.execute(_ADD, [asdict(count) for count in counts])

    def of_month(self, month: date) -> tuple[DischargeCount, ...]:
        rows = self._connection.execute(_OF_MONTH, {"of": month}).mappings()
        return tuple(DischargeCount(**{**row, "area": Area(row["area"])}) for row in rows)
