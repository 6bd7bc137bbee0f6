"""Documents with their versions, admissions, tasks about any of them, and cases that can be closed.

On SQLite a column or check that changes needs its table built anew. Only tables that no other refers to are
rebuilt, so foreign keys stay enforced all along; `cases`, which others refer to, only gets columns.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_SECTORS = "'region', 'municipality', 'practice'"
_SUBJECTS = "subject_kind IN ('case', 'meeting', 'document', 'admission', 'task', 'person')"
_ROLES = "role IN ('frontline', 'leader', 'signatory', 'coordinator', 'administrator')"
_NOTICES = (
    "kind IN ('meeting', 'document', 'admission', 'case', 'reminder', 'escalation', 'refresh', 'continue')"
)
_TASKS = (
    "kind IN ('acknowledge', 'find_time', 'attend', 'write_minutes', 'follow_up', 'read_notice', "
    "'answer_question', 'sign', 'revise', 'citizens_agreement', 'set_discharge_date', 'assess', "
    "'make_agreement', 'agreement_by_discharge', 'confirm_discharge', 'explain_discharge')"
)
_TASK_STATUSES = "status IN ('open', 'done', 'withdrawn', 'not_possible')"

_NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER document_versions_no_update BEFORE UPDATE ON document_versions "
        "BEGIN SELECT RAISE(ABORT, 'a version of a document is never changed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION document_versions_are_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a version of a document is never changed'; END $$",
        "CREATE TRIGGER document_versions_kept BEFORE UPDATE ON document_versions "
        "FOR EACH STATEMENT EXECUTE FUNCTION document_versions_are_kept()",
    ),
}


def upgrade() -> None:
    _cases()
    _tasks()
    _words()
    _documents()
    _document_versions()
    _admissions()
    op.create_index("ix_outbox_subject_id_recipient_id", "outbox", ["subject_id", "recipient_id"])


def _cases() -> None:
    op.add_column("cases", sa.Column("closed_at", _MOMENT, nullable=True))
    op.add_column("cases", sa.Column("closing_reason", sa.LargeBinary(), nullable=True))
    op.add_column("cases", sa.Column("consent_withdrawn_on", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def _tasks() -> None:
    """Every task was a meeting's."""
    op.drop_index("ix_tasks_meeting_id_status", "tasks")
    op.add_column("tasks", sa.Column("subject_kind", sa.String(), nullable=True))
    op.add_column("tasks", sa.Column("part", sa.String(), nullable=True))
    op.add_column("tasks", sa.Column("every_days", sa.Integer(), nullable=True))
    op.add_column("tasks", sa.Column("until", sa.Date(), nullable=True))
    op.execute("UPDATE tasks SET subject_kind = 'meeting', part = '', every_days = 0")
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint("fk_tasks_meeting_id", type_="foreignkey")
        table.alter_column("meeting_id", new_column_name="subject_id")
        table.alter_column("subject_kind", existing_type=sa.String(), nullable=False)
        table.alter_column("part", existing_type=sa.String(), nullable=False)
        table.alter_column("every_days", existing_type=sa.Integer(), nullable=False)
        table.create_check_constraint("ck_tasks_subject_kind", sa.text(_SUBJECTS))
        table.drop_constraint("ck_tasks_kind", type_="check")
        table.create_check_constraint("ck_tasks_kind", sa.text(_TASKS))
        table.drop_constraint("ck_tasks_status", type_="check")
        table.create_check_constraint("ck_tasks_status", sa.text(_TASK_STATUSES))
    op.create_index(
        "ix_tasks_subject_kind_subject_id_status", "tasks", ["subject_kind", "subject_id", "status"]
    )


