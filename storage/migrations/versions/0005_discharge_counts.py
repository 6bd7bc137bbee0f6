"""What centres say of their own discharges: counts only, a row per municipality, area and month."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "discharge_counts",
        sa.Column("centre_id", sa.String(length=32), nullable=False),
        sa.Column("municipality_id", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.CheckConstraint("area IN ('adults', 'children', 'both')", name="ck_discharge_counts_area"),
        sa.CheckConstraint("known >= 0 AND known <= listed", name="ck_discharge_counts_known"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["organisations.id"], name="fk_discharge_counts_centre_id"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["organisations.id"], name="fk_discharge_counts_municipality_id"
        ),
        sa.PrimaryKeyConstraint(
            "centre_id", "municipality_id", "area", "month", name="pk_discharge_counts"
        ),
    )
    op.create_index("ix_discharge_counts_month", "discharge_counts", ["month"])
