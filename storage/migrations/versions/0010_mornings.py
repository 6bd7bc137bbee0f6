"""Reminders of one morning go out in one message: rows that another row carries. What reached nobody for certain
is found by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KINDS = (
    "kind IN ('meeting', 'document', 'admission', 'case', 'reminder', 'escalation', 'digest', 'refresh', "
    "'continue')"
)
_STATES = (
    "state IN ('pending', 'claimed', 'sending', 'sent', 'uncertain', 'dead', 'gathered', 'dropped')"
)
_SHOWN = sa.text(
    "state IN ('dead', 'uncertain') OR why = 'no address: the person''s tenant has not met the bot'"
)
_ESCALATIONS = sa.text("kind = 'escalation'")
_CARRIED = sa.text("carried_by IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("carried_by", sa.String(length=32), nullable=True))
        table.drop_constraint("ck_outbox_kind", type_="check")
        table.create_check_constraint("ck_outbox_kind", sa.text(_KINDS))
        table.drop_constraint("ck_outbox_state", type_="check")
        table.create_check_constraint("ck_outbox_state", sa.text(_STATES))
    op.create_index(
        "ix_outbox_shown", "outbox", ["occurrence", "id"], sqlite_where=_SHOWN, postgresql_where=_SHOWN
    )
    op.create_index(
        "ix_outbox_escalations",
        "outbox",
        ["recipient_id"],
        sqlite_where=_ESCALATIONS,
        postgresql_where=_ESCALATIONS,
    )
    op.create_index(
        "ix_outbox_carried_by", "outbox", ["carried_by"], sqlite_where=_CARRIED, postgresql_where=_CARRIED
    )
