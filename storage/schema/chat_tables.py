"""What lies in chats or is on its way there: drafts, answers given, files to fetch, cards posted, the outbox
and its pace.

As `tables.py`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from domain.subject import SubjectKind
from storage.schema.columns import id_of, key, metadata, one_of, only_where, sealed, words
from storage.schema.moment import Moment
from workflows.notice import NoticeKind, State

drafts = Table(
    "drafts",
    metadata,
    key(),
    id_of("person_id", "people.id"),
    words("form"),
    words("subject_id"),
    words("page"),
    sealed("answers"),
    Column("version", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("person_id", "form", "subject_id"),
    Index(None, "person_id", "updated_at"),
    Index(None, "updated_at"),
)

effects = Table(
    "effects",
    metadata,
    Column("key", String, primary_key=True),
    sealed("answer", row=("key",)),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

handouts = Table(
    "handouts",
    metadata,
    key(),
    Column("digest", String, nullable=False),
    id_of("person_id", "people.id"),
    words("name"),
    words("content_type"),
    sealed("content", optional=True),
    words("purpose"),
    id_of("case_id", optional=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("fetched_at", Moment),
    UniqueConstraint("digest"),
    Index(None, "expires_at"),
)

posts = Table(
    "posts",
    metadata,
    key("person_id", "people.id"),
    Column("subject_kind", String, primary_key=True),
    Column("subject_id", String, primary_key=True),
    Column("conversation_id", String, primary_key=True),
    Column("activity_id", String, primary_key=True),
    Column("posted_at", Moment, nullable=False),
    one_of("subject_kind", SubjectKind),
    Index(None, "subject_kind", "subject_id"),
)

outbox = Table(
    "outbox",
    metadata,
    key(),
    words("kind"),
    words("subject_kind"),
    words("subject_id"),
    id_of("recipient_id", "people.id"),
    words("rule"),
    Column("occurrence", Moment, nullable=False),
    words("detail"),
    words("state"),
    Column("claims", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("repeats", Boolean, nullable=False),
    words("why"),
    Column("queued_at", Moment, nullable=False),
    id_of("carried_by", optional=True),
    UniqueConstraint("rule", "occurrence", "recipient_id"),
    one_of("kind", NoticeKind),
    one_of("subject_kind", SubjectKind),
    one_of("state", State),
    Index(None, "subject_id", "recipient_id"),
    Index(None, "queued_at"),
)
only_where("state = 'pending'", "ix_outbox_pending", outbox.c.not_before, outbox.c.id)
only_where("lease_until IS NOT NULL", "ix_outbox_leased", outbox.c.state, outbox.c.lease_until)
only_where(
    "state IN ('dead', 'uncertain') OR why = 'no address: the person''s tenant has not met the bot'",
    "ix_outbox_shown",
    outbox.c.occurrence,
    outbox.c.id,
)
only_where("kind = 'escalation'", "ix_outbox_escalations", outbox.c.recipient_id)
only_where("carried_by IS NOT NULL", "ix_outbox_carried_by", outbox.c.carried_by)

tenant_pace = Table(
    "tenant_pace",
    metadata,
    Column("tenant_id", String, primary_key=True),
    Column("free_at", BigInteger, nullable=False),
)
