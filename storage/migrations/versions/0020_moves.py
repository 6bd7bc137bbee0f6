"""A case knows until when each municipality had it that it was taken from."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("moves", sa.String(), nullable=False, server_default=""))
