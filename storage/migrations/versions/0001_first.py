"""The first tables: the directory, and cases with their meetings, tasks and events.

A migration states its types and words itself, because it must stay what it was."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_RUNNING = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _directory()
    _cases()


def _directory() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "sector IN ('region', 'municipality', 'practice')", name="ck_organisations_sector"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("tenant_id", "name", name="uq_organisations_tenant_id_name"),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("area IN ('adults', 'children', 'both')", name="ck_units_area"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_units_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("organisation_id", "name", name="uq_units_organisation_id_name"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("tenant_id", "user_id", name="uq_people_tenant_id_user_id"),
    )
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("receives", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('frontline', 'leader', 'coordinator', 'administrator')", name="ck_memberships_role"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_memberships_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_memberships_unit_id"),
        sa.PrimaryKeyConstraint("person_id", "unit_id", "role", name="pk_memberships"),
    )
    op.create_index("ix_memberships_role", "memberships", ["role"])
    op.create_index("ix_memberships_unit_id", "memberships", ["unit_id"])
    op.create_table(
        "directory_state",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_directory_state"),
    )
    op.execute("INSERT INTO directory_state (token) VALUES ('empty')")
    op.create_table(
        "addresses",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("service_url", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("bot_id", sa.String(), nullable=True),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_addresses_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_addresses"),
    )
    op.create_index("ix_addresses_tenant_id_seen", "addresses", ["tenant_id", "seen"])


def _cases() -> None:
    op.create_table(
        "case_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_case_numbers"),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("cpr_hash", sa.String(length=64), nullable=False),
        sa.Column("cpr", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("override_reason", sa.LargeBinary(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("agreement_id", sa.String(), nullable=False),
        sa.Column("region_unit_id", sa.String(length=32), nullable=False),
        sa.Column("municipality_unit_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.CheckConstraint("area IN ('adults', 'children', 'both')", name="ck_cases_area"),
        sa.ForeignKeyConstraint(["municipality_unit_id"], ["units.id"], name="fk_cases_municipality_unit_id"),
        sa.ForeignKeyConstraint(["region_unit_id"], ["units.id"], name="fk_cases_region_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
    )
    op.create_index("ix_cases_cpr_hash", "cases", ["cpr_hash"])
    op.create_index("ix_cases_municipality_unit_id_opened_at", "cases", ["municipality_unit_id", "opened_at"])
    op.create_index("ix_cases_region_unit_id_opened_at", "cases", ["region_unit_id", "opened_at"])
    op.create_table(
        "case_people",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_people_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_case_people_person_id"),
        sa.PrimaryKeyConstraint("case_id", "person_id", name="pk_case_people"),
    )
    op.create_index("ix_case_people_person_id", "case_people", ["person_id"])
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("inviter_unit_id", sa.String(length=32), nullable=False),
        sa.Column("inviter_sector", sa.String(), nullable=False),
        sa.Column("inviter_person_id", sa.String(length=32), nullable=True),
        sa.Column("receiver_unit_id", sa.String(length=32), nullable=False),
        sa.Column("receiver_sector", sa.String(), nullable=False),
        sa.Column("receiver_person_id", sa.String(length=32), nullable=True),
        sa.Column("requested_at", _MOMENT, nullable=False),
        sa.Column("acknowledged_at", _MOMENT, nullable=True),
        sa.Column("find_time_by", sa.Date(), nullable=False),
        sa.Column("agreed_start", _MOMENT, nullable=True),
        sa.Column("agreed_minutes", sa.Integer(), nullable=True),
        sa.Column("agreed_end", _MOMENT, nullable=True),
        sa.Column("invitation", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "inviter_sector IN ('region', 'municipality', 'practice')", name="ck_meetings_inviter_sector"
        ),
        sa.CheckConstraint(
            "receiver_sector IN ('region', 'municipality', 'practice')", name="ck_meetings_receiver_sector"
        ),
        sa.CheckConstraint(
            "status IN ('requested', 'acknowledged', 'times_proposed', 'question_asked', 'scheduled', 'minutes_due', 'concluded', 'cancelled')",
            name="ck_meetings_status",
        ),
        sa.CheckConstraint(
            "(agreed_start IS NULL) = (agreed_minutes IS NULL) AND (agreed_start IS NULL) = (agreed_end IS NULL)",
            name="ck_meetings_agreed",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_meetings_case_id"),
        sa.ForeignKeyConstraint(["inviter_person_id"], ["people.id"], name="fk_meetings_inviter_person_id"),
        sa.ForeignKeyConstraint(["inviter_unit_id"], ["units.id"], name="fk_meetings_inviter_unit_id"),
        sa.ForeignKeyConstraint(["receiver_person_id"], ["people.id"], name="fk_meetings_receiver_person_id"),
        sa.ForeignKeyConstraint(["receiver_unit_id"], ["units.id"], name="fk_meetings_receiver_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_case_id_requested_at", "meetings", ["case_id", "requested_at"])
    op.create_index("ix_meetings_status_agreed_end", "meetings", ["status", "agreed_end"])
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("remind_from", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('acknowledge', 'find_time', 'attend', 'write_minutes', 'follow_up')",
            name="ck_tasks_kind",
        ),
        sa.CheckConstraint("sector IN ('region', 'municipality', 'practice')", name="ck_tasks_sector"),
        sa.CheckConstraint("status IN ('open', 'done', 'withdrawn')", name="ck_tasks_status"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_tasks_case_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_tasks_meeting_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_tasks_owner_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_tasks_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_case_id_due", "tasks", ["case_id", "due"])
    op.create_index("ix_tasks_meeting_id_status", "tasks", ["meeting_id", "status"])
    op.create_index("ix_tasks_owner_id_status_due", "tasks", ["owner_id", "status", "due"])
    op.create_index("ix_tasks_status_due_id", "tasks", ["status", "due", "id"])
    op.create_index("ix_tasks_unit_id_status_due", "tasks", ["unit_id", "status", "due"])
    op.create_table(
        "events",
        sa.Column("seq", _RUNNING, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_events_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_events_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_events_unit_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
    )
    op.create_index("ix_events_case_id_at_seq", "events", ["case_id", "at", "seq"])
