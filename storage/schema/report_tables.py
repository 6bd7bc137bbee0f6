"""Joint reports: what is settled, what was published, what the forum decided to do.

As `tables.py`. Published figures hold no person and stand in the clear; the counts behind them are sealed,
and so are the files, which name who answers for an action."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, String, Table, Text

from domain.people import Area
from storage.schema.columns import id_of, key, metadata, one_of, only_where, sealed, words
from storage.schema.moment import Moment
from workflows.ports.reports import Stage

settled_quarters = Table(
    "settled_quarters",
    metadata,
    Column("area", String, primary_key=True),
    Column("first", Date, primary_key=True),
    sealed("content", row=("area", "first")),
    Column("version", Integer, nullable=False),
    one_of("area", Area),
)

forum_reports = Table(
    "forum_reports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("first", Date, nullable=False),
    Column("months", Integer, nullable=False),
    id_of("asked_by", "people.id"),
    words("language"),
    Column("asked_at", Moment, nullable=False),
    words("stage"),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Moment),
    Column("made_at", Moment),
    Column("figures", Text),
    sealed("pdf", row=("number",), optional=True),
    sealed("workbook", row=("number",), optional=True),
    one_of("stage", Stage),
)
only_where("stage IN ('asked', 'counting', 'printing')", "ix_forum_reports_under_way", forum_reports.c.number)

forum_actions = Table(
    "forum_actions",
    metadata,
    key(),
    sealed("text"),
    id_of("owner_id", "people.id"),
    Column("due", Date, nullable=False),
    Column("decided_at", Moment, nullable=False),
    id_of("decided_by", "people.id"),
    Column("report_number", Integer, nullable=False),
    Column("done_on", Date),
    Column("version", Integer, nullable=False),
)
only_where("done_on IS NULL", "ix_forum_actions_open", forum_actions.c.due)
