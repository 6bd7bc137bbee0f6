"""The directory and the cases, as SQLAlchemy Core sees them: columns, constraints, an index per question.

Columns of type `LargeBinary` that hold personal data are sealed by the repositories (`encryption.py`);
nothing personal about a citizen stands in any other column. What changes here changes by a migration.
Documents and admissions stand in `document_tables.py`, what lies in chats in `chat_tables.py`, the audit
log in `log_tables.py`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from domain.delay import DelayReason
from domain.network_meeting import Status
from domain.people import Area, Role, Sector
from domain.subject import SubjectKind
from domain.task import TaskKind, TaskStatus
from storage.schema.columns import RUNNING, id_of, key, metadata, one_of, only_where, sealed, words
from storage.schema.moment import Moment

organisations = Table(
    "organisations",
    metadata,
    key(),
    words("tenant_id"),
    words("name"),
    words("sector"),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("tenant_id", "name"),
    one_of("sector", Sector),
)

units = Table(
    "units",
    metadata,
    key(),
    id_of("organisation_id", "organisations.id"),
    words("name"),
    words("area"),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("organisation_id", "name"),
    one_of("area", Area),
)

people = Table(
    "people",
    metadata,
    key(),
    words("tenant_id"),
    words("user_id"),
    words("name"),
    words("title"),
    words("email"),
    words("phone"),
    words("language"),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("tenant_id", "user_id"),
)

memberships = Table(
    "memberships",
    metadata,
    key("person_id", "people.id"),
    key("unit_id", "units.id"),
    Column("role", String, primary_key=True),
    Column("receives", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    one_of("role", Role),
    Index(None, "unit_id"),
    Index(None, "role"),
)

directory_state = Table("directory_state", metadata, key("token"))

addresses = Table(
    "addresses",
    metadata,
    key("person_id", "people.id"),
    words("tenant_id"),
    words("service_url"),
    Column("conversation_id", String),
    Column("bot_id", String),
    Column("seen", BigInteger, nullable=False),
    Index(None, "tenant_id", "seen"),
)

case_numbers = Table(
    "case_numbers",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("latest", Integer, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    key(),
    words("number"),
    Column("cpr_hash", String(64), nullable=False),
    sealed("cpr"),
    sealed("name"),
    sealed("override_reason"),
    words("area"),
    words("agreement_id"),
    id_of("region_unit_id", "units.id"),
    id_of("municipality_unit_id", "units.id"),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    sealed("closing_reason", optional=True),
    Column("consent_withdrawn_on", Date),
    Column("version", Integer, nullable=False, server_default="1"),
    id_of("second_unit_id", "units.id", optional=True),
    Column("former_unit_ids", String, nullable=False, server_default=""),
    Column("moves", String, nullable=False, server_default=""),
    Column("seconds_left", String, nullable=False, server_default=""),
    words("hold", optional=True),
    Column("held_at", Moment),
    id_of("held_by_unit_id", "units.id", optional=True),
    sealed("hold_reason", optional=True),
    UniqueConstraint("number"),
    one_of("area", Area),
    Index(None, "cpr_hash"),
    Index(None, "region_unit_id", "opened_at"),
    Index(None, "municipality_unit_id", "opened_at"),
    Index(None, "second_unit_id", "opened_at"),
)
only_where("closed_at IS NOT NULL", "ix_cases_closed", cases.c.closed_at, cases.c.id)
only_where("closed_at IS NULL", "ix_cases_open", cases.c.opened_at, cases.c.id)

case_people = Table(
    "case_people",
    metadata,
    key("case_id", "cases.id"),
    key("person_id", "people.id"),
    Index(None, "person_id"),
)

meetings = Table(
    "meetings",
    metadata,
    key(),
    id_of("case_id", "cases.id"),
    words("status"),
    id_of("inviter_unit_id", "units.id"),
    words("inviter_sector"),
    id_of("inviter_person_id", "people.id", optional=True),
    id_of("receiver_unit_id", "units.id"),
    words("receiver_sector"),
    id_of("receiver_person_id", "people.id", optional=True),
    Column("requested_at", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("find_time_by", Date, nullable=False),
    Column("agreed_start", Moment),
    Column("agreed_minutes", Integer),
    Column("agreed_end", Moment),
    Column("invitation", Integer, nullable=False),
    sealed("content"),
    Column("version", Integer, nullable=False),
    one_of("status", Status),
    one_of("inviter_sector", Sector),
    one_of("receiver_sector", Sector),
    CheckConstraint(
        "(agreed_start IS NULL) = (agreed_minutes IS NULL) AND (agreed_start IS NULL) = (agreed_end IS NULL)",
        name="agreed",
    ),
    Index(None, "case_id", "requested_at"),
    Index(None, "status", "agreed_end"),
)

tasks = Table(
    "tasks",
    metadata,
    key(),
    id_of("case_id", "cases.id"),
    words("subject_kind"),
    id_of("subject_id"),
    words("kind"),
    id_of("unit_id", "units.id"),
    words("sector"),
    id_of("owner_id", "people.id", optional=True),
    Column("due", Date, nullable=False),
    Column("opened_at", Moment, nullable=False),
    sealed("text"),
    sealed("reason"),
    words("status"),
    Column("remind_from", Date),
    words("part"),
    Column("every_days", Integer, nullable=False),
    Column("until", Date),
    Column("version", Integer, nullable=False),
    Column("look_at", Moment),
    Column("ended_on", Date),
    words("delay", optional=True),
    Column("delayed_on", Date),
    Column("leaders_told_on", Date),
    Column("coordinators_told_on", Date),
    id_of("opposite_unit_id", "units.id", optional=True),
    one_of("kind", TaskKind),
    one_of("subject_kind", SubjectKind),
    one_of("sector", Sector),
    one_of("status", TaskStatus),
    one_of("delay", DelayReason),
    CheckConstraint("(delay IS NULL) = (delayed_on IS NULL)", name="delayed"),
    Index(None, "case_id", "due"),
    Index(None, "subject_kind", "subject_id", "status"),
    Index(None, "owner_id", "status", "due"),
    Index(None, "unit_id", "status", "due"),
)
only_where("look_at IS NOT NULL", "ix_tasks_looked_at", tasks.c.look_at, tasks.c.id)

events = Table(
    "events",
    metadata,
    Column("seq", RUNNING, primary_key=True, autoincrement=True),
    id_of("id"),
    id_of("case_id", "cases.id"),
    words("subject_id"),
    words("kind"),
    Column("at", Moment, nullable=False),
    id_of("person_id", "people.id", optional=True),
    id_of("unit_id", "units.id", optional=True),
    words("status"),
    sealed("reason"),
    UniqueConstraint("id"),
    Index(None, "case_id", "at", "seq"),
)