def _words() -> None:
    for table_name, column, admitted in (
        ("memberships", "role", _ROLES),
        ("posts", "subject_kind", _SUBJECTS),
        ("outbox", "subject_kind", _SUBJECTS),
        ("outbox", "kind", _NOTICES),
    ):
        with op.batch_alter_table(table_name) as table:
            table.drop_constraint(f"ck_{table_name}_{column}", type_="check")
            table.create_check_constraint(f"ck_{table_name}_{column}", sa.text(admitted))


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("author_unit_id", sa.String(length=32), nullable=False),
        sa.Column("author_sector", sa.String(), nullable=False),
        sa.Column("author_person_id", sa.String(length=32), nullable=True),
        sa.Column("receiver_unit_id", sa.String(length=32), nullable=False),
        sa.Column("receiver_sector", sa.String(), nullable=False),
        sa.Column("receiver_person_id", sa.String(length=32), nullable=True),
        sa.Column("first_sent_at", _MOMENT, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("acknowledged_at", _MOMENT, nullable=True),
        sa.Column("in_force_at", _MOMENT, nullable=True),
        sa.Column("replaced_by", sa.String(length=32), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('early_notice', 'municipal_status', 'discharge_notice', 'readiness_notice', 'discharge_agreement', 'coordination_plan', 'intervention_plan')",
            name="ck_documents_kind",
        ),
        sa.CheckConstraint(
            "status IN ('sent', 'question_asked', 'acknowledged', 'signing', 'returned', 'signed', 'in_force', 'replaced', 'ended', 'withdrawn')",
            name="ck_documents_status",
        ),
        sa.CheckConstraint(f"author_sector IN ({_SECTORS})", name="ck_documents_author_sector"),
        sa.CheckConstraint(f"receiver_sector IN ({_SECTORS})", name="ck_documents_receiver_sector"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_documents_case_id"),
        sa.ForeignKeyConstraint(["author_unit_id"], ["units.id"], name="fk_documents_author_unit_id"),
        sa.ForeignKeyConstraint(["author_person_id"], ["people.id"], name="fk_documents_author_person_id"),
        sa.ForeignKeyConstraint(["receiver_unit_id"], ["units.id"], name="fk_documents_receiver_unit_id"),
        sa.ForeignKeyConstraint(["receiver_person_id"], ["people.id"], name="fk_documents_receiver_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_case_id_first_sent_at", "documents", ["case_id", "first_sent_at"])


def _document_versions() -> None:
    op.create_table(
        "document_versions",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("written_by", sa.String(length=32), nullable=False),
        sa.Column("written_at", _MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_document_versions_document_id"
        ),
        sa.ForeignKeyConstraint(["written_by"], ["people.id"], name="fk_document_versions_written_by"),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_document_versions"),
    )
    for statement in _NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)


def _admissions() -> None:
    op.create_table(
        "admissions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("region_unit_id", sa.String(length=32), nullable=False),
        sa.Column("region_person_id", sa.String(length=32), nullable=True),
        sa.Column("municipality_unit_id", sa.String(length=32), nullable=False),
        sa.Column("municipality_person_id", sa.String(length=32), nullable=True),
        sa.Column("admitted_at", _MOMENT, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("discharged_on", sa.Date(), nullable=True),
        sa.Column("discharge_kind", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('admitted', 'without_agreement', 'discharged')", name="ck_admissions_status"
        ),
        sa.CheckConstraint(
            "discharge_kind IN ('planned', 'own_request', 'transferred', 'dead')",
            name="ck_admissions_discharge_kind",
        ),
        sa.CheckConstraint(
            "outcome IN ('in_time', 'late', 'explained', 'missing', 'not_required')",
            name="ck_admissions_outcome",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_admissions_case_id"),
        sa.ForeignKeyConstraint(["region_unit_id"], ["units.id"], name="fk_admissions_region_unit_id"),
        sa.ForeignKeyConstraint(["region_person_id"], ["people.id"], name="fk_admissions_region_person_id"),
        sa.ForeignKeyConstraint(
            ["municipality_unit_id"], ["units.id"], name="fk_admissions_municipality_unit_id"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_person_id"], ["people.id"], name="fk_admissions_municipality_person_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_admissions"),
    )
    op.create_index("ix_admissions_case_id_admitted_at", "admissions", ["case_id", "admitted_at"])
