"""Cases that nobody closes are asked about, and found from an index."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_TASKS = (
    "kind IN ('acknowledge', 'find_time', 'attend', 'write_minutes', 'follow_up', 'read_notice', "
    "'answer_question', 'sign', 'revise', 'citizens_agreement', 'set_discharge_date', 'assess', "
    "'make_agreement', 'agreement_by_discharge', 'confirm_discharge', 'explain_discharge', 'journal', "
    "'close_case')"
)
_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint("ck_tasks_kind", type_="check")
        table.create_check_constraint("ck_tasks_kind", sa.text(_TASKS))
    op.create_index("ix_cases_open", "cases", ["opened_at", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
