"""A case may have a unit of a second municipality, where the acting one and that of residence differ."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unit = sa.ForeignKey("units.id", name="fk_cases_second_unit_id")
    second = sa.Column("second_unit_id", sa.String(length=32), unit, nullable=True)
    op.add_column("cases", second, inline_references=True)
    op.create_index("ix_cases_second_unit_id_opened_at", "cases", ["second_unit_id", "opened_at"])
