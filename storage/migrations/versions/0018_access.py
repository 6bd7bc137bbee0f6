"""Who looks at what is not theirs: emergency access to a case, and searches for citizens that found nothing.
A case knows the units it was taken from."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_KINDS = (
    "kind IN ('meeting', 'document', 'admission', 'case', 'reminder', 'escalation', 'digest', 'week', "
    "'refresh', 'forum_action', 'continue', 'emergency', 'searches')"
)


def upgrade() -> None:
    former = sa.Column("former_unit_ids", sa.String(), nullable=False, server_default="")
    op.add_column("cases", former)
    op.create_table(
        "emergency_accesses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("begins", _MOMENT, nullable=False),
        sa.Column("ends", _MOMENT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_emergency_accesses_person_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_emergency_accesses_case_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_emergency_accesses_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_emergency_accesses"),
    )
    op.create_index("ix_emergency_accesses_person_id_ends", "emergency_accesses", ["person_id", "ends"])
    op.create_index("ix_emergency_accesses_case_id", "emergency_accesses", ["case_id"])
    op.create_table(
        "citizen_searches",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("cpr_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_citizen_searches_person_id"),
        sa.PrimaryKeyConstraint("person_id", "at", "cpr_hash", name="pk_citizen_searches"),
    )
    op.create_index("ix_citizen_searches_at", "citizen_searches", ["at"])
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint("ck_outbox_kind", type_="check")
        table.create_check_constraint("ck_outbox_kind", sa.text(_KINDS))
