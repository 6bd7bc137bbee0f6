"""A random id that sealed values are bound to, and versions of documents whose seal alone may be changed.

Tables that hold anything now hold values bound to no database; the first start seals that knowledge.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SEALED = (
    "admissions", "audit", "cases", "document_versions", "documents", "drafts", "effects", "events", "meetings",
    "tasks",
)  # fmt: skip
_REFUSED = "a version of a document is never changed"
_KEPT = ("document_id", "number", "written_by", "written_at")
_SAME_SEAL = "substr(NEW.content, 1, 2 + {length}) = substr(OLD.content, 1, 2 + {length})"
"""Form, length of the key's id and the id are as they were, so it is no new seal."""
_ONLY_THE_SEAL = {
    "sqlite": (
        "DROP TRIGGER document_versions_no_update",
        "CREATE TRIGGER document_versions_no_update BEFORE UPDATE ON document_versions WHEN "
        + " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _KEPT)
        + " OR typeof(NEW.content) <> 'blob' OR "
        + _SAME_SEAL.format(length="unicode(CAST(substr(OLD.content, 2, 1) AS TEXT))")
        + f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    ),
    "postgresql": (
        "DROP TRIGGER document_versions_kept ON document_versions",
        "CREATE TRIGGER document_versions_kept BEFORE UPDATE ON document_versions FOR EACH ROW WHEN ("
        + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _KEPT)
        + " OR "
        + _SAME_SEAL.format(length="get_byte(OLD.content, 1)")
        + ") EXECUTE FUNCTION document_versions_are_kept()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "database_identity",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("unbound", sa.String(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_database_identity"),
    )
    database = op.get_bind()
    used = [name for name in _SEALED if database.scalar(sa.text(f"SELECT 1 FROM {name} LIMIT 1"))]
    identity = sa.table("database_identity", sa.column("id"), sa.column("unbound"))
    op.execute(identity.insert().values(id=secrets.token_hex(16), unbound=",".join(used)))
    for statement in _ONLY_THE_SEAL[database.dialect.name]:
        op.execute(statement)
