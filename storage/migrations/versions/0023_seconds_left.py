"""A case knows what a second municipality handed over when it went off the case, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("seconds_left", sa.String(), nullable=False, server_default=""))
