"""Cases that nobody closes are asked about, and found from an index; what the citizen remarks on a case, a
document or a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_TASKS = (
    "kind IN ('acknowledge', 'find_time', 'attend', 'write_minutes', 'follow_up', 'read_notice', "
    "'answer_question', 'sign', 'revise', 'citizens_agreement', 'set_discharge_date', 'assess', "
    "'make_agreement', 'agreement_by_discharge', 'confirm_discharge', 'explain_discharge', 'journal', "
    "'close_case')"
)
_SUBJECTS = "subject_kind IN ('case', 'meeting', 'document')"
_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint("ck_tasks_kind", type_="check")
        table.create_check_constraint("ck_tasks_kind", sa.text(_TASKS))
    op.create_index("ix_cases_open", "cases", ["opened_at", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table(
        "remarks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(_SUBJECTS, name="ck_remarks_subject_kind"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_remarks_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_remarks_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remarks"),
    )
    op.create_index("ix_remarks_case_id_at", "remarks", ["case_id", "at"])
