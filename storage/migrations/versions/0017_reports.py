"""Joint reports: what is settled, what was published, and what the operations forum decided to do."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_KINDS = (
    "kind IN ('meeting', 'document', 'admission', 'case', 'reminder', 'escalation', 'digest', 'week', "
    "'refresh', 'forum_action', 'continue')"
)
_SUBJECTS = (
    "subject_kind IN ('case', 'meeting', 'document', 'admission', 'task', 'person', 'report', "
    "'forum_action')"
)
_STAGES = "stage IN ('asked', 'counting', 'printing', 'ready', 'empty', 'failed')"
_UNDER_WAY = sa.text("stage IN ('asked', 'counting', 'printing')")
_OPEN = sa.text("done_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "settled_quarters",
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("area IN ('adults', 'children', 'both')", name="ck_settled_quarters_area"),
        sa.PrimaryKeyConstraint("area", "first", name="pk_settled_quarters"),
    )
    op.create_table(
        "forum_reports",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", _MOMENT, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=True),
        sa.Column("figures", sa.Text(), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("workbook", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(_STAGES, name="ck_forum_reports_stage"),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_forum_reports_asked_by"),
        sa.PrimaryKeyConstraint("number", name="pk_forum_reports"),
    )
    op.create_index(
        "ix_forum_reports_under_way",
        "forum_reports",
        ["number"],
        sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    )
    op.create_table(
        "forum_actions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_forum_actions_owner_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_forum_actions_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_forum_actions"),
    )
    op.create_index(
        "ix_forum_actions_open", "forum_actions", ["due"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint("ck_outbox_kind", type_="check")
        table.create_check_constraint("ck_outbox_kind", sa.text(_KINDS))
    for changed in ("outbox", "posts", "tasks"):
        with op.batch_alter_table(changed) as table:
            table.drop_constraint(f"ck_{changed}_subject_kind", type_="check")
            table.create_check_constraint(f"ck_{changed}_subject_kind", sa.text(_SUBJECTS))
