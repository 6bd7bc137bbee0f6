"""Joint reports: asked for, made by one at a time, published for good; and the quarters settled for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from domain.forum_report import ForumReport
from domain.people import Area
from domain.report_period import ReportPeriod
from domain.settled_quarter import SettledQuarter
from storage.databases.dialect import insert_or
from storage.figures.report_content import (
    quarter_from_json,
    quarter_to_json,
    report_from_json,
    report_to_json,
)
from storage.schema.report_tables import forum_reports, settled_quarters
from storage.sealing.encryption import Cipher
from workflows.ports import Conflict
from workflows.ports.reports import UNDER_WAY, LeaseLost, ReportFile, ReportOrder, Stage

_QUARTER = select(settled_quarters.c.content, settled_quarters.c.version).where(
    settled_quarters.c.area == bindparam("of_area"), settled_quarters.c.first == bindparam("begins")
)
_REPLACE_QUARTER = (
    update(settled_quarters)
    .where(
        settled_quarters.c.area == bindparam("of_area"),
        settled_quarters.c.first == bindparam("begins"),
        settled_quarters.c.version == bindparam("before"),
    )
    .values(content=bindparam("content"), version=bindparam("version"))
)
_TOLD = [column for column in forum_reports.c if column.name not in ("figures", *ReportFile)]
_ORDER = select(*_TOLD).where(forum_reports.c.number == bindparam("wanted"))
_LATEST = select(*_TOLD).where(forum_reports.c.stage == Stage.READY).order_by(forum_reports.c.number.desc())
_WAITING = (
    select(*_TOLD)
    .where(
        forum_reports.c.stage.in_(sorted(UNDER_WAY)),
        (forum_reports.c.lease_until.is_(None)) | (forum_reports.c.lease_until <= bindparam("now")),
    )
    .order_by(forum_reports.c.number)
    .limit(1)
)
_CLAIM = update(forum_reports).where(forum_reports.c.number == bindparam("wanted"))
_CHANGE = _CLAIM.where(
    forum_reports.c.attempts == bindparam("attempt"), forum_reports.c.stage.in_(sorted(UNDER_WAY))
)
"""By who has claimed it: each claim is another attempt."""


class SqlSettledQuarters:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def get(self, area: Area, first: date) -> SettledQuarter | None:
        row = self._connection.execute(_QUARTER, {"of_area": area, "begins": first}).one_or_none()
        if row is None:
            return None
        content = self._cipher.open("settled_quarters", "content", _id(area, first), bytes(row.content))
        return quarter_from_json(area, first, row.version, content)

    def save(self, quarter: SettledQuarter, before: int) -> None:
        id_ = _id(quarter.area, quarter.first)
        content = self._cipher.seal("settled_quarters", "content", id_, quarter_to_json(quarter))
        new = {"content": content, "version": quarter.version}
        if before == 0:
            row = {"area": quarter.area, "first": quarter.first, **new}
            begun = insert_or(self._connection, settled_quarters).on_conflict_do_nothing()
            saved = self._connection.execute(begun, row)
        else:
            old = {"of_area": quarter.area, "begins": quarter.first, "before": before}
            saved = self._connection.execute(_REPLACE_QUARTER, {**old, **new})
        if saved.rowcount != 1:
            raise Conflict("the quarter has been settled further meanwhile")


class SqlReports:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def order(self, period: ReportPeriod, person_id: str, language: str, now: datetime) -> ReportOrder:
        last = self._connection.execute(select(func.max(forum_reports.c.number))).scalar()
        ordered = ReportOrder((last or 0) + 1, period, person_id, language, now)
        row = {
            "number": ordered.number,
            "first": period.first,
            "months": period.months,
            "asked_by": person_id,
            "language": language,
            "asked_at": now,
            "stage": Stage.ASKED,
            "attempts": 0,
        }
        self._connection.execute(insert(forum_reports), row)
        return ordered

    def get(self, number: int) -> ReportOrder | None:
        row = self._connection.execute(_ORDER, {"wanted": number}).one_or_none()
        return None if row is None else _order_in(row)

    def latest(self, most: int, before: int | None = None) -> tuple[ReportOrder, ...]:
        query = _LATEST if before is None else _LATEST.where(forum_reports.c.number < before)
        return tuple(_order_in(row) for row in self._connection.execute(query.limit(most)))

    def claim(self, now: datetime, lease: timedelta) -> ReportOrder | None:
        row = self._connection.execute(_WAITING.with_for_update(skip_locked=True), {"now": now}).one_or_none()
        if row is None:
            return None
        claimed = {"lease_until": now + lease, "attempts": row.attempts + 1}
        self._connection.execute(_CLAIM.values(claimed), {"wanted": row.number})
        return self.get(row.number)

    def move(self, order: ReportOrder, stage: Stage) -> None:
        self._change(order, {"stage": stage})

    def publish(self, order: ReportOrder, report: ForumReport, files: Mapping[ReportFile, bytes]) -> None:
        sealed = {
            which.value: self._cipher.seal("forum_reports", which.value, str(report.number), content)
            for which, content in files.items()
        }
        published = {"stage": Stage.READY, "made_at": report.cut_off, "figures": report_to_json(report)}
        self._change(order, {**published, **sealed})

    def _change(self, order: ReportOrder, values: Mapping[str, object]) -> None:
        claimed = {"wanted": order.number, "attempt": order.attempts}
        if self._connection.execute(_CHANGE.values(values), claimed).rowcount != 1:
            raise LeaseLost("another is making the report, or has made it")

    def published(self, number: int) -> ForumReport | None:
        query = select(forum_reports.c.figures).where(forum_reports.c.number == number)
        text = self._connection.execute(query).scalar()
        return None if text is None else report_from_json(text)

    def file(self, number: int, which: ReportFile) -> bytes | None:
        query = select(forum_reports.c[which.value]).where(forum_reports.c.number == number)
        content = self._connection.execute(query).scalar()
        if content is None:
            return None
        return self._cipher.open("forum_reports", which.value, str(number), bytes(content))


def _id(area: Area, first: date) -> str:
    return f"{area}:{first}"


def _order_in(row: Any) -> ReportOrder:
    return ReportOrder(
        row.number,
        ReportPeriod(row.first, row.months),
        row.asked_by,
        row.language,
        row.asked_at,
        Stage(row.stage),
        row.attempts,
        row.made_at,
    )
