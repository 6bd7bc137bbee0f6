"""Keeps `counted` in step with the records: what a unit of work has changed is counted anew at its end.

What a record counts as is asked of `domain/indicators/`; nothing is defined here. The same way makes the
whole table anew (`recounting.py`), so both come to the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, delete, insert, select

from domain.admission import Admission
from domain.document import Document
from domain.indicators.facts import Place, RecordFact
from domain.indicators.moved import place_on
from domain.indicators.recorded import admission_fact, document_fact, meeting_fact, task_fact
from domain.indicators.table import counted_of
from domain.network_meeting import NetworkMeeting
from domain.people import Area
from domain.task import Task
from storage.casework.cases import read_moves, read_seconds_left
from storage.schema.document_tables import documents
from storage.schema.figure_tables import counted
from storage.schema.tables import cases, tasks
from workflows.ports import Directory

Record = NetworkMeeting | Document | Admission | Task
Row = dict[str, Any]
Rows = dict[str, RowMapping]
_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)
_CASES = select(
    cases.c.id, cases.c.area, cases.c.municipality_unit_id, cases.c.moves, cases.c.seconds_left
).where(cases.c.id.in_(_IDS))
_SENT = select(documents.c.id, documents.c.first_sent_at).where(documents.c.id.in_(_IDS))
_BESIDE = select(
    tasks.c.id, tasks.c.opposite_unit_id, tasks.c.leaders_told_on, tasks.c.coordinators_told_on
).where(tasks.c.id.in_(_IDS))
_STORED = select(counted).where(counted.c.record_id.in_(_IDS))
_FORGET = delete(counted).where(
    counted.c.record_id == bindparam("record"), counted.c.indicator == bindparam("which")
)
_ADD = insert(counted)


class Counting:
    """What has changed in one unit of work; `flush` counts it anew."""

    def __init__(self, connection: Connection, directory: Directory) -> None:
        self._connection = connection
        self._directory = directory
        self._changed: dict[str, Record] = {}

    def note(self, record: Record) -> None:
        """It was added or saved."""
        self._changed[record.id] = record

    def flush(self) -> None:
        """Count what was noted; the unit of work commits next."""
        if self._changed:
            found = self._facts()
            self._store({row_key(row): row for fact, case in found for row in self._rows(fact, case)})
            self._changed.clear()

    def _facts(self) -> Iterator[tuple[RecordFact, Any]]:
        """Each with its case's row."""
        on = self._found(_CASES, {record.case_id for record in self._changed.values()})
        sent = self._found(_SENT, self._ids(Document))
        beside = self._found(_BESIDE, self._ids(Task))
        for record in self._changed.values():
            case = on[record.case_id]
            area = Area(case.area)
            match record:
                case NetworkMeeting():
                    yield meeting_fact(record, area), case
                case Document():
                    yield document_fact(record, sent[record.id].first_sent_at, area), case
                case Admission():
                    yield admission_fact(record, area), case
                case Task():
                    yield _task_fact(record, beside[record.id], area), case

    def _ids(self, kind: type[Record]) -> set[str]:
        return {record.id for record in self._changed.values() if isinstance(record, kind)}

    def _found(self, query: Any, ids: set[str]) -> dict[str, Any]:
        if not ids:
            return {}
        return {row.id: row for row in self._connection.execute(query, {"ids": sorted(ids)})}

    def _rows(self, fact: RecordFact, case: Any) -> Iterator[Row]:
        moves, left = read_moves(case.moves), read_seconds_left(case.seconds_left)
        for key, each in counted_of(fact).items():
            where = self._where(place_on(fact, each.on, moves, case.municipality_unit_id, left))
            what = {"day": each.on, "part": each.part, "whole": each.whole, "days": each.days}
            yield {"record_id": fact.id, "indicator": key, **where, **what}

    def _where(self, place: Place) -> Row:
        return {
            "centre_id": self._organisation(place.region_unit_id),
            "municipality_id": self._organisation(place.municipality_unit_id),
            "region_unit_id": place.region_unit_id,
            "municipality_unit_id": place.municipality_unit_id,
            "area": place.area.value,
        }

    def _organisation(self, unit_id: str) -> str:
        unit = self._directory.unit(unit_id)
        return unit.organisation_id if unit else unit_id

    def _store(self, wanted: dict[tuple[str, str], Row]) -> None:
        """Write what is new, and take away what no longer counts as it did."""
        ids = sorted(self._changed)
        found = self._connection.execute(_STORED, {"ids": ids}).mappings()
        stored = {row_key(row): dict(row) for row in found}
        gone = sorted(key for key, row in stored.items() if wanted.get(key) != row)
        new = sorted(key for key, row in wanted.items() if stored.get(key) != row)
        if gone:
            self._connection.execute(_FORGET, [{"record": record, "which": which} for record, which in gone])
        if new:
            self._connection.execute(_ADD, [wanted[key] for key in new])


def row_key(row: Row | RowMapping) -> tuple[str, str]:
    return row["record_id"], row["indicator"]


def _task_fact(task: Task, beside: Any, area: Area) -> RecordFact:
    """Who was told that it is late is read as it is stored: a scan writes that without a new version."""
    told = replace(
        task,
        leaders_told_on=beside.leaders_told_on,
        coordinators_told_on=beside.coordinators_told_on,
    )
    return task_fact(told, beside.opposite_unit_id, area)
