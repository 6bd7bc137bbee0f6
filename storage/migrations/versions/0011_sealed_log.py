"""The audit log is sealed in batches, so that writers wait for nobody; what identifies opens with a key of its case.

What was chained before stays as it is, entry for entry, and is sealed like the rest by the first tick. The database
still refuses to change an entry, but for noting once which batch it is in, and to delete one, but from a batch whose
time is over.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITING = sa.text("batch IS NULL")
_KEPT = sa.text("expired_at IS NULL")
_SAME = " AND ".join(
    f"NEW.{column} IS OLD.{column}"
    for column in (
        "seq", "id", "at", "actor_id", "organisation_id", "action", "subject", "case_id", "source", "key_id",
        "detail", "previous", "hash",
    )
)  # fmt: skip
_SEAL_SAME = " AND ".join(
    f"NEW.{column} IS OLD.{column}"
    for column in (
        "number", "sealed_at", "entries", "total", "oldest_at", "newest_at", "root", "previous", "hash",
    )
)  # fmt: skip
_REFUSED = "'the audit log is append-only'"
_BEFORE = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_append_only ON audit",),
}
_AFTER = {
    "sqlite": (
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
        f"WHEN NOT (OLD.batch IS NULL AND NEW.batch IS NOT NULL AND {_SAME}) "
        f"BEGIN SELECT RAISE(ABORT, {_REFUSED}); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit WHEN NOT EXISTS "
        "(SELECT 1 FROM audit_seals WHERE number = OLD.batch AND expired_at IS NOT NULL) "
        f"BEGIN SELECT RAISE(ABORT, {_REFUSED}); END",
        "CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals "
        f"WHEN NOT (OLD.expired_at IS NULL AND NEW.expired_at IS NOT NULL AND {_SEAL_SAME}) "
        f"BEGIN SELECT RAISE(ABORT, {_REFUSED}); END",
        "CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals "
        f"BEGIN SELECT RAISE(ABORT, {_REFUSED}); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_changes_only_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' AND OLD.batch IS NULL AND NEW.batch IS NOT NULL "
        "AND to_jsonb(NEW) - 'batch' = to_jsonb(OLD) - 'batch' THEN RETURN NEW; END IF; "
        "IF TG_OP = 'DELETE' AND EXISTS "
        "(SELECT 1 FROM audit_seals WHERE number = OLD.batch AND expired_at IS NOT NULL) "
        f"THEN RETURN OLD; END IF; RAISE EXCEPTION {_REFUSED}; END $$",
        "CREATE FUNCTION audit_seals_change_only_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' AND OLD.expired_at IS NULL AND NEW.expired_at IS NOT NULL "
        "AND to_jsonb(NEW) - 'expired_at' = to_jsonb(OLD) - 'expired_at' THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION {_REFUSED}; END $$",
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_changes_only_once()",
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
        "CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals "
        "FOR EACH ROW EXECUTE FUNCTION audit_seals_change_only_once()",
        "CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON audit_seals "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    ),
}
_NUMBERS_BY_ITSELF = (
    "CREATE SEQUENCE audit_seq_seq OWNED BY audit.seq",
    "SELECT setval('audit_seq_seq', (SELECT coalesce(max(seq), 0) + 1 FROM audit), false)",
    "ALTER TABLE audit ALTER COLUMN seq SET DEFAULT nextval('audit_seq_seq')",
)
"""As SQLite does with any whole number that is the primary key."""


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in _BEFORE[dialect]:
        op.execute(statement)
    with op.batch_alter_table("audit") as table:
        table.add_column(sa.Column("id", sa.String(length=32), nullable=True))
        table.add_column(
            sa.Column("organisation_id", sa.String(length=32), nullable=False, server_default="")
        )
        table.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("key_id", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("batch", _NUMBER, nullable=True))
        table.alter_column("previous", existing_type=sa.LargeBinary(), nullable=True)
        table.drop_constraint("uq_audit_previous", type_="unique")
        table.create_unique_constraint("uq_audit_id", ["id"])
    op.create_index("ix_audit_batch_seq", "audit", ["batch", "seq"])
    op.create_index(
        "ix_audit_waiting", "audit", ["seq"], sqlite_where=_WAITING, postgresql_where=_WAITING
    )
    op.create_table(
        "audit_seals",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("sealed_at", _MOMENT, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("oldest_at", _MOMENT, nullable=False),
        sa.Column("newest_at", _MOMENT, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("expired_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_audit_seals"),
    )
    op.create_index("ix_audit_seals_newest_at", "audit_seals", ["newest_at"])
    op.create_index(
        "ix_audit_seals_kept", "audit_seals", ["number"], sqlite_where=_KEPT, postgresql_where=_KEPT
    )
    op.create_table(
        "log_keys",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("organisation_id", sa.String(length=32), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_keys"),
        sa.UniqueConstraint("case_id", name="uq_log_keys_case_id"),
        sa.UniqueConstraint("organisation_id", "month", name="uq_log_keys_organisation_id_month"),
    )
    op.create_index("ix_log_keys_made_at", "log_keys", ["made_at"])
    for statement in (*(_NUMBERS_BY_ITSELF if dialect == "postgresql" else ()), *_AFTER[dialect]):
        op.execute(statement)
