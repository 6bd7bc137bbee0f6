"""The audit log: entries, the seals over batches of them, and the keys that what identifies is sealed with.

As `tables.py`. The database itself refuses to change an entry or a seal, but for the one time each that an
entry is put into a batch and a batch's time is over.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from storage.schema.columns import RUNNING, id_of, key, metadata, only_where, sealed, words
from storage.schema.moment import Moment

audit = Table(
    "audit",
    metadata,
    Column("seq", RUNNING, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    words("actor_id"),
    words("action"),
    words("subject"),
    Column("case_id", String(32)),
    sealed("detail", row=("seq",), append_only=True),
    Column("previous", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
    id_of("id", optional=True),
    Column("organisation_id", String(32), nullable=False, server_default=""),
    Column("source", String, nullable=False, server_default=""),
    id_of("key_id", optional=True),
    Column("batch", RUNNING),
    UniqueConstraint("id"),
    Index(None, "case_id", "seq"),
    Index(None, "actor_id", "seq"),
    Index(None, "batch", "seq"),
)
only_where("batch IS NULL", "ix_audit_waiting", audit.c.seq)
only_where(
    "case_id IS NULL AND action IN ('search', 'refuse', 'emergency.ask')",
    "ix_audit_beside_cases",
    audit.c.organisation_id,
    audit.c.seq,
)

audit_seals = Table(
    "audit_seals",
    metadata,
    Column("number", RUNNING, primary_key=True, autoincrement=False),
    Column("sealed_at", Moment, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("oldest_at", Moment, nullable=False),
    Column("newest_at", Moment, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("expired_at", Moment),
    Index(None, "newest_at"),
)
only_where("expired_at IS NULL", "ix_audit_seals_kept", audit_seals.c.number)

log_keys = Table(
    "log_keys",
    metadata,
    key(),
    id_of("case_id", optional=True),
    id_of("organisation_id", optional=True),
    Column("month", String(7)),
    Column("made_at", Moment, nullable=False),
    sealed("key"),
    UniqueConstraint("case_id"),
    UniqueConstraint("organisation_id", "month"),
    Index(None, "made_at"),
)
