"""Who searched for a citizen is found in the log for an extract, without reading the whole of it."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_ROWS = sa.text("case_id IS NULL AND action IN ('search', 'refuse', 'emergency.ask')")


def upgrade() -> None:
    op.create_index(
        "ix_audit_beside_cases",
        "audit",
        ["organisation_id", "seq"],
        sqlite_where=_ROWS,
        postgresql_where=_ROWS,
    )
