"""The citizen's rights: marks of what stands in the journals, cases that are held back, and what may be
erased.

A version of a document is still never changed. It is given up only with its whole document: one that the same
transaction has put down in `erasing`, of a case that is closed and not held back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_SUBJECTS = "subject_kind IN ('meeting', 'document')"
_TASKS = (
    "kind IN ('acknowledge', 'find_time', 'attend', 'write_minutes', 'follow_up', 'read_notice', "
    "'answer_question', 'sign', 'revise', 'citizens_agreement', 'set_discharge_date', 'assess', "
    "'make_agreement', 'agreement_by_discharge', 'confirm_discharge', 'explain_discharge', 'journal')"
)
_CLOSED = sa.text("closed_at IS NOT NULL")
_IS_BEING_ERASED = (
    "EXISTS (SELECT 1 FROM erasing e JOIN documents d ON d.id = e.document_id JOIN cases c ON c.id = d.case_id "
    "WHERE e.document_id = OLD.document_id AND c.closed_at IS NOT NULL AND c.hold IS NULL)"
)
_GIVEN_UP = {
    "sqlite": (
        "CREATE TRIGGER document_versions_no_delete BEFORE DELETE ON document_versions "
        f"WHEN NOT {_IS_BEING_ERASED} "
        "BEGIN SELECT RAISE(ABORT, 'a version is erased only with its document, of a closed case'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION document_versions_are_given_up() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT {_IS_BEING_ERASED} THEN "
        "RAISE EXCEPTION 'a version is erased only with its document, of a closed case'; END IF; "
        "RETURN OLD; END $$",
        "CREATE TRIGGER document_versions_given_up BEFORE DELETE ON document_versions "
        "FOR EACH ROW EXECUTE FUNCTION document_versions_are_given_up()",
    ),
}


def upgrade() -> None:
    op.add_column("cases", sa.Column("hold", sa.String(), nullable=True))
    op.add_column("cases", sa.Column("held_at", _MOMENT, nullable=True))
    op.add_column("cases", _held_by(), inline_references=True)
    op.add_column("cases", sa.Column("hold_reason", sa.LargeBinary(), nullable=True))
    op.create_index(
        "ix_cases_closed", "cases", ["closed_at", "id"], sqlite_where=_CLOSED, postgresql_where=_CLOSED
    )
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint("ck_tasks_kind", type_="check")
        table.create_check_constraint("ck_tasks_kind", sa.text(_TASKS))
    op.create_index("ix_outbox_queued_at", "outbox", ["queued_at"])
    _journal_marks()
    _erasing()


def _held_by() -> sa.Column[str]:
    return sa.Column(
        "held_by_unit_id",
        sa.String(length=32),
        sa.ForeignKey("units.id", name="fk_cases_held_by_unit_id"),
        nullable=True,
    )


def _journal_marks() -> None:
    op.create_table(
        "journal_marks",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.CheckConstraint(_SUBJECTS, name="ck_journal_marks_subject_kind"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_journal_marks_unit_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_journal_marks_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_journal_marks_person_id"),
        sa.PrimaryKeyConstraint("subject_id", "unit_id", name="pk_journal_marks"),
    )
    op.create_index("ix_journal_marks_case_id", "journal_marks", ["case_id"])


def _erasing() -> None:
    op.create_table(
        "erasing",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_erasing_document_id"),
        sa.PrimaryKeyConstraint("document_id", name="pk_erasing"),
    )
    for statement in _GIVEN_UP[op.get_bind().dialect.name]:
        op.execute(statement)
