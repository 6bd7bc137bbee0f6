"""When the scan looks at an open task again, so that it reads only what has come due. At first: at once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_AT_ONCE = {"sqlite": "0", "postgresql": "to_timestamp(0)"}
_STILL = sa.text("look_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("tasks", sa.Column("look_at", _MOMENT, nullable=True))
    at_once = _AT_ONCE[op.get_bind().dialect.name]
    op.execute(f"UPDATE tasks SET look_at = {at_once} WHERE status = 'open'")
    op.create_index(
        "ix_tasks_looked_at",
        "tasks",
        ["look_at", "id"],
        sqlite_where=_STILL,
        postgresql_where=_STILL,
    )
    op.drop_index("ix_tasks_status_due_id", "tasks")
