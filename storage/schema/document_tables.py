"""Documents with every version of their text, admissions, and what centres count as discharges.

As `tables.py`. What reports count by stands in the clear: kind, status, days and outcome.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, String, Table

from domain.admission import AdmissionStatus, DischargeKind, Outcome
from domain.delay import DelayReason
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.people import Area, Sector
from storage.schema.columns import id_of, key, metadata, one_of, sealed, words
from storage.schema.moment import Moment

documents = Table(
    "documents",
    metadata,
    key(),
    id_of("case_id", "cases.id"),
    words("kind"),
    words("status"),
    id_of("author_unit_id", "units.id"),
    words("author_sector"),
    id_of("author_person_id", "people.id", optional=True),
    id_of("receiver_unit_id", "units.id"),
    words("receiver_sector"),
    id_of("receiver_person_id", "people.id", optional=True),
    Column("first_sent_at", Moment, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("in_force_at", Moment),
    id_of("replaced_by", optional=True),
    sealed("content"),
    Column("content_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    one_of("kind", DocumentKind),
    one_of("status", Status),
    one_of("author_sector", Sector),
    one_of("receiver_sector", Sector),
    Index(None, "case_id", "first_sent_at"),
)

document_versions = Table(
    "document_versions",
    metadata,
    key("document_id", "documents.id"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    id_of("written_by", "people.id"),
    Column("written_at", Moment, nullable=False),
    sealed("content", row=("document_id", "number")),
)

admissions = Table(
    "admissions",
    metadata,
    key(),
    id_of("case_id", "cases.id"),
    id_of("region_unit_id", "units.id"),
    id_of("region_person_id", "people.id", optional=True),
    id_of("municipality_unit_id", "units.id"),
    id_of("municipality_person_id", "people.id", optional=True),
    Column("admitted_at", Moment, nullable=False),
    Column("since", Date, nullable=False),
    words("status"),
    Column("expected_on", Date),
    Column("discharged_on", Date),
    words("discharge_kind", optional=True),
    words("outcome", optional=True),
    sealed("content"),
    Column("version", Integer, nullable=False),
    words("delay", optional=True),
    Column("readmitted_after", Integer),
    one_of("status", AdmissionStatus),
    one_of("discharge_kind", DischargeKind),
    one_of("outcome", Outcome),
    one_of("delay", DelayReason),
    Index(None, "case_id", "admitted_at"),
)

discharge_counts = Table(
    "discharge_counts",
    metadata,
    key("centre_id", "organisations.id"),
    key("municipality_id", "organisations.id"),
    Column("area", String, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("listed", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    one_of("area", Area),
    CheckConstraint("known >= 0 AND known <= listed", name="known"),
    Index(None, "month"),
)
