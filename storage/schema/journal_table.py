"""Who has entered what in the own journal, and which document is being erased.

As `tables.py`.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from storage.schema.columns import id_of, key, metadata, words
from storage.schema.moment import Moment

journal_marks = Table(
    "journal_marks",
    metadata,
    key("subject_id"),
    key("unit_id", "units.id"),
    words("subject_kind"),
    id_of("case_id", "cases.id"),
    Column("content_version", Integer, nullable=False),
    id_of("person_id", "people.id"),
    Column("at", Moment, nullable=False),
    CheckConstraint("subject_kind IN ('meeting', 'document')", name="subject_kind"),
    Index(None, "case_id"),
)

erasing = Table("erasing", metadata, key("document_id", "documents.id"))
"""Holds a document for as long as the transaction lasts that erases it. The database gives up the versions of
no other, and of none whose case is open or held back."""
