"""What figures count: when a task ended and why it came late, who was told, and a row for each thing counted.

What ended before is taken to have ended on its day, because nobody wrote down when it did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_DELAYS = (
    "delay IN ('other_sector', 'no_common_time', 'citizen', 'offer', 'staffing', 'sudden', 'other')"
)
_OPPOSITE = (
    "UPDATE tasks SET opposite_unit_id = (SELECT CASE WHEN tasks.sector = 'region' "
    "THEN cases.municipality_unit_id ELSE cases.region_unit_id END FROM cases WHERE cases.id = tasks.case_id)"
)
_LOCAL_DAY = {
    "sqlite": "date(min(outbox.occurrence) / 1000000, 'unixepoch')",
    "postgresql": "(min(outbox.occurrence) AT TIME ZONE 'Europe/Copenhagen')::date",
}
"""Reminders go out in the morning, when the day is the same in Copenhagen and in UTC."""


_KINDS = (
    "kind IN ('meeting', 'document', 'admission', 'case', 'reminder', 'escalation', 'digest', 'week', "
    "'refresh', 'continue')"
)


def _told(level: str, told_on: str) -> str:
    return (
        f"UPDATE tasks SET {told_on} = (SELECT {_LOCAL_DAY[op.get_bind().dialect.name]} FROM outbox "
        f"WHERE outbox.kind = 'escalation' AND outbox.detail = '{level}' AND outbox.subject_id = tasks.id)"
    )


def upgrade() -> None:
    unit = sa.ForeignKey("units.id", name="fk_tasks_opposite_unit_id")
    with op.batch_alter_table("tasks") as table:
        table.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("delay", sa.String(), nullable=True))
        table.add_column(sa.Column("delayed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("leaders_told_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("coordinators_told_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("opposite_unit_id", sa.String(length=32), unit, nullable=True))
        table.create_check_constraint("ck_tasks_delay", sa.text(_DELAYS))
        table.create_check_constraint(
            "ck_tasks_delayed", sa.text("(delay IS NULL) = (delayed_on IS NULL)")
        )
    op.execute("UPDATE tasks SET ended_on = due WHERE status <> 'open'")
    op.execute(_OPPOSITE)
    for level, told_on in (("leader", "leaders_told_on"), ("coordinators", "coordinators_told_on")):
        op.execute(_told(level, told_on))
    with op.batch_alter_table("admissions") as table:
        table.add_column(sa.Column("delay", sa.String(), nullable=True))
        table.add_column(sa.Column("readmitted_after", sa.Integer(), nullable=True))
        table.create_check_constraint("ck_admissions_delay", sa.text(_DELAYS))
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint("ck_outbox_kind", type_="check")
        table.create_check_constraint("ck_outbox_kind", sa.text(_KINDS))
    _create_tables()


def _create_tables() -> None:
    op.create_table(
        "counted",
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("centre_id", sa.String(length=32), nullable=False),
        sa.Column("municipality_id", sa.String(length=32), nullable=False),
        sa.Column("region_unit_id", sa.String(length=32), nullable=False),
        sa.Column("municipality_unit_id", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.CheckConstraint("area IN ('adults', 'children', 'both')", name="ck_counted_area"),
        sa.PrimaryKeyConstraint("record_id", "indicator", name="pk_counted"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_counted_by_day",
        "counted",
        [
            "indicator",
            "day",
            "centre_id",
            "municipality_id",
            "area",
            "part",
            "whole",
            "days",
        ],
    )
    op.create_table(
        "counting",
        sa.Column("definitions", sa.String(length=32), nullable=False),
        sa.Column("table_name", sa.String(length=32), nullable=True),
        sa.Column("after", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("definitions", name="pk_counting"),
    )
